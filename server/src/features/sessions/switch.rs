//! Switching between the clients of one contact (P32): a session acts for one of them at a time.

use axum::{Json, extract::State};
use http::HeaderMap;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    client::{ContactSession, session_of},
    extract::{entered, rights},
    store,
};
use crate::{
    app::App,
    error::{Error, Result},
    features::audit::{self, Actor, Entry},
    kit::{
        event::Event,
        http::{Body, Meta},
        id::Id,
    },
    scope::{Contact, Job, Strength},
};

/// The client to act for from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeSession {
    /// One of the clients that the session lists.
    pub client_id: Id,
}

/// Acts for another of one's clients. Every tab of this session follows.
pub async fn change_session(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    headers: HeaderMap,
    body: Body<ChangeSession>,
) -> Result<Json<ContactSession>> {
    let (now, client_id) = (app.clock.now(), body.value.client_id);
    let job = Job::of(contact.provider_id);
    let write = app.db.write(&job).await?;
    let membership_id = store::find_membership(&write, contact.contact_id, client_id)
        .await?
        .ok_or_else(Error::not_found)?;
    if membership_id != contact.membership_id {
        store::save_membership(&write, contact.session_id, membership_id).await?;
        let entry = Entry::done("client_switched")
            .on("session", contact.session_id)
            .of_client(client_id)
            .detail(json!({ "from_client_id": contact.client_id }));
        audit::record(&write, now, &Actor::contact(&contact, &meta), &entry).await?;
        // Streams of this session still listen for the client it has left.
        write.notify(Event {
            provider_id: contact.provider_id,
            client_id: Some(contact.client_id),
            kind: "session".to_owned(),
            id: contact.session_id,
        });
    }
    write.commit().await?;
    let live = entered(&app, &meta.site, &headers)
        .await?
        .ok_or_else(Error::unauthorized)?;
    session_of(&app, live).await.map(Json)
}

/// The same person at each other client that it may act for, with the client's name. Nobody who did not sign in is
/// anybody elsewhere.
pub async fn elsewhere(app: &App, contact: &Contact) -> Result<Vec<(Contact, String)>> {
    if contact.strength == Strength::Link {
        return Ok(Vec::new());
    }
    let job = Job::of(contact.provider_id);
    let read = app.db.read(&job).await?;
    let found = store::list_elsewhere(&read, contact.contact_id, contact.membership_id).await?;
    found
        .into_iter()
        .map(|found| {
            let single = (found.added.0, found.removed.0);
            let (reach, permissions) = rights(&found.role, single, found.narrowed)?;
            let other = Contact {
                client_id: found.client_id,
                membership_id: found.membership_id,
                reach,
                permissions,
                ..contact.clone()
            };
            Ok((other, found.client_name))
        })
        .collect()
}
