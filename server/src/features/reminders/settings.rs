//! The ladder as staff see it, and owners and admins change it.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{model::Ladder, store};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        people::must_administer,
    },
    kit::http::{body::Body, meta::Meta},
    scope::Staff,
};

/// Steps of one kind at most.
const MOST_STEPS: usize = 10;
/// No step is further away.
const FARTHEST: u16 = 365;

/// When clients are reminded.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReminderSettings {
    /// Whether anything is brought to mind by itself.
    pub reminds: bool,
    /// So many days after it was asked.
    pub days_after: Vec<u16>,
    /// So many days before the day by which an answer is wanted.
    pub days_before_due: Vec<u16>,
}

/// What to change; what is left out stays. It counts for what is asked from then on, and for what waits already from
/// its next step on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateReminderSettings {
    /// Whether anything is brought to mind by itself.
    pub reminds: Option<bool>,
    /// 1 to 365, ten at most.
    #[schema(max_items = 10)]
    pub days_after: Option<Vec<u16>>,
    /// 0 to 365, ten at most.
    #[schema(max_items = 10)]
    pub days_before_due: Option<Vec<u16>>,
}

/// When clients are reminded.
pub async fn show_reminder_settings(
    State(app): State<App>,
    staff: Staff,
) -> Result<Json<ReminderSettings>> {
    let read = app.db.read(&staff).await?;
    Ok(Json(shown(store::find_ladder(&read).await?)))
}

/// Changes when clients are reminded.
pub async fn update_reminder_settings(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    body: Body<UpdateReminderSettings>,
) -> Result<Json<ReminderSettings>> {
    must_administer(&staff)?;
    let (now, wanted) = (app.clock.now(), body.value);
    let write = app.db.write(&staff).await?;
    let old = store::find_ladder(&write).await?;
    let ladder = Ladder {
        reminds: wanted.reminds.unwrap_or(old.reminds),
        days_after: match wanted.days_after {
            Some(days) => steps("days_after", 1, days)?,
            None => old.days_after,
        },
        days_before_due: match wanted.days_before_due {
            Some(mut days) => {
                days = steps("days_before_due", 0, days)?;
                days.reverse();
                days
            }
            None => old.days_before_due,
        },
    };
    store::save_ladder(&write, now, &ladder).await?;
    let entry = Entry::done("reminder_settings_changed")
        .on("provider", staff.provider_id)
        .detail(serde_json::json!(ladder));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.commit().await?;
    Ok(Json(shown(ladder)))
}

/// The days in their order, each once.
fn steps(field: &'static str, least: u16, mut days: Vec<u16>) -> Result<Vec<u16>> {
    if days.len() > MOST_STEPS || days.iter().any(|day| !(least..=FARTHEST).contains(day)) {
        let words = format!("At most {MOST_STEPS} days, each from {least} to {FARTHEST}.");
        return Err(Error::invalid(field, "out_of_range", words));
    }
    days.sort_unstable();
    days.dedup();
    Ok(days)
}

fn shown(ladder: Ladder) -> ReminderSettings {
    ReminderSettings {
        reminds: ladder.reminds,
        days_after: ladder.days_after,
        days_before_due: ladder.days_before_due,
    }
}
