//! The database: one SQL text for SQLite and PostgreSQL, and no statement without a scope.
//!
//! A connection is had only for somebody: `db.read(&staff)`, `db.write(&contact)`. What runs on it are statements
//! made by [`scoped!`](crate::scoped), checked when they are compiled. The one door without a scope is
//! [`Db::system`], which needs a reason and runs [`system!`](crate::system) statements only.
//! rusqlite and tokio-postgres are used nowhere else.

use std::{path::PathBuf, sync::Arc, time::Duration};

use tokio::sync::broadcast;

use crate::{
    kit::event::Heard,
    scope::{Audience, SystemScope},
};

mod counts;
mod error;
mod listen;
mod migrate;
mod param;
pub mod postgres;
mod row;
pub mod schema;
mod session;
mod sqlite;
mod statement;

pub use crate::{params, row, scoped, system, word_column};
#[cfg(any(test, feature = "testing"))]
pub use counts::Asked;
pub use counts::Counts;
pub use error::{Error, Result};
pub use listen::Listener;
pub use migrate::{Applied, migrate, migrate_as};
pub use param::{Date, Json, P};
pub use row::{Cell, Column, FromJson, FromRow, Mismatch, Row};
pub use session::{Read, Write};
pub use statement::{Dialect, Statement, SystemStatement, Text};

use schema::Schema;

/// Why something runs without a provider's scope. A test lists the files that may give a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// Finding the provider of a host.
    Host,
    /// A contact signs in, or its session is looked up.
    SignIn,
    /// A staff member signs in, or its session is looked up.
    StaffSignIn,
    /// A program shows its key.
    ApiKey,
    /// Taking the next job of whichever provider.
    Jobs,
    /// Finding what is to be swept, of whichever provider.
    Housekeeping,
    /// Counting SMS against the installation's ceiling.
    SmsCeiling,
    /// Passing events on.
    Events,
    /// Creating a provider.
    Provision,
    /// Opening a delivery link.
    Delivery,
    /// Counting the work that waits.
    Operations,
    /// Proving the audit of every provider.
    Audit,
    /// Looking at the database itself.
    Migrate,
}

/// Where the data is.
#[derive(Debug, Clone)]
pub enum Location {
    /// A file.
    Sqlite {
        /// Its path; it is made when missing.
        path: PathBuf,
    },
    /// A server.
    Postgres {
        /// How the program connects: as a role that owns nothing.
        url: String,
        /// How migrations connect: as the owner of the tables.
        owner_url: Option<String>,
        /// Certificates in PEM form that the server's must come from; the web's own without it.
        root_certificate: Option<PathBuf>,
    },
}

/// How to open the database.
#[derive(Debug, Clone)]
pub struct DbConfig {
    /// Where the data is.
    pub location: Location,
    /// PostgreSQL connections at most.
    pub connections: usize,
    /// So long PostgreSQL may let somebody wait for a connection or for a row that another holds, and twice as long
    /// for the answer to a statement.
    pub patience: Duration,
    /// A write that is held longer cannot be committed; set in tests, to find those that wait for something else.
    pub longest_write: Option<Duration>,
}

/// Long enough for whatever is only slow; whoever waits longer is better off asking again.
const PATIENCE: Duration = Duration::from_secs(5);

impl DbConfig {
    /// A SQLite file.
    pub fn sqlite(path: impl Into<PathBuf>) -> Self {
        Self {
            location: Location::Sqlite { path: path.into() },
            connections: 16,
            patience: PATIENCE,
            longest_write: None,
        }
    }

    /// The same with the certificates that the server's must come from.
    #[must_use]
    pub fn trusting(mut self, certificates: Option<PathBuf>) -> Self {
        if let Location::Postgres {
            root_certificate, ..
        } = &mut self.location
        {
            *root_certificate = certificates;
        }
        self
    }

    /// A PostgreSQL database.
    pub fn postgres(url: impl Into<String>, owner_url: Option<String>) -> Self {
        Self {
            location: Location::Postgres {
                url: url.into(),
                owner_url,
                root_certificate: None,
            },
            connections: 16,
            patience: PATIENCE,
            longest_write: None,
        }
    }
}

/// How connections are used at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connections {
    /// Those that there are, as far as it is known; of SQLite the idle readers and the writer.
    pub open: usize,
    /// Those that nobody uses.
    pub idle: usize,
    /// How many wait for one, or on SQLite for the writer.
    pub waiting: usize,
}

/// The open database; a cheap clone.
#[derive(Clone)]
pub struct Db {
    backend: Backend,
    events: broadcast::Sender<Heard>,
    longest_write: Option<Duration>,
    counts: Counts,
}

#[derive(Clone)]
enum Backend {
    Sqlite(Arc<sqlite::Sqlite>),
    Postgres(Arc<postgres::Postgres>),
}

impl Db {
    /// Opens a database whose schema is exactly the one of this program.
    pub async fn open(config: DbConfig) -> Result<Self> {
        Self::open_as(config, &Schema::portico()?).await
    }

    /// Opens a database with another schema; for tests of this layer.
    #[doc(hidden)]
    pub async fn open_as(config: DbConfig, schema: &Schema) -> Result<Self> {
        let (events, _) = broadcast::channel(1_024);
        let backend = match &config.location {
            Location::Sqlite { path } => {
                migrate::check_sqlite(path, schema)?;
                Backend::Sqlite(Arc::new(sqlite::Sqlite::open(path, events.clone())?))
            }
            Location::Postgres {
                url,
                root_certificate,
                ..
            } => {
                let address = postgres::Address::read(url, root_certificate.as_ref())?;
                let size = postgres::Size {
                    connections: config.connections,
                    patience: config.patience,
                };
                let opened =
                    postgres::Postgres::open(address, size, events.clone(), schema).await?;
                Backend::Postgres(Arc::new(opened))
            }
        };
        Ok(Self {
            backend,
            events,
            longest_write: config.longest_write,
            counts: Counts::default(),
        })
    }

    /// Which database it is.
    pub fn dialect(&self) -> Dialect {
        match self.backend {
            Backend::Sqlite(_) => Dialect::Sqlite,
            Backend::Postgres(_) => Dialect::Postgres,
        }
    }

    /// One snapshot, as this audience sees it.
    pub async fn read<'a, A: Audience>(&self, who: &'a A) -> Result<Read<'a, A>> {
        Read::begin(self, who).await
    }

    /// The first row of one statement, in a snapshot of its own: for what is asked for by itself, and often.
    pub async fn find<A: Audience, T: FromRow>(
        &self,
        who: &A,
        statement: &'static A::Statement,
        params: &[P<'_>],
    ) -> Result<Option<T>> {
        let rows = Read::alone(self, who, statement, params).await?;
        Ok(rows.into_iter().next())
    }

    /// One transaction, as this audience may write. Dropped without `commit` it leaves nothing.
    pub async fn write<'a, A: Audience>(&self, who: &'a A) -> Result<Write<'a, A>> {
        Write::begin(self, who).await
    }

    /// The one door without a provider's scope.
    pub fn system(&self, because: Because) -> System<'_> {
        System {
            db: self,
            scope: SYSTEM
                .iter()
                .find(|scope| scope.because == because)
                .unwrap_or(&SYSTEM[0]),
        }
    }

    /// How its connections are used now.
    pub fn connections(&self) -> Connections {
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.connections(),
            Backend::Postgres(postgres) => postgres.connections(),
        }
    }

    /// How often it was asked.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// For tests: lets the file of SQLite grow to so many pages only, or as far as it is now, as if its disk were full.
    #[cfg(any(test, feature = "testing"))]
    pub async fn limit_pages(&self, most: u32) -> Result<()> {
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.writers.limit_pages(most).await,
            Backend::Postgres(_) => Err(Error::Setup("PostgreSQL has its own disk".into())),
        }
    }

    /// Hears what [`Write::notify`] says, on whichever copy of the program it was said.
    pub fn listen(&self) -> Listener {
        Listener::new(self.events.subscribe())
    }
}

static SYSTEM: [SystemScope; 13] = [
    SystemScope {
        because: Because::Host,
    },
    SystemScope {
        because: Because::SignIn,
    },
    SystemScope {
        because: Because::StaffSignIn,
    },
    SystemScope {
        because: Because::ApiKey,
    },
    SystemScope {
        because: Because::Jobs,
    },
    SystemScope {
        because: Because::Housekeeping,
    },
    SystemScope {
        because: Because::SmsCeiling,
    },
    SystemScope {
        because: Because::Events,
    },
    SystemScope {
        because: Because::Provision,
    },
    SystemScope {
        because: Because::Delivery,
    },
    SystemScope {
        because: Because::Operations,
    },
    SystemScope {
        because: Because::Audit,
    },
    SystemScope {
        because: Because::Migrate,
    },
];

/// The door, opened for one reason.
pub struct System<'d> {
    db: &'d Db,
    scope: &'static SystemScope,
}

impl System<'_> {
    /// As [`Db::find`].
    pub async fn find<T: FromRow>(
        &self,
        statement: &'static SystemStatement,
        params: &[P<'_>],
    ) -> Result<Option<T>> {
        self.db.find(self.scope, statement, params).await
    }

    /// One snapshot of what the system may read.
    pub async fn read(&self) -> Result<Read<'static, SystemScope>> {
        self.db.read(self.scope).await
    }

    /// One transaction on what the system may write.
    pub async fn write(&self) -> Result<Write<'static, SystemScope>> {
        self.db.write(self.scope).await
    }
}
