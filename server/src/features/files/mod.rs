//! Files: what staff and clients bring, its versions, and how it is given out again (D20–D24).
//!
//! - A file is of one client, perhaps of one of its projects, and lies in a folder. What staff bring is a draft until they
//!   publish it; what a client brings is its provider's and its own to see from the start.
//! - It arrives by the tus protocol, in parts. Only what is on the disk counts, so that an upload goes on where it was
//!   after whatever happened to the connection or the program.
//! - What arrived is in quarantine until it was checked: hashed, and told by its bytes what it is. Nobody reads it before.
//! - Each upload to a file makes a version; versions are never changed. Restoring one makes a new one of the same bytes.
//! - Bytes are given out at a signed address that is good for the session that asked, a quarter of an hour at most, and
//!   never in a way in which a browser would run them.
//!
//! | part | holds |
//! | --- | --- |
//! | `model` | words and rules |
//! | `media` | what bytes are |
//! | `uploads` | bytes on their way |
//! | `checking` | what a job does with them |
//! | `reading` | what contacts see |
//! | `keeping` | what staff do |
//! | `folders` | the folders, for both |
//! | `address`, `giving` | signed addresses, and the answers at them |

mod address;
mod checking;
pub mod folders;
mod giving;
pub mod keeping;
mod media;
mod model;
pub mod reading;
mod store;
pub mod uploads;

pub use checking::{check, remove_bytes};

use std::io::{self, ErrorKind};

use http::StatusCode;

use crate::{
    error::{Error, Result},
    features::people::permission::Permission,
    kit::{event::Event, id::Id},
    scope::{Contact, Reach},
};

/// What became of a call to the store of bytes.
fn stored<T>(done: io::Result<T>) -> Result<T> {
    done.map_err(|error| match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Error::Unavailable {
            status: StatusCode::INSUFFICIENT_STORAGE,
            code: "disk_full",
            retry_after_s: 60,
        },
        ErrorKind::NotFound | ErrorKind::UnexpectedEof => Error::internal(error),
        _ => {
            tracing::error!(%error, "files can't be reached");
            Error::unavailable("storage_away", 5)
        }
    })
}

/// Refuses contacts who read no files.
fn must_read(contact: &Contact) -> Result<()> {
    allow(contact, Permission::ReadProjects)
}

/// Refuses contacts who bring no files.
fn must_upload(contact: &Contact) -> Result<()> {
    allow(contact, Permission::Upload)
}

/// Nothing can be marked for a guest yet.
fn allow(contact: &Contact, permission: Permission) -> Result<()> {
    if contact.may(permission.as_str()) && contact.reach != Reach::Marked {
        Ok(())
    } else {
        Err(Error::forbidden("permission_missing"))
    }
}

/// Tells open pages of a file; those of its client, where the client sees it.
fn changed(provider_id: Id, client_id: Option<Id>, file_id: Id) -> Event {
    Event {
        provider_id,
        client_id,
        kind: "file".to_owned(),
        id: file_id,
    }
}

#[cfg(test)]
mod tests;
