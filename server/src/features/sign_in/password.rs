//! Signing in with e-mail and password, where the provider offers it (P10). An unknown address, one without a password
//! and a wrong password look alike and take as long.

use std::time::Duration;

use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    ask::named,
    client::{SignedIn, signed_in},
    model::path_inside,
    store::{self, Known},
    verify::{self, Entrance},
};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Entry},
        passwords,
        sessions::FirstWay,
        sign_in_settings,
        staff_sign_in::password,
    },
    kit::{
        email::Email,
        http::{body::Body, meta::Meta, reply::WithCookies},
        limit::{Guesses, Room, Rule},
    },
    scope::Job,
};

const WINDOW: Duration = Duration::from_secs(600);
const GUESSES: Guesses = Guesses {
    per_account: Rule {
        kind: "contact_password_account",
        most: 5,
        window: WINDOW,
    },
    per_network: Rule {
        kind: "contact_password_network",
        most: 20,
        window: WINDOW,
    },
};

/// E-mail and password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreatePasswordSignIn {
    /// E-mail of the contact.
    pub email: String,
    /// Its password.
    pub password: String,
    /// A path inside the portal to come back to. Anything else is dropped.
    pub return_to: Option<String>,
}

/// Signs in.
pub async fn create_password_sign_in(
    State(app): State<App>,
    meta: Meta,
    body: Body<CreatePasswordSignIn>,
) -> Result<WithCookies<Json<SignedIn>>> {
    let brand = meta.site.brand()?.clone();
    let typed = body.value;
    if typed.password.len() > password::MAX_LENGTH || typed.email.len() > 254 {
        return Err(wrong());
    }
    let parsed = Email::parse(&typed.email);
    let email = parsed.as_ref().map_or_else(
        || typed.email.trim().to_lowercase(),
        |email| email.as_str().to_owned(),
    );
    // Before the guess is counted: one that is put off was none.
    let turn = password::line_up()?;
    let (job, now) = (Job::of(brand.provider_id), app.clock.now());
    let network = meta.ip_subject();
    let subjects = (email.as_str(), network.as_str());
    let write = app.db.write(&job).await?;
    let offered = sign_in_settings::find(&write).await?.sign_in_by_password;
    if offered != Some(true) {
        return Err(not_offered());
    }
    if let Room::Full(wait_s) = GUESSES.look(&write, subjects, now).await? {
        let (ids, actor) = (app.ids.as_ref(), named(&meta, None, &email));
        let entry = Entry::refused("signed_in");
        audit::record_limited(&write, ids, now, &actor, entry, &network).await?;
        write.commit().await?;
        return Err(Error::limited(wait_s));
    }
    let counted = GUESSES
        .note(&write, subjects, app.ids.as_ref(), now)
        .await?;
    let known: Option<Known> = match &parsed {
        Some(email) => store::find_by_address(&write, email.as_str()).await?,
        None => None,
    };
    let hash = match &known {
        Some(known) => passwords::find_contact_hash(&write, known.contact_id).await?,
        None => None,
    };
    write.commit().await?;
    let is_right = turn.matches(typed.password, hash).await?;
    let write = app.db.write(&job).await?;
    let Some(known) = known.filter(|_| is_right) else {
        let entry = Entry::refused("signed_in").detail(json!({ "reason": "wrong_credentials" }));
        audit::record(&write, now, &named(&meta, None, &email), &entry).await?;
        write.commit().await?;
        return Err(wrong());
    };
    GUESSES.take_back(&write, subjects, counted).await?;
    let entrance = Entrance {
        known: &known,
        address: &email,
        way: FirstWay::Password,
        proof: "password",
        return_to: typed.return_to.as_deref().and_then(path_inside),
    };
    let verified = verify::open(&app, &write, &meta, &brand, &entrance).await?;
    write.commit().await?;
    signed_in(&app, &meta.site, &brand, verified).await
}

fn wrong() -> Error {
    Error::refused("wrong_credentials", "E-mail or password is wrong.")
}

/// Where passwords are no way in.
pub(super) fn not_offered() -> Error {
    Error::invalid("email", "not_offered", "Sign in with a code here.")
}
