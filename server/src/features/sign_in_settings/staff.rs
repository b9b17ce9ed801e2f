//! The settings as owners and admins see and change them.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    model::{ByRole, STAFF_DEFAULT, Setting, Stored, default_of},
    store,
};
use crate::{
    app::App,
    db::FromJson,
    error::Result,
    features::{
        audit::{self, Actor, Entry},
        people::{must_administer, permission::ContactRole},
        sessions::{Bounds, Lifetime},
    },
    kit::{
        field::FieldErrors,
        http::{body::Body, meta::Meta},
    },
    scope::Staff,
};

/// What is asked of people who sign in.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignInSettings {
    /// Of contacts, unless their client or their role has a stricter word.
    pub second_factor: Setting,
    /// Stricter words for roles of contacts.
    #[schema(value_type = std::collections::HashMap<String, Setting>)]
    pub second_factor_by_role: ByRole,
    /// Of staff.
    pub staff_second_factor: Setting,
    /// Whether contacts may set a password and sign in with it.
    pub sign_in_by_password: bool,
    /// A contact's session ends after so many minutes without a request.
    pub contact_idle_minutes: i64,
    /// A contact's session ends after so many minutes in all.
    pub contact_absolute_minutes: i64,
    /// The same of staff.
    pub staff_idle_minutes: i64,
    /// The same of staff.
    pub staff_absolute_minutes: i64,
}

/// What is to change; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateSignInSettings {
    /// See [`SignInSettings`].
    pub second_factor: Option<Setting>,
    /// See [`SignInSettings`]. The whole object.
    #[schema(value_type = Option<std::collections::HashMap<String, Setting>>)]
    pub second_factor_by_role: Option<ByRole>,
    /// See [`SignInSettings`].
    pub staff_second_factor: Option<Setting>,
    /// See [`SignInSettings`].
    pub sign_in_by_password: Option<bool>,
    /// See [`SignInSettings`].
    pub contact_idle_minutes: Option<i64>,
    /// See [`SignInSettings`].
    pub contact_absolute_minutes: Option<i64>,
    /// See [`SignInSettings`].
    pub staff_idle_minutes: Option<i64>,
    /// See [`SignInSettings`].
    pub staff_absolute_minutes: Option<i64>,
}

/// What the provider asks for.
pub async fn show_settings(State(app): State<App>, staff: Staff) -> Result<Json<SignInSettings>> {
    must_administer(&staff)?;
    let read = app.db.read(&staff).await?;
    Ok(Json(shown(store::find(&read).await?)))
}

/// Changes it. Sessions that lack what is asked for now are asked at their next request.
pub async fn update_settings(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    body: Body<UpdateSignInSettings>,
) -> Result<Json<SignInSettings>> {
    must_administer(&staff)?;
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let stored = changed(store::find(&write).await?, body.value)?;
    store::save(&write, now, &stored).await?;
    let shown = shown(stored);
    let detail = serde_json::to_value(&shown).unwrap_or_else(|_| json!({}));
    let entry = Entry::done("sign_in_settings_changed").detail(detail);
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.commit().await?;
    Ok(Json(shown))
}

fn shown(stored: Stored) -> SignInSettings {
    let (contacts, staff) = (Lifetime::of_contacts(&stored), Lifetime::of_staff(&stored));
    SignInSettings {
        second_factor: stored
            .second_factor
            .unwrap_or_else(|| default_of(&stored.preset)),
        second_factor_by_role: stored
            .second_factor_by_role
            .map(|by_role| by_role.0)
            .unwrap_or_default(),
        staff_second_factor: stored.staff_second_factor.unwrap_or(STAFF_DEFAULT),
        sign_in_by_password: stored.sign_in_by_password.unwrap_or(false),
        contact_idle_minutes: minutes(contacts.idle),
        contact_absolute_minutes: minutes(contacts.absolute),
        staff_idle_minutes: minutes(staff.idle),
        staff_absolute_minutes: minutes(staff.absolute),
    }
}

fn minutes(span: std::time::Duration) -> i64 {
    i64::try_from(span.as_secs() / 60).unwrap_or(i64::MAX)
}

fn changed(mut stored: Stored, update: UpdateSignInSettings) -> Result<Stored> {
    let mut errors = FieldErrors::new();
    stored.second_factor = update.second_factor.or(stored.second_factor);
    stored.staff_second_factor = update.staff_second_factor.or(stored.staff_second_factor);
    stored.sign_in_by_password = update.sign_in_by_password.or(stored.sign_in_by_password);
    if let Some(by_role) = update.second_factor_by_role {
        for role in by_role.keys() {
            if ContactRole::from_word(role).is_none() {
                let field = format!("second_factor_by_role.{role}");
                errors.add(field, "unknown", "That is no role of contacts.");
            }
        }
        stored.second_factor_by_role = Some(FromJson(by_role));
    }
    let bounds = Bounds::of(&stored.preset);
    for (field, wanted, place, largest) in [
        (
            "contact_idle_minutes",
            update.contact_idle_minutes,
            &mut stored.contact_idle_s,
            bounds.idle,
        ),
        (
            "contact_absolute_minutes",
            update.contact_absolute_minutes,
            &mut stored.contact_absolute_s,
            bounds.absolute,
        ),
        (
            "staff_idle_minutes",
            update.staff_idle_minutes,
            &mut stored.staff_idle_s,
            bounds.idle,
        ),
        (
            "staff_absolute_minutes",
            update.staff_absolute_minutes,
            &mut stored.staff_absolute_s,
            bounds.absolute,
        ),
    ] {
        let Some(wanted) = wanted else { continue };
        let (least, most) = (minutes(Bounds::LEAST), minutes(largest));
        if (least..=most).contains(&wanted) {
            *place = Some(wanted * 60);
        } else {
            let message = format!("Between {least} and {most} minutes.");
            errors.add(field, "out_of_range", message);
        }
    }
    errors.or(stored).map_err(Into::into)
}
