//! Live news: server-sent events that say what changed, never what it is now.
//!
//! - A page that hears of a change fetches the thing by the usual address, under its own rights.
//! - A contact hears of its own client only, and only of the kinds that pages of clients show; one whose membership
//!   is narrowed hears of its projects, and a guest of nothing that is not marked for it. Staff hear of their provider; those who are not owners hear of no thing that
//!   they could not read, be it another's client or another's org.
//! - What a slow page missed is never kept for it: it gets `event: resync` and fetches everything it shows.
//! - Each heartbeat (15 s) looks the session up again; a session that ends, or whose rights change, is noticed at
//!   once, and the stream ends when it is no longer good. When the server stops, streams end at once.
//! - A session has twenty streams at most, a person a hundred, and all together three quarters of the connections.

mod client;
mod staff;
mod store;
mod stream;
mod streams;
#[cfg(test)]
mod tests;

pub use client::stream_client_events;
pub use staff::stream_staff_events;
pub use streams::Streams;
