//! Documents: content as blocks, prices, and the states a document goes through (D3, D10–D19).

pub mod content;
pub mod pricing;
pub mod selection;
pub mod status;
pub mod validation;
