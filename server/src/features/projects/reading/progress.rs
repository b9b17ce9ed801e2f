//! How far all projects of a client are: the phases of each (J2).

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{must_read_projects, show::OverviewPhase, store};
use crate::{
    app::App,
    error::Result,
    features::projects::model::ProjectStatus,
    kit::{
        http::params::Search,
        id::Id,
        page::{Page, Paging},
    },
    scope::Contact,
};

/// Which page of the progress.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ProgressQuery {
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// 1 to 100 projects; 25 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// Some of the projects, with their phases.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgressPage {
    /// By name.
    pub items: Vec<ProgressProject>,
    /// Asks for the page after this one; null on the last.
    pub next_cursor: Option<String>,
}

/// How far a project is.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgressProject {
    /// The project.
    pub id: Id,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub status: ProjectStatus,
    /// Its phases, in their order.
    pub phases: Vec<OverviewPhase>,
}

/// The phases of all projects of the client that one may see.
pub async fn list_progress(
    State(app): State<App>,
    contact: Contact,
    Search(query): Search<ProgressQuery>,
) -> Result<Json<ProgressPage>> {
    contact.must_meet(contact.needs.reading, app.clock.now())?;
    must_read_projects(&contact)?;
    let paging = Paging::<(String, Id)>::read(query.cursor.as_deref(), query.limit)?;
    let (after, count) = (paging.after(), paging.fetch());
    let read = app.db.read(&contact).await?;
    let (projects, phases) = tokio::try_join!(
        store::list_names(&read, &after, count),
        store::list_phases_of_all(&read, &after, count),
    )?;
    let mut of_projects: BTreeMap<Id, Vec<OverviewPhase>> = BTreeMap::new();
    for phase in phases {
        let phases = of_projects.entry(phase.project_id).or_default();
        phases.push(phase.into());
    }
    let Page { items, next_cursor } = paging.page(
        projects,
        |project| (project.sort_name.clone(), project.project_id),
        |project| ProgressProject {
            phases: of_projects.remove(&project.project_id).unwrap_or_default(),
            id: project.project_id,
            code: project.code,
            name: project.name,
            status: project.status,
        },
    );
    Ok(Json(ProgressPage { items, next_cursor }))
}
