//! The SQL of second factors. Everything runs as work for the provider, for one owner that its session named.

use crate::{
    db::{Read, Write},
    error::Result,
    kit::{clock::Time, id::Id},
    params, row,
    scope::Job,
    scoped,
};

/// Whose second factor it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A contact's.
    Contact(Id),
    /// A staff member's.
    Staff(Id),
}

impl Owner {
    /// The person.
    pub const fn id(self) -> Id {
        match self {
            Self::Contact(id) | Self::Staff(id) => id,
        }
    }

    const fn contact_id(self) -> Option<Id> {
        match self {
            Self::Contact(id) => Some(id),
            Self::Staff(_) => None,
        }
    }

    const fn staff_id(self) -> Option<Id> {
        match self {
            Self::Contact(_) => None,
            Self::Staff(id) => Some(id),
        }
    }
}

row! {
    /// What somebody set up.
    #[derive(Debug, Clone)]
    pub struct Factor {
        pub second_factor_id: Id,
        pub totp_sealed: Option<Vec<u8>>,
        pub totp_confirmed_at: Option<Time>,
        pub by_message_at: Option<Time>,
    }
}

impl Factor {
    /// Whether there is anything that a code can come from: an app in force, or the other address.
    pub fn is_set_up(&self) -> bool {
        self.totp_confirmed_at.is_some() || self.by_message_at.is_some()
    }
}

/// What an owner set up, if anything.
pub async fn find(read: &Read<'_, Job>, owner: Owner) -> Result<Option<Factor>> {
    let factor = read
        .find(
            scoped!(
                "select f.second_factor_id, f.totp_sealed, f.totp_confirmed_at, f.by_message_at from second_factor f
                 where {provider:f} and (f.contact_id = $4 or f.staff_id = $5)"
            ),
            params![owner.contact_id(), owner.staff_id()],
        )
        .await?;
    Ok(factor)
}

/// Adds the owner's row, unless it is there.
pub async fn add(write: &Write<'_, Job>, owner: Owner, factor_id: Id, now: Time) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into second_factor (provider_id, second_factor_id, contact_id, staff_id, created_at)
                 select p.provider_id, $4, $5, $6, $7 from provider p where {provider:p} on conflict do nothing"
            ),
            params![factor_id, owner.contact_id(), owner.staff_id(), now],
        )
        .await?;
    Ok(())
}

/// Saves a new secret that is not in force yet. False when one is in force.
pub async fn save_secret(write: &Write<'_, Job>, factor_id: Id, sealed: &[u8]) -> Result<bool> {
    let saved = write
        .exec(
            scoped!(
                "update second_factor as f set totp_sealed = $5, totp_step = null
                 where {provider:f} and f.second_factor_id = $4 and f.totp_confirmed_at is null"
            ),
            params![factor_id, sealed],
        )
        .await?;
    Ok(saved == 1)
}

/// Puts the secret in force, with the time step of its first code.
pub async fn confirm(write: &Write<'_, Job>, factor_id: Id, step: i64, now: Time) -> Result<bool> {
    let confirmed = write
        .exec(
            scoped!(
                "update second_factor as f set totp_confirmed_at = $6, totp_step = $5
                 where {provider:f} and f.second_factor_id = $4 and f.totp_confirmed_at is null
                   and f.totp_sealed is not null"
            ),
            params![factor_id, step, now],
        )
        .await?;
    Ok(confirmed == 1)
}

/// Uses up a time step and all before it. False when it was used before: a replay.
pub async fn spend_step(write: &Write<'_, Job>, factor_id: Id, step: i64) -> Result<bool> {
    let spent = write
        .exec(
            scoped!(
                "update second_factor as f set totp_step = $5
                 where {provider:f} and f.second_factor_id = $4 and f.totp_confirmed_at is not null
                   and (f.totp_step is null or f.totp_step < $5)"
            ),
            params![factor_id, step],
        )
        .await?;
    Ok(spent == 1)
}

/// Takes the app away, and its recovery codes.
pub async fn remove(write: &Write<'_, Job>, owner: Owner) -> Result<bool> {
    let Some(factor) = find(write, owner).await? else {
        return Ok(false);
    };
    remove_codes(write, factor.second_factor_id).await?;
    let removed = write
        .exec(
            scoped!(
                "update second_factor as f set totp_sealed = null, totp_confirmed_at = null, totp_step = null
                 where {provider:f} and f.second_factor_id = $4 and f.totp_confirmed_at is not null"
            ),
            params![factor.second_factor_id],
        )
        .await?;
    Ok(removed == 1)
}

/// Notes whether a code at the other address is asked for, and since when.
pub async fn save_by_message(
    write: &Write<'_, Job>,
    factor_id: Id,
    since: Option<Time>,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update second_factor as f set by_message_at = $5 where {provider:f} and f.second_factor_id = $4"
            ),
            params![factor_id, since],
        )
        .await?;
    Ok(())
}

/// Puts these recovery codes in the place of all earlier ones.
pub async fn replace_codes(
    write: &Write<'_, Job>,
    factor_id: Id,
    codes: &[[u8; 32]],
    now: Time,
) -> Result<()> {
    remove_codes(write, factor_id).await?;
    for code in codes {
        write
            .exec(
                scoped!(
                    "insert into recovery_code (provider_id, second_factor_id, code_hmac, created_at)
                     select f.provider_id, f.second_factor_id, $5, $6 from second_factor f
                     where {provider:f} and f.second_factor_id = $4"
                ),
                params![factor_id, code, now],
            )
            .await?;
    }
    Ok(())
}

async fn remove_codes(write: &Write<'_, Job>, factor_id: Id) -> Result<()> {
    write
        .exec(
            scoped!(
                "delete from recovery_code as r where {provider:r} and r.second_factor_id = $4"
            ),
            params![factor_id],
        )
        .await?;
    Ok(())
}

/// Uses up a recovery code. False when there is none like it, or it was used before.
pub async fn spend_code(
    write: &Write<'_, Job>,
    factor_id: Id,
    code: &[u8; 32],
    now: Time,
) -> Result<bool> {
    let spent = write
        .exec(
            scoped!(
                "update recovery_code as r set spent_at = $6
                 where {provider:r} and r.second_factor_id = $4 and r.code_hmac = $5 and r.spent_at is null"
            ),
            params![factor_id, code, now],
        )
        .await?;
    Ok(spent == 1)
}

/// How many recovery codes are left.
pub async fn count_codes(read: &Read<'_, Job>, factor_id: Id) -> Result<i64> {
    let left = read
        .one(
            scoped!(
                "select count(*) from recovery_code r
                 where {provider:r} and r.second_factor_id = $4 and r.spent_at is null"
            ),
            params![factor_id],
        )
        .await?;
    Ok(left)
}

/// Keeps the code that is sent to somebody signed in, in the place of an earlier one.
pub async fn save_message(
    write: &Write<'_, Job>,
    session_id: Id,
    channel: &str,
    code_hmac: &[u8; 32],
    now: Time,
    expires_at: Time,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into factor_message (provider_id, contact_session_id, channel, code_hmac, created_at, expires_at)
                 select s.provider_id, s.contact_session_id, $5, $6, $7, $8 from contact_session s
                 where {provider:s} and s.contact_session_id = $4
                 on conflict (provider_id, contact_session_id) do update set channel = excluded.channel,
                   code_hmac = excluded.code_hmac, created_at = excluded.created_at,
                   expires_at = excluded.expires_at, spent_at = null"
            ),
            params![session_id, channel, code_hmac, now, expires_at],
        )
        .await?;
    Ok(())
}

/// The code that was sent by this channel, if it is still good.
pub async fn find_message(
    read: &Read<'_, Job>,
    session_id: Id,
    channel: &str,
    now: Time,
) -> Result<Option<Vec<u8>>> {
    let code = read
        .find(
            scoped!(
                "select m.code_hmac from factor_message m
                 where {provider:m} and m.contact_session_id = $4 and m.channel = $5 and m.spent_at is null
                   and m.expires_at > $6"
            ),
            params![session_id, channel, now],
        )
        .await?;
    Ok(code)
}

/// Uses up the code that was sent.
pub async fn spend_message(write: &Write<'_, Job>, session_id: Id, now: Time) -> Result<bool> {
    let spent = write
        .exec(
            scoped!(
                "update factor_message as m set spent_at = $5
                 where {provider:m} and m.contact_session_id = $4 and m.spent_at is null"
            ),
            params![session_id, now],
        )
        .await?;
    Ok(spent == 1)
}
