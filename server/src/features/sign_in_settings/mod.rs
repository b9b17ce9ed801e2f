//! What a provider asks for when somebody signs in: a second factor or not, passwords or not, how long a session lives
//! (P10, P18, P20).
//!
//! A provider without settings of its own follows its preset. A second factor is asked for by the strictest of the
//! provider's word, the client's and that of the contact's role; staff have a word of their own, `forced` unless the
//! provider says otherwise (P40).

mod change;
mod model;
mod offer;
mod staff;
mod store;

pub use model::{Asked, ByRole, STAFF_DEFAULT, Setting, Stored, seconds};
pub use offer::offer_to_staff;
pub use staff::{SignInSettings, UpdateSignInSettings, show_settings, update_settings};
pub use store::{find, save};

#[cfg(test)]
mod tests;
