//! What staff do with projects. All of them read those of their clients; leads, admins and owners keep them.

mod contacts;
mod list;
mod list_store;
mod milestones;
mod moves;
mod next_actions;
mod phases;
mod project;
mod show;
mod show_store;
mod store;
mod telling;

pub use contacts::{SaveProjectContacts, list_candidates, save_contacts};
pub use list::{StaffProjectRow, list_projects};
pub use milestones::{
    ChangeMilestone, CreateMilestone, MilestonePath, change_milestone, create_milestone,
};
pub use moves::{CreateMilestoneMove, create_move};
pub use next_actions::{
    ChangeNextAction, CreateNextAction, NextActionPath, change_next_action, create_next_action,
    delete_next_action,
};
pub use phases::{SavePhases, save_phases};
pub use project::{ChangeProject, CreateProject, change_project, create_project};
pub use show::{ProjectPath, StaffProject, show_project};

use axum::Json;
use serde_json::Value;

use self::store::Project;
use crate::{
    db::Write,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        people::must_keep_projects,
    },
    kit::{clock::Time, event::Event, http::meta::Meta, id::Id},
    scope::Staff,
};

/// Holds a project until the transaction ends. 404 when these staff don't see it. Whether they may change it is asked
/// once it is known that the thing to be changed is there.
async fn hold(write: &Write<'_, Staff>, now: Time, project_id: Id) -> Result<Project> {
    let project = store::lock(write, now, project_id).await?;
    project.ok_or_else(Error::not_found)
}

/// Holds a project whose lists somebody who keeps projects saves as they were at a revision. 409 when they are others by
/// now.
async fn hold_at(
    write: &Write<'_, Staff>,
    now: Time,
    project_id: Id,
    revision: i64,
) -> Result<Project> {
    let project = hold(write, now, project_id).await?;
    must_keep_projects(write.who())?;
    if project.revision != revision {
        return Err(Error::conflict(
            "project_changed",
            "Somebody else saved this project meanwhile.",
        )
        .with("revision", project.revision));
    }
    store::save_revision(write, project_id, revision.saturating_add(1)).await?;
    Ok(project)
}

/// Writes down what was done with a project, and tells the pages of both sides.
async fn tell(
    write: &Write<'_, Staff>,
    meta: &Meta,
    now: Time,
    act: &'static str,
    project: &Project,
    detail: Value,
) -> Result<()> {
    let (project_id, client_id) = (project.project_id, project.client_id);
    let entry = Entry::done(act)
        .on("project", project_id)
        .of_client(client_id)
        .detail(detail);
    audit::record(write, now, &Actor::staff(write.who(), meta), &entry).await?;
    write.notify(Event {
        provider_id: write.who().provider_id,
        client_id: Some(client_id),
        kind: "project".to_owned(),
        id: project_id,
    });
    Ok(())
}

/// Ends a change with the project as it is now.
async fn finish(write: Write<'_, Staff>, project_id: Id) -> Result<Json<StaffProject>> {
    let shown = show::load(&write, project_id).await?;
    write.commit().await?;
    Ok(Json(shown))
}

/// 409: there is no room for one more.
fn full() -> Error {
    Error::conflict(
        "project_full",
        "A project holds 200 milestones and 200 next actions at most.",
    )
}
