//! Delivery: staff send a contact the link to a published document (P17, P43).
//!
//! The link's token rides in the fragment, so no server or scanner that only fetches ever sees it, and it proves
//! nothing: whoever opens it still signs in. Only its hash is stored. Sending the first one invites the contact and
//! opens the portal to its client. Opening a link is `features::sign_in`'s part.

mod message;
mod renewal;
mod staff;
mod store;

pub use renewal::create_renewal;
pub use staff::{
    CreateDelivery, Delivery, DeliveryChannel, DeliveryLinkPath, create_delivery,
    delete_delivery_link,
};
pub use store::{DeliveryLinkRow, main_address, of_document};

#[cfg(test)]
mod tests;
