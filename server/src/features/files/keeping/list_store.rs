//! The staff's list of files in the database: each way to narrow it has an index in its order.

use crate::{
    db::{Read, Result},
    features::{documents::status::Status, files::model::FileSide, projects::model::Beginnings},
    kit::{clock::Time, id::Id},
    params, row,
    scope::Staff,
    scoped,
};

row! {
    /// A file in the staff's list, with its newest version that was found clean.
    pub(super) struct Listed {
        pub(super) file_id: Id,
        pub(super) sort_name: String,
        pub(super) client_id: Id,
        pub(super) client_name: String,
        pub(super) project_id: Option<Id>,
        pub(super) side: FileSide,
        pub(super) status: Status,
        pub(super) folder: String,
        pub(super) name: String,
        pub(super) current_version: Option<i64>,
        pub(super) last_version: i64,
        pub(super) size_bytes: Option<i64>,
        pub(super) media_type: Option<String>,
        pub(super) updated_at: Time,
    }
}

/// What the list is narrowed to.
pub(super) struct Narrowed<'a> {
    pub(super) client_id: Option<Id>,
    pub(super) project_id: Option<Id>,
    pub(super) folder: Option<&'a str>,
    pub(super) sought: &'a Beginnings,
    pub(super) count: i64,
}

/// What is read of every file that has the words and lies in the folder.
macro_rules! filed {
    () => {
        "select f.file_id, f.sort_name, f.client_id, c.name, f.project_id, f.side, f.status, f.folder, f.name,
                f.current_version, f.last_version, v.size_bytes, v.media_type, f.updated_at
         from file f
         join client c on {client:c} and c.client_id = f.client_id
         left join file_version v on {project:v} and v.file_id = f.file_id and v.version = f.current_version
         where {project:f}
           and ($4 is null or replace(f.words, $4, '') <> f.words)
           and ($5 is null or replace(f.words, $5, '') <> f.words)
           and ($6 is null or replace(f.words, $6, '') <> f.words)
           and ($7 is null or replace(f.words, $7, '') <> f.words)
           and ($8 is null or replace(f.words, $8, '') <> f.words)
           and ($9 is null or replace(f.words, $9, '') <> f.words)
           and ($10 is null or f.folder = $10)
           and (f.sort_name, f.file_id) > ($11, $12)"
    };
}

/// Files by name, after a place in that order.
pub(super) async fn list(
    read: &Read<'_, Staff>,
    narrowed: &Narrowed<'_>,
    after: &(String, Id),
) -> Result<Vec<Listed>> {
    match (narrowed.project_id, narrowed.client_id) {
        (Some(project_id), _) => list_of_project(read, narrowed, project_id, after).await,
        (None, Some(client_id)) => list_of_client(read, narrowed, client_id, after).await,
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
            filed!(),
            " order by f.sort_name, f.file_id limit $13"
        )),
        &narrowed
            .sought
            .and(params![narrowed.folder, &after.0, after.1, narrowed.count]),
    )
    .await
}

async fn list_of_client(
    read: &Read<'_, Staff>,
    narrowed: &Narrowed<'_>,
    client_id: Id,
    after: &(String, Id),
) -> Result<Vec<Listed>> {
    read.list(
        scoped!(concat!(
            filed!(),
            " and f.client_id = $13 order by f.sort_name, f.file_id limit $14"
        )),
        &narrowed.sought.and(params![
            narrowed.folder,
            &after.0,
            after.1,
            client_id,
            narrowed.count
        ]),
    )
    .await
}

/// A client that is asked for beside the project has to be the project's.
async fn list_of_project(
    read: &Read<'_, Staff>,
    narrowed: &Narrowed<'_>,
    project_id: Id,
    after: &(String, Id),
) -> Result<Vec<Listed>> {
    read.list(
        scoped!(concat!(
            filed!(),
            " and f.project_id = $13 and ($14 is null or f.client_id = $14)
             order by f.sort_name, f.file_id limit $15"
        )),
        &narrowed.sought.and(params![
            narrowed.folder,
            &after.0,
            after.1,
            project_id,
            narrowed.client_id,
            narrowed.count
        ]),
    )
    .await
}
