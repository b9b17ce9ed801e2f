//! Decisions: what waits for a client, and the record of what it did (A1–A3, A6).

pub mod model;
