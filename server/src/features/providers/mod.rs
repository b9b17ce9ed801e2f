//! Providers: whose portal this is, what is switched on, and how it looks (P1–P6).

pub mod colour;
pub mod domain;
pub mod preset;
