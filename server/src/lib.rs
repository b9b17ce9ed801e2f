//! Portico: a self-hosted, white-label client portal.

pub mod app;
pub mod assets;
pub mod cli;
pub mod config;
pub mod db;
pub mod error;
pub mod features;
pub mod housekeeping;
pub mod jobs;
pub mod kit;
pub mod operations;
pub mod pages;
pub mod routes;
pub mod scope;
pub mod serve;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
