//! The provider's inbox: one entry per thing that staff should look at. Read is for the whole team.

mod staff;
mod store;

pub use staff::{
    InboxEntryRow, InboxPage, InboxPath, InboxQuery, create_reading, delete_reading, list_inbox,
};
