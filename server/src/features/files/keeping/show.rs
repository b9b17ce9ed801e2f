//! One file with its versions, as staff see it.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    app::App,
    db::Read,
    error::{Error, Result},
    features::{
        documents::status::Status,
        files::{
            model::{FileSide, VersionState},
            store::{self, Version},
        },
    },
    kit::{clock::Time, http::params::Params, id::Id},
    scope::Staff,
};

/// Which file.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct FilePath {
    /// The file.
    pub file_id: Id,
}

/// A file.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffFile {
    /// The file.
    pub id: Id,
    /// Whose it is.
    pub client_id: Id,
    /// The project that it belongs to, if any.
    pub project_id: Option<Id>,
    /// Who brought it.
    pub side: FileSide,
    /// Where it stands.
    pub status: Status,
    /// The folder it lies in: names between slashes, empty for none.
    pub folder: String,
    /// Its name.
    pub name: String,
    /// Its newest version that can be read; null while the first is being checked.
    pub version: Option<i64>,
    /// When it was brought first.
    pub created_at: Time,
    /// When something about it last changed.
    pub updated_at: Time,
    /// The newest first.
    pub versions: Vec<StaffFileVersion>,
}

/// A version.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffFileVersion {
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

/// One file.
pub async fn show_file(
    State(app): State<App>,
    staff: Staff,
    Params(path): Params<FilePath>,
) -> Result<Json<StaffFile>> {
    let read = app.db.read(&staff).await?;
    load(&read, path.file_id).await.map(Json)
}

/// The file as it is now.
pub(super) async fn load(read: &Read<'_, Staff>, file_id: Id) -> Result<StaffFile> {
    let file = store::find(read, file_id).await?;
    let file = file.ok_or_else(Error::not_found)?;
    let versions = store::list_versions(read, file_id).await?;
    Ok(StaffFile {
        id: file.file_id,
        client_id: file.client_id,
        project_id: file.project_id,
        side: file.side,
        status: file.status,
        folder: file.folder,
        name: file.name,
        version: file.current_version,
        created_at: file.created_at,
        updated_at: file.updated_at,
        versions: versions.into_iter().map(version).collect(),
    })
}

fn version(version: Version) -> StaffFileVersion {
    StaffFileVersion {
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
