//! Counting: rows into weeks and spans. Pure.

use std::collections::BTreeSet;

use jiff::{ToSpan, civil::Date, tz::TimeZone};

use super::{
    staff::QuotesOfSpan,
    store::{Answered, Happened},
};
use crate::kit::clock::Time;

/// So many weeks of a calendar, the last of them the one that holds today, and as many before.
#[derive(Debug)]
pub(super) struct Weeks {
    zone: TimeZone,
    /// The Monday of the first week.
    pub(super) first: Date,
    pub(super) count: i32,
}

impl Weeks {
    pub(super) fn until(now: Time, zone: TimeZone, count: i32) -> Option<Self> {
        let today = now.date_in(&zone);
        let past = i64::from(today.weekday().to_monday_zero_offset()) + i64::from(count - 1) * 7;
        let first = today.checked_sub(past.days()).ok()?;
        Some(Self { zone, first, count })
    }

    /// The Monday of week `index`; negative ones lie before.
    pub(super) fn monday(&self, index: i32) -> Date {
        let days = (i64::from(index) * 7).days();
        self.first.checked_add(days).unwrap_or(self.first)
    }

    /// The moments at which everything that is counted begins and ends.
    pub(super) fn bounds(&self) -> Option<(Time, Time)> {
        let midnight = |day: Date| {
            let zoned = day.to_zoned(self.zone.clone()).ok()?;
            Some(Time::from(zoned.timestamp()))
        };
        Some((
            midnight(self.monday(-self.count))?,
            midnight(self.monday(self.count))?,
        ))
    }

    /// In which week a moment lies.
    fn of(&self, at: Time) -> i32 {
        let days = (at.date_in(&self.zone) - self.first).get_days();
        days.div_euclid(7)
    }
}

/// What happened in all the weeks that are looked at.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) sent: Vec<Happened>,
    pub(super) opened: Vec<Happened>,
    pub(super) answered: Vec<Answered>,
}

impl Facts {
    /// What of them happened to documents of these types.
    pub(super) fn of_types(mut self, keys: &BTreeSet<String>) -> Self {
        self.sent.retain(|one| keys.contains(&one.type_key));
        self.opened.retain(|one| keys.contains(&one.type_key));
        self.answered.retain(|one| keys.contains(&one.type_key));
        self
    }

    /// The figures of the weeks from `from` up to, but without, `to`.
    pub(super) fn count(
        &self,
        weeks: &Weeks,
        (from, to): (i32, i32),
        currency: &str,
    ) -> QuotesOfSpan {
        let within = |at: Time| (from..to).contains(&weeks.of(at));
        let number = |all: &[Happened]| all.iter().filter(|one| within(one.at)).count();
        let answers = || self.answered.iter().filter(|one| within(one.created_at));
        let first = |outcome: &'static str| {
            let is_first =
                move |one: &&Answered| one.outcome == outcome && one.before_minor.is_none();
            answers().filter(is_first).count()
        };
        let minutes = answers()
            .filter(|one| one.before_minor.is_none())
            .map(|one| one.created_at.since(one.published_at).as_secs() / 60)
            .collect();
        QuotesOfSpan {
            sent: number(&self.sent),
            opened: number(&self.opened),
            accepted: first("accepted"),
            declined: first("declined"),
            median_answer_minutes: median(minutes),
            revenue_accepted_minor: answers()
                .filter(|one| one.outcome == "accepted" && one.currency == currency)
                .map(|one| one.total_minor - one.before_minor.unwrap_or(0))
                .sum(),
        }
    }
}

/// The middle one; of two in the middle their mean, rounded down.
fn median(mut all: Vec<u64>) -> Option<u64> {
    all.sort_unstable();
    let half = all.len() / 2;
    let upper = *all.get(half)?;
    if all.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *all.get(half.checked_sub(1)?)?;
    Some(lower + (upper - lower) / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        text.parse::<jiff::Timestamp>().unwrap().into()
    }

    #[test]
    fn the_middle_of_answers() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![7]), Some(7));
        assert_eq!(median(vec![9, 1, 5]), Some(5));
        assert_eq!(median(vec![10, 1, 4, 5]), Some(4));
    }

    #[test]
    fn weeks_begin_on_mondays_of_the_provider_through_a_change_of_clocks() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let weeks = Weeks::until(at("2027-04-04T10:00:00Z"), berlin, 2).unwrap();
        assert_eq!(weeks.first.to_string(), "2027-03-22");
        let (from, to) = weeks.bounds().unwrap();
        assert_eq!(from, at("2027-03-07T23:00:00Z"));
        assert_eq!(to, at("2027-04-04T22:00:00Z"));
        for (moment, week) in [
            ("2027-03-21T22:59:59Z", -1),
            ("2027-03-21T23:00:00Z", 0),
            ("2027-03-28T21:59:59Z", 0),
            ("2027-03-28T22:00:00Z", 1),
        ] {
            assert_eq!(weeks.of(at(moment)), week, "{moment}");
        }
    }
}
