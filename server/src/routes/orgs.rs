//! Orgs, who belongs to them, and for whom a session acts.

use crate::app::App;
use crate::features::orgs;
use crate::kit::http::table::{Audience, Table};

/// Adds these addresses to the table.
pub fn add(table: &mut Table<App>) {
    let (staff, administer) = (Audience::Staff, Some("administer"));
    let all = "/api/admin/orgs";
    let one = "/api/admin/orgs/{org_id}";
    let member = "/api/admin/orgs/{org_id}/members/{staff_id}";
    table
        .get(all, staff, administer, orgs::list_orgs)
        .post(all, staff, administer, orgs::create_org)
        .patch(one, staff, administer, orgs::rename_org)
        .put(member, staff, administer, orgs::add_org_member)
        .delete(member, staff, administer, orgs::remove_org_member)
        .put("/api/admin/session", staff, None, orgs::save_acting_org);
}
