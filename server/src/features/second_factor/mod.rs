//! The second factor (P18, P19): an authenticator app with recovery codes for contacts and staff, a code at the other
//! address for contacts; asked for at sign-in, and given again as a fresh code for what asks for one.
//!
//! - The secret of an app is sealed for its row. The time step of the last code is remembered: the same code a second
//!   time is a wrong one.
//! - Ten recovery codes, shown once and stored as HMACs, each good once. They go with the app they belong to.
//! - Five wrong codes in ten minutes per account and twenty per network end in 429, whatever the codes come from.
//! - Who may pass, and what makes a session strong, is decided in `sessions` ([`Standing`]).
//!
//! [`Standing`]: crate::features::sessions::Standing

pub mod client;
mod client_message;
mod guess;
mod known;
mod letter;
mod message;
mod of_contact;
mod owner;
mod recovery;
mod setup;
pub mod staff;
mod store;
mod totp;
mod wire;

pub use client_message::create_message;
pub use known::{reset_operator, reset_staff, set_up_known};
pub use of_contact::{reset_contact, reset_second_factor};
pub use totp::code_at;

#[cfg(test)]
mod tests;
