//! Sessions of contacts: found by the hash of the cookie's token, checked on every request, listed and ended by
//! their owners (P8, P19, P20).
//!
//! A session belongs to one provider, one brand domain, one contact and one membership at a time. The lookup is one statement
//! over session, contact, membership, client and provider, so a contact that is switched off, a client that is
//! inactive or whose portal is off, and a revoked session all end at once, on every copy of the program.
//!
//! The same lookup says whether a second factor is still missing (P18): until it is given, a session gets nothing but
//! the way to give it. Handlers that take a `Contact` never see such a session; the few that may take an `Entrant`.
//!
//! Where the provider allows it, a delivery link opens a session of its own kind, in a cookie of its own: it shows one
//! document and is no session to anything else. Only what takes a `Reader` sees it (P17).

mod by_link;
mod client;
mod ending;
mod extract;
mod gate;
mod model;
mod operate;
mod preference;
mod store;
mod switch;

pub use by_link::{Reader, Reading, open_by_link, reading};
pub use client::{end_own_session, end_session, list_sessions, show_session};
pub use ending::{end_all, lock};
pub use extract::{Entrant, Live, entered, find, find_program, live, note_use};
pub use gate::{FRESH, FirstWay, Gate, Standing, Way};
pub use model::{Bounds, Lifetime, OVER, REVOKED_KEPT, SEEN_PAUSE};
pub use operate::{Listed, list_of_provider, revoke_of_provider};
pub use preference::{UpdatePreference, update_preference};
pub use store::{
    NewSession, Person, add, find_person, language_of, revoke, save_fresh, save_seen, sweep,
};
pub use switch::{ChangeSession, change_session, elsewhere};

#[cfg(test)]
mod preference_tests;
#[cfg(test)]
mod strength_tests;
#[cfg(test)]
mod tests;
