//! One document as staff see it.

use axum::{Json, extract::State};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    draft::DocumentPath,
    store::{self, Document},
};
use crate::{
    app::App,
    db::Read,
    error::{Error, Result},
    features::{
        delivery::{self, DeliveryLinkRow},
        documents::{
            content::Content, detail::ClientRef, naming::page_path, settings::Settings,
            status::Status, tax::UsualTax, version::Frozen,
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
    /// The links that were sent.
    pub delivery_links: Vec<DeliveryLinkRow>,
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
    let status = status(&document)?;
    let client = client_of(read, &document).await?;
    let settings = Settings::load(read).await?;
    let version = match document.published_version {
        Some(version) => store::find_version(read, document_id, version).await?,
        None => None,
    };
    let (frozen, version_hash, published_at) = match version {
        Some((bytes, hash, at)) => (Some(Frozen::open(&bytes)?), Some(hash), Some(at)),
        None => (None, None, None),
    };
    let portal_url = match document.year.zip(document.slug.as_deref()) {
        Some((year, slug)) => delivery::main_address(read)
            .await?
            .map(|address| format!("{address}{}", page_path(year, slug))),
        None => None,
    };
    let openings = store::list_openings(read, document_id).await?;
    let draft = document.draft.0;
    Ok(StaffDocument {
        id: document_id,
        type_key: document.type_key,
        status,
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
        openings: openings
            .into_iter()
            .map(|(contact_id, name, opened_at)| Opening {
                contact_id,
                name,
                opened_at,
            })
            .collect(),
        responses: responses::of_document(read, document_id).await?,
        delivery_links: delivery::of_document(read, document_id).await?,
    })
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

/// Where a document stands.
pub(super) fn status(document: &Document) -> Result<Status> {
    Status::from_word(&document.status)
        .ok_or_else(|| Error::internal(format!("no status {}", document.status)))
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
