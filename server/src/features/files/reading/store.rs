//! The files that a contact sees.

use crate::{
    db::{Read, Result},
    features::{files::model::FileSide, projects::model::Beginnings},
    kit::{clock::Time, id::Id},
    params, row,
    scope::Contact,
    scoped,
};

row! {
    /// A file with its newest version, if one was found clean.
    pub(super) struct Listed {
        pub(super) file_id: Id,
        pub(super) sort_name: String,
        pub(super) project_id: Option<Id>,
        pub(super) side: FileSide,
        pub(super) folder: String,
        pub(super) name: String,
        pub(super) current_version: Option<i64>,
        pub(super) size_bytes: Option<i64>,
        pub(super) media_type: Option<String>,
        pub(super) updated_at: Time,
    }
}

/// What a list is narrowed to.
pub(super) struct Narrowed<'a> {
    pub(super) sought: &'a Beginnings,
    pub(super) project_id: Option<Id>,
    pub(super) folder: Option<&'a str>,
    pub(super) count: i64,
}

/// Files by name, after a place in that order. What was not found clean yet is shown to the side that brought it.
pub(super) async fn list(
    read: &Read<'_, Contact>,
    narrowed: &Narrowed<'_>,
    after: &(String, Id),
) -> Result<Vec<Listed>> {
    read.list(
        scoped!(
            "select f.file_id, f.sort_name, f.project_id, f.side, f.folder, f.name, f.current_version, v.size_bytes,
                    v.media_type, f.updated_at
             from file f
             left join file_version v on {project:v} and v.file_id = f.file_id and v.version = f.current_version
             where {project:f} and f.status = 'published'
               and ($4 is null or replace(f.words, $4, '') <> f.words)
               and ($5 is null or replace(f.words, $5, '') <> f.words)
               and ($6 is null or replace(f.words, $6, '') <> f.words)
               and ($7 is null or replace(f.words, $7, '') <> f.words)
               and ($8 is null or replace(f.words, $8, '') <> f.words)
               and ($9 is null or replace(f.words, $9, '') <> f.words)
               and ($10 is null or f.project_id = $10)
               and ($11 is null or f.folder = $11)
               and (f.sort_name, f.file_id) > ($12, $13)
             order by f.sort_name, f.file_id limit $14"
        ),
        &narrowed.sought.and(params![
            narrowed.project_id,
            narrowed.folder,
            &after.0,
            after.1,
            narrowed.count
        ]),
    )
    .await
}
