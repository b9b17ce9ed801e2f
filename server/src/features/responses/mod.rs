//! Responses: what a client chose on a composed document (D13–D15, D19).
//!
//! Accepting or declining is the decision of the document's `choose` item, written by the one engine of
//! `features::decisions`. The response beside it holds the selection as priced at that moment, and stays as it was.

mod client;
mod confirmation;
mod letter;
mod model;
mod staff;
mod store;

pub use client::{create_response, show_confirmation};
pub use confirmation::{ChosenOption, Confirmation, ConfirmedDocument};
pub use model::{CreateResponse, ResponseOutcome};
pub use staff::{ChosenName, StaffResponse, chosen_names, of_document};
pub use store::{find_accepted, summary};

#[cfg(test)]
mod tests;
