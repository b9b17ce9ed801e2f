//! Who said to have read which version of a document (D26), as the one engine of decisions wrote it down.

use crate::{
    db::{Read, Statement},
    error::Result,
    kit::{clock::Time, id::Id},
    params, row,
    scope::Audience,
    scoped,
};

row! {
    /// An acknowledgement of a version.
    #[derive(Debug, Clone)]
    pub struct Acknowledgement {
        /// Which version; bound to its hash by its action item.
        pub version: i64,
        /// By whom.
        pub contact_name: String,
        /// When.
        pub acknowledged_at: Time,
    }
}

/// Those of a document, newest first.
///
/// # Errors
/// Those of the database.
pub async fn list<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    document_id: Id,
) -> Result<Vec<Acknowledgement>> {
    Ok(read
        .list(
            scoped!(
                "select a.version, c.name, e.decided_at from action_item a
                 join decision e on {project:e} and e.action_item_id = a.action_item_id
                 join contact c on {provider:c} and c.contact_id = e.contact_id
                 where {project:a} and a.document_id = $4 and a.state = 'decided' and a.kind = 'acknowledge'
                 order by e.decided_at desc, e.decision_id desc"
            ),
            params![document_id],
        )
        .await?)
}
