//! A database for one test: a SQLite file, or a PostgreSQL database cloned from a migrated template.
//!
//! `PORTICO_TEST_DATABASE` says which (`sqlite` or `postgres`); for PostgreSQL `TEST_DATABASE_URL` is the address of a
//! superuser of a running cluster. Roles and templates are made by whichever test process comes first.

use std::{env, fmt::Write as _, net::SocketAddr, time::Duration};

use tokio_postgres::{Client, NoTls};

use crate::{
    db::{
        Db, DbConfig, Dialect, Error, Location, Result, migrate_as,
        postgres::{SYSTEM_ROLE, role_statements},
        schema::Schema,
    },
    kit::id::sha256,
};

const OWNER: &str = "portico_owner";
const APP: &str = "portico_app";
const PASSWORD: &str = "portico";
const LOCK: i64 = 7_308_332_045;

/// A database of one test's own; gone when dropped.
pub struct TestDatabase {
    config: DbConfig,
    schema: Schema,
    home: Home,
}

enum Home {
    Directory { _kept: tempfile::TempDir },
    Cluster { admin_url: String, name: String },
}

impl TestDatabase {
    /// With the product's schema.
    ///
    /// # Panics
    /// When the database that the environment names cannot be made: no test can go on without.
    pub async fn new() -> Self {
        Self::with_schema(Schema::portico().expect("the migrations are sound")).await
    }

    /// With a schema of the test's own.
    ///
    /// # Panics
    /// As `new`.
    pub async fn with_schema(schema: Schema) -> Self {
        match dialect() {
            Dialect::Sqlite => Self::sqlite(schema).await,
            Dialect::Postgres => Self::postgres(admin_url(), schema).await,
        }
        .expect("the test's database can be made")
    }

    /// With the product's schema on another PostgreSQL, whose superuser this is.
    ///
    /// # Panics
    /// As `new`.
    pub async fn at(admin_url: String) -> Self {
        let schema = Schema::portico().expect("the migrations are sound");
        let made = Self::postgres(Ok(admin_url), schema).await;
        made.expect("the test's database can be made")
    }

    /// What a dump holds, as an installation has it that was not migrated since.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn restored(dump: &str) -> Self {
        let schema = Schema::portico().expect("the migrations are sound");
        match dialect() {
            Dialect::Sqlite => {
                let database = Self::unmigrated(schema).expect("the test's folder can be made");
                let Location::Sqlite { path } = &database.config.location else {
                    unreachable!("it was made as a file")
                };
                let connection = rusqlite::Connection::open(path).expect("the file opens");
                connection
                    .execute_batch(&format!(
                        "pragma foreign_keys = off; begin;\n{dump}\ncommit;"
                    ))
                    .expect("SQLite takes the dump");
                database
            }
            Dialect::Postgres => Self::from_dump(schema, dump)
                .await
                .expect("PostgreSQL takes the dump"),
        }
    }

    /// How to open it.
    pub fn config(&self) -> DbConfig {
        self.config.clone()
    }

    /// Opens it. May be done several times, as several copies of the program would.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn open(&self) -> Db {
        Db::open_as(self.config(), &self.schema)
            .await
            .expect("the test's database opens")
    }

    /// Where its server listens.
    ///
    /// # Panics
    /// On SQLite.
    pub fn server(&self) -> String {
        let Location::Postgres { url, .. } = &self.config.location else {
            panic!("SQLite has no server")
        };
        let authority = url.split('/').nth(2).unwrap_or_default();
        let host = authority.rsplit('@').next().unwrap_or_default();
        host.to_owned()
    }

    /// Lets what is opened from now on reach it through this address only.
    #[must_use]
    pub fn through(mut self, address: SocketAddr) -> Self {
        let server = self.server();
        if let Location::Postgres { url, .. } = &mut self.config.location {
            *url = url.replace(&format!("@{server}/"), &format!("@{address}/"));
        }
        self
    }

    /// Lets somebody wait only so long for it.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.config.patience = patience;
        self
    }

    /// For looking behind the walls on PostgreSQL: a connection as the superuser.
    ///
    /// # Panics
    /// On SQLite.
    pub async fn superuser(&self) -> Client {
        connect(&self.superuser_url())
            .await
            .expect("the cluster answers")
    }

    /// The address by which the superuser of PostgreSQL connects to it.
    ///
    /// # Panics
    /// On SQLite.
    pub fn superuser_url(&self) -> String {
        let Home::Cluster { admin_url, name } = &self.home else {
            panic!("SQLite has no superuser")
        };
        with_database(admin_url, name)
    }

    /// Runs statements past every wall and every key of the schema.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn tamper(&self, statements: &str) {
        match &self.config.location {
            Location::Sqlite { path } => {
                let connection = rusqlite::Connection::open(path).expect("the file opens");
                connection
                    .execute_batch(&format!("pragma foreign_keys = off; {statements}"))
                    .expect("SQLite takes the statements");
            }
            Location::Postgres { .. } => {
                let replica = "set session_replication_role = replica";
                self.superuser()
                    .await
                    .batch_execute(&format!("{replica}; {statements}"))
                    .await
                    .expect("PostgreSQL takes the statements");
            }
        }
    }

    async fn sqlite(schema: Schema) -> Result<Self> {
        let database = Self::unmigrated(schema)?;
        migrate_as(&database.config, &database.schema).await?;
        Ok(database)
    }

    /// The folder of a SQLite file that is not there yet.
    fn unmigrated(schema: Schema) -> Result<Self> {
        let directory = tempfile::tempdir().map_err(|error| Error::Setup(error.to_string()))?;
        let mut config = DbConfig::sqlite(directory.path().join("portico.db"));
        config.longest_write = Some(longest_write());
        Ok(Self {
            config,
            schema,
            home: Home::Directory { _kept: directory },
        })
    }

    /// A database on the cluster from a dump, which names the owners of everything.
    async fn from_dump(schema: Schema, dump: &str) -> Result<Self> {
        let admin_url = admin_url()?;
        let admin = connect(&admin_url).await?;
        in_turn(&admin, make_roles(&admin)).await?;
        let name = format!("portico_test_{}", hex(&rand_bytes()));
        admin
            .batch_execute(&format!(
                "create database {name} template template0 locale 'C' encoding 'UTF8' owner {OWNER}"
            ))
            .await?;
        let database = Self {
            config: config(&admin_url, &name),
            schema,
            home: Home::Cluster { admin_url, name },
        };
        database.superuser().await.batch_execute(dump).await?;
        Ok(database)
    }

    async fn postgres(admin_url: Result<String>, schema: Schema) -> Result<Self> {
        let admin_url = admin_url?;
        let admin = connect(&admin_url).await?;
        let template = template(&admin, &admin_url, &schema).await?;
        let name = format!("portico_test_{}", hex(&rand_bytes()));
        admin
            .batch_execute(&format!(
                "create database {name} template {template} owner {OWNER}"
            ))
            .await?;
        Ok(Self {
            config: config(&admin_url, &name),
            schema,
            home: Home::Cluster { admin_url, name },
        })
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Home::Cluster { admin_url, name } = &self.home else {
            return;
        };
        let (url, drop_it) = (
            admin_url.clone(),
            format!("drop database if exists {name} with (force)"),
        );
        // A thread of its own: the test's runtime may be ending.
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            if let Ok(runtime) = runtime {
                let _ = runtime.block_on(async {
                    connect(&url)
                        .await?
                        .batch_execute(&drop_it)
                        .await
                        .map_err(Error::from)
                });
            }
        });
        let _ = thread.join();
    }
}

/// What the environment asks for.
///
/// # Panics
/// When it asks for another database.
pub fn dialect() -> Dialect {
    match env::var("PORTICO_TEST_DATABASE").as_deref() {
        Err(_) | Ok("sqlite") => Dialect::Sqlite,
        Ok("postgres") => Dialect::Postgres,
        Ok(other) => panic!("PORTICO_TEST_DATABASE is sqlite or postgres, not {other}"),
    }
}

/// Whether the run is on this database, for a test that has nothing to try on the other. Such a test has the name of
/// its database in its own; a test looks.
pub fn only_on(needed: Dialect) -> bool {
    let is_it = dialect() == needed;
    if !is_it {
        tracing::info!(
            ?needed,
            "left out: there is nothing to try on this database"
        );
    }
    is_it
}

/// How long a test may hold a write: long enough for a machine that is busy with other tests, and far too short for
/// anything that waits for a network.
pub const fn longest_write() -> Duration {
    Duration::from_secs(8)
}

/// The migrated database that tests of this schema are cloned from.
async fn template(admin: &Client, admin_url: &str, schema: &Schema) -> Result<String> {
    let mut text = String::new();
    for migration in &schema.migrations {
        let _ = write!(text, "{}\n{}\n", migration.name, migration.text);
    }
    // The layer that writes the walls is part of what a template depends on.
    text.push_str(include_str!("../db/schema.rs"));
    let template = format!("portico_template_{}", &hex(&sha256(text.as_bytes()))[..16]);
    in_turn(admin, make_template(admin, admin_url, &template, schema)).await?;
    Ok(template)
}

/// Orders the processes of a test run; the lock ends with the connection if this one fails.
async fn in_turn(admin: &Client, make: impl Future<Output = Result<()>>) -> Result<()> {
    admin
        .execute("select pg_advisory_lock($1)", &[&LOCK])
        .await?;
    let made = make.await;
    admin
        .execute("select pg_advisory_unlock($1)", &[&LOCK])
        .await?;
    made
}

fn admin_url() -> Result<String> {
    env::var("TEST_DATABASE_URL").map_err(|_| Error::Setup("TEST_DATABASE_URL is not set".into()))
}

async fn make_template(
    admin: &Client,
    admin_url: &str,
    template: &str,
    schema: &Schema,
) -> Result<()> {
    let exists = "select 1 from pg_database where datname = $1";
    if admin.query_opt(exists, &[&template]).await?.is_some() {
        return Ok(());
    }
    make_roles(admin).await?;
    let draft = format!("{template}_draft");
    admin
        .batch_execute(&format!("drop database if exists {draft} with (force)"))
        .await?;
    admin
        .batch_execute(&format!(
            "create database {draft} template template0 locale 'C' encoding 'UTF8' owner {OWNER}"
        ))
        .await?;
    migrate_as(&config(admin_url, &draft), schema).await?;
    admin
        .batch_execute(&format!("alter database {draft} rename to {template}"))
        .await?;
    Ok(())
}

async fn make_roles(admin: &Client) -> Result<()> {
    let known = |role: &'static str| async move {
        admin
            .query_opt("select 1 from pg_roles where rolname = $1", &[&role])
            .await
            .map(|row| row.is_some())
    };
    if !known(OWNER).await? {
        admin
            .batch_execute(&format!("create role {OWNER} login password '{PASSWORD}'"))
            .await?;
    }
    if !known(APP).await? && !known(SYSTEM_ROLE).await? {
        admin.batch_execute(&role_statements(APP)).await?;
        admin
            .batch_execute(&format!("alter role {APP} password '{PASSWORD}'"))
            .await?;
    }
    Ok(())
}

fn config(admin_url: &str, database: &str) -> DbConfig {
    let url = |role: &str| with_user(&with_database(admin_url, database), role);
    let mut config = DbConfig::postgres(url(APP), Some(url(OWNER)));
    config.connections = 8;
    config.longest_write = Some(longest_write());
    config
}

/// `postgres://user@host:port/database` with another database; a query part stays.
fn with_database(url: &str, database: &str) -> String {
    let (head, query) = url
        .split_once('?')
        .map_or((url, String::new()), |(head, query)| {
            (head, format!("?{query}"))
        });
    let (scheme, rest) = head.split_once("://").unwrap_or(("postgres", head));
    let authority = rest.split('/').next().unwrap_or(rest);
    format!("{scheme}://{authority}/{database}{query}")
}

/// The same with another user.
fn with_user(url: &str, user: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
    let host = rest.split_once('@').map_or(rest, |(_, host)| host);
    format!("{scheme}://{user}:{PASSWORD}@{host}")
}

async fn connect(url: &str) -> Result<Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

#[expect(
    clippy::disallowed_methods,
    reason = "test databases of many processes must not share a name"
)]
fn rand_bytes() -> [u8; 10] {
    rand::random()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
