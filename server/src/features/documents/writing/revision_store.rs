//! Revisions in the database: columns of their document.

use crate::{
    db::Write,
    error::Result,
    kit::{clock::Time, id::Id},
    params,
    scope::Staff,
    scoped,
};

/// Notes that a revision began.
pub(super) async fn open(
    write: &Write<'_, Staff>,
    now: Time,
    document_id: Id,
    reason: Option<&str>,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update document set revision_opened_at = $5, revision_opened_by = $6, revision_reason = $7, updated_at = $5
                 where {project:document} and {org:document} and document_id = $4"
            ),
            params![document_id, now, write.who().staff_id, reason],
        )
        .await?;
    Ok(())
}

/// Ends a revision without a version.
pub(super) async fn end(write: &Write<'_, Staff>, document_id: Id) -> Result<()> {
    write
        .exec(
            scoped!(
                "update document set revision_opened_at = null, revision_opened_by = null, revision_reason = null
                 where {project:document} and {org:document} and document_id = $4"
            ),
            params![document_id],
        )
        .await?;
    Ok(())
}
