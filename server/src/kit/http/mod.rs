//! What stands between a socket and a handler: hosts, sites, cookies, extractors, replies, the route table.
//! Knows no feature.

mod bearer;
pub mod body;
pub mod cookie;
pub mod describe;
pub mod door;
mod guard;
pub mod headers;
pub mod host;
pub mod meta;
pub mod params;
pub mod place;
pub mod proxy;
pub mod range;
pub mod refusal;
pub mod reply;
mod schemas;
mod security;
pub mod site;
pub mod table;
pub mod tus;

pub use bearer::bearer;
pub use body::{Body, Raw};
pub use meta::Meta;
pub use params::{IdempotencyKey, Params, Search};
pub use refusal::{Asker, Asking, Refusal};
pub use reply::{Accepted, Created, NoContent, WithCookies};
pub use site::Site;

#[cfg(test)]
mod any_input;
#[cfg(test)]
mod tests;
