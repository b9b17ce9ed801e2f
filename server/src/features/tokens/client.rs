//! Handing tokens out, and renewing them.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    access::{AccessToken, LIFE},
    store::{self, NewProgram},
};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor, ActorKind, Entry},
        sessions::{self, Gate},
    },
    kit::{
        event::Event,
        http::{body::Body, meta::Meta},
        id::{Id, Token, sha256},
        text,
    },
    scope::{Contact, Job},
};

/// The longest name of a program.
const MAX_NAME: usize = 80;

crate::text_kind! {
    /// What a program is called in the list of sessions, on one line.
    pub ProgramName, 0..=MAX_NAME, Some(text::LINE_OR_NOTHING)
}

/// For which program.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateToken {
    /// As the list of sessions shows it.
    #[schema(value_type = Option<ProgramName>)]
    pub name: Option<String>,
}

/// A refresh token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshToken {
    /// The one handed out last.
    pub refresh_token: String,
}

/// A pair of tokens.
#[derive(Serialize, ToSchema)]
pub struct TokenPair {
    /// For `Authorization: Bearer`.
    pub access_token: String,
    /// `Bearer`.
    pub token_type: &'static str,
    /// Seconds for which the access token is good.
    pub expires_in: u64,
    /// Good for one new pair.
    pub refresh_token: String,
    /// The session that both name; ending it ends both.
    pub session_id: Id,
}

/// Makes a session for a program, from one's own in the browser.
pub async fn create_token(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    body: Body<CreateToken>,
) -> Result<Json<TokenPair>> {
    let brand = meta.site.brand()?;
    if contact.is_program {
        return Err(Error::forbidden("cookie_required"));
    }
    let name = body.value.name.unwrap_or_default();
    let name = match name.trim() {
        "" => "Program",
        name => text::line(name, 1..=MAX_NAME).ok_or_else(|| {
            let allowed = format!("At most {MAX_NAME} characters, on one line.");
            Error::invalid("name", "invalid", allowed)
        })?,
    };
    let (job, now) = (Job::of(contact.provider_id), app.clock.now());
    let (session_id, refresh, ip) = (app.ids.id(), app.ids.token(), meta.ip_text());
    let new = NewProgram {
        session_id,
        from_session_id: contact.session_id,
        program: name,
        // A cookie's hash stands here otherwise: nobody has what this would be the hash of.
        token_hash: &app.ids.bytes(),
        ip: ip.as_deref(),
        agent: meta.agent.as_deref(),
    };
    let write = app.db.write(&job).await?;
    // Whoever ends all sessions of a contact waits for this one, or ended the one it would come from.
    sessions::lock(&write, contact.contact_id).await?;
    if !store::add(&write, now, &new).await? {
        return Err(Error::unauthorized());
    }
    store::add_refresh(&write, session_id, app.ids.id(), &refresh.hash(), now).await?;
    let entry = Entry::done("token_created")
        .on("session", session_id)
        .of_client(contact.client_id)
        .detail(json!({ "program": name }));
    audit::record(&write, now, &Actor::contact(&contact, &meta), &entry).await?;
    write.commit().await?;
    let token = AccessToken {
        contact_id: contact.contact_id,
        session_id,
    };
    Ok(Json(pair(
        token.sign(&app.keys, brand, now)?,
        &refresh,
        session_id,
    )))
}

fn pair(access_token: String, refresh: &Token, session_id: Id) -> TokenPair {
    TokenPair {
        access_token,
        token_type: "Bearer",
        expires_in: LIFE.as_secs(),
        refresh_token: refresh.as_str().to_owned(),
        session_id,
    }
}

/// A new pair for a refresh token. One that was used before ends the session: somebody holds a copy.
pub async fn refresh_token(
    State(app): State<App>,
    meta: Meta,
    body: Body<RefreshToken>,
) -> Result<Json<TokenPair>> {
    let brand = meta.site.brand()?;
    let (job, now) = (Job::of(brand.provider_id), app.clock.now());
    let hash = sha256(body.value.refresh_token.as_bytes());
    let read = app.db.read(&job).await?;
    let found = store::find_refresh(&read, &hash, brand.brand_domain_id).await?;
    drop(read);
    let found = found.ok_or_else(Error::invalid_token)?;
    let live = sessions::find_program(&app, brand, found.session_id).await?;
    let live = live.ok_or_else(Error::invalid_token)?;
    let who = Actor {
        kind: ActorKind::Contact,
        id: Some(found.contact_id),
        ..Actor::stranger(&meta)
    };
    let entry = |entry: Entry| {
        entry
            .on("session", found.session_id)
            .of_client(found.client_id)
    };
    let write = app.db.write(&job).await?;
    if !live.admits(meta.ip) {
        let refused = Entry::refused("token_refreshed").detail(json!({ "reason": "network" }));
        audit::record(&write, now, &who, &entry(refused)).await?;
        write.commit().await?;
        return Err(Error::forbidden("network_not_allowed"));
    }
    if !store::spend_refresh(&write, found.refresh_token_id, now).await? {
        sessions::revoke(&write, found.contact_id, found.session_id, now).await?;
        let refused = Entry::refused("token_refreshed").detail(json!({ "reason": "reused" }));
        audit::record(&write, now, &who, &entry(refused)).await?;
        write.notify(Event {
            provider_id: brand.provider_id,
            client_id: Some(found.client_id),
            kind: "session".to_owned(),
            id: found.session_id,
        });
        write.commit().await?;
        return Err(Error::invalid_token());
    }
    if live.standing.gate() != Gate::Satisfied {
        return Err(Error::second_factor_required());
    }
    let refresh = app.ids.token();
    let session_id = found.session_id;
    store::add_refresh(&write, session_id, app.ids.id(), &refresh.hash(), now).await?;
    sessions::save_seen(&write, session_id, now).await?;
    audit::record(&write, now, &who, &entry(Entry::done("token_refreshed"))).await?;
    write.commit().await?;
    let token = AccessToken {
        contact_id: found.contact_id,
        session_id,
    };
    Ok(Json(pair(
        token.sign(&app.keys, brand, now)?,
        &refresh,
        session_id,
    )))
}
