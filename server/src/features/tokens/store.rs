//! The SQL of programs' sessions and their refresh tokens.

use crate::{
    db::{Read, Write},
    error::Result,
    kit::{clock::Time, id::Id},
    params, row,
    scope::Job,
    scoped,
};

/// A program's session to be.
pub struct NewProgram<'a> {
    /// Its key.
    pub session_id: Id,
    /// The session that it is made from, and whose strength it has.
    pub from_session_id: Id,
    /// The program's name.
    pub program: &'a str,
    /// Random: no token has it as its hash.
    pub token_hash: &'a [u8; 32],
    /// The address it was made from.
    pub ip: Option<&'a str>,
    /// The program it was made with.
    pub agent: Option<&'a str>,
}

/// Adds a program's session. False when the session that it would be made from has ended.
pub async fn add(write: &Write<'_, Job>, now: Time, new: &NewProgram<'_>) -> Result<bool> {
    let added = write
        .exec(
            scoped!(
                "insert into contact_session (provider_id, contact_session_id, contact_id, membership_id, brand_domain_id,
                        token_hash, strength, way, program, ip, agent, created_at, last_seen_at)
                 select s.provider_id, $4, s.contact_id, s.membership_id, s.brand_domain_id, $6, s.strength, s.way, $7, $8,
                        $9, $10, $10
                 from contact_session s where {provider:s} and s.contact_session_id = $5 and s.revoked_at is null"
            ),
            params![
                new.session_id,
                new.from_session_id,
                new.token_hash,
                new.program,
                new.ip,
                new.agent,
                now
            ],
        )
        .await?;
    Ok(added == 1)
}

/// Adds a refresh token to a session.
pub async fn add_refresh(
    write: &Write<'_, Job>,
    session_id: Id,
    refresh_token_id: Id,
    token_hash: &[u8; 32],
    now: Time,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into refresh_token (provider_id, refresh_token_id, contact_session_id, token_hash, created_at)
                 select s.provider_id, $4, s.contact_session_id, $6, $7 from contact_session s
                 where {provider:s} and s.contact_session_id = $5"
            ),
            params![refresh_token_id, session_id, token_hash, now],
        )
        .await?;
    Ok(())
}

row! {
    /// A refresh token that was handed out.
    pub struct Refresh {
        pub refresh_token_id: Id,
        pub session_id: Id,
        pub contact_id: Id,
        pub client_id: Id,
    }
}

/// A refresh token at its brand, spent or not, of a session that was not ended.
pub async fn find_refresh(
    read: &Read<'_, Job>,
    token_hash: &[u8; 32],
    brand_domain_id: Id,
) -> Result<Option<Refresh>> {
    let found = read
        .find(
            scoped!(
                "select r.refresh_token_id, s.contact_session_id, s.contact_id, m.client_id from refresh_token r
                 join contact_session s on s.provider_id = r.provider_id and s.contact_session_id = r.contact_session_id
                      and {provider:s}
                 join membership m on m.provider_id = s.provider_id and m.membership_id = s.membership_id and {client:m}
                 where {provider:r} and r.token_hash = $4 and s.brand_domain_id = $5 and s.revoked_at is null"
            ),
            params![token_hash, brand_domain_id],
        )
        .await?;
    Ok(found)
}

/// Uses a refresh token up. False when it was used before.
pub async fn spend_refresh(
    write: &Write<'_, Job>,
    refresh_token_id: Id,
    now: Time,
) -> Result<bool> {
    let spent = write
        .exec(
            scoped!(
                "update refresh_token as r set spent_at = $5
                 where {provider:r} and r.refresh_token_id = $4 and r.spent_at is null"
            ),
            params![refresh_token_id, now],
        )
        .await?;
    Ok(spent == 1)
}
