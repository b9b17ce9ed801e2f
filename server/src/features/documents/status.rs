//! The states a document goes through (D3), and until when a quote can be accepted (D15).

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a document stands. Clients see `published` only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = DocumentStatus)]
pub enum Status {
    /// Being written.
    Draft,
    /// Waits for internal approval.
    Pending,
    /// May be published.
    Approved,
    /// Not approved; goes back to draft.
    Rejected,
    /// Clients see it.
    Published,
    /// Taken back.
    Withdrawn,
}

/// What staff do to a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Ask for internal approval.
    Submit,
    /// Approve it.
    Approve,
    /// Refuse to approve it.
    Reject,
    /// Take a rejected one up again.
    Reopen,
    /// Show it to the client. On a published one: replace its version by a newer one.
    Publish,
    /// Take it back.
    Withdraw,
}

/// A step that D3 does not have: answered with 409.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a document that is {} can't take this step", .status.as_str())]
pub struct StepRefused {
    /// Where the document stands.
    pub status: Status,
    /// What was asked.
    pub step: Step,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 6] = [
        Self::Draft,
        Self::Pending,
        Self::Approved,
        Self::Rejected,
        Self::Published,
        Self::Withdrawn,
    ];

    /// The status after `step`. A type that requires approval never skips `approved`; being
    /// replaced is a matter of the version, so a published document that gets a newer version
    /// stays published.
    pub fn after(self, step: Step, requires_approval: bool) -> Result<Self, StepRefused> {
        match (self, step) {
            (Self::Draft, Step::Submit) => Ok(Self::Pending),
            (Self::Pending, Step::Approve) => Ok(Self::Approved),
            (Self::Pending, Step::Reject) => Ok(Self::Rejected),
            (Self::Rejected, Step::Reopen) => Ok(Self::Draft),
            (Self::Approved, Step::Publish) => Ok(Self::Published),
            (Self::Draft | Self::Published, Step::Publish) if !requires_approval => {
                Ok(Self::Published)
            }
            (Self::Published, Step::Withdraw) => Ok(Self::Withdrawn),
            (status, step) => Err(StepRefused { status, step }),
        }
    }

    /// The word in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The status of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == word)
    }
}

impl std::str::FromStr for Status {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::from_word(word).ok_or(())
    }
}

crate::word_column!(Status);

/// The first moment at which a quote valid until `date` can't be accepted any more: the start of
/// the next day in the provider's time zone. None when that lies beyond the calendar.
pub fn ends_at(date: Date, time_zone: &TimeZone) -> Option<Timestamp> {
    let next_day = date.checked_add(1.day()).ok()?;
    Some(next_day.to_zoned(time_zone.clone()).ok()?.timestamp())
}

/// Whether a quote valid until `date` is too old to accept at `now`. One without a date never is.
pub fn is_expired(date: Option<Date>, time_zone: &TimeZone, now: Timestamp) -> bool {
    date.and_then(|date| ends_at(date, time_zone))
        .is_some_and(|end| now >= end)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const STEPS: [Step; 6] = [
        Step::Submit,
        Step::Approve,
        Step::Reject,
        Step::Reopen,
        Step::Publish,
        Step::Withdraw,
    ];

    /// All allowed steps, as `from step to`.
    fn allowed(requires_approval: bool) -> Vec<String> {
        let mut found = Vec::new();
        for from in Status::ALL {
            for step in STEPS {
                if let Ok(to) = from.after(step, requires_approval) {
                    found.push(format!("{} {step:?} {}", from.as_str(), to.as_str()));
                }
            }
        }
        found
    }

    #[test]
    fn a_type_that_requires_approval_never_skips_it() {
        assert_eq!(
            allowed(true),
            [
                "draft Submit pending",
                "pending Approve approved",
                "pending Reject rejected",
                "approved Publish published",
                "rejected Reopen draft",
                "published Withdraw withdrawn",
            ]
        );
    }

    #[test]
    fn other_types_may_go_straight_to_published_and_renew_their_version() {
        assert_eq!(
            allowed(false),
            [
                "draft Submit pending",
                "draft Publish published",
                "pending Approve approved",
                "pending Reject rejected",
                "approved Publish published",
                "rejected Reopen draft",
                "published Publish published",
                "published Withdraw withdrawn",
            ]
        );
    }

    #[test]
    fn stored_words_are_those_of_the_wire() {
        for status in Status::ALL {
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
            assert_eq!(Status::from_word(status.as_str()), Some(status));
        }
    }

    #[test]
    fn a_quote_lives_to_the_end_of_its_last_day_where_the_provider_is() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let day = Some(date(2026, 11, 30));
        let expired = |at: &str| is_expired(day, &berlin, at.parse().unwrap());
        assert!(!expired("2026-11-30T22:59:59.999999Z"));
        assert!(expired("2026-11-30T23:00:00Z"));
        assert!(!is_expired(
            None,
            &berlin,
            "9999-01-01T00:00:00Z".parse().unwrap()
        ));
    }

    #[test]
    fn the_night_the_clocks_change_counts_too() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let end = ends_at(date(2026, 3, 29), &berlin).unwrap();
        assert_eq!(end.to_string(), "2026-03-29T22:00:00Z");
        assert_eq!(ends_at(Date::MAX, &berlin), None);
    }
}
