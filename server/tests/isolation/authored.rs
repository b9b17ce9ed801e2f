//! No operation of the client audience changes what staff wrote (D3): the contract's own list of them is gone through.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{
    call::{Call, filled},
    name, rightful,
    table::rows,
    world::World,
};
use crate::upgrade::dump;

/// Everything that contacts and visitors can send, and what it may write.
const WRITES: [(&str, &str); 34] = [
    ("POST /api/client/decisions", "decisions"),
    ("POST /api/client/delivery", "the opening of a link"),
    (
        "POST /api/client/documents/{year}/{slug}/calculation",
        "nothing",
    ),
    (
        "POST /api/client/documents/{year}/{slug}/response",
        "a response and its decision",
    ),
    (
        "POST /api/client/files/{file_id}/versions/{version}/download",
        "nothing",
    ),
    ("POST /api/client/uploads", "an upload"),
    ("PATCH /api/client/uploads/{upload_id}", "a file of its own"),
    ("DELETE /api/client/uploads/{upload_id}", "its own upload"),
    ("DELETE /api/client/password", "one's own password"),
    ("PUT /api/client/password", "one's own password"),
    ("POST /api/client/people", "a colleague"),
    ("PATCH /api/client/people/{contact_id}", "a colleague"),
    (
        "POST /api/client/people/{contact_id}/invitation",
        "an invitation",
    ),
    ("POST /api/client/second-factor", "one's own second factor"),
    (
        "PUT /api/client/second-factor/by-message",
        "one's own second factor",
    ),
    ("POST /api/client/second-factor/message", "a code"),
    (
        "POST /api/client/second-factor/recovery-codes",
        "one's own second factor",
    ),
    (
        "DELETE /api/client/second-factor/totp",
        "one's own second factor",
    ),
    (
        "POST /api/client/second-factor/totp",
        "one's own second factor",
    ),
    (
        "POST /api/client/second-factor/totp/confirmation",
        "one's own second factor",
    ),
    ("DELETE /api/client/session", "one's own session"),
    ("PATCH /api/client/session", "one's own session"),
    ("PUT /api/client/session", "one's own session"),
    (
        "DELETE /api/client/sessions/{session_id}",
        "one's own session",
    ),
    ("PATCH /api/client/settings", "the client's settings"),
    ("DELETE /api/client/settings/logo", "the client's logo"),
    ("PUT /api/client/settings/logo", "the client's logo"),
    ("POST /api/client/sign-in", "a sign-in"),
    ("POST /api/client/sign-in/password", "a sign-in"),
    ("POST /api/client/sign-in/password-reset", "a sign-in"),
    (
        "POST /api/client/sign-in/password-reset/completion",
        "a password",
    ),
    ("POST /api/client/sign-in/verification", "a session"),
    ("POST /api/client/token", "an access token"),
    ("POST /api/client/token/refresh", "an access token"),
];

/// The unsafe operations under `/api/client` in the OpenAPI document.
fn documented() -> BTreeSet<String> {
    let contract: Value = serde_json::from_str(include_str!("../../../openapi.json")).unwrap();
    let mut found = BTreeSet::new();
    for (path, operations) in contract["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            let is_unsafe = ["post", "put", "patch", "delete"].contains(&method.as_str());
            if is_unsafe && path.starts_with("/api/client/") {
                found.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    found
}

/// The tables of what staff wrote: drafts, what is published of them, pictures, and projects with all that belongs to
/// them. With each the columns that an answer of a client may change.
const AUTHORED: [(&str, &[&str]); 9] = [
    ("document", &["updated_at"]),
    ("document_version", &[]),
    ("document_image", &[]),
    ("project", &[]),
    ("phase", &[]),
    ("milestone", &[]),
    ("milestone_move", &[]),
    ("project_contact", &[]),
    ("next_action", &[]),
];

/// The rows of those tables, read past the program.
async fn authored(world: &World) -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut all = dump::rows(world.test.database()).await;
    let tables = AUTHORED.iter().map(|(table, may_change)| {
        let rows = all.remove(*table).unwrap().into_iter();
        let rows = rows.map(|mut row| {
            row.retain(|column, _| !may_change.contains(&column.as_str()));
            format!("{row:?}")
        });
        (*table, rows.collect())
    });
    tables.collect()
}

#[tokio::test]
async fn no_operation_of_clients_changes_what_staff_wrote() {
    let named: BTreeSet<String> = WRITES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(
        documented(),
        named,
        "say what a new operation of clients may write"
    );
    let world = World::small().await;
    let side = world.side("north-a");
    let project = format!("/api/admin/projects/{}", side.ids["project_id"]);
    let owner = &world.providers[side.provider].staff[0];
    let contacts = json!({ "revision": 2, "contacts": [
        { "contact_id": side.ids["contact_id"], "what_for": "Keys" }] });
    let path = format!("{project}/contacts");
    world.must(owner, "PUT", &path, contacts).await;
    let rows_of = authored(&world).await;
    let empty: Vec<_> = rows_of.iter().filter(|(_, rows)| rows.is_empty()).collect();
    assert!(empty.is_empty(), "{empty:?}");
    let mut called = 0;
    for row in rows().iter().filter(|row| named.contains(&name(row))) {
        let mut session = side.contacts[0].clone();
        let home = world.sides.iter().position(|one| one.name == side.name);
        let mut ids = row.resolved(&world.own(home.unwrap(), &session));
        ids.insert("unique", world.test.app.ids.id().to_string());
        ids.extend(rightful::fresh(&world, side, &mut session, row.fresh).await);
        let path = filled(row.path, &ids);
        let json = (row.body)(&ids);
        let body = row.sent(&json);
        let before = authored(&world).await;
        let call = Call {
            host: &session.host,
            cookie: Some((session.cookie, session.token.as_str())),
            method: row.method,
            path: &path,
            body,
        };
        let answer = call.send(&world.test).await;
        assert!(answer.code() < 500, "{}: {}", name(row), answer.text());
        assert_eq!(authored(&world).await, before, "{}", name(row));
        called += 1;
    }
    assert_eq!(called, WRITES.len());
    // It sees a change when there is one.
    let before = authored(&world).await;
    world
        .draft(side, "another", Some(&side.ids["project_id"]))
        .await;
    let one_more = authored(&world).await;
    assert_ne!(one_more, before);
    world
        .must(owner, "PATCH", &project, json!({ "health": "red" }))
        .await;
    assert_ne!(authored(&world).await, one_more);
}
