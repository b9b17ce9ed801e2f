//! What contacts see of files: those that are published, in folders, and their versions that were found clean.

pub mod client;
pub mod download;
mod store;
