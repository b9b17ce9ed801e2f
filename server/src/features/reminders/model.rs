//! The ladder: on which days something that waits is brought to mind. Pure.

use std::time::Duration;

use jiff::{Span, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::kit::clock::Time;

/// The hour at which a reminder is due, in the provider's time zone.
const HOUR: i8 = 9;

/// From this hour on reminders leave, and until before the other.
const HOURS: std::ops::Range<i8> = 8..18;

/// The days of a provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ladder {
    /// Whether anything is brought to mind by itself.
    pub reminds: bool,
    /// So many days after it was asked.
    pub days_after: Vec<u16>,
    /// So many days before the day by which an answer is wanted.
    pub days_before_due: Vec<u16>,
}

impl Default for Ladder {
    fn default() -> Self {
        Self {
            reminds: true,
            days_after: vec![3, 7, 14],
            days_before_due: vec![2, 0],
        }
    }
}

/// Something that waits.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// When it was asked.
    pub asked_at: Time,
    /// Until when.
    pub due_at: Option<Time>,
    /// Whether it can't be answered after that.
    pub ends_when_due: bool,
}

impl Asked {
    /// The last day on which an answer is in time. A time at midnight ends the day before.
    pub fn due_day(&self, zone: &TimeZone) -> Option<Date> {
        self.due_at
            .map(|due| due.minus(Duration::from_micros(1)).date_in(zone))
    }
}

impl Ladder {
    /// The first step on a day after `today`, which is never the day on which it was asked: steps that are past are left
    /// out, so that nobody gets two at once.
    pub fn next(&self, zone: &TimeZone, asked: &Asked, today: Date) -> Option<Time> {
        if !self.reminds {
            return None;
        }
        let asked_on = asked.asked_at.date_in(zone);
        let due_day = asked.due_day(zone);
        let after = self
            .days_after
            .iter()
            .filter_map(|days| asked_on.checked_add(span(*days)).ok());
        let before = self
            .days_before_due
            .iter()
            .filter_map(|days| due_day?.checked_sub(span(*days)).ok());
        let last = due_day.filter(|_| asked.ends_when_due);
        let day = after
            .chain(before)
            .filter(|day| *day > today.max(asked_on) && last.is_none_or(|last| *day <= last))
            .min()?;
        let hour = day.at(HOUR, 0, 0, 0).to_zoned(zone.clone()).ok()?;
        Some(hour.timestamp().into())
    }
}

fn span(days: u16) -> Span {
    Span::new().days(i64::from(days))
}

/// Whether reminders leave now: nobody is woken.
pub fn is_daytime(zone: &TimeZone, now: Time) -> bool {
    HOURS.contains(&zone.to_datetime(now.timestamp()).hour())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Time {
        text.parse::<jiff::Timestamp>().unwrap().into()
    }

    fn berlin() -> TimeZone {
        TimeZone::get("Europe/Berlin").unwrap()
    }

    /// Every step of an item, each asked for on the day of the one before.
    fn steps(ladder: &Ladder, asked: &Asked) -> Vec<String> {
        let mut today = asked.asked_at.date_in(&berlin());
        let mut steps = Vec::new();
        while let Some(next) = ladder.next(&berlin(), asked, today) {
            steps.push(next.to_string()[..16].to_owned());
            today = next.date_in(&berlin());
        }
        steps
    }

    #[test]
    fn the_steps_follow_the_asking_and_precede_the_due_day() {
        let asked = Asked {
            asked_at: at("2026-11-21T09:30:00Z"),
            due_at: Some(at("2026-12-10T23:00:00Z")),
            ends_when_due: true,
        };
        let expected = [
            "2026-11-24T08:00",
            "2026-11-28T08:00",
            "2026-12-05T08:00",
            "2026-12-08T08:00",
            "2026-12-10T08:00",
        ];
        assert_eq!(steps(&Ladder::default(), &asked), expected);
        let soon = Asked {
            due_at: Some(at("2026-11-23T23:00:00Z")),
            ..asked
        };
        assert_eq!(steps(&Ladder::default(), &soon), ["2026-11-23T08:00"]);
        let open_ended = Asked {
            ends_when_due: false,
            ..soon
        };
        assert_eq!(steps(&Ladder::default(), &open_ended).len(), 4);
        let off = Ladder {
            reminds: false,
            ..Ladder::default()
        };
        assert!(steps(&off, &asked).is_empty());
    }

    #[test]
    fn a_step_keeps_its_hour_when_the_clocks_change() {
        let asked = Asked {
            asked_at: at("2027-03-25T10:00:00Z"),
            due_at: None,
            ends_when_due: false,
        };
        let expected = ["2027-03-28T07:00", "2027-04-01T07:00", "2027-04-08T07:00"];
        assert_eq!(steps(&Ladder::default(), &asked), expected);
        assert!(is_daytime(&berlin(), at("2027-03-28T06:00:00Z")));
        assert!(!is_daytime(&berlin(), at("2027-03-27T06:59:00Z")));
        assert!(!is_daytime(&berlin(), at("2027-03-28T16:00:00Z")));
    }

    proptest! {
        #[test]
        fn steps_go_forward_one_a_day_and_end(
            after in proptest::collection::vec(1_u16..400, 0..8),
            before in proptest::collection::vec(0_u16..400, 0..8),
            asked_s in 0_i64..4_000_000_000,
            due_s in proptest::option::of(0_i64..4_000_000_000),
            ends_when_due in any::<bool>(),
        ) {
            let ladder = Ladder { reminds: true, days_after: after, days_before_due: before };
            let asked = Asked {
                asked_at: Time::from_micros(asked_s * 1_000_000),
                due_at: due_s.map(|s| Time::from_micros(s * 1_000_000)),
                ends_when_due,
            };
            let most = ladder.days_after.len() + ladder.days_before_due.len();
            let mut today = asked.asked_at.date_in(&berlin());
            for _ in 0..most {
                let Some(next) = ladder.next(&berlin(), &asked, today) else { return Ok(()) };
                let day = next.date_in(&berlin());
                prop_assert!(day > today && is_daytime(&berlin(), next));
                if ends_when_due {
                    prop_assert!(asked.due_day(&berlin()).is_none_or(|due| day <= due));
                }
                today = day;
            }
            prop_assert!(ladder.next(&berlin(), &asked, today).is_none());
        }
    }
}
