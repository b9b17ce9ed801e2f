//! A decision: its key, its item closed, its row and its audit row, in one transaction that is on the disk before the
//! answer. One thread writes; what waits for it while it commits shares the next transaction.

use std::{
    sync::{Arc, mpsc},
    thread,
};

use anyhow::Result;
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::{Bare, Caller, Fault, caller, now, reads::on_reader};
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

struct Work {
    caller: Caller,
    key: String,
    item: WantedItem,
    answer: oneshot::Sender<Result<String, StatusCode>>,
}

/// The thread that writes.
pub(super) struct Writer(mpsc::Sender<Work>);

impl Writer {
    pub(super) fn start(connection: Connection) -> Result<Self> {
        let (sender, work) = mpsc::channel();
        thread::Builder::new()
            .name("bare-writer".into())
            .spawn(move || write_all(&connection, &work))?;
        Ok(Self(sender))
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
    let work = Work {
        caller,
        key,
        item,
        answer,
    };
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
            .map(|work| {
                let made = decide_or_undo(connection, &work);
                (work.answer, made)
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

fn decide_or_undo(connection: &Connection, work: &Work) -> Result<String, Fault> {
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

fn decide(connection: &Connection, work: &Work) -> Result<String, Fault> {
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
fn add_rows(connection: &Connection, work: &Work, (id, at): (Uuid, i64)) -> Result<(), Fault> {
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
    let sequence: i64 = connection
        .prepare_cached(
            "update audit_head set last_sequence = last_sequence + 1 where provider_id = ?1 returning last_sequence",
        )?
        .query_row([&caller.provider], |row| row.get(0))?;
    let detail =
        serde_json::json!({ "action_item_id": item.action_item_id, "outcome": item.outcome });
    connection
        .prepare_cached(
            "insert into audit_entry (provider_id, sequence, at, actor_id, client_id, act, subject_id, detail)
             values (?1, ?2, ?3, ?4, ?5, 'decision_made', ?6, ?7)",
        )?
        .execute((
            &caller.provider,
            sequence,
            at,
            &caller.contact,
            &caller.client,
            id.as_bytes(),
            detail.to_string(),
        ))?;
    Ok(())
}
