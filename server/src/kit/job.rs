//! Durable jobs in the same database: enqueued in the transaction that causes them, leased by one
//! runner at a time, tried again with growing pauses, and kept as dead when nothing helped.
//! At least once: a job's effect must bear being done twice, or name an `effect_key`.

use std::time::Duration;

use serde_json::Value;

use super::{clock::Time, id::Id, sweep::BATCH};
mod dead;

pub use dead::{Dead, count_dead, list_dead, retry};

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

/// What a job waits for beside this program. Jobs of one lane share its places, so that a gateway that hangs holds up
/// nothing but its own messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Nothing but this program.
    Own,
    /// The mail server.
    Mail,
    /// The SMS gateway.
    Sms,
}

impl Lane {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Own, Self::Mail, Self::Sms];

    /// The channel of its messages; a job that sends none is its own.
    fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Mail => "email",
            Self::Sms => "sms",
        }
    }
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
        /// When it was due.
        pub run_at: Time,
    }
}

/// The lane of a job: the channel of its message, or the program's own.
macro_rules! lane {
    () => {
        "coalesce((
             select m.channel from outbox_message m
             where m.provider_id = j.provider_id and m.outbox_message_id = j.job_id), 'own')"
    };
}

/// Takes up to `count` jobs of a lane that are due, or whose lease ran out.
pub async fn lease(db: &Db, now: Time, lane: Lane, count: i64) -> Result<Vec<Leased>> {
    let system = db.system(Because::Jobs);
    let write = system.write().await?;
    let jobs = write
        .list(
            system!(concat!(
                "update job set state = 'running', attempts = attempts + 1, leased_until = $2
                 where (provider_id, job_id) in (
                     select j.provider_id, j.job_id from job j
                     where ((j.state = 'waiting' and j.run_at <= $1) or (j.state = 'running' and j.leased_until <= $1))
                       and $4 = ",
                lane!(),
                " order by j.run_at, j.job_id limit $3 {skip_locked})
                 returning provider_id, job_id, kind, payload, attempts, run_at"
            )),
            params![now, now.plus(LEASE), count, lane.word()],
        )
        .await?;
    write.commit().await?;
    Ok(jobs)
}

/// Takes the next job of a lane that failed before and is not due yet, to see whether its gateway is back.
pub async fn lease_early(db: &Db, now: Time, lane: Lane) -> Result<Option<Leased>> {
    let system = db.system(Because::Jobs);
    let write = system.write().await?;
    let job = write
        .find(
            system!(concat!(
                "update job set state = 'running', attempts = attempts + 1, leased_until = $2
                 where (provider_id, job_id) in (
                     select j.provider_id, j.job_id from job j
                     where j.state = 'waiting' and j.run_at > $1 and j.last_error is not null
                       and $3 = ",
                lane!(),
                " order by j.run_at, j.job_id limit 1 {skip_locked})
                 returning provider_id, job_id, kind, payload, attempts, run_at"
            )),
            params![now, now.plus(LEASE), lane.word()],
        )
        .await?;
    write.commit().await?;
    Ok(job)
}

/// Makes the jobs of a lane due that failed before: its gateway is back. How many.
pub async fn wake(db: &Db, now: Time, lane: Lane) -> Result<u64> {
    let system = db.system(Because::Jobs);
    let mut woken = 0;
    loop {
        let write = system.write().await?;
        let some = write
            .exec(
                system!(concat!(
                    "update job set run_at = $1
                     where (provider_id, job_id) in (
                         select j.provider_id, j.job_id from job j
                         where j.state = 'waiting' and j.run_at > $1 and j.last_error is not null
                           and $2 = ",
                    lane!(),
                    " order by j.run_at, j.job_id limit $3 {skip_locked})"
                )),
                params![now, lane.word(), BATCH],
            )
            .await?;
        write.commit().await?;
        woken += some;
        if some < BATCH.unsigned_abs() {
            return Ok(woken);
        }
    }
}

impl Leased {
    /// Whether nothing more is tried after this attempt.
    pub fn is_last(&self) -> bool {
        self.attempts >= MAX_ATTEMPTS
    }
}

/// A sign of life: keeps the lease of a job that is still under way. One that is done, or was lost, is left alone.
pub async fn keep(db: &Db, now: Time, job: &Leased) -> Result<()> {
    let system = db.system(Because::Jobs);
    let write = system.write().await?;
    write
        .exec(
            system!(
                "update job set leased_until = $4
                 where provider_id = $1 and job_id = $2 and state = 'running' and attempts = $3"
            ),
            params![job.provider_id, job.job_id, job.attempts, now.plus(LEASE)],
        )
        .await?;
    write.commit().await?;
    Ok(())
}

/// Gives the lease back of a job that was cut off: it is due at once, and this attempt is none.
pub async fn give_back(db: &Db, now: Time, job: &Leased) -> Result<()> {
    let system = db.system(Because::Jobs);
    let write = system.write().await?;
    write
        .exec(
            system!(
                "update job set state = 'waiting', attempts = attempts - 1, run_at = $4, leased_until = null
                 where provider_id = $1 and job_id = $2 and state = 'running' and attempts = $3"
            ),
            params![job.provider_id, job.job_id, job.attempts, now],
        )
        .await?;
    write.commit().await?;
    Ok(())
}

/// How an attempt ended.
#[derive(Debug)]
pub enum Ended {
    /// The effect took place, or is no longer wanted.
    Done,
    /// The gateway took it: so it is there.
    Sent,
    /// It may help to try again at this time.
    Retry {
        /// When to try again.
        at: Time,
        /// Why it did not succeed.
        reason: String,
    },
    /// The same, and others would fare no better: the gateway is away.
    Away {
        /// When to try again.
        at: Time,
        /// Why it did not succeed.
        reason: String,
        /// Whether another try can do no harm: it was not taken, or the gateway knows a message that comes twice.
        is_sure: bool,
    },
    /// The gateway does not even greet, so nothing was tried, and this counts as no attempt.
    Unheard {
        /// What it does instead.
        reason: String,
    },
    /// It could not be tried at all, and counts as no attempt.
    Later {
        /// When to look again.
        at: Time,
        /// What failed, if something did.
        reason: Option<String>,
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
        Ended::Done | Ended::Sent => ("done", now, job.attempts, None, Some(now)),
        Ended::Retry { at, reason } | Ended::Away { at, reason, .. } => {
            ("waiting", *at, job.attempts, Some(reason.as_str()), None)
        }
        Ended::Unheard { reason } => (
            "waiting",
            job.run_at,
            job.attempts - 1,
            Some(reason.as_str()),
            None,
        ),
        Ended::Later { at, reason } => ("waiting", *at, job.attempts - 1, reason.as_deref(), None),
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
