//! The stream of staff.

use axum::extract::State;
use http::{HeaderMap, header};

use super::{
    store,
    stream::{self, Hearer},
};
use crate::{
    app::App,
    error::Result,
    features::{people::clients, staff_sign_in},
    kit::{
        event::Event,
        http::{Site, reply::Plain},
    },
    scope::Staff,
};

struct Listening {
    staff: Staff,
    site: Site,
    /// The cookie alone: a stream lives long, and the other headers are not needed again.
    cookies: HeaderMap,
}

/// What changes for the provider, as it happens.
pub async fn stream_staff_events(
    State(app): State<App>,
    staff: Staff,
    site: Site,
    headers: HeaderMap,
) -> Result<Plain> {
    let cookies = stream::copied(&headers, &[header::COOKIE]);
    let held = app.streams.open(staff.session_id, staff.staff_id)?;
    let hearer = Listening {
        staff,
        site,
        cookies,
    };
    Ok(stream::answer(&app, hearer, held))
}

impl Hearer for Listening {
    async fn is_live(&self, app: &App) -> bool {
        let found = staff_sign_in::live(app, &self.site, &self.cookies).await;
        // A stream hears what its opener could see: with other rights, another has to be opened.
        found.is_ok_and(|live| {
            live.is_some_and(|live| {
                live.staff.role == self.staff.role
                    && live.staff.sees_all_clients == self.staff.sees_all_clients
            })
        })
    }

    fn concerns_session(&self, event: &Event) -> bool {
        event.provider_id == self.staff.provider_id && event.kind == "staff_session"
    }

    async fn may_hear(&self, app: &App, event: &Event) -> bool {
        let is_own = event.provider_id == self.staff.provider_id;
        is_own && !event.kind.ends_with("session") && self.sees(app, event).await
    }
}

impl Listening {
    /// Whether these staff may read the thing. Only owners see everything and need not be asked about.
    async fn sees(&self, app: &App, event: &Event) -> bool {
        if self.staff.role == "owner" {
            return true;
        }
        let Ok(read) = app.db.read(&self.staff).await else {
            return false;
        };
        let seen = if event.kind == "client" {
            clients::exists(&read, event.id).await
        } else {
            store::sees(&read, event.id).await
        };
        seen.unwrap_or(false)
    }
}
