//! People: clients, the contacts who sign in for them, their memberships, and what roles may do (P8, P30, P41).
//!
//! A client is a company or a person. A contact is a human, unique by phone and by e-mail within one
//! provider. A membership joins the two with a role. Staff keep all three; contacts who manage people keep their
//! colleagues.

pub mod clients;
pub mod colleagues;
pub mod contacts;
pub mod memberships;
pub mod onboarding;
pub mod permission;
pub mod reachable;
pub mod roles;
pub mod settings;

use crate::{
    error::{Error, Result},
    kit::{event::Event, id::Id},
    scope::{Contact, Staff},
};
use permission::StaffRole;

/// Refuses staff whose role does not invite: `member` (P41).
pub fn must_invite(staff: &Staff) -> Result<()> {
    allow(StaffRole::from_word(&staff.role).is_some_and(StaffRole::invites))
}

/// Refuses staff whose role does not keep projects: `member`.
pub fn must_keep_projects(staff: &Staff) -> Result<()> {
    allow(StaffRole::from_word(&staff.role).is_some_and(StaffRole::keeps_projects))
}

/// Refuses staff who do not administer the provider: `lead` and `member` (P41).
pub fn must_administer(staff: &Staff) -> Result<()> {
    allow(StaffRole::from_word(&staff.role).is_some_and(StaffRole::administers))
}

/// Refuses contacts who do not manage their client's people (P31).
pub fn must_manage_people(contact: &Contact) -> Result<()> {
    allow(contact.may(permission::Permission::ManagePeople.as_str()))
}

/// Tells staff that a client, or who acts for it, changed.
pub fn client_changed(staff: &Staff, client_id: Id) -> Event {
    Event {
        provider_id: staff.provider_id,
        client_id: None,
        kind: "client".into(),
        id: client_id,
    }
}

fn allow(allowed: bool) -> Result<()> {
    if allowed {
        Ok(())
    } else {
        Err(Error::forbidden("permission_missing"))
    }
}

#[cfg(test)]
mod language_tests;
#[cfg(test)]
mod tests;
