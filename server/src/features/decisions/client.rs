//! What contacts see and do here: what waits for them, what was decided, deciding.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    engine::{self, Verdict},
    limits,
    model::{Kind, Outcome},
    store,
};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        documents::{naming::page_path, pricing::total_from, version::Frozen},
    },
    kit::{
        clock::Time,
        http::{
            body::Body,
            meta::Meta,
            params::{IdempotencyKey, Search},
        },
        id::Id,
        idempotency::{self, Claim, CreatedOnce},
        page::{Page, Paging},
        sift::{finds, sift},
    },
    scope::Contact,
};

/// Items decided in one request at most.
const LARGEST_BATCH: usize = 1_000;

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

/// One or many answers, all or none of which are taken.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateDecisions {
    /// 1 to 1,000 items.
    pub items: Vec<CreateDecision>,
    /// Goes with each of them.
    #[serde(default)]
    pub comment: Option<String>,
}

/// One answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateDecision {
    /// The item.
    pub action_item_id: Id,
    /// The answer; its kind must know it.
    pub outcome: Outcome,
    /// The version that was shown.
    pub version_hash: String,
}

/// The answers that were taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionsMade {
    /// In the order they were sent.
    pub items: Vec<DecisionMade>,
}

/// One answer that was taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionMade {
    /// The decision.
    pub id: Id,
    /// The item it answers.
    pub action_item_id: Id,
    /// The answer.
    pub outcome: Outcome,
    /// When.
    pub decided_at: Time,
}

/// Which page of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// Words to look for.
    pub q: Option<String>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// 1 to 100; 25 when left out.
    pub limit: Option<u32>,
}

impl ListQuery {
    fn paging(&self) -> Result<Paging<(Time, Id)>> {
        Paging::read(self.cursor.as_deref(), self.limit)
    }
}

/// What waits for the client, oldest first.
pub async fn list_action_items(
    State(app): State<App>,
    contact: Contact,
    Search(query): Search<ListQuery>,
) -> Result<Page<ActionItemRow>> {
    let (paging, now) = (query.paging()?, app.clock.now());
    let read = app.db.read(&contact).await?;
    let items = store::list_open(&read, now, paging.after, paging.fetch()).await?;
    let key = |item: &store::OpenItem| (item.created_at, item.action_item_id);
    let page = paging.page(items, key, |item| action_item_row(&contact, now, item));
    sift(page, |row| finds(query.q.as_deref(), &[&row.title]))
}

fn action_item_row(contact: &Contact, now: Time, item: store::OpenItem) -> Result<ActionItemRow> {
    let document = match (
        item.year,
        item.slug,
        item.number,
        item.type_key,
        item.content,
    ) {
        (Some(year), Some(slug), Some(number), Some(type_key), Some(bytes)) => {
            let content = Frozen::open(&bytes)?.content;
            let total = if contact.may("see_money") {
                total_from(&content)
            } else {
                None
            };
            let currency = content.currency.code().to_owned();
            Some(ActionItemDocument {
                year,
                slug,
                number,
                type_key,
                total_minor_from: total,
                currency,
            })
        }
        _ => None,
    };
    Ok(ActionItemRow {
        id: item.action_item_id,
        kind: item.kind,
        title: item.title,
        project_id: item.project_id,
        document,
        version_hash: item.version_hash,
        due_at: item.due_at,
        overdue: item.due_at.is_some_and(|due| due <= now),
        created_at: item.created_at,
        may_decide: contact.may(&item.permission),
    })
}

/// What was decided for this client, newest first. `q` is a part of the title, the number or the comment.
pub async fn list_decisions(
    State(app): State<App>,
    contact: Contact,
    Search(query): Search<ListQuery>,
) -> Result<Page<DecisionRow>> {
    let paging = query.paging()?;
    let read = app.db.read(&contact).await?;
    let found = store::list_decided(&read, paging.after, paging.fetch()).await?;
    let page = paging.page(
        found,
        |row| (row.decided_at, row.decision_id),
        |row| Ok(decision_row(row)),
    );
    sift(page, |row| {
        let number = row
            .document
            .as_ref()
            .map(|document| document.number.as_str())
            .unwrap_or_default();
        finds(
            query.q.as_deref(),
            &[
                &row.title,
                number,
                row.comment.as_deref().unwrap_or_default(),
            ],
        )
    })
}

fn decision_row(row: store::Decided) -> DecisionRow {
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

/// Decides one or many items in one transaction. What needs more than an outcome has an address of its own: 422
/// `use_response` names it.
pub async fn create_decisions(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    key: IdempotencyKey,
    body: Body<CreateDecisions>,
) -> Result<CreatedOnce<DecisionsMade>> {
    let key = key.required()?;
    let now = app.clock.now();
    limits::count_request(&app, &contact, now).await?;
    let wanted = body.value;
    check_batch(&wanted)?;
    let write = app.db.write(&contact).await?;
    let path = "POST /api/client/decisions";
    let request = idempotency::Request {
        caller_id: contact.contact_id,
        path,
        key: &key,
        body: &body.bytes,
        now,
    };
    let fresh = match idempotency::claim(&write, request).await? {
        Claim::Again(answer) => return Ok(answer),
        Claim::Fresh(fresh) => fresh,
    };
    for (index, item) in wanted.items.iter().enumerate() {
        check_item(&write, index, item).await?;
    }
    limits::count_items(&app, &write, now, wanted.items.len()).await?;
    let batch_id = (wanted.items.len() > 1).then(|| app.ids.id());
    let mut made = Vec::with_capacity(wanted.items.len());
    for item in &wanted.items {
        let verdict = Verdict {
            decision_id: app.ids.id(),
            action_item_id: item.action_item_id,
            outcome: item.outcome,
            comment: wanted.comment.as_deref(),
            batch_id,
        };
        engine::decide(&write, now, &meta, &verdict).await?;
        let entry = Entry::done("decision_made")
            .on("decision", verdict.decision_id)
            .of_client(contact.client_id)
            .detail(serde_json::json!({ "action_item_id": item.action_item_id, "outcome": item.outcome }));
        audit::record(&write, now, &Actor::contact(&contact, &meta), &entry).await?;
        made.push(DecisionMade {
            id: verdict.decision_id,
            action_item_id: item.action_item_id,
            outcome: item.outcome,
            decided_at: now,
        });
    }
    let answer = CreatedOnce::new(&DecisionsMade { items: made }, None)?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    Ok(answer)
}

fn check_batch(wanted: &CreateDecisions) -> Result<()> {
    if !(1..=LARGEST_BATCH).contains(&wanted.items.len()) {
        return Err(Error::invalid(
            "items",
            "out_of_range",
            "Decide 1 to 1,000 items at once.",
        ));
    }
    if wanted
        .comment
        .as_deref()
        .is_some_and(|comment| comment.chars().count() > 2_000)
    {
        return Err(Error::invalid(
            "comment",
            "too_long",
            "At most 2,000 characters can stand here.",
        ));
    }
    let mut seen = std::collections::HashSet::new();
    for (index, item) in wanted.items.iter().enumerate() {
        if !seen.insert(item.action_item_id) {
            let field = format!("items[{index}].action_item_id");
            return Err(Error::invalid(
                field,
                "repeated",
                "This item stands in the list twice.",
            ));
        }
    }
    Ok(())
}

async fn check_item(
    write: &crate::db::Write<'_, Contact>,
    index: usize,
    wanted: &CreateDecision,
) -> Result<()> {
    let item = store::find_item(write, wanted.action_item_id)
        .await?
        .ok_or_else(Error::not_found)?;
    if !write.who().may(&item.permission) {
        return Err(Error::forbidden("permission_missing"));
    }
    let kind = Kind::from_word(&item.kind)
        .ok_or_else(|| Error::internal(format!("no action item kind {}", item.kind)))?;
    if !kind.decided_in_bulk() {
        let address = item
            .year
            .zip(item.slug)
            .map(|(year, slug)| format!("/api/client{}/response", page_path(year, &slug)));
        return Err(
            Error::refused("use_response", "This is answered at an address of its own.")
                .with("address", address),
        );
    }
    if !kind.outcomes().contains(&wanted.outcome) {
        let message = "This kind of question does not know that outcome.";
        return Err(Error::invalid(
            format!("items[{index}].outcome"),
            "unknown_outcome",
            message,
        ));
    }
    if item.version_hash != wanted.version_hash {
        return Err(
            Error::conflict("version_changed", "There is a newer version of this.")
                .with("version_hash", item.version_hash),
        );
    }
    Ok(())
}
