//! A forgotten password of staff: a link by mail, good once and for half an hour, sets a new one (P40). A second factor
//! is asked for as before.

use std::time::Duration;

use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    own_sessions::end_all,
    password,
    store::{self, Account},
};
use crate::{
    app::App,
    db::Because,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        passwords::{self, NewReset, RESET_LIFE, ResetWords},
    },
    kit::{
        email::Email,
        http::{
            body::Body,
            meta::Meta,
            reply::{Accepted, NoContent},
        },
        id::{Token, sha256},
        limit::{Rule, staff as limit},
        outbox::{self, Message},
    },
    scope::Job,
};

/// Links that one account may be sent.
const SENDS: Rule = Rule {
    kind: "staff_reset",
    most: 3,
    window: Duration::from_secs(600),
};

/// Links that may be asked for from one network: as many as clients there may ask for codes.
const OF_NETWORK: Rule = Rule {
    kind: "staff_reset_network",
    ..SENDS
};

/// What stands for the rows of a link that nobody is sent.
const PRETENDED: Rule = Rule {
    kind: "staff_reset_nobody",
    ..SENDS
};

/// Whose password is forgotten.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateStaffReset {
    /// E-mail of the account.
    pub email: String,
}

/// A link is on its way, if there is such an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffResetAsked {}

/// Sends a link that sets a new password. It is on its way when this is answered; the answer is the same, and takes as
/// long, for an account that does not exist and for one that was sent enough.
pub async fn create_reset(
    State(app): State<App>,
    meta: Meta,
    body: Body<CreateStaffReset>,
) -> Result<Accepted<StaffResetAsked>> {
    let email = Email::parse(&body.value.email)
        .ok_or_else(|| Error::invalid("email", "invalid", "That is no e-mail address."))?;
    let account = store::find_account(&app.db, email.as_str()).await?;
    match (has_room(&app, &meta, &email).await?, account) {
        (true, Some(account)) => send_reset(&app, &meta, &account, &email).await?,
        (false, Some(account)) => refuse(&app, &meta, &account).await?,
        (_, None) => pretend(&app, &meta, &email).await?,
    }
    Ok(Accepted(StaffResetAsked {}))
}

/// Counts the wish, for its account and its network, whether there is such an account or not.
async fn has_room(app: &App, meta: &Meta, email: &Email) -> Result<bool> {
    let now = app.clock.now();
    let by_network = Rule {
        most: app.config.sign_in.sends_per_ip,
        ..OF_NETWORK
    };
    let network = meta.ip_subject();
    let counted = [(&SENDS, email.as_str()), (&by_network, network.as_str())];
    let system = app.db.system(Because::StaffSignIn);
    let write = system.write().await?;
    for (rule, subject) in counted {
        if limit::look(&write, rule, subject, now).await?.left == 0 {
            return Ok(false);
        }
    }
    for (rule, subject) in counted {
        limit::note(&write, rule, subject, app.ids.id(), now).await?;
    }
    write.commit().await?;
    Ok(true)
}

/// Costs what sending costs, for an account that does not exist and has nobody to send to.
async fn pretend(app: &App, meta: &Meta, email: &Email) -> Result<()> {
    let (now, token) = (app.clock.now(), app.ids.token());
    drop(written("en", meta, &token, email));
    let system = app.db.system(Because::StaffSignIn);
    let write = system.write().await?;
    limit::touch(&write, &PRETENDED, email.as_str(), now).await?;
    // As many rows as the link, its message, the job that sends it and the entry of the audit are.
    for _ in 0..4 {
        limit::note(&write, &PRETENDED, email.as_str(), app.ids.id(), now).await?;
    }
    write.commit().await?;
    Ok(())
}

/// Writes down that an account was sent enough.
async fn refuse(app: &App, meta: &Meta, account: &Account) -> Result<()> {
    let (job, network) = (Job::of(account.provider_id), meta.ip_subject());
    let write = app.db.write(&job).await?;
    let who = Actor::account(account.provider_id, account.staff_id, &account.name, meta);
    let (ids, entry) = (app.ids.as_ref(), Entry::refused("password_reset_asked"));
    audit::record_limited(&write, ids, app.clock.now(), &who, entry, &network).await?;
    write.commit().await?;
    Ok(())
}

/// Sends the link to an account.
async fn send_reset(app: &App, meta: &Meta, account: &Account, email: &Email) -> Result<()> {
    let (job, now) = (Job::of(account.provider_id), app.clock.now());
    let token = app.ids.token();
    // Whoever holds the link of an account acts as its owner.
    let who = Actor::account(account.provider_id, account.staff_id, &account.name, meta);
    let write = app.db.write(&job).await?;
    let new = NewReset {
        password_reset_id: app.ids.id(),
        contact_id: None,
        staff_id: Some(account.staff_id),
        token_hash: &token.hash(),
        expires_at: now.plus(RESET_LIFE),
    };
    passwords::add_reset(&write, now, &new).await?;
    audit::record(&write, now, &who, &Entry::done("password_reset_asked")).await?;
    let message = Message {
        staff_id: Some(account.staff_id),
        expires_at: Some(now.plus(RESET_LIFE)),
        ..written(&account.language, meta, &token, email)
    };
    outbox::send(&write, app.ids.id(), now, &message).await?;
    write.commit().await?;
    Ok(())
}

/// The message with the link.
fn written(language: &str, meta: &Meta, token: &Token, email: &Email) -> Message {
    passwords::write_reset(&ResetWords {
        language,
        brand: "Portico",
        link: &format!("{}/reset#{}", meta.site.origin(), token.as_str()),
        email: email.as_str(),
    })
}

/// The token of the link, and the new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteStaffReset {
    /// From the fragment of the link.
    pub token: String,
    /// The new password.
    #[schema(value_type = passwords::NewPassword)]
    pub password: String,
}

/// Sets the new password and ends all sessions of its owner.
pub async fn complete_reset(
    State(app): State<App>,
    meta: Meta,
    body: Body<CompleteStaffReset>,
) -> Result<NoContent> {
    let CompleteStaffReset { token, password } = body.value;
    let (now, hash) = (app.clock.now(), sha256(token.as_bytes()));
    let (provider_id, staff_id, name) = store::find_reset(&app.db, &hash, now)
        .await?
        .ok_or_else(passwords::expired_link)?;
    passwords::check(&password, &[&name])?;
    let stored = password::hashed(password, app.ids.bytes()).await?;
    let job = Job::of(provider_id);
    let write = app.db.write(&job).await?;
    if !passwords::spend_reset(&write, &hash, now).await? {
        return Err(passwords::expired_link());
    }
    store::save_password(&write, staff_id, &stored).await?;
    end_all(&write, provider_id, staff_id, None, now).await?;
    let entry = Entry::done("password_set").detail(json!({ "by": "link" }));
    let who = Actor::account(provider_id, staff_id, &name, &meta);
    audit::record(&write, now, &who, &entry).await?;
    write.commit().await?;
    Ok(NoContent)
}
