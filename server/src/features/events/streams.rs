//! How many streams there may be: a browser needs one, whatever it shows, and each takes a connection.

use std::sync::Arc;

use crate::{
    error::{Error, Result},
    kit::{
        id::Id,
        share::{Share, Shares},
    },
};

/// Streams of one session,
const PER_SESSION: usize = 20;
/// and of one person with all its sessions.
const PER_PERSON: usize = 100;
/// Whoever has too many may ask again after this.
const RETRY_AFTER_S: u64 = 15;

/// The open streams of this copy of the program.
#[derive(Debug)]
pub struct Streams {
    of_session: Arc<Shares<Id>>,
    of_person: Arc<Shares<Id>>,
    of_all: Arc<Shares<()>>,
}

/// A stream's place, as long as it is open.
#[derive(Debug)]
pub(super) struct Held {
    _shares: (Share<Id>, Share<Id>, Share<()>),
}

impl Streams {
    /// So many connections there may be; a quarter of them is kept for everything else.
    pub fn beside(connections: usize) -> Self {
        let all = Self::most_beside(connections);
        Self {
            of_session: Arc::new(Shares::of(PER_SESSION)),
            of_person: Arc::new(Shares::of(PER_PERSON)),
            of_all: Arc::new(Shares::of(all)),
        }
    }

    /// How many there may be in all.
    pub fn most_beside(connections: usize) -> usize {
        connections - connections / 4
    }

    /// One more stream.
    ///
    /// # Errors
    /// 429 when this session or person has its share, 503 when there are enough in all.
    pub(super) fn open(&self, session_id: Id, person_id: Id) -> Result<Held> {
        let limited = || Error::limited(RETRY_AFTER_S);
        let session = self.of_session.take(session_id).ok_or_else(limited)?;
        let person = self.of_person.take(person_id).ok_or_else(limited)?;
        let overloaded = || Error::unavailable("overloaded", RETRY_AFTER_S);
        let all = self.of_all.take(()).ok_or_else(overloaded)?;
        Ok(Held {
            _shares: (session, person, all),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::id::TestIds;

    #[test]
    fn streams_leave_a_quarter_of_the_connections_to_everything_else() {
        let streams = Streams::beside(40);
        let open = |n: u64| streams.open(TestIds::nth(n), TestIds::nth(1_000 + n));
        let held: Vec<_> = (0..30).map(|n| open(n).unwrap()).collect();
        assert_eq!(open(31).unwrap_err().code(), "overloaded");
        drop(held);
        assert!(open(31).is_ok());
    }
}
