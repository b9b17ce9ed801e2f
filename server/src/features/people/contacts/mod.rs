//! Contacts: the humans who sign in (P8, P11). Unique by phone and by e-mail within one provider.
//!
//! A contact is `invited` until it first signs in, then `active`; `off` ends its sessions at once.

mod model;
pub mod staff;
mod store;

pub use model::NewContact;
pub use staff::{ContactPath, ContactRow, ContactState};
pub use store::{Contact, add, clients_of, exists, holder, mark_invited, of_client};
