//! Projects: what a client follows, and what staff keep (J1–J3).
//!
//! - A project is of one client. Staff say where it stands: a status, dates, health with one sentence why, phases in their
//!   order, milestones, next actions of both sides, key contacts of both sides.
//! - A milestone has a baseline, which stays, and a forecast. A forecast changes by a move alone, which has a reason, is
//!   kept for good and is told to everybody who may read the project. Slips are never silent.
//! - Contacts read, and change nothing. A membership narrowed to projects sees these; a role without `read_projects` none.
//! - Two people who change lists at once do not undo each other's work: a list that is saved as a whole says which
//!   revision of the project it was made from.
//!
//! | part | holds |
//! | --- | --- |
//! | `model` | words, fields, rules |
//! | `store` | what contacts and staff read alike |
//! | `reading` | what contacts read |
//! | `keeping` | what staff do |

pub mod keeping;
pub mod model;
pub mod reading;
mod store;

#[cfg(test)]
pub(crate) mod tests;
