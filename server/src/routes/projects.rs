//! Projects: what contacts follow, and what staff keep.

use crate::app::App;
use crate::features::projects::{keeping, reading};
use crate::kit::http::table::{Audience, Table};

/// Adds them.
pub(super) fn add(table: &mut Table<App>) {
    followed(table);
    kept(table);
    steps(table);
}

/// What contacts read.
fn followed(table: &mut Table<App>) {
    use Audience::Contact;
    let read = Some("read_projects");
    table
        .get(
            "/api/client/projects",
            Contact,
            read,
            reading::list_projects,
        )
        .get(
            "/api/client/projects/{project_id}",
            Contact,
            read,
            reading::show_project,
        )
        .get(
            "/api/client/progress",
            Contact,
            read,
            reading::list_progress,
        );
}

/// Projects as staff keep them.
fn kept(table: &mut Table<App>) {
    use Audience::Staff;
    let keep = Some("keep_projects");
    let (all, one) = ("/api/admin/projects", "/api/admin/projects/{project_id}");
    table
        .get(all, Staff, None, keeping::list_projects)
        .post(all, Staff, keep, keeping::create_project)
        .get(one, Staff, None, keeping::show_project)
        .patch(one, Staff, keep, keeping::change_project)
        .put(
            "/api/admin/projects/{project_id}/phases",
            Staff,
            keep,
            keeping::save_phases,
        )
        .get(
            "/api/admin/projects/{project_id}/candidates",
            Staff,
            keep,
            keeping::list_candidates,
        )
        .put(
            "/api/admin/projects/{project_id}/contacts",
            Staff,
            keep,
            keeping::save_contacts,
        );
}

/// Milestones and next actions.
fn steps(table: &mut Table<App>) {
    use Audience::Staff;
    let keep = Some("keep_projects");
    let milestone = "/api/admin/projects/{project_id}/milestones/{milestone_id}";
    let action = "/api/admin/projects/{project_id}/next-actions/{next_action_id}";
    table
        .post(
            "/api/admin/projects/{project_id}/milestones",
            Staff,
            keep,
            keeping::create_milestone,
        )
        .patch(milestone, Staff, keep, keeping::change_milestone)
        .post(
            "/api/admin/projects/{project_id}/milestones/{milestone_id}/moves",
            Staff,
            keep,
            keeping::create_move,
        )
        .post(
            "/api/admin/projects/{project_id}/next-actions",
            Staff,
            keep,
            keeping::create_next_action,
        )
        .patch(action, Staff, keep, keeping::change_next_action)
        .delete(action, Staff, keep, keeping::delete_next_action);
}
