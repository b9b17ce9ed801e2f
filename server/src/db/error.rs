//! What can go wrong between a statement and its answer.

use std::{error::Error as _, iter::successors};

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

impl Error {
    /// What somebody hears whose transaction was lost with this one: whether trying again helps, and when.
    pub(super) fn of_others(&self) -> Self {
        match self {
            Self::Busy(text) => Self::Busy(text.clone()),
            Self::Away(text) => Self::Away(text.clone()),
            Self::Full(text) => Self::Full(text.clone()),
            other => Self::Aborted(other.to_string()),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::{ErrorCode, ffi::SQLITE_IOERR_SHMSIZE};
        let code = error.sqlite_error();
        if code.is_some_and(|code| code.extended_code == SQLITE_IOERR_SHMSIZE) {
            // The index of the log can't grow.
            return Self::Full(error.to_string());
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::ConstraintViolation) => Self::Conflict(error.to_string()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Busy(error.to_string())
            }
            Some(ErrorCode::DiskFull) => Self::Full(error.to_string()),
            // The disk or the machine refuses, or no file can be opened any more. The database itself may be whole.
            Some(
                ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::OutOfMemory
                | ErrorCode::FileLockingProtocolFailed,
            ) => Self::Away(error.to_string()),
            _ => Self::Sqlite(error),
        }
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(said) = error.as_db_error() else {
            return if is_away(&error) {
                Self::Away(in_full(&error))
            } else {
                Self::Postgres(error)
            };
        };
        let text = format!("{} ({})", said.message(), said.code().code());
        Self::of_state(said.code().code(), text).unwrap_or(Self::Postgres(error))
    }
}

impl Error {
    /// What an SQLSTATE means to whoever asked; nothing for one that is a defect.
    fn of_state(state: &str, text: String) -> Option<Self> {
        Some(match (state, state.get(..2)?) {
            ("53100", _) => Self::Full(text),
            // It stops, starts or lost its disk, or has become one that only reads.
            ("57P01" | "57P02" | "57P03" | "57P05" | "58030" | "25006", _) | (_, "08") => {
                Self::Away(text)
            }
            // It was held too long, or waited too long for what another holds.
            ("25P03" | "25P04", _) | (_, "40" | "53" | "55" | "57") => Self::Busy(text),
            (_, "23") => Self::Conflict(text),
            _ => return None,
        })
    }
}

/// Whether the connection failed rather than what was said on it: refused, cut, silent, or never made.
fn is_away(error: &tokio_postgres::Error) -> bool {
    use std::io::{Error as Io, ErrorKind};
    let mut causes = successors(error.source(), |&cause| cause.source());
    let io = causes.find_map(|cause| cause.downcast_ref::<Io>());
    match io.map(Io::kind) {
        // Bytes or a certificate that arrived, and are wrong.
        Some(ErrorKind::InvalidData | ErrorKind::InvalidInput) => false,
        Some(_) => true,
        // The driver has no other word for its own time limit.
        None => error.is_closed() || error.to_string().starts_with("timeout"),
    }
}

/// The error with its causes: the driver says of itself only where it failed.
fn in_full(error: &tokio_postgres::Error) -> String {
    let causes = successors(error.source(), |&cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

impl From<deadpool_postgres::PoolError> for Error {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        match error {
            deadpool_postgres::PoolError::Backend(inner) => inner.into(),
            other => Self::Away(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;

    /// The kind of an error, as whoever asked is told.
    fn kind(error: &Error) -> &'static str {
        match error {
            Error::Conflict(_) => "conflict",
            Error::Busy(_) => "busy",
            Error::Away(_) => "away",
            Error::Full(_) => "full",
            Error::Aborted(_) => "aborted",
            _ => "defect",
        }
    }

    #[test]
    fn each_failure_of_sqlite_says_whether_trying_again_helps() {
        for (code, expected) in [
            (ffi::SQLITE_CONSTRAINT_UNIQUE, "conflict"),
            (ffi::SQLITE_BUSY, "busy"),
            (ffi::SQLITE_LOCKED, "busy"),
            (ffi::SQLITE_FULL, "full"),
            (ffi::SQLITE_IOERR_SHMSIZE, "full"),
            (ffi::SQLITE_IOERR, "away"),
            (ffi::SQLITE_IOERR_FSYNC, "away"),
            (ffi::SQLITE_CANTOPEN, "away"),
            (ffi::SQLITE_READONLY, "away"),
            (ffi::SQLITE_NOMEM, "away"),
            (ffi::SQLITE_PROTOCOL, "away"),
            (ffi::SQLITE_CORRUPT, "defect"),
            (ffi::SQLITE_NOTADB, "defect"),
            (ffi::SQLITE_MISUSE, "defect"),
        ] {
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            assert_eq!(kind(&error.into()), expected, "{code}");
        }
    }

    #[test]
    fn each_state_of_postgresql_says_whether_trying_again_helps() {
        for (state, expected) in [
            ("23505", "conflict"),
            ("40001", "busy"),
            ("40P01", "busy"),
            ("55P03", "busy"),
            ("57014", "busy"),
            ("25P03", "busy"),
            ("53300", "busy"),
            ("53200", "busy"),
            ("53100", "full"),
            ("57P01", "away"),
            ("57P02", "away"),
            ("57P03", "away"),
            ("58030", "away"),
            ("25006", "away"),
            ("08006", "away"),
            ("42703", "defect"),
            ("22P02", "defect"),
            ("", "defect"),
        ] {
            let error = Error::of_state(state, String::new());
            assert_eq!(error.as_ref().map_or("defect", kind), expected, "{state}");
        }
    }

    #[test]
    fn all_of_a_group_hear_what_one_of_them_hears() {
        for (error, expected) in [
            (Error::Full("f".into()), "full"),
            (Error::Away("a".into()), "away"),
            (Error::Busy("b".into()), "busy"),
            (Error::Conflict("c".into()), "aborted"),
            (Error::NoRow, "aborted"),
        ] {
            assert_eq!(kind(&error.of_others()), expected);
        }
    }
}
