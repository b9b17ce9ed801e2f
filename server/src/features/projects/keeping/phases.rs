//! The phases of a project, saved as one list: their order is the list's.

use std::collections::BTreeSet;

use axum::{Json, extract::State};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    finish, hold_at,
    show::{ProjectPath, StaffProject},
    tell,
};
use crate::{
    app::App,
    db::Write,
    error::Result,
    features::{
        people::clients::{self, Name},
        projects::{
            model::{MOST_PHASES, PhaseState, must_follow},
            store::list_phases,
        },
    },
    kit::{
        day,
        field::FieldErrors,
        http::{body::Body, meta::Meta, params::Params},
        id::Id,
    },
    params,
    scope::Staff,
    scoped,
};

/// The phases as they shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SavePhases {
    /// The revision of the project that they were made from.
    pub revision: i64,
    /// In their order. One that is left out goes; its milestones stay, without a phase.
    #[schema(max_items = 200)]
    pub phases: Vec<SavedPhase>,
}

/// A phase as it shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SavedPhase {
    /// The phase, if there is one already.
    pub id: Option<Id>,
    /// Its name.
    #[schema(value_type = Name)]
    pub name: String,
    /// How far it has come.
    pub state: PhaseState,
    /// The same in per cent.
    #[schema(minimum = 0, maximum = 100)]
    pub percent: i64,
    /// When it begins.
    #[serde(default, deserialize_with = "day::read_optional")]
    #[schema(value_type = Option<String>, format = Date)]
    pub start_date: Option<Date>,
    /// When it ends.
    #[serde(default, deserialize_with = "day::read_optional")]
    #[schema(value_type = Option<String>, format = Date)]
    pub end_date: Option<Date>,
}

/// Saves the phases of a project.
pub async fn save_phases(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<ProjectPath>,
    body: Body<SavePhases>,
) -> Result<Json<StaffProject>> {
    let (wanted, now, project_id) = (body.value, app.clock.now(), path.project_id);
    let write = app.db.write(&staff).await?;
    let project = hold_at(&write, now, project_id, wanted.revision).await?;
    let known = list_phases(&write, project_id).await?;
    let known: BTreeSet<Id> = known.iter().map(|phase| phase.phase_id).collect();
    let kept = check(&wanted.phases, &known)?;
    for phase_id in known.difference(&kept) {
        remove(&write, project_id, *phase_id).await?;
    }
    for (position, phase) in (0_i64..).zip(&wanted.phases) {
        let phase_id = phase.id.unwrap_or_else(|| app.ids.id());
        save(&write, project_id, phase_id, position, phase).await?;
    }
    let detail = json!({ "phases": wanted.phases.len() });
    let act = "project_phases_saved";
    tell(&write, &meta, now, act, &project, detail).await?;
    finish(write, project_id).await
}

/// The phases that stay, or every fault of the list.
fn check(phases: &[SavedPhase], known: &BTreeSet<Id>) -> Result<BTreeSet<Id>, FieldErrors> {
    let (mut errors, mut kept) = (FieldErrors::new(), BTreeSet::new());
    if phases.len() > MOST_PHASES {
        let allowed = format!("At most {MOST_PHASES} phases.");
        errors.add("phases", "too_many", allowed);
    }
    for (place, phase) in phases.iter().enumerate() {
        let at = |faults: FieldErrors| faults.under(&format!("phases[{place}]"));
        if let Some(id) = phase.id
            && !(known.contains(&id) && kept.insert(id))
        {
            let message = "No phase of this project, or one that stands there twice.";
            errors
                .0
                .extend(at(FieldErrors::one("id", "unknown", message)).0);
        }
        if !(0..=100).contains(&phase.percent) {
            let fault = FieldErrors::one("percent", "out_of_range", "0 to 100.");
            errors.0.extend(at(fault).0);
        }
        errors.keep(clients::name("name", &phase.name).map_err(at));
        errors.keep(must_follow("end_date", phase.start_date, phase.end_date).map_err(at));
    }
    errors.or(kept)
}

/// Removes a phase; its milestones are without one.
async fn remove(write: &Write<'_, Staff>, project_id: Id, phase_id: Id) -> Result<()> {
    let free = scoped!(
        "update milestone as m set phase_id = null where {project:m} and m.project_id = $4 and m.phase_id = $5"
    );
    write.exec(free, params![project_id, phase_id]).await?;
    let remove = scoped!(
        "delete from phase as f where {project:f} and f.project_id = $4 and f.phase_id = $5"
    );
    write.exec(remove, params![project_id, phase_id]).await?;
    Ok(())
}

/// Adds or changes a phase.
async fn save(
    write: &Write<'_, Staff>,
    project_id: Id,
    phase_id: Id,
    position: i64,
    phase: &SavedPhase,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into phase (provider_id, project_id, phase_id, client_id, position, name, state, percent,
                        start_date, end_date)
                 select p.provider_id, p.project_id, $5, p.client_id, $6, $7, $8, $9, $10, $11
                 from project p where {project:p} and p.project_id = $4
                 on conflict (provider_id, project_id, phase_id) do update set position = excluded.position,
                    name = excluded.name, state = excluded.state, percent = excluded.percent,
                    start_date = excluded.start_date, end_date = excluded.end_date"
            ),
            params![
                project_id,
                phase_id,
                position,
                phase.name.trim(),
                phase.state,
                phase.percent,
                phase.start_date,
                phase.end_date
            ],
        )
        .await?;
    Ok(())
}
