//! The stream of a contact.

use axum::extract::State;
use http::{HeaderMap, header};

use super::{
    store,
    stream::{self, Hearer},
};
use crate::{
    app::App,
    error::Result,
    features::sessions,
    kit::{
        event::Event,
        http::{Site, reply::Plain},
    },
    scope::{Contact, Reach},
};

/// What pages of clients show.
const KINDS: [&str; 6] = [
    "document",
    "project",
    "file",
    "action_item",
    "decision",
    "session",
];

struct Listening {
    contact: Contact,
    site: Site,
    /// The cookie or the token alone: a stream lives long, and the other headers are not needed again.
    credentials: HeaderMap,
}

/// What changes for the client one acts for, as it happens.
pub async fn stream_client_events(
    State(app): State<App>,
    contact: Contact,
    site: Site,
    headers: HeaderMap,
) -> Result<Plain> {
    let credentials = stream::copied(&headers, &[header::COOKIE, header::AUTHORIZATION]);
    let held = app.streams.open(contact.session_id, contact.contact_id)?;
    let hearer = Listening {
        contact,
        site,
        credentials,
    };
    Ok(stream::answer(&app, hearer, held))
}

impl Hearer for Listening {
    async fn is_live(&self, app: &App) -> bool {
        let found = sessions::live(app, &self.site, &self.credentials).await;
        found.is_ok_and(|live| {
            live.is_some_and(|live| {
                live.contact.client_id == self.contact.client_id
                    && live.contact.reach == self.contact.reach
            })
        })
    }

    fn concerns_session(&self, event: &Event) -> bool {
        event.kind == "session" && self.is_own(event)
    }

    async fn may_hear(&self, app: &App, event: &Event) -> bool {
        if !KINDS.contains(&event.kind.as_str()) || !self.is_own(event) {
            return false;
        }
        if event.kind == "session" {
            return self.is_about_itself(event);
        }
        self.contact.reach == Reach::Client || self.sees(app, event).await
    }
}

impl Listening {
    /// Of the sessions of its client a contact hears of its own only, not of its colleagues'.
    fn is_about_itself(&self, event: &Event) -> bool {
        let Contact {
            client_id,
            membership_id,
            contact_id,
            session_id,
            ..
        } = self.contact;
        [client_id, membership_id, contact_id, session_id].contains(&event.id)
    }

    /// Whether the thing is one of those that this contact sees of its client.
    async fn sees(&self, app: &App, event: &Event) -> bool {
        let Ok(read) = app.db.read(&self.contact).await else {
            return false;
        };
        store::sees(&read, event.id).await.unwrap_or(false)
    }

    fn is_own(&self, event: &Event) -> bool {
        event.provider_id == self.contact.provider_id
            && event.client_id == Some(self.contact.client_id)
    }
}
