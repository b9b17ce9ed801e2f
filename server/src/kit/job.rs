//! Durable jobs in the same database: enqueued in the transaction that causes them, leased by one
//! runner at a time, tried again with growing pauses, and kept as dead when nothing helped.
//! At least once: a job's effect must bear being done twice, or name an `effect_key`.

use std::time::Duration;

use serde_json::Value;

use super::{clock::Time, id::Id, sweep::BATCH};
use crate::{
    db::{Because, Db, Statement, Write},
    error::Result,
    params, row,
    scope::{Audience, SystemScope},
    scoped, system,
};

/// How long a runner may hold a job before another takes it.
pub const LEASE: Duration = Duration::from_secs(60);

/// After so many attempts a job is dead and waits for a person.
pub const MAX_ATTEMPTS: i64 = 12;

/// A job to be done.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Which handler does it.
    pub kind: &'static str,
    /// What the handler needs; ids, never secrets.
    pub payload: Value,
    /// A second job with the same key is not added.
    pub effect_key: Option<String>,
}

/// Adds a job in the transaction of what causes it. `run_at` is the earliest time.
pub async fn enqueue<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    id: Id,
    run_at: Time,
    job: &NewJob,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into job (provider_id, job_id, kind, payload, effect_key, state, attempts, run_at, created_at)
                 select p.provider_id, $4, $5, $6, $7, 'waiting', 0, $8, $8 from provider p where {provider:p}
                 on conflict (provider_id, effect_key) do nothing"
            ),
            params![id, job.kind, &job.payload, job.effect_key.as_deref(), run_at],
        )
        .await?;
    Ok(())
}

/// The same for a provider that the transaction has just made.
pub async fn enqueue_for(
    write: &Write<'_, SystemScope>,
    provider_id: Id,
    id: Id,
    run_at: Time,
    job: &NewJob,
) -> Result<()> {
    write
        .exec(
            system!(
                "insert into job (provider_id, job_id, kind, payload, effect_key, state, attempts, run_at, created_at)
                 values ($1, $2, $3, $4, $5, 'waiting', 0, $6, $6)"
            ),
            params![provider_id, id, job.kind, &job.payload, job.effect_key.as_deref(), run_at],
        )
        .await?;
    Ok(())
}

row! {
    /// A job that this process holds the lease of.
    #[derive(Debug, Clone)]
    pub struct Leased {
        /// Whose work it is.
        pub provider_id: Id,
        /// Its key.
        pub job_id: Id,
        /// Which handler does it.
        pub kind: String,
        /// What the handler needs.
        pub payload: Value,
        /// Attempts so far, this one included.
        pub attempts: i64,
    }
}

/// Takes up to `count` jobs that are due, or whose lease ran out.
pub async fn lease(db: &Db, now: Time, count: i64) -> Result<Vec<Leased>> {
    let system = db.system(Because::Jobs);
    let write = system.write().await?;
    let jobs = write
        .list(
            system!(
                "update job set state = 'running', attempts = attempts + 1, leased_until = $2
                 where (provider_id, job_id) in (
                     select j.provider_id, j.job_id from job j
                     where (j.state = 'waiting' and j.run_at <= $1) or (j.state = 'running' and j.leased_until <= $1)
                     order by j.run_at, j.job_id limit $3 {skip_locked})
                 returning provider_id, job_id, kind, payload, attempts"
            ),
            params![now, now.plus(LEASE), count],
        )
        .await?;
    write.commit().await?;
    Ok(jobs)
}

impl Leased {
    /// Whether nothing more is tried after this attempt.
    pub fn is_last(&self) -> bool {
        self.attempts >= MAX_ATTEMPTS
    }
}

/// A sign of life: keeps the leases of jobs that are still under way. Those that are done, or were lost, are left alone.
pub async fn keep(db: &Db, now: Time, jobs: &[Leased]) -> Result<()> {
    let system = db.system(Because::Jobs);
    let write = system.write().await?;
    for job in jobs {
        write
            .exec(
                system!(
                    "update job set leased_until = $4
                     where provider_id = $1 and job_id = $2 and state = 'running' and attempts = $3"
                ),
                params![job.provider_id, job.job_id, job.attempts, now.plus(LEASE)],
            )
            .await?;
    }
    write.commit().await?;
    Ok(())
}

/// Gives leases back of jobs that were cut off: they are due at once, and this attempt is none.
pub async fn give_back(db: &Db, now: Time, jobs: &[Leased]) -> Result<()> {
    let system = db.system(Because::Jobs);
    let write = system.write().await?;
    for job in jobs {
        write
            .exec(
                system!(
                    "update job set state = 'waiting', attempts = attempts - 1, run_at = $4, leased_until = null
                     where provider_id = $1 and job_id = $2 and state = 'running' and attempts = $3"
                ),
                params![job.provider_id, job.job_id, job.attempts, now],
            )
            .await?;
    }
    write.commit().await?;
    Ok(())
}

/// How an attempt ended.
#[derive(Debug)]
pub enum Ended {
    /// The effect took place, or is no longer wanted.
    Done,
    /// It may help to try again at this time.
    Retry {
        /// When to try again.
        at: Time,
        /// Why it did not succeed.
        reason: String,
    },
    /// It could not be tried at all, and counts as no attempt.
    Later {
        /// When to look again.
        at: Time,
    },
    /// Nothing more will be tried.
    Dead {
        /// Why.
        reason: String,
    },
}

/// Writes down how an attempt ended. A lease that was lost meanwhile changes nothing.
pub async fn finish(db: &Db, now: Time, job: &Leased, ended: &Ended) -> Result<()> {
    let (state, run_at, attempts, reason, finished_at) = match ended {
        Ended::Done => ("done", now, job.attempts, None, Some(now)),
        Ended::Retry { at, reason } => ("waiting", *at, job.attempts, Some(reason.as_str()), None),
        Ended::Later { at } => ("waiting", *at, job.attempts - 1, None, None),
        Ended::Dead { reason } => ("dead", now, job.attempts, Some(reason.as_str()), Some(now)),
    };
    let system = db.system(Because::Jobs);
    let write = system.write().await?;
    write
        .exec(
            system!(
                "update job set state = $4, run_at = $5, last_error = $6, finished_at = $7, attempts = $8,
                     leased_until = null
                 where provider_id = $1 and job_id = $2 and state = 'running' and attempts = $3"
            ),
            params![job.provider_id, job.job_id, job.attempts, state, run_at, reason, finished_at, attempts],
        )
        .await?;
    write.commit().await?;
    Ok(())
}

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

/// So long a job that was done is kept, and its effect key with it.
const DONE_KEPT: Duration = Duration::from_secs(7 * 24 * 3_600);

/// Forgets jobs that were done more than 7 days ago, of every provider; how many. Dead ones stay.
pub async fn sweep(db: &Db, now: Time) -> Result<u64> {
    let system = db.system(Because::Housekeeping);
    let write = system.write().await?;
    let removed = write
        .exec(
            system!(
                "delete from job where (provider_id, job_id) in (
                     select j.provider_id, j.job_id from job j where j.state = 'done' and j.run_at < $1
                     order by j.run_at limit $2)"
            ),
            params![now.minus(DONE_KEPT), BATCH],
        )
        .await?;
    write.commit().await?;
    Ok(removed)
}

/// The pause before the next attempt: 2 s doubled each time up to 34 minutes, plus up to a quarter by chance.
/// `chance` is any byte.
pub fn pause(attempts: i64, chance: u8) -> Duration {
    let exponent = u32::try_from(attempts.clamp(1, 11)).unwrap_or(11);
    let base_ms = (1_000u64 << exponent).min(3_600_000);
    Duration::from_millis(base_ms + base_ms * u64::from(chance) / 1_024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_scatter_by_a_quarter_at_most() {
        assert_eq!(pause(1, 0), Duration::from_secs(2));
        assert_eq!(pause(2, 0), Duration::from_secs(4));
        assert_eq!(pause(11, 0), Duration::from_millis(2_048_000));
        assert_eq!(pause(50, 0), pause(11, 0));
        assert!(pause(1, 255) > pause(1, 0) && pause(1, 255) < Duration::from_millis(2_500));
    }
}
