//! The staff's list of projects in the database: each way to narrow it has an index in its order.

use crate::{
    db::{Date, Read, Result},
    features::projects::model::{Beginnings, ProjectHealth, ProjectStatus},
    kit::{clock::Time, id::Id},
    params, row,
    scope::Staff,
    scoped,
};

row! {
    /// A project in the staff's list.
    pub(super) struct Listed {
        pub(super) project_id: Id,
        pub(super) sort_name: String,
        pub(super) client_id: Id,
        pub(super) client_name: String,
        pub(super) code: String,
        pub(super) name: String,
        pub(super) status: ProjectStatus,
        pub(super) health: ProjectHealth,
        pub(super) start_date: Option<Date>,
        pub(super) due_date: Option<Date>,
        pub(super) current_phase: Option<String>,
        pub(super) updated_at: Time,
    }
}

/// What the list is narrowed to.
pub(super) struct Narrowed<'a> {
    pub(super) status: Option<ProjectStatus>,
    pub(super) client_id: Option<Id>,
    pub(super) sought: &'a Beginnings,
    pub(super) count: i64,
}

/// What is read of every project that has the words.
macro_rules! kept {
    () => {
        "select p.project_id, p.sort_name, p.client_id, c.name, p.code, p.name, p.status, p.health, p.start_date, p.due_date,
                (select f.name from phase f where {project:f} and f.project_id = p.project_id and f.state = 'active'
                 order by f.position, f.phase_id limit 1),
                coalesce(p.updated_at, p.created_at)
         from project p
         join client c on {client:c} and c.client_id = p.client_id
         where {project:p}
           and ($4 is null or replace(p.words, $4, '') <> p.words)
           and ($5 is null or replace(p.words, $5, '') <> p.words)
           and ($6 is null or replace(p.words, $6, '') <> p.words)
           and ($7 is null or replace(p.words, $7, '') <> p.words)
           and ($8 is null or replace(p.words, $8, '') <> p.words)
           and ($9 is null or replace(p.words, $9, '') <> p.words)"
    };
}

/// Projects by name, after a place in that order.
pub(super) async fn list_by_name(
    read: &Read<'_, Staff>,
    narrowed: &Narrowed<'_>,
    after: &(String, Id),
) -> Result<Vec<Listed>> {
    match (narrowed.client_id, narrowed.status) {
        (Some(client_id), _) => list_of_client(read, narrowed, client_id, after).await,
        (None, Some(status)) => list_by_status(read, narrowed, status, after).await,
        (None, None) => list_all(read, narrowed, after).await,
    }
}

async fn list_all(
    read: &Read<'_, Staff>,
    narrowed: &Narrowed<'_>,
    after: &(String, Id),
) -> Result<Vec<Listed>> {
    read.list(
        scoped!(concat!(
            kept!(),
            " and (p.sort_name, p.project_id) > ($10, $11) order by p.sort_name, p.project_id limit $12"
        )),
        &narrowed
            .sought
            .and(params![&after.0, after.1, narrowed.count]),
    )
    .await
}

async fn list_by_status(
    read: &Read<'_, Staff>,
    narrowed: &Narrowed<'_>,
    status: ProjectStatus,
    after: &(String, Id),
) -> Result<Vec<Listed>> {
    read.list(
        scoped!(concat!(
            kept!(),
            " and p.status = $10 and (p.sort_name, p.project_id) > ($11, $12)
             order by p.sort_name, p.project_id limit $13"
        )),
        &narrowed
            .sought
            .and(params![status, &after.0, after.1, narrowed.count]),
    )
    .await
}

async fn list_of_client(
    read: &Read<'_, Staff>,
    narrowed: &Narrowed<'_>,
    client_id: Id,
    after: &(String, Id),
) -> Result<Vec<Listed>> {
    let status = narrowed.status.map(ProjectStatus::as_str);
    read.list(
        scoped!(concat!(
            kept!(),
            " and p.client_id = $10 and ($11 is null or p.status = $11) and (p.sort_name, p.project_id) > ($12, $13)
             order by p.sort_name, p.project_id limit $14"
        )),
        &narrowed.sought.and(params![
            client_id,
            status,
            &after.0,
            after.1,
            narrowed.count
        ]),
    )
    .await
}

/// Projects, the newest first, before one of them.
pub(super) async fn list_newest(
    read: &Read<'_, Staff>,
    narrowed: &Narrowed<'_>,
    before: Id,
) -> Result<Vec<Listed>> {
    let (status, count) = (narrowed.status.map(ProjectStatus::as_str), narrowed.count);
    let Some(client_id) = narrowed.client_id else {
        let newest = scoped!(concat!(
            kept!(),
            " and ($10 is null or p.status = $10) and p.project_id < $11
             order by p.project_id desc limit $12"
        ));
        let values = narrowed.sought.and(params![status, before, count]);
        return read.list(newest, &values).await;
    };
    let newest_of_client = scoped!(concat!(
        kept!(),
        " and p.client_id = $10 and ($11 is null or p.status = $11) and p.project_id < $12
         order by p.project_id desc limit $13"
    ));
    let values = narrowed
        .sought
        .and(params![client_id, status, before, count]);
    read.list(newest_of_client, &values).await
}
