//! To whom an action item is addressed (A2): to named contacts of the client, or to everybody who may answer it.

use crate::{
    db::{Read, Result, Write},
    error::Error,
    kit::id::Id,
    params, row,
    scope::{Contact, Staff},
    scoped,
};

/// Addresses an item to a contact of its client.
pub(super) async fn add(write: &Write<'_, Staff>, item_id: Id, contact_id: Id) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into action_item_contact (provider_id, action_item_id, contact_id, client_id, project_id)
                 select a.provider_id, a.action_item_id, $5, a.client_id, a.project_id
                 from action_item a where {project:a} and a.action_item_id = $4"
            ),
            params![item_id, contact_id],
        )
        .await?;
    Ok(())
}

/// To whom the newest item of a document is addressed; nobody where that is everybody.
pub async fn list_addressees(read: &Read<'_, Staff>, document_id: Id) -> Result<Vec<Id>> {
    read.list(
        scoped!(
            "select n.contact_id from action_item_contact n
             where {project:n} and n.action_item_id = (
               select a.action_item_id from action_item a where {project:a} and a.document_id = $4
               order by a.created_at desc, a.action_item_id desc limit 1)"
        ),
        params![document_id],
    )
    .await
}

row! {
    /// Somebody to whom an item is addressed.
    pub(super) struct Addressee {
        pub(super) contact_id: Id,
        pub(super) name: String,
    }
}

/// To whom an item is addressed, by name.
pub(super) async fn list_of_item(read: &Read<'_, Contact>, item_id: Id) -> Result<Vec<Addressee>> {
    read.list(
        scoped!(
            "select k.contact_id, k.name from action_item_contact n
             join contact k on {provider:k} and k.contact_id = n.contact_id
             where {project:n} and n.action_item_id = $4 order by k.name, k.contact_id"
        ),
        params![item_id],
    )
    .await
}

/// Refuses an answer to what is addressed to others: 403 `not_addressed`.
///
/// # Errors
/// That one.
pub fn must_be_addressed(is_addressed: bool) -> std::result::Result<(), Error> {
    if is_addressed {
        Ok(())
    } else {
        Err(Error::forbidden("not_addressed"))
    }
}
