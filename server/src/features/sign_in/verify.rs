//! Proving an address: with the code, or with the link in the browser that asked.

use serde_json::json;
use subtle::ConstantTimeEq;

use super::{
    ask::{named, uuid_of},
    limits::{self, Room},
    model::{HOME, document_of},
    store::{self, Known, Pending},
};
use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        sessions::{self, FirstWay, NewSession},
    },
    kit::{
        clock::Time,
        code::Code,
        event::Event,
        http::{meta::Meta, site::Brand},
        id::{Token, sha256},
    },
    scope::Job,
};

/// What somebody holds.
pub struct Proof<'a> {
    /// The pending cookie.
    pub cookie: Option<&'a str>,
    /// The token of a link.
    pub token: Option<&'a str>,
    /// Six digits.
    pub code: Option<&'a Code>,
}

/// Somebody signed in.
pub struct Verified {
    /// For the session cookie.
    pub session: Token,
    /// Where to go now.
    pub return_to: String,
}

/// How a proof ended.
enum End {
    Verified(Verified),
    /// Not the code; so many attempts are left.
    Wrong(usize),
    /// Too many attempts.
    Full(u64),
    /// Spent, voided or over.
    Over,
}

/// Signs in whoever holds the right things.
///
/// # Errors
/// 422 `wrong_code`, `code_required`, `expired_code`; 429.
pub async fn verify(app: &App, meta: &Meta, brand: &Brand, proof: &Proof<'_>) -> Result<Verified> {
    let job = Job::of(brand.provider_id);
    let brand_domain_id = brand.brand_domain_id;
    let read = app.db.read(&job).await?;
    let cookie_hash = proof.cookie.map(|cookie| sha256(cookie.as_bytes()));
    let pending = match (proof.token, &cookie_hash) {
        (Some(token), _) => {
            store::find_by_token(&read, &sha256(token.as_bytes()), brand_domain_id).await?
        }
        (None, Some(hash)) => store::find_by_cookie(&read, hash, brand_domain_id).await?,
        (None, None) => None,
    };
    drop(read);
    // A token by itself counts only beside the cookie of the very sign-in it belongs to (P15).
    let holds_cookie = |pending: &Pending| {
        cookie_hash
            .as_ref()
            .is_some_and(|hash| bool::from(hash.as_slice().ct_eq(&pending.cookie_hash)))
    };
    if proof.code.is_none() && !pending.as_ref().is_some_and(holds_cookie) {
        return Err(Error::refused(
            "code_required",
            "Enter the code of the same message.",
        ));
    }
    let Some(pending) = pending.filter(|pending| pending.is_live(app.clock.now())) else {
        return Err(over());
    };
    let write = app.db.write(&job).await?;
    let end = attempt(app, &write, meta, brand, &pending, proof.code).await?;
    write.commit().await?;
    match end {
        End::Verified(verified) => Ok(verified),
        End::Wrong(left) => {
            Err(Error::refused("wrong_code", "That is not the code.").with("attempts_left", left))
        }
        End::Full(wait_s) => Err(Error::limited(wait_s)),
        End::Over => Err(over()),
    }
}

fn over() -> Error {
    Error::refused(
        "expired_code",
        "This code or link is used or over. Ask for a new one.",
    )
}

/// One attempt, counted and recorded in the transaction it is decided in.
async fn attempt(
    app: &App,
    write: &Write<'_, Job>,
    meta: &Meta,
    brand: &Brand,
    pending: &Pending,
    code: Option<&Code>,
) -> Result<End> {
    let now = app.clock.now();
    let mut left = 0;
    if let Some(code) = code {
        let network = meta.ip_subject();
        let most = &app.config.sign_in;
        let room = limits::take_code(
            write,
            app.ids.as_ref(),
            now,
            most,
            &pending.address,
            &network,
        )
        .await?;
        match room {
            Room::Taken(standing) => left = standing.left - 1,
            Room::Full(wait_s) => {
                let (who, entry) = refusal(meta, pending);
                let ids = app.ids.as_ref();
                audit::record_limited(write, ids, now, &who, entry, &network).await?;
                return Ok(End::Full(wait_s));
            }
        }
        if !is_right(app, brand, pending, code) {
            refuse(write, meta, now, pending, "wrong_code").await?;
            return Ok(End::Wrong(left));
        }
    }
    let document = pending.return_to.as_deref().and_then(document_of);
    let known = match pending.contact_id {
        Some(contact_id) => store::find_by_id(write, contact_id, document).await?,
        None => None,
    };
    // Unknown, or switched off since it asked: a right guess is answered like a wrong one.
    let Some(known) = known else {
        refuse(write, meta, now, pending, "off").await?;
        let end = code.map_or(End::Over, |_| End::Wrong(left));
        return Ok(end);
    };
    if !store::spend(write, pending.sign_in_id, now).await? {
        refuse(write, meta, now, pending, "over").await?;
        return Ok(End::Over);
    }
    let entrance = Entrance {
        known: &known,
        address: &pending.address,
        way: match pending.channel.as_str() {
            "sms" => FirstWay::Sms,
            _ => FirstWay::Email,
        },
        proof: if code.is_some() { "code" } else { "link" },
        return_to: pending.return_to.as_deref(),
    };
    open(app, write, meta, brand, &entrance)
        .await
        .map(End::Verified)
}

/// Somebody about to be let in.
pub(super) struct Entrance<'a> {
    /// The contact, and the client it acts for.
    pub known: &'a Known,
    /// What it proved.
    pub address: &'a str,
    /// How.
    pub way: FirstWay,
    /// `code`, `link` or `password`.
    pub proof: &'a str,
    /// Where to go now.
    pub return_to: Option<&'a str>,
}

fn is_right(app: &App, brand: &Brand, pending: &Pending, code: &Code) -> bool {
    let (provider, sign_in) = (uuid_of(brand.provider_id), uuid_of(pending.sign_in_id));
    app.keys
        .all_for_codes()
        .any(|key| code.opens(&pending.code_hmac, &key, provider, sign_in))
}

/// Opens a session for whoever proved an address, or knew the password of one.
pub(super) async fn open(
    app: &App,
    write: &Write<'_, Job>,
    meta: &Meta,
    brand: &Brand,
    entrance: &Entrance<'_>,
) -> Result<Verified> {
    let known = entrance.known;
    let now = app.clock.now();
    let (session, session_id, ip) = (app.ids.token(), app.ids.id(), meta.ip_text());
    let new = NewSession {
        session_id,
        contact_id: known.contact_id,
        membership_id: known.membership_id,
        brand_domain_id: brand.brand_domain_id,
        token_hash: &session.hash(),
        way: entrance.way,
        ip: ip.as_deref(),
        agent: meta.agent.as_deref(),
    };
    sessions::add(write, now, &new).await?;
    store::save_signed_in(write, known.contact_id, now).await?;
    let entry = Entry::done("signed_in")
        .on("session", session_id)
        .of_client(known.client_id)
        .detail(json!({ "way": entrance.proof }));
    let actor = named(meta, Some(known), entrance.address);
    audit::record(write, now, &actor, &entry).await?;
    // For staff only: the client's page shows when its contact signed in.
    write.notify(Event {
        provider_id: brand.provider_id,
        client_id: None,
        kind: "client".to_owned(),
        id: known.client_id,
    });
    let return_to = entrance.return_to.unwrap_or(HOME).to_owned();
    Ok(Verified { session, return_to })
}

async fn refuse(
    write: &Write<'_, Job>,
    meta: &Meta,
    now: Time,
    pending: &Pending,
    reason: &str,
) -> Result<()> {
    let (actor, entry) = refusal(meta, pending);
    let entry = entry.detail(json!({ "reason": reason }));
    audit::record(write, now, &actor, &entry).await
}

/// Who was refused, and what.
fn refusal(meta: &Meta, pending: &Pending) -> (Actor, Entry) {
    let mut actor = named(meta, None, &pending.address);
    actor.id = pending.contact_id;
    let entry = Entry::refused("signed_in").on("sign_in", pending.sign_in_id);
    (actor, entry)
}
