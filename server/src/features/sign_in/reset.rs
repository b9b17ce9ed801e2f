//! A forgotten password of a contact: a link by mail sets a new one and ends all sessions.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    ask::{self, actor, named},
    limits::{self, Room},
    model::Address,
    password::not_offered,
    store::{self, Known},
};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Entry},
        passwords::{self, NewReset, RESET_LIFE, ResetWords},
        providers, sessions, sign_in_settings,
        staff_sign_in::password,
    },
    kit::{
        email::Email,
        http::{
            body::Body,
            meta::Meta,
            reply::{Accepted, NoContent},
        },
        id::sha256,
        outbox::Message,
    },
    scope::Job,
};

/// Whose password is forgotten.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateReset {
    /// E-mail of the contact.
    pub email: String,
}

/// A link is on its way, if the address is known.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResetAsked {}

/// Sends a link that sets a new password.
pub async fn create_reset(
    State(app): State<App>,
    meta: Meta,
    body: Body<CreateReset>,
) -> Result<Accepted<ResetAsked>> {
    let brand = meta.site.brand()?.clone();
    let email = Email::parse(&body.value.email)
        .ok_or_else(|| Error::invalid("email", "invalid", "That is no e-mail address."))?;
    let (job, now) = (Job::of(brand.provider_id), app.clock.now());
    let read = app.db.read(&job).await?;
    if sign_in_settings::find(&read).await?.sign_in_by_password != Some(true) {
        return Err(not_offered());
    }
    let portal = providers::find_portal(&read).await?;
    let known: Option<Known> = store::find_by_address(&read, email.as_str()).await?;
    drop(read);
    let (token, message_id) = (app.ids.token(), app.ids.id());
    let link = format!(
        "{}{}/login#reset={}",
        brand.origin,
        brand.prefix,
        token.as_str()
    );
    let language = known.as_ref().and_then(|known| known.language.as_deref());
    let message = passwords::write_reset(&ResetWords {
        language: language.unwrap_or(&portal.language),
        brand: &portal.name,
        link: &link,
        email: email.as_str(),
    });
    let address = Address::Email(email);
    let who = actor(&meta, known.as_ref(), &address);
    let write = app.db.write(&job).await?;
    let network = meta.ip_subject();
    if let Room::Full(wait_s) = limits::take_send(
        &write,
        app.ids.as_ref(),
        now,
        &app.config.sign_in,
        &address,
        &network,
    )
    .await?
    {
        let entry = Entry::refused("password_reset_asked");
        audit::record_limited(&write, app.ids.as_ref(), now, &who, entry, &network).await?;
        write.commit().await?;
        return Err(Error::limited(wait_s));
    }
    let new = NewReset {
        password_reset_id: app.ids.id(),
        contact_id: known.as_ref().map(|known| known.contact_id),
        staff_id: None,
        token_hash: &token.hash(),
        expires_at: now.plus(RESET_LIFE),
    };
    passwords::add_reset(&write, now, &new).await?;
    audit::record(&write, now, &who, &Entry::done("password_reset_asked")).await?;
    let message = known.map(|known| Message {
        contact_id: Some(known.contact_id),
        expires_at: Some(now.plus(RESET_LIFE)),
        ..message
    });
    ask::send_or_pretend(&write, message_id, now, message).await?;
    write.commit().await?;
    Ok(Accepted(ResetAsked {}))
}

/// The token of the link, and the new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteReset {
    /// From the fragment of the link.
    pub token: String,
    /// The new password.
    pub password: String,
}

/// Sets the new password and ends all sessions of its owner.
pub async fn complete_reset(
    State(app): State<App>,
    meta: Meta,
    body: Body<CompleteReset>,
) -> Result<NoContent> {
    let brand = meta.site.brand()?.clone();
    let CompleteReset { token, password } = body.value;
    let (job, now) = (Job::of(brand.provider_id), app.clock.now());
    let hash = sha256(token.as_bytes());
    let read = app.db.read(&job).await?;
    let portal = providers::find_portal(&read).await?;
    let contact_id = passwords::find_reset(&read, &hash, now)
        .await?
        .and_then(|(contact_id, _)| contact_id)
        .ok_or_else(passwords::expired_link)?;
    let known = store::find_by_id(&read, contact_id, None)
        .await?
        .ok_or_else(passwords::expired_link)?;
    drop(read);
    passwords::check(&password, &[&known.name, &portal.name])?;
    let stored = password::hashed(password, app.ids.bytes()).await?;
    let write = app.db.write(&job).await?;
    if !passwords::spend_reset(&write, &hash, now).await? {
        return Err(passwords::expired_link());
    }
    passwords::save_contact_hash(&write, contact_id, &stored, now).await?;
    sessions::end_all(&write, contact_id, None, now).await?;
    let mut who = named(&meta, Some(&known), "");
    who.address = None;
    let entry = Entry::done("password_set").detail(json!({ "by": "link" }));
    audit::record(&write, now, &who, &entry.of_client(known.client_id)).await?;
    write.commit().await?;
    Ok(NoContent)
}
