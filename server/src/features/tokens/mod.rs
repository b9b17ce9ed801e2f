//! Sessions for programs (P20): a contact's session hands out an access token that lives a quarter of an hour and a
//! refresh token that is good for one new pair.
//!
//! - The access token is a JWT (EdDSA) that names a session of its own; each request looks that session up, so ending it
//!   is immediate.
//! - Whoever shows a refresh token a second time, or shows a spent one, has a copy: the session ends, for both.

mod access;
mod client;
mod store;

pub use access::AccessToken;
pub use client::{create_token, refresh_token};

#[cfg(test)]
mod tests;
