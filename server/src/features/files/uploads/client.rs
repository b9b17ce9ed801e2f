//! Uploads of contacts.

use axum::extract::State;

use super::{
    Bringer, UploadBegun, UploadPath, begin, begun, ending, find, receiving, standing, went_on,
};
use crate::{
    app::App,
    error::Result,
    features::{audit::Actor, files::must_upload},
    kit::http::{
        body::Streamed,
        meta::Meta,
        params::Params,
        reply::{Created, NoContent, Plain, WithHeaders},
        tus::{NewUpload, PartHead, Tus},
    },
    scope::{Contact, Reach},
};

fn bringer(contact: &Contact, meta: &Meta) -> Bringer {
    Bringer::contact(contact, Actor::contact(contact, meta))
}

/// Begins an upload for the client one acts for, or of a new version of a file that it brought.
pub async fn create_upload(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    new: NewUpload,
) -> Result<WithHeaders<Created<UploadBegun>>> {
    must_upload(&contact)?;
    contact.must_meet(contact.needs.reading, app.clock.now())?;
    let by = bringer(&contact, &meta);
    let only = (Some(contact.client_id), contact.reach != Reach::Client);
    let upload = begin::begin(&app, &contact, &by, only, &new).await?;
    let prefix = meta.site.prefix();
    let address = format!("{prefix}/api/client/uploads/{}", upload.upload_id);
    Ok(begun(address, &upload))
}

/// How far an upload has come.
pub async fn show_upload(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    _: Tus,
    Params(path): Params<UploadPath>,
) -> Result<WithHeaders<Plain>> {
    let by = bringer(&contact, &meta);
    let read = app.db.read(&contact).await?;
    let upload = find(&read, path.upload_id, by.side()).await?;
    must_upload(&contact)?;
    upload.must_be_of(&by)?;
    upload.must_live(app.clock.now())?;
    Ok(standing(&upload))
}

/// Goes on with an upload.
pub async fn change_upload(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    head: PartHead,
    Params(path): Params<UploadPath>,
    body: Streamed,
) -> Result<WithHeaders<NoContent>> {
    let by = bringer(&contact, &meta);
    {
        let read = app.db.read(&contact).await?;
        find(&read, path.upload_id, by.side()).await?;
    }
    must_upload(&contact)?;
    let upload = receiving::receive(&app, &contact, by, path.upload_id, head, body).await?;
    Ok(went_on(&upload))
}

/// Gives an upload up.
pub async fn delete_upload(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    _: Tus,
    Params(path): Params<UploadPath>,
) -> Result<NoContent> {
    let by = bringer(&contact, &meta);
    let write = app.db.write(&contact).await?;
    let upload = find(&write, path.upload_id, by.side()).await?;
    must_upload(&contact)?;
    upload.must_be_of(&by)?;
    ending::give_up(&app, &write, &upload, None).await?;
    write.commit().await?;
    Ok(NoContent)
}
