//! No operation of the client audience changes what staff wrote (D3): the contract's own list of them is gone through.

use std::collections::BTreeSet;

use portico::{kit::id::Id, scope::Staff, scoped};
use serde_json::Value;

use super::{
    call::{Call, filled},
    name, rightful,
    table::rows,
    world::World,
};

/// Everything that contacts and visitors can send, and what it may write.
const WRITES: [(&str, &str); 30] = [
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

/// What staff wrote: drafts and titles with their saves, what is published of them, and projects.
async fn authored(world: &World, staff: &Staff) -> Vec<String> {
    let read = world.test.app.db.read(staff).await.unwrap();
    let documents = scoped!(
        "select d.document_id, d.title, d.draft_revision, d.published_version from document d
         where {project:d} and {org:d} order by d.document_id"
    );
    let documents: Vec<(Id, String, i64, Option<i64>)> = read.list(documents, &[]).await.unwrap();
    let versions = scoped!(
        "select v.document_id, v.version_hash, v.version from document_version v where {project:v}
         order by v.document_id, v.version"
    );
    let versions: Vec<(Id, String, i64)> = read.list(versions, &[]).await.unwrap();
    let projects = scoped!(
        "select j.project_id, j.name from project j where {project:j} order by j.project_id"
    );
    let projects: Vec<(Id, String)> = read.list(projects, &[]).await.unwrap();
    assert!(documents.len() > 5 && versions.len() > 3 && projects.len() > 1);
    let documents = documents.iter().map(|row| format!("{row:?}"));
    let versions = versions.iter().map(|row| format!("{row:?}"));
    let projects = projects.iter().map(|row| format!("{row:?}"));
    documents.chain(versions).chain(projects).collect()
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
    let provider = &world.providers[side.provider];
    let owner = Staff {
        provider_id: provider.provider_id,
        staff_id: provider.staff_id("owner"),
        session_id: world.test.app.ids.id(),
        role: "owner".into(),
        sees_all_clients: true,
        fresh_until: None,
    };
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
        let before = authored(&world, &owner).await;
        let call = Call {
            host: &session.host,
            cookie: Some((session.cookie, session.token.as_str())),
            method: row.method,
            path: &path,
            body,
        };
        let answer = call.send(&world.test).await;
        assert!(answer.code() < 500, "{}: {}", name(row), answer.text());
        assert_eq!(authored(&world, &owner).await, before, "{}", name(row));
        called += 1;
    }
    assert_eq!(called, WRITES.len());
    // It sees a change when there is one.
    let before = authored(&world, &owner).await;
    world
        .draft(side, "another", Some(&side.ids["project_id"]))
        .await;
    assert_ne!(authored(&world, &owner).await, before);
}
