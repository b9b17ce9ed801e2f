//! How the demo's staff get in: the printed passwords are enough, save that one has an authenticator app, whose secret
//! is printed.

use crate::{app::App, cli::Outcome, features::second_factor, kit::id::Id};

use super::script::StaffMember;

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
