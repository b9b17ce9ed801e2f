//! One project as staff see it, whole.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    milestones::{self, StaffMilestone},
    next_actions::StaffNextAction,
    show_store::{self, Shown},
};
use crate::{
    app::App,
    db::Read,
    error::{Error, Result},
    features::{
        documents::detail::ClientRef,
        people::must_keep_projects,
        projects::{
            model::{PhaseState, ProjectHealth, ProjectStatus},
            store::{Phase, list_milestones, list_phases},
        },
    },
    kit::{clock::Time, http::params::Params, id::Id},
    scope::Staff,
};

/// Which project.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct ProjectPath {
    /// The project.
    pub project_id: Id,
}

/// A project, whole.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffProject {
    /// The project.
    pub id: Id,
    /// Whose it is.
    pub client: ClientRef,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub status: ProjectStatus,
    /// How it does.
    pub health: ProjectHealth,
    /// Why, in one sentence.
    pub health_reason: Option<String>,
    /// When it begins.
    #[schema(value_type = Option<String>, format = Date)]
    pub start_date: Option<Date>,
    /// When it is due.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_date: Option<Date>,
    /// What it is called in Harvest.
    pub harvest_project_id: Option<String>,
    /// Goes with a list that is saved as a whole.
    pub revision: i64,
    /// When it was made.
    pub created_at: Time,
    /// When something about it last changed.
    pub updated_at: Time,
    /// Whether the person who asks may change it.
    pub may_change: bool,
    /// Its phases, in their order.
    pub phases: Vec<StaffPhase>,
    /// Its milestones, the earliest first.
    pub milestones: Vec<StaffMilestone>,
    /// Its next actions: what is not done first, then by the day until which it is to be done.
    pub next_actions: Vec<StaffNextAction>,
    /// Whom to turn to, on both sides.
    pub key_contacts: Vec<StaffKeyContact>,
}

/// A phase.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffPhase {
    /// The phase.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// How far it has come.
    pub state: PhaseState,
    /// The same in per cent.
    pub percent: i64,
    /// When it begins.
    #[schema(value_type = Option<String>, format = Date)]
    pub start_date: Option<Date>,
    /// When it ends.
    #[schema(value_type = Option<String>, format = Date)]
    pub end_date: Option<Date>,
}

/// Somebody to turn to: one of the staff, or a contact of the client.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffKeyContact {
    /// One of the staff.
    pub staff_id: Option<Id>,
    /// A contact.
    pub contact_id: Option<Id>,
    /// Its name.
    pub name: String,
    /// What for.
    pub what_for: String,
    /// Whether it still acts for its side. The client is shown nobody else.
    pub is_shown: bool,
}

/// One project.
pub async fn show_project(
    State(app): State<App>,
    staff: Staff,
    Params(path): Params<ProjectPath>,
) -> Result<Json<StaffProject>> {
    let read = app.db.read(&staff).await?;
    Ok(Json(load(&read, path.project_id).await?))
}

/// A project as these staff see it.
///
/// # Errors
/// 404, and those of the database.
pub(super) async fn load(read: &Read<'_, Staff>, project_id: Id) -> Result<StaffProject> {
    let found = show_store::find(read, project_id).await?;
    let found = found.ok_or_else(Error::not_found)?;
    let (phases, milestones, moves, actions, contacts) = tokio::try_join!(
        list_phases(read, project_id),
        list_milestones(read, project_id),
        milestones::moves_of(read, project_id),
        show_store::list_actions(read, project_id),
        show_store::list_contacts(read, project_id),
    )?;
    let mut moves: BTreeMap<Id, Vec<_>> = moves;
    let milestones = milestones.into_iter().map(|milestone| {
        let moves = moves.remove(&milestone.milestone_id).unwrap_or_default();
        StaffMilestone::of(milestone, moves)
    });
    let shown = StaffProject {
        milestones: milestones.collect(),
        phases: phases.into_iter().map(phase).collect(),
        next_actions: actions.into_iter().map(Into::into).collect(),
        key_contacts: contacts.into_iter().map(Into::into).collect(),
        ..project(read.who(), found)
    };
    Ok(shown)
}

/// What a project says of itself.
fn project(staff: &Staff, found: Shown) -> StaffProject {
    StaffProject {
        id: found.project_id,
        client: ClientRef {
            id: found.client_id,
            name: found.client_name,
        },
        code: found.code,
        name: found.name,
        status: found.status,
        health: found.health,
        health_reason: found.health_reason,
        start_date: found.start_date,
        due_date: found.due_date,
        harvest_project_id: found.harvest_project_id,
        revision: found.revision,
        created_at: found.created_at,
        updated_at: found.updated_at,
        may_change: must_keep_projects(staff).is_ok(),
        phases: Vec::new(),
        milestones: Vec::new(),
        next_actions: Vec::new(),
        key_contacts: Vec::new(),
    }
}

fn phase(phase: Phase) -> StaffPhase {
    StaffPhase {
        id: phase.phase_id,
        name: phase.name,
        state: phase.state,
        percent: phase.percent,
        start_date: phase.start_date,
        end_date: phase.end_date,
    }
}

impl From<show_store::KeyContact> for StaffKeyContact {
    fn from(contact: show_store::KeyContact) -> Self {
        Self {
            staff_id: contact.staff_id,
            contact_id: contact.contact_id,
            name: contact.name,
            what_for: contact.what_for,
            is_shown: contact.is_shown,
        }
    }
}
