//! Reading one document by a delivery link, without a sign-in (P17, P19).
//!
//! Whoever holds the link gets a session of strength `link` in a cookie of its own. What the link shows is looked up
//! with every request, so that revoking it, withdrawing the document, switching its contact off or taking back the
//! provider's leave ends all of its sessions at once. Such a session may see money where its contact may, and has no
//! other permission.

mod store;

use axum::extract::FromRequestParts;
use http::{HeaderMap, request::Parts};

use self::store::{ByLink, NewByLink, Shown};
use super::{
    extract::{note_use, rights, save_use},
    model::{Lifetime, SEEN_PAUSE},
};
use crate::{
    app::App,
    error::{Error, Result},
    features::people::{permission::Permission, settings},
    kit::{
        clock::Time,
        http::{
            Asker,
            cookie::Cookie,
            describe::DescribeArg,
            meta::Meta,
            site::{Brand, Site},
        },
        id::{Id, Token, sha256},
    },
    scope::{Contact, Job, Needs, Strength},
};

/// A live session that reads by a link.
#[derive(Debug)]
pub struct Reading {
    /// The contact that the link was sent to, with nothing but the right to see money, if it has that.
    pub contact: Contact,
    /// The link.
    pub delivery_link_id: Id,
    /// The hash of the link's token.
    pub link_token_hash: Vec<u8>,
    /// Part of the address of the one document.
    pub year: i32,
    /// Part of the address of the one document.
    pub slug: String,
    last_seen_at: Time,
    preset: String,
    networks: Vec<String>,
}

/// Who reads a document: somebody signed in, or whoever holds a delivery link to it.
#[derive(Debug)]
pub enum Reader {
    /// Signed in.
    Contact(Contact),
    /// By a link.
    Link(Box<Reading>),
}

impl Reader {
    /// Who reads the document at this address. A link leads to one document: at any other its holder is nobody.
    ///
    /// # Errors
    /// 401.
    pub fn of_document(&self, year: i32, slug: &str) -> Result<&Contact> {
        match self {
            Self::Contact(contact) => Ok(contact),
            Self::Link(reading) if reading.leads_to(year, slug) => Ok(&reading.contact),
            Self::Link(_) => Err(Error::unauthorized()),
        }
    }
}

impl Reading {
    /// Whether this is the document that its link leads to.
    pub fn leads_to(&self, year: i32, slug: &str) -> bool {
        (self.year, self.slug.as_str()) == (year, slug)
    }
}

impl DescribeArg for Reader {}

impl FromRequestParts<App> for Reader {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let refused = match Contact::from_request_parts(parts, app).await {
            Ok(contact) => return Ok(Self::Contact(contact)),
            Err(refused) => refused,
        };
        // Whoever is signed in and still lacks something is that person, whatever link it holds.
        if !matches!(&refused, Error::Unauthorized { code } if *code == "unauthorized") {
            return Err(refused);
        }
        let site = Site::from_request_parts(parts, app).await?;
        let reading = reading(app, &site, &parts.headers).await?.ok_or(refused)?;
        let meta = Meta::from_request_parts(parts, app).await?;
        meta.asking.is(Asker::Link(reading.contact.clone()));
        if !settings::admits(&reading.networks, meta.ip) {
            return Err(Error::forbidden("network_not_allowed"));
        }
        let now = app.clock.now();
        if now.since(reading.last_seen_at) >= SEEN_PAUSE {
            let seen = save_use(app.clone(), reading.contact.clone(), now);
            note_use(&reading.preset, seen).await?;
        }
        Ok(Self::Link(Box::new(reading)))
    }
}

/// The live session by link that a request's cookie names at this site, if any.
///
/// # Errors
/// Those of the database. No session is no error.
pub async fn reading(app: &App, site: &Site, headers: &HeaderMap) -> Result<Option<Reading>> {
    let Site::Brand(brand) = site else {
        return Ok(None);
    };
    let Some(token) = Cookie::Link.read(site, headers) else {
        return Ok(None);
    };
    let job = Job::of(brand.provider_id);
    let read = app.db.read(&job).await?;
    let hash = sha256(token.as_bytes());
    let Some(session) = store::find(&read, &hash, brand.brand_domain_id).await? else {
        return Ok(None);
    };
    let Some(shown) = store::find_shown(&read, session.delivery_link_id).await? else {
        return Ok(None);
    };
    let lifetime = Lifetime::preset_of_contacts(&shown.preset)
        .or(shown.idle_s, shown.absolute_s)
        .by_link();
    if lifetime.ends_at(session.created_at, session.last_seen_at) <= app.clock.now() {
        return Ok(None);
    }
    reading_of(job.provider_id, &session, shown).map(Some)
}

fn reading_of(provider_id: Id, session: &ByLink, shown: Shown) -> Result<Reading> {
    let single = (shown.added.0, shown.removed.0);
    let (reach, mut permissions) = rights(&shown.role, single, shown.narrowed)?;
    permissions.retain(|word| word == Permission::SeeMoney.as_str());
    let contact = Contact {
        provider_id,
        client_id: shown.client_id,
        membership_id: shown.membership_id,
        contact_id: shown.contact_id,
        session_id: session.session_id,
        strength: Strength::Link,
        fresh_until: None,
        has_second_factor: false,
        needs: Needs::default(),
        is_program: false,
        reach,
        permissions,
    };
    Ok(Reading {
        contact,
        delivery_link_id: shown.delivery_link_id,
        link_token_hash: shown.token_hash,
        year: shown.year,
        slug: shown.slug,
        last_seen_at: session.last_seen_at,
        preset: shown.preset,
        networks: shown.networks.map_or_else(Vec::new, |networks| networks.0),
    })
}

/// Opens a session for whoever holds a link, if that link shows its document here; its token, and how many seconds it
/// lives at most.
///
/// # Errors
/// Those of the database.
pub async fn open_by_link(
    app: &App,
    brand: &Brand,
    meta: &Meta,
    link_id: Id,
) -> Result<Option<(Token, u64)>> {
    let job = Job::of(brand.provider_id);
    let write = app.db.write(&job).await?;
    let Some(shown) = store::find_shown(&write, link_id).await? else {
        return Ok(None);
    };
    let networks = shown.networks.as_ref().map(|networks| &networks.0);
    if networks.is_some_and(|networks| !settings::admits(networks, meta.ip)) {
        return Ok(None);
    }
    let (token, ip) = (app.ids.token(), meta.ip_text());
    let new = NewByLink {
        session_id: app.ids.id(),
        brand_domain_id: brand.brand_domain_id,
        token_hash: &token.hash(),
        ip: ip.as_deref(),
        agent: meta.agent.as_deref(),
    };
    store::add(&write, app.clock.now(), &shown, &new).await?;
    write.commit().await?;
    let lifetime = Lifetime::preset_of_contacts(&shown.preset)
        .or(shown.idle_s, shown.absolute_s)
        .by_link();
    Ok(Some((token, lifetime.absolute.as_secs())))
}

#[cfg(test)]
mod tests;
