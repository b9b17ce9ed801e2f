//! What the command line does: an app whose secret is known beforehand, which the demo prints, and taking away the app
//! of staff who lost phone and recovery codes.

use totp_rs::Secret;

use super::store::{self, Owner};
use crate::{
    app::App,
    db::Db,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        staff_sign_in::{self, Account},
    },
    kit::{
        clock::Time,
        id::Id,
        sealed::{self, Place},
    },
    scope::{INSTALLATION, Job},
};

/// Puts an authenticator app in force for a staff member who has none. `secret` is in base 32.
///
/// # Errors
/// 500 when it is no secret in base 32, 409 when there is an app already.
pub async fn set_up_known(app: &App, provider_id: Id, staff_id: Id, secret: &str) -> Result<()> {
    let secret =
        Secret::try_from_base32(secret).map_err(|error| Error::internal(error.to_string()))?;
    let (job, owner, now) = (
        Job::of(provider_id),
        Owner::Staff(staff_id),
        app.clock.now(),
    );
    let write = app.db.write(&job).await?;
    store::add(&write, owner, app.ids.id(), now).await?;
    let factor = store::find(&write, owner).await?;
    let row = factor.ok_or_else(Error::not_found)?.second_factor_id;
    let place = Place {
        provider_id,
        table: "second_factor",
        column: "totp_sealed",
        row,
    };
    let sealed = sealed::seal(&app.keys, app.ids.as_ref(), &place, secret.as_ref())?;
    store::save_secret(&write, row, &sealed).await?;
    if !store::confirm(&write, row, 0, now).await? {
        return Err(Error::conflict(
            "already_set_up",
            "There is an app already.",
        ));
    }
    write.commit().await?;
    Ok(())
}

/// Takes the second factor of a staff member away and ends its sessions. False when no staff has this e-mail.
///
/// # Errors
/// Those of the database.
pub async fn reset_staff(db: &Db, now: Time, email: &str) -> Result<bool> {
    match staff_sign_in::find_account(db, email).await? {
        Some(account) if account.provider_id != INSTALLATION => reset(db, now, &account).await,
        _ => Ok(false),
    }
}

/// The same for an operator.
///
/// # Errors
/// Those of the database.
pub async fn reset_operator(db: &Db, now: Time, email: &str) -> Result<bool> {
    match staff_sign_in::find_account(db, email).await? {
        Some(account) if account.provider_id == INSTALLATION => reset(db, now, &account).await,
        _ => Ok(false),
    }
}

async fn reset(db: &Db, now: Time, account: &Account) -> Result<bool> {
    let (provider_id, staff_id) = (account.provider_id, account.staff_id);
    let job = Job::of(provider_id);
    let write = db.write(&job).await?;
    store::remove(&write, Owner::Staff(staff_id)).await?;
    staff_sign_in::end_all(&write, provider_id, staff_id, None, now).await?;
    let entry = Entry::done("second_factor_reset").on("staff", staff_id);
    audit::record(&write, now, &Actor::command_line(), &entry).await?;
    write.commit().await?;
    Ok(true)
}
