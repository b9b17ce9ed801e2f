//! Uploads of staff.

use axum::extract::State;

use super::{
    Bringer, UploadBegun, UploadPath, begin, begun, ending, find, receiving, standing, went_on,
};
use crate::{
    app::App,
    error::Result,
    features::audit::Actor,
    kit::http::{
        body::Streamed,
        meta::Meta,
        params::Params,
        reply::{Created, NoContent, Plain, WithHeaders},
        tus::{NewUpload, PartHead, Tus},
    },
    scope::Staff,
};

fn bringer(staff: &Staff, meta: &Meta) -> Bringer {
    Bringer::staff(staff, Actor::staff(staff, meta))
}

/// Begins an upload of a file of a client, or of a new version of one.
pub async fn create_upload(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    new: NewUpload,
) -> Result<WithHeaders<Created<UploadBegun>>> {
    let by = bringer(&staff, &meta);
    let upload = begin::begin(&app, &staff, &by, (None, false), &new).await?;
    let address = format!("/api/admin/uploads/{}", upload.upload_id);
    Ok(begun(address, &upload))
}

/// How far an upload has come.
pub async fn show_upload(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    _: Tus,
    Params(path): Params<UploadPath>,
) -> Result<WithHeaders<Plain>> {
    let by = bringer(&staff, &meta);
    let read = app.db.read(&staff).await?;
    let upload = find(&read, path.upload_id, by.side()).await?;
    upload.must_be_of(&by)?;
    upload.must_live(app.clock.now())?;
    Ok(standing(&upload))
}

/// Goes on with an upload.
pub async fn change_upload(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    head: PartHead,
    Params(path): Params<UploadPath>,
    body: Streamed,
) -> Result<WithHeaders<NoContent>> {
    let by = bringer(&staff, &meta);
    let upload = receiving::receive(&app, &staff, by, path.upload_id, head, body).await?;
    Ok(went_on(&upload))
}

/// Gives an upload up.
pub async fn delete_upload(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    _: Tus,
    Params(path): Params<UploadPath>,
) -> Result<NoContent> {
    let by = bringer(&staff, &meta);
    let write = app.db.write(&staff).await?;
    let upload = find(&write, path.upload_id, by.side()).await?;
    upload.must_be_of(&by)?;
    ending::give_up(&app, &write, &upload, None).await?;
    write.commit().await?;
    Ok(NoContent)
}
