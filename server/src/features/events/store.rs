//! Whether the thing that an event names is one that its hearer may read.

use crate::{
    db::{Read, Statement, params, scoped},
    error::Result,
    kit::id::Id,
    scope::Audience,
};

/// Whether this audience sees a document, project, file, action item, decision or inbox entry of this id.
pub(super) async fn sees<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    id: Id,
) -> Result<bool> {
    let found: Option<Id> = read
        .find(
            scoped!(
                "select d.document_id from document d where {project:d} and {org:d} and d.document_id = $4
                 union all
                 select p.project_id from project p where {project:p} and p.project_id = $4
                 union all
                 select f.file_id from file f where {project:f} and f.file_id = $4
                 union all
                 select a.action_item_id from action_item a where {project:a} and a.action_item_id = $4
                 union all
                 select e.decision_id from decision e where {project:e} and e.decision_id = $4
                 union all
                 select i.inbox_entry_id from inbox_entry i where {client:i} and {org:i} and i.inbox_entry_id = $4"
            ),
            params![id],
        )
        .await?;
    Ok(found.is_some())
}
