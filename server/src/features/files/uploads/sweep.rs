//! Uploads that nobody went on with are given up.

use super::{ending::give_up, store};
use crate::{app::App, error::Result, kit::sweep::BATCH, scope::Job};

/// Gives up what is over, of one provider; how many.
///
/// # Errors
/// Those of the database.
pub async fn sweep(app: &App, who: &Job) -> Result<u64> {
    let now = app.clock.now();
    let write = app.db.write(who).await?;
    let over = store::list_over(&write, now, BATCH).await?;
    let mut given_up = 0;
    for upload in &over {
        // Whoever writes just now pushes its end off with that.
        given_up += u64::from(give_up(app, &write, upload, Some(now)).await?);
    }
    write.commit().await?;
    Ok(given_up)
}
