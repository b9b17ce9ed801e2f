//! A staff member's own password.

use axum::extract::State;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::rules;
use crate::{
    app::App,
    error::Result,
    features::{
        audit::{self, Actor, Entry},
        staff_sign_in::{self, StaffOrOperator, password},
    },
    kit::http::{body::Body, meta::Meta, reply::NoContent},
    scope::Job,
};

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveStaffPassword {
    /// As typed.
    #[schema(value_type = crate::features::passwords::NewPassword)]
    pub password: String,
}

/// Sets one's password, and ends one's other sessions.
pub async fn save_password(
    State(app): State<App>,
    StaffOrOperator(staff): StaffOrOperator,
    meta: Meta,
    body: Body<SaveStaffPassword>,
) -> Result<NoContent> {
    let (job, now) = (Job::of(staff.provider_id), app.clock.now());
    let who = Actor::staff(&staff, &meta);
    if let Err(refusal) = staff.must_be_fresh(now) {
        let write = app.db.write(&job).await?;
        let reason = json!({ "reason": "step_up_required" });
        let entry = Entry::refused("password_set").detail(reason);
        audit::record(&write, now, &who, &entry).await?;
        write.commit().await?;
        return Err(refusal);
    }
    let read = app.db.read(&job).await?;
    let email = staff_sign_in::find_email(&read, staff.staff_id).await?;
    drop(read);
    let typed = body.value.password;
    rules::check(&typed, &[&email.unwrap_or_default()])?;
    let hash = password::hashed(typed, app.ids.bytes()).await?;
    let write = app.db.write(&job).await?;
    staff_sign_in::save_password(&write, staff.staff_id, &hash).await?;
    let (provider_id, staff_id) = (staff.provider_id, staff.staff_id);
    staff_sign_in::end_all(&write, provider_id, staff_id, Some(staff.session_id), now).await?;
    audit::record(&write, now, &who, &Entry::done("password_set")).await?;
    write.commit().await?;
    Ok(NoContent)
}
