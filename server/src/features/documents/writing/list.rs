//! The staff's list of documents.

use axum::extract::State;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::list_store::{self, Listed, Narrowed};
use crate::{
    app::App,
    error::Result,
    features::{
        documents::{
            detail::{ClientRef, ClientState},
            settings::Settings,
            status::Status,
        },
        people::permission::StaffRole,
    },
    kit::{
        clock::Time,
        http::params::Search,
        id::Id,
        page::{Page, Paging},
        terms::Sought,
    },
    scope::Staff,
};

/// What the list is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
pub struct StaffDocumentFilter {
    /// A status.
    pub status: Option<Status>,
    /// A client.
    pub client_id: Option<Id>,
    /// Only what this person can approve now: drafts that wait, and new versions of what is published. Leaves `status`
    /// aside.
    #[serde(default)]
    pub waits_for_me: bool,
    /// Words of the title, the number and the client's name; the last may be the beginning of one.
    pub q: Option<String>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// 1 to 100; 25 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// A document in the staff's list.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffDocumentRow {
    /// The document.
    pub id: Id,
    /// Key of its type.
    #[serde(rename = "type")]
    pub type_key: String,
    /// Its title.
    pub title: String,
    /// Its number, once issued.
    pub number: Option<String>,
    /// Where it stands.
    #[schema(value_type = Status)]
    pub status: String,
    /// For whom.
    pub client: ClientRef,
    /// Part of its address, once issued.
    pub year: Option<i32>,
    /// Part of its address, once issued.
    pub slug: Option<String>,
    /// The version that the client sees.
    pub version: Option<i64>,
    /// Where it stands with its client, while published.
    pub state: Option<ClientState>,
    /// When something about it last changed.
    pub updated_at: Time,
    /// When its version was published.
    pub published_at: Option<Time>,
    /// The last day on which it can be accepted.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_until: Option<Date>,
    /// The total that was accepted, or that nothing can change.
    pub total_minor: Option<i64>,
    /// Its currency.
    pub currency: String,
    /// When a contact first opened it.
    pub opened_at: Option<Time>,
}

/// Documents, last changed first.
pub async fn list_documents(
    State(app): State<App>,
    staff: Staff,
    Search(filter): Search<StaffDocumentFilter>,
) -> Result<Page<StaffDocumentRow>> {
    let paging = Paging::<(Time, Id)>::read(filter.cursor.as_deref(), filter.limit)?;
    let now = app.clock.now();
    let read = app.db.read(&staff).await?;
    let settings = Settings::load(&read).await?;
    let today = settings.today(now)?;
    let approves = StaffRole::from_word(&staff.role).is_some_and(StaffRole::approves);
    let narrowed = Narrowed {
        status: filter
            .status
            .filter(|_| !filter.waits_for_me)
            .map(Status::as_str),
        client_id: filter.client_id,
        waits: filter.waits_for_me.then_some(approves),
        four_eyes: settings.four_eyes,
        before: paging.before(),
        count: paging.fetch(),
    };
    let listed = match Sought::read(filter.q.as_deref()) {
        Some(sought) => list_store::list_found(&read, &narrowed, &sought).await?,
        None => list_store::list(&read, &narrowed).await?,
    };
    Ok(paging.page(
        listed,
        |row| (row.updated_at, row.document_id),
        |row| document_row(today, row),
    ))
}

fn document_row(today: Date, row: Listed) -> StaffDocumentRow {
    let state = (row.status == "published").then(|| {
        let expired = row.valid_until.is_some_and(|date| date < today);
        ClientState::of(row.asks, row.outcome.as_deref(), row.acknowledged, expired)
    });
    let total = match state {
        Some(ClientState::Accepted) => row.total_minor,
        _ => row.draft_total_minor,
    };
    StaffDocumentRow {
        id: row.document_id,
        type_key: row.type_key,
        title: row.title,
        number: row.number,
        valid_until: if row.status == "draft" {
            row.draft_valid_until
        } else {
            row.valid_until
        },
        status: row.status,
        client: ClientRef {
            id: row.client_id,
            name: row.client_name,
        },
        year: row.year,
        slug: row.slug,
        version: row.version,
        state,
        updated_at: row.updated_at,
        published_at: row.published_at,
        total_minor: total,
        currency: row.draft_currency,
        opened_at: row.opened_at,
    }
}
