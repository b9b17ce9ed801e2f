//! What stands between a socket and a handler: hosts, sites, cookies, extractors, replies, the route table.
//! Knows no feature.

pub mod body;
pub mod cookie;
pub mod describe;
pub mod door;
mod guard;
pub mod headers;
pub mod host;
pub mod meta;
pub mod params;
pub mod proxy;
pub mod reply;
pub mod site;
pub mod table;

#[cfg(test)]
mod tests;
