//! One document as staff see it.

use axum::{Json, extract::State};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    approval_store::Approval,
    draft::DocumentPath,
    images, standing,
    store::{self, Document},
    types,
};
use crate::{
    app::App,
    db::Read,
    error::{Error, Result},
    features::{
        delivery::{self, DeliveryLinkRow},
        documents::{
            acknowledgement,
            content::Content,
            detail::{AcceptedVersion, ClientRef},
            naming::page_path,
            rights::{ApprovalState, MayDo},
            settings::Settings,
            status::Status,
            tax::UsualTax,
            version::Frozen,
        },
        responses::{self, StaffResponse},
    },
    kit::{clock::Time, http::params::Params, id::Id},
    scope::Staff,
};

/// A document with its draft and its history.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffDocument {
    /// The document.
    pub id: Id,
    /// Key of its type.
    #[serde(rename = "type")]
    pub type_key: String,
    /// What its type is called.
    pub type_title: String,
    /// Whether its type demands internal approval.
    pub requires_approval: bool,
    /// The kinds of block that it may hold.
    pub allowed_blocks: Vec<String>,
    /// What its client may do with it.
    pub allowed_actions: Vec<String>,
    /// Its title, as drafted.
    pub title: String,
    /// Where it stands.
    pub status: Status,
    /// Its number, once issued.
    pub number: Option<String>,
    /// Part of its address, once issued.
    pub year: Option<i32>,
    /// Part of its address, once issued.
    pub slug: Option<String>,
    /// For whom.
    pub client: ClientRef,
    /// What staff edit.
    pub draft: Content,
    /// What a new price starts with.
    pub usual_tax: UsualTax,
    /// Counts the draft's saves; to be sent with the next one.
    pub draft_revision: i64,
    /// Who saved the draft last.
    pub draft_saved_by: Option<Named>,
    /// When.
    pub draft_saved_at: Option<Time>,
    /// The newest approval that was asked for.
    pub approval: Option<ApprovalDetail>,
    /// The open revision of what was accepted.
    pub revision: Option<RevisionDetail>,
    /// What this person may do with it now.
    pub may: MayDo,
    /// The version that the client sees.
    pub published_version: Option<i64>,
    /// The hash of that version.
    pub version_hash: Option<String>,
    /// Whether publishing would show the client something else.
    pub has_unpublished_changes: bool,
    /// The last day on which it can be accepted: as published, before that as drafted.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_until: Option<Date>,
    /// Who began it.
    pub author_name: Option<String>,
    /// When it was begun.
    pub created_at: Time,
    /// When something about it last changed.
    pub updated_at: Time,
    /// When its version was published.
    pub published_at: Option<Time>,
    /// When it was taken back.
    pub withdrawn_at: Option<Time>,
    /// Where the client finds it, once issued.
    pub portal_url: Option<String>,
    /// Who opened it.
    pub openings: Vec<Opening>,
    /// What was answered.
    pub responses: Vec<StaffResponse>,
    /// The last acceptance, of whichever version.
    pub accepted: Option<AcceptedVersion>,
    /// Who said to have read which version, newest first.
    pub acknowledgements: Vec<AcknowledgementRow>,
    /// Its pictures.
    pub images: Vec<ImageDetail>,
    /// The links that were sent.
    pub delivery_links: Vec<DeliveryLinkRow>,
}

/// Somebody or something by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Named {
    /// Who or what.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// An approval that was asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApprovalDetail {
    /// Where it stands.
    pub state: ApprovalState,
    /// The draft that it is about.
    pub draft_revision: i64,
    /// Who asked.
    pub submitted_by: Named,
    /// When.
    pub submitted_at: Time,
    /// Who answered.
    pub decided_by: Option<Named>,
    /// When.
    pub decided_at: Option<Time>,
    /// What was said with it; the reason of a rejection.
    pub comment: Option<String>,
}

/// An open revision.
#[derive(Debug, Serialize, ToSchema)]
pub struct RevisionDetail {
    /// The accepted version that it changes.
    pub of_version: i64,
    /// Why.
    pub reason: Option<String>,
    /// Who opened it.
    pub opened_by: Named,
    /// When.
    pub opened_at: Time,
}

/// An acknowledgement of a version.
#[derive(Debug, Serialize, ToSchema)]
pub struct AcknowledgementRow {
    /// By whom.
    pub contact_name: String,
    /// Which version.
    pub version: i64,
    /// Whether that is the version that the client sees.
    pub is_current: bool,
    /// When.
    pub acknowledged_at: Time,
}

/// A picture of a document.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DocumentImageRow)]
pub struct ImageDetail {
    /// The image.
    pub id: Id,
    /// Where its bytes are.
    pub url: String,
    /// `image/png`, `image/jpeg` or `image/webp`.
    pub media_type: String,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
    /// Of the stored bytes.
    pub size_bytes: i64,
}

/// A contact that opened a document.
#[derive(Debug, Serialize, ToSchema)]
pub struct Opening {
    /// Who.
    pub contact_id: Id,
    /// Its name.
    pub name: String,
    /// When it did so first.
    pub opened_at: Time,
}

/// One document.
pub async fn show_document(
    State(app): State<App>,
    staff: Staff,
    Params(path): Params<DocumentPath>,
) -> Result<Json<StaffDocument>> {
    let read = app.db.read(&staff).await?;
    Ok(Json(load(&read, path.document_id).await?))
}

/// Everything staff see of a document; 404 when they don't.
pub(super) async fn load(read: &Read<'_, Staff>, document_id: Id) -> Result<StaffDocument> {
    let document = store::find(read, document_id)
        .await?
        .ok_or_else(Error::not_found)?;
    let kind = types::of(read, &document.type_key).await?;
    let client = client_of(read, &document).await?;
    let settings = Settings::load(read).await?;
    let (standing, approval) = standing::load(read, &settings, &document, &kind).await?;
    let version = match document.published_version {
        Some(version) => store::find_version(read, document_id, version).await?,
        None => None,
    };
    let (frozen, version_hash, published_at) = match version {
        Some((bytes, hash, at)) => (Some(Frozen::open(&bytes)?), Some(hash), Some(at)),
        None => (None, None, None),
    };
    let portal_url = portal_url(read, &document).await?;
    let revision = revision_of(read, &document).await?;
    let draft_saved_by = match document.draft_saved_by {
        Some(staff_id) => named(read, staff_id).await?,
        None => None,
    };
    let draft = document.draft.0;
    Ok(StaffDocument {
        id: document_id,
        type_key: document.type_key,
        type_title: kind.title,
        requires_approval: kind.requires_approval,
        allowed_blocks: kind.allowed_blocks.0,
        allowed_actions: kind.allowed_actions.0,
        status: standing.status,
        draft_saved_by,
        draft_saved_at: document.draft_saved_at,
        approval: approval.map(approval_detail),
        revision,
        may: MayDo::of(&standing),
        accepted: responses::find_accepted(read, document_id, None).await?,
        acknowledgements: acknowledgements(read, document_id, document.published_version).await?,
        images: images::details(read, document_id).await?,
        number: document.number,
        year: document.year,
        slug: document.slug,
        client,
        usual_tax: UsualTax::load(read, &settings).await?,
        draft_revision: document.draft_revision,
        published_version: document.published_version,
        version_hash,
        has_unpublished_changes: frozen.as_ref().is_none_or(|frozen| {
            frozen.title != document.title
                || differs(&settings, &draft, &frozen.content, document.valid_until)
        }),
        valid_until: if frozen.is_some() {
            document.valid_until
        } else {
            draft.valid_until
        },
        title: document.title,
        draft,
        author_name: store::find_author(read, document.author_staff_id).await?,
        created_at: document.created_at,
        updated_at: document.updated_at,
        published_at,
        withdrawn_at: document.withdrawn_at,
        portal_url,
        openings: openings(read, document_id).await?,
        responses: responses::of_document(read, document_id).await?,
        delivery_links: delivery::of_document(read, document_id).await?,
    })
}

/// Where the client finds it.
async fn portal_url(read: &Read<'_, Staff>, document: &Document) -> Result<Option<String>> {
    let Some((year, slug)) = document.year.zip(document.slug.as_deref()) else {
        return Ok(None);
    };
    let address = delivery::main_address(read).await?;
    Ok(address.map(|address| format!("{address}{}", page_path(year, slug))))
}

async fn openings(read: &Read<'_, Staff>, document_id: Id) -> Result<Vec<Opening>> {
    let found = store::list_openings(read, document_id).await?;
    Ok(found
        .into_iter()
        .map(|(contact_id, name, opened_at)| Opening {
            contact_id,
            name,
            opened_at,
        })
        .collect())
}

/// Whether the draft would be published as something else. An extension is known to both.
fn differs(
    settings: &Settings,
    draft: &Content,
    published: &Content,
    valid_until: Option<Date>,
) -> bool {
    let published = Content {
        valid_until,
        ..published.clone()
    };
    settings.allowed(draft.clone()) != published
}

fn approval_detail(asked: Approval) -> ApprovalDetail {
    ApprovalDetail {
        state: asked.state(),
        draft_revision: asked.draft_revision,
        submitted_by: Named {
            id: asked.submitted_by,
            name: asked.submitter_name,
        },
        submitted_at: asked.submitted_at,
        decided_by: asked
            .decided_by
            .zip(asked.decider_name)
            .map(|(id, name)| Named { id, name }),
        decided_at: asked.decided_at,
        comment: asked.comment,
    }
}

async fn revision_of(
    read: &Read<'_, Staff>,
    document: &Document,
) -> Result<Option<RevisionDetail>> {
    let opened = document.revision_opened_at.zip(document.revision_opened_by);
    let Some(((opened_at, staff_id), of_version)) = opened.zip(document.published_version) else {
        return Ok(None);
    };
    Ok(named(read, staff_id)
        .await?
        .map(|opened_by| RevisionDetail {
            of_version,
            reason: document.revision_reason.clone(),
            opened_by,
            opened_at,
        }))
}

async fn named(read: &Read<'_, Staff>, staff_id: Id) -> Result<Option<Named>> {
    let name = store::find_author(read, staff_id).await?;
    Ok(name.map(|name| Named { id: staff_id, name }))
}

async fn acknowledgements(
    read: &Read<'_, Staff>,
    document_id: Id,
    shown: Option<i64>,
) -> Result<Vec<AcknowledgementRow>> {
    let made = acknowledgement::list(read, document_id).await?;
    Ok(made
        .into_iter()
        .map(|made| AcknowledgementRow {
            contact_name: made.contact_name,
            version: made.version,
            is_current: Some(made.version) == shown,
            acknowledged_at: made.acknowledged_at,
        })
        .collect())
}

/// The client of a document.
pub(super) async fn client_of(read: &Read<'_, Staff>, document: &Document) -> Result<ClientRef> {
    let (name, _) = store::find_client(read, document.client_id)
        .await?
        .ok_or_else(Error::not_found)?;
    Ok(ClientRef {
        id: document.client_id,
        name,
    })
}
