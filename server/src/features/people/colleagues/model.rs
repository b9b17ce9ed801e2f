//! What one contact may give another.

use crate::{
    error::{Error, Result},
    features::people::permission::{ContactRole, Permission, Permissions},
    scope::{Contact, Reach},
};

/// What a contact may do, as a set.
pub fn own(contact: &Contact) -> Permissions {
    let words = contact.permissions.iter();
    words
        .filter_map(|word| Permission::from_word(word))
        .collect()
}

/// What a membership adds to its role and takes from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Granted {
    /// The role.
    pub role: ContactRole,
    /// Beyond the role.
    pub added: Permissions,
    /// Of the role, and lacking.
    pub removed: Permissions,
}

/// A role with exactly these permissions; when none are named, with those of the role that the giver has.
///
/// # Errors
/// 422 on `permissions` for one that the giver lacks, on `role` for an executive made by somebody who is none: what
/// executives alone may decide is no permission that could be counted; nor one that sees more than a guest who gives it.
pub fn granted(
    contact: &Contact,
    own_role: ContactRole,
    role: ContactRole,
    wanted: Option<Vec<Permission>>,
) -> Result<Granted> {
    if role == ContactRole::Executive && own_role != ContactRole::Executive {
        return Err(Error::invalid(
            "role",
            "beyond_own",
            "Only an executive makes another one.",
        ));
    }
    if contact.reach == Reach::Marked && role != ContactRole::Guest {
        return Err(Error::invalid(
            "role",
            "beyond_own",
            "A guest invites guests only.",
        ));
    }
    cut(own(contact), role, wanted)
}

fn cut(giver: Permissions, role: ContactRole, wanted: Option<Vec<Permission>>) -> Result<Granted> {
    let of_role = role.permissions();
    let wanted: Permissions = match wanted {
        None => of_role.without(of_role.without(giver)),
        Some(wanted) => wanted.into(),
    };
    if !wanted.within(giver) {
        return Err(Error::invalid(
            "permissions",
            "beyond_own",
            "You can give only permissions that you have.",
        ));
    }
    Ok(Granted {
        role,
        added: wanted.without(of_role),
        removed: of_role.without(wanted),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Permission as P;

    fn set(permissions: &[Permission]) -> Permissions {
        permissions.iter().copied().collect()
    }

    #[test]
    fn a_role_is_cut_to_what_the_giver_has() {
        let giver = set(&[P::ReadProjects, P::ManagePeople, P::Message]);
        let given = cut(giver, ContactRole::Guest, None).unwrap();
        assert_eq!(
            given.role.granted(given.added, given.removed),
            set(&[P::ReadProjects, P::Message])
        );
    }

    #[test]
    fn named_permissions_are_exactly_what_is_given_or_nothing_is() {
        let giver = ContactRole::Executive.permissions();
        let wanted = vec![P::SeeMoney, P::Acknowledge];
        let given = cut(giver, ContactRole::Viewer, Some(wanted.clone())).unwrap();
        assert_eq!(given.role.granted(given.added, given.removed), set(&wanted));
        for lacking in [P::Sign, P::ManagePeople] {
            let giver = giver.without(set(&[lacking]));
            assert!(cut(giver, ContactRole::Viewer, Some(vec![lacking])).is_err());
        }
    }
}
