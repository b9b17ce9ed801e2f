//! Internal approval (D3): asked for, given, refused, and taken up again.

use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    approval_letter::{self, Verdict},
    approval_store::{self, Approval},
    draft::DocumentPath,
    held::{Done, Held, finish},
    publication::check_complete,
    show::StaffDocument,
    store,
};
use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    features::{
        documents::{
            rights::{Act, ApprovalState},
            status::Status,
        },
        letters::Letterhead,
    },
    kit::{
        clock::Time,
        http::{body::Body, meta::Meta, params::Params},
        outbox, text,
    },
    scope::Staff,
};

/// Nothing needs to be said: the draft is submitted as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateSubmission {}

/// Approval of a draft.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateApproval {
    /// The draft that was read.
    pub draft_revision: i64,
    /// At most 2,000 characters.
    #[serde(default)]
    #[schema(value_type = Option<text::Remark>)]
    pub comment: Option<String>,
}

/// Rejection of a draft.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateRejection {
    /// The draft that was read.
    pub draft_revision: i64,
    /// What has to change, 1 to 2,000 characters.
    #[schema(value_type = text::Reason)]
    pub reason: String,
}

/// Nothing needs to be said.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateReopening {}

/// Asks for approval of a draft that could be published. Until it is decided nobody changes it.
pub async fn create_submission(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<DocumentPath>,
    body: Body<CreateSubmission>,
) -> Result<Json<StaffDocument>> {
    let CreateSubmission {} = body.value;
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let held = Held::lock(&write, now, path.document_id, Act::Submit).await?;
    check_complete(&write, &held, now).await?;
    let revision = held.document.draft_revision;
    approval_store::add(&write, now, path.document_id, app.ids.id(), revision).await?;
    move_to(&write, now, &held, Status::Pending).await?;
    let done = Done {
        act: "document_submitted",
        document: &held.document,
        detail: json!({ "draft_revision": revision }),
        is_seen: false,
    };
    finish(write, &meta, now, done).await
}

/// Approves a draft: it may be published as it is. Whoever submitted it gets a mail.
pub async fn create_approval(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<DocumentPath>,
    body: Body<CreateApproval>,
) -> Result<Json<StaffDocument>> {
    let wanted = body.value;
    let said = text::lines("comment", wanted.comment.as_deref(), text::REMARK)?;
    let verdict = (
        ApprovalState::Approved,
        wanted.draft_revision,
        said.as_deref(),
    );
    decide(&app, &staff, &meta, path, verdict).await
}

/// Rejects a draft, with a reason. Whoever submitted it gets a mail.
pub async fn create_rejection(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<DocumentPath>,
    body: Body<CreateRejection>,
) -> Result<Json<StaffDocument>> {
    let wanted = body.value;
    let said = text::lines("reason", Some(&wanted.reason), text::REMARK)?;
    if said.is_none() {
        return Err(Error::invalid(
            "reason",
            "required",
            "Say what has to change.",
        ));
    }
    let verdict = (
        ApprovalState::Rejected,
        wanted.draft_revision,
        said.as_deref(),
    );
    decide(&app, &staff, &meta, path, verdict).await
}

async fn decide(
    app: &App,
    staff: &Staff,
    meta: &Meta,
    path: DocumentPath,
    (state, draft_revision, said): (ApprovalState, i64, Option<&str>),
) -> Result<Json<StaffDocument>> {
    let now = app.clock.now();
    let write = app.db.write(staff).await?;
    let held = Held::lock(&write, now, path.document_id, Act::Approve).await?;
    held.must_be(draft_revision)?;
    let (act, status) = if state == ApprovalState::Approved {
        ("document_approved", Status::Approved)
    } else {
        ("document_rejected", Status::Rejected)
    };
    approval_store::decide(&write, now, path.document_id, status.as_str(), said).await?;
    move_to(&write, now, &held, status).await?;
    if let Some(asked) = held.approval.as_ref() {
        tell_submitter(app, &write, now, &held, asked, Verdict { state, said }).await?;
    }
    let done = Done {
        act,
        document: &held.document,
        detail: json!({ "draft_revision": draft_revision }),
        is_seen: false,
    };
    finish(write, meta, now, done).await
}

/// Moves the document along. One that clients see stays published: its approval alone says where its next version stands.
async fn move_to(write: &Write<'_, Staff>, now: Time, held: &Held, status: Status) -> Result<()> {
    if held.standing.status == Status::Published {
        return Ok(());
    }
    store::save_status(write, now, held.document.document_id, status).await
}

/// The mail to whoever asked, unless they answered themselves.
async fn tell_submitter(
    app: &App,
    write: &Write<'_, Staff>,
    now: Time,
    held: &Held,
    asked: &Approval,
    verdict: Verdict<'_>,
) -> Result<()> {
    let staff_id = write.who().staff_id;
    if asked.submitted_by == staff_id {
        return Ok(());
    }
    let Some(reader) = approval_store::find_reader(write, asked.submitted_by).await? else {
        return Ok(());
    };
    let by = store::find_author(write, staff_id)
        .await?
        .unwrap_or_default();
    let staff_site = app.config.staff_site().map_err(Error::internal)?;
    let link = format!("{}/quotes/{}", staff_site.origin, held.document.document_id);
    let letterhead = Letterhead::load(write).await?;
    let title = held.document.title.as_str();
    let message = approval_letter::write(&reader, (&by, title, &link), verdict, &letterhead)?;
    outbox::send(write, app.ids.id(), now, &message).await
}

/// Takes a rejected document up again: it is a draft once more.
pub async fn create_reopening(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<DocumentPath>,
    body: Body<CreateReopening>,
) -> Result<Json<StaffDocument>> {
    let CreateReopening {} = body.value;
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let held = Held::lock(&write, now, path.document_id, Act::Reopen).await?;
    move_to(&write, now, &held, Status::Draft).await?;
    let done = Done {
        act: "document_reopened",
        document: &held.document,
        detail: json!({}),
        is_seen: false,
    };
    finish(write, &meta, now, done).await
}
