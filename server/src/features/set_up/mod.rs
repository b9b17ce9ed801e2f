//! What is left to do before a provider's portal can be used, until it is done (F1).

mod staff;
mod store;

pub use staff::show_set_up;

#[cfg(test)]
mod tests;
