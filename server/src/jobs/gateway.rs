//! What is known of the gateway of a lane: whether it is away, and when the next message may try whether it is back.

use std::time::Duration;

use tokio::time::Instant;

use crate::kit::job::Ended;

/// A gateway that is away is tried again this soon, as long as a try can do no harm.
const PAUSE: Duration = Duration::from_secs(5);
/// The longest pause between tries that may each have reached somebody.
const LONGEST_PAUSE: Duration = Duration::from_secs(600);
/// After so many failures in a row, with no success between them, it is not the message.
const FAILURES: u32 = 2;

/// What a job's end says of its gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    /// It took a message.
    Took,
    /// It is away; whether another try can do no harm.
    Away(bool),
    /// It was not asked, or spoke of this message alone.
    Nothing,
}

impl Heard {
    pub(super) fn of(ended: &Ended) -> Self {
        match ended {
            Ended::Sent => Self::Took,
            Ended::Away { is_sure, .. } => Self::Away(*is_sure),
            Ended::Unheard { .. } => Self::Away(true),
            Ended::Done | Ended::Retry { .. } | Ended::Later { .. } | Ended::Dead { .. } => {
                Self::Nothing
            }
        }
    }
}

/// The gateway of one lane, as this process knows it.
#[derive(Debug)]
pub(super) struct Gateway {
    failures: u32,
    pause: Duration,
    next_trial: Instant,
}

impl Gateway {
    pub(super) fn new(now: Instant) -> Self {
        Self {
            failures: 0,
            pause: PAUSE,
            next_trial: now,
        }
    }

    /// Whether nothing but trials is sent to it.
    pub(super) fn is_away(&self) -> bool {
        self.failures >= FAILURES
    }

    /// Whether a trial may begin now; if so, the next may not for a while.
    pub(super) fn begin_trial(&mut self, now: Instant) -> bool {
        let may = now >= self.next_trial;
        if may {
            self.next_trial = now + self.pause;
        }
        may
    }

    /// Takes in how a job ended. True: it was away and is back.
    pub(super) fn hear(&mut self, now: Instant, heard: Heard, was_trial: bool) -> bool {
        let was_away = self.is_away();
        match heard {
            Heard::Nothing => return false,
            Heard::Took => {
                *self = Self::new(now);
                return was_away;
            }
            Heard::Away(_) => self.failures = self.failures.saturating_add(1),
        }
        if !was_away {
            self.next_trial = now + PAUSE;
        } else if was_trial && heard == Heard::Away(true) {
            self.pause = PAUSE;
            self.next_trial = self.next_trial.min(now + PAUSE);
        } else if was_trial {
            self.pause = (self.pause * 2).min(LONGEST_PAUSE);
            self.next_trial = now + self.pause;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failure_is_the_messages_and_two_are_the_gateways() {
        let now = Instant::now();
        let mut gateway = Gateway::new(now);
        gateway.hear(now, Heard::Away(true), false);
        assert!(!gateway.is_away());
        assert!(!gateway.hear(now, Heard::Took, false), "it never was away");
        for failed in [Heard::Away(true), Heard::Nothing, Heard::Away(false)] {
            assert!(!gateway.is_away());
            gateway.hear(now, failed, false);
        }
        assert!(gateway.is_away());
        assert!(gateway.hear(now, Heard::Took, false), "and is back");
        assert!(!gateway.is_away());
    }

    #[test]
    fn trials_come_soon_unless_each_may_have_reached_somebody() {
        let mut now = Instant::now();
        let mut gateway = Gateway::new(now);
        gateway.hear(now, Heard::Away(true), false);
        gateway.hear(now, Heard::Away(true), false);
        for _ in 0..5 {
            assert!(!gateway.begin_trial(now));
            now += PAUSE;
            assert!(gateway.begin_trial(now));
            gateway.hear(now, Heard::Away(true), true);
        }
        now += PAUSE;
        for doubled in [2, 4, 8] {
            assert!(gateway.begin_trial(now));
            gateway.hear(now, Heard::Away(false), true);
            let short = Duration::from_millis(1);
            assert!(!gateway.begin_trial(now + PAUSE * doubled - short));
            now += PAUSE * doubled;
        }
        assert!(gateway.begin_trial(now));
        gateway.hear(now, Heard::Away(true), true);
        assert!(gateway.begin_trial(now + PAUSE), "it does no harm any more");
    }
}
