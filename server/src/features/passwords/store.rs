//! The SQL of passwords and of the links that set them.

use std::time::Duration;

use crate::{
    app::App,
    db::{Read, Write},
    error::Result,
    kit::{clock::Time, id::Id, sweep::BATCH},
    params, row,
    scope::Job,
    scoped,
};

/// A link that is over is kept so long.
const KEPT: Duration = Duration::from_secs(86_400);

row! {
    /// A contact's password.
    #[derive(Debug)]
    pub struct Kept {
        pub password_hash: String,
        pub set_at: Time,
    }
}

/// A contact's password, if it has one.
pub async fn find(read: &Read<'_, Job>, contact_id: Id) -> Result<Option<Kept>> {
    let kept = read
        .find(
            scoped!(
                "select w.password_hash, w.set_at from contact_password w
                 where {provider:w} and w.contact_id = $4"
            ),
            params![contact_id],
        )
        .await?;
    Ok(kept)
}

/// The hash of a contact's password.
///
/// # Errors
/// Those of the database.
pub async fn find_contact_hash(read: &Read<'_, Job>, contact_id: Id) -> Result<Option<String>> {
    Ok(find(read, contact_id).await?.map(|kept| kept.password_hash))
}

/// Sets a contact's password.
///
/// # Errors
/// Those of the database.
pub async fn save_contact_hash(
    write: &Write<'_, Job>,
    contact_id: Id,
    hash: &str,
    now: Time,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into contact_password (provider_id, contact_id, password_hash, set_at)
                 select c.provider_id, c.contact_id, $5, $6 from contact c where {provider:c} and c.contact_id = $4
                 on conflict (provider_id, contact_id) do update set password_hash = excluded.password_hash,
                   set_at = excluded.set_at"
            ),
            params![contact_id, hash, now],
        )
        .await?;
    Ok(())
}

/// Takes a contact's password away.
pub async fn remove(write: &Write<'_, Job>, contact_id: Id) -> Result<()> {
    write
        .exec(
            scoped!("delete from contact_password as w where {provider:w} and w.contact_id = $4"),
            params![contact_id],
        )
        .await?;
    Ok(())
}

/// A link to be.
#[derive(Debug)]
pub struct NewReset<'a> {
    /// Its key.
    pub password_reset_id: Id,
    /// The contact it is for. Neither a contact's nor staff's: for an unknown address, and never good.
    pub contact_id: Option<Id>,
    /// The staff member it is for.
    pub staff_id: Option<Id>,
    /// The hash of its token.
    pub token_hash: &'a [u8; 32],
    /// Until when it is good.
    pub expires_at: Time,
}

/// Adds a link, and voids earlier ones of the same person.
///
/// # Errors
/// Those of the database.
pub async fn add_reset(write: &Write<'_, Job>, now: Time, new: &NewReset<'_>) -> Result<()> {
    write
        .exec(
            scoped!(
                "update password_reset as r set spent_at = $6
                 where {provider:r} and (r.contact_id = $4 or r.staff_id = $5) and r.spent_at is null"
            ),
            params![new.contact_id, new.staff_id, now],
        )
        .await?;
    write
        .exec(
            scoped!(
                "insert into password_reset (provider_id, password_reset_id, contact_id, staff_id, token_hash, created_at,
                        expires_at)
                 select p.provider_id, $4, $5, $6, $7, $8, $9 from provider p where {provider:p}"
            ),
            params![
                new.password_reset_id,
                new.contact_id,
                new.staff_id,
                new.token_hash,
                now,
                new.expires_at
            ],
        )
        .await?;
    Ok(())
}

/// Whose link it is, while it is good.
pub async fn find_reset(
    read: &Read<'_, Job>,
    token_hash: &[u8; 32],
    now: Time,
) -> Result<Option<(Option<Id>, Option<Id>)>> {
    let found = read
        .find(
            scoped!(
                "select r.contact_id, r.staff_id from password_reset r
                 where {provider:r} and r.token_hash = $4 and r.spent_at is null and r.expires_at > $5"
            ),
            params![token_hash, now],
        )
        .await?;
    Ok(found)
}

/// Uses a link up. False when it was used, voided or over before.
///
/// # Errors
/// Those of the database.
pub async fn spend_reset(write: &Write<'_, Job>, token_hash: &[u8; 32], now: Time) -> Result<bool> {
    let spent = write
        .exec(
            scoped!(
                "update password_reset as r set spent_at = $5
                 where {provider:r} and r.token_hash = $4 and r.spent_at is null and r.expires_at > $5"
            ),
            params![token_hash, now],
        )
        .await?;
    Ok(spent == 1)
}

/// Removes links that are over since a day; how many.
///
/// # Errors
/// Those of the database.
pub async fn sweep(app: &App, who: &Job) -> Result<u64> {
    let write = app.db.write(who).await?;
    let removed = write
        .exec(
            scoped!(
                "delete from password_reset as r where {provider:r} and r.password_reset_id in (
                     select o.password_reset_id from password_reset o where {provider:o} and o.expires_at < $4 limit $5)"
            ),
            params![app.clock.now().minus(KEPT), BATCH],
        )
        .await?;
    write.commit().await?;
    Ok(removed)
}
