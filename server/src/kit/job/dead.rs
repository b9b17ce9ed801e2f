//! Jobs that were given up, for whoever runs the installation.

use crate::{
    db::{Because, Db, Write},
    error::Result,
    kit::{clock::Time, id::Id},
    params, row,
    scope::SystemScope,
    system,
};

row! {
    /// A job that nothing more is tried of.
    #[derive(Debug)]
    pub struct Dead {
        /// Its key.
        pub job_id: Id,
        /// Whose work it was.
        pub provider_id: Id,
        /// Its name.
        pub provider_name: String,
        /// Which handler did it.
        pub kind: String,
        /// How often it was tried.
        pub attempts: i64,
        /// Why it ended.
        pub last_error: Option<String>,
        /// When it ended.
        pub finished_at: Option<Time>,
    }
}

/// The dead jobs of every provider, the last to die first.
pub async fn list_dead(db: &Db, count: i64) -> Result<Vec<Dead>> {
    let system = db.system(Because::Jobs);
    let dead = system
        .read()
        .await?
        .list(
            system!(
                "select j.job_id, j.provider_id, p.name, j.kind, j.attempts, j.last_error, j.finished_at
                 from job j join provider p on p.provider_id = j.provider_id
                 where j.state = 'dead' order by j.run_at desc, j.job_id desc limit $1"
            ),
            params![count],
        )
        .await?;
    Ok(dead)
}

/// How many jobs are dead.
pub async fn count_dead(db: &Db) -> Result<i64> {
    let system = db.system(Because::Jobs);
    let count = system
        .read()
        .await?
        .one(
            system!("select count(*) from job j where j.state = 'dead'"),
            params![],
        )
        .await?;
    Ok(count)
}

/// Lets dead jobs be tried again from the beginning: one, or all of them. Whose jobs they are, and their kinds.
pub async fn retry(
    write: &Write<'_, SystemScope>,
    now: Time,
    job_id: Option<Id>,
) -> Result<Vec<(Id, Id, String)>> {
    let revived = write
        .list(
            system!(
                "update job set state = 'waiting', attempts = 0, run_at = $1, finished_at = null
                 where state = 'dead' and (job_id = $2 or $3) returning provider_id, job_id, kind"
            ),
            params![now, job_id, job_id.is_none()],
        )
        .await?;
    Ok(revived)
}
