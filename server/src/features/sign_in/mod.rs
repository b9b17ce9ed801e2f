//! How contacts sign in: ask with a phone number, an e-mail address or a delivery link, then prove it with the code or
//! the link of the message (P10–P17).
//!
//! - An unknown address gets the same answer for the same work: the row is written, the limits are taken, a job is
//!   queued; only the message is missing (P14).
//! - A new code voids the old one, lives ten minutes, works once, and brings no new attempts (P12, P13).
//! - A link works by itself only in the browser that asked, which holds the pending cookie; elsewhere it asks for the
//!   code. Nothing is spent by GET or HEAD (P15).
//! - A contact that is off, or whose clients are inactive or have their portal off, is answered as unknown (P8).

mod ask;
mod by_hand;
mod client;
mod limits;
mod messages;
mod model;
mod password;
mod reset;
mod store;
mod sweep;
mod verify;

pub use by_hand::{ByHand, find_contact, sign_in_by_hand};
pub use client::{address_of_reader, create_sign_in, create_verification, open_delivery};
pub use limits::{Room as SendRoom, take_send};
pub use model::Address;
pub use password::create_password_sign_in;
pub use reset::{complete_reset, create_reset};
pub use sweep::sweep;

#[cfg(test)]
mod tests;
