//! What Portico does, one folder each.

pub mod decisions;
pub mod documents;

pub mod people;
pub mod providers;
