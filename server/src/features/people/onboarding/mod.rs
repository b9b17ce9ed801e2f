//! Onboarding (P43): how far each contact of a client has come, from its invitation to its first answer.

mod staff;
mod store;

pub use staff::{OnboardingRow, list_onboarding};

#[cfg(test)]
mod tests;
