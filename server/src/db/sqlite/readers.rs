//! The connections that read: kept near their core, lent one at a time, closed when nobody needs them any more.

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use rusqlite::Connection;

use super::{lock, open};
use crate::db::error::Result;

/// The most that wait on one shelf. Opening one and preparing its statements costs as much as many reads, so that what
/// was needed a moment ago is kept.
const MOST: usize = 64;
/// What lay unused for so long is closed: each keeps a cache of pages and its prepared statements.
const LINGER: Duration = Duration::from_secs(20);

/// Connections that nobody uses at the moment, on a shelf for each core, so that cores do not pass them to and fro.
pub(super) struct Readers {
    path: PathBuf,
    /// The last used one lies at the back.
    shelves: Vec<Mutex<VecDeque<Idle>>>,
}

struct Idle {
    reader: Connection,
    since: Instant,
}

impl Readers {
    pub(super) fn new(path: &Path) -> Self {
        let cores = thread::available_parallelism().map_or(2, usize::from);
        Self {
            path: path.to_owned(),
            shelves: (0..cores).map(|_| Mutex::default()).collect(),
        }
    }

    /// The one last used on this thread's shelf, else on another's, else a new one.
    pub(super) fn take(&self) -> Result<Connection> {
        let own = place(self.shelves.len());
        let (before, from) = self.shelves.split_at(own);
        let idle = from
            .iter()
            .chain(before)
            .find_map(|shelf| lock(shelf).pop_back());
        match idle {
            Some(idle) => Ok(idle.reader),
            None => {
                let reader = open(&self.path)?;
                reader.pragma_update(None, "query_only", true)?;
                Ok(reader)
            }
        }
    }

    /// Puts one back that is outside any transaction.
    pub(super) fn keep(&self, reader: Connection) {
        let now = Instant::now();
        let mut shelf = lock(&self.shelves[place(self.shelves.len())]);
        shelf.push_back(Idle { reader, since: now });
        let oldest_is_of_no_use = shelf.len() > MOST
            || shelf
                .front()
                .is_some_and(|oldest| now - oldest.since > LINGER);
        let of_no_use = oldest_is_of_no_use.then(|| shelf.pop_front());
        // Closing one takes longer than a look at the shelf.
        drop(shelf);
        drop(of_no_use);
    }

    /// How many nobody uses.
    pub(super) fn idle(&self) -> usize {
        self.shelves.iter().map(|shelf| lock(shelf).len()).sum()
    }
}

/// This thread's shelf of so many.
fn place(shelves: usize) -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    thread_local!(static MINE: usize = NEXT.fetch_add(1, Ordering::Relaxed));
    MINE.with(|mine| *mine) % shelves
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readers() -> (tempfile::TempDir, Readers) {
        let folder = tempfile::tempdir().unwrap();
        let readers = Readers::new(&folder.path().join("portico.db"));
        (folder, readers)
    }

    #[test]
    fn a_thread_takes_what_another_has_put_back() {
        let (_folder, readers) = readers();
        thread::scope(|scope| {
            for _ in 0..3 * readers.shelves.len() {
                let turn = scope.spawn(|| readers.keep(readers.take().unwrap()));
                turn.join().unwrap();
            }
        });
        assert_eq!(readers.idle(), 1);
    }

    #[test]
    fn no_more_are_kept_than_have_a_place() {
        let (_folder, readers) = readers();
        let taken = (0..MOST + 2).map(|_| readers.take().unwrap());
        for reader in taken.collect::<Vec<_>>() {
            readers.keep(reader);
        }
        assert_eq!(readers.idle(), MOST);
    }

    #[test]
    fn what_nobody_needs_any_more_is_closed() {
        let (_folder, readers) = readers();
        let long_ago = Instant::now().checked_sub(2 * LINGER).unwrap();
        let shelf = &readers.shelves[place(readers.shelves.len())];
        for _ in 0..2 {
            let reader = open(&readers.path).unwrap();
            lock(shelf).push_front(Idle {
                reader,
                since: long_ago,
            });
        }
        // Each use closes one, and whoever uses it takes the newest.
        readers.keep(readers.take().unwrap());
        assert_eq!(readers.idle(), 1);
        readers.keep(readers.take().unwrap());
        assert_eq!(readers.idle(), 1);
    }
}
