//! What staff do with documents: write drafts, look at what the client will see, publish, extend, withdraw.

mod addressing;
mod approval;
mod approval_letter;
mod approval_store;
mod copy;
mod draft;
mod draft_store;
mod four_eyes;
mod held;
mod image_store;
mod images;
mod list;
mod list_store;
mod presence;
mod presence_store;
mod preview;
mod publication;
mod revision;
mod revision_store;
mod show;
mod standing;
mod store;
mod template_store;
mod templates;
mod type_change;
mod type_store;
mod types;

pub use approval::{
    CreateApproval, CreateRejection, CreateReopening, CreateSubmission, create_approval,
    create_rejection, create_reopening, create_submission,
};
pub use copy::{CreateDuplication, create_duplication};
pub use draft::{
    CreateDocument, DocumentPath, SaveDraft, create_document, delete_document, save_draft,
};
pub use four_eyes::{
    ChangeDocumentSettings, DocumentSettings, change_document_settings, show_document_settings,
};
pub use images::{IMAGE_TYPES, ImagePath, ImageSaved, create_image, delete_image, show_image};
pub use list::{StaffDocumentRow, list_documents};
pub use presence::{EditingPath, EditingState, SaveEditing, delete_editing, save_editing, sweep};
pub use preview::{CreatePreviewCalculation, create_preview_calculation, show_preview};
pub use publication::{
    CreateExtension, CreatePublication, create_extension, create_publication, create_withdrawal,
};
pub use revision::{CreateRevision, create_revision, delete_revision};
pub use show::{StaffDocument, show_document};
pub use templates::{
    ChangeTemplate, CreateTemplate, TemplateFilter, TemplateList, TemplatePath, TemplateRow,
    change_template, create_template, delete_template, list_templates,
};
pub use type_change::{
    ChangeDocumentType, CreateDocumentType, DocumentTypePath, change_document_type,
    create_document_type, delete_document_type, show_document_type_schema,
};
pub use types::{DocumentTypeList, DocumentTypeRow, list_document_types, priced_choices};

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
