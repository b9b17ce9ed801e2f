//! What whoever is at the machine does with operators' accounts.

use serde_json::json;

use super::store::{self, Account};
use crate::{
    db::Db,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        people::clients,
        staff_sign_in,
    },
    kit::{
        clock::Time,
        email::Email,
        id::{Id, Ids},
    },
    scope::{INSTALLATION, Job},
};

/// Makes an account; its key. `password_hash` is a PHC string.
///
/// # Errors
/// 422 for the name or the e-mail, 409 when an account of the installation, staff's or an operator's, has the e-mail.
pub async fn create(
    db: &Db,
    ids: &dyn Ids,
    now: Time,
    (name, email): (&str, &str),
    password_hash: &str,
) -> Result<Id> {
    let name = clients::name("name", name)?;
    let email = Email::parse(email)
        .ok_or_else(|| Error::invalid("email", "invalid", "Give an e-mail address."))?;
    store::begin_installation(db, now).await?;
    let job = Job::of(INSTALLATION);
    let write = db.write(&job).await?;
    let operator_id = ids.id();
    let account = (operator_id, name.as_str(), email.as_str());
    if !store::add(&write, account, password_hash, now).await? {
        return Err(Error::conflict(
            "email_taken",
            "Another account of this installation has this e-mail.",
        ));
    }
    note(&write, now, "operator_created", operator_id).await?;
    write.commit().await?;
    Ok(operator_id)
}

/// Every account, the oldest first.
///
/// # Errors
/// Those of the database.
pub async fn list(db: &Db) -> Result<Vec<Account>> {
    store::list(&db.read(&Job::of(INSTALLATION)).await?).await
}

/// Removes an account: its sessions end, nobody signs in with it again, and its e-mail is free. False when no operator
/// has this e-mail.
///
/// # Errors
/// Those of the database.
pub async fn remove(db: &Db, now: Time, email: &str) -> Result<bool> {
    let job = Job::of(INSTALLATION);
    let write = db.write(&job).await?;
    let listed = store::list(&write).await?;
    let Some(found) = listed.into_iter().find(|one| one.email == email) else {
        return Ok(false);
    };
    store::switch_off(&write, found.operator_id, now).await?;
    staff_sign_in::end_all(&write, INSTALLATION, found.operator_id, None, now).await?;
    note(&write, now, "operator_removed", found.operator_id).await?;
    write.commit().await?;
    Ok(true)
}

async fn note(
    write: &crate::db::Write<'_, Job>,
    now: Time,
    act: &'static str,
    operator_id: Id,
) -> Result<()> {
    let entry = Entry::done(act)
        .on("operator", operator_id)
        .detail(json!({ "by": "command_line" }));
    audit::record(write, now, &Actor::command_line(), &entry).await
}
