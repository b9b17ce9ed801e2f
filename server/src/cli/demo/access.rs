//! How the demo's staff get in: nobody is forced to a second factor, so that the printed passwords are enough; one has
//! an authenticator app, whose secret is printed.

use crate::{
    app::App,
    cli::Outcome,
    features::{
        second_factor,
        sign_in_settings::{self, Setting},
    },
    kit::id::Id,
    scope::Job,
};

use super::script::StaffMember;

/// Offers a second factor to staff, and no longer asks for one.
pub(super) async fn offer(app: &App, provider_id: Id) -> Outcome {
    let job = Job::of(provider_id);
    let write = app.db.write(&job).await?;
    let mut stored = sign_in_settings::find(&write).await?;
    stored.staff_second_factor = Some(Setting::Offered);
    sign_in_settings::save(&write, app.clock.now(), &stored).await?;
    write.commit().await?;
    Ok(())
}

/// Sets up the app of a staff member who has one in the script.
pub(super) async fn set_up(
    app: &App,
    provider_id: Id,
    staff_id: Id,
    staff: &StaffMember,
) -> Outcome {
    if let Some(secret) = &staff.totp_secret {
        second_factor::set_up_known(app, provider_id, staff_id, secret).await?;
    }
    Ok(())
}
