//! Open pages in the database.

use crate::{
    db::{Db, Read, Write},
    error::Result,
    kit::{clock::Time, id::Id},
    params, row,
    scope::{Job, Staff},
    scoped,
};

row! {
    /// A page on which a draft is open.
    pub(super) struct Editor {
        pub(super) editor_id: Id,
        pub(super) staff_id: Id,
        pub(super) name: String,
        pub(super) since: Time,
    }
}

/// The pages of a document, first comers first.
pub(super) async fn list(read: &Read<'_, Staff>, document_id: Id) -> Result<Vec<Editor>> {
    Ok(read
        .list(
            scoped!(
                "select e.editor_id, e.staff_id, s.name, e.since from document_editing e
                 join staff s on {provider:s} and s.staff_id = e.staff_id
                 where {project:e} and e.document_id = $4 order by e.since, e.editor_id"
            ),
            params![document_id],
        )
        .await?)
}

/// Notes a sign of life of a page.
pub(super) async fn save(
    write: &Write<'_, Staff>,
    now: Time,
    document_id: Id,
    editor_id: Id,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into document_editing (provider_id, document_id, editor_id, client_id, project_id, staff_id, since,
                        seen_at)
                 select d.provider_id, d.document_id, $5, d.client_id, d.project_id, $6, $7, $7
                 from document d where {project:d} and {org:d} and d.document_id = $4
                 on conflict (provider_id, document_id, editor_id) do update set seen_at = excluded.seen_at"
            ),
            params![document_id, editor_id, write.who().staff_id, now],
        )
        .await?;
    Ok(())
}

/// Forgets the pages of a document that were not heard of since; how many.
pub(super) async fn forget(write: &Write<'_, Staff>, document_id: Id, since: Time) -> Result<u64> {
    Ok(write
        .exec(
            scoped!(
                "delete from document_editing
                 where {project:document_editing} and document_id = $4 and seen_at <= $5"
            ),
            params![document_id, since],
        )
        .await?)
}

/// Forgets one page of one's own; whether it was there.
pub(super) async fn remove(
    write: &Write<'_, Staff>,
    document_id: Id,
    editor_id: Id,
) -> Result<bool> {
    let removed = write
        .exec(
            scoped!(
                "delete from document_editing
                 where {project:document_editing} and document_id = $4 and editor_id = $5 and staff_id = $6"
            ),
            params![document_id, editor_id, write.who().staff_id],
        )
        .await?;
    Ok(removed == 1)
}

/// Forgets pages of any document that were not heard of since; how many.
pub(super) async fn sweep(db: &Db, who: &Job, since: Time, count: i64) -> Result<u64> {
    let write = db.write(who).await?;
    let forget = scoped!(
        "delete from document_editing as k where {project:k} and (k.document_id, k.editor_id) in (
             select o.document_id, o.editor_id from document_editing o
             where {project:o} and o.seen_at <= $4 order by o.seen_at limit $5)"
    );
    let removed = write.exec(forget, params![since, count]).await?;
    write.commit().await?;
    Ok(removed)
}
