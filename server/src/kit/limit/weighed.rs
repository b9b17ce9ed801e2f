//! Two limits on the same events: how many there may be, and how much they may weigh together. Both are looked at by one
//! question, and noted by one row.

use std::time::Duration;

use super::{add, lock, prune};
use crate::{
    db::{Statement, Write},
    error::{Error, Result},
    kit::{
        clock::Time,
        id::{Id, Ids},
    },
    params,
    scope::Audience,
    scoped,
};

/// So many events in so long, and so much weight in so long.
#[derive(Debug, Clone, Copy)]
pub struct Weighed {
    /// What is counted; part of the key.
    pub kind: &'static str,
    /// How many events are let through in any window.
    pub events: (i64, Duration),
    /// How much they may weigh together in any window, which is not the shorter of the two.
    pub weight: (i64, Duration),
}

/// How much a subject did within both windows. Its row is locked until the transaction ends.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    weight: i64,
    stale: bool,
    now: Time,
}

impl Weighed {
    /// Locks a subject and counts what it did, if there is room for one event more.
    ///
    /// # Errors
    /// 429 when there is none; those of the database.
    pub async fn look<A: Audience<Statement = Statement>>(
        &self,
        write: &Write<'_, A>,
        subject: &str,
        now: Time,
    ) -> Result<Load> {
        lock(write, self.kind, subject, now).await?;
        let (events, weight, oldest): (i64, i64, Option<Time>) = write
            .one(
                scoped!(
                    "select count(*) filter (where e.at > $6),
                            coalesce(cast(sum(e.weight) filter (where e.at > $7) as bigint), 0), min(e.at)
                     from limit_event e where {provider:e} and e.kind = $4 and e.subject = $5"
                ),
                params![
                    self.kind,
                    subject,
                    now.minus(self.events.1),
                    now.minus(self.weight.1)
                ],
            )
            .await?;
        if events >= self.events.0 {
            let happened = self.happened(write, subject, now, self.events.1).await?;
            let alike: Vec<_> = happened.into_iter().map(|(at, _)| (at, 1)).collect();
            return Err(full(&alike, self.events, 1, now));
        }
        let stale = oldest.is_some_and(|oldest| oldest <= now.minus(self.weight.1));
        Ok(Load { weight, stale, now })
    }

    /// Whether there is room for so much more.
    ///
    /// # Errors
    /// 429 when there is not; those of the database.
    pub async fn must_hold<A: Audience<Statement = Statement>>(
        &self,
        write: &Write<'_, A>,
        subject: &str,
        load: &Load,
        more: i64,
    ) -> Result<()> {
        if load.weight + more <= self.weight.0 {
            return Ok(());
        }
        let happened = self
            .happened(write, subject, load.now, self.weight.1)
            .await?;
        Err(full(&happened, self.weight, more, load.now))
    }

    /// Notes one event of this weight, and forgets those that no longer count.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn note<A: Audience<Statement = Statement>>(
        &self,
        write: &Write<'_, A>,
        subject: &str,
        load: &Load,
        weight: i64,
        ids: &dyn Ids,
    ) -> Result<Id> {
        if load.stale {
            prune(write, self.kind, subject, load.now.minus(self.weight.1)).await?;
        }
        let event_id = ids.id();
        add(write, self.kind, subject, event_id, load.now, weight).await?;
        Ok(event_id)
    }

    /// What happened within a window, oldest first, with its weight.
    async fn happened<A: Audience<Statement = Statement>>(
        &self,
        write: &Write<'_, A>,
        subject: &str,
        now: Time,
        window: Duration,
    ) -> Result<Vec<(Time, i64)>> {
        Ok(write
            .list(
                scoped!(
                    "select e.at, e.weight from limit_event e
                     where {provider:e} and e.kind = $4 and e.subject = $5 and e.at > $6 order by e.at"
                ),
                params![self.kind, subject, now.minus(window)],
            )
            .await?)
    }
}

/// 429 until enough of what happened has left the window.
fn full(happened: &[(Time, i64)], (most, window): (i64, Duration), more: i64, now: Time) -> Error {
    let total: i64 = happened.iter().map(|(_, weight)| weight).sum();
    let mut over = total + more - most;
    let free_at = happened.iter().find_map(|(at, weight)| {
        over -= weight;
        (over <= 0).then(|| at.plus(window))
    });
    let wait = free_at.map_or(window, |free_at| free_at.since(now));
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    Error::limited(seconds.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(second: i64) -> Time {
        Time::from_micros(second * 1_000_000)
    }

    fn wait_s(more: i64) -> u64 {
        let window = Duration::from_secs(60);
        let happened = [(at(10), 3), (at(20), 0), (at(30), 2)];
        match full(&happened, (5, window), more, at(40)) {
            Error::Limited { retry_after_s } => retry_after_s,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn it_waits_until_enough_has_left_the_window() {
        assert_eq!([1, 3, 4, 5, 6].map(wait_s), [30, 30, 50, 50, 60]);
    }
}
