//! What contacts see here: what waits for them, and what was decided.

use std::collections::HashMap;

use axum::extract::State;
use futures_util::future::try_join_all;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    addressing::{self, Addressee},
    list_store::{self, OpenPage},
    model::{Kind, Outcome},
};
use crate::{
    app::App,
    db::Read,
    error::Result,
    features::documents::figures::{Figures, may_choose},
    kit::{
        clock::Time,
        http::params::Search,
        id::Id,
        page::{Page, Paging},
        terms::Sought,
    },
    scope::Contact,
};

/// Something that waits for the client.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActionItemRow {
    /// The item.
    pub id: Id,
    /// What kind of answer it wants.
    pub kind: String,
    /// What it is about.
    pub title: String,
    /// The project it belongs to.
    pub project_id: Option<Id>,
    /// The document it is about.
    pub document: Option<ActionItemDocument>,
    /// The version it is about.
    pub version_hash: String,
    /// Until when.
    pub due_at: Option<Time>,
    /// Whether that time has passed.
    pub overdue: bool,
    /// When it was asked.
    pub created_at: Time,
    /// Whether this contact may answer.
    pub may_decide: bool,
    /// The names of those to whom it is addressed; nobody where everybody who may answer is asked.
    pub asks: Vec<String>,
}

/// The document of an action item.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActionItemDocument {
    /// Part of its address.
    pub year: i32,
    /// Part of its address.
    pub slug: String,
    /// Its number.
    pub number: String,
    /// The number of the version that the item is about.
    pub version: i64,
    /// Key of its type.
    #[serde(rename = "type")]
    pub type_key: String,
    /// The total of the least that can be chosen, with tax; empty without the permission to see money.
    pub total_minor_from: Option<i64>,
    /// Its currency.
    pub currency: String,
}

/// What was decided.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionRow {
    /// The decision.
    pub id: Id,
    /// What was asked.
    pub kind: String,
    /// What it was about.
    pub title: String,
    /// The answer.
    pub outcome: String,
    /// What was said with it.
    pub comment: Option<String>,
    /// When.
    pub decided_at: Time,
    /// By whom.
    pub contact_name: String,
    /// The document it was about, as long as it is published.
    pub document: Option<DecisionDocument>,
}

/// The document of a decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionDocument {
    /// Part of its address.
    pub year: i32,
    /// Part of its address.
    pub slug: String,
    /// Its number.
    pub number: String,
}

/// Which page of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// Words to look for; the last may be the beginning of one.
    pub q: Option<String>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// 1 to 100; 25 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// Which page of the decisions, and which of them.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DecisionQuery {
    /// Words to look for; the last may be the beginning of one.
    pub q: Option<String>,
    /// Only what was asked in this way.
    pub kind: Option<Kind>,
    /// Only what was answered so.
    pub outcome: Option<Outcome>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// 1 to 100; 25 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

impl ListQuery {
    fn paging(&self) -> Result<Paging<list_store::Place>> {
        Paging::read(self.cursor.as_deref(), self.limit)
    }
}

/// What waits for the client: what is overdue first, then what was asked first.
pub async fn list_action_items(
    State(app): State<App>,
    contact: Contact,
    Search(query): Search<ListQuery>,
) -> Result<Page<ActionItemRow>> {
    let (paging, now) = (query.paging()?, app.clock.now());
    contact.must_meet(contact.needs.reading, now)?;
    let read = app.db.read(&contact).await?;
    let as_of = paging.shown.map_or(now, |(as_of, ..)| as_of);
    let sought = Sought::read(query.q.as_deref());
    let wanted = OpenPage {
        now,
        as_of,
        after: paging.shown,
        sought: sought.as_ref(),
        count: paging.fetch(),
    };
    let items = list_store::list_open(&read, wanted).await?;
    let key = |item: &list_store::OpenItem| {
        list_store::place(as_of, item.due_at, item.created_at, item.action_item_id)
    };
    let mut asked = addressees(&read, &items).await?;
    Ok(paging.page(items, key, |item| {
        let asked = asked.remove(&item.action_item_id).unwrap_or_default();
        action_item_row(&contact, now, item, asked)
    }))
}

/// To whom those of the items are addressed that name somebody.
async fn addressees(
    read: &Read<'_, Contact>,
    items: &[list_store::OpenItem],
) -> Result<HashMap<Id, Vec<Addressee>>> {
    let naming = items.iter().filter(|item| item.names_somebody);
    let found = naming.map(async |item| {
        let id = item.action_item_id;
        addressing::list_of_item(read, id)
            .await
            .map(|all| (id, all))
    });
    Ok(try_join_all(found).await?.into_iter().collect())
}

fn action_item_row(
    contact: &Contact,
    now: Time,
    item: list_store::OpenItem,
    asked: Vec<Addressee>,
) -> ActionItemRow {
    let document = match (
        item.year,
        item.slug,
        item.number,
        item.type_key,
        item.version.zip(item.currency),
    ) {
        (Some(year), Some(slug), Some(number), Some(type_key), Some((version, currency))) => {
            Some(ActionItemDocument {
                year,
                slug,
                number,
                version,
                type_key,
                total_minor_from: Figures::of(contact).show(item.total_minor_from).flatten(),
                currency,
            })
        }
        _ => None,
    };
    let is_addressed =
        asked.is_empty() || asked.iter().any(|to| to.contact_id == contact.contact_id);
    let may_answer = if item.kind == Kind::Choose.as_str() {
        may_choose(contact)
    } else {
        contact.may(&item.permission)
    };
    let may_decide = is_addressed && may_answer;
    ActionItemRow {
        id: item.action_item_id,
        kind: item.kind,
        title: item.title,
        project_id: item.project_id,
        document,
        version_hash: item.version_hash,
        due_at: item.due_at,
        overdue: item.due_at.is_some_and(|due| due <= now),
        created_at: item.created_at,
        may_decide,
        asks: asked.into_iter().map(|to| to.name).collect(),
    }
}

/// What was decided for this client, newest first. `q` are words of the title, the number and the comment.
pub async fn list_decisions(
    State(app): State<App>,
    contact: Contact,
    Search(query): Search<DecisionQuery>,
) -> Result<Page<DecisionRow>> {
    let paging = Paging::<(Time, Id)>::read(query.cursor.as_deref(), query.limit)?;
    contact.must_meet(contact.needs.reading, app.clock.now())?;
    let read = app.db.read(&contact).await?;
    let sought = Sought::read(query.q.as_deref());
    let wanted = (query.kind, query.outcome, sought.as_ref());
    let found = list_store::list_decided(&read, wanted, paging.before(), paging.fetch()).await?;
    Ok(paging.page(found, |row| (row.decided_at, row.decision_id), decision_row))
}

fn decision_row(row: list_store::Decided) -> DecisionRow {
    DecisionRow {
        id: row.decision_id,
        kind: row.kind,
        title: row.title,
        outcome: row.outcome,
        comment: row.comment,
        decided_at: row.decided_at,
        contact_name: row.contact_name,
        document: match (row.year, row.slug, row.number) {
            (Some(year), Some(slug), Some(number)) => Some(DecisionDocument { year, slug, number }),
            _ => None,
        },
    }
}
