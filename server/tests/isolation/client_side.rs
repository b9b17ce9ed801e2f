//! What no contact changes, whatever it may do: the content of documents, projects, phases and milestones (D3). Each
//! operation of the API's document that contacts may call and that is no mere reading is called by somebody who may, and
//! the tables are compared, past the program.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    call::{Call, filled},
    contract::document,
    foreign::own,
    name, rightful,
    table::rows,
    world::World,
};
use crate::upgrade::dump;

/// Tables that stay as they are, and the columns of each that a contact's answer may change.
const STAYS: &[(&str, &[&str])] = &[
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

/// The operations of contacts that are no mere reading.
fn changing() -> BTreeSet<String> {
    let contract = document();
    let mut found = BTreeSet::new();
    for (path, operations) in contract["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            if operation["x-audience"] == "contact" && method != "get" {
                found.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    found
}

type Stays = BTreeMap<&'static str, Vec<BTreeMap<String, String>>>;

/// The rows of those tables.
async fn stays(world: &World) -> Stays {
    let mut all = dump::rows(world.test.database()).await;
    let tables = STAYS.iter().map(|(table, but)| {
        let mut rows = all.remove(*table).unwrap_or_default();
        for row in &mut rows {
            row.retain(|column, _| !but.contains(&column.as_str()));
        }
        rows.sort_unstable();
        (*table, rows)
    });
    tables.collect()
}

#[tokio::test]
async fn no_operation_of_contacts_changes_a_document_or_a_project() {
    let world = World::small().await;
    let side = world.side("north-a");
    let mut called = BTreeSet::new();
    let changing = changing();
    for row in rows() {
        if !changing.contains(&name(&row)) {
            continue;
        }
        let mut session = side.contacts[0].clone();
        let mut ids = own(&world, &row, 0, &session);
        ids.extend(rightful::fresh(&world, side, &mut session, row.fresh).await);
        let before = stays(&world).await;
        assert!(before.values().filter(|rows| !rows.is_empty()).count() > 6);
        let path = filled(row.path, &ids);
        let body = row.sent(&(row.body)(&ids));
        let call = Call {
            host: &session.host,
            cookie: Some((session.cookie, &session.token)),
            method: row.method,
            path: &path,
            body,
        };
        let answer = call.send(&world.test).await;
        assert_eq!(answer.code(), row.ok, "{}: {}", name(&row), answer.text());
        assert_eq!(before, stays(&world).await, "{}", name(&row));
        called.insert(name(&row));
    }
    assert_eq!(called, changing, "every one is called");
    assert!(called.len() > 15, "{called:?}");
}
