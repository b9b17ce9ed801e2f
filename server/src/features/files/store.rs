//! Files and their versions in the database.

use super::model::{FileSide, VersionState};
use crate::{
    db::{Read, Result, Statement, Write},
    features::{documents::status::Status, people::clients::sort_name, projects::model::found_by},
    kit::{clock::Time, id::Id},
    params, row,
    scope::Audience,
    scoped,
};

/// A file to be.
#[derive(Debug)]
pub(super) struct NewFile<'a> {
    pub(super) file_id: Id,
    pub(super) project_id: Option<Id>,
    pub(super) side: FileSide,
    pub(super) folder: &'a str,
    pub(super) name: &'a str,
}

/// Adds a file of a client, without a version. What its client brings is published.
pub(super) async fn add<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    now: Time,
    client_id: Id,
    file: &NewFile<'_>,
) -> Result<()> {
    let (status, published_at) = match file.side {
        FileSide::Client => (Status::Published, Some(now)),
        FileSide::Provider => (Status::Draft, None),
    };
    write
        .exec(
            scoped!(
                "insert into file (provider_id, file_id, client_id, project_id, side, status, last_version, created_at,
                        updated_at, published_at, folder, name, sort_name, words)
                 select c.provider_id, $4, c.client_id, $5, $6, $7, 0, $8, $8, $9, $10, $11, $12, $13
                 from client c where {client:c} and c.client_id = $14"
            ),
            params![
                file.file_id,
                file.project_id,
                file.side,
                status,
                now,
                published_at,
                file.folder,
                file.name,
                &sort_name(file.name),
                &found_by(file.name, ""),
                client_id
            ],
        )
        .await?;
    Ok(())
}

/// Draws the number of a file's next version. None when the file is gone.
pub(super) async fn next_version<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    now: Time,
    file_id: Id,
) -> Result<Option<i64>> {
    write
        .find(
            scoped!(
                "update file as f set last_version = f.last_version + 1, updated_at = $5
                 where {project:f} and f.file_id = $4 returning last_version"
            ),
            params![file_id, now],
        )
        .await
}

/// A version that has arrived.
#[derive(Debug)]
pub(super) struct NewVersion {
    pub(super) file_id: Id,
    pub(super) version: i64,
    pub(super) blob_id: Id,
    pub(super) size_bytes: i64,
    pub(super) staff_id: Option<Id>,
    pub(super) contact_id: Option<Id>,
    pub(super) note: Option<String>,
}

/// Adds a version, in quarantine.
pub(super) async fn add_version<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    now: Time,
    version: &NewVersion,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into file_version (provider_id, file_id, version, client_id, project_id, blob_id, size_bytes, state,
                        staff_id, contact_id, created_at, note)
                 select f.provider_id, f.file_id, $5, f.client_id, f.project_id, $6, $7, 'quarantined', $8, $9, $10, $11
                 from file f where {project:f} and f.file_id = $4"
            ),
            params![
                version.file_id,
                version.version,
                version.blob_id,
                version.size_bytes,
                version.staff_id,
                version.contact_id,
                now,
                version.note.as_deref()
            ],
        )
        .await?;
    Ok(())
}

/// Gives room back.
pub(super) async fn free_bytes<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    bytes: i64,
) -> Result<()> {
    write
        .exec(
            scoped!("update file_usage as g set used_bytes = g.used_bytes - $4 where {provider:g}"),
            params![bytes],
        )
        .await?;
    Ok(())
}

row! {
    /// A file, as far as both sides see it alike.
    #[derive(Debug)]
    pub(super) struct File {
        pub(super) file_id: Id,
        pub(super) client_id: Id,
        pub(super) project_id: Option<Id>,
        pub(super) side: FileSide,
        pub(super) status: Status,
        pub(super) current_version: Option<i64>,
        pub(super) folder: String,
        pub(super) name: String,
        pub(super) created_at: Time,
        pub(super) updated_at: Time,
    }
}

pub(super) async fn find<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    file_id: Id,
) -> Result<Option<File>> {
    read.find(
        scoped!(
            "select f.file_id, f.client_id, f.project_id, f.side, f.status, f.current_version, f.folder, f.name,
                    f.created_at, f.updated_at
             from file f where {project:f} and f.file_id = $4"
        ),
        params![file_id],
    )
    .await
}

row! {
    /// A version.
    #[derive(Debug)]
    pub(super) struct Version {
        pub(super) version: i64,
        pub(super) blob_id: Id,
        pub(super) size_bytes: i64,
        pub(super) state: VersionState,
        pub(super) sha256: Option<String>,
        pub(super) media_type: Option<String>,
        pub(super) refused_because: Option<String>,
        pub(super) brought_by: Option<String>,
        pub(super) side: FileSide,
        pub(super) restored_from: Option<i64>,
        pub(super) created_at: Time,
        pub(super) note: Option<String>,
    }
}

/// What is read of every version.
macro_rules! version {
    () => {
        "select v.version, v.blob_id, v.size_bytes, v.state, v.sha256, v.media_type, v.refused_because,
                coalesce(s.name, k.name), case when v.contact_id is null then 'provider' else 'client' end,
                v.restored_from, v.created_at, v.note
         from file_version v
         left join staff s on {provider:s} and s.staff_id = v.staff_id
         left join contact k on {provider:k} and k.contact_id = v.contact_id
         where {project:v} and v.file_id = $4"
    };
}

/// The versions of a file, the newest first.
pub(super) async fn list_versions<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    file_id: Id,
) -> Result<Vec<Version>> {
    read.list(
        scoped!(concat!(version!(), " order by v.version desc")),
        params![file_id],
    )
    .await
}

/// One of them.
pub(super) async fn find_version<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    file_id: Id,
    version: i64,
) -> Result<Option<Version>> {
    read.find(
        scoped!(concat!(version!(), " and v.version = $5")),
        params![file_id, version],
    )
    .await
}
