//! The audit: who did what, acting as whom, on what, when, from where (T10).
//!
//! An entry is written in the transaction of its act and takes the next sequence number of its
//! provider; the row lock on `audit_head` puts entries in order. What names a person (name, address,
//! IP, agent) stands in `audit_person` beside the record, so that erasing it leaves the record whole.
//! Entries are chained and sealed in the background (`sealing`), so that a change of one is found.
//! Entries of mere reads may be written together, up to a second later (`record_all`).
//! A refusal has no act to share a transaction with and gets a write of its own: whatever somebody who is known was
//! refused is written down in one place (`refusal`), unless its handler had more to say of it and did so itself.
//! What a limit refuses to strangers is counted, and written down now and then (`limited`).

mod limited;
mod many;
mod model;
mod refusal;
pub mod sealing;
pub mod staff;
mod store;

pub use limited::record_limited;
pub use model::{Actor, ActorKind, Entry, Note, Outcome};
pub use refusal::refused;
pub use store::{record, record_all, record_alone, record_for};

#[cfg(test)]
mod tests;
