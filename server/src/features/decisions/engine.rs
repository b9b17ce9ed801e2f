//! Asking, taking back, answering. Each function works inside the transaction of what causes it.

use super::{
    addressing,
    model::{Kind, Outcome},
    store,
};
use crate::{
    db::Write,
    error::{Error, Result},
    features::{
        reminders::{self, Asked},
        search,
    },
    kit::{clock::Time, event::Event, http::meta::Meta, id::Id},
    scope::{Contact, Staff},
};

/// Something to be asked of a client.
#[derive(Debug)]
pub struct Question<'a> {
    /// The new item's id.
    pub action_item_id: Id,
    /// What kind of answer it wants.
    pub kind: Kind,
    /// What the client reads in its list.
    pub title: &'a str,
    /// The document it is about.
    pub document_id: Id,
    /// The version it is about.
    pub version: i64,
    /// The hash of that version.
    pub version_hash: &'a str,
    /// The permission that answering needs, by its word.
    pub permission: &'static str,
    /// Until when.
    pub due_at: Option<Time>,
    /// To whom it is addressed; to everybody with the permission where nobody is named.
    pub contact_ids: &'a [Id],
}

/// An answer.
#[derive(Debug)]
pub struct Verdict<'a> {
    /// The id of the decision to be written.
    pub decision_id: Id,
    /// The item it answers.
    pub action_item_id: Id,
    /// What was decided.
    pub outcome: Outcome,
    /// What was said with it.
    pub comment: Option<&'a str>,
    /// Decided together with others.
    pub batch_id: Option<Id>,
}

/// Asks: an item opens and the client's pages hear of it.
pub async fn open(write: &Write<'_, Staff>, now: Time, question: &Question<'_>) -> Result<()> {
    let asked = Asked {
        asked_at: now,
        due_at: question.due_at,
        ends_when_due: question.kind.ends_when_due(),
    };
    let next_reminder_at = reminders::plan(write, now, &asked).await?;
    let client_id = store::add_item(write, now, question, next_reminder_at).await?;
    for contact_id in question.contact_ids {
        addressing::add(write, question.action_item_id, *contact_id).await?;
    }
    search::note_asked(write, question.action_item_id).await?;
    notify(
        write,
        Some(client_id),
        "action_item",
        question.action_item_id,
    );
    Ok(())
}

/// The open item of a document, with the time by which it wants an answer.
pub async fn open_item_of(
    write: &Write<'_, Staff>,
    document_id: Id,
) -> Result<Option<(Id, Option<Time>)>> {
    Ok(store::find_open_of(write, document_id).await?)
}

/// Gives an open item more time.
pub async fn put_off(
    write: &Write<'_, Staff>,
    now: Time,
    action_item_id: Id,
    due_at: Option<Time>,
) -> Result<()> {
    if let Some(moved) = store::save_due(write, action_item_id, due_at).await? {
        let asked = Asked {
            asked_at: moved.created_at,
            due_at,
            ends_when_due: Kind::from_word(&moved.kind).is_some_and(Kind::ends_when_due),
        };
        let next = reminders::plan(write, now, &asked).await?;
        store::save_next_reminder(write, action_item_id, next).await?;
        let client_id = moved.client_id;
        notify(write, Some(client_id), "action_item", action_item_id);
    }
    Ok(())
}

/// Takes back what a document still asks. `state` is `withdrawn` or `expired`.
pub async fn withdraw_of_document(
    write: &Write<'_, Staff>,
    now: Time,
    document_id: Id,
    state: super::model::State,
) -> Result<()> {
    for (action_item_id, client_id) in
        store::close_of_document(write, now, document_id, state).await?
    {
        notify(write, Some(client_id), "action_item", action_item_id);
    }
    Ok(())
}

/// Answers: closes the item and writes the decision. 404 for an item that is not there, 409 `already_decided` for one
/// that was answered first by somebody else, 409 `bad_status` for one that was taken back.
pub async fn decide(
    write: &Write<'_, Contact>,
    now: Time,
    meta: &Meta,
    verdict: &Verdict<'_>,
) -> Result<()> {
    let item_id = verdict.action_item_id;
    let Some(asked) = store::close(write, now, item_id).await? else {
        return Err(refusal(write, item_id).await?);
    };
    store::add_decision(write, now, meta, verdict, &asked).await?;
    if verdict.comment.is_some() {
        search::note_asked(write, item_id).await?;
    }
    let client_id = Some(write.who().client_id);
    notify(write, client_id, "action_item", item_id);
    notify(write, client_id, "decision", verdict.decision_id);
    Ok(())
}

async fn refusal(write: &Write<'_, Contact>, item_id: Id) -> Result<Error> {
    if let Some(first) = store::find_decision_of(write, item_id).await? {
        return Ok(already_decided(
            &first.contact_name,
            first.decided_at,
            &first.outcome,
        ));
    }
    let Some(_) = store::find_item(write, item_id).await? else {
        return Ok(Error::not_found());
    };
    Ok(Error::conflict("bad_status", "This is no longer asked."))
}

/// 409: somebody was first.
pub fn already_decided(by: &str, at: Time, outcome: &str) -> Error {
    Error::conflict("already_decided", "This has been decided already.")
        .with("decided_by", by)
        .with("decided_at", at.to_string())
        .with("outcome", outcome)
}

/// Tells that something changed for a client.
pub(super) fn notify<A: crate::scope::Audience>(
    write: &Write<'_, A>,
    client_id: Option<Id>,
    kind: &str,
    id: Id,
) {
    if let Some(provider_id) = crate::scope::Audience::scope(write.who()).provider_id {
        write.notify(Event {
            provider_id,
            client_id,
            kind: kind.to_owned(),
            id,
        });
    }
}
