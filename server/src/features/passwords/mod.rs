//! Passwords (P10, P40): which are good enough, how contacts and staff set theirs, and the mail with the link that sets
//! a forgotten one anew.
//!
//! A password is set by somebody who is signed in and fresh, or by a link that was mailed and works once within half an
//! hour. A new password by link ends all sessions; a second factor is asked for as before.

pub mod client;
mod letter;
mod rules;
pub mod staff;
mod store;

pub use letter::{LIFE as RESET_LIFE, Words as ResetWords, write as write_reset};
pub use rules::{NewPassword, check};
pub use store::{
    NewReset, add_reset, find_contact_hash, find_reset, save_contact_hash, spend_reset, sweep,
};

use crate::error::Error;

/// 422 for a link that is used, over or unknown.
pub fn expired_link() -> Error {
    Error::refused(
        "expired_link",
        "This link is used or over. Ask for a new one.",
    )
}

#[cfg(test)]
mod tests;
