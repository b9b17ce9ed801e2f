//! The endpoints of a staff session.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    extract::{self, Live, StaffEntrant, StaffOrOperator},
    guess::Guess,
    password,
    store::{self, Account, NewSession},
};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        orgs::{self, Acting},
        providers,
        sessions::{Gate, Lifetime},
        sign_in_settings,
    },
    kit::{
        email::Email,
        event::Event,
        http::{
            body::Body,
            cookie::Cookie,
            meta::Meta,
            reply::{NoContent, WithCookies},
        },
        id::{Id, Token},
        outbox::Channel,
    },
    scope::Job,
};

/// Who is signed in, and for whom it works.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffSession {
    /// The person.
    pub staff: SessionStaff,
    /// Its provider.
    pub provider: SessionProvider,
    /// Where clients find the portal.
    pub brands: Vec<SessionBrand>,
    /// The orgs it may act for.
    pub orgs: Vec<SessionOrg>,
    /// The org it acts for; null for none.
    pub acting_org_id: Option<Id>,
    /// Messages that were not sent yet.
    pub outbox_waiting: i64,
    /// Whether mail leaves through anything.
    pub sends_mail: bool,
    /// Whether SMS leave through anything: a gateway, or a device of the provider's.
    pub sends_sms: bool,
}

/// The person of a staff session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionStaff {
    /// Key.
    pub id: Id,
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// `owner`, `admin`, `lead` or `member`; `operator` for whoever runs the installation, who has no provider.
    pub role: String,
    /// Its language.
    pub language: String,
}

/// The provider of a staff session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionProvider {
    /// Key.
    pub id: Id,
    /// Name.
    pub name: String,
    /// `person` or `business`.
    pub kind: String,
    /// ISO 4217.
    pub currency: String,
    /// Default language.
    pub language: String,
    /// IANA name.
    pub time_zone: String,
    /// ISO 3166.
    pub country: String,
    /// `#rrggbb`.
    pub colour: String,
    /// Path of the logo, if there is one.
    pub logo_light_url: Option<String>,
    /// Path of the logo for dark surfaces, if there is one.
    pub logo_dark_url: Option<String>,
}

/// A brand domain in a staff session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionBrand {
    /// `https://www.studio.example`.
    pub origin: String,
    /// Empty, or `/clients`.
    pub prefix: String,
}

/// An org in a staff session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionOrg {
    /// Key.
    pub id: Id,
    /// Name.
    pub name: String,
}

/// E-mail and password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateStaffSession {
    /// E-mail of the account.
    pub email: String,
    /// Its password.
    pub password: String,
}

/// Signed in, perhaps with a second factor still to give.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffSignedIn {
    /// What comes next.
    pub next: StaffNext,
    /// Who is signed in; none while the second factor is missing.
    pub session: Option<StaffSession>,
}

/// What comes after the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StaffNext {
    /// Nothing: the staff app is open.
    Desk,
    /// A second factor is asked for.
    SecondFactor,
    /// A second factor is to be set up first.
    Setup,
}

/// Who am I.
pub async fn show_session(
    State(app): State<App>,
    StaffOrOperator(staff): StaffOrOperator,
) -> Result<Json<StaffSession>> {
    Ok(Json(
        session_of(
            &app,
            staff.provider_id,
            staff.staff_id,
            Some(staff.session_id),
        )
        .await?,
    ))
}

/// For whom a session acts: the org chosen on it, or the only one while nothing was chosen.
fn acting_org(orgs: &[Acting]) -> Option<Id> {
    let chosen = orgs.iter().find(|org| org.chosen);
    let only = orgs
        .first()
        .filter(|org| orgs.len() == 1 && !org.has_chosen);
    chosen.or(only).map(|org| org.org_id)
}

async fn session_of(
    app: &App,
    provider_id: Id,
    staff_id: Id,
    session_id: Option<Id>,
) -> Result<StaffSession> {
    let job = Job::of(provider_id);
    let read = app.db.read(&job).await?;
    let person = store::find_person(&read, staff_id)
        .await?
        .ok_or_else(Error::unauthorized)?;
    let brands = store::list_brands(&read).await?;
    let orgs = orgs::find_acting(&read, staff_id, session_id).await?;
    let assets = providers::staff_assets(&read).await?;
    Ok(StaffSession {
        staff: SessionStaff {
            id: staff_id,
            name: person.name,
            email: person.email,
            role: person.role,
            language: person.language,
        },
        provider: SessionProvider {
            id: provider_id,
            name: person.provider_name,
            kind: person.kind,
            currency: person.currency,
            language: person.provider_language,
            time_zone: person.time_zone,
            country: person.country,
            colour: person.colour,
            logo_light_url: assets.logo_light_url,
            logo_dark_url: assets.logo_dark_url,
        },
        brands: brands
            .into_iter()
            .map(|(origin, prefix)| SessionBrand { origin, prefix })
            .collect(),
        acting_org_id: acting_org(&orgs),
        orgs: orgs
            .into_iter()
            .map(|org| SessionOrg {
                id: org.org_id,
                name: org.name,
            })
            .collect(),
        outbox_waiting: store::count_waiting(&read).await?,
        sends_mail: app.gateways.reaches(Channel::Email),
        sends_sms: app.gateways.reaches(Channel::Sms) || store::has_device(&read).await?,
    })
}

/// Signs in.
pub async fn create_session(
    State(app): State<App>,
    meta: Meta,
    body: Body<CreateStaffSession>,
) -> Result<WithCookies<Json<StaffSignedIn>>> {
    let CreateStaffSession { email, password } = body.value;
    if password.len() > password::MAX_LENGTH || email.len() > 254 {
        return Err(wrong());
    }
    let email = Email::parse(&email).map_or_else(
        || email.trim().to_lowercase(),
        |email| email.as_str().to_owned(),
    );
    // Before the guess is counted: one that is put off was none.
    let turn = password::line_up()?;
    let account = store::find_account(&app.db, &email).await?;
    let guess = Guess {
        email,
        network: meta.ip_subject(),
        events: [app.ids.id(), app.ids.id()],
    };
    if let Some(wait_s) = guess.count(&app).await? {
        refuse(&app, &meta, &guess, account.as_ref(), "limit").await?;
        return Err(Error::limited(wait_s));
    }
    let hash = account
        .as_ref()
        .map(|account| account.password_hash.clone());
    let is_right = turn.matches(password, hash).await?;
    let Some(known) = account.as_ref().filter(|_| is_right) else {
        refuse(&app, &meta, &guess, account.as_ref(), "wrong_credentials").await?;
        return Err(wrong());
    };
    guess.forget(&app).await?;
    let token = open(&app, &meta, known, &guess.email).await?;
    signed_in(&app, &meta, known, &token).await
}

/// Hands the session over, and says what it lacks.
async fn signed_in(
    app: &App,
    meta: &Meta,
    account: &Account,
    token: &Token,
) -> Result<WithCookies<Json<StaffSignedIn>>> {
    let job = Job::of(account.provider_id);
    let stored = sign_in_settings::find(&app.db.read(&job).await?).await?;
    let max_age_s = Lifetime::of_staff(&stored).absolute.as_secs();
    let live = extract::find(app, token.as_str()).await?;
    let next = match live.ok_or_else(Error::unauthorized)?.standing.gate() {
        Gate::Satisfied => StaffNext::Desk,
        Gate::Needed => StaffNext::SecondFactor,
        Gate::SetupNeeded => StaffNext::Setup,
    };
    let session = match next {
        StaffNext::Desk => {
            Some(session_of(app, account.provider_id, account.staff_id, None).await?)
        }
        StaffNext::SecondFactor | StaffNext::Setup => None,
    };
    Ok(WithCookies {
        reply: Json(StaffSignedIn { next, session }),
        cookies: vec![Cookie::Session.set(&meta.site, token.as_str(), max_age_s)],
    })
}

fn wrong() -> Error {
    Error::refused("wrong_credentials", "E-mail or password is wrong.")
}

/// Records a refusal in the audit of the account's provider; an unknown account has none.
async fn refuse(
    app: &App,
    meta: &Meta,
    guess: &Guess,
    account: Option<&Account>,
    reason: &str,
) -> Result<()> {
    let Some(account) = account else {
        return guess.touch(app).await;
    };
    let job = Job::of(account.provider_id);
    let write = app.db.write(&job).await?;
    let entry = Entry::refused("staff_signed_in");
    // Whoever guesses is not the account's owner until the password is right.
    let (now, actor) = (app.clock.now(), Actor::stranger(meta).at(&guess.email));
    if reason == "limit" {
        let (ids, network) = (app.ids.as_ref(), &guess.network);
        audit::record_limited(&write, ids, now, &actor, entry, network).await?;
    } else {
        let entry = entry.detail(json!({ "reason": reason }));
        audit::record(&write, now, &actor, &entry).await?;
    }
    write.commit().await?;
    Ok(())
}

/// Makes the session.
async fn open(app: &App, meta: &Meta, account: &Account, email: &str) -> Result<Token> {
    let now = app.clock.now();
    let (token, session_id, ip) = (app.ids.token(), app.ids.id(), meta.ip_text());
    let job = Job::of(account.provider_id);
    let write = app.db.write(&job).await?;
    let new = NewSession {
        session_id,
        staff_id: account.staff_id,
        token_hash: &token.hash(),
        ip: ip.as_deref(),
        agent: meta.agent.as_deref(),
    };
    store::add(&write, now, &new).await?;
    let actor =
        Actor::account(account.provider_id, account.staff_id, &account.name, meta).at(email);
    let entry = Entry::done("staff_signed_in").on("session", session_id);
    audit::record(&write, now, &actor, &entry).await?;
    write.commit().await?;
    Ok(token)
}

/// Signs out, whether or not the second factor was given.
pub async fn end_session(
    State(app): State<App>,
    StaffEntrant(Live { staff, .. }): StaffEntrant,
    meta: Meta,
) -> Result<WithCookies<NoContent>> {
    let now = app.clock.now();
    let job = Job::of(staff.provider_id);
    let write = app.db.write(&job).await?;
    store::revoke(&write, staff.session_id, now).await?;
    let entry = Entry::done("staff_signed_out").on("session", staff.session_id);
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.notify(Event {
        provider_id: staff.provider_id,
        client_id: None,
        kind: "staff_session".to_owned(),
        id: staff.session_id,
    });
    write.commit().await?;
    Ok(WithCookies {
        reply: NoContent,
        cookies: vec![Cookie::Session.expire(&meta.site)],
    })
}
