//! Open files: every connection is one, and a process is given few of them unless it asks.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Kept for the database, the log, and what is sent.
const RESERVE: u64 = 256;
/// What is asked for where the system sets no limit.
const PLENTY: u64 = 1 << 20;

/// Raises the limit of open files as far as this process may; how many there can be. None: no limit.
pub fn raise() -> Option<u64> {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = maximum.unwrap_or(PLENTY);
    if current.is_some_and(|current| current < wanted) {
        let raised = Rlimit {
            current: Some(wanted),
            maximum,
        };
        if let Err(error) = setrlimit(Resource::Nofile, raised) {
            tracing::warn!(%error, wanted, "the limit of open files could not be raised");
        }
    }
    getrlimit(Resource::Nofile).current
}

/// So many connections of those wanted fit beside everything else.
pub fn room_for(wanted: usize, files: Option<u64>) -> usize {
    let Some(files) = files else { return wanted };
    let room = files.saturating_sub(RESERVE).max(files / 2);
    wanted.min(usize::try_from(room).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_room_for_other_files() {
        assert_eq!(room_for(20_000, None), 20_000);
        assert_eq!(room_for(20_000, Some(1_048_576)), 20_000);
        assert_eq!(room_for(20_000, Some(1_024)), 768);
        assert_eq!(room_for(20_000, Some(100)), 50);
    }

    #[test]
    fn the_limit_is_raised_as_far_as_it_goes() {
        let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
        let low = Rlimit {
            current: Some(200),
            maximum,
        };
        setrlimit(Resource::Nofile, low).unwrap();
        let files = raise();
        assert!(files > Some(200), "{files:?} of {maximum:?}");
        assert!(maximum.is_none() || files == maximum, "{files:?}");
    }
}
