//! What contacts do with documents: list them, read one, price a selection.

mod client;
mod store;

use crate::{
    db::Read,
    error::{Error, Result},
    scope::Contact,
};

pub use client::{
    CreateCalculation, DocumentAddress, DocumentRow, create_calculation, list_documents,
    show_document, version_changed,
};
pub use store::{Published, lock};

/// The published document at an address. Withdrawn: 410 with the title for a contact that had opened it; else 404.
pub async fn find_published(
    read: &Read<'_, Contact>,
    address: &DocumentAddress,
) -> Result<Published> {
    let found = store::find(read, address)
        .await?
        .ok_or_else(Error::not_found)?;
    match found.status.as_str() {
        "published" => Published::try_from(found),
        "withdrawn" if found.opened => Err(Error::gone(found.title)),
        _ => Err(Error::not_found()),
    }
}
