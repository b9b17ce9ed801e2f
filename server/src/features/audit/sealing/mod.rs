//! The proof of the audit (T11): entries are chained and sealed in the background, some seconds after they were
//! written, and anybody who holds an export can check the chain.
//!
//! - Each entry's link is the SHA-256 of the link before it and the entry's RFC 8785 bytes. The personal side stands
//!   in these bytes as a salted digest: while it is there it can be proven, and erased with its salt it leaves the
//!   chain whole.
//! - A seal says how far the chain went, with a MAC by a key of the server's: who can write to the database and nothing
//!   else can change an entry, and chain all that follow anew, but cannot make their seals.
//! - A running server makes them for whoever takes all seals and proofs from some entry on away: it cannot tell these
//!   entries from new ones. What was taken away stands elsewhere: each seal's hash goes to the log, and
//!   `portico audit verify` prints the last. Who keeps one holds everything before it, whatever happens to the
//!   database: `--expect` finds that no seal carries it any more.
//! - What no seal covers yet, and the very end of the audit, are held by the counter in `audit_head` alone.

mod chain;
mod report;
mod seal;
mod store;
#[cfg(test)]
mod tests;
mod verify;

pub use chain::Hash;
pub use report::{Report, note_export, providers, verify, write_export};
pub use seal::seal;
pub use verify::verify_file;
