//! What staff do with a client's settings.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    logo::{look_changed, staff_logo_url},
    model::{self, Approval, NotificationDefault, Threshold},
    store::{self, Stored},
};
use crate::{
    app::App,
    db::{FromJson, Write},
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        people::{
            client_changed,
            clients::{self, staff::ClientPath},
            must_invite,
        },
        providers::{is_colour, is_currency, is_language, is_time_zone, languages},
        search,
        sign_in_settings::Setting,
    },
    kit::{
        field::FieldErrors,
        http::{Body, Meta, Params, body::given},
        id::Id,
    },
    scope::Staff,
};

/// A client's settings. Where one is null, the provider's counts.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientSettings {
    /// Its name.
    pub name: String,
    /// Path of its logo.
    pub logo_url: Option<String>,
    /// `#rrggbb`: replaces the provider's accent.
    pub colour: Option<String>,
    /// Whom staff turn to first.
    pub primary_contact_id: Option<Id>,
    /// Language of its letters.
    pub language: Option<String>,
    /// IANA name.
    pub time_zone: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// What needs its approval, and by whom by default.
    pub approvals: Vec<Approval>,
    /// From which amounts on more is needed.
    pub thresholds: Vec<Threshold>,
    /// The only networks its portal can be used from, in CIDR form; empty: from everywhere.
    pub networks: Vec<String>,
    /// What its contacts are asked for beside the provider's word and their role's: the strictest counts.
    pub second_factor: Option<Setting>,
    /// What new contacts start from: every event.
    pub notification_defaults: Vec<NotificationDefault>,
}

/// What changes; what is left out stays, null clears.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeClientSettings {
    /// Its name.
    #[schema(value_type = Option<clients::Name>)]
    pub name: Option<String>,
    /// `#rrggbb`.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, pattern = "^#[0-9A-Fa-f]{6}$")]
    pub colour: Option<Option<String>>,
    /// One of its contacts.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Id>)]
    pub primary_contact_id: Option<Option<Id>>,
    /// One of the portal's languages.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<crate::features::providers::Language>)]
    pub language: Option<Option<String>>,
    /// IANA name.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub time_zone: Option<Option<String>>,
    /// ISO 4217.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, pattern = "^[A-Z]{3}$")]
    pub currency: Option<Option<String>>,
    /// All that need approval.
    pub approvals: Option<Vec<Approval>>,
    /// All thresholds.
    #[schema(max_items = 100)]
    pub thresholds: Option<Vec<Threshold>>,
    /// All networks: addresses, or networks in CIDR form.
    #[schema(max_items = 100)]
    pub networks: Option<Vec<String>>,
    /// Off, offered or forced.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Setting>)]
    pub second_factor: Option<Option<Setting>>,
    /// Those that change.
    pub notification_defaults: Option<Vec<NotificationDefault>>,
}

/// A client's settings.
pub async fn show_client_settings(
    State(app): State<App>,
    staff: Staff,
    Params(path): Params<ClientPath>,
) -> Result<Json<ClientSettings>> {
    let read = app.db.read(&staff).await?;
    let stored = store::find(&read, path.client_id)
        .await?
        .ok_or_else(Error::not_found)?;
    Ok(Json(settings_of(path.client_id, stored)))
}

/// Changes a client's settings.
pub async fn change_client_settings(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<ClientPath>,
    body: Body<ChangeClientSettings>,
) -> Result<Json<ClientSettings>> {
    let (now, client_id) = (app.clock.now(), path.client_id);
    let write = app.db.write(&staff).await?;
    let before = store::find(&write, client_id)
        .await?
        .ok_or_else(Error::not_found)?;
    must_invite(&staff)?;
    check_contacts(&write, client_id, &body.value).await?;
    let old_name = before.name.clone();
    let changed = changed(before, body.value)?;
    store::save_client(&write, client_id, now, &changed).await?;
    if changed.name != old_name {
        search::rename_client(&app, &write, client_id).await?;
    }
    store::save(&write, client_id, now, &changed).await?;
    let entry = Entry::done("client_settings_changed")
        .on("client", client_id)
        .of_client(client_id)
        .detail(json!({
            "colour": changed.colour, "primary_contact_id": changed.primary_contact_id,
            "networks": changed.networks.as_ref().map(|networks| &networks.0),
            "second_factor": changed.second_factor
        }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.notify(client_changed(&staff, client_id));
    write.notify(look_changed(staff.provider_id, client_id));
    write.commit().await?;
    Ok(Json(settings_of(client_id, changed)))
}

/// Whoever is named must be a contact of the client.
async fn check_contacts(
    write: &Write<'_, Staff>,
    client_id: Id,
    wanted: &ChangeClientSettings,
) -> Result<()> {
    let own = store::list_contact_ids(write, client_id).await?;
    let mut errors = FieldErrors::new();
    let message = "There is no such contact of this client.";
    if let Some(Some(id)) = wanted.primary_contact_id
        && !own.contains(&id)
    {
        errors.add("primary_contact_id", "unknown", message);
    }
    for (index, approval) in wanted.approvals.iter().flatten().enumerate() {
        if !approval.contact_ids.iter().all(|id| own.contains(id)) {
            let field = format!("approvals[{index}].contact_ids");
            errors.add(field, "unknown", message);
        }
    }
    Ok(errors.or(())?)
}

/// The settings with their changes, or every fault in them.
fn changed(mut stored: Stored, wanted: ChangeClientSettings) -> Result<Stored> {
    let mut errors = FieldErrors::new();
    if let Some(typed) = &wanted.name {
        match clients::name("name", typed) {
            Ok(name) => stored.name = name,
            Err(faults) => errors.0.extend(faults.0),
        }
    }
    words(&mut stored, &wanted, &mut errors);
    if let Some(primary_contact_id) = wanted.primary_contact_id {
        stored.primary_contact_id = primary_contact_id;
    }
    if let Some(typed) = &wanted.networks {
        stored.networks = Some(FromJson(model::networks(typed, &mut errors)));
    }
    if let Some(second_factor) = wanted.second_factor {
        stored.second_factor = second_factor;
    }
    if let Some(approvals) = wanted.approvals {
        model::check_approvals(&approvals, &mut errors);
        stored.approvals = Some(FromJson(approvals));
    }
    if let Some(thresholds) = wanted.thresholds {
        model::check_thresholds(&thresholds, &mut errors);
        stored.thresholds = Some(FromJson(thresholds));
    }
    if let Some(defaults) = wanted.notification_defaults {
        set_defaults(&mut stored, defaults);
    }
    Ok(errors.or(stored)?)
}

/// Puts notification defaults over those that were set before.
pub(super) fn set_defaults(stored: &mut Stored, defaults: Vec<NotificationDefault>) {
    let before = stored.notification_defaults.take();
    let before = before.map_or_else(Vec::new, |before| before.0);
    stored.notification_defaults = Some(FromJson(model::merged(&before, defaults)));
}

/// Single words, which null clears.
fn words(stored: &mut Stored, wanted: &ChangeClientSettings, errors: &mut FieldErrors) {
    let lower = wanted.colour.as_ref().map(|colour| {
        let colour = colour.as_ref();
        colour.map(|colour| colour.to_ascii_lowercase())
    });
    let mut word = |field,
                    target: &mut Option<String>,
                    value: &Option<Option<String>>,
                    is_sound: fn(&str) -> bool,
                    message| {
        match value.as_ref().map(|value| value.as_deref().map(str::trim)) {
            None => {}
            Some(None) => *target = None,
            Some(Some(value)) if is_sound(value) => *target = Some(value.to_owned()),
            Some(Some(_)) => errors.add(field, "invalid", message),
        }
    };
    let one_of_languages = languages();
    word(
        "colour",
        &mut stored.colour,
        &lower,
        is_colour,
        "A colour such as #4f46e5.",
    );
    word(
        "language",
        &mut stored.language,
        &wanted.language,
        is_language,
        &one_of_languages,
    );
    word(
        "time_zone",
        &mut stored.time_zone,
        &wanted.time_zone,
        is_time_zone,
        "A name such as Europe/Berlin.",
    );
    word(
        "currency",
        &mut stored.currency,
        &wanted.currency,
        is_currency,
        "Three letters of ISO 4217.",
    );
}

fn settings_of(client_id: Id, stored: Stored) -> ClientSettings {
    let defaults = stored
        .notification_defaults
        .map_or_else(Vec::new, |list| list.0);
    ClientSettings {
        logo_url: stored
            .logo_sha256
            .map(|sha256| staff_logo_url(client_id, &sha256)),
        name: stored.name,
        colour: stored.colour,
        primary_contact_id: stored.primary_contact_id,
        language: stored.language,
        time_zone: stored.time_zone,
        currency: stored.currency,
        approvals: stored.approvals.map_or_else(Vec::new, |list| list.0),
        thresholds: stored.thresholds.map_or_else(Vec::new, |list| list.0),
        networks: stored.networks.map_or_else(Vec::new, |list| list.0),
        second_factor: stored.second_factor,
        notification_defaults: model::completed(&defaults),
    }
}
