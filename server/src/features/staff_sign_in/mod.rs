//! How staff sign in: on the staff host, with e-mail and password (P40).
//!
//! - An unknown e-mail costs the same and gets the same answer as a wrong password.
//! - Five wrong passwords in ten minutes per account and twenty per network end in 429. A guess is counted before it
//!   is looked at, so that many at once can't outrun the count; a right one is taken back.
//!   Guesses are counted for the staff host as a whole; only those at accounts that exist stand in an audit.
//! - Passwords are argon2id hashes, made and checked on threads of their own, two at a time.

mod extract;
mod guess;
pub mod password;
mod staff;
mod store;

pub use extract::{Live, live};
pub use staff::{create_session, end_session, show_session};
pub use store::sweep;

#[cfg(test)]
mod tests;
