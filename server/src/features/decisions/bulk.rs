//! Deciding one or many items in one transaction (A5, A11).

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    addressing::must_be_addressed,
    engine::{self, Verdict},
    limits::{self, Room},
    model::{Kind, Outcome},
    store,
};
use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        documents::naming::page_path,
    },
    kit::{
        clock::Time,
        http::{body::Body, meta::Meta, params::RequiredKey},
        id::Id,
        idempotency::{self, CreatedOnce},
        text,
    },
    scope::Contact,
};

/// Items decided in one request at most.
const LARGEST_BATCH: usize = 1_000;

/// One or many answers, all or none of which are taken.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateDecisions {
    /// 1 to 1,000 items.
    #[schema(min_items = 1, max_items = 1000)]
    pub items: Vec<CreateDecision>,
    /// Goes with each of them.
    #[serde(default)]
    #[schema(value_type = Option<text::Remark>)]
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

/// Decides one or many items in one transaction. What needs more than an outcome has an address of its own: 422
/// `use_response` names it.
pub async fn create_decisions(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    RequiredKey(key): RequiredKey,
    body: Body<CreateDecisions>,
) -> Result<CreatedOnce<DecisionsMade>> {
    limits::counted(&app, &contact, async |write, room| {
        decide_all(&app, write, room, &meta, &key, body).await
    })
    .await
}

/// Takes all answers, or finds what was answered to this key before; with how many were taken now.
async fn decide_all(
    app: &App,
    write: &Write<'_, Contact>,
    room: &Room,
    meta: &Meta,
    key: &str,
    body: Body<CreateDecisions>,
) -> Result<(CreatedOnce<DecisionsMade>, usize)> {
    let (contact, wanted, now) = (write.who(), body.value, room.now);
    check_batch(&wanted)?;
    let comment = text::lines("comment", wanted.comment.as_deref(), text::REMARK)?;
    contact.must_meet(contact.needs.approving, now)?;
    let request = idempotency::Request {
        caller_id: contact.contact_id,
        path: "POST /api/client/decisions",
        key: Some(key),
        body: &body.bytes,
        now,
    };
    let batch_id = (wanted.items.len() > 1).then(|| app.ids.id());
    let made = wanted.items.iter().map(|item| DecisionMade {
        id: app.ids.id(),
        action_item_id: item.action_item_id,
        outcome: item.outcome,
        decided_at: now,
    });
    let made = DecisionsMade {
        items: made.collect(),
    };
    let answer = CreatedOnce::new(&made, None)?;
    if let Some(answer) = idempotency::claim_with(write, &request, &answer).await? {
        return Ok((answer, 0));
    }
    for (index, item) in wanted.items.iter().enumerate() {
        let checked = check_item(write, index, item).await;
        checked.inspect_err(|_| meta.asking.about("action_item", item.action_item_id))?;
    }
    room.must_hold(write, wanted.items.len()).await?;
    for item in &made.items {
        let verdict = Verdict {
            decision_id: item.id,
            action_item_id: item.action_item_id,
            outcome: item.outcome,
            comment: comment.as_deref(),
            batch_id,
        };
        let decided = engine::decide(write, now, meta, &verdict).await;
        decided.inspect_err(|_| meta.asking.about("action_item", item.action_item_id))?;
        let entry = Entry::done("decision_made")
            .on("decision", item.id)
            .of_client(contact.client_id)
            .detail(serde_json::json!({ "action_item_id": item.action_item_id, "outcome": item.outcome }));
        audit::record(write, now, &Actor::contact(contact, meta), &entry).await?;
    }
    Ok((answer, made.items.len()))
}

fn check_batch(wanted: &CreateDecisions) -> Result<()> {
    if !(1..=LARGEST_BATCH).contains(&wanted.items.len()) {
        return Err(Error::invalid(
            "items",
            "out_of_range",
            "Decide 1 to 1,000 items at once.",
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
    write: &Write<'_, Contact>,
    index: usize,
    wanted: &CreateDecision,
) -> Result<()> {
    let item = store::find_item(write, wanted.action_item_id)
        .await?
        .ok_or_else(Error::not_found)?;
    if !write.who().may(&item.permission) {
        return Err(Error::forbidden("permission_missing"));
    }
    must_be_addressed(item.is_addressed)?;
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
