//! The newest published documents of a project, for its page.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    db::{Read, Result},
    kit::{clock::Time, id::Id},
    params, row,
    scope::Contact,
    scoped,
};

row! {
    /// A published document of a project.
    #[derive(Debug, Serialize, ToSchema)]
    pub struct ProjectDocument {
        /// The document.
        pub id: Id,
        /// Key of its type.
        #[serde(rename = "type")]
        pub type_key: String,
        /// Its number.
        pub number: String,
        /// Its title.
        pub title: String,
        /// Part of its address.
        pub year: i32,
        /// Part of its address.
        pub slug: String,
        /// When its version was published.
        pub published_at: Time,
    }
}

/// Twenty at most, newest first.
///
/// # Errors
/// Those of the database.
pub async fn newest_of_project(
    read: &Read<'_, Contact>,
    project_id: Id,
) -> Result<Vec<ProjectDocument>> {
    read.list(
        scoped!(
            "select d.document_id, d.type_key, v.number, v.title, d.year, d.slug, d.published_at
             from document d
             join document_version v
               on {project:v} and v.document_id = d.document_id and v.version = d.published_version
             where {project:d} and {org:d} and d.project_id = $4 and d.status = 'published' and d.published_at is not null
             order by d.published_at desc, d.document_id desc limit 20"
        ),
        params![project_id],
    )
    .await
}
