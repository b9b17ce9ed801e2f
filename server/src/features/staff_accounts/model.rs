//! Who may do what to which account (P41).

use crate::{
    error::{Error, Result},
    features::people::permission::StaffRole,
    kit::id::Id,
    scope::Staff,
};

/// Refuses who keeps no accounts, and whoever would make or keep an owner without being one.
///
/// # Errors
/// 403 `permission_missing`.
pub fn must_keep(staff: &Staff, role: StaffRole) -> Result<()> {
    let own = StaffRole::from_word(&staff.role);
    let may = own.is_some_and(|own| own.administers() && (own <= role));
    if may {
        Ok(())
    } else {
        Err(Error::forbidden("permission_missing"))
    }
}

/// Refuses to change one's own role, clients or state.
///
/// # Errors
/// 409 `not_yours_to_change`.
pub fn must_be_another(staff: &Staff, staff_id: Id) -> Result<()> {
    if staff.staff_id == staff_id {
        return Err(Error::conflict(
            "not_yours_to_change",
            "Somebody else must change your role, your clients or switch you off.",
        ));
    }
    Ok(())
}

/// Refuses to leave a provider without an owner.
///
/// # Errors
/// 409 `last_owner`.
pub fn must_leave_an_owner(owners_left: i64) -> Result<()> {
    if owners_left == 0 {
        return Err(Error::conflict(
            "last_owner",
            "This is the last owner. Make somebody else an owner first.",
        ));
    }
    Ok(())
}
