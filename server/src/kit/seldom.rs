//! Saying at most once a second what happens all the time, and how often it did: for the log, when there is too much of
//! everything.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

const PAUSE: Duration = Duration::from_secs(1);

/// How often something happened since it was last said.
#[derive(Debug)]
pub struct Seldom(Mutex<Unsaid>);

#[derive(Debug)]
struct Unsaid {
    said_at: Option<Instant>,
    times: u64,
}

impl Seldom {
    /// Nothing has happened yet.
    pub const fn new() -> Self {
        Self(Mutex::new(Unsaid {
            said_at: None,
            times: 0,
        }))
    }

    /// It happened. How often since it was last said, if it is time to say so again.
    pub fn times(&self) -> Option<u64> {
        self.times_at(Instant::now())
    }

    fn times_at(&self, now: Instant) -> Option<u64> {
        let mut unsaid = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        unsaid.times += 1;
        if unsaid.said_at.is_some_and(|at| now < at + PAUSE) {
            return None;
        }
        unsaid.said_at = Some(now);
        Some(std::mem::take(&mut unsaid.times))
    }
}

impl Default for Seldom {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_all_the_time_is_said_once_a_second_with_its_number() {
        let (seldom, now) = (Seldom::new(), Instant::now());
        assert_eq!(seldom.times_at(now), Some(1));
        for _ in 0..9 {
            assert_eq!(seldom.times_at(now + PAUSE / 2), None);
        }
        assert_eq!(seldom.times_at(now + PAUSE), Some(10));
    }
}
