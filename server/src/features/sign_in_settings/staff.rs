//! The settings as owners and admins see and change them.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    change::changed,
    model::{ByRole, STAFF_DEFAULT, Setting, Stored, default_of},
    store,
};
use crate::{
    app::App,
    error::Result,
    features::{
        audit::{self, Actor, Entry},
        people::must_administer,
        providers::preset::Preset,
        sessions::{Bounds, Lifetime},
    },
    kit::http::{body::Body, meta::Meta},
    scope::{Need, Needs, Staff},
};

/// What is asked of people who sign in.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignInSettings {
    /// Whether contacts may sign in by a code in an SMS.
    pub sign_in_by_sms: bool,
    /// Whether contacts may sign in by a mail with a link and a code.
    pub sign_in_by_email: bool,
    /// Whether contacts may set a password and sign in with it.
    pub sign_in_by_password: bool,
    /// Whether a delivery link shows its one document, and nothing else, to whoever holds it without a sign-in.
    pub read_by_delivery_link: bool,
    /// Of contacts, unless their client or their role has a stricter word.
    pub second_factor: Setting,
    /// Stricter words for roles of contacts.
    #[schema(value_type = std::collections::HashMap<String, Setting>)]
    pub second_factor_by_role: ByRole,
    /// Of staff.
    pub staff_second_factor: Setting,
    /// What contacts need to read documents, what waits, and what was decided.
    pub reading_needs: Need,
    /// What contacts need to answer and to decide.
    pub approving_needs: Need,
    /// What contacts need to invite colleagues and to change what they may do.
    pub managing_people_needs: Need,
    /// A contact's session ends after so many minutes without a request.
    pub contact_idle_minutes: i64,
    /// A contact's session ends after so many minutes in all.
    pub contact_absolute_minutes: i64,
    /// The same of staff.
    pub staff_idle_minutes: i64,
    /// The same of staff.
    pub staff_absolute_minutes: i64,
    /// What the preset says where nothing else was set.
    pub of_preset: PresetSignIn,
    /// Within which lifetimes may be set.
    pub bounds: LifetimeBounds,
}

/// What a preset says about signing in.
#[derive(Debug, Serialize, ToSchema)]
pub struct PresetSignIn {
    /// Which preset: `client-area` and so on.
    pub preset: String,
    /// See [`SignInSettings`].
    pub sign_in_by_sms: bool,
    /// See [`SignInSettings`].
    pub sign_in_by_email: bool,
    /// See [`SignInSettings`].
    pub sign_in_by_password: bool,
    /// See [`SignInSettings`].
    pub read_by_delivery_link: bool,
    /// See [`SignInSettings`].
    pub second_factor: Setting,
    /// See [`SignInSettings`].
    pub staff_second_factor: Setting,
    /// See [`SignInSettings`].
    pub reading_needs: Need,
    /// See [`SignInSettings`].
    pub approving_needs: Need,
    /// See [`SignInSettings`].
    pub managing_people_needs: Need,
    /// See [`SignInSettings`].
    pub contact_idle_minutes: i64,
    /// See [`SignInSettings`].
    pub contact_absolute_minutes: i64,
    /// See [`SignInSettings`].
    pub staff_idle_minutes: i64,
    /// See [`SignInSettings`].
    pub staff_absolute_minutes: i64,
}

/// The shortest and the longest lifetime that may be set, in minutes.
#[derive(Debug, Serialize, ToSchema)]
pub struct LifetimeBounds {
    /// Of all.
    pub least_minutes: i64,
    /// Of those without a request.
    pub idle_minutes: i64,
    /// Of those in all.
    pub absolute_minutes: i64,
}

/// What is to change; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateSignInSettings {
    /// See [`SignInSettings`].
    pub sign_in_by_sms: Option<bool>,
    /// See [`SignInSettings`].
    pub sign_in_by_email: Option<bool>,
    /// See [`SignInSettings`].
    pub sign_in_by_password: Option<bool>,
    /// See [`SignInSettings`].
    pub read_by_delivery_link: Option<bool>,
    /// See [`SignInSettings`].
    pub second_factor: Option<Setting>,
    /// See [`SignInSettings`]. The whole object.
    #[schema(value_type = Option<std::collections::HashMap<String, Setting>>)]
    pub second_factor_by_role: Option<ByRole>,
    /// See [`SignInSettings`].
    pub staff_second_factor: Option<Setting>,
    /// See [`SignInSettings`].
    pub reading_needs: Option<Need>,
    /// See [`SignInSettings`].
    pub approving_needs: Option<Need>,
    /// See [`SignInSettings`].
    pub managing_people_needs: Option<Need>,
    /// See [`SignInSettings`].
    #[schema(minimum = 5)]
    pub contact_idle_minutes: Option<i64>,
    /// See [`SignInSettings`].
    #[schema(minimum = 5)]
    pub contact_absolute_minutes: Option<i64>,
    /// See [`SignInSettings`].
    #[schema(minimum = 5)]
    pub staff_idle_minutes: Option<i64>,
    /// See [`SignInSettings`].
    #[schema(minimum = 5)]
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
    app.sign_in_pages.forget_all();
    Ok(Json(shown))
}

fn shown(stored: Stored) -> SignInSettings {
    let (contacts, staff) = (Lifetime::of_contacts(&stored), Lifetime::of_staff(&stored));
    let bounds = Bounds::of(&stored.preset);
    let needs = stored.needs.map_or_else(Needs::default, |needs| needs.0);
    SignInSettings {
        sign_in_by_sms: stored.sign_in_by_sms,
        sign_in_by_email: stored.sign_in_by_email,
        sign_in_by_password: stored.sign_in_by_password.unwrap_or(false),
        read_by_delivery_link: stored.read_by_delivery_link.unwrap_or(false),
        second_factor: stored
            .second_factor
            .unwrap_or_else(|| default_of(&stored.preset)),
        second_factor_by_role: stored
            .second_factor_by_role
            .map(|by_role| by_role.0)
            .unwrap_or_default(),
        staff_second_factor: stored.staff_second_factor.unwrap_or(STAFF_DEFAULT),
        reading_needs: needs.reading,
        approving_needs: needs.approving,
        managing_people_needs: needs.managing_people,
        contact_idle_minutes: minutes(contacts.idle),
        contact_absolute_minutes: minutes(contacts.absolute),
        staff_idle_minutes: minutes(staff.idle),
        staff_absolute_minutes: minutes(staff.absolute),
        of_preset: said_by(stored.preset),
        bounds: LifetimeBounds {
            least_minutes: minutes(Bounds::LEAST),
            idle_minutes: minutes(bounds.idle),
            absolute_minutes: minutes(bounds.absolute),
        },
    }
}

fn said_by(preset: String) -> PresetSignIn {
    let contacts = Lifetime::preset_of_contacts(&preset);
    let staff = Lifetime::preset_of_staff(&preset);
    let needs = Needs::default();
    PresetSignIn {
        sign_in_by_sms: Preset::from_word(&preset).is_some_and(Preset::signs_in_by_sms),
        sign_in_by_email: true,
        sign_in_by_password: false,
        read_by_delivery_link: false,
        second_factor: default_of(&preset),
        staff_second_factor: STAFF_DEFAULT,
        reading_needs: needs.reading,
        approving_needs: needs.approving,
        managing_people_needs: needs.managing_people,
        contact_idle_minutes: minutes(contacts.idle),
        contact_absolute_minutes: minutes(contacts.absolute),
        staff_idle_minutes: minutes(staff.idle),
        staff_absolute_minutes: minutes(staff.absolute),
        preset,
    }
}

/// A span in whole minutes.
pub(super) fn minutes(span: std::time::Duration) -> i64 {
    i64::try_from(span.as_secs() / 60).unwrap_or(i64::MAX)
}
