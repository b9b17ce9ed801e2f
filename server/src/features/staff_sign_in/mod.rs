//! How staff sign in: on the staff host, with e-mail and password (P40).
//!
//! - An unknown e-mail costs the same and gets the same answer as a wrong password.
//! - Five wrong passwords in ten minutes per account and twenty per network end in 429. A guess is counted before it
//!   is looked at, so that many at once can't outrun the count; a right one is taken back.
//!   Guesses are counted for the staff host as a whole; only those at accounts that exist stand in an audit.
//! - Operators sign in here too, with accounts of the installation. They must have a second factor, whatever is set, and
//!   reach their own account and what is theirs; staff reach nothing of that, and they nothing of the providers'.
//! - Passwords are argon2id hashes, made and checked on threads of their own, two at a time.

mod extract;
mod guess;
mod own_sessions;
pub mod password;
mod reset;
mod staff;
mod store;

pub use extract::{Live, StaffEntrant, StaffOrOperator, live};
pub use own_sessions::{end_all, end_own_session, list_sessions};
pub use reset::{complete_reset, create_reset};
pub use staff::{create_session, end_session, show_session};
pub use store::{
    Account, find_account, find_email, find_password, list_all, revoke, save_fresh, save_password,
    sweep,
};

#[cfg(test)]
mod tests;
