//! What staff see on their desk: what waits for clients, how they are reminded, figures, and search.

use crate::app::App;
use crate::features::{decisions, figures, reminders, search};
use crate::kit::http::table::{Audience, Table};

/// Adds these addresses to the table.
pub fn add(table: &mut Table<App>) {
    let (staff, administer) = (Audience::Staff, Some("administer"));
    let nudge = "/api/admin/action-items/{action_item_id}/reminder";
    let quotes = "/api/admin/figures/quotes";
    let ladder = "/api/admin/settings/reminders";
    table
        .get(
            "/api/admin/action-items",
            staff,
            None,
            decisions::list_waiting,
        )
        .get(quotes, staff, None, figures::show_quote_figures)
        .get("/api/admin/search", staff, None, search::list_found)
        .post(nudge, staff, None, reminders::create_reminder)
        .get(ladder, staff, None, reminders::show_reminder_settings)
        .patch(
            ladder,
            staff,
            administer,
            reminders::update_reminder_settings,
        );
}
