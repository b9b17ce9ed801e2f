//! What Portico does, one folder each.

pub mod audit;
pub mod decisions;
pub mod documents;

pub mod payment_methods;
pub mod people;
pub mod providers;
pub mod provisioning;
