//! The schema: one text, two databases, and walls round every table.

use std::time::Duration;

use portico::{
    db::{Db, Dialect, Error, Location, migrate, migrate_as, schema::Schema},
    testing::{TestDatabase, only_on},
};
use tokio::time::sleep;

use crate::small::{later, schema};

#[tokio::test]
async fn migrating_twice_changes_nothing() {
    let database = TestDatabase::new().await;
    let applied = migrate(&database.config()).await.unwrap();
    assert_eq!(applied.names, Vec::<String>::new());
    assert_eq!(applied.version, Schema::portico().unwrap().version());
    database.open().await;
}

#[tokio::test]
async fn a_newer_schema_and_an_older_one_are_refused() {
    let second = "-- level: provider\ncreate table later (\n  provider_id {id} not null primary key\n){table};\n";
    let mut newer = schema();
    newer.migrations.extend(
        Schema::from_files(&[("0001_later.sql", second)])
            .unwrap()
            .migrations,
    );
    newer.migrations[1].version = 2;
    let database = TestDatabase::with_schema(schema()).await;
    let older = refused(Db::open_as(database.config(), &newer).await);
    assert!(older.contains("portico migrate"), "{older}");
    assert_eq!(
        migrate_as(&database.config(), &newer).await.unwrap().names,
        ["0001_later.sql"]
    );
    let refused = refused(Db::open_as(database.config(), &schema()).await);
    assert!(refused.contains("newer"), "{refused}");
    assert!(matches!(
        migrate_as(&database.config(), &schema()).await,
        Err(Error::Setup(_))
    ));
}

const MADE: &str =
    "-- level: provider\ncreate table made (\n  provider_id {id} not null primary key\n){table};\n";
const GROWN: &str = "alter table made add column words text;\n";

#[tokio::test]
async fn a_file_that_fails_leaves_the_database_to_the_program_that_worked_with_it() {
    let database = TestDatabase::with_schema(schema()).await;
    let broken = later(&[
        ("0002_made.sql", MADE),
        ("0003_grown.sql", GROWN),
        (
            "0004_broken.sql",
            "insert into nowhere (words) values (1);\n",
        ),
    ]);
    let failed = migrate_as(&database.config(), &broken).await;
    let why = refused(failed);
    assert!(why.contains("0004_broken.sql"), "{why}");
    let same = migrate_as(&database.config(), &schema()).await.unwrap();
    assert_eq!(same.names, Vec::<String>::new(), "nothing of it stayed");
    database.open().await;
    let mended = later(&[("0002_made.sql", MADE), ("0003_grown.sql", GROWN)]);
    let applied = migrate_as(&database.config(), &mended).await.unwrap();
    assert_eq!(applied.names, ["0002_made.sql", "0003_grown.sql"]);
    Db::open_as(database.config(), &mended).await.unwrap();
}

#[tokio::test]
async fn a_migration_that_waits_lets_others_work_on_postgresql() {
    if !only_on(Dialect::Postgres) {
        return;
    }
    let database = TestDatabase::with_schema(schema()).await;
    let holder = database.superuser().await;
    holder
        .batch_execute("begin; select from note")
        .await
        .unwrap();
    let other = database.superuser().await;
    let patience = "set statement_timeout = 30000";
    other.batch_execute(patience).await.unwrap();
    let config = database.config();
    let newer = later(&[("0002_made.sql", MADE)]);
    let migrating = tokio::spawn(async move { migrate_as(&config, &newer).await });
    for _ in 0..2 {
        while !somebody_waits(&other).await {
            assert!(!migrating.is_finished(), "somebody uses a table");
            sleep(Duration::from_millis(10)).await;
        }
        // It has this table, and waits for the other one.
        let read = other.query("select from provider", &[]).await;
        read.expect("it lets go of what it has");
    }
    holder.batch_execute("commit").await.unwrap();
    let applied = migrating.await.unwrap().unwrap();
    assert_eq!(applied.names, ["0002_made.sql"]);
}

/// Whether a lock of this database is waited for.
async fn somebody_waits(client: &tokio_postgres::Client) -> bool {
    let waiting = "select exists (select from pg_locks join pg_database on oid = database
            where datname = current_database() and not granted)";
    client.query_one(waiting, &[]).await.unwrap().get(0)
}

#[test]
fn columns_of_later_files_are_known() {
    let columns = |schema: &Schema| {
        let made = schema.tables().find(|table| table.name == "made").unwrap();
        let names = made.columns.iter().map(|(name, _)| name.clone());
        names.collect::<Vec<_>>()
    };
    let grown = later(&[("0002_made.sql", MADE), ("0003_grown.sql", GROWN)]);
    assert_eq!(columns(&grown), ["provider_id", "words"]);
    let shrunk = "alter table made drop column words;\n";
    let files = [
        ("0002_made.sql", MADE),
        ("0003_grown.sql", GROWN),
        ("0004_shrunk.sql", shrunk),
    ];
    assert_eq!(columns(&later(&files)), ["provider_id"]);
    for wrong in [
        "alter table nobody add column words text;",
        "alter table made add column client_id {id};",
        "alter table made rename column words to text;",
    ] {
        let read = Schema::from_files(&[("0002_made.sql", MADE), ("0003_wrong.sql", wrong)]);
        let why = refused(read);
        assert!(why.contains("0003_wrong.sql"), "{wrong}: {why}");
    }
}

#[tokio::test]
async fn lost_statistics_of_sqlite_are_written_again() {
    if !only_on(Dialect::Sqlite) {
        return;
    }
    let database = TestDatabase::new().await;
    let Location::Sqlite { path } = database.config().location else {
        panic!("a file");
    };
    let count = || -> i64 {
        let file = rusqlite::Connection::open(&path).unwrap();
        let all = "select count(*) from sqlite_stat1";
        file.query_row(all, [], |row| row.get(0)).unwrap()
    };
    let whole = count();
    assert!(whole > 50, "{whole}");
    let file = rusqlite::Connection::open(&path).unwrap();
    file.execute("delete from sqlite_stat1 where tbl like 'd%'", ())
        .unwrap();
    assert!(count() < whole);
    migrate(&database.config()).await.unwrap();
    assert_eq!(count(), whole);
}

fn refused<T>(answer: Result<T, Error>) -> String {
    match answer {
        Err(Error::Setup(why)) => why,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was taken"),
    }
}

#[test]
fn every_file_of_the_folder_is_listed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let listed: Vec<String> = Schema::portico()
        .unwrap()
        .migrations
        .into_iter()
        .map(|file| file.name)
        .collect();
    assert_eq!(listed, files);
}

#[tokio::test]
async fn postgresql_forces_the_walls_on_every_table_of_a_provider() {
    if !only_on(Dialect::Postgres) {
        return;
    }
    let database = TestDatabase::new().await;
    let superuser = database.superuser().await;
    let tables = superuser
        .query(
            "select c.relname::text, c.relrowsecurity and c.relforcerowsecurity,
                (select count(*) from pg_policy p where p.polrelid = c.oid
                    and p.polroles = array[(select oid from pg_roles where rolname = 'portico_app')]
                    and p.polqual is not null and p.polwithcheck is not null)
             from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'public' and c.relkind = 'r' and exists (select 1 from pg_attribute a
                where a.attrelid = c.oid and a.attname = 'provider_id')",
            &[],
        )
        .await
        .unwrap();
    assert_eq!(
        tables.len(),
        Schema::portico()
            .unwrap()
            .tables()
            .filter(|table| table.has("provider_id"))
            .count()
    );
    for table in tables {
        let name: String = table.get(0);
        assert!(
            table.get::<_, bool>(1),
            "{name} has no forced row-level security"
        );
        assert_eq!(
            table.get::<_, i64>(2),
            1,
            "{name} needs one policy for the program's role"
        );
    }
    superuser
        .batch_execute("set role portico_app")
        .await
        .unwrap();
    for table in Schema::portico().unwrap().tables() {
        let count = format!("select count(*) from {}", table.name);
        let rows = superuser
            .query_one(&count, &[])
            .await
            .map(|row| row.get::<_, i64>(0));
        assert!(
            !matches!(rows, Ok(1..)),
            "{} is not empty without a scope",
            table.name
        );
    }
}
