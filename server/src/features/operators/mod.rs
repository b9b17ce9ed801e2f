//! Operators: whoever runs the installation (P40). They create providers, see what waits and what was given up, and
//! read nothing of any client.
//!
//! - An operator's account stands beside those of the staff, in [`INSTALLATION`]: a provider that is nobody's, without
//!   portal, brand and clients. So an e-mail is unique across staff and operators, sign-in, sessions, second factors and
//!   the audit are those of the staff, and a statement that an operator's session could ever run finds no client.
//! - The second factor is forced, whatever anybody sets. Staff's endpoints refuse an operator's session with 403, and
//!   an operator's those of staff.
//! - Accounts are made, reset and removed on the machine, by `portico operator`.
//!
//! [`INSTALLATION`]: crate::scope::INSTALLATION

mod account;
mod checks;
mod claims;
mod dead_jobs;
mod installation;
mod providers;
mod store;

pub use account::{create, list, remove};
pub use checks::{count_as, list_portals};
pub use claims::{create_claim_confirmation, list_domain_claims};
pub use dead_jobs::{create_retries, create_retry, list_dead_jobs};
pub use installation::show_installation;
pub use providers::{create_provider, list_providers};
pub use store::Account;

#[cfg(test)]
mod tests;
