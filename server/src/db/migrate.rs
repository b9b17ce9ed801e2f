//! Bringing a database to the schema of this program, and refusing one that has another.

use std::{path::Path, time::Duration};

use tokio::time::sleep;
use tokio_postgres::Client;

use super::{
    DbConfig, Location,
    error::{Error, Result},
    postgres::{self, Address},
    schema::{Level, Migration, Schema, written},
    sqlite,
    statement::Dialect,
};

/// What `migrate` did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The files that it ran, in order.
    pub names: Vec<String>,
    /// The version that the database now has.
    pub version: i64,
}

/// Any number will do, as long as no other program uses it on the same database.
const LOCK: i64 = 0x0070_6f72_7469_636f;

/// How long the tables are waited for, all of them together. Whoever needs one of them meanwhile waits as long, and who
/// holds one for longer mostly waits for another of them, in a circle.
const WAIT: Duration = Duration::from_millis(100);
/// Each tenth time, for long statements, and for a vacuum: it gives way only to whoever has waited for a second.
const LONG_WAIT: Duration = Duration::from_secs(2);
/// Between two tries, for the others.
const PAUSE: Duration = Duration::from_millis(250);
/// About a minute.
const TRIES: usize = 110;

const SQLITE_VERSIONS: &str = "create table if not exists schema_migration (
    version integer not null primary key, name text not null) strict, without rowid";

const POSTGRES_VERSIONS: &str = "create table if not exists schema_migration (
    version bigint not null primary key, name text not null)";

/// Runs what is missing, all of it in one transaction: a file that fails leaves the database as it was, for the program
/// that worked with it. PostgreSQL needs `owner_url`.
pub async fn migrate(config: &DbConfig) -> Result<Applied> {
    migrate_as(config, &Schema::portico()?).await
}

/// The same with another schema; for tests of this layer.
#[doc(hidden)]
pub async fn migrate_as(config: &DbConfig, schema: &Schema) -> Result<Applied> {
    match &config.location {
        Location::Sqlite { path } => migrate_sqlite(path, schema),
        Location::Postgres {
            url,
            owner_url,
            root_certificate,
        } => {
            let owner = owner_url.as_deref().ok_or_else(|| {
                Error::Setup(
                    "database.owner_url is not set: migrations run as the owner of the tables"
                        .into(),
                )
            })?;
            let app = Address::read(url, root_certificate.as_ref())?;
            let app = app
                .config
                .get_user()
                .ok_or_else(|| Error::Setup("database.url names no user".into()))?;
            let owner = Address::read(owner, root_certificate.as_ref())?;
            migrate_postgres(owner, app, schema).await
        }
    }
}

fn migrate_sqlite(path: &Path, schema: &Schema) -> Result<Applied> {
    let mut connection = sqlite::open(path)?;
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    transaction.execute_batch(SQLITE_VERSIONS)?;
    let at: i64 = transaction.query_row(
        "select coalesce(max(version), 0) from schema_migration",
        [],
        |row| row.get(0),
    )?;
    check(at, schema, true)?;
    let mut names = Vec::new();
    for migration in missing(schema, at) {
        let run = transaction.execute_batch(&written(migration, Dialect::Sqlite, ""));
        run.map_err(|error| Error::Setup(format!("{}: {error}", migration.name)))?;
        transaction.execute(
            "insert into schema_migration values (?1, ?2)",
            (migration.version, &migration.name),
        )?;
        names.push(migration.name.clone());
    }
    sqlite::write_statistics(&transaction, schema)?;
    transaction.commit()?;
    Ok(Applied {
        names,
        version: schema.version(),
    })
}

/// The files that a database of this version lacks.
fn missing(schema: &Schema, at: i64) -> impl Iterator<Item = &Migration> {
    let files = schema.migrations.iter();
    files.filter(move |migration| migration.version > at)
}

async fn migrate_postgres(owner: Address, app_role: &str, schema: &Schema) -> Result<Applied> {
    let (mut client, connection) = owner.config.connect(owner.tls).await?;
    let connection = tokio::spawn(connection);
    let names = migrate_client(&mut client, app_role, schema).await;
    drop(client);
    let _ = connection.await;
    Ok(Applied {
        names: names?,
        version: schema.version(),
    })
}

async fn migrate_client(
    client: &mut Client,
    app_role: &str,
    schema: &Schema,
) -> Result<Vec<String>> {
    let collation: String = client
        .query_one(
            "select datcollate::text from pg_database where datname = current_database()",
            &[],
        )
        .await?
        .get(0);
    if collation != "C" {
        return Err(Error::Setup(format!(
            "this database sorts by {collation}; make it with `create database … template template0 locale 'C'`"
        )));
    }
    // The lock goes with the connection, whatever happens.
    client
        .execute("select pg_advisory_lock($1)", &[&LOCK])
        .await?;
    for number in 1..=TRIES {
        let wait = if number % 10 == 0 { LONG_WAIT } else { WAIT };
        if let Some(names) = migrate_once(client, app_role, schema, wait).await? {
            return Ok(names);
        }
        sleep(PAUSE).await;
    }
    Err(Error::Setup(
        "tables were in use for a minute, so nothing was changed: stop what uses them, and migrate again"
            .into(),
    ))
}

/// None: the tables are in use.
async fn migrate_once(
    client: &mut Client,
    app_role: &str,
    schema: &Schema,
    wait: Duration,
) -> Result<Option<Vec<String>>> {
    let grant = format!(
        "grant select on schema_migration to {}",
        postgres::quoted(app_role)
    );
    let transaction = client.transaction().await?;
    transaction
        .batch_execute(&format!("{POSTGRES_VERSIONS}; {grant}"))
        .await?;
    let at = postgres_version(&transaction).await?;
    check(at, schema, true)?;
    let mut names = Vec::new();
    let mut walled: Vec<&Migration> = schema.migrations.iter().collect();
    walled.retain(|migration| migration.version <= at);
    let files: Vec<&Migration> = missing(schema, at).collect();
    if !files.is_empty() {
        let taken = transaction.batch_execute(&take_all(&walled, wait)).await;
        match taken.map_err(Error::from) {
            Err(Error::Busy(why)) => {
                tracing::warn!(why, "the tables are in use; trying again");
                return Ok(None);
            }
            taken => taken?,
        }
        transaction
            .batch_execute(&walls_for_the_owner(&walled, "no force"))
            .await?;
    }
    for migration in files {
        let mut text = written(migration, Dialect::Postgres, app_role);
        text.push_str(&walls_for_the_owner(&[migration], "no force"));
        let run = transaction.batch_execute(&text).await;
        run.map_err(|error| Error::Setup(format!("{}: {}", migration.name, Error::from(error))))?;
        let insert = "insert into schema_migration values ($1, $2)";
        transaction
            .execute(insert, &[&migration.version, &migration.name])
            .await?;
        names.push(migration.name.clone());
        walled.push(migration);
    }
    if !names.is_empty() {
        transaction
            .batch_execute(&walls_for_the_owner(&walled, "force"))
            .await?;
    }
    transaction.commit().await?;
    Ok(Some(names))
}

/// Takes all tables or none. Were each taken when it changes, others might hold one and wait for one that was taken
/// before, and PostgreSQL would throw out either.
fn take_all(files: &[&Migration], wait: Duration) -> String {
    let tables = files.iter().flat_map(|migration| &migration.tables);
    let names: Vec<&str> = tables.map(|table| table.name.as_str()).collect();
    if names.is_empty() {
        return String::new();
    }
    format!(
        "set local statement_timeout = {}; lock table {} in access exclusive mode; \
         set local statement_timeout to default",
        wait.as_millis(),
        names.join(", "),
    )
}

/// The walls stand before the owner of the tables too. While it migrates they must not: a file that changes rows would
/// find none.
fn walls_for_the_owner(files: &[&Migration], how: &str) -> String {
    let tables = files.iter().flat_map(|migration| &migration.tables);
    let walled = tables.filter(|table| table.level != Level::System);
    walled
        .map(|table| format!("\nalter table {} {how} row level security;", table.name))
        .collect()
}

async fn postgres_version(client: &impl tokio_postgres::GenericClient) -> Result<i64> {
    Ok(client
        .query_one(
            "select coalesce(max(version), 0) from schema_migration",
            &[],
        )
        .await?
        .try_get(0)?)
}

/// Refuses a SQLite file whose schema is not the one of this program.
pub(super) fn check_sqlite(path: &Path, schema: &Schema) -> Result<()> {
    let connection = sqlite::open(path)?;
    let exists: bool = connection.query_row(
        "select count(*) from sqlite_schema where name = 'schema_migration'",
        [],
        |row| row.get(0),
    )?;
    let at = if exists {
        connection.query_row(
            "select coalesce(max(version), 0) from schema_migration",
            [],
            |row| row.get(0),
        )?
    } else {
        0
    };
    check(at, schema, false)
}

/// The same for PostgreSQL.
pub(super) async fn check_postgres(client: &Client, schema: &Schema) -> Result<()> {
    let exists: bool = client
        .query_one("select to_regclass('schema_migration') is not null", &[])
        .await?
        .try_get(0)?;
    let at = if exists {
        postgres_version(client).await?
    } else {
        0
    };
    check(at, schema, false)
}

fn check(at: i64, schema: &Schema, older_is_fine: bool) -> Result<()> {
    let ours = schema.version();
    if at > ours {
        return Err(Error::Setup(format!(
            "the database has schema {at}, newer than this program's {ours}: use a newer program"
        )));
    }
    if at < ours && !older_is_fine {
        return Err(Error::Setup(format!(
            "the database has schema {at}, this program needs {ours}: run `portico migrate`"
        )));
    }
    Ok(())
}
