//! The one writer. Each write is a savepoint in a transaction that it shares with those around it; see `committer`.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering::SeqCst},
    mpsc,
};

use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, broadcast, oneshot};

use super::{committer, exec, lock, rows};
use crate::{
    db::{
        error::{Error, Result},
        param::P,
        row::FromRow,
    },
    kit::event::{Event, Heard},
    scope::Scope,
};

/// So many writes share a transaction at most.
const LARGEST_GROUP: usize = 256;

/// A write that is done and waits for the disk.
pub(super) struct Member {
    pub(super) answer: oneshot::Sender<Result<()>>,
    pub(super) events: Vec<Event>,
}

/// The connection and what is open on it.
pub(super) struct Writer {
    pub(super) connection: Connection,
    /// Whether the write that has the turn still has its savepoint.
    live: bool,
    pub(super) members: Vec<Member>,
}

impl Writer {
    /// Tells every member that its write is lost.
    pub(super) fn fail(&mut self, why: &Error) {
        for member in self.members.drain(..) {
            let _ = member.answer.send(Err(why.of_others()));
        }
    }

    /// After a statement: some errors make SQLite roll back all that the transaction held, others' writes included.
    fn check<T>(&mut self, answer: &Result<T>) {
        if self.live && self.connection.is_autocommit() {
            self.live = false;
            match answer {
                Err(error) => self.fail(error),
                Ok(_) => self.fail(&rolled_back()),
            }
        }
    }

    /// Begins the write of whoever has the turn, with the transaction around it if there is none.
    fn begin(&mut self) -> Result<()> {
        if self.connection.is_autocommit() {
            // A transaction of theirs that is gone must not be answered by the next one's commit.
            self.fail(&rolled_back());
            self.run("begin immediate")?;
        }
        self.run("savepoint one")?;
        self.live = true;
        Ok(())
    }

    fn run(&self, statement: &str) -> Result<()> {
        self.connection.prepare_cached(statement)?.raw_execute()?;
        Ok(())
    }
}

fn rolled_back() -> Error {
    Error::Aborted("SQLite rolled back the shared transaction".into())
}

/// The queue for the writer.
pub(in crate::db) struct Writers {
    /// Who has its permit may use the writer.
    turn: Arc<Semaphore>,
    waiting: AtomicUsize,
    pub(super) writer: Mutex<Writer>,
    pub(super) events: broadcast::Sender<Heard>,
    /// Hands the turn to the committer.
    commit: mpsc::Sender<OwnedSemaphorePermit>,
}

impl Writers {
    /// Takes over the connection and starts the thread that commits.
    pub(super) fn start(
        connection: Connection,
        events: broadcast::Sender<Heard>,
    ) -> Result<Arc<Self>> {
        let (commit, turns) = mpsc::channel();
        let writers = Arc::new(Self {
            turn: Arc::new(Semaphore::new(1)),
            waiting: AtomicUsize::new(0),
            writer: Mutex::new(Writer {
                connection,
                live: false,
                members: Vec::new(),
            }),
            events,
            commit,
        });
        committer::start(Arc::downgrade(&writers), turns)?;
        Ok(writers)
    }

    /// Waits for the turn and begins a savepoint.
    pub(in crate::db) async fn write(self: &Arc<Self>) -> Result<SqliteWrite> {
        let turn = {
            let _waiting = Waiting::new(self);
            let turn = Arc::clone(&self.turn).acquire_owned().await;
            turn.map_err(|_| Error::Away("the writer is closed".into()))?
        };
        let write = SqliteWrite {
            writers: Arc::clone(self),
            turn: Some(turn),
        };
        lock(&self.writer).begin()?;
        Ok(write)
    }

    /// Lets the file grow to so many pages only, or as far as it is now: writing then fails as on a full disk.
    #[cfg(any(test, feature = "testing"))]
    pub(in crate::db) async fn limit_pages(&self, most: u32) -> Result<()> {
        let _turn = self.turn.acquire().await;
        let writer = lock(&self.writer);
        let pragma = format!("pragma max_page_count = {most}");
        writer.connection.query_row(&pragma, [], |_| Ok(()))?;
        Ok(())
    }

    /// How many wait for their turn.
    pub(super) fn waiting(&self) -> usize {
        self.waiting.load(SeqCst)
    }

    /// Passes the turn on: to the committer if the group is due, else to whoever waits.
    fn pass(&self, turn: OwnedSemaphorePermit) {
        let members = lock(&self.writer).members.len();
        if members >= LARGEST_GROUP {
            let _ = self.commit.send(turn);
            return;
        }
        drop(turn);
        self.commit_if_idle();
    }

    /// Called after the last change of who waits: someone with the turn will ask again, else it is free to take.
    fn commit_if_idle(&self) {
        if self.waiting.load(SeqCst) == 0
            && let Ok(turn) = Arc::clone(&self.turn).try_acquire_owned()
            && !lock(&self.writer).members.is_empty()
        {
            let _ = self.commit.send(turn);
        }
    }
}

/// Counts one that waits for the turn, even if it is cancelled.
struct Waiting<'a>(&'a Writers);

impl<'a> Waiting<'a> {
    fn new(writers: &'a Writers) -> Self {
        writers.waiting.fetch_add(1, SeqCst);
        Self(writers)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, SeqCst);
        self.0.commit_if_idle();
    }
}

/// One write: the turn at the writer, and its savepoint.
pub(in crate::db) struct SqliteWrite {
    writers: Arc<Writers>,
    turn: Option<OwnedSemaphorePermit>,
}

impl SqliteWrite {
    pub(in crate::db) fn rows<T: FromRow>(
        &self,
        text: &str,
        scope: &Scope,
        params: &[P<'_>],
    ) -> Result<Vec<T>> {
        self.run(|connection| rows(connection, text, scope, params))
    }

    pub(in crate::db) fn exec(&self, text: &str, scope: &Scope, params: &[P<'_>]) -> Result<u64> {
        self.run(|connection| exec(connection, text, scope, params))
    }

    fn run<T>(&self, statement: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let mut writer = lock(&self.writers.writer);
        if !writer.live {
            return Err(rolled_back());
        }
        let answer = statement(&writer.connection);
        writer.check(&answer);
        answer
    }

    /// Joins the group and waits until it is on disk.
    pub(in crate::db) async fn commit(mut self, events: Vec<Event>) -> Result<()> {
        let (answer, durable) = oneshot::channel();
        {
            let mut writer = lock(&self.writers.writer);
            if !writer.live {
                return Err(rolled_back());
            }
            let released = writer.run("release one");
            writer.check(&released);
            released?;
            writer.live = false;
            writer.members.push(Member { answer, events });
        }
        if let Some(turn) = self.turn.take() {
            self.writers.pass(turn);
        }
        match durable.await {
            Ok(answered) => answered,
            Err(_) => Err(Error::Aborted("the writer ended before the commit".into())),
        }
    }
}

impl Drop for SqliteWrite {
    fn drop(&mut self) {
        let Some(turn) = self.turn.take() else { return };
        {
            let mut writer = lock(&self.writers.writer);
            if writer.live {
                writer.live = false;
                if let Err(error) = writer
                    .connection
                    .execute_batch("rollback to one; release one")
                {
                    // The savepoint can't be undone alone, so nothing of the group may be kept.
                    let _ = writer.connection.execute_batch("rollback");
                    writer.fail(&error.into());
                }
            }
            // Nobody's work is left in the transaction, so its lock on the file is let go.
            if writer.members.is_empty() && !writer.connection.is_autocommit() {
                let _ = writer.connection.execute_batch("rollback");
            }
        }
        self.writers.pass(turn);
    }
}
