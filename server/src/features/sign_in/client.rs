//! The public endpoints of sign-in.

use axum::{Json, extract::State};
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    ask::{self, Asked},
    model::{Address, path_inside},
    store::{self, Known, Link},
    verify::{self, Proof, Verified},
};
use crate::{
    app::App,
    db::Read,
    error::{Error, Result},
    features::{
        audit::{self, Entry},
        providers::{self, Portal},
        sessions::{self, Gate, Lifetime, Reading},
        sign_in_settings,
    },
    kit::{
        clock::Time,
        code::Code,
        email::Email,
        event::Event,
        http::{
            body::Body,
            cookie::{Cookie, PENDING_S},
            meta::Meta,
            reply::{Accepted, WithCookies},
            site::{Brand, Site},
        },
        id::{Id, sha256},
        phone::Phone,
    },
    scope::Job,
};

/// One of phone, e-mail, delivery token, the token of an older sign-in link, and reading by a delivery link.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateSignIn {
    /// A phone number; without a country code, of the provider's country.
    pub phone: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// The token of a delivery link.
    pub delivery_token: Option<String>,
    /// The token of a sign-in link that is used or over: a new one goes to the same address (P16).
    pub token: Option<String>,
    /// True for whoever reads by a delivery link in this browser: the code goes to the contact of that link.
    pub reading: Option<bool>,
    /// A path inside the portal to come back to. Anything else is dropped.
    pub return_to: Option<String>,
}

/// A code is on its way, if the address is known.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignInAsked {
    /// `sms` or `email`.
    pub channel: &'static str,
    /// The address, mostly hidden.
    pub masked: String,
    /// Until when the code is good.
    pub expires_at: Time,
    /// When another one may be asked for.
    pub resend_at: Time,
}

/// Asks for a code and a link.
pub async fn create_sign_in(
    State(app): State<App>,
    meta: Meta,
    headers: HeaderMap,
    body: Body<CreateSignIn>,
) -> Result<WithCookies<Accepted<SignInAsked>>> {
    let brand = meta.site.brand()?.clone();
    let asked = body.value;
    let reading = reading(&app, &meta, &headers, &asked).await?;
    let job = Job::of(brand.provider_id);
    let read = app.db.read(&job).await?;
    let portal = providers::find_portal(&read).await?;
    let return_to = asked.return_to.as_deref().and_then(path_inside);
    let (address, known, return_to) = match (
        &asked.phone,
        &asked.email,
        &asked.delivery_token,
        &asked.token,
        asked.reading.unwrap_or(false),
    ) {
        (Some(phone), None, None, None, false) => {
            with_known(&read, phone_of(phone, &portal)?, return_to).await?
        }
        (None, Some(email), None, None, false) => {
            with_known(&read, email_of(email, &portal)?, return_to).await?
        }
        (None, None, Some(token), None, false) => {
            let found = link_and_address(&app, &read, &sha256(token.as_bytes()), &portal).await?;
            of_link(&read, found, "delivery_token").await?
        }
        (None, None, None, Some(token), false) => {
            again(&read, token, brand.brand_domain_id, &portal).await?
        }
        (None, None, None, None, true) => {
            let found = reader(&app, &read, reading, &portal).await?;
            of_link(&read, found, "reading").await?
        }
        _ => return Err(choose_one()),
    };
    drop(read);
    let Asked {
        cookie,
        expires_at,
        resend_at,
    } = ask::ask(
        &app,
        &meta,
        &brand,
        &portal,
        &address,
        known.as_ref(),
        return_to.as_deref(),
    )
    .await?;
    let answer = SignInAsked {
        channel: address.channel().word(),
        masked: address.masked(),
        expires_at,
        resend_at,
    };
    let cookie = Cookie::Pending.set(&meta.site, cookie.as_str(), PENDING_S);
    Ok(WithCookies {
        reply: Accepted(answer),
        cookies: vec![cookie],
    })
}

type Wanted = (Address, Option<Known>, Option<String>);

async fn with_known(
    read: &Read<'_, Job>,
    address: Address,
    return_to: Option<&str>,
) -> Result<Wanted> {
    let known = store::find_by_address(read, address.as_str()).await?;
    Ok((address, known, return_to.map(str::to_owned)))
}

/// Whoever comes by a delivery link goes to its document.
async fn of_link(
    read: &Read<'_, Job>,
    found: Option<(Link, Address)>,
    field: &'static str,
) -> Result<Wanted> {
    let (link, address) =
        found.ok_or_else(|| Error::invalid(field, "expired", "This link is no longer good."))?;
    let path = format!("/documents/{}/{}", link.year, link.slug);
    let known = store::find_by_id(read, link.contact_id, Some((link.year, &link.slug))).await?;
    Ok((address, known, Some(path)))
}

/// Whoever holds a sign-in link that is over gets a new one, sent to where the old one went.
async fn again(
    read: &Read<'_, Job>,
    token: &str,
    brand_domain_id: Id,
    portal: &Portal,
) -> Result<Wanted> {
    let pending = store::find_by_token(read, &sha256(token.as_bytes()), brand_domain_id).await?;
    let pending = pending
        .ok_or_else(|| Error::invalid("token", "expired", "This link is no longer known."))?;
    let address = match pending.channel.as_str() {
        "sms" => phone_of(&pending.address, portal)?,
        _ => email_of(&pending.address, portal)?,
    };
    with_known(read, address, pending.return_to.as_deref()).await
}

fn phone_of(typed: &str, portal: &Portal) -> Result<Address> {
    if !portal.sign_in_by_sms {
        return Err(Error::invalid(
            "phone",
            "not_offered",
            "Sign in with an e-mail address here.",
        ));
    }
    let phone = Phone::parse(typed, &portal.country);
    phone
        .map(Address::Phone)
        .ok_or_else(|| Error::invalid("phone", "invalid", "That is no phone number."))
}

fn email_of(typed: &str, portal: &Portal) -> Result<Address> {
    if !portal.sign_in_by_email {
        return Err(Error::invalid(
            "email",
            "not_offered",
            "Sign in with a phone number here.",
        ));
    }
    let email = Email::parse(typed);
    email
        .map(Address::Email)
        .ok_or_else(|| Error::invalid("email", "invalid", "That is no e-mail address."))
}

/// A delivery link with the address that a code would go to: by the link's own channel if it can, else by another.
async fn link_and_address(
    app: &App,
    read: &Read<'_, Job>,
    token_hash: &[u8],
    portal: &Portal,
) -> Result<Option<(Link, Address)>> {
    let Some(link) = store::find_link(read, token_hash).await? else {
        return Ok(None);
    };
    let phone = link
        .phone
        .as_deref()
        .filter(|_| portal.sign_in_by_sms)
        .and_then(Phone::from_stored)
        .map(Address::Phone);
    let email = link
        .email
        .as_deref()
        .filter(|_| portal.sign_in_by_email)
        .and_then(Email::parse)
        .map(Address::Email);
    let is_barred = phone
        .as_ref()
        .is_some_and(|phone| ask::is_barred(app, phone));
    let address = if link.channel == "email" || is_barred {
        email.or(phone)
    } else {
        phone.or(email)
    };
    Ok(address.map(|address| (link, address)))
}

fn choose_one() -> Error {
    Error::invalid(
        "",
        "choose_one",
        "Give one of phone, email, delivery_token, token and reading.",
    )
}

/// Who reads by a link and asks for a code. It is found before anything else is read: who holds one connection must
/// never wait for another.
async fn reading(
    app: &App,
    meta: &Meta,
    headers: &HeaderMap,
    asked: &CreateSignIn,
) -> Result<Option<Reading>> {
    match asked.reading {
        Some(true) => sessions::reading(app, &meta.site, headers).await,
        _ => Ok(None),
    }
}

/// The link that a browser reads by, with its contact's address.
async fn reader(
    app: &App,
    read: &Read<'_, Job>,
    reading: Option<Reading>,
    portal: &Portal,
) -> Result<Option<(Link, Address)>> {
    match reading {
        Some(reading) => link_and_address(app, read, &reading.link_token_hash, portal).await,
        None => Ok(None),
    }
}

/// Where the code of whoever reads by a link in this browser would go.
///
/// # Errors
/// Those of the database.
pub async fn address_of_reader(
    app: &App,
    site: &Site,
    headers: &HeaderMap,
    provider_id: Id,
) -> Result<Option<Address>> {
    let reading = sessions::reading(app, site, headers).await?;
    let job = Job::of(provider_id);
    let read = app.db.read(&job).await?;
    let portal = providers::find_portal(&read).await?;
    let found = reader(app, &read, reading, &portal).await?;
    Ok(found.map(|(_, address)| address))
}

/// The token of a delivery link.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenDelivery {
    /// From the fragment of the link.
    pub token: String,
}

/// Where a delivery link leads, and to which address its contact's code would go.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OpenedDelivery)]
pub struct Delivery {
    /// `sms` or `email`.
    pub channel: &'static str,
    /// The address, mostly hidden.
    pub masked: String,
    /// Year in the document's address.
    pub year: i64,
    /// Slug in the document's address.
    pub slug: String,
    /// Whether the document may be read without signing in: then this answer brings the cookie that reads it, and
    /// nothing else.
    pub readable: bool,
}

/// Opens a delivery link. It proves nothing (P17); where the provider allows it, it shows its one document.
pub async fn open_delivery(
    State(app): State<App>,
    meta: Meta,
    body: Body<OpenDelivery>,
) -> Result<WithCookies<Json<Delivery>>> {
    let brand = meta.site.brand()?.clone();
    let job = Job::of(brand.provider_id);
    let read = app.db.read(&job).await?;
    let portal = providers::find_portal(&read).await?;
    let found =
        link_and_address(&app, &read, &sha256(body.value.token.as_bytes()), &portal).await?;
    drop(read);
    let (link, address) = found.ok_or_else(Error::not_found)?;
    if link.opened_at.is_none() {
        let now = app.clock.now();
        let write = app.db.write(&job).await?;
        if store::save_link_opened(&write, link.delivery_link_id, now).await? {
            let entry = Entry::done("delivery_link_opened")
                .on("document", link.document_id)
                .of_client(link.client_id)
                .detail(json!({ "delivery_link_id": link.delivery_link_id }));
            audit::record(&write, now, &ask::actor(&meta, None, &address), &entry).await?;
            // For staff only: the client's page shows when its contact opened the link.
            write.notify(Event {
                provider_id: brand.provider_id,
                client_id: None,
                kind: "client".to_owned(),
                id: link.client_id,
            });
        }
        write.commit().await?;
    }
    let opened = sessions::open_by_link(&app, &brand, &meta, link.delivery_link_id).await?;
    let cookie = opened
        .as_ref()
        .map(|(token, max_age_s)| Cookie::Link.set(&meta.site, token.as_str(), *max_age_s));
    Ok(WithCookies {
        reply: Json(Delivery {
            channel: address.channel().word(),
            masked: address.masked(),
            year: link.year,
            slug: link.slug,
            readable: opened.is_some(),
        }),
        cookies: cookie.into_iter().collect(),
    })
}

/// The code, the link's token, or both.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateVerification {
    /// Six digits.
    pub code: Option<String>,
    /// From the fragment of a sign-in link.
    pub token: Option<String>,
}

/// Signed in, perhaps with a second factor still to give.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignedIn {
    /// The path to go to in the end.
    pub return_to: String,
    /// What comes next.
    pub next: Next,
}

/// What comes after the first proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// Nothing: the portal is open.
    Portal,
    /// A second factor is asked for.
    SecondFactor,
    /// A second factor is to be set up first.
    Setup,
}

impl From<Gate> for Next {
    fn from(gate: Gate) -> Self {
        match gate {
            Gate::Satisfied => Self::Portal,
            Gate::Needed => Self::SecondFactor,
            Gate::SetupNeeded => Self::Setup,
        }
    }
}

/// Proves an address and opens a session.
pub async fn create_verification(
    State(app): State<App>,
    meta: Meta,
    headers: HeaderMap,
    body: Body<CreateVerification>,
) -> Result<WithCookies<Json<SignedIn>>> {
    let brand = meta.site.brand()?.clone();
    let (typed, token) = (body.value.code.as_deref(), body.value.token.as_deref());
    if typed.is_none() && token.is_none() {
        return Err(Error::invalid(
            "code",
            "missing",
            "Give the code, the token, or both.",
        ));
    }
    let code = typed.map(|typed| {
        Code::parse(typed)
            .ok_or_else(|| Error::invalid("code", "invalid", "A code has six digits."))
    });
    let code = code.transpose()?;
    let proof = Proof {
        cookie: Cookie::Pending.read(&meta.site, &headers),
        token,
        code: code.as_ref(),
    };
    let verified = verify::verify(&app, &meta, &brand, &proof).await?;
    signed_in(&app, &meta.site, &brand, verified).await
}

/// Hands the session over, and says what it lacks.
pub(super) async fn signed_in(
    app: &App,
    site: &Site,
    brand: &Brand,
    verified: Verified,
) -> Result<WithCookies<Json<SignedIn>>> {
    let live = sessions::find(app, brand, verified.session.as_str()).await?;
    let live = live.ok_or_else(Error::unauthorized)?;
    let job = Job::of(brand.provider_id);
    let stored = sign_in_settings::find(&app.db.read(&job).await?).await?;
    let max_age_s = Lifetime::of_contacts(&stored).absolute.as_secs();
    let cookies = vec![
        Cookie::Session.set(site, verified.session.as_str(), max_age_s),
        Cookie::Pending.expire(site),
        Cookie::Link.expire(site),
    ];
    Ok(WithCookies {
        reply: Json(SignedIn {
            return_to: verified.return_to,
            next: live.standing.gate().into(),
        }),
        cookies,
    })
}
