//! What is another provider's stays as it is: each row of its in every table, read from the database past the program.

use std::collections::{BTreeMap, BTreeSet};

use portico::{kit::id::Id, testing::TestDatabase};

use super::world::{Session, World};
use crate::upgrade::dump;

/// Tables whose rows are nobody's in particular.
const OF_ALL: &[(&str, &str)] = &[
    ("schema_migration", "which migrations have run"),
    ("sweep", "when the housekeeping ran"),
    ("sms_day", "how many SMS the installation sent on a day"),
    (
        "staff_limit_subject",
        "who asks at the staff host, before anybody knows for whom",
    ),
    ("staff_limit_event", "how often they asked"),
];

/// The rows of a provider, by table.
type Kept = BTreeMap<String, BTreeSet<String>>;

/// Every row that bears the id of a provider.
pub async fn kept(database: &TestDatabase, provider_id: Id) -> Kept {
    let bytes = provider_id.to_string().replace('-', "");
    let mut kept = Kept::new();
    for (table, rows) in dump::rows(database).await {
        let is_named = OF_ALL.iter().any(|(name, _)| *name == table);
        let mut lines = BTreeSet::new();
        for row in rows {
            let Some(whose) = row.get("provider_id") else {
                assert!(is_named, "whose are the rows of {table}?");
                continue;
            };
            // As SQLite quotes it or as PostgreSQL's JSON has it.
            let whose: String = whose.chars().filter(char::is_ascii_hexdigit).collect();
            if whose.to_lowercase() == bytes {
                lines.insert(format!("{row:?}"));
            }
        }
        kept.insert(table, lines);
    }
    kept
}

/// Where two readings differ.
pub fn differences(before: &Kept, after: &Kept) -> Vec<String> {
    let mut found = Vec::new();
    for (table, rows) in before {
        let now = &after[table];
        found.extend(rows.difference(now).map(|row| format!("{table} had {row}")));
        found.extend(now.difference(rows).map(|row| format!("{table} has {row}")));
    }
    found
}

/// Lets the sessions of each provider in turn try, and looks that every row of the other stays as it was. Its own rows
/// may change: its refusals are in its audit.
pub async fn each_tries(world: &World, mut tries: impl AsyncFnMut(usize, &Session)) {
    for (place, provider) in world.providers.iter().enumerate() {
        let others = || {
            world
                .providers
                .iter()
                .filter(|other| other.provider_id != provider.provider_id)
        };
        let mut before = Vec::new();
        for other in others() {
            before.push(kept(world.test.database(), other.provider_id).await);
        }
        for (home, session) in world.sessions() {
            if world.sides[home].provider == place {
                tries(home, session).await;
            }
        }
        for (other, before) in others().zip(before) {
            let after = kept(world.test.database(), other.provider_id).await;
            let changed = differences(&before, &after);
            assert!(
                changed.is_empty(),
                "{} changed {}:\n{}",
                provider.name,
                other.name,
                changed.join("\n")
            );
        }
    }
}

#[tokio::test]
async fn a_changed_row_of_a_provider_is_noticed_and_its_neighbours_is_not() {
    let world = World::new().await;
    let [north, south] = [&world.providers[0], &world.providers[1]];
    let database = world.test.database();
    let before = [
        kept(database, north.provider_id).await,
        kept(database, south.provider_id).await,
    ];
    let filled = |kept: &Kept| kept.values().filter(|rows| !rows.is_empty()).count();
    assert!(
        before.iter().all(|kept| filled(kept) > 30),
        "{} tables",
        filled(&before[0])
    );
    let name = serde_json::json!({ "name": "canary-of-an-org, renamed" });
    let org = format!("/api/admin/orgs/{}", world.side("south-a").ids["org_id"]);
    world.must(&south.staff[0], "PATCH", &org, name).await;
    let after = [
        kept(database, north.provider_id).await,
        kept(database, south.provider_id).await,
    ];
    assert_eq!(differences(&before[0], &after[0]), Vec::<String>::new());
    let changed = differences(&before[1], &after[1]);
    assert!(
        changed.iter().any(|line| line.starts_with("org has")),
        "{changed:?}"
    );
    assert!(
        changed
            .iter()
            .any(|line| line.starts_with("audit_entry has")),
        "{changed:?}"
    );
}
