//! What contacts who manage people do with their colleagues (P31): invite them, give them permissions, switch them off
//! and on.
//!
//! - Nobody gives what it does not have, and nobody changes a colleague who may do more than itself, or itself.
//! - Off means off for this client: a colleague who acts for other clients too goes on there.
//! - Somebody whom the provider knows from elsewhere is added by the provider: whose contacts they are is nobody
//!   else's business.

pub mod client;
mod message;
mod model;
mod store;

#[cfg(test)]
mod tests;
