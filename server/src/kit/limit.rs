//! Limits in a sliding window, exact under concurrency on both databases.
//!
//! The subject's row is written first: its lock holds until commit, so that of many at once each counts what those
//! before it left. Nothing of a refused attempt stays.

use std::time::Duration;

use super::clock::Time;
use super::id::{Id, Ids};
use crate::db::{Statement, Write, params, scoped, system};
use crate::error::{Error, Result};
use crate::scope::{Audience, SystemScope};

/// So many in so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// What is counted; part of the key.
    pub kind: &'static str,
    /// How many are let through in any window.
    pub most: u32,
    /// How long the window is.
    pub window: Duration,
}

impl Rule {
    fn retry_after_s(&self, oldest: Time, now: Time) -> u64 {
        let left = oldest.plus(self.window).since(now);
        left.as_secs() + u64::from(left.subsec_nanos() > 0)
    }

    fn offset(&self) -> i64 {
        i64::from(self.most) - 1
    }
}

/// Counts one of `subject` at a provider, before anybody is signed in; 429 when the rule's number is reached.
pub async fn take(
    write: &Write<'_, SystemScope>,
    provider_id: Id,
    rule: &Rule,
    subject: &str,
    now: Time,
    ids: &dyn Ids,
) -> Result<()> {
    let (kind, since) = (rule.kind, now.minus(rule.window));
    let lock = system!(
        "insert into limit_subject (provider_id, kind, subject, touched_at) values ($1, $2, $3, $4)
         on conflict (provider_id, kind, subject) do update set touched_at = excluded.touched_at"
    );
    write
        .exec(lock, params![provider_id, kind, subject, now])
        .await?;
    let forget = system!(
        "delete from limit_event where provider_id = $1 and kind = $2 and subject = $3 and at <= $4"
    );
    write
        .exec(forget, params![provider_id, kind, subject, since])
        .await?;
    let oldest = system!(
        "select at from limit_event where provider_id = $1 and kind = $2 and subject = $3
         order by at desc limit 1 offset $4"
    );
    if let Some(oldest) = write
        .find::<Time>(oldest, params![provider_id, kind, subject, rule.offset()])
        .await?
    {
        return Err(Error::limited(rule.retry_after_s(oldest, now)));
    }
    let count = system!(
        "insert into limit_event (provider_id, kind, subject, limit_event_id, at) values ($1, $2, $3, $4, $5)"
    );
    write
        .exec(count, params![provider_id, kind, subject, ids.id(), now])
        .await?;
    Ok(())
}

/// The same for somebody who is signed in.
pub async fn take_as<A>(
    write: &Write<'_, A>,
    rule: &Rule,
    subject: &str,
    now: Time,
    ids: &dyn Ids,
) -> Result<()>
where
    A: Audience<Statement = Statement>,
{
    let (kind, since) = (rule.kind, now.minus(rule.window));
    let lock = scoped!(
        "insert into limit_subject (provider_id, kind, subject, touched_at)
         select p.provider_id, $4, $5, $6 from provider p where {provider:p}
         on conflict (provider_id, kind, subject) do update set touched_at = excluded.touched_at"
    );
    write.exec(lock, params![kind, subject, now]).await?;
    let forget = scoped!(
        "delete from limit_event as e where {provider:e} and e.kind = $4 and e.subject = $5 and e.at <= $6"
    );
    write.exec(forget, params![kind, subject, since]).await?;
    let oldest = scoped!(
        "select e.at from limit_event e where {provider:e} and e.kind = $4 and e.subject = $5
         order by e.at desc limit 1 offset $6"
    );
    if let Some(oldest) = write
        .find::<Time>(oldest, params![kind, subject, rule.offset()])
        .await?
    {
        return Err(Error::limited(rule.retry_after_s(oldest, now)));
    }
    let count = scoped!(
        "insert into limit_event (provider_id, kind, subject, limit_event_id, at)
         select s.provider_id, s.kind, s.subject, $6, $7
         from limit_subject s where {provider:s} and s.kind = $4 and s.subject = $5"
    );
    write
        .exec(count, params![kind, subject, ids.id(), now])
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests;
