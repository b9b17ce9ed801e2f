//! Drafts: begun, saved, thrown away.

use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{
    changed,
    show::{self, StaffDocument},
    store::{self, NewDocument},
    types,
};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        documents::{
            content::{Content, Offer, PaymentTerms},
            settings::Settings,
            status::Status,
            validation,
        },
    },
    kit::{
        field::FieldErrors,
        http::{
            body::Body,
            meta::Meta,
            params::{IdempotencyKey, Params},
            reply::NoContent,
        },
        id::Id,
        idempotency::{self, Claim, CreatedOnce},
        money::Currency,
    },
    scope::Staff,
};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 200;

/// Which document.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct DocumentPath {
    /// The document.
    pub document_id: Id,
}

/// A document to begin.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateDocument {
    /// For whom.
    pub client_id: Id,
    /// Key of a composed type: `quote`.
    #[serde(rename = "type")]
    pub type_key: String,
    /// Plain text, at most 200 characters.
    pub title: String,
    /// A project of that client.
    #[serde(default)]
    pub project_id: Option<Id>,
    /// What it says so far; nothing when left out.
    #[serde(default)]
    pub content: Option<Content>,
}

/// A draft to save.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveDraft {
    /// The revision that was edited.
    pub draft_revision: i64,
    /// Plain text, at most 200 characters. May be empty until it is published.
    pub title: String,
    /// What it says.
    pub content: Content,
}

/// Begins a document. It has no number yet.
pub async fn create_document(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    key: IdempotencyKey,
    body: Body<CreateDocument>,
) -> Result<CreatedOnce<StaffDocument>> {
    let (wanted, now) = (body.value, app.clock.now());
    let write = app.db.write(&staff).await?;
    let (_, client_currency) = store::find_client(&write, wanted.client_id)
        .await?
        .ok_or_else(Error::not_found)?;
    let request = idempotency::Request::new(
        "POST /api/admin/documents",
        staff.staff_id,
        &key,
        &body.bytes,
        now,
    );
    let fresh = match idempotency::claim(&write, request).await? {
        Claim::Again(answer) => return Ok(answer),
        Claim::Fresh(fresh) => fresh,
    };
    title_faults(&wanted.title, true).or(())?;
    let known = types::find(&write, &wanted.type_key).await?;
    if known.is_none_or(|found| found.form != "composed") {
        return Err(Error::invalid(
            "type",
            "unknown_type",
            "There is no composed document type of this key.",
        ));
    }
    if let Some(project_id) = wanted.project_id
        && !store::has_project(&write, wanted.client_id, project_id).await?
    {
        return Err(Error::invalid(
            "project_id",
            "unknown_project",
            "This client has no such project.",
        ));
    }
    let settings = Settings::load(&write).await?;
    let content = match wanted.content {
        Some(content) => content,
        None => blank(&settings, client_currency.as_deref())?,
    };
    validation::check_draft(&content).map_err(|errors| errors.under("content"))?;
    let document_id = app.ids.id();
    let new = NewDocument {
        document_id,
        client_id: wanted.client_id,
        project_id: wanted.project_id,
        type_key: &wanted.type_key,
        title: wanted.title.trim(),
        draft: &serde_json::to_value(&content).map_err(Error::internal)?,
    };
    if !store::add(&write, now, &new).await? {
        return Err(Error::not_found());
    }
    let entry = Entry::done("document_created")
        .on("document", document_id)
        .of_client(wanted.client_id);
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.notify(changed(&staff, None, document_id));
    let shown = show::load(&write, document_id).await?;
    let location = format!("/api/admin/documents/{document_id}");
    let answer = CreatedOnce::new(&shown, Some(location))?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    Ok(answer)
}

/// An empty document in the client's currency, offering what the provider offers.
fn blank(settings: &Settings, client_currency: Option<&str>) -> Result<Content> {
    let currency = Currency::from_code(client_currency.unwrap_or(&settings.currency))
        .map_err(Error::internal)?;
    Ok(settings.allowed(Content {
        currency,
        intro: None,
        blocks: Vec::new(),
        valid_until: None,
        deposit: None,
        payment: PaymentTerms {
            asks: true,
            offers: vec![Offer::Full],
            excluded_method_ids: Vec::new(),
        },
        next_steps: None,
    }))
}

/// What is wrong with a title. That of a draft may be empty for the moment.
pub(super) fn title_faults(title: &str, required: bool) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if required && title.trim().is_empty() {
        errors.add("title", "required", "Write a title.");
    } else if title.chars().count() > LONGEST_TITLE {
        errors.add(
            "title",
            "too_long",
            format!("At most {LONGEST_TITLE} characters can stand here."),
        );
    }
    if title.chars().any(char::is_control) {
        errors.add(
            "title",
            "control_characters",
            "Remove the control characters.",
        );
    }
    errors
}

/// Saves a draft. Clients go on seeing the published version.
pub async fn save_draft(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<DocumentPath>,
    body: Body<SaveDraft>,
) -> Result<Json<StaffDocument>> {
    let (wanted, now) = (body.value, app.clock.now());
    let write = app.db.write(&staff).await?;
    let document = store::lock(&write, now, path.document_id)
        .await?
        .ok_or_else(Error::not_found)?;
    let status = show::status(&document)?;
    if !status.may_edit() {
        return Err(bad_status(status, "edited"));
    }
    title_faults(&wanted.title, false).or(())?;
    validation::check_draft(&wanted.content).map_err(|errors| errors.under("content"))?;
    let draft = serde_json::to_value(&wanted.content).map_err(Error::internal)?;
    let title = wanted.title.trim();
    if !store::save_draft(
        &write,
        now,
        path.document_id,
        wanted.draft_revision,
        title,
        &draft,
    )
    .await?
    {
        return Err(
            Error::conflict("draft_changed", "Somebody else saved this draft meanwhile.")
                .with("draft_revision", document.draft_revision),
        );
    }
    let entry = Entry::done("document_draft_saved")
        .on("document", path.document_id)
        .of_client(document.client_id)
        .detail(serde_json::json!({ "draft_revision": wanted.draft_revision + 1 }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.notify(changed(&staff, None, path.document_id));
    let shown = show::load(&write, path.document_id).await?;
    write.commit().await?;
    Ok(Json(shown))
}

/// Throws a draft away. What was issued stays: 409.
pub async fn delete_document(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<DocumentPath>,
) -> Result<NoContent> {
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let document = store::lock(&write, now, path.document_id)
        .await?
        .ok_or_else(Error::not_found)?;
    let status = show::status(&document)?;
    if status != Status::Draft || document.number.is_some() {
        return Err(bad_status(status, "deleted"));
    }
    store::remove(&write, path.document_id).await?;
    let entry = Entry::done("document_deleted")
        .on("document", path.document_id)
        .of_client(document.client_id);
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.notify(changed(&staff, None, path.document_id));
    write.commit().await?;
    Ok(NoContent)
}

/// 409: a document that stands there can't be … now.
pub(super) fn bad_status(status: Status, done: &str) -> Error {
    Error::conflict(
        "bad_status",
        format!("A document that is {} can't be {done}.", status.as_str()),
    )
}
