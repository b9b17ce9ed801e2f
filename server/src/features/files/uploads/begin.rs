//! Beginning an upload: what it is to become, whether there is room, and a place for its bytes.

use http::StatusCode;

use super::{
    Bringer, LIFE, ending,
    store::{self, Target, Upload},
};
use crate::{
    app::App,
    db::{Statement, Write},
    error::{Error, Result},
    features::{
        files::{model, stored},
        people::clients::exists,
    },
    kit::{blob::BlobRef, clock::Time, field::FieldErrors, http::tus::NewUpload, id::Id},
    scope::Audience,
};

/// What somebody wants to bring.
#[derive(Debug, Default)]
struct Wanted {
    client_id: Option<Id>,
    project_id: Option<Id>,
    file_id: Option<Id>,
    name: String,
    folder: String,
    note: Option<String>,
}

impl Wanted {
    /// Reads what is said of an upload, or every fault of it.
    fn read(new: &NewUpload) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let text = |key: &str| new.metadata.get(key).map(String::as_str);
        let mut id = |key: &'static str| {
            let read = text(key).map(|text| {
                let unknown = || FieldErrors::one(key, "invalid", "An id.");
                text.parse::<Id>().map_err(|_| unknown())
            });
            errors.keep(read.transpose())
        };
        let (client_id, project_id, file_id) = (id("client_id"), id("project_id"), id("file_id"));
        let name = match (text("filename"), file_id) {
            (None, Some(_)) => String::new(),
            (typed, _) => errors.keep(model::name("filename", typed.unwrap_or_default())),
        };
        let wanted = Self {
            client_id,
            project_id,
            file_id,
            name,
            folder: errors.keep(model::folder("folder", text("folder").unwrap_or_default())),
            note: errors.keep(model::note("note", text("note"))),
        };
        errors.or(wanted)
    }
}

/// Begins an upload. `client_id`: the only client that it can be for; `needs_project`: whether nothing else is seen.
pub(super) async fn begin<A: Audience<Statement = Statement>>(
    app: &App,
    who: &A,
    by: &Bringer,
    (client_id, needs_project): (Option<Id>, bool),
    new: &NewUpload,
) -> Result<Upload> {
    must_not_be_larger(new.length, app.config.files.largest_bytes)?;
    let mut wanted = Wanted::read(new)?;
    if let Some(only) = client_id {
        // Whoever switched to another client meanwhile brings nothing there.
        if wanted.client_id.is_some_and(|named| named != only) {
            return Err(Error::not_found());
        }
        wanted.client_id = Some(only);
    }
    let provider_id = who.scope().provider_id.ok_or_else(Error::not_found)?;
    let blob = BlobRef {
        provider_id,
        blob_id: app.ids.id(),
    };
    // The bytes have a place before anybody hears of it.
    stored(app.blobs.create(blob).await)?;
    let length_bytes = i64::try_from(new.length).map_err(Error::internal)?;
    let beginning = (blob.blob_id, length_bytes, needs_project);
    let added = add(app, who, by, wanted, beginning).await;
    if added.is_err() {
        stored(app.blobs.remove(blob).await)?;
    }
    added
}

async fn add<A: Audience<Statement = Statement>>(
    app: &App,
    who: &A,
    by: &Bringer,
    wanted: Wanted,
    (upload_id, length_bytes, needs_project): (Id, i64, bool),
) -> Result<Upload> {
    let now = app.clock.now();
    let write = app.db.write(who).await?;
    let target = target(&write, by, &wanted, needs_project).await?;
    let quota = app.config.files.quota_bytes.map(i64::try_from);
    let quota = quota.and_then(std::result::Result::ok).unwrap_or(i64::MAX);
    if !store::use_bytes(&write, length_bytes, quota).await? {
        return Err(Error::request(
            StatusCode::PAYLOAD_TOO_LARGE,
            "quota_exceeded",
            "There is no room for so much.",
        ));
    }
    let upload = Upload {
        upload_id,
        client_id: target.client_id,
        project_id: target.project_id,
        file_id: target.file_id.unwrap_or_else(|| app.ids.id()),
        is_new: target.file_id.is_none(),
        staff_id: by.staff_id,
        contact_id: by.contact_id,
        length_bytes,
        offset_bytes: 0,
        expires_at: expires_at(now),
        folder: wanted.folder,
        name: target.name.unwrap_or(wanted.name),
        note: wanted.note,
    };
    store::add(&write, now, &upload).await?;
    if upload.is_whole() {
        ending::end(app, &write, now, by, &upload).await?;
    }
    write.commit().await?;
    Ok(upload)
}

/// What an upload becomes a version of, or whose file it becomes.
async fn target<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    by: &Bringer,
    wanted: &Wanted,
    needs_project: bool,
) -> Result<Target> {
    if let Some(file_id) = wanted.file_id {
        let file = store::find_file(write, file_id).await?;
        let file = file.ok_or_else(Error::not_found)?;
        if file.side != by.side() {
            return Err(Error::conflict(
                "other_side",
                "A new version is brought by the side that the file is of.",
            ));
        }
        return Ok(Target {
            client_id: file.client_id,
            project_id: file.project_id,
            file_id: Some(file_id),
            name: Some(file.name),
        });
    }
    let nowhere = |field: &'static str| Error::invalid(field, "missing", "Say whose it is.");
    let client_id = match (wanted.project_id, wanted.client_id) {
        (Some(project_id), client_id) => {
            let of = store::find_client_of(write, project_id).await?;
            of.filter(|of| client_id.is_none_or(|client_id| client_id == *of))
        }
        (None, _) if needs_project => return Err(nowhere("project_id")),
        (None, Some(client_id)) => exists(write, client_id).await?.then_some(client_id),
        (None, None) => return Err(nowhere("client_id")),
    };
    Ok(Target {
        client_id: client_id.ok_or_else(Error::not_found)?,
        project_id: wanted.project_id,
        file_id: None,
        name: None,
    })
}

fn must_not_be_larger(length: u64, largest: u64) -> Result<()> {
    if length <= largest {
        return Ok(());
    }
    let detail = format!("A file may hold {largest} bytes at most.");
    Err(Error::request(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too_large",
        detail,
    ))
}

/// Until when an upload that goes on now waits for its next part.
pub(super) fn expires_at(now: Time) -> Time {
    now.plus(LIFE)
}
