//! The thread that commits. It is handed the writer's turn when no write waits for it or the group is full, so one
//! flush to disk serves all of the group; only then do its writes get their answers and its events go out.

use std::{
    sync::{Weak, mpsc},
    time::{Duration, Instant},
};

use rusqlite::Connection;
use tokio::sync::OwnedSemaphorePermit;

use super::{lock, writer::Writers};
use crate::{
    db::error::{Error, Result},
    kit::event::Heard,
};

/// Ends when the writers are dropped.
pub(super) fn start(
    writers: Weak<Writers>,
    turns: mpsc::Receiver<OwnedSemaphorePermit>,
) -> Result<()> {
    let mut room = Room::default();
    let run = move || {
        while let Ok(turn) = turns.recv() {
            let Some(writers) = writers.upgrade() else {
                return;
            };
            commit(&writers, &mut room);
            drop(turn);
        }
    };
    let thread = std::thread::Builder::new()
        .name("portico-commit".into())
        .spawn(run);
    thread
        .map(drop)
        .map_err(|error| Error::Setup(format!("no thread for commits: {error}")))
}

fn commit(writers: &Writers, room: &mut Room) {
    let mut writer = lock(&writers.writer);
    let done = writer
        .connection
        .prepare_cached("commit")
        .and_then(|mut commit| commit.raw_execute());
    if let Err(error) = done {
        let _ = writer.connection.execute_batch("rollback");
        let error = Error::from(error);
        if matches!(error, Error::Away(_) | Error::Full(_)) {
            let _ = write_over(&writer.connection);
        }
        if matches!(error, Error::Full(_)) {
            room.is_wanting();
        }
        room.make(&writer.connection);
        writer.fail(&error);
        return;
    }
    room.was_found();
    room.make(&writer.connection);
    let members = std::mem::take(&mut writer.members);
    drop(writer);
    for member in members {
        for event in member.events {
            let _ = writers.events.send(Heard::Event(event));
        }
        let _ = member.answer.send(Ok(()));
    }
}

/// How the disk stands, after a commit for which it had no room. The log of SQLite is then taken into the file before it
/// is full, so that it begins anew: else it takes what room there is again, and there is none for the file to grow.
#[derive(Default)]
struct Room {
    next_try: Option<Instant>,
    /// How long the log was at the last try.
    log: i64,
}

/// Between two tries that found no room.
const PAUSE: Duration = Duration::from_millis(500);

impl Room {
    fn is_wanting(&mut self) {
        self.next_try.get_or_insert_with(Instant::now);
    }

    /// A commit succeeded: before others take what it has left, the file grows.
    fn was_found(&mut self) {
        self.next_try = self.next_try.map(|_| Instant::now());
    }

    /// Does what can be done, until the log has begun anew.
    fn make(&mut self, connection: &Connection) {
        if self.next_try.is_none_or(|at| Instant::now() < at) {
            return;
        }
        let checkpoint = "pragma wal_checkpoint(passive)";
        match connection.query_row(checkpoint, [], |row| row.get(1)) {
            Ok(log) if log < self.log => *self = Self::default(),
            Ok(log) => self.log = log,
            Err(_) => self.next_try = Some(Instant::now() + PAUSE),
        }
    }
}

/// A commit whose flush failed stands in the log all the same, whole and in its place, and so does one for which the
/// log's index found no room: who opens the file after a kill would find what its writers were refused. Another commit
/// takes that place before they hear of it, flushed or not.
fn write_over(connection: &Connection) -> rusqlite::Result<()> {
    let number: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    // Nobody reads it; all that counts is that it is another.
    let changed = format!("pragma user_version = {}", number.wrapping_add(1));
    let done = connection.execute_batch(&format!("begin immediate; {changed}; commit"));
    if !connection.is_autocommit() {
        let _ = connection.execute_batch("rollback");
    }
    done
}
