//! What can go wrong between a statement and its answer.

use super::row::Mismatch;

/// What every call into the database returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failed call into the database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `one` found nothing: not there, or outside the scope.
    #[error("no row")]
    NoRow,
    /// The schema refused a row: it would repeat a key, lose its parent or break a check.
    #[error("the schema refused the row: {0}")]
    Conflict(String),
    /// Another transaction was in the way (serialization, deadlock, lock). Nothing was written; try the whole again.
    #[error("another transaction was in the way: {0}")]
    Busy(String),
    /// A statement of this transaction had failed before, or the transaction that it shares was lost.
    #[error("the transaction was rolled back: {0}")]
    Aborted(String),
    /// The database cannot be reached.
    #[error("the database is away: {0}")]
    Away(String),
    /// There is no room left on the disk. Nothing was written.
    #[error("the disk is full: {0}")]
    Full(String),
    /// A column does not hold what the code expects.
    #[error(transparent)]
    Column(#[from] Mismatch),
    /// The database is not one that this program may use; says why.
    #[error("{0}")]
    Setup(String),
    /// Anything else that SQLite said.
    #[error("sqlite: {0}")]
    Sqlite(#[source] rusqlite::Error),
    /// Anything else that PostgreSQL said.
    #[error("postgresql: {}", said(.0))]
    Postgres(#[source] tokio_postgres::Error),
}

/// What PostgreSQL said, rather than that it said something.
fn said(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(said) => said.message().to_owned(),
        None => error.to_string(),
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::ConstraintViolation) => Self::Conflict(error.to_string()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Busy(error.to_string())
            }
            Some(ErrorCode::DiskFull) => Self::Full(error.to_string()),
            _ => Self::Sqlite(error),
        }
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(said) = error.as_db_error() else {
            return if error.is_closed() {
                Self::Away(error.to_string())
            } else {
                Self::Postgres(error)
            };
        };
        let class = &said.code().code()[..2];
        let text = || format!("{} ({})", said.message(), said.code().code());
        match class {
            "23" => Self::Conflict(text()),
            "40" | "55" => Self::Busy(text()),
            "53" if said.code() == &tokio_postgres::error::SqlState::DISK_FULL => {
                Self::Full(text())
            }
            "57" | "08" => Self::Away(text()),
            _ => Self::Postgres(error),
        }
    }
}

impl From<deadpool_postgres::PoolError> for Error {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        match error {
            deadpool_postgres::PoolError::Backend(inner) => inner.into(),
            other => Self::Away(other.to_string()),
        }
    }
}
