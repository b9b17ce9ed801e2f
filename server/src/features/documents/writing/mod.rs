//! What staff do with documents: write drafts, look at what the client will see, publish, extend, withdraw.

mod draft;
mod list;
mod preview;
mod publication;
mod show;
mod store;
mod types;

pub use draft::{
    CreateDocument, DocumentPath, SaveDraft, create_document, delete_document, save_draft,
};
pub use list::{StaffDocumentRow, list_documents};
pub use preview::{CreatePreviewCalculation, create_preview_calculation, show_preview};
pub use publication::{
    CreateExtension, CreatePublication, create_extension, create_publication, create_withdrawal,
};
pub use show::{StaffDocument, show_document};
pub use types::{DocumentTypeList, DocumentTypeRow, list_document_types};

use crate::{
    error::{Error, Result},
    features::people::permission::StaffRole,
    kit::{event::Event, id::Id},
    scope::Staff,
};

/// 403 for staff whose role may not publish or withdraw documents of a type.
fn must_publish(staff: &Staff, requires_approval: bool) -> Result<()> {
    let role = StaffRole::from_word(&staff.role)
        .ok_or_else(|| Error::internal("a role of no such word"))?;
    if role.publishes(requires_approval) {
        Ok(())
    } else {
        Err(Error::forbidden("permission_missing"))
    }
}

/// A document changed. With a client its pages hear of it too.
fn changed(staff: &Staff, client_id: Option<Id>, document_id: Id) -> Event {
    Event {
        provider_id: staff.provider_id,
        client_id,
        kind: "document".to_owned(),
        id: document_id,
    }
}
