//! Sessions of contacts: found by the hash of the cookie's token, checked on every request, listed and ended by
//! their owners (P8, P19, P20).
//!
//! A session belongs to one provider, one brand domain, one contact and one membership. The lookup is one statement
//! over session, contact, membership, client and provider, so a contact that is switched off, a client that is
//! inactive or whose portal is off, and a revoked session all end at once, on every copy of the program.

mod client;
mod extract;
mod model;
mod store;

pub use client::{end_own_session, end_session, list_sessions, show_session};
pub use extract::{Live, live};
pub use model::{Lifetime, OVER, REVOKED_KEPT, SEEN_PAUSE};
pub use store::{NewSession, add, sweep};
