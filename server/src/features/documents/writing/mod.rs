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
    kit::{event::Event, id::Id},
    scope::Staff,
};

/// A document changed. With a client its pages hear of it too.
fn changed(staff: &Staff, client_id: Option<Id>, document_id: Id) -> Event {
    Event {
        provider_id: staff.provider_id,
        client_id,
        kind: "document".to_owned(),
        id: document_id,
    }
}
