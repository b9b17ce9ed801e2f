//! The way in for contacts: cookie → session → `Contact`.

use axum::extract::FromRequestParts;
use http::{HeaderMap, request::Parts};

use super::{
    model::{Lifetime, SEEN_PAUSE},
    store,
};
use crate::{
    app::App,
    error::{Error, Result},
    features::people::permission::ContactRole,
    kit::{
        clock::Time,
        http::{cookie::Cookie, describe::DescribeArg, site::Site},
        id::sha256,
    },
    scope::{Contact, Job, Reach},
};

/// A session found, and when it ends.
pub struct Live {
    /// Who acts.
    pub contact: Contact,
    /// The role of its membership.
    pub role: String,
    /// When the session ends if it is not used again.
    pub ends_at: Time,
    last_seen_at: Time,
}

impl DescribeArg for Contact {}

impl FromRequestParts<App> for Contact {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let site = Site::from_request_parts(parts, app).await?;
        let live = live(app, &site, &parts.headers)
            .await?
            .ok_or_else(Error::unauthorized)?;
        if app.clock.now().since(live.last_seen_at) >= SEEN_PAUSE {
            note_use(app, &live.contact);
        }
        Ok(live.contact)
    }
}

/// The live session that a request's cookie names at this site, if any.
///
/// # Errors
/// Those of the database. No session is no error.
pub async fn live(app: &App, site: &Site, headers: &HeaderMap) -> Result<Option<Live>> {
    let (Site::Brand(brand), Some(token)) = (site, Cookie::Session.read(site, headers)) else {
        return Ok(None);
    };
    let job = Job::of(brand.provider_id);
    let read = app.db.read(&job).await?;
    let found = store::find_acting(&read, &sha256(token.as_bytes()), brand.brand_domain_id).await?;
    drop(read);
    let Some(found) = found else { return Ok(None) };
    let ends_at =
        Lifetime::of_contacts(&found.preset).ends_at(found.created_at, found.last_seen_at);
    if ends_at <= app.clock.now() {
        return Ok(None);
    }
    let role = ContactRole::from_word(&found.role)
        .ok_or_else(|| Error::internal("a membership has no known role"))?;
    let permissions = role.granted(found.added.0, found.removed.0);
    let contact = Contact {
        provider_id: job.provider_id,
        client_id: found.client_id,
        membership_id: found.membership_id,
        contact_id: found.contact_id,
        session_id: found.session_id,
        strength: found.strength,
        reach: match role {
            ContactRole::Guest => Reach::Marked,
            _ if found.narrowed => Reach::Projects,
            _ => Reach::Client,
        },
        permissions: permissions
            .iter()
            .map(|permission| permission.as_str().to_owned())
            .collect(),
    };
    Ok(Some(Live {
        contact,
        role: found.role,
        ends_at,
        last_seen_at: found.last_seen_at,
    }))
}

/// Writes down in the background that a session was used.
fn note_use(app: &App, contact: &Contact) {
    let (app, provider_id, session_id) = (app.clone(), contact.provider_id, contact.session_id);
    tokio::spawn(async move {
        let written = async {
            let job = Job::of(provider_id);
            let write = app.db.write(&job).await?;
            store::save_seen(&write, session_id, app.clock.now()).await?;
            write.commit().await?;
            Ok::<(), Error>(())
        };
        if let Err(error) = written.await {
            tracing::warn!(%error, "the last use of a session was not written down");
        }
    });
}
