//! What is to be done next, by the client or by the provider.

use axum::{Json, extract::State};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{
    full, hold,
    show::ProjectPath,
    show_store::{Action, find_action, list_actions},
    tell,
};
use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    features::{
        people::must_keep_projects,
        projects::model::{self, ACTION, ActionSide, ActionText, MOST_OF_A_KIND},
    },
    kit::{
        clock::Time,
        day,
        http::{
            body::Body,
            meta::Meta,
            params::{IdempotencyKey, Params},
            reply::NoContent,
        },
        id::Id,
        idempotency::{self, Claim, CreatedOnce},
    },
    params,
    scope::Staff,
    scoped,
};

/// Which next action of which project.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct NextActionPath {
    /// The project.
    pub project_id: Id,
    /// The action.
    pub next_action_id: Id,
}

/// Something to be done.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateNextAction {
    /// Whose turn it is.
    pub side: ActionSide,
    /// What is to be done.
    #[schema(value_type = ActionText)]
    pub description: String,
    /// Until when.
    #[serde(default, deserialize_with = "day::read_optional")]
    #[schema(value_type = Option<String>, format = Date)]
    pub due_date: Option<Date>,
}

/// What changes of it. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeNextAction {
    /// Whose turn it is.
    pub side: Option<ActionSide>,
    /// What is to be done.
    #[schema(value_type = Option<ActionText>)]
    pub description: Option<String>,
    /// Until when; null for no day.
    #[serde(default, deserialize_with = "day::read_given")]
    #[schema(value_type = Option<String>, format = Date)]
    pub due_date: Option<Option<Date>>,
    /// Whether it is done.
    pub is_done: Option<bool>,
}

/// Something to be done, or done.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffNextAction {
    /// The action.
    pub id: Id,
    /// Whose turn it is.
    pub side: ActionSide,
    /// What is to be done.
    pub description: String,
    /// Until when.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_date: Option<Date>,
    /// When it was done.
    pub done_at: Option<Time>,
}

impl From<Action> for StaffNextAction {
    fn from(action: Action) -> Self {
        Self {
            id: action.next_action_id,
            side: action.side,
            description: action.description,
            due_date: action.due_date,
            done_at: action.done_at,
        }
    }
}

/// Adds a next action to a project.
pub async fn create_next_action(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    key: IdempotencyKey,
    Params(path): Params<ProjectPath>,
    body: Body<CreateNextAction>,
) -> Result<CreatedOnce<StaffNextAction>> {
    let (wanted, now, project_id) = (body.value, app.clock.now(), path.project_id);
    let write = app.db.write(&staff).await?;
    let project = hold(&write, now, project_id).await?;
    must_keep_projects(&staff)?;
    let called = format!("POST /api/admin/projects/{project_id}/next-actions");
    let request = idempotency::Request::new(&called, staff.staff_id, &key, &body.bytes, now);
    let fresh = match idempotency::claim(&write, request).await? {
        Claim::Again(answer) => return Ok(answer),
        Claim::Fresh(fresh) => fresh,
    };
    let known = i64::try_from(list_actions(&write, project_id).await?.len());
    if known.map_err(Error::internal)? >= MOST_OF_A_KIND {
        return Err(full());
    }
    let action = Action {
        next_action_id: app.ids.id(),
        side: wanted.side,
        description: model::line("description", &wanted.description, ACTION)?,
        due_date: wanted.due_date,
        done_at: None,
    };
    add(&write, now, project_id, &action).await?;
    let detail = json!({ "next_action_id": action.next_action_id, "side": action.side });
    tell(&write, &meta, now, "next_action_added", &project, detail).await?;
    let answer = CreatedOnce::new(&action.into(), None)?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    Ok(answer)
}

/// Changes a next action.
pub async fn change_next_action(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<NextActionPath>,
    body: Body<ChangeNextAction>,
) -> Result<Json<StaffNextAction>> {
    let (wanted, now) = (body.value, app.clock.now());
    let write = app.db.write(&staff).await?;
    let project = hold(&write, now, path.project_id).await?;
    let found = find_action(&write, path.project_id, path.next_action_id).await?;
    let mut action = found.ok_or_else(Error::not_found)?;
    must_keep_projects(&staff)?;
    if let Some(description) = &wanted.description {
        action.description = model::line("description", description, ACTION)?;
    }
    action.side = wanted.side.unwrap_or(action.side);
    action.due_date = wanted.due_date.unwrap_or(action.due_date);
    action.done_at = match wanted.is_done {
        Some(true) => action.done_at.or(Some(now)),
        Some(false) => None,
        None => action.done_at,
    };
    save(&write, path.project_id, &action).await?;
    let detail = json!({ "next_action_id": path.next_action_id, "done_at": action.done_at });
    tell(&write, &meta, now, "next_action_changed", &project, detail).await?;
    write.commit().await?;
    Ok(Json(action.into()))
}

/// Removes a next action.
pub async fn delete_next_action(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<NextActionPath>,
) -> Result<NoContent> {
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let project = hold(&write, now, path.project_id).await?;
    let found = find_action(&write, path.project_id, path.next_action_id).await?;
    found.ok_or_else(Error::not_found)?;
    must_keep_projects(&staff)?;
    let remove = scoped!(
        "delete from next_action as n where {project:n} and n.project_id = $4 and n.next_action_id = $5"
    );
    let values = params![path.project_id, path.next_action_id];
    write.exec(remove, values).await?;
    let detail = json!({ "next_action_id": path.next_action_id });
    tell(&write, &meta, now, "next_action_removed", &project, detail).await?;
    write.commit().await?;
    Ok(NoContent)
}

async fn add(write: &Write<'_, Staff>, now: Time, project_id: Id, action: &Action) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into next_action (provider_id, project_id, next_action_id, client_id, side, description, due_date,
                        created_at)
                 select p.provider_id, p.project_id, $5, p.client_id, $6, $7, $8, $9
                 from project p where {project:p} and p.project_id = $4"
            ),
            params![
                project_id,
                action.next_action_id,
                action.side,
                &action.description,
                action.due_date,
                now
            ],
        )
        .await?;
    Ok(())
}

async fn save(write: &Write<'_, Staff>, project_id: Id, action: &Action) -> Result<()> {
    write
        .exec(
            scoped!(
                "update next_action as n set side = $6, description = $7, due_date = $8, done_at = $9
                 where {project:n} and n.project_id = $4 and n.next_action_id = $5"
            ),
            params![
                project_id,
                action.next_action_id,
                action.side,
                &action.description,
                action.due_date,
                action.done_at
            ],
        )
        .await?;
    Ok(())
}
