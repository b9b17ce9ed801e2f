//! Revisions (D15): a change after acceptance asks again; what was accepted stays as it was.

use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    draft::DocumentPath,
    draft_store,
    held::{Done, Held, finish},
    revision_store,
    show::StaffDocument,
    store,
};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        documents::{rights::Act, version::Frozen},
        search,
    },
    kit::{
        http::{body::Body, meta::Meta, params::Params},
        text,
    },
    scope::Staff,
};

/// Why an accepted document changes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateRevision {
    /// For the staff, at most 2,000 characters.
    #[serde(default)]
    #[schema(value_type = Option<text::Remark>)]
    pub reason: Option<String>,
}

/// Begins a revision of what the client accepted: its draft can be changed again, and publishing it asks anew.
pub async fn create_revision(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<DocumentPath>,
    body: Body<CreateRevision>,
) -> Result<Json<StaffDocument>> {
    let now = app.clock.now();
    let reason = text::lines("reason", body.value.reason.as_deref(), text::REMARK)?;
    let write = app.db.write(&staff).await?;
    let held = Held::lock(&write, now, path.document_id, Act::Revise).await?;
    revision_store::open(&write, now, path.document_id, reason.as_deref()).await?;
    let done = Done {
        act: "document_revision_opened",
        document: &held.document,
        detail: json!({ "of_version": held.document.published_version }),
        is_seen: false,
    };
    finish(write, &meta, now, done).await
}

/// Gives a revision up: title and draft are those of the accepted version again.
pub async fn delete_revision(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<DocumentPath>,
) -> Result<Json<StaffDocument>> {
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let held = Held::lock(&write, now, path.document_id, Act::GiveUp).await?;
    let version = held.document.published_version.unwrap_or_default();
    let (bytes, ..) = store::find_version(&write, path.document_id, version)
        .await?
        .ok_or_else(Error::not_found)?;
    let mut frozen = Frozen::open(&bytes)?;
    frozen.content.valid_until = held.document.valid_until;
    draft_store::save(
        &write,
        now,
        path.document_id,
        &frozen.title,
        &frozen.content,
    )
    .await?;
    revision_store::end(&write, path.document_id).await?;
    search::note_document(&write, path.document_id).await?;
    let done = Done {
        act: "document_revision_given_up",
        document: &held.document,
        detail: json!({ "of_version": version }),
        is_seen: false,
    };
    finish(write, &meta, now, done).await
}
