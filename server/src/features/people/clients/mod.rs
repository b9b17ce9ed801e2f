//! Clients: the customers of the provider (P8).
//!
//! A prospect becomes active with its first accepted quote or by staff. `portal_enabled` is off until staff
//! invite its first contact or switch it on; while it is off, or the client inactive, nobody acts for it.

mod model;
pub mod staff;
mod store;

pub use model::{ClientStatus, NAME_LIMIT, Name, name, sort_name};
pub use store::{activate_prospect, enable_portal, exists};
