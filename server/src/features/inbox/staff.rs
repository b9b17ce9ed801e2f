//! The staff's handlers.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::store::{self, Entry};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor},
        documents::{content::Offer, detail::ClientRef},
        responses::{ChosenName, ResponseOutcome, chosen_names},
    },
    kit::{
        clock::Time,
        event::Event,
        http::{
            meta::Meta,
            params::{Params, Search},
            reply::NoContent,
        },
        id::Id,
        page::Paging,
    },
    scope::Staff,
};

/// The count of what nobody has read stops here.
const MOST_COUNTED: i64 = 1_000;

/// Which page of the inbox.
#[derive(Debug, Deserialize, IntoParams)]
pub struct InboxQuery {
    /// True: only what nobody has read.
    pub unread: Option<bool>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// 1 to 100; 25 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// Which entry.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct InboxPath {
    /// The entry.
    pub inbox_entry_id: Id,
}

/// A page of the inbox.
#[derive(Debug, Serialize, ToSchema)]
pub struct InboxPage {
    /// Newest first.
    pub items: Vec<InboxEntryRow>,
    /// Asks for the page after this one; null on the last.
    pub next_cursor: Option<String>,
    /// How many entries nobody has read, up to a thousand.
    pub unread: i64,
}

/// An answer of a client.
#[derive(Debug, Serialize, ToSchema)]
pub struct InboxEntryRow {
    /// The entry.
    pub id: Id,
    /// `accepted` or `declined`.
    #[schema(value_type = ResponseOutcome)]
    pub kind: String,
    /// What was answered.
    pub document: InboxDocument,
    /// By which client.
    pub client: ClientRef,
    /// By whom.
    pub contact_name: String,
    /// The total with tax; empty when declined.
    pub total_minor: Option<i64>,
    /// Its currency.
    pub currency: String,
    /// `deposit` or `full`.
    #[schema(value_type = Option<Offer>)]
    pub payment: Option<String>,
    /// The method it will be paid by.
    pub payment_method_name: Option<String>,
    /// The client's order number.
    pub purchase_order: Option<String>,
    /// What was said.
    pub comment: Option<String>,
    /// What was chosen.
    pub chosen: Vec<ChosenName>,
    /// When.
    pub created_at: Time,
    /// When somebody of the team read it.
    pub read_at: Option<Time>,
}

/// The document of an entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct InboxDocument {
    /// The document.
    pub id: Id,
    /// Its number.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
}

/// What clients answered, newest first.
pub async fn list_inbox(
    State(app): State<App>,
    staff: Staff,
    Search(query): Search<InboxQuery>,
) -> Result<Json<InboxPage>> {
    let paging = Paging::<(Time, Id)>::read(query.cursor.as_deref(), query.limit)?;
    let read = app.db.read(&staff).await?;
    let entries = if query.unread == Some(true) {
        store::list_unread(&read, paging.before(), paging.fetch()).await?
    } else {
        store::list_all(&read, paging.before(), paging.fetch()).await?
    };
    let unread = store::count_unread(&read, MOST_COUNTED).await?;
    let page = paging.page(
        entries,
        |entry| (entry.created_at, entry.inbox_entry_id),
        entry_row,
    );
    Ok(Json(InboxPage {
        items: page.items,
        next_cursor: page.next_cursor,
        unread,
    }))
}

fn entry_row(entry: Entry) -> InboxEntryRow {
    InboxEntryRow {
        id: entry.inbox_entry_id,
        total_minor: (entry.kind == "accepted").then_some(entry.total_minor),
        kind: entry.kind,
        document: InboxDocument {
            id: entry.document_id,
            number: entry.number,
            title: entry.title,
        },
        client: ClientRef {
            id: entry.client_id,
            name: entry.client_name,
        },
        contact_name: entry.contact_name,
        currency: entry.currency,
        payment: entry.payment,
        payment_method_name: entry.payment_method_name,
        purchase_order: entry.purchase_order,
        comment: entry.comment,
        chosen: chosen_names(entry.calculation.0.as_ref()),
        created_at: entry.created_at,
        read_at: entry.read_at,
    }
}

/// Marks an entry read, for the whole team.
pub async fn create_reading(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<InboxPath>,
) -> Result<NoContent> {
    let now = app.clock.now();
    save(&app, &staff, &meta, path.inbox_entry_id, Some(now)).await
}

/// Marks an entry unread again.
pub async fn delete_reading(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<InboxPath>,
) -> Result<NoContent> {
    save(&app, &staff, &meta, path.inbox_entry_id, None).await
}

async fn save(
    app: &App,
    staff: &Staff,
    meta: &Meta,
    id: Id,
    read_at: Option<Time>,
) -> Result<NoContent> {
    let write = app.db.write(staff).await?;
    let client_id = store::save_reading(&write, id, read_at)
        .await?
        .ok_or_else(Error::not_found)?;
    let act = if read_at.is_some() {
        "inbox_entry_read"
    } else {
        "inbox_entry_unread"
    };
    let entry = audit::Entry::done(act)
        .on("inbox_entry", id)
        .of_client(client_id);
    audit::record(&write, app.clock.now(), &Actor::staff(staff, meta), &entry).await?;
    write.notify(Event {
        provider_id: staff.provider_id,
        client_id: None,
        kind: "inbox".to_owned(),
        id,
    });
    write.commit().await?;
    Ok(NoContent)
}
