//! The way in for contacts: cookie or access token → session → `Contact`.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use http::{HeaderMap, StatusCode, request::Parts};

use super::{
    gate::{FRESH, FirstWay, Gate, Standing},
    model::{Lifetime, SEEN_PAUSE},
    store::{self, Acting},
};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        people::{
            permission::{ContactRole, Permissions},
            settings,
        },
        providers::preset::Preset,
        sign_in_settings::Asked,
        tokens::AccessToken,
    },
    kit::{
        clock::Time,
        http::{
            Asker, bearer,
            cookie::Cookie,
            describe::DescribeArg,
            meta::Meta,
            site::{Brand, Site},
        },
        id::{Id, sha256},
    },
    scope::{Contact, Job, Needs, Reach},
};

/// A session found, and when it ends.
#[derive(Debug)]
pub struct Live {
    /// Who acts.
    pub contact: Contact,
    /// The role of its membership.
    pub role: String,
    /// When the session ends if it is not used again.
    pub ends_at: Time,
    /// What it lacks.
    pub standing: Standing,
    /// Its owner's mailbox.
    pub email: Option<String>,
    /// Its owner's phone.
    pub phone: Option<String>,
    last_seen_at: Time,
    preset: String,
    /// The only networks its client's portal can be used from.
    networks: Vec<String>,
}

/// Somebody who is signed in, perhaps without the second factor it still has to give: for what leads to that factor,
/// and for signing out.
#[derive(Debug)]
pub struct Entrant(pub Live);

impl Live {
    /// Whether its client's portal can be used from this address.
    pub fn admits(&self, ip: Option<IpAddr>) -> bool {
        settings::admits(&self.networks, ip)
    }
}

impl DescribeArg for Contact {}
impl DescribeArg for Entrant {}

impl FromRequestParts<App> for Contact {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let Entrant(live) = Entrant::from_request_parts(parts, app).await?;
        if live.standing.gate() != Gate::Satisfied {
            return Err(Error::second_factor_required());
        }
        Ok(live.contact)
    }
}

impl FromRequestParts<App> for Entrant {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let site = Site::from_request_parts(parts, app).await?;
        let live = entered(app, &site, &parts.headers)
            .await?
            .ok_or_else(Error::unauthorized)?;
        let meta = Meta::from_request_parts(parts, app).await?;
        meta.asking.is(Asker::Contact(live.contact.clone()));
        if !live.admits(meta.ip) {
            return Err(Error::forbidden("network_not_allowed"));
        }
        let now = app.clock.now();
        if now.since(live.last_seen_at) >= SEEN_PAUSE {
            let seen = save_use(app.clone(), live.contact.clone(), now);
            note_use(&live.preset, seen).await?;
        }
        Ok(Self(live))
    }
}

/// The live session that a request's cookie or access token names at this site, if any, and if it lacks nothing.
///
/// # Errors
/// Those of the database, and 400 for both at once. No session is no error.
pub async fn live(app: &App, site: &Site, headers: &HeaderMap) -> Result<Option<Live>> {
    let found = entered(app, site, headers).await?;
    Ok(found.filter(|live| live.standing.gate() == Gate::Satisfied))
}

/// The same, whether or not its second factor is still missing.
///
/// # Errors
/// As [`live`].
pub async fn entered(app: &App, site: &Site, headers: &HeaderMap) -> Result<Option<Live>> {
    let Site::Brand(brand) = site else {
        return Ok(None);
    };
    match (Cookie::Session.read(site, headers), bearer(headers)) {
        (Some(_), Some(_)) => Err(Error::request(
            StatusCode::BAD_REQUEST,
            "two_credentials",
            "Send the cookie or the token, not both.",
        )),
        (Some(cookie), None) => find(app, brand, cookie).await,
        (None, Some(token)) => match AccessToken::read(token, &app.keys, brand, app.clock.now()) {
            Some(AccessToken { session_id, .. }) => find_program(app, brand, session_id).await,
            None => Ok(None),
        },
        (None, None) => Ok(None),
    }
}

/// The live session of a token.
///
/// # Errors
/// As [`live`].
pub async fn find(app: &App, brand: &Brand, token: &str) -> Result<Option<Live>> {
    look(app, brand, &sha256(token.as_bytes())).await
}

/// The live session of a program.
///
/// # Errors
/// As [`live`].
pub async fn find_program(app: &App, brand: &Brand, session_id: Id) -> Result<Option<Live>> {
    let job = Job::of(brand.provider_id);
    let read = app.db.read(&job).await?;
    let token_hash = store::find_program(&read, session_id, brand.brand_domain_id).await?;
    drop(read);
    match token_hash {
        Some(token_hash) => look(app, brand, &token_hash).await,
        None => Ok(None),
    }
}

async fn look(app: &App, brand: &Brand, token_hash: &[u8; 32]) -> Result<Option<Live>> {
    let job = Job::of(brand.provider_id);
    let found = store::find_acting(&app.db, &job, token_hash, brand.brand_domain_id).await?;
    let Some(found) = found else { return Ok(None) };
    let live = live_of(brand.provider_id, found)?;
    Ok((live.ends_at > app.clock.now()).then_some(live))
}

fn live_of(provider_id: Id, found: Acting) -> Result<Live> {
    let standing = standing_of(&found);
    let single = (found.added.0, found.removed.0);
    let (reach, permissions) = rights(&found.role, single, found.narrowed)?;
    let lifetime = Lifetime::preset_of_contacts(&found.preset).or(found.idle_s, found.absolute_s);
    let contact = Contact {
        provider_id,
        client_id: found.client_id,
        membership_id: found.membership_id,
        contact_id: found.contact_id,
        session_id: found.session_id,
        strength: found.strength,
        fresh_until: found.fresh_at.map(|at| at.plus(FRESH)),
        has_second_factor: !standing.second_ways().is_empty(),
        needs: found.needs.map_or_else(Needs::default, |needs| needs.0),
        is_program: found.program.is_some(),
        reach,
        permissions,
    };
    Ok(Live {
        contact,
        role: found.role,
        ends_at: lifetime.ends_at(found.created_at, found.last_seen_at),
        standing,
        email: found.email,
        phone: found.phone,
        last_seen_at: found.last_seen_at,
        preset: found.preset,
        networks: found.networks.map_or_else(Vec::new, |networks| networks.0),
    })
}

/// What a membership sees and may do: its role, with single permissions added and removed.
pub(super) fn rights(
    role: &str,
    (added, removed): (Permissions, Permissions),
    narrowed: bool,
) -> Result<(Reach, Vec<String>)> {
    let role = ContactRole::from_word(role)
        .ok_or_else(|| Error::internal("a membership has no known role"))?;
    let reach = match role {
        ContactRole::Guest => Reach::Marked,
        _ if narrowed => Reach::Projects,
        _ => Reach::Client,
    };
    let granted = role.granted(added, removed);
    let words = granted
        .iter()
        .map(|permission| permission.as_str().to_owned());
    Ok((reach, words.collect()))
}

fn standing_of(found: &Acting) -> Standing {
    let asked = Asked {
        preset: &found.preset,
        provider: found.provider_setting,
        by_role: found.by_role.as_ref().map(|by_role| &by_role.0),
        client: found.client_setting,
    };
    Standing {
        setting: asked.of_role(&found.role),
        first_way: found.way.unwrap_or(FirstWay::Email),
        strength: found.strength,
        has_totp: found.totp_confirmed_at.is_some(),
        by_message: found.by_message_at.is_some(),
        reaches_phone: found.sign_in_by_sms && found.phone.is_some(),
        reaches_mailbox: found.sign_in_by_email && found.email.is_some(),
    }
}

/// Lets the last use of a session be written down: with a provider of the preset `regulated` before the answer, else
/// meanwhile (T10).
///
/// # Errors
/// Those of the writing, before the answer.
pub async fn note_use<W>(preset: &str, written: W) -> Result<()>
where
    W: Future<Output = Result<()>> + Send + 'static,
{
    if preset == Preset::Regulated.as_str() {
        return written.await;
    }
    tokio::spawn(async move {
        if let Err(error) = written.await {
            tracing::warn!(%error, "the last use of a session was not written down");
        }
    });
    Ok(())
}

/// Writes down that a contact's session was used then.
pub(super) async fn save_use(app: App, contact: Contact, at: Time) -> Result<()> {
    let job = Job::of(contact.provider_id);
    let write = app.db.write(&job).await?;
    store::save_seen(&write, contact.session_id, at).await?;
    write.commit().await?;
    Ok(())
}
