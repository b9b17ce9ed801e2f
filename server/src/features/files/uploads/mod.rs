//! Bytes on their way: an upload is begun, brought in parts, and becomes a version with its last byte (D22).

mod begin;
pub mod client;
mod ending;
mod receiving;
pub mod staff;
mod store;
mod sweep;

pub(super) use ending::remove_later;
pub use sweep::sweep;

use std::time::Duration;

use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use self::store::Upload;
use super::model::FileSide;
use crate::{
    db::{Read, Statement},
    error::{Error, Result},
    features::audit::Actor,
    kit::{
        blob::BlobRef,
        clock::Time,
        http::{
            reply::{Created, NoContent, Plain, WithHeaders},
            tus,
        },
        id::Id,
    },
    scope::{Audience, Contact, Staff},
};

/// So long an upload waits for its next part.
const LIFE: Duration = Duration::from_secs(3 * 24 * 3_600);

/// Which upload.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct UploadPath {
    /// The upload.
    pub upload_id: Id,
}

/// An upload that was begun.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadBegun {
    /// The upload.
    pub id: Id,
    /// The file that it becomes a version of, when its last byte has arrived.
    pub file_id: Id,
    /// Its bytes.
    pub length_bytes: u64,
    /// When it ends unless a part of it comes.
    pub expires_at: Time,
}

/// Who brings something.
#[derive(Debug, Clone)]
struct Bringer {
    staff_id: Option<Id>,
    contact_id: Option<Id>,
    actor: Actor,
}

impl Bringer {
    fn staff(staff: &Staff, actor: Actor) -> Self {
        Self {
            staff_id: Some(staff.staff_id),
            contact_id: None,
            actor,
        }
    }

    fn contact(contact: &Contact, actor: Actor) -> Self {
        Self {
            staff_id: None,
            contact_id: Some(contact.contact_id),
            actor,
        }
    }

    fn side(&self) -> FileSide {
        match self.contact_id {
            Some(_) => FileSide::Client,
            None => FileSide::Provider,
        }
    }
}

impl Upload {
    /// Whose bytes these are.
    fn blob(&self, provider_id: Id) -> BlobRef {
        BlobRef {
            provider_id,
            blob_id: self.upload_id,
        }
    }

    fn is_whole(&self) -> bool {
        self.offset_bytes == self.length_bytes
    }

    fn side(&self) -> FileSide {
        match self.contact_id {
            Some(_) => FileSide::Client,
            None => FileSide::Provider,
        }
    }

    /// Refuses whoever did not begin it.
    fn must_be_of(&self, by: &Bringer) -> Result<()> {
        if self.staff_id == by.staff_id && self.contact_id == by.contact_id {
            Ok(())
        } else {
            Err(Error::forbidden("not_yours"))
        }
    }

    /// Refuses to go on with what is over.
    fn must_live(&self, now: Time) -> Result<()> {
        if self.is_whole() || self.expires_at > now {
            Ok(())
        } else {
            Err(Error::gone(self.name.clone()))
        }
    }
}

/// An upload that this audience sees, or 404. What the other side brings is nothing to it.
async fn find<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    upload_id: Id,
    side: FileSide,
) -> Result<Upload> {
    let found = store::find(read, upload_id).await?;
    found
        .filter(|upload| upload.side() == side)
        .ok_or_else(Error::not_found)
}

/// 201 with where the upload goes on.
fn begun(address: String, upload: &Upload) -> WithHeaders<Created<UploadBegun>> {
    let shown = UploadBegun {
        id: upload.upload_id,
        file_id: upload.file_id,
        length_bytes: upload.length_bytes.unsigned_abs(),
        expires_at: upload.expires_at,
    };
    WithHeaders {
        reply: Created::at(address, shown),
        headers: headers(upload, false),
    }
}

/// 200 without a body: how far it has come.
fn standing(upload: &Upload) -> WithHeaders<Plain> {
    let nothing = axum::response::IntoResponse::into_response(StatusCode::OK);
    WithHeaders {
        reply: Plain(nothing),
        headers: headers(upload, true),
    }
}

/// 204: how far it has come now.
fn went_on(upload: &Upload) -> WithHeaders<NoContent> {
    WithHeaders {
        reply: NoContent,
        headers: headers(upload, false),
    }
}

fn headers(upload: &Upload, with_length: bool) -> Vec<(http::HeaderName, http::HeaderValue)> {
    let length = with_length.then_some(upload.length_bytes.unsigned_abs());
    let expires_at = (!upload.is_whole()).then_some(upload.expires_at);
    tus::told(upload.offset_bytes.unsigned_abs(), length, expires_at)
}

/// 423.
fn locked() -> Error {
    Error::request(
        StatusCode::LOCKED,
        "upload_locked",
        "Another part of this upload is just arriving.",
    )
}
