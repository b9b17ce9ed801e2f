//! What a contact sees of its session and does with its sessions.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    extract::{Entrant, Live},
    gate::Gate,
    model::Lifetime,
    store,
};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        people::settings,
        providers, sign_in_settings,
    },
    kit::{
        clock::Time,
        event::Event,
        http::{
            cookie::Cookie,
            meta::Meta,
            params::Params,
            reply::{NoContent, WithCookies},
        },
        id::Id,
    },
    scope::{Contact, Job, Strength},
};

/// Who is signed in, for which client, with which rights.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactSession {
    /// The person.
    pub contact: SessionContact,
    /// The client it acts for.
    pub client: ActingClient,
    /// Every client it may act for.
    pub clients: Vec<SessionClient>,
    /// What it may do.
    pub permissions: Vec<String>,
    /// The role of its membership.
    pub role: String,
    /// How strongly it signed in.
    pub strength: Strength,
    /// When the session ends if it is not used again.
    pub expires_at: Time,
}

/// The person of a session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionContact {
    /// Key.
    pub id: Id,
    /// Name.
    pub name: String,
    /// E-mail, if known.
    pub email: Option<String>,
    /// Phone in E.164, if known.
    pub phone: Option<String>,
    /// Its language, or else the provider's.
    pub language: String,
    /// The language it chose, if it did.
    pub chosen_language: Option<String>,
}

/// The client that a session acts for, and how its portal looks.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActingClient {
    /// Key.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Path of its own logo from the page's base, if it has one: it stands beside the provider's.
    pub logo_url: Option<String>,
    /// The accent as properties of CSS and their values: of its own colour, or else of the provider's.
    pub accent: BTreeMap<String, String>,
}

/// A client in a session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionClient {
    /// Key.
    pub id: Id,
    /// Name.
    pub name: String,
}

/// Who am I.
pub async fn show_session(
    State(app): State<App>,
    Entrant(live): Entrant,
) -> Result<Json<ContactSession>> {
    session_of(&app, live).await.map(Json)
}

/// What a session shows of itself, when it lacks nothing.
pub(super) async fn session_of(app: &App, live: Live) -> Result<ContactSession> {
    if live.standing.gate() != Gate::Satisfied {
        return Err(Error::second_factor_required());
    }
    let contact = live.contact;
    let job = Job::of(contact.provider_id);
    let read = app.db.read(&job).await?;
    let person = store::find_person(&read, contact.contact_id)
        .await?
        .ok_or_else(Error::unauthorized)?;
    let clients = store::list_clients(&read, contact.contact_id).await?;
    let look = settings::find_look(&read, contact.client_id).await?;
    let provider_colour = providers::find_portal(&read).await?.colour;
    let clients: Vec<SessionClient> = clients
        .into_iter()
        .map(|client| SessionClient {
            id: client.client_id,
            name: client.name,
        })
        .collect();
    let current = clients
        .iter()
        .find(|client| client.id == contact.client_id)
        .ok_or_else(Error::unauthorized)?;
    Ok(ContactSession {
        client: ActingClient {
            id: current.id,
            name: current.name.clone(),
            logo_url: look.logo_sha256.as_deref().map(settings::client_logo_url),
            accent: providers::accent(look.colour.as_deref().unwrap_or(&provider_colour)),
        },
        contact: SessionContact {
            id: contact.contact_id,
            name: person.name,
            email: person.email,
            phone: person.phone,
            chosen_language: person.language.clone(),
            language: person.language.unwrap_or(person.provider_language),
        },
        clients,
        permissions: contact.permissions,
        role: live.role,
        strength: contact.strength,
        expires_at: live.ends_at,
    })
}

/// Signs out, whether or not the second factor was given.
pub async fn end_session(
    State(app): State<App>,
    Entrant(Live { contact, .. }): Entrant,
    meta: Meta,
) -> Result<WithCookies<NoContent>> {
    end(&app, &contact, contact.session_id, "signed_out", &meta).await?;
    Ok(WithCookies {
        reply: NoContent,
        cookies: vec![
            Cookie::Session.expire(&meta.site),
            Cookie::Link.expire(&meta.site),
        ],
    })
}

/// The sessions of the contact that asks.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionList {
    /// The latest used first.
    pub items: Vec<SessionRow>,
}

/// One session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionRow {
    /// Key.
    pub id: Id,
    /// Whose hands it is in.
    pub kind: SessionKind,
    /// The name of the program, of a program's.
    pub program: Option<String>,
    /// How strongly it was signed in to.
    pub strength: Strength,
    /// The program it was made with.
    pub agent: Option<String>,
    /// The address it was made from.
    pub ip: Option<String>,
    /// When it was made.
    pub created_at: Time,
    /// When it was used last, give or take a minute.
    pub last_seen_at: Time,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// Whose hands a session is in.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// A browser's, by cookie.
    Browser,
    /// A program's, by access token.
    Program,
}

/// One's sessions that are still good.
pub async fn list_sessions(State(app): State<App>, contact: Contact) -> Result<Json<SessionList>> {
    let job = Job::of(contact.provider_id);
    let read = app.db.read(&job).await?;
    let stored = sign_in_settings::find(&read).await?;
    let (lifetime, now) = (Lifetime::of_contacts(&stored), app.clock.now());
    let own = store::list_own(&read, contact.contact_id).await?;
    let items = own
        .into_iter()
        .filter(|own| {
            let lifetime = match own.strength {
                Strength::Link => lifetime.by_link(),
                Strength::Code | Strength::TwoFactor => lifetime,
            };
            lifetime.ends_at(own.created_at, own.last_seen_at) > now
        })
        .map(|own| SessionRow {
            id: own.session_id,
            kind: match own.program {
                Some(_) => SessionKind::Program,
                None => SessionKind::Browser,
            },
            program: own.program,
            strength: own.strength,
            agent: own.agent,
            ip: own.ip,
            created_at: own.created_at,
            last_seen_at: own.last_seen_at,
            current: own.session_id == contact.session_id,
        })
        .collect();
    Ok(Json(SessionList { items }))
}

/// Which session.
#[derive(Debug, Deserialize, IntoParams)]
pub struct SessionPath {
    /// Key of the session.
    pub session_id: Id,
}

/// Ends one of one's sessions.
pub async fn end_own_session(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    Params(path): Params<SessionPath>,
) -> Result<NoContent> {
    end(&app, &contact, path.session_id, "session_revoked", &meta).await?;
    Ok(NoContent)
}

async fn end(
    app: &App,
    contact: &Contact,
    session_id: Id,
    act: &'static str,
    meta: &Meta,
) -> Result<()> {
    let now = app.clock.now();
    let job = Job::of(contact.provider_id);
    let write = app.db.write(&job).await?;
    if !store::revoke(&write, contact.contact_id, session_id, now).await? {
        return Err(Error::not_found());
    }
    let entry = Entry::done(act)
        .on("session", session_id)
        .of_client(contact.client_id);
    audit::record(&write, now, &Actor::contact(contact, meta), &entry).await?;
    write.notify(Event {
        provider_id: contact.provider_id,
        client_id: Some(contact.client_id),
        kind: "session".to_owned(),
        id: session_id,
    });
    write.commit().await?;
    Ok(())
}
