//! The stream of staff.

use axum::extract::State;
use http::{HeaderMap, header};

use super::stream::{self, Hearer};
use crate::{
    app::App,
    error::Result,
    features::{people::clients, staff_sign_in},
    kit::{
        event::Event,
        http::{Site, reply::Plain},
        id::Id,
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
    let cookies = headers.get_all(header::COOKIE).iter();
    let cookies = cookies.map(|line| (header::COOKIE, line.clone())).collect();
    Ok(stream::answer(
        &app,
        Listening {
            staff,
            site,
            cookies,
        },
    ))
}

impl Hearer for Listening {
    async fn is_live(&self, app: &App) -> bool {
        let found = staff_sign_in::live(app, &self.site, &self.cookies).await;
        found.is_ok_and(|live| live.is_some())
    }

    fn concerns_session(&self, event: &Event) -> bool {
        event.provider_id == self.staff.provider_id && event.kind == "staff_session"
    }

    async fn may_hear(&self, app: &App, event: &Event) -> bool {
        let is_own = event.provider_id == self.staff.provider_id;
        is_own && !event.kind.ends_with("session") && self.sees(app, client_of(event)).await
    }
}

impl Listening {
    /// Whether these staff see the client. Only those who see assigned clients have to ask.
    async fn sees(&self, app: &App, client_id: Option<Id>) -> bool {
        let sees_all =
            self.staff.sees_all_clients || matches!(self.staff.role.as_str(), "owner" | "admin");
        let Some(client_id) = client_id.filter(|_| !sees_all) else {
            return true;
        };
        let Ok(read) = app.db.read(&self.staff).await else {
            return false;
        };
        clients::exists(&read, client_id).await.unwrap_or(false)
    }
}

/// The client that an event is about.
fn client_of(event: &Event) -> Option<Id> {
    event
        .client_id
        .or_else(|| (event.kind == "client").then_some(event.id))
}
