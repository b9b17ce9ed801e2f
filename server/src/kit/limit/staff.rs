//! The same limits for the staff host, which all providers share: whose account a guess is for may not be known, and
//! an account that does not exist must count like one that does.

use super::{Rule, Standing, standing};
use crate::{
    db::{Because, Db, Write},
    error::Result,
    kit::{clock::Time, id::Id, sweep::BATCH},
    params,
    scope::SystemScope,
    system,
};

/// Locks a subject and counts its events within the window.
pub async fn look(
    write: &Write<'_, SystemScope>,
    rule: &Rule,
    subject: &str,
    now: Time,
) -> Result<Standing> {
    touch(write, rule, subject, now).await?;
    let times: Vec<Time> = write
        .list(
            system!(
                "select e.at from staff_limit_event e where e.kind = $1 and e.subject = $2 and e.at > $3 order by e.at"
            ),
            params![rule.kind, subject, now.minus(rule.window)],
        )
        .await?;
    Ok(standing(rule, &times, now))
}

/// Locks a subject, making it if it is new.
pub async fn touch(
    write: &Write<'_, SystemScope>,
    rule: &Rule,
    subject: &str,
    now: Time,
) -> Result<()> {
    write
        .exec(
            system!(
                "insert into staff_limit_subject (kind, subject, touched_at) values ($1, $2, $3)
                 on conflict (kind, subject) do update set touched_at = excluded.touched_at"
            ),
            params![rule.kind, subject, now],
        )
        .await?;
    Ok(())
}

/// Counts one event, and forgets those that no longer count.
pub async fn note(
    write: &Write<'_, SystemScope>,
    rule: &Rule,
    subject: &str,
    event_id: Id,
    now: Time,
) -> Result<()> {
    write
        .exec(
            system!("delete from staff_limit_event where kind = $1 and subject = $2 and at <= $3"),
            params![rule.kind, subject, now.minus(rule.window)],
        )
        .await?;
    write
        .exec(
            system!(
                "insert into staff_limit_event (kind, subject, limit_event_id, at) values ($1, $2, $3, $4)"
            ),
            params![rule.kind, subject, event_id, now],
        )
        .await?;
    Ok(())
}

/// Takes an event back: it turned out not to count.
pub async fn forget(
    write: &Write<'_, SystemScope>,
    rule: &Rule,
    subject: &str,
    event_id: Id,
) -> Result<()> {
    write
        .exec(
            system!(
                "delete from staff_limit_event where kind = $1 and subject = $2 and limit_event_id = $3"
            ),
            params![rule.kind, subject, event_id],
        )
        .await?;
    Ok(())
}

/// Forgets subjects that nothing was counted of for longer than any window; how many.
pub async fn sweep(db: &Db, now: Time) -> Result<u64> {
    let system = db.system(Because::Housekeeping);
    let write = system.write().await?;
    let removed = write
        .exec(
            system!(
                "delete from staff_limit_subject where touched_at < $1 and (kind, subject) in (
                     select s.kind, s.subject from staff_limit_subject s where s.touched_at < $1 limit $2)"
            ),
            params![now.minus(super::LONGEST_WINDOW), BATCH],
        )
        .await?;
    write.commit().await?;
    Ok(removed)
}
