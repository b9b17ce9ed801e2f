//! What contacts see of their client's settings, and what those who manage people change.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    logo::client_logo_url,
    model::{self, NotificationDefault},
    staff::set_defaults,
    store::{self, Stored},
};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        people::must_manage_people,
    },
    kit::{
        event::Event,
        http::{Body, Meta, body::given},
        id::Id,
    },
    scope::Contact,
};

/// The settings of the client one acts for, as far as its contacts see them.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnClientSettings {
    /// Its name.
    pub name: String,
    /// Path of its logo, from the page's base.
    pub logo_url: Option<String>,
    /// Whom the provider turns to first.
    pub primary_contact: Option<PrimaryContact>,
    /// What new contacts start from: every event.
    pub notification_defaults: Vec<NotificationDefault>,
    /// Whether one may change them.
    pub may_change: bool,
}

/// Whom the provider turns to first.
#[derive(Debug, Serialize, ToSchema)]
pub struct PrimaryContact {
    /// Key.
    pub id: Id,
    /// Name.
    pub name: String,
}

/// What changes; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeOwnClientSettings {
    /// A colleague; null for nobody in particular.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Id>)]
    pub primary_contact_id: Option<Option<Id>>,
    /// Those that change.
    pub notification_defaults: Option<Vec<NotificationDefault>>,
}

/// The settings of the client one acts for.
pub async fn show_own_client_settings(
    State(app): State<App>,
    contact: Contact,
) -> Result<Json<OwnClientSettings>> {
    let read = app.db.read(&contact).await?;
    let stored = store::find(&read, contact.client_id)
        .await?
        .ok_or_else(Error::not_found)?;
    Ok(Json(settings_of(&contact, stored)))
}

/// Changes primary contact and notification defaults.
pub async fn change_own_client_settings(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    body: Body<ChangeOwnClientSettings>,
) -> Result<Json<OwnClientSettings>> {
    must_manage_people(&contact)?;
    let (now, client_id, wanted) = (app.clock.now(), contact.client_id, body.value);
    let write = app.db.write(&contact).await?;
    let mut stored = store::find(&write, client_id)
        .await?
        .ok_or_else(Error::not_found)?;
    if let Some(primary_contact_id) = wanted.primary_contact_id {
        let own = store::list_contact_ids(&write, client_id).await?;
        if primary_contact_id.is_some_and(|id| !own.contains(&id)) {
            return Err(Error::invalid(
                "primary_contact_id",
                "unknown",
                "There is no such colleague.",
            ));
        }
        stored.primary_contact_id = primary_contact_id;
    }
    if let Some(defaults) = wanted.notification_defaults {
        set_defaults(&mut stored, defaults);
    }
    store::save(&write, client_id, now, &stored).await?;
    let entry = Entry::done("client_settings_changed")
        .on("client", client_id)
        .of_client(client_id)
        .detail(json!({ "primary_contact_id": stored.primary_contact_id }));
    audit::record(&write, now, &Actor::contact(&contact, &meta), &entry).await?;
    write.notify(Event {
        provider_id: contact.provider_id,
        client_id: None,
        kind: "client".to_owned(),
        id: client_id,
    });
    let saved = store::find(&write, client_id)
        .await?
        .ok_or_else(Error::not_found)?;
    write.commit().await?;
    Ok(Json(settings_of(&contact, saved)))
}

fn settings_of(contact: &Contact, stored: Stored) -> OwnClientSettings {
    let defaults = stored
        .notification_defaults
        .map_or_else(Vec::new, |list| list.0);
    let primary = stored.primary_contact_id.zip(stored.primary_contact_name);
    OwnClientSettings {
        name: stored.name,
        logo_url: stored.logo_sha256.as_deref().map(client_logo_url),
        primary_contact: primary.map(|(id, name)| PrimaryContact { id, name }),
        notification_defaults: model::completed(&defaults),
        may_change: contact.may("manage_people"),
    }
}
