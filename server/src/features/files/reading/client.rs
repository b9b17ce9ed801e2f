//! The list of a client's files, and the versions of one.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::store::{self, Listed, Narrowed};
use crate::{
    app::App,
    db::Read,
    error::{Error, Result},
    features::{
        documents::status::Status,
        files::{
            model::{FileSide, VersionState},
            must_read,
            store::{File, Version, find, list_versions},
        },
        projects::model::Beginnings,
    },
    kit::{
        clock::Time,
        http::params::{Params, Search},
        id::Id,
        page::{Page, Paging},
    },
    scope::Contact,
};

/// Which file.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct ClientFilePath {
    /// The file.
    pub file_id: Id,
}

/// What a list of files is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ClientFileFilter {
    /// Words of the name; each may be the beginning of one.
    pub q: Option<String>,
    /// A project.
    pub project_id: Option<Id>,
    /// A folder, without those below it; empty for what lies in none.
    pub folder: Option<String>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// 1 to 100; 25 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// A file in a client's list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientFileRow {
    /// The file.
    pub id: Id,
    /// The project that it belongs to, if any.
    pub project_id: Option<Id>,
    /// Who brought it.
    pub side: FileSide,
    /// The folder it lies in: names between slashes, empty for none.
    pub folder: String,
    /// Its name.
    pub name: String,
    /// Its newest version that can be read; null while the first is being checked.
    pub version: Option<i64>,
    /// Of that version.
    pub size_bytes: Option<i64>,
    /// Of that version, told by its bytes.
    pub media_type: Option<String>,
    /// When something about it last changed.
    pub updated_at: Time,
}

/// A file with its versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientFileVersions {
    /// The file.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The folder it lies in.
    pub folder: String,
    /// Its newest version that can be read.
    pub version: Option<i64>,
    /// The newest first.
    pub versions: Vec<ClientFileVersion>,
}

/// A version.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientFileVersion {
    /// Its number.
    pub version: i64,
    /// Whether it can be read.
    pub state: VersionState,
    /// Why it was refused.
    pub refused_because: Option<String>,
    /// Its bytes.
    pub size_bytes: i64,
    /// SHA-256 of its bytes in hex, once it was checked.
    pub sha256: Option<String>,
    /// What it is, told by its bytes, once it was checked.
    pub media_type: Option<String>,
    /// Who brought it.
    pub side: FileSide,
    /// That person's name.
    pub brought_by: Option<String>,
    /// When it had arrived.
    pub created_at: Time,
    /// What was said of it.
    pub note: Option<String>,
    /// The version that it restores.
    pub restored_from: Option<i64>,
}

/// The files that one sees of the client one acts for.
pub async fn list_files(
    State(app): State<App>,
    contact: Contact,
    Search(filter): Search<ClientFileFilter>,
) -> Result<Page<ClientFileRow>> {
    contact.must_meet(contact.needs.reading, app.clock.now())?;
    must_read(&contact)?;
    let sought = Beginnings::read(filter.q.as_deref());
    let paging = Paging::<(String, Id)>::read(filter.cursor.as_deref(), filter.limit)?;
    let narrowed = Narrowed {
        sought: &sought,
        project_id: filter.project_id,
        folder: filter.folder.as_deref(),
        count: paging.fetch(),
    };
    let read = app.db.read(&contact).await?;
    let found = store::list(&read, &narrowed, &paging.after()).await?;
    Ok(paging.page(found, |row| (row.sort_name.clone(), row.file_id), row))
}

fn row(row: Listed) -> ClientFileRow {
    ClientFileRow {
        id: row.file_id,
        project_id: row.project_id,
        side: row.side,
        folder: row.folder,
        name: row.name,
        version: row.current_version,
        size_bytes: row.size_bytes,
        media_type: row.media_type,
        updated_at: row.updated_at,
    }
}

/// The versions of a file.
pub async fn list_file_versions(
    State(app): State<App>,
    contact: Contact,
    Params(path): Params<ClientFilePath>,
) -> Result<Json<ClientFileVersions>> {
    let read = app.db.read(&contact).await?;
    let file = seen(&read, path.file_id).await?;
    contact.must_meet(contact.needs.reading, app.clock.now())?;
    must_read(&contact)?;
    let versions = list_versions(&read, path.file_id).await?;
    Ok(Json(ClientFileVersions {
        id: file.file_id,
        name: file.name,
        folder: file.folder,
        version: file.current_version,
        versions: versions.into_iter().map(version).collect(),
    }))
}

/// A file that contacts see: a published one.
pub(super) async fn seen(read: &Read<'_, Contact>, file_id: Id) -> Result<File> {
    let file = find(read, file_id).await?;
    file.filter(|file| file.status == Status::Published)
        .ok_or_else(Error::not_found)
}

fn version(version: Version) -> ClientFileVersion {
    ClientFileVersion {
        version: version.version,
        state: version.state,
        refused_because: version.refused_because,
        size_bytes: version.size_bytes,
        sha256: version.sha256,
        media_type: version.media_type,
        side: version.side,
        brought_by: version.brought_by,
        created_at: version.created_at,
        note: version.note,
        restored_from: version.restored_from,
    }
}
