//! What tests stand on. Not part of the program.

mod database;

pub use database::{TestDatabase, dialect};
