//! Parts that know no feature.

pub mod canonical;
pub mod code;
pub mod email;
pub mod field;
pub mod markdown;
pub mod money;
pub mod phone;
