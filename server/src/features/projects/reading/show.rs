//! One project on one page, as its client follows it (J2).

use axum::{Json, extract::State};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    must_read_projects,
    store::{self, Action, KeyContact, Project},
};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry, Note},
        documents::reading::{ProjectDocument, newest_of_project},
        projects::{
            model::{ActionSide, PhaseState, ProjectHealth, ProjectStatus, days_moved},
            store::{Milestone, Phase, list_milestones, list_phases},
        },
    },
    kit::{
        clock::Time,
        http::{meta::Meta, params::Params},
        id::Id,
    },
    scope::Contact,
};

/// Which project.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct ClientProjectPath {
    /// The project.
    pub project_id: Id,
}

/// Where a project stands, what was done, what comes next, and what waits.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProjectOverview {
    /// The project.
    pub id: Id,
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
    /// How many questions of it wait for the client.
    pub waiting_count: i64,
    /// Its phases, in their order.
    pub phases: Vec<OverviewPhase>,
    /// Its milestones, the earliest first.
    pub milestones: Vec<OverviewMilestone>,
    /// What is to be done next, by either side; what is due first stands first.
    pub next_actions: Vec<OverviewAction>,
    /// Whom to turn to, on both sides.
    pub key_contacts: Vec<OverviewContact>,
    /// Its newest published documents, twenty at most.
    pub documents: Vec<ProjectDocument>,
}

/// A phase.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverviewPhase {
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

/// A milestone.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverviewMilestone {
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
    /// How it was moved last, if ever.
    pub last_move: Option<LastMove>,
}

/// The last move of a milestone.
#[derive(Debug, Serialize, ToSchema)]
pub struct LastMove {
    /// The day that it was expected on before.
    #[schema(value_type = String, format = Date)]
    pub from_date: Date,
    /// By how many days it was moved; fewer than none when it comes earlier.
    pub days: i64,
    /// Why.
    pub reason: String,
    /// When that was said.
    pub moved_at: Time,
}

/// Something to be done next.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverviewAction {
    /// The action.
    pub id: Id,
    /// Whose turn it is.
    pub side: ActionSide,
    /// What is to be done.
    pub description: String,
    /// Until when.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_date: Option<Date>,
}

/// Somebody to turn to.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverviewContact {
    /// Of which side.
    pub side: ActionSide,
    /// Its name.
    pub name: String,
    /// Its e-mail.
    pub email: Option<String>,
    /// What for.
    pub what_for: String,
}

/// One project of the client.
pub async fn show_project(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    Params(path): Params<ClientProjectPath>,
) -> Result<Json<ProjectOverview>> {
    let (now, project_id) = (app.clock.now(), path.project_id);
    let read = app.db.read(&contact).await?;
    let (project, phases, milestones, actions, contacts, documents) = tokio::try_join!(
        store::find(&read, project_id, now),
        list_phases(&read, project_id),
        list_milestones(&read, project_id),
        store::list_actions(&read, project_id),
        store::list_contacts(&read, project_id),
        newest_of_project(&read, project_id),
    )?;
    drop(read);
    let project = project.ok_or_else(Error::not_found)?;
    meta.asking.about("project", project_id);
    contact.must_meet(contact.needs.reading, now)?;
    must_read_projects(&contact)?;
    note_view(&app, &contact, &meta, &project).await?;
    Ok(Json(ProjectOverview {
        id: project.project_id,
        code: project.code,
        name: project.name,
        status: project.status,
        health: project.health,
        health_reason: project.health_reason,
        start_date: project.start_date,
        due_date: project.due_date,
        waiting_count: project.waiting_count,
        phases: phases.into_iter().map(Into::into).collect(),
        milestones: milestones.into_iter().map(Into::into).collect(),
        next_actions: actions.into_iter().map(Into::into).collect(),
        key_contacts: contacts.into_iter().map(Into::into).collect(),
        documents,
    }))
}

/// A look at a project is a mere read: written down soon after, save where the provider is regulated (T10).
async fn note_view(app: &App, contact: &Contact, meta: &Meta, project: &Project) -> Result<()> {
    let entry = Entry::done("project_viewed")
        .on("project", project.project_id)
        .of_client(contact.client_id);
    let note = Note {
        at: app.clock.now(),
        actor: Actor::contact(contact, meta),
        entry,
    };
    let note = if project.is_regulated() {
        Some(Box::new(note))
    } else {
        app.views.add_note(contact.provider_id, note).err()
    };
    match note {
        Some(note) => audit::record_alone(app, contact, &note.actor, &note.entry).await,
        None => Ok(()),
    }
}

impl From<Phase> for OverviewPhase {
    fn from(phase: Phase) -> Self {
        Self {
            id: phase.phase_id,
            name: phase.name,
            state: phase.state,
            percent: phase.percent,
            start_date: phase.start_date,
            end_date: phase.end_date,
        }
    }
}

impl From<Milestone> for OverviewMilestone {
    fn from(milestone: Milestone) -> Self {
        let to = milestone.forecast_date;
        let last_move = match (
            milestone.moved_from_date,
            milestone.moved_reason,
            milestone.moved_at,
        ) {
            (Some(from_date), Some(reason), Some(moved_at)) => Some(LastMove {
                from_date,
                days: days_moved(from_date, to),
                reason,
                moved_at,
            }),
            _ => None,
        };
        Self {
            id: milestone.milestone_id,
            name: milestone.name,
            phase_id: milestone.phase_id,
            baseline_date: milestone.baseline_date,
            forecast_date: to,
            reached_at: milestone.reached_at,
            last_move,
        }
    }
}

impl From<Action> for OverviewAction {
    fn from(action: Action) -> Self {
        Self {
            id: action.next_action_id,
            side: action.side,
            description: action.description,
            due_date: action.due_date,
        }
    }
}

impl From<KeyContact> for OverviewContact {
    fn from(contact: KeyContact) -> Self {
        Self {
            side: match contact.staff_id {
                Some(_) => ActionSide::Provider,
                None => ActionSide::Client,
            },
            name: contact.name,
            email: contact.email,
            what_for: contact.what_for,
        }
    }
}
