//! Migrations are only added: what an installation has becomes what today's program works with, whole or not at all.
//!
//! `fixtures/` has a filled database of every earlier schema, as each of the databases dumps it, and the hash of every
//! migration. A dump begins with a line that says who can be signed in to it, and what there is to call. When a
//! migration is added, the dumps of the schema before it are made first: `cargo xtask fixture`.

pub(crate) mod dump;
mod earlier;
mod killed;

use std::{collections::BTreeMap, fs, path::PathBuf};

use portico::{db::schema::Schema, kit::id::sha256};

/// The first schema that installations have.
const FIRST: i64 = 13;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

#[test]
fn a_migration_that_is_out_in_the_world_stays_as_it_is() {
    let text = fs::read_to_string(folder().join("migrations.sha256")).unwrap();
    let frozen: BTreeMap<&str, &str> = text
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(hash, name)| (name, hash))
        .collect();
    for migration in Schema::portico().unwrap().migrations {
        let hash = sha256(migration.text.as_bytes());
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            frozen.get(migration.name.as_str()),
            Some(&hash.as_str()),
            "{}: installations have run it, so a change needs a file of its own; a new file has its line in \
             fixtures/migrations.sha256 (`sha256sum`)",
            migration.name
        );
    }
    assert_eq!(frozen.len(), Schema::portico().unwrap().migrations.len());
}

#[test]
fn every_earlier_schema_has_its_dumps() {
    for version in FIRST..Schema::portico().unwrap().version().max(FIRST + 1) {
        for dialect in ["sqlite", "postgres"] {
            let path = folder().join(format!("{version:04}.{dialect}.sql"));
            assert!(
                path.exists(),
                "{}: made by `cargo xtask fixture` before the next migration is added",
                path.display()
            );
        }
    }
}
