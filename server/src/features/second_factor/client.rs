//! The second factor of a contact.

use axum::{Json, extract::State};
use serde_json::json;

use super::{
    owner::Person,
    setup, store,
    wire::{
        ConfirmTotp, FactorGiven, GiveFactor, RecoveryCodes, SecondFactor, TotpConfirmed,
        TotpSecret, UpdateByMessage,
    },
};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::Entry,
        providers,
        sessions::{Entrant, Live, Way},
        sign_in::Address,
    },
    kit::{
        email::Email,
        http::{
            body::Body,
            meta::Meta,
            reply::{Created, NoContent},
        },
        phone::Phone,
    },
    scope::Job,
};

/// What one has set up, and what is asked for now.
pub async fn show_second_factor(
    State(app): State<App>,
    Entrant(live): Entrant,
    meta: Meta,
) -> Result<Json<SecondFactor>> {
    let person = Person::contact(&app, &meta, &live);
    let masked = |way| address_of(&live, way).map(|address| address.masked());
    Ok(Json(setup::show(&person, masked).await?))
}

/// Gives a code: passes with it, or is fresh again.
pub async fn give_second_factor(
    State(app): State<App>,
    Entrant(live): Entrant,
    meta: Meta,
    body: Body<GiveFactor>,
) -> Result<Json<FactorGiven>> {
    let person = Person::contact(&app, &meta, &live);
    Ok(Json(setup::give(&person, &body.value).await?))
}

/// Draws a secret for an authenticator app.
pub async fn create_totp(
    State(app): State<App>,
    Entrant(live): Entrant,
    meta: Meta,
) -> Result<Created<TotpSecret>> {
    let person = Person::contact(&app, &meta, &live);
    let job = Job::of(live.contact.provider_id);
    let portal = providers::find_portal(&app.db.read(&job).await?).await?;
    let account = live.email.as_deref().or(live.phone.as_deref());
    let secret = setup::begin(&person, &portal.name, account.unwrap_or_default()).await?;
    Ok(Created::new(secret))
}

/// Puts the app in force with its first code.
pub async fn confirm_totp(
    State(app): State<App>,
    Entrant(live): Entrant,
    meta: Meta,
    body: Body<ConfirmTotp>,
) -> Result<Json<TotpConfirmed>> {
    let person = Person::contact(&app, &meta, &live);
    Ok(Json(setup::confirm(&person, &body.value.code).await?))
}

/// Takes the app away.
pub async fn remove_totp(
    State(app): State<App>,
    Entrant(live): Entrant,
    meta: Meta,
) -> Result<NoContent> {
    setup::remove(&Person::contact(&app, &meta, &live)).await?;
    Ok(NoContent)
}

/// New recovery codes in the place of the old ones.
pub async fn create_recovery_codes(
    State(app): State<App>,
    Entrant(live): Entrant,
    meta: Meta,
) -> Result<Created<RecoveryCodes>> {
    let person = Person::contact(&app, &meta, &live);
    Ok(Created::new(RecoveryCodes {
        recovery_codes: setup::renew(&person).await?,
    }))
}

/// Asks for a code at one's other address at sign-in, or no longer.
pub async fn update_by_message(
    State(app): State<App>,
    Entrant(live): Entrant,
    meta: Meta,
    body: Body<UpdateByMessage>,
) -> Result<NoContent> {
    let person = Person::contact(&app, &meta, &live);
    person.must_have_passed()?;
    if let Err(refusal) = person.must_be_fresh() {
        person
            .refuse("second_factor_by_message", "step_up_required")
            .await?;
        return Err(refusal);
    }
    let on = body.value.on;
    if on && !(person.standing.reaches_phone && person.standing.reaches_mailbox) {
        return Err(Error::conflict(
            "no_other_address",
            "A code by message needs both a phone number and an e-mail address.",
        ));
    }
    let mut after = person.standing;
    after.by_message = on;
    setup::must_keep_one(&after)?;
    let now = app.clock.now();
    let write = app.db.write(&person.job).await?;
    store::add(&write, person.owner, app.ids.id(), now).await?;
    let factor = store::find(&write, person.owner).await?;
    let factor_id = factor.ok_or_else(Error::not_found)?.second_factor_id;
    store::save_by_message(&write, factor_id, on.then_some(now)).await?;
    let entry = Entry::done("second_factor_by_message").detail(json!({ "on": on }));
    person.record(&write, entry).await?;
    write.commit().await?;
    Ok(NoContent)
}

/// Where a code by this way goes.
pub(super) fn address_of(live: &Live, way: Way) -> Option<Address> {
    match way {
        Way::Sms => live
            .phone
            .as_deref()
            .and_then(Phone::from_stored)
            .map(Address::Phone),
        Way::Email => live
            .email
            .as_deref()
            .and_then(Email::parse)
            .map(Address::Email),
        Way::Totp | Way::RecoveryCode | Way::Password => None,
    }
}
