//! What a handler may know of the request as such: from where, by which program, under which id.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::request::Parts;

use super::refusal::Asking;
use super::site::Site;
use crate::error::{Error, Result};

/// The address a request came from, and the id under which the log and the audit know it.
#[derive(Debug, Clone)]
pub struct Meta {
    /// The client's address: the peer's, or what a trusted proxy says. Absent only for requests made in-process.
    pub ip: Option<IpAddr>,
    /// The `User-Agent` header, cut to 300 bytes.
    pub agent: Option<Arc<str>>,
    /// Stands in the answer's `X-Request-Id` and in every problem document.
    pub request_id: Arc<str>,
    /// The brand or staff host.
    pub site: Site,
    /// Who asks, as soon as that is known.
    pub asking: Asking,
}

impl Meta {
    /// The address as text, for audit and sessions.
    pub fn ip_text(&self) -> Option<String> {
        self.ip.map(|ip| ip.to_string())
    }

    /// What per-address limits count by: the address itself, for IPv6 its /64 network (P12).
    pub fn ip_subject(&self) -> String {
        match self.ip.map(|ip| ip.to_canonical()) {
            Some(IpAddr::V4(ip)) => ip.to_string(),
            Some(IpAddr::V6(ip)) => {
                let [a, b, c, d, ..] = ip.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
            None => "unknown".to_owned(),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Meta {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Error::internal("a request passed without its door"))
    }
}

/// The first bytes of the `User-Agent`, at a character boundary.
pub(super) fn agent(headers: &http::HeaderMap) -> Option<Arc<str>> {
    let text = headers.get(http::header::USER_AGENT)?.to_str().ok()?;
    Some(text.get(..300).unwrap_or(text).into())
}
