//! Uploads in the database.

use super::super::model::FileSide;
use crate::{
    db::{Read, Result, Statement, Write},
    kit::{clock::Time, id::Id},
    params, row,
    scope::{Audience, Job},
    scoped,
};

row! {
    /// An upload.
    #[derive(Debug, Clone)]
    pub(super) struct Upload {
        pub(super) upload_id: Id,
        pub(super) client_id: Id,
        pub(super) project_id: Option<Id>,
        pub(super) file_id: Id,
        pub(super) is_new: bool,
        pub(super) staff_id: Option<Id>,
        pub(super) contact_id: Option<Id>,
        pub(super) length_bytes: i64,
        pub(super) offset_bytes: i64,
        pub(super) expires_at: Time,
        pub(super) folder: String,
        pub(super) name: String,
        pub(super) note: Option<String>,
    }
}

/// What an upload is to become.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) client_id: Id,
    pub(super) project_id: Option<Id>,
    /// The file that it becomes a version of; none makes a new one.
    pub(super) file_id: Option<Id>,
    /// That file's name.
    pub(super) name: Option<String>,
}

pub(super) async fn find<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    upload_id: Id,
) -> Result<Option<Upload>> {
    read.find(
        scoped!(
            "select u.upload_id, u.client_id, u.project_id, u.file_id, u.is_new, u.staff_id, u.contact_id, u.length_bytes,
                    u.offset_bytes, u.expires_at, u.folder, u.name, u.note
             from upload u where {project:u} and u.upload_id = $4"
        ),
        params![upload_id],
    )
    .await
}

/// Adds an upload of a client that was found.
pub(super) async fn add<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    now: Time,
    upload: &Upload,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into upload (provider_id, upload_id, client_id, project_id, file_id, is_new, staff_id, contact_id,
                        length_bytes, offset_bytes, created_at, expires_at, finished_at, folder, name, note)
                 select c.provider_id, $4, c.client_id, $5, $6, $7, $8, $9, $10, 0, $11, $12, $13, $14, $15, $16
                 from client c where {client:c} and c.client_id = $17"
            ),
            params![
                upload.upload_id,
                upload.project_id,
                upload.file_id,
                upload.is_new,
                upload.staff_id,
                upload.contact_id,
                upload.length_bytes,
                now,
                upload.expires_at,
                (upload.length_bytes == 0).then_some(now),
                &upload.folder,
                &upload.name,
                upload.note.as_deref(),
                upload.client_id
            ],
        )
        .await?;
    Ok(())
}

/// Takes an upload for writing; how far it has come. None when it is gone.
pub(super) async fn take<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    (upload_id, lock_id): (Id, Id),
) -> Result<Option<i64>> {
    write
        .find(
            scoped!(
                "update upload as u set lock_id = $5 where {project:u} and u.upload_id = $4 returning offset_bytes"
            ),
            params![upload_id, lock_id],
        )
        .await
}

/// Writes down what is on the disk. False when the upload is gone, or somebody else took it.
pub(super) async fn save_offset<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    (upload_id, lock_id): (Id, Id),
    offset_bytes: i64,
    (expires_at, finished_at): (Time, Option<Time>),
) -> Result<bool> {
    let saved = write
        .exec(
            scoped!(
                "update upload as u set offset_bytes = $6, expires_at = $7, finished_at = $8
                 where {project:u} and u.upload_id = $4 and u.lock_id = $5"
            ),
            params![upload_id, lock_id, offset_bytes, expires_at, finished_at],
        )
        .await?;
    Ok(saved == 1)
}

/// Forgets an upload, if it was over by then; how far it had come.
pub(super) async fn remove<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    upload_id: Id,
    over_by: Option<Time>,
) -> Result<Option<i64>> {
    write
        .find(
            scoped!(
                "delete from upload as u
                 where {project:u} and u.upload_id = $4 and ($5 is null or u.expires_at <= $5)
                 returning offset_bytes"
            ),
            params![upload_id, over_by],
        )
        .await
}

/// Uploads that are over, the oldest first.
pub(super) async fn list_over(
    write: &Write<'_, Job>,
    now: Time,
    count: i64,
) -> Result<Vec<Upload>> {
    write
        .list(
            scoped!(
                "select u.upload_id, u.client_id, u.project_id, u.file_id, u.is_new, u.staff_id, u.contact_id,
                        u.length_bytes, u.offset_bytes, u.expires_at, u.folder, u.name, u.note
                 from upload u where {project:u} and u.expires_at <= $4 order by u.expires_at, u.upload_id limit $5"
            ),
            params![now, count],
        )
        .await
}

/// Counts bytes that a provider is to keep. False when they are more than it may.
pub(super) async fn use_bytes<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    bytes: i64,
    quota: i64,
) -> Result<bool> {
    if bytes > quota {
        return Ok(false);
    }
    let used = write
        .exec(
            scoped!(
                "insert into file_usage (provider_id, used_bytes)
                 select p.provider_id, $4 from provider p where {provider:p}
                 on conflict (provider_id) do update set used_bytes = file_usage.used_bytes + excluded.used_bytes
                   where file_usage.used_bytes <= $5"
            ),
            params![bytes, quota - bytes],
        )
        .await?;
    Ok(used == 1)
}

row! {
    /// A file that a version is brought for.
    pub(super) struct KnownFile {
        pub(super) client_id: Id,
        pub(super) project_id: Option<Id>,
        pub(super) side: FileSide,
        pub(super) name: String,
    }
}

pub(super) async fn find_file<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    file_id: Id,
) -> Result<Option<KnownFile>> {
    read.find(
        scoped!(
            "select f.client_id, f.project_id, f.side, f.name from file f where {project:f} and f.file_id = $4
               and (f.side = 'provider' or f.status = 'published')"
        ),
        params![file_id],
    )
    .await
}

/// The client of a project that this audience sees.
pub(super) async fn find_client_of<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    project_id: Id,
) -> Result<Option<Id>> {
    read.find(
        scoped!("select p.client_id from project p where {project:p} and p.project_id = $4"),
        params![project_id],
    )
    .await
}
