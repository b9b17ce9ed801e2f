//! A program that is already running when a newer one begins: on SQLite a second one is refused; on PostgreSQL the old
//! one works on while the tables change below it, and does not start again afterwards.

use std::{fs, path::Path, time::Instant};

use portico::{
    db::{Dialect, migrate_as, schema::Schema},
    testing::{TestDatabase, only_on},
};

use super::{
    client::Request,
    invariants, is_long,
    ledger::Ledger,
    server::{Server, command},
    steady::{NOT_NOW, Steady, make_good},
    world::World,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_program_on_the_same_sqlite_file_is_refused() {
    if !only_on(Dialect::Sqlite) {
        return;
    }
    let world = World::new(1, 0).await;
    let mut server = Server::start(&world, &[]).await;
    let mut second = command(&world, &["serve"]);
    second.env("PORTICO_SERVER_ADDRESS", "127.0.0.1:0");
    let refused = second.output().unwrap();
    assert!(!refused.status.success(), "{refused:?}");
    let said = String::from_utf8_lossy(&refused.stderr).into_owned()
        + &String::from_utf8_lossy(&refused.stdout);
    assert!(said.contains("another program serves"), "{said}");
    server
        .client(&world.sides[0].contacts[0].person)
        .read("/api/client/session")
        .await;
    // A killed program leaves nothing behind that would keep the next one out.
    server.kill();
    Server::start_again(&world, server).await;
}

const NEXT_NAME: &str = "9999_next.sql";
/// What the next version might bring.
const NEXT: &str = "alter table client add column nickname text;\n\
    create index document_by_title on document (provider_id, title);\n\
    -- level: provider\ncreate table later (\n  provider_id {id} not null references provider (provider_id),\n  \
    later_id {id} not null,\n  words text,\n  primary key (provider_id, later_id)\n){table};\n";

/// Today's schema and what comes next.
fn next() -> Schema {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut files: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap())
        .map(|file| {
            let name = file.file_name().into_string().unwrap();
            (name, fs::read_to_string(file.path()).unwrap())
        })
        .collect();
    files.push((NEXT_NAME.to_owned(), NEXT.to_owned()));
    files.sort();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    Schema::from_files(&files).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_copy_works_on_while_postgresql_is_migrated_and_does_not_start_again() {
    if !only_on(Dialect::Postgres) {
        return;
    }
    let world = World::new(30, 0).await;
    let seeded = world.rows("select document_id from document").await.len();
    let mut old = Server::start(&world, &[]).await;
    // What waits for a table that changes may be put off.
    let steady = Steady::new(&world, &old, &[NOT_NOW]);
    let migrate = async {
        steady.takes(20).await;
        let began = Instant::now();
        let applied = migrate_as(&world.database.config(), &next()).await.unwrap();
        eprintln!("migrated within {:?}", began.elapsed());
        assert_eq!(applied.names, [NEXT_NAME]);
        steady.takes(20).await;
        steady.end();
    };
    let ((acts, slowest), ()) = tokio::join!(steady.work(), migrate);
    let mut ledger = Ledger { acts };
    eprintln!("{}, the slowest in {slowest:?}", ledger.told());
    make_good(&mut ledger, &old).await;
    let mut owner = old.client(&world.owner);
    for path in [
        "/api/admin/clients?limit=5",
        "/api/admin/documents?limit=5",
        "/readyz",
    ] {
        let answer = owner.send(&Request::get(path)).await.answer();
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    }
    ledger.check(&world, seeded).await;
    invariants::hold_in_the_database(&world).await;
    old.kill();
    let mut again = command(&world, &["serve"]);
    let refused = again.env("PORTICO_SERVER_ADDRESS", "127.0.0.1:0").output();
    let said = format!("{:?}", refused.unwrap());
    assert!(said.contains("newer"), "{said}");
}

#[tokio::test]
async fn a_migration_of_postgresql_gives_up_in_words_where_a_table_stays_in_use() {
    // It tries for a minute.
    if !is_long() || !only_on(Dialect::Postgres) {
        return;
    }
    let database = TestDatabase::new().await;
    let holder = database.superuser().await;
    let hold = "begin; select from document";
    holder.batch_execute(hold).await.unwrap();
    let given_up = migrate_as(&database.config(), &next()).await;
    let said = given_up.unwrap_err().to_string();
    assert!(said.contains("stop what uses them"), "{said}");
    holder.batch_execute("commit").await.unwrap();
    let applied = migrate_as(&database.config(), &next()).await.unwrap();
    assert_eq!(applied.names, [NEXT_NAME], "nothing of it was done before");
}
