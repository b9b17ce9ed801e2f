//! Memberships: which contact acts for which client, in which role (P30).

pub mod projects;
pub mod staff;
mod store;

pub use store::{Membership, add, show_project};
