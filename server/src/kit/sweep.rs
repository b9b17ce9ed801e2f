//! Periodic work, done once across all copies of the program: each sweep is a row with the time it is due next, and
//! whoever takes its lease does it.

use std::time::Duration;

use super::clock::Time;
use crate::{
    db::{Because, Db},
    error::Result,
    params, system,
};

/// How many rows one statement of a sweep changes at most, so that no transaction is long.
pub const BATCH: i64 = 1_000;

/// How long a copy may hold a sweep without a sign of life before another takes it.
pub const LEASE: Duration = Duration::from_secs(120);

/// A sweep that this process holds.
#[derive(Debug)]
pub struct Held {
    name: &'static str,
    leased_until: Time,
}

/// Which of the known sweeps are due: the rows say when, and one without a row is due at once.
pub async fn list_due(db: &Db, known: &[&'static str], now: Time) -> Result<Vec<&'static str>> {
    let rows: Vec<(String, bool)> = db
        .system(Because::Housekeeping)
        .read()
        .await?
        .list(
            system!(
                "select s.name, s.due_at <= $1 and (s.leased_until is null or s.leased_until <= $1) from sweep s"
            ),
            params![now],
        )
        .await?;
    let is_due = |name: &&'static str| {
        rows.iter()
            .find(|(row, _)| row == name)
            .is_none_or(|(_, due)| *due)
    };
    Ok(known.iter().copied().filter(is_due).collect())
}

/// Takes a sweep, if it is still due and nobody holds it.
pub async fn take(db: &Db, name: &'static str, now: Time) -> Result<Option<Held>> {
    let leased_until = now.plus(LEASE);
    let system = db.system(Because::Housekeeping);
    let write = system.write().await?;
    let taken = write
        .exec(
            system!(
                "insert into sweep (name, due_at, leased_until) values ($1, $2, $3)
                 on conflict (name) do update set leased_until = excluded.leased_until
                 where sweep.due_at <= $2 and (sweep.leased_until is null or sweep.leased_until <= $2)"
            ),
            params![name, now, leased_until],
        )
        .await?;
    write.commit().await?;
    Ok((taken == 1).then_some(Held { name, leased_until }))
}

/// A sign of life of a long sweep. None when the lease was lost: stop, another copy goes on.
pub async fn keep(db: &Db, held: Held, now: Time) -> Result<Option<Held>> {
    let leased_until = now.plus(LEASE);
    if held.leased_until.since(now) > LEASE / 2 {
        return Ok(Some(held));
    }
    let system = db.system(Because::Housekeeping);
    let write = system.write().await?;
    let kept = write
        .exec(
            system!("update sweep set leased_until = $3 where name = $1 and leased_until = $2"),
            params![held.name, held.leased_until, leased_until],
        )
        .await?;
    write.commit().await?;
    let name = held.name;
    Ok((kept == 1).then_some(Held { name, leased_until }))
}

/// Gives a sweep back until it is due again. `fault` is what went wrong, if anything did.
pub async fn finish(
    db: &Db,
    held: &Held,
    now: Time,
    due_at: Time,
    fault: Option<&str>,
) -> Result<()> {
    let system = db.system(Because::Housekeeping);
    let write = system.write().await?;
    write
        .exec(
            system!(
                "update sweep set due_at = $3, leased_until = null, last_ended_at = $4, last_error = $5
                 where name = $1 and leased_until = $2"
            ),
            params![held.name, held.leased_until, due_at, now, fault],
        )
        .await?;
    write.commit().await?;
    Ok(())
}
