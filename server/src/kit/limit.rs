//! Sliding-window limits in the database: exact under concurrency, shared by all copies of the program (P12).
//!
//! `look` locks the subject's row until the transaction ends and counts its events; `note` adds one. Whoever takes
//! several limits in one transaction looks at them in one fixed order, so that two of them can't wait for each other.

mod refusals;
pub mod staff;
mod weighed;

use std::time::Duration;

use super::{
    clock::Time,
    id::{Id, Ids},
    sweep::BATCH,
};
use crate::{
    db::{Db, Statement, Write},
    error::{Error, Result},
    params,
    scope::{Audience, Job},
    scoped,
};

pub use refusals::refused;
pub use weighed::{Load, Weighed};

/// No rule's window is longer.
const LONGEST_WINDOW: Duration = Duration::from_secs(24 * 3_600);

/// So many events of one subject in so long.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// What is counted; part of the key.
    pub kind: &'static str,
    /// How many are let through in any window.
    pub most: u32,
    /// How long the window is.
    pub window: Duration,
}

/// How a subject stands before an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Events that may still happen now.
    pub left: usize,
    /// When another one may happen: now, if any are left.
    pub free_at: Time,
    /// When another one may happen after the next.
    pub free_after_next_at: Time,
}

impl Standing {
    /// Seconds to wait, rounded up, when nothing is left.
    pub fn wait_s(&self, now: Time) -> Option<u64> {
        let wait = self.free_at.since(now);
        (self.left == 0)
            .then(|| wait.as_secs() + u64::from(wait.subsec_nanos() > 0))
            .map(|s| s.max(1))
    }
}

/// Counts one, or refuses it: for whoever has just one limit to keep. The caller drops the transaction when refused.
///
/// # Errors
/// 429 when there is no room.
pub async fn take_as<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    rule: &Rule,
    subject: &str,
    now: Time,
    ids: &dyn Ids,
) -> Result<()> {
    match look(write, rule, subject, now).await?.wait_s(now) {
        None => note(write, rule, subject, ids.id(), now).await,
        Some(wait_s) => Err(Error::limited(wait_s)),
    }
}

/// Locks a subject and counts its events within the window.
///
/// # Errors
/// Those of the database.
pub async fn look<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    rule: &Rule,
    subject: &str,
    now: Time,
) -> Result<Standing> {
    lock(write, rule.kind, subject, now).await?;
    let since = now.minus(rule.window);
    let count: i64 = write
        .one(
            scoped!(
                "select count(*) from limit_event e
                 where {provider:e} and e.kind = $4 and e.subject = $5 and e.at > $6"
            ),
            params![rule.kind, subject, since],
        )
        .await?;
    // Only near the limit does it matter when each of them leaves the window.
    if count + 1 < i64::from(rule.most) {
        return Ok(Standing {
            left: usize::try_from(i64::from(rule.most) - count).unwrap_or(0),
            free_at: now,
            free_after_next_at: now,
        });
    }
    let times: Vec<Time> = write
        .list(
            scoped!(
                "select e.at from limit_event e
                 where {provider:e} and e.kind = $4 and e.subject = $5 and e.at > $6 order by e.at"
            ),
            params![rule.kind, subject, since],
        )
        .await?;
    Ok(standing(rule, &times, now))
}

/// Counts one event, and forgets those that no longer count.
///
/// # Errors
/// Those of the database.
pub async fn note<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    rule: &Rule,
    subject: &str,
    event_id: Id,
    now: Time,
) -> Result<()> {
    prune(write, rule.kind, subject, now.minus(rule.window)).await?;
    add(write, rule.kind, subject, event_id, now, 1).await
}

/// Locks a subject until the transaction ends, making it if it is new.
async fn lock<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    kind: &str,
    subject: &str,
    now: Time,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into limit_subject (provider_id, kind, subject, touched_at)
                 values ((select p.provider_id from provider p where {provider:p}), $4, $5, $6)
                 on conflict (provider_id, kind, subject) do update set touched_at = excluded.touched_at"
            ),
            params![kind, subject, now],
        )
        .await?;
    Ok(())
}

/// Forgets what happened until then.
async fn prune<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    kind: &str,
    subject: &str,
    until: Time,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "delete from limit_event as e where {provider:e} and e.kind = $4 and e.subject = $5 and e.at <= $6"
            ),
            params![kind, subject, until],
        )
        .await?;
    Ok(())
}

async fn add<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    kind: &str,
    subject: &str,
    event_id: Id,
    now: Time,
    weight: i64,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into limit_event (provider_id, kind, subject, limit_event_id, at, weight)
                 values ((select s.provider_id from limit_subject s where {provider:s} and s.kind = $4 and s.subject = $5),
                         $4, $5, $6, $7, $8)"
            ),
            params![kind, subject, event_id, now, weight],
        )
        .await?;
    Ok(())
}

/// Takes an event back: it turned out not to count.
///
/// # Errors
/// Those of the database.
pub async fn forget<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    rule: &Rule,
    subject: &str,
    event_id: Id,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "delete from limit_event as e
                 where {provider:e} and e.kind = $4 and e.subject = $5 and e.limit_event_id = $6"
            ),
            params![rule.kind, subject, event_id],
        )
        .await?;
    Ok(())
}

/// Forgets subjects that nothing was counted of for longer than any window; how many.
pub async fn sweep(db: &Db, who: &Job, now: Time) -> Result<u64> {
    let write = db.write(who).await?;
    let removed = write
        .exec(
            scoped!(
                "delete from limit_subject as s where {provider:s} and (s.kind, s.subject) in (
                     select o.kind, o.subject from limit_subject o where {provider:o} and o.touched_at < $4 limit $5)
                   and s.touched_at < $4"
            ),
            params![now.minus(LONGEST_WINDOW), BATCH],
        )
        .await?;
    write.commit().await?;
    Ok(removed)
}

fn standing(rule: &Rule, times: &[Time], now: Time) -> Standing {
    let most = usize::try_from(rule.most).unwrap_or(usize::MAX);
    // The nth of the latest events must leave the window before there is room for one more.
    let room_at = |taken: usize| {
        let over = (times.len() + taken).checked_sub(most);
        over.map_or(now, |over| {
            times.get(over).copied().unwrap_or(now).plus(rule.window)
        })
    };
    Standing {
        left: most.saturating_sub(times.len()),
        free_at: room_at(0),
        free_after_next_at: room_at(1),
    }
}

/// Two limits on guesses that are wrong: of an account, and of the network they come from (P12).
#[derive(Debug, Clone, Copy)]
pub struct Guesses {
    /// Of an account.
    pub per_account: Rule,
    /// Of a network.
    pub per_network: Rule,
}

/// Whether one more guess may be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// It may; so many may be wrong, this one included.
    Left(usize),
    /// Not before so many seconds.
    Full(u64),
}

impl Guesses {
    /// Looks whether there is room for a guess of this account from this network. Locks both until the transaction
    /// ends, so that many at once can't outrun the count.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn look<A: Audience<Statement = Statement>>(
        &self,
        write: &Write<'_, A>,
        (account, network): (&str, &str),
        now: Time,
    ) -> Result<Room> {
        let network = look(write, &self.per_network, network, now).await?;
        let own = look(write, &self.per_account, account, now).await?;
        Ok(match network.wait_s(now).max(own.wait_s(now)) {
            Some(wait_s) => Room::Full(wait_s),
            None => Room::Left(network.left.min(own.left)),
        })
    }

    /// Counts a guess, before or after it was looked at. As what it was counted.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn note<A: Audience<Statement = Statement>>(
        &self,
        write: &Write<'_, A>,
        (account, network): (&str, &str),
        ids: &dyn Ids,
        now: Time,
    ) -> Result<[Id; 2]> {
        let events = [ids.id(), ids.id()];
        note(write, &self.per_network, network, events[0], now).await?;
        note(write, &self.per_account, account, events[1], now).await?;
        Ok(events)
    }

    /// Takes a guess back that was counted before it was known to be right.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn take_back<A: Audience<Statement = Statement>>(
        &self,
        write: &Write<'_, A>,
        (account, network): (&str, &str),
        [network_event, account_event]: [Id; 2],
    ) -> Result<()> {
        forget(write, &self.per_network, network, network_event).await?;
        forget(write, &self.per_account, account, account_event).await
    }
}

#[cfg(test)]
mod tests;
