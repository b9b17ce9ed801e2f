//! What no web app would send: every operation refuses it with words, never with a failure of its own.

use serde_json::{Value, json};

use super::{
    call::{Call, Ids, filled},
    must_hold, name,
    table::{Callers, Row, rows},
    world::{STAFF_HOST, Session, World},
};

const JSON: &str = "application/json";

/// Somebody who may call a row; nobody for what is public.
fn caller<'a>(world: &'a World, row: &Row) -> Option<&'a Session> {
    match row.callers {
        Callers::Contacts(_) => Some(&world.side("north-a").contacts[0]),
        Callers::Staff(_) => Some(&world.providers[0].staff[0]),
        Callers::Devices => Some(&world.providers[0].device),
        Callers::Operators => Some(&world.operator),
        Callers::Visitors | Callers::StaffVisitors => None,
    }
}

async fn status(
    world: &World,
    row: &Row,
    path: &str,
    body: Option<(&str, Vec<u8>)>,
) -> (u16, String) {
    let session = caller(world, row);
    let public = if matches!(row.callers, Callers::StaffVisitors) {
        STAFF_HOST
    } else {
        "north.example"
    };
    let call = Call {
        host: session.map_or(public, |session| &session.host),
        cookie: session.map(|session| (session.cookie, session.token.as_str())),
        method: row.method,
        path,
        body,
    };
    let answer = call.send(&world.test).await;
    (answer.code(), answer.text())
}

fn ids(world: &World, row: &Row) -> Ids {
    let mut ids = row.resolved(&world.own(0, &world.side("north-a").contacts[0]));
    ids.insert("unique", "rough".into());
    ids
}

/// The rows that take JSON, with their path and a good body.
fn with_bodies(world: &World) -> Vec<(Row, String, Value)> {
    let with = |row: Row| {
        let ids = ids(world, &row);
        let (path, body) = (filled(row.path, &ids), (row.body)(&ids));
        (!body.is_null()).then_some((row, path, body))
    };
    // What an upload is is said in headers.
    let of_json = |row: &Row| !row.path.ends_with("/uploads");
    rows()
        .into_iter()
        .filter(of_json)
        .filter_map(with)
        .collect()
}

#[tokio::test]
async fn what_is_too_large_too_deep_or_no_json_is_refused_everywhere() {
    let world = World::small().await;
    let rows = with_bodies(&world);
    assert!(rows.len() > 20, "only {} rows", rows.len());
    let large = format!("{{\"name\":\"{}\"}}", "x".repeat(2 << 20)).into_bytes();
    let deep = "{\"name\":".repeat(2_000).into_bytes();
    for (row, path, body) in rows {
        for (what, kind, bytes, allowed) in [
            ("2 MB", JSON, large.clone(), vec![413]),
            ("a deep one", JSON, deep.clone(), vec![400, 422]),
            (
                "half of one",
                JSON,
                body.to_string().into_bytes()[..1].to_vec(),
                vec![400, 422],
            ),
            ("no text", JSON, vec![0xff, 0xfe], vec![400, 422]),
            ("nothing", JSON, Vec::new(), vec![400, 422]),
            ("a list", JSON, b"[]".to_vec(), vec![400, 422]),
            (
                "a form",
                "application/x-www-form-urlencoded",
                b"name=x".to_vec(),
                vec![415],
            ),
            (
                "plain text",
                "text/plain",
                body.to_string().into_bytes(),
                vec![415],
            ),
        ] {
            let (status, text) = status(&world, &row, &path, Some((kind, bytes))).await;
            assert!(
                allowed.contains(&status),
                "{} with {what}: {status} {text}",
                name(&row)
            );
        }
    }
}

/// Every body that differs from a good one in one place.
fn spoiled(body: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    match body {
        Value::Object(members) => {
            for (key, value) in members {
                for worse in spoiled(value) {
                    let mut members = members.clone();
                    members.insert(key.clone(), worse);
                    all.push(Value::Object(members));
                }
                let mut members = members.clone();
                members.remove(key);
                all.push(Value::Object(members));
            }
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                for worse in spoiled(item) {
                    let mut items = items.clone();
                    items[place] = worse;
                    all.push(Value::Array(items));
                }
            }
        }
        Value::String(_) => {
            let long = "x".repeat(50_000);
            for text in [
                "",
                " ",
                "\u{0}",
                "a\u{0}b",
                "\u{202e}\u{feff}",
                "' or 1=1 --",
                long.as_str(),
            ] {
                all.push(json!(text));
            }
        }
        Value::Number(_) => {
            all.extend([
                json!(0),
                json!(-1),
                json!(i64::MAX),
                json!(i64::MIN),
                json!(u64::MAX),
                json!(1.5),
                json!(1e300),
            ]);
        }
        _ => {}
    }
    all.extend([
        Value::Null,
        json!({}),
        json!([]),
        json!(true),
        json!("text"),
        json!(7),
    ]);
    all
}

#[tokio::test]
async fn a_body_spoiled_in_any_place_never_fails_the_server() {
    let world = World::small().await;
    let mut sent = 0;
    let mut faults = Vec::new();
    for (row, path, body) in with_bodies(&world) {
        // Argon2 takes its time; sign-in has tests of its own for this.
        if row.path == "/api/admin/session" {
            continue;
        }
        for (place, worse) in spoiled(&body).into_iter().enumerate() {
            // A whole quote has hundreds of places: every seventh change is tried.
            if row.path.ends_with("/draft") && place % 7 != 0 {
                continue;
            }
            let bytes = worse.to_string().into_bytes();
            let (status, text) = status(&world, &row, &path, Some((JSON, bytes))).await;
            sent += 1;
            if status >= 500 {
                let body: String = worse.to_string().chars().take(300).collect();
                faults.push(format!("{} with {body}: {status} {text}", name(&row)));
            }
        }
    }
    must_hold(&faults, sent, 500);
}

#[tokio::test]
async fn an_address_spoiled_in_any_place_never_fails_the_server() {
    let world = World::small().await;
    let mut faults = Vec::new();
    for row in rows().into_iter().filter(|row| !row.is_stream) {
        let ids = ids(&world, &row);
        let body = (row.body)(&ids);
        let body = (!body.is_null()).then(|| (JSON, body.to_string().into_bytes()));
        let mut paths = Vec::new();
        for parameter in super::call::names_in(row.path) {
            for worse in [
                "%00",
                "a%00b",
                "%ff",
                "..%2f..",
                "-1",
                "99999999999999999999",
                "%F0%9F%98%80",
                "'",
            ] {
                let mut ids = ids.clone();
                if let Some(value) = ids.iter_mut().find(|(name, _)| **name == parameter) {
                    worse.clone_into(value.1);
                }
                paths.push(filled(row.path, &ids));
            }
        }
        if row.method == "GET" {
            let path = filled(row.path, &ids);
            for query in [
                "q=%00",
                "q=a%00b",
                "q=%ff",
                "q=%25%5f'",
                "cursor=AAAA",
                "cursor=%00",
                "limit=0",
                "limit=-1",
                "limit=99999999999",
                "status=%00",
                "type=%00",
                "client_id=%00",
                "unread=%00",
            ] {
                paths.push(format!("{path}?{query}"));
            }
        }
        for path in paths {
            let (status, text) = status(&world, &row, &path, body.clone()).await;
            if status >= 500 {
                faults.push(format!("{} {path}: {status} {text}", row.method));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
