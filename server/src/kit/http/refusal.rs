//! Who was refused what: found out while a request is answered, and told before its answer leaves.
//!
//! Whatever lets somebody in says so in the request's [`Asking`]; so whoever is refused afterwards, wherever that is, is
//! known at the outer edge, and no handler has to think of it.

use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use axum::response::Response;
use http::{Method, StatusCode, Uri};

use super::meta::Meta;
use crate::error::{Raised, Result};
use crate::kit::id::Id;
use crate::kit::metrics::Matched;
use crate::scope::{Contact, Device, Staff};

/// Somebody who was let in.
#[derive(Debug, Clone)]
pub enum Asker {
    /// A contact.
    Contact(Contact),
    /// Whoever holds a delivery link that was sent to this contact.
    Link(Contact),
    /// Staff, or an operator.
    Staff(Staff),
    /// A device.
    Device(Device),
}

/// What is found out about a request while it is answered. A cheap handle; the first word counts.
#[derive(Debug, Clone, Default)]
pub struct Asking(Arc<Found>);

#[derive(Debug, Default)]
struct Found {
    asker: OnceLock<Asker>,
    subject: OnceLock<(&'static str, Id)>,
    noted: AtomicBool,
}

impl Asking {
    /// Says who asks.
    pub fn is(&self, asker: Asker) {
        let _ = self.0.asker.set(asker);
    }

    /// Says what is asked about, where the path doesn't name it by its id.
    pub fn about(&self, kind: &'static str, id: Id) {
        let _ = self.0.subject.set((kind, id));
    }

    /// Says that the refusal has been written down already.
    pub fn note(&self) {
        self.0.noted.store(true, Ordering::Relaxed);
    }
}

/// What somebody was refused.
#[derive(Debug)]
pub struct Refusal {
    /// Who asked.
    pub asker: Asker,
    /// From where.
    pub meta: Meta,
    /// The method of the route.
    pub method: Method,
    /// The path of the route, with its `{parameters}`.
    pub path: &'static str,
    /// Kind and id of what was asked about: what the handler said, or else the last id in the path.
    pub subject: Option<(&'static str, Id)>,
    /// The code of the answer.
    pub code: &'static str,
}

/// Writes a refusal down.
pub type Refusals =
    Arc<dyn Fn(Refusal) -> Pin<Box<dyn Future<Output = Result<()>> + Send>> + Send + Sync>;

impl Refusal {
    /// What this answer refuses somebody who is known: a right (403), what the state does not allow (409), or what was
    /// taken back (410). What is wrong with the request as such is no refusal of an act.
    pub(super) fn of(response: &Response, meta: Meta, method: Method, uri: &Uri) -> Option<Self> {
        let Raised(error) = response.extensions().get()?;
        let Matched(path) = *response.extensions().get()?;
        let is_refused = matches!(
            error.status(),
            StatusCode::FORBIDDEN | StatusCode::CONFLICT | StatusCode::GONE
        );
        let found = meta.asking.0.clone();
        if !is_refused || found.noted.load(Ordering::Relaxed) {
            return None;
        }
        Some(Self {
            asker: found.asker.get()?.clone(),
            subject: found
                .subject
                .get()
                .copied()
                .or_else(|| last_id(path, uri.path())),
            meta,
            method,
            path,
            code: error.code(),
        })
    }
}

/// The last id in an address: `/clients/{client_id}/logo` → `client` and its id.
fn last_id(template: &'static str, path: &str) -> Option<(&'static str, Id)> {
    let parts = template.split('/').zip(path.split('/'));
    parts
        .filter_map(|(name, value)| {
            let kind = name.strip_prefix('{')?.strip_suffix("_id}")?;
            Some((kind, value.parse().ok()?))
        })
        .last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_id_of_an_address_says_what_it_is_about() {
        let (one, two) = (Id::from_bytes([1; 16]), Id::from_bytes([2; 16]));
        assert_eq!(
            last_id("/clients/{client_id}/logo", &format!("/clients/{one}/logo")),
            Some(("client", one))
        );
        assert_eq!(
            last_id(
                "/orgs/{org_id}/members/{staff_id}",
                &format!("/orgs/{one}/members/{two}")
            ),
            Some(("staff", two))
        );
        assert_eq!(
            last_id("/documents/{year}/{slug}", "/documents/2026/a"),
            None
        );
        assert_eq!(last_id("/clients/{client_id}", "/clients/none"), None);
    }
}
