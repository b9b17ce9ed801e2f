//! How often a limit refused somebody. What is refused is written down, and yet must not grow with every attempt: the
//! first refusal within a while is said, and then each hundredth, with how many there were.

use std::time::Duration;

use super::{add, lock, prune};
use crate::{
    db::{Statement, Write},
    error::Result,
    kit::{clock::Time, id::Ids},
    params,
    scope::Audience,
    scoped,
};

/// So long one counts on; then it begins anew.
const WINDOW: Duration = Duration::from_secs(600);
/// After the first, every so many are said.
const STEP: i64 = 100;

/// Counts a refusal of this subject. How many there were, if that is to be said now.
///
/// # Errors
/// Those of the database.
pub async fn refused<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    ids: &dyn Ids,
    kind: &str,
    subject: &str,
    now: Time,
) -> Result<Option<i64>> {
    lock(write, kind, subject, now).await?;
    let counted: Option<i64> = write
        .find(
            scoped!(
                "update limit_event as e set weight = e.weight + 1
                 where {provider:e} and e.kind = $4 and e.subject = $5 and e.at > $6
                 returning weight"
            ),
            params![kind, subject, now.minus(WINDOW)],
        )
        .await?;
    let Some(count) = counted else {
        prune(write, kind, subject, now.minus(WINDOW)).await?;
        add(write, kind, subject, ids.id(), now, 1).await?;
        return Ok(Some(1));
    };
    Ok((count % STEP == 0).then_some(count))
}
