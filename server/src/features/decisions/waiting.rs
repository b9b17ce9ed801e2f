//! What waits for clients, as staff see it: how long, whether it was opened, and when it is brought to mind (A4).

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    list_store::{Place, place, within},
    model::Kind,
};
use crate::{
    app::App,
    db::{Read, Statement},
    error::Result,
    features::{
        documents::{detail::ClientRef, settings::Settings},
        reminders,
    },
    kit::{
        clock::Time,
        http::params::Search,
        id::Id,
        page::Paging,
        terms::{Bounds, Sought},
    },
    params, row,
    scope::Staff,
    scoped,
};

/// The count of all that waits stops here.
const MOST_COUNTED: i64 = 1_000;

/// Which page of what waits, and of what.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WaitingQuery {
    /// Words of the title, the number and the client's name; the last may be the beginning of one.
    pub q: Option<String>,
    /// Only what waits for this client.
    pub client_id: Option<Id>,
    /// Only what asks for this kind of answer.
    pub kind: Option<Kind>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// 1 to 100; 25 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// A page of what waits for clients.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitingPage {
    /// What is overdue first, then what was asked first.
    pub items: Vec<WaitingRow>,
    /// Asks for the page after this one; null on the last.
    pub next_cursor: Option<String>,
    /// How much waits in all, up to a thousand.
    pub waiting: i64,
    /// Whether it is more than that.
    pub waiting_more: bool,
}

/// Something that waits for a client.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitingRow {
    /// The item.
    pub id: Id,
    /// What kind of answer it wants.
    #[schema(value_type = Kind)]
    pub kind: String,
    /// What it is about.
    pub title: String,
    /// For whom it waits.
    pub client: ClientRef,
    /// The document it is about.
    pub document: Option<WaitingDocument>,
    /// When it was asked.
    pub created_at: Time,
    /// Until when.
    pub due_at: Option<Time>,
    /// Whether that time has passed.
    pub overdue: bool,
    /// For how many of the provider's days it has been waiting.
    pub days_waited: i32,
    /// When somebody of the client first opened its document.
    pub opened_at: Option<Time>,
    /// How often the client was reminded.
    pub reminders_sent: i64,
    /// When it was last reminded.
    pub last_reminded_at: Option<Time>,
    /// When it will be by itself.
    pub next_reminder_at: Option<Time>,
    /// Whether it may be by hand: once a day.
    pub may_nudge: bool,
}

/// The document of something that waits.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitingDocument {
    /// The document.
    pub id: Id,
    /// Its number.
    pub number: Option<String>,
    /// Key of its type.
    #[serde(rename = "type")]
    pub type_key: String,
}

row! {
    struct Waiting {
        action_item_id: Id,
        kind: String,
        title: String,
        client_id: Id,
        client_name: String,
        document_id: Option<Id>,
        number: Option<String>,
        type_key: Option<String>,
        created_at: Time,
        due_at: Option<Time>,
        opened_at: Option<Time>,
        reminders_sent: i64,
        last_reminded_at: Option<Time>,
        next_reminder_at: Option<Time>,
    }
}

/// What waits for clients: what is overdue first, then what was asked first.
pub async fn list_waiting(
    State(app): State<App>,
    staff: Staff,
    Search(query): Search<WaitingQuery>,
) -> Result<Json<WaitingPage>> {
    let paging = Paging::<Place>::read(query.cursor.as_deref(), query.limit)?;
    let now = app.clock.now();
    let as_of = paging.shown.map_or(now, |(as_of, ..)| as_of);
    let read = app.db.read(&staff).await?;
    let settings = Settings::load(&read).await?;
    let (zone, today) = (settings.zone()?, settings.today(now)?);
    let reminds = reminders::find_ladder(&read).await?.reminds;
    let sought = Sought::read(query.q.as_deref());
    let wanted = Wanted {
        client_id: query.client_id,
        kind: query.kind.map(Kind::as_str),
        words: Bounds::of(sought.as_ref()),
    };
    let found = list(&read, as_of, &wanted, paging.shown, paging.fetch()).await?;
    let page = paging.page(
        found,
        |item| place(as_of, item.due_at, item.created_at, item.action_item_id),
        |item| {
            let mut row = waiting_row(now, item);
            let days = today - row.created_at.date_in(&zone);
            row.days_waited = days.get_days();
            row.next_reminder_at = row.next_reminder_at.filter(|_| reminds);
            row
        },
    );
    let counted = count(&read).await?;
    Ok(Json(WaitingPage {
        items: page.items,
        next_cursor: page.next_cursor,
        waiting: counted.min(MOST_COUNTED),
        waiting_more: counted > MOST_COUNTED,
    }))
}

fn waiting_row(now: Time, item: Waiting) -> WaitingRow {
    let is_over = item.due_at.is_some_and(|due| due <= now);
    let ends = Kind::from_word(&item.kind).is_some_and(Kind::ends_when_due);
    WaitingRow {
        id: item.action_item_id,
        may_nudge: !(is_over && ends) && reminders::may_remind_again(now, item.last_reminded_at),
        kind: item.kind,
        title: item.title,
        client: ClientRef {
            id: item.client_id,
            name: item.client_name,
        },
        document: item
            .document_id
            .zip(item.type_key)
            .map(|(id, type_key)| WaitingDocument {
                id,
                number: item.number,
                type_key,
            }),
        created_at: item.created_at,
        due_at: item.due_at,
        overdue: is_over,
        days_waited: 0,
        opened_at: item.opened_at,
        reminders_sent: item.reminders_sent,
        last_reminded_at: item.last_reminded_at,
        next_reminder_at: item.next_reminder_at,
    }
}

/// What the list is narrowed to.
struct Wanted<'a> {
    client_id: Option<Id>,
    kind: Option<&'static str>,
    words: Bounds<'a>,
}

/// A page: of what is overdue, and of the rest where that ends.
async fn list(
    read: &Read<'_, Staff>,
    as_of: Time,
    wanted: &Wanted<'_>,
    after: Option<Place>,
    count: i64,
) -> Result<Vec<Waiting>> {
    let mut found = match after {
        Some((_, 1, ..)) => Vec::new(),
        _ => list_overdue(read, as_of, wanted, within(after, 0), count).await?,
    };
    let left = count - i64::try_from(found.len()).unwrap_or(count);
    if left > 0 {
        found.extend(list_others(read, as_of, wanted, within(after, 1), left).await?);
    }
    Ok(found)
}

/// What is read of everything that waits.
macro_rules! waiting {
    () => {
        "select a.action_item_id, a.kind, a.title, a.client_id, c.name, d.document_id, d.number, d.type_key,
                a.created_at, a.due_at,
                (select min(o.opened_at) from document_opening o
                 where {project:o} and o.document_id = a.document_id),
                coalesce(a.reminders_sent, 0), a.last_reminded_at, a.next_reminder_at
         from action_item a
         join client c on {client:c} and c.client_id = a.client_id
         left join document d on {project:d} and {org:d} and d.document_id = a.document_id"
    };
}

/// What is overdue, the longest first.
macro_rules! is_overdue {
    () => {
        " where {project:a} and a.state = 'open' and a.due_at <= $4
            and (a.document_id is null or d.document_id is not null)
            and (a.due_at, a.action_item_id) > ($7, $8)"
    };
}

/// What is not overdue, the oldest first.
macro_rules! in_time {
    () => {
        " where {project:a} and a.state = 'open' and (a.due_at is null or a.due_at > $4)
            and (a.document_id is null or d.document_id is not null)
            and (a.created_at, a.action_item_id) > ($7, $8)"
    };
}

/// What is overdue, the longest first: each way to narrow the list has an index in its order.
async fn list_overdue(
    read: &Read<'_, Staff>,
    as_of: Time,
    wanted: &Wanted<'_>,
    after: (Time, Id),
    count: i64,
) -> Result<Vec<Waiting>> {
    let statement: &'static Statement = match (wanted.client_id, wanted.kind) {
        (Some(_), _) => scoped!(concat!(
            waiting!(),
            is_overdue!(),
            " and a.client_id = $5 and ($6 is null or a.kind = $6)",
            has_words!(),
            " order by a.due_at nulls last, a.action_item_id limit $9"
        )),
        (None, Some(_)) => scoped!(concat!(
            waiting!(),
            is_overdue!(),
            " and ($5 is null or a.client_id = $5) and a.kind = $6",
            has_words!(),
            " order by a.due_at nulls last, a.action_item_id limit $9"
        )),
        (None, None) => scoped!(concat!(
            waiting!(),
            is_overdue!(),
            " and ($5 is null or a.client_id = $5) and ($6 is null or a.kind = $6)",
            has_words!(),
            " order by a.due_at nulls last, a.action_item_id limit $9"
        )),
    };
    list_by(read, statement, as_of, wanted, after, count).await
}

/// What is not overdue, the oldest first, by indexes likewise.
async fn list_others(
    read: &Read<'_, Staff>,
    as_of: Time,
    wanted: &Wanted<'_>,
    after: (Time, Id),
    count: i64,
) -> Result<Vec<Waiting>> {
    let statement: &'static Statement = match (wanted.client_id, wanted.kind) {
        (Some(_), _) => scoped!(concat!(
            waiting!(),
            in_time!(),
            " and a.client_id = $5 and ($6 is null or a.kind = $6)",
            has_words!(),
            " order by a.created_at, a.action_item_id limit $9"
        )),
        (None, Some(_)) => scoped!(concat!(
            waiting!(),
            in_time!(),
            " and ($5 is null or a.client_id = $5) and a.kind = $6",
            has_words!(),
            " order by a.created_at, a.action_item_id limit $9"
        )),
        (None, None) => scoped!(concat!(
            waiting!(),
            in_time!(),
            " and ($5 is null or a.client_id = $5) and ($6 is null or a.kind = $6)",
            has_words!(),
            " order by a.created_at, a.action_item_id limit $9"
        )),
    };
    list_by(read, statement, as_of, wanted, after, count).await
}

async fn list_by(
    read: &Read<'_, Staff>,
    statement: &'static Statement,
    as_of: Time,
    wanted: &Wanted<'_>,
    after: (Time, Id),
    count: i64,
) -> Result<Vec<Waiting>> {
    let (at, id) = after;
    let found = read
        .list(
            statement,
            params![
                as_of,
                wanted.client_id,
                wanted.kind,
                at,
                id,
                count,
                wanted.words.from,
                wanted.words.to,
                wanted.words.others,
                wanted.words.others_count
            ],
        )
        .await?;
    Ok(found)
}

/// How much waits in all, up to one more than is counted.
async fn count(read: &Read<'_, Staff>) -> Result<i64> {
    let counted: Vec<Id> = read
        .list(
            scoped!(
                "select a.action_item_id from action_item a
                 join client c on {client:c} and c.client_id = a.client_id
                 left join document d on {project:d} and {org:d} and d.document_id = a.document_id
                 where {project:a} and a.state = 'open' and (a.document_id is null or d.document_id is not null)
                 order by a.created_at, a.action_item_id limit $4"
            ),
            params![MOST_COUNTED + 1],
        )
        .await?;
    Ok(i64::try_from(counted.len()).unwrap_or(MOST_COUNTED))
}
