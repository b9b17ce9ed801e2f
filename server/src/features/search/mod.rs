//! Search: documents, clients and contacts by the words that stand in them, in an index of our own that is the same on
//! both databases.
//!
//! The index is written in the transaction that changes a thing: whoever does that calls the function of its kind here,
//! which reads the thing as it is then. [`Sought`](crate::kit::terms::Sought) is held against the terms in the statements
//! of the lists themselves. A draft's words are staff's; a client finds what was published. Where a name stands in many
//! rows, or in rows that whoever changed it does not see, a job writes them anew.

mod again;
mod index;
mod staff;
mod store;

pub use again::{change_contact, index_client, index_contact, rename_client};
pub use index::{
    forget_document, forget_membership, note_asked, note_client, note_document, note_membership,
    note_new_client, note_new_contact, note_published,
};
pub use staff::{Found, FoundKind, SearchQuery, SearchResults, list_found};

#[cfg(test)]
mod tests;
