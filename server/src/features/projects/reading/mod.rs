//! What contacts read of projects: the list, one project on one page, and how far all of them are.

mod client;
mod progress;
mod show;
mod store;

pub use client::{ClientProjectRow, list_projects};
pub use progress::{ProgressPage, list_progress};
pub use show::{ProjectOverview, show_project};

use crate::{
    error::{Error, Result},
    features::people::permission::Permission,
    scope::Contact,
};

/// Refuses contacts who read no projects (P30).
fn must_read_projects(contact: &Contact) -> Result<()> {
    if contact.may(Permission::ReadProjects.as_str()) {
        Ok(())
    } else {
        Err(Error::forbidden("permission_missing"))
    }
}
