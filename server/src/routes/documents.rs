//! Documents: what contacts read and answer, what staff write, approve and publish.

use http::Method;

use crate::app::App;
use crate::features::{
    decisions,
    documents::{reading, writing},
    responses,
};
use crate::kit::http::table::{Audience, Table};

/// Adds them.
pub(super) fn add(table: &mut Table<App>) {
    client_answers(table);
    client_documents(table);
    types(table);
    drafts(table);
    belongings(table);
    templates(table);
    steps(table);
    approvals(table);
}

/// What waits for contacts, and what they decided.
fn client_answers(table: &mut Table<App>) {
    use Audience::Contact;
    let decisions = "/api/client/decisions";
    table
        .get(
            "/api/client/action-items",
            Contact,
            None,
            decisions::list_action_items,
        )
        .get(decisions, Contact, None, decisions::list_decisions)
        .post(decisions, Contact, None, decisions::create_decisions)
        .get(
            "/api/client/decisions/{decision_id}",
            Contact,
            None,
            decisions::show_decision,
        );
}

/// What contacts read, and how they answer.
fn client_documents(table: &mut Table<App>) {
    use Audience::Contact;
    table
        .get(
            "/api/client/documents",
            Contact,
            None,
            reading::list_documents,
        )
        .get(
            "/api/client/document-types",
            Contact,
            None,
            reading::list_document_types,
        )
        .get(
            "/api/client/documents/{year}/{slug}",
            Contact,
            None,
            reading::show_document,
        )
        .get(
            "/api/client/documents/{year}/{slug}/images/{image_id}",
            Contact,
            None,
            reading::show_image,
        )
        .post(
            "/api/client/documents/{year}/{slug}/calculation",
            Contact,
            Some("see_money"),
            reading::create_calculation,
        )
        .post(
            "/api/client/documents/{year}/{slug}/response",
            Contact,
            Some("choose_options"),
            responses::create_response,
        )
        .get(
            "/api/client/documents/{year}/{slug}/confirmation",
            Contact,
            None,
            responses::show_confirmation,
        );
}

/// What documents are, and what the provider asks of all of them.
fn types(table: &mut Table<App>) {
    use Audience::Staff;
    let (settings, administer) = ("/api/admin/settings/documents", Some("administer"));
    let (all, one) = (
        "/api/admin/document-types",
        "/api/admin/document-types/{type_key}",
    );
    table
        .get(all, Staff, None, writing::list_document_types)
        .post(all, Staff, administer, writing::create_document_type)
        .patch(one, Staff, administer, writing::change_document_type)
        .delete(one, Staff, administer, writing::delete_document_type)
        .get(
            "/api/admin/document-types/{type_key}/schema",
            Staff,
            None,
            writing::show_document_type_schema,
        )
        .get(settings, Staff, None, writing::show_document_settings)
        .patch(
            settings,
            Staff,
            administer,
            writing::change_document_settings,
        );
}

/// What staff write.
fn drafts(table: &mut Table<App>) {
    use Audience::Staff;
    let (all, one) = ("/api/admin/documents", "/api/admin/documents/{document_id}");
    table
        .get(all, Staff, None, writing::list_documents)
        .post(all, Staff, None, writing::create_document)
        .get(one, Staff, None, writing::show_document)
        .delete(one, Staff, None, writing::delete_document)
        .put(
            "/api/admin/documents/{document_id}/draft",
            Staff,
            None,
            writing::save_draft,
        )
        .get(
            "/api/admin/documents/{document_id}/preview",
            Staff,
            None,
            writing::show_preview,
        )
        .post(
            "/api/admin/documents/{document_id}/preview/calculation",
            Staff,
            None,
            writing::create_preview_calculation,
        );
}

/// What belongs to a draft: its pictures, and who is at work on it.
fn belongings(table: &mut Table<App>) {
    use Audience::Staff;
    let (images, one) = (
        "/api/admin/documents/{document_id}/images",
        "/api/admin/documents/{document_id}/images/{image_id}",
    );
    table
        .add(
            Method::POST,
            images,
            Staff,
            None,
            writing::IMAGE_TYPES,
            writing::create_image,
        )
        .get(one, Staff, None, writing::show_image)
        .delete(one, Staff, None, writing::delete_image)
        .put(
            "/api/admin/documents/{document_id}/editing",
            Staff,
            None,
            writing::save_editing,
        )
        .delete(
            "/api/admin/documents/{document_id}/editing/{editor_id}",
            Staff,
            None,
            writing::delete_editing,
        );
}

/// What drafts begin with: templates, and other documents.
fn templates(table: &mut Table<App>) {
    use Audience::Staff;
    let (all, one) = (
        "/api/admin/document-templates",
        "/api/admin/document-templates/{document_template_id}",
    );
    table
        .post(
            "/api/admin/documents/{document_id}/duplication",
            Staff,
            None,
            writing::create_duplication,
        )
        .get(all, Staff, None, writing::list_templates)
        .post(all, Staff, None, writing::create_template)
        .patch(one, Staff, None, writing::change_template)
        .delete(one, Staff, None, writing::delete_template);
}

/// What staff do with what is written.
fn steps(table: &mut Table<App>) {
    use Audience::Staff;
    let revision = "/api/admin/documents/{document_id}/revision";
    table
        .post(
            "/api/admin/documents/{document_id}/publication",
            Staff,
            None,
            writing::create_publication,
        )
        .post(
            "/api/admin/documents/{document_id}/withdrawal",
            Staff,
            None,
            writing::create_withdrawal,
        )
        .post(
            "/api/admin/documents/{document_id}/extension",
            Staff,
            None,
            writing::create_extension,
        )
        .post(revision, Staff, None, writing::create_revision)
        .delete(revision, Staff, None, writing::delete_revision);
}

/// Internal approval.
fn approvals(table: &mut Table<App>) {
    use Audience::Staff;
    let approve = Some("approve");
    table
        .post(
            "/api/admin/documents/{document_id}/submission",
            Staff,
            None,
            writing::create_submission,
        )
        .post(
            "/api/admin/documents/{document_id}/approval",
            Staff,
            approve,
            writing::create_approval,
        )
        .post(
            "/api/admin/documents/{document_id}/rejection",
            Staff,
            approve,
            writing::create_rejection,
        )
        .post(
            "/api/admin/documents/{document_id}/reopening",
            Staff,
            None,
            writing::create_reopening,
        );
}
