//! Projects in the database, as staff make and change them.

use crate::{
    db::{Date, Error as DbError, Read, Result, Write},
    features::{
        people::clients::sort_name,
        projects::model::{ProjectHealth, ProjectStatus, found_by},
    },
    kit::{clock::Time, id::Id},
    params, row,
    scope::Staff,
    scoped,
};

row! {
    /// A project.
    #[derive(Debug, Clone)]
    pub(super) struct Project {
        pub(super) project_id: Id,
        pub(super) client_id: Id,
        pub(super) code: String,
        pub(super) name: String,
        pub(super) status: ProjectStatus,
        pub(super) health: ProjectHealth,
        pub(super) health_reason: Option<String>,
        pub(super) start_date: Option<Date>,
        pub(super) due_date: Option<Date>,
        pub(super) harvest_project_id: Option<String>,
        pub(super) revision: i64,
    }
}

/// Holds a project that these staff see until the transaction ends.
pub(super) async fn lock(
    write: &Write<'_, Staff>,
    now: Time,
    project_id: Id,
) -> Result<Option<Project>> {
    write
        .find(
            scoped!(
                "update project set updated_at = $5 where {project:project} and project_id = $4
                 returning project_id, client_id, code, name, status, health, health_reason, start_date, due_date,
                           harvest_project_id, revision"
            ),
            params![project_id, now],
        )
        .await
}

/// Adds a project of a client that these staff see. False when its code is taken.
pub(super) async fn add(write: &Write<'_, Staff>, now: Time, project: &Project) -> Result<bool> {
    let added = write
        .exec(
            scoped!(
                "insert into project (provider_id, client_id, project_id, code, name, sort_name, words, status, health,
                        start_date, due_date, harvest_project_id, created_at, updated_at)
                 select c.provider_id, c.client_id, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14
                 from client c where {client:c} and c.client_id = $15"
            ),
            params![
                project.project_id,
                &project.code,
                &project.name,
                &sort_name(&project.name),
                &found_by(&project.name, &project.code),
                project.status,
                project.health,
                project.start_date,
                project.due_date,
                project.harvest_project_id.as_deref(),
                now,
                project.client_id
            ],
        )
        .await;
    unless_taken(added)
}

/// Saves what may change of a project. False when its code is taken.
pub(super) async fn save(write: &Write<'_, Staff>, project: &Project) -> Result<bool> {
    let saved = write
        .exec(
            scoped!(
                "update project as p set code = $5, name = $6, sort_name = $7, words = $8, status = $9, health = $10,
                        health_reason = $11, start_date = $12, due_date = $13, harvest_project_id = $14
                 where {project:p} and p.project_id = $4"
            ),
            params![
                project.project_id,
                &project.code,
                &project.name,
                &sort_name(&project.name),
                &found_by(&project.name, &project.code),
                project.status,
                project.health,
                project.health_reason.as_deref(),
                project.start_date,
                project.due_date,
                project.harvest_project_id.as_deref()
            ],
        )
        .await;
    unless_taken(saved)
}

/// A code is unique at its provider, among projects too that these staff do not see.
fn unless_taken(written: Result<u64>) -> Result<bool> {
    match written {
        Ok(rows) => Ok(rows == 1),
        Err(DbError::Conflict(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Counts a list that was saved as a whole.
pub(super) async fn save_revision(
    write: &Write<'_, Staff>,
    project_id: Id,
    revision: i64,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update project as p set revision = $5 where {project:p} and p.project_id = $4"
            ),
            params![project_id, revision],
        )
        .await?;
    Ok(())
}

/// Whether a project has such a phase.
pub(super) async fn has_phase(
    read: &Read<'_, Staff>,
    project_id: Id,
    phase_id: Id,
) -> Result<bool> {
    let found: Option<Id> = read
        .find(
            scoped!(
                "select f.phase_id from phase f where {project:f} and f.project_id = $4 and f.phase_id = $5"
            ),
            params![project_id, phase_id],
        )
        .await?;
    Ok(found.is_some())
}
