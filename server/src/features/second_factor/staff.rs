//! The second factor of a staff member.

use axum::{Json, extract::State};
use serde_json::json;

use super::{
    guess::{self, Room},
    owner::Person,
    setup,
    wire::{
        ConfirmTotp, FactorGiven, GiveFactor, RecoveryCodes, SecondFactor, TotpConfirmed,
        TotpSecret,
    },
};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::Entry,
        sessions::Way,
        staff_sign_in::{self, StaffEntrant, password},
    },
    kit::http::{
        body::Body,
        meta::Meta,
        reply::{Created, NoContent},
    },
    scope::Job,
};

/// As authenticator apps name the staff host.
const ISSUER: &str = "Portico";

/// What one has set up, and what is asked for now.
pub async fn show_second_factor(
    State(app): State<App>,
    StaffEntrant(live): StaffEntrant,
    meta: Meta,
) -> Result<Json<SecondFactor>> {
    let person = Person::staff(&app, &meta, &live);
    Ok(Json(setup::show(&person, |_| None).await?))
}

/// Gives a code, or without a second factor the password: passes with it, or is fresh again.
pub async fn give_second_factor(
    State(app): State<App>,
    StaffEntrant(live): StaffEntrant,
    meta: Meta,
    body: Body<GiveFactor>,
) -> Result<Json<FactorGiven>> {
    let person = Person::staff(&app, &meta, &live);
    let given = body.value;
    if given.way == Way::Password {
        setup::must_be_offered(&person, given.way)?;
        return Ok(Json(give_password(&person, given.code).await?));
    }
    Ok(Json(setup::give(&person, &given).await?))
}

/// The guess is counted before it is looked at, since looking takes long and can't happen inside the transaction.
async fn give_password(person: &Person<'_>, typed: String) -> Result<FactorGiven> {
    let act = "second_factor_given";
    if typed.len() > password::MAX_LENGTH {
        return Err(Error::refused("wrong_code", "That is not the password."));
    }
    let app = person.app;
    let write = app.db.write(&person.job).await?;
    let left = match guess::look(&write, person).await? {
        Room::Left(left) => left.saturating_sub(1),
        Room::Full(wait_s) => {
            let entry = Entry::refused(act).detail(json!({ "reason": "limit" }));
            person.record(&write, entry).await?;
            write.commit().await?;
            return Err(Error::limited(wait_s));
        }
    };
    let counted = guess::note(&write, person).await?;
    let stored = staff_sign_in::find_password(&write, person.owner.id()).await?;
    write.commit().await?;
    if !password::matches(typed, stored).await? {
        person.refuse(act, "wrong_password").await?;
        let refusal = Error::refused("wrong_code", "That is not the password.");
        return Err(refusal.with("attempts_left", left));
    }
    let write = app.db.write(&person.job).await?;
    guess::take_back(&write, person, counted).await?;
    let fresh_until = person.passed(&write, Way::Password).await?;
    write.commit().await?;
    Ok(FactorGiven {
        return_to: person.home(),
        recovery_codes_left: 0,
        fresh_until,
    })
}

/// Draws a secret for an authenticator app.
pub async fn create_totp(
    State(app): State<App>,
    StaffEntrant(live): StaffEntrant,
    meta: Meta,
) -> Result<Created<TotpSecret>> {
    let person = Person::staff(&app, &meta, &live);
    let job = Job::of(live.staff.provider_id);
    let read = app.db.read(&job).await?;
    let email = staff_sign_in::find_email(&read, live.staff.staff_id).await?;
    drop(read);
    let secret = setup::begin(&person, ISSUER, &email.unwrap_or_default()).await?;
    Ok(Created::new(secret))
}

/// Puts the app in force with its first code.
pub async fn confirm_totp(
    State(app): State<App>,
    StaffEntrant(live): StaffEntrant,
    meta: Meta,
    body: Body<ConfirmTotp>,
) -> Result<Json<TotpConfirmed>> {
    let person = Person::staff(&app, &meta, &live);
    Ok(Json(setup::confirm(&person, &body.value.code).await?))
}

/// Takes the app away.
pub async fn remove_totp(
    State(app): State<App>,
    StaffEntrant(live): StaffEntrant,
    meta: Meta,
) -> Result<NoContent> {
    setup::remove(&Person::staff(&app, &meta, &live)).await?;
    Ok(NoContent)
}

/// New recovery codes in the place of the old ones.
pub async fn create_recovery_codes(
    State(app): State<App>,
    StaffEntrant(live): StaffEntrant,
    meta: Meta,
) -> Result<Created<RecoveryCodes>> {
    let person = Person::staff(&app, &meta, &live);
    Ok(Created::new(RecoveryCodes {
        recovery_codes: setup::renew(&person).await?,
    }))
}
