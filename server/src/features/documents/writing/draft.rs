//! Drafts: begun, saved, thrown away.

use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};

use super::{
    changed, copy, draft_store,
    held::{Done, Held, finish},
    show::{self, StaffDocument},
    standing, store,
    template_store::{self, Template},
    types::{self, DocumentType},
};
use crate::{
    app::App,
    db::{Read, Write},
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        documents::{
            content::{Content, Offer, PaymentTerms},
            rights::Act,
            settings::Settings,
            status::Status,
            validation,
        },
        search,
    },
    kit::{
        clock::Time,
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
        text,
    },
    scope::Staff,
};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 200;

crate::text_kind! {
    /// The title of a document, on one line. That of a draft may be empty.
    pub DocumentTitle, 0..=LONGEST_TITLE, Some(text::LINE_OR_NOTHING)
}

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
    /// Key of a composed type that is switched on; may be left out with a template.
    #[serde(default, rename = "type")]
    pub type_key: Option<String>,
    /// A template to begin with.
    #[serde(default)]
    pub template_id: Option<Id>,
    /// Plain text, at most 200 characters.
    #[schema(value_type = DocumentTitle)]
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
    #[schema(value_type = DocumentTitle)]
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
    let template = match wanted.template_id {
        Some(template_id) => Some(find_template(&write, template_id).await?),
        None => None,
    };
    let templated = template.as_ref().map(|found| found.type_key.as_str());
    let type_key = wanted.type_key.as_deref().or(templated);
    let kind = find_type(&write, type_key.unwrap_or_default()).await?;
    if let Some(project_id) = wanted.project_id
        && !store::has_project(&write, wanted.client_id, project_id).await?
    {
        return Err(Error::invalid(
            "project_id",
            "unknown_project",
            "This client has no such project.",
        ));
    }
    let content = match (wanted.content, template) {
        (Some(content), _) => content,
        (None, Some(template)) => copy::cleaned(&write, template.content.0).await?,
        (None, None) => {
            let settings = Settings::load(&write).await?;
            blank(&settings, &kind, client_currency.as_deref())?
        }
    };
    check_draft(&content, &kind)?;
    let document_id = app.ids.id();
    let start = Start {
        document_id,
        client_id: wanted.client_id,
        project_id: wanted.project_id,
        kind: &kind,
        title: wanted.title.trim(),
        content: &content,
        detail: json!({}),
    };
    begin(&write, &meta, now, &start).await?;
    let answer = begun(&write, document_id).await?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    Ok(answer)
}

/// A document to begin.
pub(super) struct Start<'a> {
    pub(super) document_id: Id,
    pub(super) client_id: Id,
    pub(super) project_id: Option<Id>,
    pub(super) kind: &'a DocumentType,
    pub(super) title: &'a str,
    pub(super) content: &'a Content,
    /// For the audit.
    pub(super) detail: Value,
}

/// Adds a draft, writes it down and tells the pages.
pub(super) async fn begin(
    write: &Write<'_, Staff>,
    meta: &Meta,
    now: Time,
    start: &Start<'_>,
) -> Result<()> {
    if !draft_store::add(write, now, start).await? {
        return Err(Error::not_found());
    }
    search::note_document(write, start.document_id).await?;
    let entry = Entry::done("document_created")
        .on("document", start.document_id)
        .of_client(start.client_id)
        .detail(start.detail.clone());
    audit::record(write, now, &Actor::staff(write.who(), meta), &entry).await?;
    write.notify(changed(write.who(), None, start.document_id));
    Ok(())
}

/// The answer with a document that was begun.
pub(super) async fn begun(
    read: &Read<'_, Staff>,
    document_id: Id,
) -> Result<CreatedOnce<StaffDocument>> {
    let shown = show::load(read, document_id).await?;
    CreatedOnce::new(&shown, Some(format!("/api/admin/documents/{document_id}")))
}

async fn find_template(read: &Read<'_, Staff>, template_id: Id) -> Result<Template> {
    let found = template_store::find(read, template_id).await?;
    found.ok_or_else(|| {
        Error::invalid(
            "template_id",
            "unknown_template",
            "There is no such template.",
        )
    })
}

/// The composed type of this key, if new documents of it can be begun.
pub(super) async fn find_type(read: &Read<'_, Staff>, type_key: &str) -> Result<DocumentType> {
    let found = types::find(read, type_key).await?;
    found
        .filter(|kind| kind.form == "composed" && kind.switched_on)
        .ok_or_else(|| {
            Error::invalid(
                "type",
                "unknown_type",
                "There is no composed document type of this key.",
            )
        })
}

/// What staff may save in a document of a type.
fn check_draft(content: &Content, kind: &DocumentType) -> Result<()> {
    let mut faults = FieldErrors::new();
    for checked in [
        validation::check_draft(content),
        kind.admission().check(content),
    ] {
        if let Err(errors) = checked {
            faults.0.extend(errors.under("content").0);
        }
    }
    Ok(faults.or(())?)
}

/// An empty document in the client's currency, offering what the provider offers.
fn blank(
    settings: &Settings,
    kind: &DocumentType,
    client_currency: Option<&str>,
) -> Result<Content> {
    let currency = Currency::from_code(client_currency.unwrap_or(&settings.currency))
        .map_err(Error::internal)?;
    Ok(settings.allowed(Content {
        currency,
        intro: None,
        blocks: Vec::new(),
        valid_until: None,
        deposit: None,
        payment: PaymentTerms {
            asks: kind.allows("choose"),
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
    }
    text::check_line("title", title, LONGEST_TITLE, &mut errors);
    errors
}

/// Saves a draft. Clients go on seeing the published version. What they accepted changes by a revision only: 409.
pub async fn save_draft(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<DocumentPath>,
    body: Body<SaveDraft>,
) -> Result<Json<StaffDocument>> {
    let (wanted, now) = (body.value, app.clock.now());
    let write = app.db.write(&staff).await?;
    let held = Held::lock(&write, now, path.document_id, Act::Edit).await?;
    title_faults(&wanted.title, false).or(())?;
    check_draft(&wanted.content, &held.kind)?;
    let title = wanted.title.trim();
    held.must_be(wanted.draft_revision)?;
    draft_store::save(&write, now, path.document_id, title, &wanted.content).await?;
    if title != held.document.title {
        search::note_document(&write, path.document_id).await?;
    }
    let done = Done {
        act: "document_draft_saved",
        document: &held.document,
        detail: json!({ "draft_revision": wanted.draft_revision + 1 }),
        is_seen: false,
    };
    finish(write, &meta, now, done).await
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
    let status = standing::status(&document)?;
    if status != Status::Draft || document.number.is_some() {
        return Err(standing::bad_status(status, "deleted"));
    }
    search::forget_document(&write, path.document_id).await?;
    store::remove(&write, path.document_id).await?;
    let entry = Entry::done("document_deleted")
        .on("document", path.document_id)
        .of_client(document.client_id);
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.notify(changed(&staff, None, path.document_id));
    write.commit().await?;
    Ok(NoContent)
}
