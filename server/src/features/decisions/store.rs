//! Action items and decisions in the database.

use super::{Question, Verdict, model::State};
use crate::{
    db::{Read, Result, Write},
    kit::{clock::Time, http::meta::Meta, id::Id},
    params, row,
    scope::{Contact, Job, Staff},
    scoped,
};

/// Adds an open item about a document; its client.
pub(super) async fn add_item(
    write: &Write<'_, Staff>,
    now: Time,
    question: &Question<'_>,
    next_reminder_at: Option<Time>,
) -> Result<Id> {
    write
        .one(
            scoped!(
                "insert into action_item (provider_id, action_item_id, client_id, project_id, kind, title, document_id,
                        version, version_hash, permission, due_at, state, created_at, next_reminder_at)
                 select d.provider_id, $4, d.client_id, d.project_id, $5, $6, d.document_id, $7, $8, $9, $10, 'open', $11,
                        $13
                 from document d where {project:d} and {org:d} and d.document_id = $12
                 returning client_id"
            ),
            params![
                question.action_item_id,
                question.kind.as_str(),
                question.title,
                question.version,
                question.version_hash,
                question.permission,
                question.due_at,
                now,
                question.document_id,
                next_reminder_at
            ],
        )
        .await
}

/// The open item of a document and its due time.
pub(super) async fn find_open_of(
    write: &Write<'_, Staff>,
    document_id: Id,
) -> Result<Option<(Id, Option<Time>)>> {
    write
        .find(
            scoped!(
                "select a.action_item_id, a.due_at from action_item a
                 where {project:a} and a.document_id = $4 and a.state = 'open'"
            ),
            params![document_id],
        )
        .await
}

row! {
    /// Something that waits for a contact's client.
    pub struct Waits {
        /// The item.
        pub action_item_id: Id,
        /// Whether it is addressed to this contact, by name or as everybody.
        pub is_addressed: bool,
    }
}

/// The open item of this client that asks to choose on a document.
pub async fn find_open_choice(read: &Read<'_, Contact>, document_id: Id) -> Result<Option<Waits>> {
    read.find(
        scoped!(concat!(
            "select a.action_item_id, ",
            is_addressed!(),
            " from action_item a
             where {project:a} and a.document_id = $4 and a.kind = 'choose' and a.state = 'open'"
        )),
        params![document_id, read.who().contact_id],
    )
    .await
}

/// The open item of a document.
pub async fn find_open_item(read: &Read<'_, Contact>, document_id: Id) -> Result<Option<Waits>> {
    read.find(
        scoped!(concat!(
            "select a.action_item_id, ",
            is_addressed!(),
            " from action_item a
             where {project:a} and a.document_id = $4 and a.state = 'open'
             order by a.created_at desc, a.action_item_id desc limit 1"
        )),
        params![document_id, read.who().contact_id],
    )
    .await
}

row! {
    /// An item that got another due time.
    pub(super) struct Moved {
        pub(super) client_id: Id,
        pub(super) created_at: Time,
        pub(super) kind: String,
    }
}

/// Sets another due time on an open item.
pub(super) async fn save_due(
    write: &Write<'_, Staff>,
    item_id: Id,
    due_at: Option<Time>,
) -> Result<Option<Moved>> {
    write
        .find(
            scoped!(
                "update action_item set due_at = $5
                 where {project:action_item} and action_item_id = $4 and state = 'open'
                 returning client_id, created_at, kind"
            ),
            params![item_id, due_at],
        )
        .await
}

/// Sets when an open item is next brought to mind.
pub(super) async fn save_next_reminder(
    write: &Write<'_, Staff>,
    item_id: Id,
    next_reminder_at: Option<Time>,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update action_item set next_reminder_at = $5
                 where {project:action_item} and action_item_id = $4 and state = 'open'"
            ),
            params![item_id, next_reminder_at],
        )
        .await?;
    Ok(())
}

/// Closes what a document still asks; the items and their client.
pub(super) async fn close_of_document(
    write: &Write<'_, Staff>,
    now: Time,
    document_id: Id,
    state: State,
) -> Result<Vec<(Id, Id)>> {
    write
        .list(
            scoped!(
                "update action_item set state = $5, closed_at = $6
                 where {project:action_item} and document_id = $4 and state = 'open'
                 returning action_item_id, client_id"
            ),
            params![document_id, state.as_str(), now],
        )
        .await
}

row! {
    /// An item whose time has passed.
    pub(super) struct Due {
        pub(super) action_item_id: Id,
        pub(super) client_id: Id,
        pub(super) document_id: Option<Id>,
    }
}

/// Marks choices expired that can't be made any more; which ones. Nobody else gets the same.
pub(super) async fn close_due(write: &Write<'_, Job>, now: Time, count: i64) -> Result<Vec<Due>> {
    write
        .list(
            scoped!(
                "update action_item set state = 'expired', closed_at = $4
                 where {project:action_item} and state = 'open' and action_item_id in (
                   select a.action_item_id from action_item a
                   where {project:a} and a.kind = 'choose' and a.state = 'open' and a.due_at <= $4
                   order by a.due_at nulls last, a.action_item_id limit $5)
                 returning action_item_id, client_id, document_id"
            ),
            params![now, count],
        )
        .await
}

row! {
    /// What was asked by an item that is decided now.
    pub(super) struct Closed {
        client_id: Id,
        project_id: Option<Id>,
        kind: String,
        title: String,
        version_hash: String,
    }
}

/// Marks an open item decided; nothing if it is not open (any more).
pub(super) async fn close(
    write: &Write<'_, Contact>,
    now: Time,
    item_id: Id,
) -> Result<Option<Closed>> {
    write
        .find(
            scoped!(
                "update action_item set state = 'decided', closed_at = $5
                 where {project:action_item} and action_item_id = $4 and state = 'open'
                 returning client_id, project_id, kind, title, version_hash"
            ),
            params![item_id, now],
        )
        .await
}

/// Writes the decision of an item.
pub(super) async fn add_decision(
    write: &Write<'_, Contact>,
    now: Time,
    meta: &Meta,
    verdict: &Verdict<'_>,
    asked: &Closed,
) -> Result<()> {
    let contact = write.who();
    write
        .exec(
            scoped!(
                "insert into decision (provider_id, decision_id, action_item_id, client_id, project_id, kind, title,
                        contact_id, outcome, comment, version_hash, batch_id, ip, agent, strength, decided_at)
                 values ((select a.provider_id from action_item a where {project:a} and a.action_item_id = $5),
                         $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)"
            ),
            params![
                verdict.decision_id,
                verdict.action_item_id,
                asked.client_id,
                asked.project_id,
                &asked.kind,
                &asked.title,
                contact.contact_id,
                verdict.outcome.as_str(),
                verdict.comment,
                &asked.version_hash,
                verdict.batch_id,
                meta.ip_text().as_deref(),
                meta.agent.as_deref(),
                contact.strength.as_str(),
                now
            ],
        )
        .await?;
    Ok(())
}

row! {
    /// Who decided an item.
    pub(super) struct First {
        pub(super) contact_name: String,
        pub(super) decided_at: Time,
        pub(super) outcome: String,
    }
}

/// The decision of an item.
pub(super) async fn find_decision_of(
    write: &Write<'_, Contact>,
    item_id: Id,
) -> Result<Option<First>> {
    write
        .find(
            scoped!(
                "select c.name, e.decided_at, e.outcome from decision e
                 join contact c using (provider_id, contact_id)
                 where {project:e} and e.action_item_id = $4"
            ),
            params![item_id],
        )
        .await
}

row! {
    /// What deciding an item needs to know.
    pub(super) struct Item {
        pub(super) kind: String,
        pub(super) version_hash: String,
        pub(super) permission: String,
        pub(super) year: Option<i32>,
        pub(super) slug: Option<String>,
        pub(super) is_addressed: bool,
    }
}

/// An item of this client, whatever its state.
pub(super) async fn find_item(write: &Read<'_, Contact>, item_id: Id) -> Result<Option<Item>> {
    write
        .find(
            scoped!(concat!(
                "select a.kind, a.version_hash, a.permission, d.year, d.slug, ",
                is_addressed!(),
                " from action_item a
                 left join document d on {project:d} and {org:d} and d.document_id = a.document_id
                 where {project:a} and a.action_item_id = $4"
            )),
            params![item_id, write.who().contact_id],
        )
        .await
}
