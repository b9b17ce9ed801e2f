//! The problem document (RFC 9457) of an error.

use std::sync::Arc;

use axum::body::Body;
use axum::response::Response;
use http::{HeaderValue, header};
use serde::Serialize;
use serde_json::{Map, Value};

use super::Error;
use crate::kit::field::FieldError;

/// The error of an answer on its way out, in the answer's extensions.
#[derive(Debug, Clone)]
pub(crate) struct Raised(pub(crate) Arc<Error>);

impl Raised {
    pub(super) fn new(error: Error) -> Self {
        Self(Arc::new(error))
    }
}

/// What a caller reads when something was refused or went wrong.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the code says which problem it is.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Stable, to be compared by programs.
    pub code: &'static str,
    /// One English sentence.
    pub detail: String,
    /// Finds the story in the server's log.
    pub request_id: String,
    /// The refused fields; empty when the problem is not about fields.
    pub errors: Vec<FieldError>,
    /// Further members of single codes.
    #[serde(flatten)]
    #[schema(ignore)]
    pub extra: Map<String, Value>,
}

impl Problem {
    /// The document for `error`.
    pub fn new(error: &Error, request_id: &str) -> Self {
        let status = error.status();
        let (fields, extra) = match error {
            Error::Invalid { fields, extra, .. } => (fields.clone(), extra.clone()),
            Error::Conflict { extra, .. } => (Vec::new(), extra.clone()),
            Error::Gone { title } => (
                Vec::new(),
                Map::from_iter([("document_title".to_owned(), title.clone().into())]),
            ),
            _ => (Vec::new(), Map::new()),
        };
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            code: error.code(),
            detail: detail(error),
            request_id: request_id.to_owned(),
            errors: fields,
            extra,
        }
    }

    /// Writes `error` as the body of `response`, which keeps its other headers.
    pub(crate) fn write(error: &Error, request_id: &str, response: &mut Response) {
        let document = Self::new(error, request_id);
        let bytes = serde_json::to_vec(&document).unwrap_or_default();
        *response.status_mut() = error.status();
        let headers = response.headers_mut();
        headers.remove(header::CONTENT_LENGTH);
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(retry_after_s) = error.retry_after_s() {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(retry_after_s));
        }
        if matches!(error, Error::Unauthorized { .. }) {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        *response.body_mut() = Body::from(bytes);
    }
}

fn detail(error: &Error) -> String {
    match error {
        Error::Request { detail, .. }
        | Error::Conflict { detail, .. }
        | Error::Invalid { detail, .. } => detail.clone(),
        Error::Unauthorized {
            code: "second_factor_required",
        } => "Give your second factor first.".into(),
        Error::Unauthorized { .. } => "Sign in first.".into(),
        Error::Forbidden { .. } => "This session may not do that.".into(),
        Error::NotFound => "There is nothing here.".into(),
        Error::Gone { .. } => "This is no longer available.".into(),
        Error::Limited { .. } => "Too many attempts. Try again later.".into(),
        Error::Unavailable { .. } => "Not available right now. Try again shortly.".into(),
        Error::Internal(_) => {
            "Something went wrong on our side. The request id finds it in the log.".into()
        }
    }
}
