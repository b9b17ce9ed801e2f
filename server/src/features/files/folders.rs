//! The folders that files lie in: a folder is there as long as a file lies in it (D20).

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{model::FolderPath, must_read};
use crate::{
    app::App,
    db::{Read, Statement},
    error::{Error, Result},
    features::people::clients::{exists, staff::ClientPath},
    kit::{
        http::params::{Params, Search},
        id::Id,
        page::{Page, Paging},
    },
    params, row,
    scope::{Audience, Contact, Staff},
    scoped,
};

/// A folder with files in it. Those above it are there too, with or without files of their own.
#[derive(Debug, Serialize, ToSchema)]
pub struct Folder {
    /// Names between slashes.
    #[schema(value_type = FolderPath)]
    pub folder: String,
    /// How many files lie right in it.
    pub files: i64,
}

/// Which folders.
#[derive(Debug, Deserialize, IntoParams)]
pub struct FolderFilter {
    /// A project.
    pub project_id: Option<Id>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// 1 to 100; 25 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// The folders of a client, by name. What lies in none is not counted.
pub async fn list_staff_folders(
    State(app): State<App>,
    staff: Staff,
    Params(path): Params<ClientPath>,
    Search(filter): Search<FolderFilter>,
) -> Result<Page<Folder>> {
    let paging = Paging::<String>::read(filter.cursor.as_deref(), filter.limit)?;
    let read = app.db.read(&staff).await?;
    if !exists(&read, path.client_id).await? {
        return Err(Error::not_found());
    }
    let of = (path.client_id, filter.project_id);
    let found = list(&read, of, false, (&paging.after(), paging.fetch())).await?;
    Ok(paging.page(found, |row| row.folder.clone(), folder))
}

/// The folders of the files that one sees of the client one acts for, by name.
pub async fn list_client_folders(
    State(app): State<App>,
    contact: Contact,
    Search(filter): Search<FolderFilter>,
) -> Result<Page<Folder>> {
    contact.must_meet(contact.needs.reading, app.clock.now())?;
    must_read(&contact)?;
    let paging = Paging::<String>::read(filter.cursor.as_deref(), filter.limit)?;
    let of = (contact.client_id, filter.project_id);
    let read = app.db.read(&contact).await?;
    let found = list(&read, of, true, (&paging.after(), paging.fetch())).await?;
    Ok(paging.page(found, |row| row.folder.clone(), folder))
}

row! {
    struct Listed {
        folder: String,
        files: i64,
    }
}

fn folder(row: Listed) -> Folder {
    Folder {
        folder: row.folder,
        files: row.files,
    }
}

/// Folders of a client after a place in their order; `published`: only those of what its contacts see.
async fn list<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    (client_id, project_id): (Id, Option<Id>),
    published: bool,
    (after, count): (&str, i64),
) -> Result<Vec<Listed>> {
    Ok(read
        .list(
            scoped!(
                "select f.folder, count(*) from file f
                 where {project:f} and f.client_id = $4 and f.folder > $5
                   and ($6 is null or f.project_id = $6) and (f.status = 'published' or not $7)
                 group by f.folder order by f.folder limit $8"
            ),
            params![client_id, after, project_id, published, count],
        )
        .await?)
}
