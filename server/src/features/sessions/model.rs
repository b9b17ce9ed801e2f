//! How long sessions live (P20).

use std::time::Duration;

use crate::{
    features::{
        providers::preset::Preset,
        sign_in_settings::{Stored, seconds},
    },
    kit::clock::Time,
};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// How long a session lives without being used, and in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime {
    /// Without a request.
    pub idle: Duration,
    /// In all.
    pub absolute: Duration,
}

impl Lifetime {
    const REGULATED: Self = Self::of(15 * MINUTE, 12 * HOUR);

    const fn of(idle_s: u64, absolute_s: u64) -> Self {
        Self {
            idle: Duration::from_secs(idle_s),
            absolute: Duration::from_secs(absolute_s),
        }
    }

    /// Of contacts' sessions with a provider of these settings.
    pub fn of_contacts(stored: &Stored) -> Self {
        Self::preset_of_contacts(&stored.preset)
            .or(stored.contact_idle_s, stored.contact_absolute_s)
    }

    /// Of a session that reads by a delivery link, where its contacts' live so long: an hour idle, half a day in all, and
    /// never longer than these.
    #[must_use]
    pub fn by_link(self) -> Self {
        let most = Self::of(HOUR, 12 * HOUR);
        Self {
            idle: self.idle.min(most.idle),
            absolute: self.absolute.min(most.absolute),
        }
    }

    /// Of its staff's sessions.
    pub fn of_staff(stored: &Stored) -> Self {
        Self::preset_of_staff(&stored.preset).or(stored.staff_idle_s, stored.staff_absolute_s)
    }

    /// Of a contact's session with a provider of this preset (its stored word), where it set nothing.
    pub fn preset_of_contacts(preset: &str) -> Self {
        if preset == Preset::Regulated.as_str() {
            Self::REGULATED
        } else {
            Self::of(30 * DAY, 90 * DAY)
        }
    }

    /// Of a staff session, where the provider set nothing.
    pub fn preset_of_staff(preset: &str) -> Self {
        if preset == Preset::Regulated.as_str() {
            Self::REGULATED
        } else {
            Self::of(12 * HOUR, 14 * DAY)
        }
    }

    /// What the provider set, in seconds, in place of what its preset says.
    #[must_use]
    pub fn or(self, idle_s: Option<i64>, absolute_s: Option<i64>) -> Self {
        Self {
            idle: seconds(idle_s).unwrap_or(self.idle),
            absolute: seconds(absolute_s).unwrap_or(self.absolute),
        }
    }

    /// When a session ends if it is not used again.
    pub fn ends_at(&self, created_at: Time, last_seen_at: Time) -> Time {
        last_seen_at
            .plus(self.idle)
            .min(created_at.plus(self.absolute))
    }
}

/// The longest that a provider may set.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Without a request.
    pub idle: Duration,
    /// In all.
    pub absolute: Duration,
}

impl Bounds {
    /// The shortest, of both.
    pub const LEAST: Duration = Duration::from_secs(5 * MINUTE);

    /// Of a provider of this preset. Who is regulated may only be stricter than its preset.
    pub fn of(preset: &str) -> Self {
        if preset == Preset::Regulated.as_str() {
            let Lifetime { idle, absolute } = Lifetime::REGULATED;
            Self { idle, absolute }
        } else {
            Self {
                idle: Duration::from_secs(90 * DAY),
                absolute: Duration::from_secs(365 * DAY),
            }
        }
    }
}

/// The last use is written down when the one on record is older than this.
pub const SEEN_PAUSE: Duration = Duration::from_secs(60);

/// So long a session that was ended is kept.
pub const REVOKED_KEPT: Duration = Duration::from_secs(90 * DAY);
/// A session that was not used for so long is over for 90 days at least, whatever its lifetime.
pub const OVER: Duration = Duration::from_secs(180 * DAY);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earlier_of_idle_and_absolute_ends_a_session() {
        let begin = Time::from_micros(0);
        let day = |n| begin.plus(Duration::from_secs(n * DAY));
        let contacts = Lifetime::preset_of_contacts("client-area");
        assert_eq!(contacts.ends_at(begin, begin), day(30));
        assert_eq!(contacts.ends_at(begin, day(80)), day(90));
        assert_eq!(
            Lifetime::preset_of_staff("regulated").ends_at(begin, begin),
            begin.plus(Duration::from_secs(900))
        );
        assert_eq!(
            Lifetime::preset_of_staff("client-area").ends_at(begin, begin),
            begin.plus(Duration::from_secs(12 * HOUR))
        );
        let shorter = contacts.or(Some(600), None);
        assert_eq!(
            shorter.ends_at(begin, begin),
            begin.plus(Duration::from_secs(600))
        );
        assert_eq!(shorter.absolute, contacts.absolute);
        assert_eq!(shorter.by_link().idle, Duration::from_secs(600));
        assert_eq!(
            contacts.by_link().ends_at(begin, begin),
            begin.plus(Duration::from_secs(HOUR))
        );
    }
}
