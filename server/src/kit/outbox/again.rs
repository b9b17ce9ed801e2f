//! Another try at what was given up.

use crate::{
    db::{Because, Db},
    error::Result,
    kit::{clock::Time, id::Id, job},
    params, system,
};

/// Lets dead jobs be done again: one, or all of them; how many. A message that failed waits anew, if its text is
/// still kept.
pub async fn retry(db: &Db, now: Time, job_id: Option<Id>) -> Result<u64> {
    let system = db.system(Because::Jobs);
    let write = system.write().await?;
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
    let revived = job::retry(&write, now, job_id).await?;
    write.commit().await?;
    Ok(revived)
}
