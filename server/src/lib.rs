//! Portico: a self-hosted, white-label client portal.

pub mod features;
pub mod kit;
