//! What may be done with a document: by where it stands and by the role of who asks (D3, D15, P41). The page is told by
//! the same rules that refuse.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::status::{Status, Step};
use crate::features::people::permission::StaffRole;

/// Where internal approval of a draft stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalState {
    /// Somebody was asked.
    Pending,
    /// It may be published.
    Approved,
    /// It needs work.
    Rejected,
}

/// What staff do with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Save its draft.
    Edit,
    /// Ask for approval.
    Submit,
    /// Approve it, or reject it.
    Approve,
    /// Take a rejected one up again.
    Reopen,
    /// Show it to its client.
    Publish,
    /// Take it back.
    Withdraw,
    /// Give its client more time.
    Extend,
    /// Begin a revision of what was accepted.
    Revise,
    /// Give a revision up.
    GiveUp,
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The role does not do this.
    Role,
    /// Another than those who wrote it has to approve it.
    FourEyes,
    /// D3 has no such step from here.
    Status,
    /// Its client accepted it: a change begins with a revision.
    Accepted,
    /// Its type demands approval of just this draft.
    ApprovalMissing,
    /// Its client has answered.
    Answered,
}

/// All that decides what may be done with a document, and by whom.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Where it stands.
    pub status: Status,
    /// Whether its type demands approval.
    pub requires_approval: bool,
    /// The role of who asks.
    pub role: StaffRole,
    /// Whether four eyes are asked for and two of them are those of who asks: its author, who saved it last, who
    /// submitted it.
    pub is_involved: bool,
    /// Approval of the draft, if it was ever asked for since the last publication.
    pub approval: Option<ApprovalState>,
    /// Whether that approval is of the draft as it is now.
    pub approval_is_current: bool,
    /// Whether the client has accepted the version it sees.
    pub is_accepted: bool,
    /// Whether the client has answered that version at all.
    pub is_answered: bool,
    /// Whether a revision is open.
    pub is_revised: bool,
}

impl Standing {
    /// Where the draft stands: that of a published document goes the same way again while clients see the version before.
    pub fn draft_status(&self) -> Status {
        match (self.status, self.approval) {
            (Status::Published, Some(ApprovalState::Pending)) => Status::Pending,
            (Status::Published, Some(ApprovalState::Approved)) => Status::Approved,
            (Status::Published, _) => Status::Draft,
            (status, _) => status,
        }
    }

    /// Nothing, or why this can't be done.
    ///
    /// # Errors
    /// The first thing that stands against it.
    pub fn check(&self, act: Act) -> Result<(), Refusal> {
        let publishes = self.role.publishes(self.requires_approval);
        match act {
            Act::Edit => {
                self.not_accepted()?;
                allow(self.draft_status() == Status::Draft, Refusal::Status)
            }
            Act::Submit => {
                self.not_accepted()?;
                self.step(Step::Submit)
            }
            Act::Approve => {
                allow(self.role.approves(), Refusal::Role)?;
                self.step(Step::Approve)?;
                allow(!self.is_involved, Refusal::FourEyes)
            }
            Act::Reopen => allow(self.status == Status::Rejected, Refusal::Status),
            Act::Publish => {
                allow(publishes, Refusal::Role)?;
                self.not_accepted()?;
                if self.requires_approval && self.draft_status() == Status::Draft {
                    return Err(Refusal::ApprovalMissing);
                }
                self.step(Step::Publish)?;
                let is_current =
                    self.draft_status() != Status::Approved || self.approval_is_current;
                allow(is_current, Refusal::ApprovalMissing)
            }
            Act::Withdraw => {
                allow(publishes, Refusal::Role)?;
                let step = self.status.after(Step::Withdraw, self.requires_approval);
                step.map(|_| ()).map_err(|_| Refusal::Status)
            }
            Act::Extend => {
                allow(publishes, Refusal::Role)?;
                let rests = self.draft_status() == Status::Draft;
                allow(self.status == Status::Published && rests, Refusal::Status)?;
                allow(!self.is_answered, Refusal::Answered)
            }
            Act::Revise => allow(
                self.status == Status::Published && self.is_accepted && !self.is_revised,
                Refusal::Status,
            ),
            Act::GiveUp => allow(
                self.is_revised && self.draft_status() == Status::Draft,
                Refusal::Status,
            ),
        }
    }

    fn not_accepted(&self) -> Result<(), Refusal> {
        allow(!self.is_accepted || self.is_revised, Refusal::Accepted)
    }

    fn step(&self, step: Step) -> Result<(), Refusal> {
        let after = self.draft_status().after(step, self.requires_approval);
        after.map(|_| ()).map_err(|_| Refusal::Status)
    }
}

fn allow(allowed: bool, refusal: Refusal) -> Result<(), Refusal> {
    if allowed { Ok(()) } else { Err(refusal) }
}

/// What this person may do with a document now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MayDo {
    /// Save its draft.
    pub edit: bool,
    /// Ask for approval.
    pub submit: bool,
    /// Approve it, or reject it.
    pub approve: bool,
    /// Take a rejected one up again.
    pub reopen: bool,
    /// Show it to its client.
    pub publish: bool,
    /// Take it back.
    pub withdraw: bool,
    /// Give its client more time.
    pub extend: bool,
    /// Begin a revision of what was accepted.
    pub revise: bool,
}

impl MayDo {
    /// By the rules that refuse.
    pub fn of(standing: &Standing) -> Self {
        let may = |act| standing.check(act).is_ok();
        Self {
            edit: may(Act::Edit),
            submit: may(Act::Submit),
            approve: may(Act::Approve),
            reopen: may(Act::Reopen),
            publish: may(Act::Publish),
            withdraw: may(Act::Withdraw),
            extend: may(Act::Extend),
            revise: may(Act::Revise),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(status: Status, requires_approval: bool, role: StaffRole) -> Standing {
        Standing {
            status,
            requires_approval,
            role,
            is_involved: false,
            approval: None,
            approval_is_current: true,
            is_accepted: false,
            is_answered: false,
            is_revised: false,
        }
    }

    /// What is allowed, in a word each.
    fn words(standing: &Standing) -> String {
        let all = [
            (Act::Edit, "edit"),
            (Act::Submit, "submit"),
            (Act::Approve, "approve"),
            (Act::Reopen, "reopen"),
            (Act::Publish, "publish"),
            (Act::Withdraw, "withdraw"),
            (Act::Extend, "extend"),
            (Act::Revise, "revise"),
        ];
        let allowed = all.iter().filter(|(act, _)| standing.check(*act).is_ok());
        allowed.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn who_may_do_what_where() {
        use {StaffRole as R, Status as S};
        let table: [(S, [&str; 4]); 6] = [
            // Lead and member of a type without approval; the same of one that requires it.
            (
                S::Draft,
                [
                    "edit submit publish",
                    "edit submit publish",
                    "edit submit",
                    "edit submit",
                ],
            ),
            (S::Pending, ["approve", "", "approve", ""]),
            (S::Approved, ["publish", "publish", "publish", ""]),
            (S::Rejected, ["reopen", "reopen", "reopen", "reopen"]),
            (
                S::Published,
                [
                    "edit submit publish withdraw extend",
                    "edit submit publish withdraw extend",
                    "edit submit withdraw extend",
                    "edit submit",
                ],
            ),
            (S::Withdrawn, ["", "", "", ""]),
        ];
        for (status, expected) in table {
            let kinds = [
                (false, R::Lead),
                (false, R::Member),
                (true, R::Lead),
                (true, R::Member),
            ];
            for ((requires, role), expected) in kinds.into_iter().zip(expected) {
                let mut it = standing(status, requires, role);
                it.approval = match status {
                    S::Pending => Some(ApprovalState::Pending),
                    S::Approved => Some(ApprovalState::Approved),
                    S::Rejected => Some(ApprovalState::Rejected),
                    _ => None,
                };
                assert_eq!(words(&it), expected, "{status:?} {requires} {role:?}");
            }
        }
    }

    #[test]
    fn the_next_version_of_a_published_document_goes_the_same_way() {
        let mut it = standing(Status::Published, true, StaffRole::Admin);
        it.approval = Some(ApprovalState::Pending);
        assert_eq!(words(&it), "approve withdraw");
        it.approval = Some(ApprovalState::Approved);
        assert_eq!(words(&it), "publish withdraw");
        it.approval_is_current = false;
        assert_eq!(it.check(Act::Publish), Err(Refusal::ApprovalMissing));
        it.approval = Some(ApprovalState::Rejected);
        assert_eq!(words(&it), "edit submit withdraw extend");
        assert_eq!(it.check(Act::Publish), Err(Refusal::ApprovalMissing));
    }

    #[test]
    fn what_was_accepted_changes_by_a_revision_only() {
        let mut it = standing(Status::Published, false, StaffRole::Owner);
        (it.is_accepted, it.is_answered) = (true, true);
        assert_eq!(words(&it), "withdraw revise");
        assert_eq!(it.check(Act::Edit), Err(Refusal::Accepted));
        assert_eq!(it.check(Act::Publish), Err(Refusal::Accepted));
        it.is_revised = true;
        assert_eq!(words(&it), "edit submit publish withdraw");
    }

    #[test]
    fn four_eyes_are_those_of_somebody_else() {
        let mut it = standing(Status::Pending, true, StaffRole::Owner);
        it.is_involved = true;
        assert_eq!(it.check(Act::Approve), Err(Refusal::FourEyes));
        it.role = StaffRole::Member;
        assert_eq!(it.check(Act::Approve), Err(Refusal::Role));
    }
}
