//! The end of an upload: with its last byte it is a version in quarantine, and a job is to check it; given up, its bytes
//! go.

use serde_json::json;

use super::{Bringer, Upload, store};
use crate::{
    app::App,
    db::{Statement, Write},
    error::{Error, Result},
    features::{
        audit::{self, Entry},
        files::{
            changed,
            model::FileSide,
            store::{self as files, NewVersion},
        },
    },
    kit::{
        clock::Time,
        id::Id,
        job::{self, NewJob},
    },
    scope::Audience,
};

/// Makes a version of an upload, in the transaction that knows of its last byte.
pub(super) async fn end<A: Audience<Statement = Statement>>(
    app: &App,
    write: &Write<'_, A>,
    now: Time,
    by: &Bringer,
    upload: &Upload,
) -> Result<()> {
    if upload.is_new {
        files::add(write, now, upload.client_id, &new_file(upload)).await?;
    }
    let version = files::next_version(write, now, upload.file_id).await?;
    let version = version.ok_or_else(Error::not_found)?;
    let added = NewVersion {
        file_id: upload.file_id,
        version,
        blob_id: upload.upload_id,
        size_bytes: upload.length_bytes,
        staff_id: by.staff_id,
        contact_id: by.contact_id,
        note: upload.note.clone(),
    };
    files::add_version(write, now, &added).await?;
    let check = NewJob {
        kind: "check_file",
        payload: json!({ "file_id": upload.file_id, "version": version }),
        effect_key: None,
    };
    job::enqueue(write, app.ids.id(), now, &check).await?;
    let entry = Entry::done("file_uploaded")
        .on("file", upload.file_id)
        .of_client(upload.client_id)
        .detail(json!({ "version": version, "size_bytes": upload.length_bytes }));
    audit::record(write, now, &by.actor, &entry).await?;
    let provider_id = write.who().scope().provider_id;
    if let Some(provider_id) = provider_id {
        let seen_by = (upload.side() == FileSide::Client).then_some(upload.client_id);
        write.notify(changed(provider_id, seen_by, upload.file_id));
    }
    Ok(())
}

fn new_file(upload: &Upload) -> files::NewFile<'_> {
    files::NewFile {
        file_id: upload.file_id,
        project_id: upload.project_id,
        side: upload.side(),
        folder: &upload.folder,
        name: &upload.name,
    }
}

/// Gives an upload up, if it was over by then; whether it did. One that became a version is only forgotten: its bytes
/// are the file's. Whoever writes just now hears of it with the next bytes.
pub(super) async fn give_up<A: Audience<Statement = Statement>>(
    app: &App,
    write: &Write<'_, A>,
    upload: &Upload,
    over_by: Option<Time>,
) -> Result<bool> {
    let Some(offset) = store::remove(write, upload.upload_id, over_by).await? else {
        return Ok(false);
    };
    if offset < upload.length_bytes {
        files::free_bytes(write, upload.length_bytes).await?;
        remove_later(app, write, app.clock.now(), upload.upload_id).await?;
    }
    Ok(true)
}

/// Has a job remove bytes, once the transaction lasts.
pub(in crate::features::files) async fn remove_later<A: Audience<Statement = Statement>>(
    app: &App,
    write: &Write<'_, A>,
    now: Time,
    blob_id: Id,
) -> Result<()> {
    let remove = NewJob {
        kind: "remove_file_bytes",
        payload: json!({ "blob_id": blob_id }),
        effect_key: None,
    };
    job::enqueue(write, app.ids.id(), now, &remove).await
}
