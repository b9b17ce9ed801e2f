//! Fills the databases: the product's own, made by the product's demo and then made larger, and those of the reference
//! servers with the same facts.

mod base;
mod portico;
mod reference;

pub use base::{Base, Dialect};
pub use portico::{Known, add_list, enlarge};
pub use reference::fill;
