//! The staff's list of files.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::list_store::{self, Listed, Narrowed};
use crate::{
    app::App,
    error::Result,
    features::{
        documents::{detail::ClientRef, status::Status},
        files::model::FileSide,
        projects::model::Beginnings,
    },
    kit::{
        clock::Time,
        http::params::Search,
        id::Id,
        page::{Page, Paging},
    },
    scope::Staff,
};

/// What the list is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
pub struct StaffFileFilter {
    /// A client.
    pub client_id: Option<Id>,
    /// A project.
    pub project_id: Option<Id>,
    /// A folder, without those below it; empty for what lies in none.
    pub folder: Option<String>,
    /// Words of the name; each may be the beginning of one.
    pub q: Option<String>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// 1 to 100; 25 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// A file in the staff's list.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffFileRow {
    /// The file.
    pub id: Id,
    /// Whose it is.
    pub client: ClientRef,
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
    /// Its newest version, read or not.
    pub last_version: i64,
    /// Of the version that can be read.
    pub size_bytes: Option<i64>,
    /// Of the same, told by its bytes.
    pub media_type: Option<String>,
    /// When something about it last changed.
    pub updated_at: Time,
}

/// Files of the clients that one sees, by name.
pub async fn list_files(
    State(app): State<App>,
    staff: Staff,
    Search(filter): Search<StaffFileFilter>,
) -> Result<Page<StaffFileRow>> {
    let sought = Beginnings::read(filter.q.as_deref());
    let paging = Paging::<(String, Id)>::read(filter.cursor.as_deref(), filter.limit)?;
    let narrowed = Narrowed {
        client_id: filter.client_id,
        project_id: filter.project_id,
        folder: filter.folder.as_deref(),
        sought: &sought,
        count: paging.fetch(),
    };
    let read = app.db.read(&staff).await?;
    let found = list_store::list(&read, &narrowed, &paging.after()).await?;
    Ok(paging.page(found, |row| (row.sort_name.clone(), row.file_id), row))
}

fn row(row: Listed) -> StaffFileRow {
    StaffFileRow {
        id: row.file_id,
        client: ClientRef {
            id: row.client_id,
            name: row.client_name,
        },
        project_id: row.project_id,
        side: row.side,
        status: row.status,
        folder: row.folder,
        name: row.name,
        version: row.current_version,
        last_version: row.last_version,
        size_bytes: row.size_bytes,
        media_type: row.media_type,
        updated_at: row.updated_at,
    }
}
