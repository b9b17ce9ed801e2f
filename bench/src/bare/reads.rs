//! The fixed page, and one document as its client sees it.

use std::{cell::RefCell, sync::Arc};

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;

use super::{Bare, Caller, Fault, caller, now, open, views::View};

thread_local!(static READER: RefCell<Option<Connection>> = const { RefCell::new(None) });

/// The page that was given, from memory.
pub(super) async fn show_page(State(bare): State<Arc<Bare>>) -> Response {
    let mut response = bare.page.clone().into_response();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The document at an address, if it is the caller's client's.
pub(super) async fn show_document(
    State(bare): State<Arc<Bare>>,
    Path((year, slug)): Path<(i32, String)>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let (caller, document, body) = on_reader(&bare, |connection| {
        connection.prepare_cached("begin")?.raw_execute()?;
        let found = caller(connection, &headers).and_then(|caller| {
            let (document, body) = document(connection, &caller, year, &slug)?;
            Ok((caller, document, body))
        });
        connection.prepare_cached("rollback")?.raw_execute()?;
        found
    })?;
    bare.views.add(View {
        caller,
        document,
        at: now(),
        ip: "127.0.0.1".to_owned(),
        agent: text_of(&headers, header::USER_AGENT),
    });
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// A header as text; nothing where it is missing.
pub(super) fn text_of(headers: &HeaderMap, name: header::HeaderName) -> String {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_owned()
}

/// Runs on this thread's connection.
pub(super) fn on_reader<T>(
    bare: &Bare,
    run: impl FnOnce(&Connection) -> Result<T, Fault>,
) -> Result<T, Fault> {
    READER.with_borrow_mut(|reader| {
        if reader.is_none() {
            *reader = Some(open(&bare.database)?);
        }
        match reader {
            Some(connection) => run(connection),
            None => Err(Fault(StatusCode::INTERNAL_SERVER_ERROR)),
        }
    })
}

#[derive(Serialize)]
struct Method {
    id: String,
    section: String,
    name: String,
}

#[derive(Serialize)]
struct Head<'a> {
    id: String,
    year: i32,
    slug: &'a str,
    number: String,
    title: String,
    type_title: String,
    is_known: bool,
    time_zone: String,
    action_item_id: Option<String>,
    version_hash: String,
    published_at: i64,
    payment_methods: Vec<Method>,
    response: Option<(String, i64)>,
}

fn document(
    connection: &Connection,
    caller: &Caller,
    year: i32,
    slug: &str,
) -> Result<(Vec<u8>, String), Fault> {
    let mut find = connection.prepare_cached(
        "select d.document_id, d.number, d.title, d.published_at, v.version_hash, t.title, o.opened_at, v.content
         from document d join document_version v on v.document_id = d.document_id and v.version = d.version
         join document_type t on t.provider_id = d.provider_id and t.type_key = d.type_key
         left join document_opening o on o.document_id = d.document_id and o.contact_id = ?5
         where d.provider_id = ?1 and d.client_id = ?2 and d.year = ?3 and d.slug = ?4 and d.status = 'published'",
    )?;
    let mut rows = find.query((
        &caller.provider,
        &caller.client,
        year,
        slug,
        &caller.contact,
    ))?;
    let row = rows.next()?.ok_or(Fault(StatusCode::NOT_FOUND))?;
    let document: Vec<u8> = row.get(0)?;
    let mut list = connection.prepare_cached(
        "select payment_method_id, section, name from payment_method where provider_id = ?1 order by position",
    )?;
    let methods = list.query_map([&caller.provider], |row| {
        let id: Vec<u8> = row.get(0)?;
        Ok(Method {
            id: crate::facts::hex(&id),
            section: row.get(1)?,
            name: row.get(2)?,
        })
    })?;
    let mut answered = connection
        .prepare_cached("select outcome, created_at from response where document_id = ?1")?;
    let response = answered
        .query_row([&document], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let time_zone = connection
        .prepare_cached("select time_zone, regulated from setting where provider_id = ?1")?
        .query_row([&caller.provider], |row| row.get(0))?;
    let item: Option<Vec<u8>> = connection
        .prepare_cached(
            "select action_item_id from action_item where document_id = ?1 and state = 'open'
             order by action_item_id desc limit 1",
        )?
        .query_row([&document], |row| row.get(0))
        .optional()?;
    let head = Head {
        id: crate::facts::hex(&document),
        year,
        slug,
        number: row.get(1)?,
        title: row.get(2)?,
        published_at: row.get(3)?,
        version_hash: row.get(4)?,
        type_title: row.get(5)?,
        is_known: row.get::<_, Option<i64>>(6)?.is_some(),
        time_zone,
        action_item_id: item.map(|item| crate::facts::hex(&item)),
        payment_methods: methods.collect::<Result<_, _>>()?,
        response,
    };
    // The content is JSON already; it goes out as it lies there.
    let content = row.get_ref(7)?.as_str().unwrap_or("null");
    let mut body =
        serde_json::to_string(&head).map_err(|_| Fault(StatusCode::INTERNAL_SERVER_ERROR))?;
    body.pop();
    body.push_str(",\"content\":");
    body.push_str(content);
    body.push('}');
    Ok((document, body))
}
