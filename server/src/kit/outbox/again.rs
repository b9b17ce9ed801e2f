//! Another try at what was given up.

use crate::{
    db::{Because, Db, Write},
    error::Result,
    kit::{clock::Time, id::Id, job},
    params,
    scope::SystemScope,
    system,
};

/// Lets dead jobs be done again: one, or all of them; how many. A message that failed waits anew, if its text is
/// still kept.
pub async fn retry(db: &Db, now: Time, job_id: Option<Id>) -> Result<usize> {
    let write = db.system(Because::Jobs).write().await?;
    let revived = retry_in(&write, now, job_id).await?;
    write.commit().await?;
    Ok(revived.len())
}

/// The same in a transaction: of each job its provider, its key and its kind.
pub async fn retry_in(
    write: &Write<'_, SystemScope>,
    now: Time,
    job_id: Option<Id>,
) -> Result<Vec<(Id, Id, String)>> {
    // A message and its job share their id.
    write
        .exec(
            system!(
                "update outbox_message
                 set state = case when secret_text is null then 'failed' else 'waiting' end,
                     reason = case when secret_text is null then 'its text is no longer kept' end,
                     leased_by = null, leased_until = null
                 where state = 'failed' and (outbox_message_id = $1 or $2)
                   and (provider_id, outbox_message_id) in (
                       select j.provider_id, j.job_id from job j where j.state = 'dead')"
            ),
            params![job_id, job_id.is_none()],
        )
        .await?;
    job::retry(write, now, job_id).await
}
