//! Moving a milestone: another forecast, with the reason, for good.

use axum::extract::State;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    hold,
    milestones::{self, MilestonePath, StaffMilestone},
    tell,
    telling::tell_moved,
};
use crate::{
    app::App,
    db::{Read, Write},
    error::{Error, Result},
    features::{people::must_keep_projects, projects::model::days_moved},
    kit::{
        clock::Time,
        day,
        http::{
            body::Body,
            meta::Meta,
            params::{IdempotencyKey, Params},
        },
        id::Id,
        idempotency::{self, Claim, CreatedOnce},
        text,
    },
    params, row,
    scope::Staff,
    scoped,
};

/// Another forecast.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateMilestoneMove {
    /// The day that the milestone is expected on now.
    #[serde(deserialize_with = "day::read")]
    #[schema(value_type = String, format = Date)]
    pub forecast_date: Date,
    /// Why. The client reads it.
    #[schema(value_type = text::Reason)]
    pub reason: String,
}

/// A move of a milestone.
#[derive(Debug, Serialize, ToSchema)]
pub struct MilestoneMove {
    /// The day that it was expected on before.
    #[schema(value_type = String, format = Date)]
    pub from_date: Date,
    /// The day that it was expected on from then on.
    #[schema(value_type = String, format = Date)]
    pub to_date: Date,
    /// By how many days it was moved; fewer than none when it comes earlier.
    pub days: i64,
    /// Why.
    pub reason: String,
    /// Who moved it.
    pub moved_by: String,
    /// When.
    pub moved_at: Time,
}

/// Moves a milestone, and tells its client's people. 409 once it is reached.
pub async fn create_move(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    key: IdempotencyKey,
    Params(path): Params<MilestonePath>,
    body: Body<CreateMilestoneMove>,
) -> Result<CreatedOnce<StaffMilestone>> {
    let (wanted, now) = (body.value, app.clock.now());
    let MilestonePath {
        project_id,
        milestone_id,
    } = path;
    let write = app.db.write(&staff).await?;
    let project = hold(&write, now, project_id).await?;
    let milestone = milestones::find(&write, path).await?;
    must_keep_projects(&staff)?;
    let called = format!("POST /api/admin/projects/{project_id}/milestones/{milestone_id}/moves");
    let request = idempotency::Request::new(&called, staff.staff_id, &key, &body.bytes, now);
    let fresh = match idempotency::claim(&write, request).await? {
        Claim::Again(answer) => return Ok(answer),
        Claim::Fresh(fresh) => fresh,
    };
    let reason = text::lines("reason", Some(&wanted.reason), text::REMARK)?;
    let reason = reason
        .ok_or_else(|| Error::invalid("reason", "required", "Say why the milestone is moved."))?;
    if milestone.reached_at.is_some() {
        let message = "The milestone is reached: there is nothing left to move.";
        return Err(Error::conflict("bad_status", message));
    }
    let (from, to) = (milestone.forecast_date, wanted.forecast_date);
    if from == to {
        let message = "The milestone is expected on this day already.";
        return Err(Error::invalid("forecast_date", "unchanged", message));
    }
    let moved = Moved {
        move_id: app.ids.id(),
        from,
        to,
        reason: &reason,
    };
    add(&write, now, path, &moved).await?;
    save_forecast(&write, now, path, &moved).await?;
    let detail = json!({ "milestone_id": milestone_id, "from_date": from, "to_date": to });
    tell(&write, &meta, now, "milestone_moved", &project, detail).await?;
    tell_moved(&app, &write, now, &project, (&milestone.name, &moved)).await?;
    let shown = milestones::show(&write, path).await?;
    let answer = CreatedOnce::new(&shown, None)?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    Ok(answer)
}

/// A move as it is written down and told.
pub(super) struct Moved<'a> {
    pub(super) move_id: Id,
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) reason: &'a str,
}

/// Writes the move down.
async fn add(
    write: &Write<'_, Staff>,
    now: Time,
    path: MilestonePath,
    moved: &Moved<'_>,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into milestone_move (provider_id, project_id, milestone_id, milestone_move_id, client_id, from_date,
                        to_date, reason, moved_by, moved_at)
                 select m.provider_id, m.project_id, m.milestone_id, $6, m.client_id, $7, $8, $9, $10, $11
                 from milestone m where {project:m} and m.project_id = $4 and m.milestone_id = $5"
            ),
            params![
                path.project_id,
                path.milestone_id,
                moved.move_id,
                moved.from,
                moved.to,
                moved.reason,
                write.who().staff_id,
                now
            ],
        )
        .await?;
    Ok(())
}

/// The milestone itself repeats its last move.
async fn save_forecast(
    write: &Write<'_, Staff>,
    now: Time,
    path: MilestonePath,
    moved: &Moved<'_>,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update milestone as m set forecast_date = $6, moved_from_date = $7, moved_reason = $8, moved_at = $9
                 where {project:m} and m.project_id = $4 and m.milestone_id = $5"
            ),
            params![
                path.project_id,
                path.milestone_id,
                moved.to,
                moved.from,
                moved.reason,
                now
            ],
        )
        .await?;
    Ok(())
}

row! {
    struct Listed {
        milestone_id: Id,
        from_date: Date,
        to_date: Date,
        reason: String,
        moved_by: String,
        moved_at: Time,
    }
}

/// The moves of a project's milestones, the last first, each with its milestone.
pub(super) async fn list(
    read: &Read<'_, Staff>,
    project_id: Id,
) -> crate::db::Result<Vec<(Id, MilestoneMove)>> {
    let moves: Vec<Listed> = read
        .list(
            scoped!(
                "select v.milestone_id, v.from_date, v.to_date, v.reason, s.name, v.moved_at
                 from milestone_move v join staff s on {provider:s} and s.staff_id = v.moved_by
                 where {project:v} and v.project_id = $4 order by v.moved_at desc, v.milestone_move_id desc"
            ),
            params![project_id],
        )
        .await?;
    let shown = moves.into_iter().map(|moved| {
        let days = days_moved(moved.from_date, moved.to_date);
        let shown = MilestoneMove {
            from_date: moved.from_date,
            to_date: moved.to_date,
            days,
            reason: moved.reason,
            moved_by: moved.moved_by,
            moved_at: moved.moved_at,
        };
        (moved.milestone_id, shown)
    });
    Ok(shown.collect())
}
