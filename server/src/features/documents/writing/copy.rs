//! A document made from another: the same words, nothing of its history.

use axum::extract::State;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    draft::{self, DocumentPath, Start, title_faults},
    image_store,
    show::StaffDocument,
    store,
};
use crate::{
    app::App,
    db::Read,
    error::{Error, Result},
    features::{documents::content::Content, payment_methods, search},
    kit::{
        http::{
            body::Body,
            meta::Meta,
            params::{IdempotencyKey, Params},
        },
        id::Id,
        idempotency::{self, Claim, CreatedOnce},
    },
    scope::Staff,
};

/// What differs in the copy.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateDuplication {
    /// For whom; the same client when left out.
    #[serde(default)]
    pub client_id: Option<Id>,
    /// Its title; the same when left out.
    #[serde(default)]
    #[schema(value_type = Option<draft::DocumentTitle>)]
    pub title: Option<String>,
}

/// Begins a document with the draft of another: same type, words, prices and pictures, without number and last day. What
/// was made for an org stays that org's.
pub async fn create_duplication(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    key: IdempotencyKey,
    Params(path): Params<DocumentPath>,
    body: Body<CreateDuplication>,
) -> Result<CreatedOnce<StaffDocument>> {
    let (wanted, now) = (body.value, app.clock.now());
    let write = app.db.write(&staff).await?;
    let source = store::find(&write, path.document_id)
        .await?
        .ok_or_else(Error::not_found)?;
    let client_id = wanted.client_id.unwrap_or(source.client_id);
    store::find_client(&write, client_id)
        .await?
        .ok_or_else(Error::not_found)?;
    let address = format!("POST /api/admin/documents/{}/duplication", path.document_id);
    let request = idempotency::Request::new(&address, staff.staff_id, &key, &body.bytes, now);
    let fresh = match idempotency::claim(&write, request).await? {
        Claim::Again(answer) => return Ok(answer),
        Claim::Fresh(fresh) => fresh,
    };
    let title = wanted.title.unwrap_or(source.title);
    title_faults(&title, false).or(())?;
    let kind = draft::find_type(&write, &source.type_key).await?;
    let document_id = app.ids.id();
    let start = Start {
        document_id,
        client_id,
        project_id: None,
        kind: &kind,
        title: title.trim(),
        content: &cleaned(&write, source.draft.0).await?,
        detail: json!({ "copied_from": path.document_id }),
    };
    draft::begin(&write, &meta, now, &start).await?;
    store::keep_place(&write, document_id, path.document_id).await?;
    search::note_document(&write, document_id).await?;
    image_store::copy(&write, document_id, path.document_id).await?;
    let answer = draft::begun(&write, document_id).await?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    Ok(answer)
}

/// Content without what belonged to one occasion: its last day, and payment methods that are gone.
pub(super) async fn cleaned(read: &Read<'_, Staff>, mut content: Content) -> Result<Content> {
    content.valid_until = None;
    let known = payment_methods::known(read).await?;
    content
        .payment
        .excluded_method_ids
        .retain(|excluded| known.contains(&Id::from_uuid(*excluded)));
    Ok(content)
}
