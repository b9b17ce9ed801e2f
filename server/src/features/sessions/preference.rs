//! What a contact prefers of its portal: the language of the pages, and of the messages it gets.

use axum::{Json, extract::State};
use http::HeaderMap;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    client::{ContactSession, session_of},
    extract::entered,
    store,
};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        providers,
    },
    kit::{
        event::Event,
        http::{Body, Meta, body::given},
    },
    scope::{Contact, Job},
};

/// What changes of one's preferences; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdatePreference {
    /// One of the portal's languages; null for the provider's.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<providers::Language>)]
    pub language: Option<Option<String>>,
}

/// Changes what one prefers. It goes for all of one's sessions, and for every message from now on.
pub async fn update_preference(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    headers: HeaderMap,
    body: Body<UpdatePreference>,
) -> Result<Json<ContactSession>> {
    if let Some(language) = body.value.language {
        save_language(&app, &contact, &meta, language.as_deref()).await?;
    }
    let live = entered(&app, &meta.site, &headers)
        .await?
        .ok_or_else(Error::unauthorized)?;
    session_of(&app, live).await.map(Json)
}

async fn save_language(
    app: &App,
    contact: &Contact,
    meta: &Meta,
    language: Option<&str>,
) -> Result<()> {
    language.map(providers::language).transpose()?;
    let now = app.clock.now();
    let job = Job::of(contact.provider_id);
    let write = app.db.write(&job).await?;
    let before = store::language_of(&write, contact.contact_id).await?;
    if before.as_deref() == language {
        return Ok(());
    }
    store::save_language(&write, contact.contact_id, language, now).await?;
    let entry = Entry::done("preference_changed")
        .on("contact", contact.contact_id)
        .of_client(contact.client_id)
        .detail(json!({ "language": language, "before": before }));
    audit::record(&write, now, &Actor::contact(contact, meta), &entry).await?;
    // The other tabs of this session follow.
    write.notify(Event {
        provider_id: contact.provider_id,
        client_id: Some(contact.client_id),
        kind: "session".to_owned(),
        id: contact.session_id,
    });
    write.commit().await?;
    Ok(())
}
