//! Ends messages whose life is over and empties the secret texts of those that will not leave any more.

use std::time::Duration;

use crate::{
    db::Db,
    error::Result,
    kit::{clock::Time, sweep::BATCH},
    params,
    scope::Job,
    scoped,
};

/// So long the text of a message that failed is kept, so that it can be sent after all.
const FAILED_KEPT: Duration = Duration::from_secs(7 * 24 * 3_600);

/// Sweeps one provider's messages; how many rows changed.
pub async fn sweep(db: &Db, who: &Job, now: Time) -> Result<u64> {
    let write = db.write(who).await?;
    let expired = write
        .exec(
            scoped!(
                "update outbox_message as m set state = 'expired', secret_text = null, secret_html = null
                 where {provider:m} and m.outbox_message_id in (
                     select o.outbox_message_id from outbox_message o
                     where {provider:o} and o.state = 'waiting' and o.expires_at <= $4 limit $5)"
            ),
            params![now, BATCH],
        )
        .await?;
    let emptied = write
        .exec(
            scoped!(
                "update outbox_message as m set secret_text = null, secret_html = null
                 where {provider:m} and m.outbox_message_id in (
                     select o.outbox_message_id from outbox_message o
                     where {provider:o} and o.state = 'failed' and o.secret_text is not null
                       and (o.expires_at <= $4 or o.created_at <= $5) limit $6)"
            ),
            params![now, now.minus(FAILED_KEPT), BATCH],
        )
        .await?;
    write.commit().await?;
    Ok(expired.max(emptied))
}
