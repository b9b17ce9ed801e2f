//! Making a project, and changing what it says of itself.

use axum::{Json, extract::State};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    finish, hold,
    show::{self, ProjectPath, StaffProject},
    store::{self, Project},
    tell,
};
use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    features::{
        documents::settings::Settings,
        people::{
            clients::{self, Name},
            memberships, must_keep_projects,
        },
        projects::model::{
            self, HealthReason, ProjectHealth, ProjectStatus, SENTENCE, first_status, must_follow,
        },
    },
    kit::{
        day,
        field::FieldErrors,
        http::{
            body::{Body, given},
            meta::Meta,
            params::{IdempotencyKey, Params},
        },
        id::Id,
        idempotency::{self, Claim, CreatedOnce},
        text,
    },
    scope::Staff,
};

/// Contacts that a new project can name.
const MOST_NAMED: usize = 100;

/// A project to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateProject {
    /// Whose it is.
    pub client_id: Id,
    /// What it is called among all projects of the provider.
    #[schema(value_type = text::Label)]
    pub code: String,
    /// Its name.
    #[schema(value_type = Name)]
    pub name: String,
    /// When it begins. With a day that lies ahead it is `planned`, else `active`.
    #[serde(default, deserialize_with = "day::read_optional")]
    #[schema(value_type = Option<String>, format = Date)]
    pub start_date: Option<Date>,
    /// When it is due.
    #[serde(default, deserialize_with = "day::read_optional")]
    #[schema(value_type = Option<String>, format = Date)]
    pub due_date: Option<Date>,
    /// What it is called in Harvest.
    #[schema(value_type = Option<text::Label>)]
    pub harvest_project_id: Option<String>,
    /// Contacts of the client who shall see it also when they see only some of its projects.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub contact_ids: Vec<Id>,
}

/// What changes of a project. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeProject {
    /// What it is called among all projects of the provider.
    #[schema(value_type = Option<text::Label>)]
    pub code: Option<String>,
    /// Its name.
    #[schema(value_type = Option<Name>)]
    pub name: Option<String>,
    /// Where it stands.
    pub status: Option<ProjectStatus>,
    /// How it does.
    pub health: Option<ProjectHealth>,
    /// Why, in one sentence.
    #[schema(value_type = Option<HealthReason>)]
    pub health_reason: Option<String>,
    /// When it begins; null for no day.
    #[serde(default, deserialize_with = "day::read_given")]
    #[schema(value_type = Option<String>, format = Date)]
    pub start_date: Option<Option<Date>>,
    /// When it is due; null for no day.
    #[serde(default, deserialize_with = "day::read_given")]
    #[schema(value_type = Option<String>, format = Date)]
    pub due_date: Option<Option<Date>>,
    /// What it is called in Harvest; null for nothing.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<text::Label>)]
    pub harvest_project_id: Option<Option<String>>,
}

/// Makes a project of a client.
pub async fn create_project(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    key: IdempotencyKey,
    body: Body<CreateProject>,
) -> Result<CreatedOnce<StaffProject>> {
    let (wanted, now, id) = (body.value, app.clock.now(), app.ids.id());
    let write = app.db.write(&staff).await?;
    if !clients::exists(&write, wanted.client_id).await? {
        return Err(Error::not_found());
    }
    must_keep_projects(&staff)?;
    let called = "POST /api/admin/projects";
    let request = idempotency::Request::new(called, staff.staff_id, &key, &body.bytes, now);
    let fresh = match idempotency::claim(&write, request).await? {
        Claim::Again(answer) => return Ok(answer),
        Claim::Fresh(fresh) => fresh,
    };
    let today = Settings::load(&write).await?.today(now)?;
    let project = new(id, &wanted, today)?;
    if !store::add(&write, now, &project).await? {
        return Err(code_taken());
    }
    show_to(&write, &project, &wanted.contact_ids).await?;
    let detail = json!({ "code": project.code, "contacts": wanted.contact_ids.len() });
    tell(&write, &meta, now, "project_created", &project, detail).await?;
    let shown = show::load(&write, id).await?;
    let answer = CreatedOnce::new(&shown, Some(format!("/api/admin/projects/{id}")))?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    Ok(answer)
}

/// Lets these contacts of its client see a new project.
async fn show_to(write: &Write<'_, Staff>, project: &Project, contact_ids: &[Id]) -> Result<()> {
    let mut errors = FieldErrors::new();
    if contact_ids.len() > MOST_NAMED {
        let allowed = format!("At most {MOST_NAMED} contacts.");
        errors.add("contact_ids", "too_many", allowed);
        return Ok(errors.or(())?);
    }
    let (client_id, project_id) = (project.client_id, project.project_id);
    for (place, contact_id) in contact_ids.iter().enumerate() {
        if !memberships::show_project(write, client_id, *contact_id, project_id).await? {
            let message = "Nobody who acts for this client.";
            errors.add(format!("contact_ids[{place}]"), "unknown", message);
        }
    }
    Ok(errors.or(())?)
}

/// The project that is wanted, or every fault of it.
fn new(project_id: Id, wanted: &CreateProject, today: Date) -> Result<Project, FieldErrors> {
    let mut errors = FieldErrors::new();
    let called = wanted.harvest_project_id.as_deref();
    let harvest = called.map(|called| model::line("harvest_project_id", called, text::LABEL));
    let project = Project {
        project_id,
        client_id: wanted.client_id,
        code: errors.keep(model::line("code", &wanted.code, text::LABEL)),
        name: errors.keep(clients::name("name", &wanted.name)),
        status: first_status(wanted.start_date, today),
        health: ProjectHealth::Green,
        health_reason: None,
        start_date: wanted.start_date,
        due_date: wanted.due_date,
        harvest_project_id: errors.keep(harvest.transpose()),
        revision: 1,
    };
    errors.keep(must_follow(
        "due_date",
        project.start_date,
        project.due_date,
    ));
    errors.or(project)
}

/// Changes what a project says of itself.
pub async fn change_project(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<ProjectPath>,
    body: Body<ChangeProject>,
) -> Result<Json<StaffProject>> {
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let before = hold(&write, now, path.project_id).await?;
    must_keep_projects(&staff)?;
    let project = changed(before, body.value)?;
    if !store::save(&write, &project).await? {
        return Err(code_taken());
    }
    let detail = json!({ "status": project.status, "health": project.health });
    tell(&write, &meta, now, "project_changed", &project, detail).await?;
    finish(write, path.project_id).await
}

fn changed(mut project: Project, wanted: ChangeProject) -> Result<Project, FieldErrors> {
    let mut errors = FieldErrors::new();
    if let Some(code) = wanted.code {
        project.code = errors.keep(model::line("code", &code, text::LABEL));
    }
    if let Some(name) = wanted.name {
        project.name = errors.keep(clients::name("name", &name));
    }
    if let Some(reason) = wanted.health_reason {
        let reason = model::line_or_nothing("health_reason", Some(&reason), SENTENCE);
        project.health_reason = errors.keep(reason);
    }
    if let Some(called) = wanted.harvest_project_id {
        let called = called.map(|called| model::line("harvest_project_id", &called, text::LABEL));
        project.harvest_project_id = errors.keep(called.transpose());
    }
    project.status = wanted.status.unwrap_or(project.status);
    project.health = wanted.health.unwrap_or(project.health);
    project.start_date = wanted.start_date.unwrap_or(project.start_date);
    project.due_date = wanted.due_date.unwrap_or(project.due_date);
    errors.keep(must_follow(
        "due_date",
        project.start_date,
        project.due_date,
    ));
    errors.or(project)
}

fn code_taken() -> Error {
    Error::conflict("code_taken", "Another project has this code.")
}
