//! The list of a client's projects.

use axum::extract::State;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    must_read_projects,
    store::{self, Listed, Narrowed},
};
use crate::{
    app::App,
    error::Result,
    features::projects::model::{Beginnings, ProjectHealth, ProjectSort, ProjectStatus},
    kit::{
        http::params::Search,
        id::Id,
        page::{Page, Paging},
    },
    scope::Contact,
};

/// What a list of projects is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ClientProjectFilter {
    /// A status.
    pub status: Option<ProjectStatus>,
    /// Words of the name and code; each may be the beginning of one.
    pub q: Option<String>,
    /// By name when left out.
    #[serde(default)]
    #[param(inline)]
    pub sort: ProjectSort,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// 1 to 100; 25 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// A project in a client's list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientProjectRow {
    /// The project.
    pub id: Id,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub status: ProjectStatus,
    /// How it does.
    pub health: ProjectHealth,
    /// When it begins.
    #[schema(value_type = Option<String>, format = Date)]
    pub start_date: Option<Date>,
    /// When it is due.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_date: Option<Date>,
    /// The phase that it is in.
    pub current_phase: Option<String>,
}

/// The projects of the client that one may see.
pub async fn list_projects(
    State(app): State<App>,
    contact: Contact,
    Search(filter): Search<ClientProjectFilter>,
) -> Result<Page<ClientProjectRow>> {
    contact.must_meet(contact.needs.reading, app.clock.now())?;
    must_read_projects(&contact)?;
    let sought = Beginnings::read(filter.q.as_deref());
    let (cursor, limit) = (filter.cursor.as_deref(), filter.limit);
    let narrowed = |count| Narrowed {
        status: filter.status,
        sought: &sought,
        count,
    };
    match filter.sort {
        ProjectSort::Name => {
            let paging = Paging::<(String, Id)>::read(cursor, limit)?;
            let read = app.db.read(&contact).await?;
            let narrowed = narrowed(paging.fetch());
            let found = store::list_by_name(&read, &narrowed, &paging.after()).await?;
            Ok(paging.page(found, |row| (row.sort_name.clone(), row.project_id), row))
        }
        ProjectSort::Newest => {
            let paging = Paging::<Id>::read(cursor, limit)?;
            let read = app.db.read(&contact).await?;
            let narrowed = narrowed(paging.fetch());
            let found = store::list_newest(&read, &narrowed, paging.before()).await?;
            Ok(paging.page(found, |row| row.project_id, row))
        }
    }
}

fn row(row: Listed) -> ClientProjectRow {
    ClientProjectRow {
        id: row.project_id,
        code: row.code,
        name: row.name,
        status: row.status,
        health: row.health,
        start_date: row.start_date,
        due_date: row.due_date,
        current_phase: row.current_phase,
    }
}
