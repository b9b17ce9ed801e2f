//! Forgets old sign-ins.

use super::ask::KEPT;
use crate::{app::App, error::Result, kit::sweep::BATCH, params, scope::Job, scoped};

/// Removes sign-ins that were asked for more than a day ago; how many.
pub async fn sweep(app: &App, who: &Job) -> Result<u64> {
    let write = app.db.write(who).await?;
    let removed = write
        .exec(
            scoped!(
                "delete from sign_in as s where {provider:s} and s.sign_in_id in (
                     select o.sign_in_id from sign_in o where {provider:o} and o.created_at < $4
                     order by o.created_at limit $5)"
            ),
            params![app.clock.now().minus(KEPT), BATCH],
        )
        .await?;
    write.commit().await?;
    Ok(removed)
}
