//! How often a database was asked. Tests hold what is asked often to exact figures, so that a slow way is noticed
//! without a stop-watch; the program as it is shipped counts nothing.

#[cfg(any(test, feature = "testing"))]
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering::Relaxed},
};

/// What a database was asked so far.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    #[cfg(any(test, feature = "testing"))]
    counted: Arc<[AtomicU64; 3]>,
}

/// What is counted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Event {
    /// A snapshot is begun.
    Read,
    /// A transaction is begun.
    Write,
    /// A statement is run in either.
    Statement,
}

impl Counts {
    #[cfg(any(test, feature = "testing"))]
    pub(super) fn note(&self, event: Event) {
        self.counted[event as usize].fetch_add(1, Relaxed);
    }

    #[cfg(not(any(test, feature = "testing")))]
    pub(super) fn note(&self, _: Event) {
        let Self {} = self;
    }
}

/// What was asked: snapshots, transactions, and the statements in both.
#[cfg(any(test, feature = "testing"))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Snapshots that were begun.
    pub reads: u64,
    /// Transactions that were begun.
    pub writes: u64,
    /// Statements that were run in either.
    pub statements: u64,
}

#[cfg(any(test, feature = "testing"))]
impl Counts {
    /// Forgets what was counted before, and says it.
    pub fn take(&self) -> Asked {
        let take = |event: Event| self.counted[event as usize].swap(0, Relaxed);
        Asked {
            reads: take(Event::Read),
            writes: take(Event::Write),
            statements: take(Event::Statement),
        }
    }
}
