//! A migration whose process is killed: the database is the old one or the new one, never between.

use std::{
    env,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use portico::{
    db::{Db, DbConfig, Location, migrate_as, schema::Schema},
    testing::TestDatabase,
};

use super::dump;
use crate::small::{later, schema};

const NAME: &str = "upgrade::killed::a_killed_migration_leaves_the_old_schema_or_the_new_one";
/// Says to a process of this test that it is the one to be killed, and where the database lies.
const CHILD: &str = "PORTICO_TEST_MIGRATES";

/// Much to do: rows that are made, changed, and put in order.
const GROWN: &str = "-- level: provider
create table counted (
  provider_id {id} not null,
  number {int} not null,
  half {int},
  primary key (provider_id, number)
){table};
insert into counted (provider_id, number)
  with recursive counting (number) as (select 1 union all select number + 1 from counting where number < 60000)
  select p.provider_id, c.number from counting c cross join provider p;
";
const CHANGED: &str = "alter table counted add column words text;
update counted set half = number / 2, words = 'a row of the tables that grew';
create index counted_by_half on counted (provider_id, half, words);
";

fn grown() -> Schema {
    later(&[("0002_grown.sql", GROWN), ("0003_changed.sql", CHANGED)])
}

#[tokio::test]
async fn a_killed_migration_leaves_the_old_schema_or_the_new_one() {
    if let Ok(place) = env::var(CHILD) {
        migrate_as(&read(&place), &grown()).await.unwrap();
        return;
    }
    let whole = filled().await;
    let began = Instant::now();
    assert!(start(&whole).wait().unwrap().success());
    let takes = began.elapsed();
    let new = dump::shape(&whole).await;
    let database = filled().await;
    let old = dump::shape(&database).await;
    let mut unfinished = 0;
    for part in [3, 5, 6, 7, 8, 9] {
        let mut child = start(&database);
        sleep(takes * part / 10);
        child.kill().unwrap();
        child.wait().unwrap();
        let shape = settled(&database, &old).await;
        if shape == old {
            unfinished += 1;
            Db::open_as(database.config(), &schema()).await.unwrap();
        } else {
            assert_eq!(shape, new, "it is neither");
            break;
        }
    }
    assert!(unfinished > 0, "none was killed in the middle");
    migrate_as(&database.config(), &grown()).await.unwrap();
    assert_eq!(dump::shape(&database).await, new);
    assert_eq!(dump::rows(&database).await["counted"].len(), 60_000);
    Db::open_as(database.config(), &grown()).await.unwrap();
}

/// The shape once PostgreSQL has noticed that nobody is there any more: until then the tables are locked.
async fn settled(database: &TestDatabase, old: &[String]) -> Vec<String> {
    let until = Instant::now() + Duration::from_secs(20);
    loop {
        let shape = dump::shape(database).await;
        if shape != old || !is_held(database).await || Instant::now() > until {
            return dump::shape(database).await;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn is_held(database: &TestDatabase) -> bool {
    match database.config().location {
        Location::Sqlite { .. } => false,
        Location::Postgres { .. } => {
            let superuser = database.superuser().await;
            let held = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
            let others: i64 = superuser.query_one(held, &[]).await.unwrap().get(0);
            others > 0
        }
    }
}

async fn filled() -> TestDatabase {
    let database = TestDatabase::with_schema(schema()).await;
    let provider = match database.config().location {
        Location::Sqlite { .. } => "x'00000000000070008000000000000001'",
        Location::Postgres { .. } => "'00000000-0000-7000-8000-000000000001'",
    };
    database
        .tamper(&format!("insert into provider values ({provider}, 'Only')"))
        .await;
    database
}

fn start(database: &TestDatabase) -> Child {
    let place = match database.config().location {
        Location::Sqlite { path } => path.to_string_lossy().into_owned(),
        Location::Postgres { url, owner_url, .. } => format!("{url} {}", owner_url.unwrap()),
    };
    Command::new(env::current_exe().unwrap())
        .args(["--exact", NAME])
        .env(CHILD, place)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn read(place: &str) -> DbConfig {
    match place.split_once(' ') {
        Some((url, owner_url)) => DbConfig::postgres(url, Some(owner_url.to_owned())),
        None => DbConfig::sqlite(place),
    }
}
