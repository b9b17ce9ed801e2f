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
    pub(super) answer: oneshot::Sender<Result<(), String>>,
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
    pub(super) fn fail(&mut self, why: &str) {
        for member in self.members.drain(..) {
            let _ = member.answer.send(Err(why.to_owned()));
        }
    }

    /// After a statement: some errors make SQLite roll back all that the transaction held, others' writes included.
    fn check(&mut self) {
        if self.live && self.connection.is_autocommit() {
            self.live = false;
            self.fail("SQLite rolled back the shared transaction");
        }
    }
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
        let mut writer = lock(&self.writer);
        if writer.connection.is_autocommit() {
            writer
                .connection
                .prepare_cached("begin immediate")?
                .raw_execute()?;
        }
        writer
            .connection
            .prepare_cached("savepoint one")?
            .raw_execute()?;
        writer.live = true;
        drop(writer);
        Ok(write)
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
            return Err(Error::Aborted(
                "SQLite rolled back the shared transaction".into(),
            ));
        }
        let answer = statement(&writer.connection);
        writer.check();
        answer
    }

    /// Joins the group and waits until it is on disk.
    pub(in crate::db) async fn commit(mut self, events: Vec<Event>) -> Result<()> {
        let (answer, durable) = oneshot::channel();
        {
            let mut writer = lock(&self.writers.writer);
            if !writer.live {
                return Err(Error::Aborted(
                    "SQLite rolled back the shared transaction".into(),
                ));
            }
            writer
                .connection
                .prepare_cached("release one")?
                .raw_execute()?;
            writer.live = false;
            writer.members.push(Member { answer, events });
        }
        if let Some(turn) = self.turn.take() {
            self.writers.pass(turn);
        }
        match durable.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(why)) => Err(Error::Aborted(why)),
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
                    writer.fail(&error.to_string());
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
