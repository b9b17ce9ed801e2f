//! A provider whose staff are not forced to a second factor: the demo's, and those of tests.

use super::{Setting, find, save};
use crate::{app::App, error::Result, kit::id::Id, scope::Job};

/// Offers a second factor to a provider's staff, and no longer asks for one.
///
/// # Errors
/// Those of the database.
pub async fn offer_to_staff(app: &App, provider_id: Id) -> Result<()> {
    let job = Job::of(provider_id);
    let write = app.db.write(&job).await?;
    let mut stored = find(&write).await?;
    stored.staff_second_factor = Some(Setting::Offered);
    save(&write, app.clock.now(), &stored).await?;
    write.commit().await?;
    Ok(())
}
