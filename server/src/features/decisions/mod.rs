//! Decisions: what waits for a client and what it did about it (A1–A6, A11).
//!
//! One engine: whatever is asked of a client is an *action item* while it waits and a *decision* once done.
//! [`open`] asks, [`withdraw_of_document`] takes a question back, [`decide`] answers it, and
//! [`expire_due`] closes what nobody answered in time. An item is answered
//! once: whoever closes it first wins, the other gets 409 with who and when. A decision is never changed.

/// Whether an action item has all the words sought, or none is sought: `$10` to `$13` are those of `Bounds`.
macro_rules! has_words {
    () => {
        " and ($10 is null or (
            (select count(*) from search_term s
             where {project:s} and {org:s} and s.kind = 'asked' and s.subject_id = a.action_item_id
               and s.term >= $10 and s.term < $11) > 0
            and (select count(*) from search_term s
                 where {project:s} and {org:s} and s.kind = 'asked' and s.subject_id = a.action_item_id
                   and replace($12, ' ' || s.term || ' ', '') <> $12) = $13))"
    };
}

/// Whether an action item is addressed to a contact, `$5`: by name, or because nobody is named.
macro_rules! is_addressed {
    () => {
        "(not exists (select 1 from action_item_contact n
                      where {project:n} and n.action_item_id = a.action_item_id)
          or exists (select 1 from action_item_contact n
                     where {project:n} and n.action_item_id = a.action_item_id and n.contact_id = $5))"
    };
}

mod addressing;
mod bulk;
mod client;
mod engine;
mod expiry;
pub mod limits;
mod list_store;
pub mod model;
mod receipt;
mod store;
mod waiting;

pub use addressing::{list_addressees, must_be_addressed};
pub use bulk::{CreateDecisions, DecisionMade, DecisionsMade, create_decisions};
pub use client::{ActionItemRow, DecisionRow, list_action_items, list_decisions};
pub use engine::{
    Question, Verdict, already_decided, decide, open, open_item_of, put_off, withdraw_of_document,
};
pub use expiry::expire_due;
pub use receipt::{DecisionPath, DecisionReceipt, show_decision};
pub use store::{Waits, find_open_choice, find_open_item};
pub use waiting::{WaitingDocument, WaitingPage, WaitingQuery, WaitingRow, list_waiting};

#[cfg(test)]
mod tests;
