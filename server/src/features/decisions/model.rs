//! The kinds of action items, the outcomes each knows, and the states an item goes through.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is asked of the client (A1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words are those of the product's rule A1")]
#[schema(as = ActionItemKind)]
pub enum Kind {
    Choose,
    ApproveTime,
    ApproveExpense,
    ApproveInvoice,
    ApproveDeliverable,
    ApproveChangeRequest,
    Acknowledge,
    Sign,
    Upload,
    Answer,
    CloseSnag,
    Renew,
    Consent,
}

/// What the client did about it (A1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words are those of the product's rule A1")]
#[schema(as = DecisionOutcome)]
pub enum Outcome {
    Accepted,
    Declined,
    Approved,
    Rejected,
    ChangesRequested,
    Acknowledged,
    Signed,
    Uploaded,
    Answered,
    Closed,
    Disputed,
    Renewed,
    Terminated,
    Given,
    Refused,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::Choose,
        Self::ApproveTime,
        Self::ApproveExpense,
        Self::ApproveInvoice,
        Self::ApproveDeliverable,
        Self::ApproveChangeRequest,
        Self::Acknowledge,
        Self::Sign,
        Self::Upload,
        Self::Answer,
        Self::CloseSnag,
        Self::Renew,
        Self::Consent,
    ];

    /// The outcomes this kind knows; any other is refused with 422.
    pub fn outcomes(self) -> &'static [Outcome] {
        use Outcome as O;
        match self {
            Self::Choose => &[O::Accepted, O::Declined],
            Self::ApproveTime | Self::ApproveExpense => &[O::Approved, O::Rejected],
            Self::ApproveInvoice => &[O::Approved, O::Disputed],
            Self::ApproveDeliverable => &[O::Approved, O::ChangesRequested],
            Self::ApproveChangeRequest => &[O::Approved, O::Rejected, O::ChangesRequested],
            Self::Acknowledge => &[O::Acknowledged],
            Self::Sign => &[O::Signed, O::Declined],
            Self::Upload => &[O::Uploaded],
            Self::Answer => &[O::Answered],
            Self::CloseSnag => &[O::Closed, O::Disputed],
            Self::Renew => &[O::Renewed, O::ChangesRequested, O::Terminated],
            Self::Consent => &[O::Given, O::Refused],
        }
    }

    /// Whether `POST /api/client/decisions` decides it. The others have an address of their own,
    /// since they need more than an outcome.
    pub fn decided_in_bulk(self) -> bool {
        !matches!(self, Self::Choose | Self::Sign | Self::Upload)
    }

    /// Whether it can't be answered any more once its time has passed. Anything else that is overdue goes on waiting.
    pub fn ends_when_due(self) -> bool {
        self == Self::Choose
    }

    /// The word in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Choose => "choose",
            Self::ApproveTime => "approve_time",
            Self::ApproveExpense => "approve_expense",
            Self::ApproveInvoice => "approve_invoice",
            Self::ApproveDeliverable => "approve_deliverable",
            Self::ApproveChangeRequest => "approve_change_request",
            Self::Acknowledge => "acknowledge",
            Self::Sign => "sign",
            Self::Upload => "upload",
            Self::Answer => "answer",
            Self::CloseSnag => "close_snag",
            Self::Renew => "renew",
            Self::Consent => "consent",
        }
    }

    /// The kind of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl Outcome {
    /// The word in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::ChangesRequested => "changes_requested",
            Self::Acknowledged => "acknowledged",
            Self::Signed => "signed",
            Self::Uploaded => "uploaded",
            Self::Answered => "answered",
            Self::Closed => "closed",
            Self::Disputed => "disputed",
            Self::Renewed => "renewed",
            Self::Terminated => "terminated",
            Self::Given => "given",
            Self::Refused => "refused",
        }
    }

    /// The outcome of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Kind::ALL
            .iter()
            .flat_map(|kind| kind.outcomes())
            .copied()
            .find(|outcome| outcome.as_str() == word)
    }
}

/// Where an action item stands (A2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ActionItemState)]
pub enum State {
    /// It waits for the client.
    Open,
    /// There is a decision.
    Decided,
    /// Staff took the question back, or asked again with a new version.
    Withdrawn,
    /// The time to answer has passed.
    Expired,
}

/// The item is not open any more: answered with 409.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the action item is {}, not open", .0.as_str())]
pub struct NotOpen(pub State);

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Open, Self::Decided, Self::Withdrawn, Self::Expired];

    /// The state after `next`, which must end an open item: nothing leaves an ended one, so a
    /// question asked again is a new item.
    pub fn close(self, next: Self) -> Result<Self, NotOpen> {
        match (self, next) {
            (Self::Open, Self::Decided | Self::Withdrawn | Self::Expired) => Ok(next),
            _ => Err(NotOpen(self)),
        }
    }

    /// The word in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Decided => "decided",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    /// The state of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choosing_is_accepted_or_declined_and_nothing_else() {
        assert_eq!(
            Kind::Choose.outcomes(),
            [Outcome::Accepted, Outcome::Declined]
        );
        assert!(!Kind::Choose.decided_in_bulk());
        assert!(Kind::ApproveTime.decided_in_bulk());
    }

    #[test]
    fn stored_words_are_those_of_the_wire() {
        for kind in Kind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
            assert_eq!(Kind::from_word(kind.as_str()), Some(kind));
            assert!(!kind.outcomes().is_empty());
            for outcome in kind.outcomes() {
                assert_eq!(serde_json::to_value(outcome).unwrap(), outcome.as_str());
                assert_eq!(Outcome::from_word(outcome.as_str()), Some(*outcome));
            }
        }
        for state in State::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
            assert_eq!(State::from_word(state.as_str()), Some(state));
        }
        assert_eq!(Kind::from_word("choice"), None);
        assert_eq!(Outcome::from_word("maybe"), None);
    }

    #[test]
    fn only_an_open_item_can_be_closed_and_only_once() {
        for from in State::ALL {
            for to in State::ALL {
                let allowed = from == State::Open && to != State::Open;
                assert_eq!(from.close(to).is_ok(), allowed, "{from:?} {to:?}");
            }
        }
        assert_eq!(
            State::Expired.close(State::Decided),
            Err(NotOpen(State::Expired))
        );
    }
}
