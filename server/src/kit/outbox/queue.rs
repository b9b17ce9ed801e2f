//! SMS that a device of the provider's sends: leased to whoever asks, for a minute.

use std::time::Duration;

use super::ceiling::{self, SmsRules};
use crate::{
    db::{Db, Statement},
    error::Result,
    kit::{clock::Time, id::Id, phone::Phone},
    params, row,
    scope::Audience,
    scoped,
};

/// How long a device holds an SMS before another gets it.
pub const LEASE: Duration = Duration::from_secs(60);

/// How many are handed out at once.
const MOST: i64 = 5;

row! {
    struct Candidate {
        message_id: Id,
        recipient: String,
        text: String,
        expires_at: Option<Time>,
        was_leased: bool,
    }
}

/// An SMS that was handed out.
#[derive(Debug)]
pub struct Leased {
    /// The message.
    pub message_id: Id,
    /// E.164 number.
    pub recipient: String,
    /// The whole text.
    pub text: String,
    /// Not to be sent after this.
    pub expires_at: Option<Time>,
    /// Until when it is held.
    pub leased_until: Time,
}

/// Hands out what waits and what another let fall, the oldest first. `holder` is the key that asks.
pub async fn lease<A: Audience<Statement = Statement>>(
    db: &Db,
    who: &A,
    rules: &SmsRules,
    now: Time,
    holder: Id,
) -> Result<Vec<Leased>> {
    let mut leased = Vec::new();
    for candidate in list(db, who, now).await? {
        let phone = Phone::from_stored(&candidate.recipient);
        if !phone.is_some_and(|phone| rules.allow(&phone)) {
            let reason = "sms.countries does not allow this number";
            refuse(db, who, candidate.message_id, reason).await?;
            continue;
        }
        // What falls to the next was counted when it was first handed out.
        let counted = rules.most_a_day.filter(|_| !candidate.was_leased);
        let parts = ceiling::parts(&candidate.text);
        if let Some(most) = counted
            && !ceiling::take(db, now, most, parts).await?
        {
            note_full(db, who, candidate.message_id).await?;
            break;
        }
        let leased_until = now.plus(LEASE);
        if hold(db, who, candidate.message_id, now, leased_until, holder).await? {
            leased.push(Leased {
                message_id: candidate.message_id,
                recipient: candidate.recipient,
                text: candidate.text,
                expires_at: candidate.expires_at,
                leased_until,
            });
        } else if counted.is_some() {
            ceiling::give_back(db, now, parts).await?;
        }
    }
    Ok(leased)
}

async fn list<A: Audience<Statement = Statement>>(
    db: &Db,
    who: &A,
    now: Time,
) -> Result<Vec<Candidate>> {
    let read = db.read(who).await?;
    let candidates = read
        .list(
            scoped!(
                "select m.outbox_message_id, m.recipient, m.secret_text, m.expires_at, m.leased_by is not null
                 from outbox_message m
                 where {provider:m} and m.state = 'waiting' and m.channel = 'sms' and m.secret_text is not null
                   and (m.expires_at is null or m.expires_at > $4) and (m.leased_until is null or m.leased_until <= $4)
                 order by m.created_at, m.outbox_message_id limit $5"
            ),
            params![now, MOST],
        )
        .await?;
    Ok(candidates)
}

/// Takes an SMS for its holder, unless another was faster.
async fn hold<A: Audience<Statement = Statement>>(
    db: &Db,
    who: &A,
    message_id: Id,
    now: Time,
    until: Time,
    holder: Id,
) -> Result<bool> {
    let write = db.write(who).await?;
    let taken = write
        .exec(
            scoped!(
                "update outbox_message as m set leased_until = $6, leased_by = $7, reason = 'handed to the device'
                 where {provider:m} and m.outbox_message_id = $4 and m.state = 'waiting'
                   and (m.leased_until is null or m.leased_until <= $5)"
            ),
            params![message_id, now, until, holder],
        )
        .await?;
    write.commit().await?;
    Ok(taken == 1)
}

async fn refuse<A: Audience<Statement = Statement>>(
    db: &Db,
    who: &A,
    message_id: Id,
    reason: &str,
) -> Result<()> {
    let write = db.write(who).await?;
    write
        .exec(
            scoped!(
                "update outbox_message as m set state = 'failed', reason = $5
                 where {provider:m} and m.outbox_message_id = $4 and m.state = 'waiting'"
            ),
            params![message_id, reason],
        )
        .await?;
    write.commit().await?;
    Ok(())
}

async fn note_full<A: Audience<Statement = Statement>>(
    db: &Db,
    who: &A,
    message_id: Id,
) -> Result<()> {
    let write = db.write(who).await?;
    write
        .exec(
            scoped!(
                "update outbox_message as m set reason = 'sms.daily_ceiling is reached'
                 where {provider:m} and m.outbox_message_id = $4 and m.state = 'waiting'"
            ),
            params![message_id],
        )
        .await?;
    write.commit().await?;
    Ok(())
}
