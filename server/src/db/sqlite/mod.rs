//! SQLite: readers that stay near their core, one writer, both run where they are called.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use rusqlite::{
    CachedStatement, Connection, OpenFlags, config::DbConfig as Setting, types::ToSqlOutput,
};
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    sync::Semaphore,
};

use super::{
    Connections,
    error::{Error, Result},
    param::P,
    row::{FromRow, Row},
};
use crate::scope::Scope;

mod committer;
mod readers;
mod statistics;
mod writer;

use readers::Readers;
pub(super) use statistics::write_statistics;
pub(super) use writer::{SqliteWrite, Writers};

/// Older versions can corrupt a database in WAL mode.
const OLDEST: i32 = 3_051_003;

/// An open SQLite database.
pub(super) struct Sqlite {
    readers: Readers,
    /// Places for reads that may take long: more at once would only be slower.
    long_reads: Semaphore,
    pub(super) writers: Arc<Writers>,
}

impl Sqlite {
    pub(super) fn open(
        path: &Path,
        events: tokio::sync::broadcast::Sender<crate::kit::event::Heard>,
    ) -> Result<Self> {
        let writers = Writers::start(open(path)?, events)?;
        Ok(Self {
            readers: Readers::new(path),
            long_reads: Semaphore::new(thread::available_parallelism().map_or(2, usize::from)),
            writers,
        })
    }

    /// Begins a snapshot.
    pub(super) fn read(self: &Arc<Self>) -> Result<SqliteRead> {
        let reader = self.readers.take()?;
        reader.prepare_cached("begin deferred")?.raw_execute()?;
        Ok(SqliteRead {
            reader: Mutex::new(Some(reader)),
            home: Arc::clone(self),
        })
    }

    /// How the connections are used.
    pub(super) fn connections(&self) -> Connections {
        let idle = self.readers.idle();
        Connections {
            open: idle + 1,
            idle,
            waiting: self.writers.waiting(),
        }
    }
}

/// A snapshot. Dropped, its connection goes back to the idle ones.
pub(super) struct SqliteRead {
    reader: Mutex<Option<Connection>>,
    home: Arc<Sqlite>,
}

impl SqliteRead {
    pub(super) fn rows<T: FromRow>(
        &self,
        text: &str,
        scope: &Scope,
        params: &[P<'_>],
    ) -> Result<Vec<T>> {
        let reader = lock(&self.reader);
        rows(reader.as_ref().ok_or(Error::NoRow)?, text, scope, params)
    }

    /// The same for what may look at many rows: meanwhile this thread's other requests move to another.
    pub(super) async fn long_rows<T: FromRow>(
        &self,
        text: &str,
        scope: &Scope,
        params: &[P<'_>],
    ) -> Result<Vec<T>> {
        let place = self.home.long_reads.acquire().await;
        let _place = place.map_err(|_| Error::Away("no more reads".into()))?;
        let read = || self.rows(text, scope, params);
        match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
            Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(read),
            _ => read(),
        }
    }
}

impl Drop for SqliteRead {
    fn drop(&mut self) {
        let reader = self
            .reader
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(reader) = reader
            && reader
                .prepare_cached("rollback")
                .and_then(|mut end| end.raw_execute())
                .is_ok()
        {
            self.home.readers.keep(reader);
        }
    }
}

/// A connection with everything set that correctness depends on.
pub(super) fn open(path: &Path) -> Result<Connection> {
    let version = rusqlite::version_number();
    if version < OLDEST {
        return Err(Error::Setup(format!(
            "SQLite {} is too old: 3.51.3 is the oldest that is safe",
            rusqlite::version()
        )));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    if mode != "wal" {
        return Err(Error::Setup(format!(
            "{}: no write-ahead log here (journal mode {mode})",
            path.display()
        )));
    }
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "cache_size", -8_192)?;
    // 16 MB of log before it goes back to the file: pages that are written again and again go once.
    connection.pragma_update(None, "wal_autocheckpoint", 4_096)?;
    // What a savepoint would put back is kept in memory, not in a file of its own.
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.set_db_config(Setting::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
    connection.set_db_config(Setting::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(Setting::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(Setting::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // Without the stability guarantee SQLite prepares a statement with a bound limit anew on every call.
    connection.set_db_config(Setting::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(512);
    Ok(connection)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Prepares or finds the statement and binds scope and parameters by their numbers.
fn bind<'c>(
    connection: &'c Connection,
    text: &str,
    scope: &Scope,
    params: &[P<'_>],
) -> Result<CachedStatement<'c>> {
    let mut statement = connection.prepare_cached(text)?;
    let bound = scope_params(scope);
    let bound = bound.as_ref().map_or(&[][..], |bound| &bound[..]);
    for number in 1..=statement.parameter_count() {
        match bound.iter().chain(params).nth(number - 1) {
            Some(value) => statement.raw_bind_parameter(number, value)?,
            None => {
                statement.raw_bind_parameter(number, ToSqlOutput::from(rusqlite::types::Null))?
            }
        }
    }
    Ok(statement)
}

/// `$1` to `$3`; a system statement has none of them.
pub(super) fn scope_params(scope: &Scope) -> Option<[P<'static>; 3]> {
    scope.provider_id.map(|provider| {
        [
            P::Id(Some(provider)),
            P::Id(scope.client_id),
            P::Id(scope.actor_id),
        ]
    })
}

fn rows<T: FromRow>(
    connection: &Connection,
    text: &str,
    scope: &Scope,
    params: &[P<'_>],
) -> Result<Vec<T>> {
    let mut statement = bind(connection, text, scope, params)?;
    let mut rows = statement.raw_query();
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(T::from_row(&Row::Sqlite(row))?);
    }
    Ok(found)
}

fn exec(connection: &Connection, text: &str, scope: &Scope, params: &[P<'_>]) -> Result<u64> {
    Ok(bind(connection, text, scope, params)?.raw_execute()? as u64)
}
