//! Reading and writing: the two things to do with a database, each on somebody's behalf.

use std::{
    ops::Deref,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};

use super::{
    Backend, Db,
    counts::{self, Counts},
    error::{Error, Result},
    param::P,
    postgres::Held,
    row::FromRow,
    sqlite::{SqliteRead, SqliteWrite},
    statement::{Dialect, Text},
};
use crate::{
    kit::event::Event,
    scope::{Audience, Scope},
};

enum Open {
    SqliteRead(SqliteRead),
    SqliteWrite(SqliteWrite),
    Postgres(Held),
}

/// One snapshot, seen by an audience. Several statements may run at once on a `&Read`; PostgreSQL pipelines them.
pub struct Read<'a, A: Audience> {
    who: &'a A,
    scope: Scope,
    open: Open,
    /// A statement failed or was left half-way: on PostgreSQL the transaction is lost, so on SQLite it is too.
    failed: AtomicBool,
    /// Microseconds spent in its own statements: the time it waited for rows that others held is not its fault.
    spent_us: AtomicU64,
    counts: Counts,
}

impl<'a, A: Audience> Read<'a, A> {
    pub(super) async fn begin(db: &Db, who: &'a A) -> Result<Self> {
        let scope = who.scope();
        let open = match &db.backend {
            Backend::Sqlite(sqlite) => Open::SqliteRead(sqlite.read()?),
            Backend::Postgres(postgres) => Open::Postgres(postgres.read(&scope).await?),
        };
        db.counts.note(counts::Event::Read);
        Ok(Self::new(db, who, scope, open))
    }

    fn new(db: &Db, who: &'a A, scope: Scope, open: Open) -> Self {
        Self {
            who,
            scope,
            open,
            failed: AtomicBool::new(false),
            spent_us: AtomicU64::new(0),
            counts: db.counts.clone(),
        }
    }

    /// One statement in a snapshot of its own. On PostgreSQL that is one message and its answer.
    pub(super) async fn alone<T: FromRow>(
        db: &Db,
        who: &'a A,
        statement: &'static A::Statement,
        params: &[P<'_>],
    ) -> Result<Vec<T>> {
        let Backend::Postgres(postgres) = &db.backend else {
            return Self::begin(db, who).await?.list(statement, params).await;
        };
        let scope = who.scope();
        let held = postgres.read(&scope).await?;
        db.counts.note(counts::Event::Read);
        db.counts.note(counts::Event::Statement);
        let text = statement.expanded(Dialect::Postgres, scope.kind);
        held.rows_alone(text, &scope, params).await
    }

    /// On whose behalf.
    pub fn who(&self) -> &'a A {
        self.who
    }

    /// Which database it is.
    pub fn dialect(&self) -> Dialect {
        match self.open {
            Open::Postgres(_) => Dialect::Postgres,
            Open::SqliteRead(_) | Open::SqliteWrite(_) => Dialect::Sqlite,
        }
    }

    /// The only row of the answer, or its first; [`Error::NoRow`] when there is none.
    pub async fn one<T: FromRow>(
        &self,
        statement: &'static A::Statement,
        params: &[P<'_>],
    ) -> Result<T> {
        self.find(statement, params).await?.ok_or(Error::NoRow)
    }

    /// The first row of the answer, if there is one.
    pub async fn find<T: FromRow>(
        &self,
        statement: &'static A::Statement,
        params: &[P<'_>],
    ) -> Result<Option<T>> {
        Ok(self.list(statement, params).await?.into_iter().next())
    }

    /// Every row of the answer.
    pub async fn list<T: FromRow>(
        &self,
        statement: &'static A::Statement,
        params: &[P<'_>],
    ) -> Result<Vec<T>> {
        let text = statement.expanded(self.dialect(), self.scope.kind);
        self.counts.note(counts::Event::Statement);
        let running = Running::start(&self.failed, &self.spent_us)?;
        let answer = match &self.open {
            Open::SqliteRead(read) if statement.is_page() => {
                read.long_rows(text, &self.scope, params).await
            }
            Open::SqliteRead(read) => read.rows(text, &self.scope, params),
            Open::SqliteWrite(write) => write.rows(text, &self.scope, params),
            Open::Postgres(held) => held.rows(text, &self.scope, params).await,
        };
        running.end(answer)
    }
}

/// One transaction of an audience; reads as a [`Read`] does. Await nothing but its own statements while it is open.
pub struct Write<'a, A: Audience> {
    read: Read<'a, A>,
    events: Mutex<Vec<Event>>,
    began: Instant,
    longest: Option<Duration>,
}

impl<'a, A: Audience> Deref for Write<'a, A> {
    type Target = Read<'a, A>;

    fn deref(&self) -> &Self::Target {
        &self.read
    }
}

impl<'a, A: Audience> Write<'a, A> {
    pub(super) async fn begin(db: &Db, who: &'a A) -> Result<Self> {
        let scope = who.scope();
        let open = match &db.backend {
            Backend::Sqlite(sqlite) => Open::SqliteWrite(sqlite.writers.write().await?),
            Backend::Postgres(postgres) => Open::Postgres(postgres.write(&scope).await?),
        };
        db.counts.note(counts::Event::Write);
        let read = Read::new(db, who, scope, open);
        Ok(Self {
            read,
            events: Mutex::new(Vec::new()),
            began: Instant::now(),
            longest: db.longest_write,
        })
    }

    /// Runs a statement that answers no rows; how many it changed.
    pub async fn exec(&self, statement: &'static A::Statement, params: &[P<'_>]) -> Result<u64> {
        let text = statement.expanded(self.dialect(), self.scope.kind);
        self.counts.note(counts::Event::Statement);
        let running = Running::start(&self.failed, &self.spent_us)?;
        let answer = match &self.open {
            Open::SqliteRead(_) => Err(Error::Aborted("a snapshot cannot be written to".into())),
            Open::SqliteWrite(write) => write.exec(text, &self.scope, params),
            Open::Postgres(held) => held.exec(text, &self.scope, params).await,
        };
        running.end(answer)
    }

    /// Says that something changed; heard by every listener once this is committed, and never if it is not.
    pub fn notify(&self, event: Event) {
        self.events
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(event);
    }

    /// Makes it last. After an error nothing of this was written.
    pub async fn commit(self) -> Result<()> {
        if self.read.failed.load(SeqCst) {
            return Err(Error::Aborted("a statement had failed".into()));
        }
        let spent = Duration::from_micros(self.read.spent_us.load(SeqCst));
        let held = self.began.elapsed().saturating_sub(spent);
        if self.longest.is_some_and(|longest| held > longest) {
            return Err(Error::Aborted(format!(
                "held for {} ms: a write awaits only its statements",
                held.as_millis()
            )));
        }
        let events = self
            .events
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        match self.read.open {
            Open::SqliteRead(_) => Ok(()),
            Open::SqliteWrite(write) => write.commit(events).await,
            Open::Postgres(held) => held.commit(&events).await,
        }
    }
}

/// A statement on its way. Dropped half-way it counts as failed.
struct Running<'f> {
    failed: &'f AtomicBool,
    spent_us: &'f AtomicU64,
    began: Instant,
    ended: bool,
}

impl<'f> Running<'f> {
    fn start(failed: &'f AtomicBool, spent_us: &'f AtomicU64) -> Result<Self> {
        if failed.load(SeqCst) {
            return Err(Error::Aborted("a statement had failed".into()));
        }
        Ok(Self {
            failed,
            spent_us,
            began: Instant::now(),
            ended: false,
        })
    }

    fn end<T>(mut self, answer: Result<T>) -> Result<T> {
        // A cell of the wrong type is the caller's mistake and leaves the transaction whole.
        self.ended = matches!(answer, Ok(_) | Err(Error::Column(_)));
        answer
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        let spent = self.began.elapsed().as_micros();
        self.spent_us
            .fetch_add(u64::try_from(spent).unwrap_or(u64::MAX), SeqCst);
        if !self.ended {
            self.failed.store(true, SeqCst);
        }
    }
}
