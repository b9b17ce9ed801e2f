//! The staff's list of documents in the database.

use crate::{
    db::{Date, FromJson, Read},
    error::Result,
    features::documents::{content::Content, detail::Asks},
    kit::{clock::Time, id::Id},
    params, row,
    scope::Staff,
    scoped,
};

row! {
    /// A document in the staff's list.
    pub(super) struct Listed {
        pub(super) document_id: Id,
        pub(super) type_key: String,
        pub(super) title: String,
        pub(super) number: Option<String>,
        pub(super) status: String,
        pub(super) client_id: Id,
        pub(super) client_name: String,
        pub(super) year: Option<i32>,
        pub(super) slug: Option<String>,
        pub(super) version: Option<i64>,
        pub(super) updated_at: Time,
        pub(super) published_at: Option<Time>,
        pub(super) valid_until: Option<Date>,
        pub(super) draft: FromJson<Content>,
        pub(super) outcome: Option<String>,
        pub(super) total_minor: Option<i64>,
        pub(super) opened_at: Option<Time>,
        pub(super) asks: Option<Asks>,
        pub(super) acknowledged: bool,
    }
}

/// What the list is narrowed to.
pub(super) struct Narrowed<'a> {
    pub(super) status: Option<&'a str>,
    pub(super) client_id: Option<Id>,
    /// Only what waits for approval; false for whoever approves nothing.
    pub(super) waits: Option<bool>,
    pub(super) four_eyes: bool,
    pub(super) before: Option<(Time, Id)>,
    pub(super) count: i64,
}

/// Documents, last changed first.
pub(super) async fn list(read: &Read<'_, Staff>, narrowed: &Narrowed<'_>) -> Result<Vec<Listed>> {
    let (at, id) = narrowed.before.unzip();
    Ok(read
        .list(
            scoped!(
                "select d.document_id, d.type_key, d.title, d.number, d.status, d.client_id, c.name, d.year, d.slug,
                        d.published_version, d.updated_at, d.published_at, d.valid_until, d.draft, r.outcome,
                        r.total_minor,
                        (select min(o.opened_at) from document_opening o
                         where {project:o} and o.document_id = d.document_id),
                        d.asks,
                        (select count(*) from action_item a
                         where {project:a} and a.document_id = d.document_id and a.state = 'decided'
                           and a.kind = 'acknowledge' and a.version = d.published_version) > 0
                 from document d
                 join client c on {client:c} and c.client_id = d.client_id
                 left join response r
                   on {project:r} and {org:r} and r.document_id = d.document_id and r.version = d.published_version
                 where {project:d} and {org:d} and ($4 is null or d.status = $4) and ($5 is null or d.client_id = $5)
                   and ($6 is null or (d.updated_at, d.document_id) < ($6, $7))
                   and ($9 is null or ($9 and exists (
                     select 1 from document_approval w
                     where {project:w} and w.document_id = d.document_id and w.outcome is null
                       and (not $10 or (w.submitted_by <> $11 and d.author_staff_id <> $11
                                        and (d.draft_saved_by is null or d.draft_saved_by <> $11))))))
                 order by d.updated_at desc, d.document_id desc limit $8"
            ),
            params![
                narrowed.status,
                narrowed.client_id,
                at,
                id,
                narrowed.count,
                narrowed.waits,
                narrowed.four_eyes,
                read.who().staff_id
            ],
        )
        .await?)
}
