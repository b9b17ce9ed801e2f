//! A contact's own password.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{rules, store};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        providers, sessions, sign_in_settings,
        staff_sign_in::password,
    },
    kit::{
        clock::Time,
        http::{body::Body, meta::Meta, reply::NoContent},
    },
    scope::{Contact, Job},
};

/// Whether one has a password.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnPassword {
    /// Whether the provider lets contacts sign in with one.
    pub offered: bool,
    /// Since when there is one.
    pub set_at: Option<Time>,
}

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SavePassword {
    /// As typed.
    #[schema(value_type = crate::features::passwords::NewPassword)]
    pub password: String,
}

/// Whether one has a password.
pub async fn show_password(State(app): State<App>, contact: Contact) -> Result<Json<OwnPassword>> {
    let job = Job::of(contact.provider_id);
    let read = app.db.read(&job).await?;
    let stored = sign_in_settings::find(&read).await?;
    let kept = store::find(&read, contact.contact_id).await?;
    Ok(Json(OwnPassword {
        offered: stored.sign_in_by_password.unwrap_or(false),
        set_at: kept.map(|kept| kept.set_at),
    }))
}

/// Sets one's password, and ends one's other sessions.
pub async fn save_password(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    body: Body<SavePassword>,
) -> Result<NoContent> {
    let now = app.clock.now();
    must_be_fresh(&app, &contact, &meta).await?;
    let job = Job::of(contact.provider_id);
    let read = app.db.read(&job).await?;
    if sign_in_settings::find(&read).await?.sign_in_by_password != Some(true) {
        return Err(Error::conflict(
            "not_offered",
            "Passwords are no way to sign in here.",
        ));
    }
    let portal = providers::find_portal(&read).await?;
    let person = sessions::find_person(&read, contact.contact_id)
        .await?
        .ok_or_else(Error::unauthorized)?;
    drop(read);
    let email = person.email.ok_or_else(|| {
        Error::conflict("no_email", "A password needs an e-mail address beside it.")
    })?;
    let typed = body.value.password;
    rules::check(&typed, &[&email, &person.name, &portal.name])?;
    let hash = password::hashed(typed, app.ids.bytes()).await?;
    let write = app.db.write(&job).await?;
    store::save_contact_hash(&write, contact.contact_id, &hash, now).await?;
    sessions::end_all(&write, contact.contact_id, Some(contact.session_id), now).await?;
    let entry = Entry::done("password_set").of_client(contact.client_id);
    audit::record(&write, now, &Actor::contact(&contact, &meta), &entry).await?;
    write.commit().await?;
    Ok(NoContent)
}

/// Takes one's password away.
pub async fn remove_password(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
) -> Result<NoContent> {
    let now = app.clock.now();
    must_be_fresh(&app, &contact, &meta).await?;
    let job = Job::of(contact.provider_id);
    let write = app.db.write(&job).await?;
    store::remove(&write, contact.contact_id).await?;
    let entry = Entry::done("password_removed").of_client(contact.client_id);
    audit::record(&write, now, &Actor::contact(&contact, &meta), &entry).await?;
    write.commit().await?;
    Ok(NoContent)
}

async fn must_be_fresh(app: &App, contact: &Contact, meta: &Meta) -> Result<()> {
    let now = app.clock.now();
    let Err(refusal) = contact.must_be_fresh(now) else {
        return Ok(());
    };
    let job = Job::of(contact.provider_id);
    let write = app.db.write(&job).await?;
    let entry = Entry::refused("password_set")
        .of_client(contact.client_id)
        .detail(json!({ "reason": "step_up_required" }));
    audit::record(&write, now, &Actor::contact(contact, meta), &entry).await?;
    write.commit().await?;
    Err(refusal)
}
