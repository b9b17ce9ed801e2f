//! The thread that commits. It is handed the writer's turn when no write waits for it or the group is full, so one
//! flush to disk serves all of the group; only then do its writes get their answers and its events go out.

use std::sync::{Weak, mpsc};

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
    let run = move || {
        while let Ok(turn) = turns.recv() {
            let Some(writers) = writers.upgrade() else {
                return;
            };
            commit(&writers);
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

fn commit(writers: &Writers) {
    let mut writer = lock(&writers.writer);
    let done = writer
        .connection
        .prepare_cached("commit")
        .and_then(|mut commit| commit.raw_execute());
    if let Err(error) = done {
        let _ = writer.connection.execute_batch("rollback");
        writer.fail(&error.into());
        return;
    }
    let members = std::mem::take(&mut writer.members);
    drop(writer);
    for member in members {
        for event in member.events {
            let _ = writers.events.send(Heard::Event(event));
        }
        let _ = member.answer.send(Ok(()));
    }
}
