//! Staff accounts (P41): invited by mail, given a role and clients, switched off and on again.
//!
//! - Owners and admins keep them; only owners keep owners, nobody changes its own role or switches itself off, and one
//!   owner is always left.
//! - A single-use link sets the password of a new account. It proves the mailbox; signing in comes afterwards.
//! - Off ends every session of the account at once, on every copy of the program.
//! - Leads and members see every client, or those assigned to them.

mod invitation;
mod message;
mod model;
mod sending;
mod staff;
mod store;

pub use invitation::{accept_invitation, open_invitation};
pub use sending::{invitation_job, send_invitation};
pub use staff::{change_staff, create_staff, create_staff_invitation, list_staff};
pub use store::NO_PASSWORD;

#[cfg(test)]
mod tests;
