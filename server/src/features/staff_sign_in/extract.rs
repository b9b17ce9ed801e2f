//! The way in for staff: cookie → session → `Staff`.

use axum::extract::FromRequestParts;
use http::{HeaderMap, request::Parts};

use super::store;
use crate::{
    app::App,
    error::{Error, Result},
    features::sessions::{Lifetime, SEEN_PAUSE},
    kit::{
        clock::Time,
        http::{cookie::Cookie, describe::DescribeArg, site::Site},
        id::{Id, sha256},
    },
    scope::{Job, Staff},
};

/// A session found.
pub struct Live {
    /// Who acts.
    pub staff: Staff,
    last_seen_at: Time,
}

impl DescribeArg for Staff {}

impl FromRequestParts<App> for Staff {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let site = Site::from_request_parts(parts, app).await?;
        let live = live(app, &site, &parts.headers)
            .await?
            .ok_or_else(Error::unauthorized)?;
        if app.clock.now().since(live.last_seen_at) >= SEEN_PAUSE {
            note_use(app, live.staff.provider_id, live.staff.session_id);
        }
        Ok(live.staff)
    }
}

/// The live session that a request's cookie names on the staff host, if any.
///
/// # Errors
/// Those of the database. No session is no error.
pub async fn live(app: &App, site: &Site, headers: &HeaderMap) -> Result<Option<Live>> {
    let (Site::Staff(_), Some(token)) = (site, Cookie::Session.read(site, headers)) else {
        return Ok(None);
    };
    let Some(found) = store::find_acting(&app.db, &sha256(token.as_bytes())).await? else {
        return Ok(None);
    };
    let ends_at = Lifetime::of_staff(&found.preset).ends_at(found.created_at, found.last_seen_at);
    let staff = Staff {
        provider_id: found.provider_id,
        staff_id: found.staff_id,
        session_id: found.session_id,
        role: found.role,
        sees_all_clients: found.sees_all_clients,
    };
    Ok((ends_at > app.clock.now()).then_some(Live {
        staff,
        last_seen_at: found.last_seen_at,
    }))
}

/// Writes down in the background that a session was used.
fn note_use(app: &App, provider_id: Id, session_id: Id) {
    let app = app.clone();
    tokio::spawn(async move {
        let written = async {
            let job = Job::of(provider_id);
            let write = app.db.write(&job).await?;
            store::save_seen(&write, session_id, app.clock.now()).await?;
            write.commit().await?;
            Ok::<(), Error>(())
        };
        if let Err(error) = written.await {
            tracing::warn!(%error, "the last use of a staff session was not written down");
        }
    });
}
