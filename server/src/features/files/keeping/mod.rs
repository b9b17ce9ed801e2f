//! What staff do with the files of the clients they see. All of them bring, name and restore; leads, admins and owners
//! publish and withdraw.

mod change;
mod download;
mod list;
mod list_store;
mod show;

pub use change::{
    ChangeFile, change_file, create_publication, create_restoration, create_withdrawal, delete_file,
};
pub use download::{create_download, show_download};
pub use list::{StaffFileRow, list_files};
pub use show::{FilePath, StaffFile, show_file};

use serde_json::Value;

use super::{changed, store::File};
use crate::{
    db::Write,
    error::Result,
    features::{
        audit::{self, Actor, Entry},
        documents::status::Status,
    },
    kit::{clock::Time, http::meta::Meta},
    scope::Staff,
};

/// Writes down what was done with a file, and tells the pages of whoever sees it.
async fn tell(
    write: &Write<'_, Staff>,
    meta: &Meta,
    now: Time,
    act: &'static str,
    file: &File,
    detail: Value,
) -> Result<()> {
    let entry = Entry::done(act)
        .on("file", file.file_id)
        .of_client(file.client_id)
        .detail(detail);
    audit::record(write, now, &Actor::staff(write.who(), meta), &entry).await?;
    let is_seen = matches!(file.status, Status::Published | Status::Withdrawn);
    let seen_by = is_seen.then_some(file.client_id);
    write.notify(changed(write.who().provider_id, seen_by, file.file_id));
    Ok(())
}
