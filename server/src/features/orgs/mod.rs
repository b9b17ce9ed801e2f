//! Orgs: an overlay on the staff of a business (P7). Work done while acting for one carries its id, and staff outside
//! it do not see that work; owners do. Clients never learn that orgs exist.
//!
//! Whoever belongs to exactly one org acts for it until they choose otherwise; whoever belongs to several acts for none
//! until they choose. The choice is kept on the session.

mod acting;
mod staff;
mod store;

pub use acting::{ActFor, ActingOrg, save_acting_org};
pub use staff::{
    CreateOrg, OrgList, OrgMemberPath, OrgMemberRow, OrgPath, OrgRow, RenameOrg, add_org_member,
    create_org, list_orgs, remove_org_member, rename_org,
};
pub use store::{Acting, find_acting};

#[cfg(test)]
mod tests;
