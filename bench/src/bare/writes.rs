//! A decision: its key, its item closed, its row and its audit row, in one transaction that is on the disk before the
//! answer. One thread writes; what waits for it while it commits shares the next transaction. Views come to it in groups.

use std::{
    sync::{Arc, mpsc},
    thread,
};

use anyhow::Result;
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header::USER_AGENT},
    response::{IntoResponse as _, Response},
};
use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::{
    Bare, Caller, Fault, caller, now,
    reads::{on_reader, text_of},
    views::View,
};
use crate::facts::hash;

const LARGEST_GROUP: usize = 256;

#[derive(Deserialize)]
pub(super) struct Wanted {
    items: Vec<WantedItem>,
}

#[derive(Deserialize, Serialize)]
struct WantedItem {
    action_item_id: Uuid,
    outcome: String,
    version_hash: String,
}

#[derive(Serialize)]
struct Made {
    id: Uuid,
    action_item_id: Uuid,
    outcome: String,
    decided_at: i64,
}

enum Work {
    Decide(Wish),
    Views(Vec<View>),
}

struct Wish {
    caller: Caller,
    key: String,
    item: WantedItem,
    ip: String,
    agent: String,
    answer: oneshot::Sender<Result<String, StatusCode>>,
}

/// The thread that writes.
#[derive(Clone)]
pub(super) struct Writer(mpsc::Sender<Work>);

impl Writer {
    pub(super) fn start(connection: Connection) -> Result<Self> {
        let (sender, work) = mpsc::channel();
        thread::Builder::new()
            .name("bare-writer".into())
            .spawn(move || write_all(&connection, &work))?;
        Ok(Self(sender))
    }

    /// Hands views over; false when the thread has ended.
    pub(super) fn write_views(&self, views: Vec<View>) -> bool {
        self.0.send(Work::Views(views)).is_ok()
    }
}

/// Decides one item.
pub(super) async fn create_decision(
    State(bare): State<Arc<Bare>>,
    headers: HeaderMap,
    Json(wanted): Json<Wanted>,
) -> Result<Response, Fault> {
    let key = headers
        .get("idempotency-key")
        .and_then(|key| key.to_str().ok());
    let (Some(key), Some(item)) = (key, wanted.items.into_iter().next()) else {
        return Err(Fault(StatusCode::BAD_REQUEST));
    };
    let key = key.to_owned();
    let caller = on_reader(&bare, |connection| caller(connection, &headers))?;
    let (answer, answered) = oneshot::channel();
    let work = Work::Decide(Wish {
        caller,
        key,
        item,
        ip: "127.0.0.1".to_owned(),
        agent: text_of(&headers, USER_AGENT),
        answer,
    });
    let lost = |_| Fault(StatusCode::INTERNAL_SERVER_ERROR);
    bare.writer
        .0
        .send(work)
        .map_err(|_| Fault(StatusCode::INTERNAL_SERVER_ERROR))?;
    let body = answered.await.map_err(lost)?.map_err(Fault)?;
    let kind = [("content-type", "application/json")];
    Ok((StatusCode::CREATED, kind, body).into_response())
}

fn write_all(connection: &Connection, work: &mpsc::Receiver<Work>) {
    while let Ok(first) = work.recv() {
        let mut group = vec![first];
        group.extend(work.try_iter().take(LARGEST_GROUP - 1));
        if connection.execute_batch("begin immediate").is_err() {
            continue;
        }
        let done: Vec<_> = group
            .into_iter()
            .filter_map(|work| match work {
                Work::Decide(wish) => {
                    let made = decide_or_undo(connection, &wish);
                    Some((wish.answer, made))
                }
                Work::Views(views) => {
                    if let Err(fault) = add_views(connection, &views) {
                        eprintln!("bare: views are lost: {}", fault.0);
                    }
                    None
                }
            })
            .collect();
        let lasts = connection.execute_batch("commit").is_ok();
        for (answer, made) in done {
            let made = made.map_err(|fault| fault.0);
            let _ = answer.send(if lasts {
                made
            } else {
                Err(StatusCode::INTERNAL_SERVER_ERROR)
            });
        }
    }
}

fn decide_or_undo(connection: &Connection, work: &Wish) -> Result<String, Fault> {
    connection.prepare_cached("savepoint one")?.raw_execute()?;
    let made = decide(connection, work);
    if made.is_err() {
        connection
            .prepare_cached("rollback to one")?
            .raw_execute()?;
    }
    connection.prepare_cached("release one")?.raw_execute()?;
    made
}

fn decide(connection: &Connection, work: &Wish) -> Result<String, Fault> {
    let (caller, item, at) = (&work.caller, &work.item, now());
    let id = crate::machine::new_id();
    let made = Made {
        id,
        action_item_id: item.action_item_id,
        outcome: item.outcome.clone(),
        decided_at: at,
    };
    let text =
        |value| serde_json::to_string(value).map_err(|_| Fault(StatusCode::INTERNAL_SERVER_ERROR));
    let answer = text(&serde_json::json!({ "items": [made] }))?;
    let body = serde_json::to_string(item).map_err(|_| Fault(StatusCode::BAD_REQUEST))?;
    let claimed = connection
        .prepare_cached(
            "insert into idempotency_key (contact_id, key, body_hash, answer, created_at) values (?1, ?2, ?3, ?4, ?5)
             on conflict do nothing",
        )?
        .execute((&caller.contact, &work.key, hash(&body), &answer, at))?;
    if claimed == 0 {
        let mut stored = connection.prepare_cached(
            "select answer from idempotency_key where contact_id = ?1 and key = ?2",
        )?;
        return Ok(stored.query_row((&caller.contact, &work.key), |row| row.get(0))?);
    }
    let (item_id, scope) = (
        item.action_item_id.as_bytes(),
        (&caller.provider, &caller.client),
    );
    let version: Option<String> = connection
        .prepare_cached(
            "select version_hash from action_item where action_item_id = ?1 and provider_id = ?2 and client_id = ?3",
        )?
        .query_row((item_id, scope.0, scope.1), |row| row.get(0))
        .optional()?;
    match version {
        None => return Err(Fault(StatusCode::NOT_FOUND)),
        Some(version) if version != item.version_hash => return Err(Fault(StatusCode::CONFLICT)),
        Some(_) => {}
    }
    let closed = connection
        .prepare_cached(
            "update action_item set state = 'decided', closed_at = ?4
             where action_item_id = ?1 and provider_id = ?2 and client_id = ?3 and state = 'open'",
        )?
        .execute((item_id, scope.0, scope.1, at))?;
    if closed == 0 {
        return Err(Fault(StatusCode::CONFLICT));
    }
    add_rows(connection, work, (id, at))?;
    Ok(answer)
}

/// The decision and its audit row.
fn add_rows(connection: &Connection, work: &Wish, (id, at): (Uuid, i64)) -> Result<(), Fault> {
    let (caller, item) = (&work.caller, &work.item);
    connection
        .prepare_cached(
            "insert into decision (decision_id, provider_id, client_id, action_item_id, contact_id, outcome, version_hash,
                    decided_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute((
            id.as_bytes(),
            &caller.provider,
            &caller.client,
            item.action_item_id.as_bytes(),
            &caller.contact,
            &item.outcome,
            &item.version_hash,
            at,
        ))?;
    let sequence = draw(connection, &caller.provider, 1)?;
    let detail =
        serde_json::json!({ "action_item_id": item.action_item_id, "outcome": item.outcome });
    let entry = Entry {
        sequence,
        at,
        act: "decision_made",
        subject: id.as_bytes(),
        detail: detail.to_string(),
        ip: &work.ip,
        agent: &work.agent,
    };
    add_entry(connection, caller, &entry)
}

/// Takes the next sequence numbers; the last of them.
fn draw(connection: &Connection, provider: &[u8], count: i64) -> Result<i64, Fault> {
    Ok(connection
        .prepare_cached(
            "update audit_head set last_sequence = last_sequence + ?2 where provider_id = ?1 returning last_sequence",
        )?
        .query_row((provider, count), |row| row.get(0))?)
}

struct Entry<'a> {
    sequence: i64,
    at: i64,
    act: &'static str,
    subject: &'a [u8],
    detail: String,
    ip: &'a str,
    agent: &'a str,
}

fn add_entry(connection: &Connection, caller: &Caller, entry: &Entry<'_>) -> Result<(), Fault> {
    connection
        .prepare_cached(
            "insert into audit_entry (provider_id, sequence, at, actor_id, client_id, act, subject_id, detail, ip, agent)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute((
            &caller.provider,
            entry.sequence,
            entry.at,
            &caller.contact,
            &caller.client,
            entry.act,
            entry.subject,
            &entry.detail,
            entry.ip,
            entry.agent,
        ))?;
    Ok(())
}

/// Each view's audit row, and when its contact looked last.
fn add_views(connection: &Connection, views: &[View]) -> Result<(), Fault> {
    let Some(first) = views.first() else {
        return Ok(());
    };
    let count = i64::try_from(views.len()).map_err(|_| Fault(StatusCode::INTERNAL_SERVER_ERROR))?;
    let last = draw(connection, &first.caller.provider, count)?;
    for (view, sequence) in views.iter().rev().zip((0..=last).rev()) {
        let entry = Entry {
            sequence,
            at: view.at,
            act: "document_viewed",
            subject: &view.document,
            detail: "{\"version\":1}".to_owned(),
            ip: &view.ip,
            agent: &view.agent,
        };
        add_entry(connection, &view.caller, &entry)?;
        connection
            .prepare_cached(
                "insert into document_opening values (?1, ?2, ?3, ?3)
                 on conflict do update set last_opened_at = max(last_opened_at, excluded.last_opened_at)",
            )?
            .execute((&view.document, &view.caller.contact, view.at))?;
    }
    Ok(())
}
