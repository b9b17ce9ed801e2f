//! What was sent to whom, and what still waits: the list that owners and admins see. It shows the kept text only,
//! never a code or a link that signs in.

mod staff;
mod store;
#[cfg(test)]
mod tests;

pub use staff::list_messages;
