//! A database to be filled: one SQL text for both, with values written out.

use std::path::Path;

use anyhow::{Context as _, Result};
use rusqlite::Connection;
use tokio_postgres::{Client, NoTls};

use crate::facts::hex;

/// Rows in one statement.
const BATCH: usize = 500;

/// Which SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite's.
    Sqlite,
    /// PostgreSQL's.
    Postgres,
}

impl Dialect {
    /// An id of 32 hexadecimal digits.
    pub fn id(self, digits: &str) -> String {
        match self {
            Self::Sqlite => format!("x'{digits}'"),
            Self::Postgres => format!("'{digits}'::uuid"),
        }
    }

    /// Bytes.
    pub fn bytes(self, bytes: &[u8]) -> String {
        match self {
            Self::Sqlite => format!("x'{}'", hex(bytes)),
            Self::Postgres => format!("'\\x{}'::bytea", hex(bytes)),
        }
    }

    /// A time, in microseconds since 1970.
    pub fn time(self, micros: i64) -> String {
        match self {
            Self::Sqlite => micros.to_string(),
            Self::Postgres => {
                format!("(timestamptz 'epoch' + {micros}::bigint * interval '1 microsecond')")
            }
        }
    }

    /// True or false.
    pub fn flag(self, value: bool) -> &'static str {
        match (self, value) {
            (Self::Sqlite, true) => "1",
            (Self::Sqlite, false) => "0",
            (Self::Postgres, true) => "true",
            (Self::Postgres, false) => "false",
        }
    }

    /// An expression for the bytes of a column in hexadecimal digits.
    pub fn digits_of(self, column: &str) -> String {
        match self {
            Self::Sqlite => format!("lower(hex({column}))"),
            Self::Postgres => format!("replace({column}::text, '-', '')"),
        }
    }

    /// Words for types in the text of a schema.
    pub fn types(self, text: &str) -> String {
        let (id, time, bytes, int, end, wide) = match self {
            Self::Sqlite => (
                "blob",
                "integer",
                "blob",
                "integer",
                " strict, without rowid",
                " strict",
            ),
            Self::Postgres => ("uuid", "timestamptz", "bytea", "bigint", "", ""),
        };
        text.replace("{id}", id)
            .replace("{time}", time)
            .replace("{bytes}", bytes)
            .replace("{int}", int)
            .replace("{table}", end)
            .replace("{wide}", wide)
    }
}

/// An open database.
pub enum Base {
    /// A file.
    Sqlite(Connection),
    /// A server's.
    Postgres(Client),
}

impl Base {
    /// Opens a SQLite file, made when missing.
    pub fn sqlite(path: &Path) -> Result<Self> {
        let connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "off")?;
        Ok(Self::Sqlite(connection))
    }

    /// Connects to PostgreSQL.
    pub async fn postgres(url: &str) -> Result<Self> {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        tokio::spawn(connection);
        Ok(Self::Postgres(client))
    }

    /// Which SQL it speaks.
    pub fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs statements.
    pub async fn run(&self, text: &str) -> Result<()> {
        let short = || text.chars().take(300).collect::<String>();
        match self {
            Self::Sqlite(connection) => connection.execute_batch(text).with_context(short),
            Self::Postgres(client) => client.batch_execute(text).await.with_context(short),
        }
    }

    /// The first column of the first row, as text.
    pub async fn text(&self, query: &str) -> Result<String> {
        match self {
            Self::Sqlite(connection) => {
                let value = connection.query_row(query, [], |row| row.get(0));
                value.with_context(|| query.to_owned())
            }
            Self::Postgres(client) => {
                let row = client.query_one(query, &[]).await;
                Ok(row.with_context(|| query.to_owned())?.try_get(0)?)
            }
        }
    }

    /// A number of rows.
    pub async fn count(&self, query: &str) -> Result<usize> {
        Ok(self
            .text(&format!("select cast(({query}) as text)"))
            .await?
            .parse()?)
    }

    /// `insert into {into} select {select} from (values …) as v {from}`, with `rows` as `v.column1`, `v.column2` and so
    /// on.
    pub async fn spread(
        &self,
        (into, select, from): (&str, &str, &str),
        rows: &mut dyn Iterator<Item = String>,
    ) -> Result<()> {
        self.run("begin").await?;
        loop {
            let batch: Vec<String> = rows.take(BATCH).map(|row| format!("({row})")).collect();
            if batch.is_empty() {
                break;
            }
            let values = batch.join(",");
            self.run(&format!(
                "insert into {into} select {select} from (values {values}) as v {from}"
            ))
            .await?;
        }
        self.run("commit").await
    }

    /// Leaves everything in the file itself, and the planner informed where it asks for that.
    pub async fn finish(&self) -> Result<()> {
        match self {
            Self::Sqlite(connection) => {
                connection.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))?;
                Ok(())
            }
            Self::Postgres(_) => self.run("vacuum analyze").await,
        }
    }
}
