//! What tests stand on. Not part of the program.

mod app;
pub mod backstage;
pub mod cast;
mod database;
pub mod office;
pub mod peer;
pub mod proxy;
pub mod smtp_peer;

pub use app::{Answer, START, TestApp, Visitor, add_brand_domain, add_provider};
pub use database::{TestDatabase, dialect, longest_write, only_on};
pub use office::{Office, STAFF_HOST};
