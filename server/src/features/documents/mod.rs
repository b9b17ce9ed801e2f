//! Documents: content as blocks, prices, and the states a document goes through (D3, D10–D19).

pub mod status;
