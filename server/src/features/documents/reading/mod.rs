//! What contacts do with documents: list them, read one, price a selection.

mod client;
mod images;
mod kept;
mod of_project;
mod store;
mod types;
mod views;

use crate::{
    app::App,
    db::Read,
    error::{Error, Result},
    features::sessions,
    kit::http::Meta,
    scope::Contact,
};

pub use client::{
    CreateCalculation, DocumentAddress, DocumentRow, create_calculation, list_documents,
    show_document, version_changed,
};
pub use images::{ImageAddress, show_image};
pub use of_project::{ProjectDocument, newest_of_project};
pub use store::{Published, lock};
pub use types::list_document_types;
pub use views::{Views, keep_views, write_views};

/// The published document at an address. Withdrawn: 410 with the title for a contact that had opened it; else 404.
pub async fn find_published(
    read: &Read<'_, Contact>,
    meta: &Meta,
    address: &DocumentAddress,
) -> Result<Published> {
    let found = store::find(read, address)
        .await?
        .ok_or_else(Error::not_found)?;
    meta.asking.about("document", found.document_id);
    match found.status.as_str() {
        "published" => found.open(read).await,
        "withdrawn" if found.opened_version.is_some() => Err(Error::gone(found.title)),
        _ => Err(Error::not_found()),
    }
}

/// The published document at an address, and the read it was found in. One of another of the contact's clients is 409
/// `other_client`.
pub async fn open_published<'a>(
    app: &'a App,
    contact: &'a Contact,
    meta: &Meta,
    address: &DocumentAddress,
) -> Result<(Read<'a, Contact>, Published)> {
    let read = app.db.read(contact).await?;
    match find_published(&read, meta, address).await {
        Ok(found) => Ok((read, found)),
        Err(error) => {
            drop(read);
            Err(or_elsewhere(app, contact, meta, address, error).await)
        }
    }
}

/// What a document that is not here is answered with: 409 `other_client` when it is another's of the contact's own
/// clients, which it can switch to (P32), else what it was.
pub async fn or_elsewhere(
    app: &App,
    contact: &Contact,
    meta: &Meta,
    address: &DocumentAddress,
    error: Error,
) -> Error {
    if !matches!(error, Error::NotFound) {
        return error;
    }
    match find_elsewhere(app, contact, meta, address).await {
        Ok(Some((client, name))) => Error::conflict(
            "other_client",
            format!("This document is for {name}, which you can switch to."),
        )
        .with("client_id", client.client_id.to_string())
        .with("client_name", name),
        Ok(None) => error,
        Err(failed) => failed,
    }
}

async fn find_elsewhere(
    app: &App,
    contact: &Contact,
    meta: &Meta,
    address: &DocumentAddress,
) -> Result<Option<(Contact, String)>> {
    for (other, name) in sessions::elsewhere(app, contact).await? {
        let read = app.db.read(&other).await?;
        match find_published(&read, meta, address).await {
            Ok(_) | Err(Error::Gone { .. }) => {
                drop(read);
                return Ok(Some((other, name)));
            }
            Err(Error::NotFound) => {}
            Err(failed) => return Err(failed),
        }
    }
    Ok(None)
}
