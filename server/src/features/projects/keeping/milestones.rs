//! The milestones of a project: added, renamed, reached. Their forecast changes by a move alone, see `moves`.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{
    full, hold,
    moves::{self, MilestoneMove},
    show::ProjectPath,
    store::has_phase,
    tell,
};
use crate::{
    app::App,
    db::{Read, Write},
    error::{Error, Result},
    features::{
        people::{
            clients::{self, Name},
            must_keep_projects,
        },
        projects::{
            model::MOST_OF_A_KIND,
            store::{Milestone, list_milestones},
        },
    },
    kit::{
        clock::Time,
        day,
        http::{
            body::{Body, given},
            meta::Meta,
            params::{IdempotencyKey, Params},
        },
        id::Id,
        idempotency::{self, Claim, CreatedOnce},
    },
    params,
    scope::Staff,
    scoped,
};

/// Which milestone of which project.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct MilestonePath {
    /// The project.
    pub project_id: Id,
    /// The milestone.
    pub milestone_id: Id,
}

/// A milestone to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateMilestone {
    /// Its name.
    #[schema(value_type = Name)]
    pub name: String,
    /// The day that is agreed: its baseline for good, and its first forecast.
    #[serde(deserialize_with = "day::read")]
    #[schema(value_type = String, format = Date)]
    pub baseline_date: Date,
    /// The phase that it ends.
    pub phase_id: Option<Id>,
}

/// What changes of a milestone. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeMilestone {
    /// Its name.
    #[schema(value_type = Option<Name>)]
    pub name: Option<String>,
    /// The phase that it ends; null for none.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Id>)]
    pub phase_id: Option<Option<Id>>,
    /// Whether it is reached.
    pub is_reached: Option<bool>,
}

/// A milestone with everything that happened to its forecast.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffMilestone {
    /// The milestone.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The phase that it ends, if any.
    pub phase_id: Option<Id>,
    /// The day that was agreed first.
    #[schema(value_type = String, format = Date)]
    pub baseline_date: Date,
    /// The day that it is expected on.
    #[schema(value_type = String, format = Date)]
    pub forecast_date: Date,
    /// When it was reached.
    pub reached_at: Option<Time>,
    /// How it was moved, the last move first.
    pub moves: Vec<MilestoneMove>,
}

impl StaffMilestone {
    pub(super) fn of(milestone: Milestone, moves: Vec<MilestoneMove>) -> Self {
        Self {
            id: milestone.milestone_id,
            name: milestone.name,
            phase_id: milestone.phase_id,
            baseline_date: milestone.baseline_date,
            forecast_date: milestone.forecast_date,
            reached_at: milestone.reached_at,
            moves,
        }
    }
}

/// The moves of every milestone of a project, the last first.
pub(super) async fn moves_of(
    read: &Read<'_, Staff>,
    project_id: Id,
) -> crate::db::Result<BTreeMap<Id, Vec<MilestoneMove>>> {
    let mut of_milestones: BTreeMap<Id, Vec<MilestoneMove>> = BTreeMap::new();
    for (milestone_id, moved) in moves::list(read, project_id).await? {
        of_milestones.entry(milestone_id).or_default().push(moved);
    }
    Ok(of_milestones)
}

/// One of the milestones of a project.
pub(super) async fn find(read: &Read<'_, Staff>, path: MilestonePath) -> Result<Milestone> {
    let all = list_milestones(read, path.project_id).await?;
    let mut all = all.into_iter();
    all.find(|milestone| milestone.milestone_id == path.milestone_id)
        .ok_or_else(Error::not_found)
}

/// The same with its moves, as it is answered.
pub(super) async fn show(read: &Read<'_, Staff>, path: MilestonePath) -> Result<StaffMilestone> {
    let milestone = find(read, path).await?;
    let moves = moves_of(read, path.project_id)
        .await?
        .remove(&path.milestone_id);
    Ok(StaffMilestone::of(milestone, moves.unwrap_or_default()))
}

/// Adds a milestone to a project.
pub async fn create_milestone(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    key: IdempotencyKey,
    Params(path): Params<ProjectPath>,
    body: Body<CreateMilestone>,
) -> Result<CreatedOnce<StaffMilestone>> {
    let (wanted, now, project_id) = (body.value, app.clock.now(), path.project_id);
    let write = app.db.write(&staff).await?;
    let project = hold(&write, now, project_id).await?;
    must_keep_projects(&staff)?;
    let called = format!("POST /api/admin/projects/{project_id}/milestones");
    let request = idempotency::Request::new(&called, staff.staff_id, &key, &body.bytes, now);
    let fresh = match idempotency::claim(&write, request).await? {
        Claim::Again(answer) => return Ok(answer),
        Claim::Fresh(fresh) => fresh,
    };
    let name = clients::name("name", &wanted.name)?;
    must_have_phase(&write, project_id, wanted.phase_id).await?;
    let known = i64::try_from(list_milestones(&write, project_id).await?.len());
    if known.map_err(Error::internal)? >= MOST_OF_A_KIND {
        return Err(full());
    }
    let milestone_id = app.ids.id();
    let made = MilestonePath {
        project_id,
        milestone_id,
    };
    add(&write, now, made, &name, &wanted).await?;
    let detail = json!({ "milestone_id": milestone_id, "baseline_date": wanted.baseline_date });
    tell(&write, &meta, now, "milestone_added", &project, detail).await?;
    let answer = CreatedOnce::new(&show(&write, made).await?, None)?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    Ok(answer)
}

/// Changes a milestone.
pub async fn change_milestone(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<MilestonePath>,
    body: Body<ChangeMilestone>,
) -> Result<Json<StaffMilestone>> {
    let (wanted, now) = (body.value, app.clock.now());
    let write = app.db.write(&staff).await?;
    let project = hold(&write, now, path.project_id).await?;
    let mut milestone = find(&write, path).await?;
    must_keep_projects(&staff)?;
    if let Some(name) = &wanted.name {
        milestone.name = clients::name("name", name)?;
    }
    if let Some(phase_id) = wanted.phase_id {
        must_have_phase(&write, path.project_id, phase_id).await?;
        milestone.phase_id = phase_id;
    }
    milestone.reached_at = match wanted.is_reached {
        Some(true) => milestone.reached_at.or(Some(now)),
        Some(false) => None,
        None => milestone.reached_at,
    };
    save(&write, path, &milestone).await?;
    let detail = json!({ "milestone_id": path.milestone_id, "reached_at": milestone.reached_at });
    tell(&write, &meta, now, "milestone_changed", &project, detail).await?;
    let shown = show(&write, path).await?;
    write.commit().await?;
    Ok(Json(shown))
}

/// Refuses a phase of another project.
async fn must_have_phase(
    write: &Write<'_, Staff>,
    project_id: Id,
    phase_id: Option<Id>,
) -> Result<()> {
    match phase_id {
        Some(phase_id) if !has_phase(write, project_id, phase_id).await? => Err(Error::invalid(
            "phase_id",
            "unknown",
            "No phase of this project.",
        )),
        _ => Ok(()),
    }
}

async fn add(
    write: &Write<'_, Staff>,
    now: Time,
    path: MilestonePath,
    name: &str,
    wanted: &CreateMilestone,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into milestone (provider_id, project_id, milestone_id, client_id, phase_id, name, baseline_date,
                        forecast_date, created_at)
                 select p.provider_id, p.project_id, $5, p.client_id, $6, $7, $8, $8, $9
                 from project p where {project:p} and p.project_id = $4"
            ),
            params![
                path.project_id,
                path.milestone_id,
                wanted.phase_id,
                name,
                wanted.baseline_date,
                now
            ],
        )
        .await?;
    Ok(())
}

async fn save(write: &Write<'_, Staff>, path: MilestonePath, milestone: &Milestone) -> Result<()> {
    write
        .exec(
            scoped!(
                "update milestone as m set name = $6, phase_id = $7, reached_at = $8
                 where {project:m} and m.project_id = $4 and m.milestone_id = $5"
            ),
            params![
                path.project_id,
                path.milestone_id,
                &milestone.name,
                milestone.phase_id,
                milestone.reached_at
            ],
        )
        .await?;
    Ok(())
}
