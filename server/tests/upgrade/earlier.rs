//! Databases of earlier schemas: kept, migrated, and worked with.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
};

use portico::{
    config::Config,
    db::{Dialect, migrate, schema::Schema},
    features::audit::sealing,
    kit::{id::Id, outbox::Gateways},
    testing::{TestApp, TestDatabase, backstage, only_on},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{FIRST, dump, folder};
use crate::isolation::{
    call::{Call, Ids, filled, names_in},
    table::{Fresh, rows},
    world::{COOKIE, STAFF_COOKIE, STAFF_HOST, World},
};

/// The first line of a dump, after its dashes.
#[derive(Debug, Serialize, Deserialize)]
struct About {
    provider_id: Id,
    brand_domain_id: Id,
    host: String,
    owner_id: Id,
    membership_id: Id,
    /// What the names in paths stand for.
    ids: BTreeMap<String, String>,
}

/// More ids and tokens than a dump has.
const TAKEN: usize = 50_000;
/// Set by `cargo xtask fixture`.
const WRITE: &str = "PORTICO_WRITE_FIXTURE";

/// On PostgreSQL its own tool writes the dump, which need not be where the tests run: there only when one is wanted.
#[tokio::test]
async fn a_database_of_todays_schema_is_kept_and_found_again_on_sqlite() {
    let is_wanted = env::var_os(WRITE).is_some();
    if !is_wanted && !only_on(Dialect::Sqlite) {
        return;
    }
    let world = World::new().await;
    let (provider, side) = (&world.providers[0], world.side("north-a"));
    let about = About {
        provider_id: provider.provider_id,
        brand_domain_id: provider.brand_domain_id,
        host: provider.host.clone(),
        owner_id: provider.staff_id("owner"),
        membership_id: side.ids["membership_id"].parse().unwrap(),
        ids: side
            .ids
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
    };
    let database = world.test.database();
    let text = dump::write(database);
    let restored = TestDatabase::restored(&text).await;
    assert_eq!(dump::shape(&restored).await, dump::shape(database).await);
    let (before, after) = (dump::rows(database).await, dump::rows(&restored).await);
    for (table, rows) in &before {
        let (mut was, mut is) = (rows.clone(), after[table].clone());
        was.sort_unstable();
        is.sort_unstable();
        assert_eq!(was, is, "{table}");
    }
    if is_wanted {
        let version = Schema::portico().unwrap().version();
        let path = folder().join(format!("{version:04}.{}.sql", dump::word()));
        let about = serde_json::to_string(&about).unwrap();
        fs::write(path, format!("-- {about}\n{text}\n")).unwrap();
    }
}

#[tokio::test]
async fn every_earlier_schema_becomes_todays_and_keeps_every_row() {
    let today = Schema::portico().unwrap();
    let fresh = dump::shape(&TestDatabase::new().await).await;
    let mut tried = 0;
    for version in FIRST..=today.version() {
        let path = folder().join(format!("{version:04}.{}.sql", dump::word()));
        let Ok(text) = fs::read_to_string(&path) else {
            assert_eq!(version, today.version(), "{} is missing", path.display());
            continue;
        };
        tried += 1;
        let database = TestDatabase::restored(&text).await;
        let before = dump::rows(&database).await;
        let applied = migrate(&database.config()).await.unwrap();
        let later = today
            .migrations
            .iter()
            .filter(|file| file.version > version);
        let later: Vec<&String> = later.map(|file| &file.name).collect();
        assert_eq!(applied.names.iter().collect::<Vec<_>>(), later, "{version}");
        let after = dump::rows(&database).await;
        keeps(&before, &after);
        assert_eq!(dump::shape(&database).await, fresh, "of {version}");
        works(database, &text).await;
    }
    assert!(tried > 0);
}

/// Every row is there with the same values, in the columns that are left.
fn keeps(before: &dump::Rows, after: &dump::Rows) {
    for (table, rows) in before
        .iter()
        .filter(|(table, _)| *table != "schema_migration")
    {
        let Some(now) = after.get(table) else {
            continue;
        };
        let names = |rows: &[BTreeMap<String, String>]| -> BTreeSet<String> {
            rows.iter().flat_map(|row| row.keys().cloned()).collect()
        };
        let (old, new) = (names(rows), names(now));
        let left = |row: &BTreeMap<String, String>| {
            let mut row = row.clone();
            row.retain(|name, _| old.contains(name) && new.contains(name));
            row
        };
        let was: Vec<_> = rows.iter().map(left).collect();
        let mut is: Vec<_> = now.iter().map(left).collect();
        is.sort_unstable();
        for row in was {
            assert!(is.binary_search(&row).is_ok(), "{table}: {row:?} is lost");
        }
    }
}

/// The program reads and writes it, and its audit is whole.
async fn works(database: TestDatabase, text: &str) {
    let first = text
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("-- "));
    let about: About = serde_json::from_str(first.unwrap()).unwrap();
    let test = TestApp::over(database, Config::default(), Gateways::default()).await;
    // Ids and tokens of tests are counted: these are taken.
    for _ in 0..TAKEN {
        let _ = (test.app.ids.id(), test.app.ids.bytes());
    }
    let app = &test.app;
    let owner = backstage::mint_staff_session(app, about.provider_id, about.owner_id).await;
    let (_, executive) = backstage::mint_contact_session(
        app,
        about.provider_id,
        about.brand_domain_id,
        about.membership_id,
    )
    .await
    .unwrap();
    let people = [
        (true, "owner", STAFF_HOST, STAFF_COOKIE, owner.unwrap()),
        (false, "executive", about.host.as_str(), COOKIE, executive),
    ];
    let ids = rows_ids(&about);
    let mut called = 0;
    for (is_staff, role, host, cookie, token) in &people {
        for row in rows().into_iter().filter(|row| {
            row.method == "GET"
                && !row.is_stream
                && row.fresh == Fresh::Nothing
                && row.is_for(*is_staff)
                && row.allows(*is_staff, role)
        }) {
            let known = |name: &String| ids.contains_key(name.as_str());
            if !names_in(row.path).iter().all(known) {
                continue;
            }
            let path = filled(row.path, &row.resolved(&ids));
            let call = Call {
                host,
                cookie: Some((cookie, token)),
                method: row.method,
                path: &path,
                body: None,
            };
            let answer = call.send(&test).await;
            assert_eq!(answer.code(), row.ok, "{role} {path}: {}", answer.text());
            called += 1;
        }
    }
    assert!(called > 40, "{called}");
    let body = json!({ "name": "After the upgrade" })
        .to_string()
        .into_bytes();
    let (_, _, host, cookie, token) = &people[0];
    let made = Call {
        host,
        cookie: Some((cookie, token)),
        method: "POST",
        path: "/api/admin/clients",
        body: Some(("application/json", body)),
    };
    let made = made.send(&test).await;
    assert_eq!(made.code(), 201, "{}", made.text());
    sealing::verify(&app.db, &app.keys, about.provider_id, None)
        .await
        .unwrap();
}

/// What the names of the table stand for in a dump.
fn rows_ids(about: &About) -> Ids {
    let names = rows().into_iter().flat_map(|row| {
        let in_path = names_in(row.path);
        let aliases = row.alias.iter().map(|(_, alias)| (*alias).to_owned());
        in_path.into_iter().chain(aliases).collect::<Vec<_>>()
    });
    names
        .filter_map(|name| {
            let value = about.ids.get(&name)?.clone();
            Some((&*name.leak(), value))
        })
        .collect()
}
