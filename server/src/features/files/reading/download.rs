//! How a contact gets the bytes of a version: it asks for an address, and reads there.

use axum::{Json, extract::State};
use http::HeaderMap;
use serde::Serialize;
use utoipa::ToSchema;

use super::client::seen;
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor},
        documents::status::Status,
        files::{
            address::Address,
            giving::{self, DownloadPath, VersionPath, must_be_clean},
            must_read,
            store::{find, find_version},
        },
    },
    kit::{
        clock::Time,
        http::{meta::Meta, params::Params, reply::Plain},
    },
    scope::Contact,
};

/// Where a version can be read.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientDownload {
    /// Path at this portal; good for this session alone.
    pub url: String,
    /// Until when.
    pub expires_at: Time,
}

/// Makes an address at which a version can be read.
pub async fn create_download(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    Params(path): Params<VersionPath>,
) -> Result<Json<ClientDownload>> {
    let now = app.clock.now();
    let file = {
        let read = app.db.read(&contact).await?;
        let file = seen(&read, path.file_id).await?;
        let version = find_version(&read, path.file_id, path.version).await?;
        let version = version.ok_or_else(Error::not_found)?;
        contact.must_meet(contact.needs.reading, now)?;
        must_read(&contact)?;
        must_be_clean(&version)?;
        file
    };
    let address = giving::address(contact.session_id, path, now);
    let entry = giving::entry(&file, path.version);
    audit::record_alone(&app, &contact, &Actor::contact(&contact, &meta), &entry).await?;
    let prefix = meta.site.prefix();
    Ok(Json(ClientDownload {
        url: format!("{prefix}/api/client/downloads/{}", address.sign(&app.keys)),
        expires_at: address.expires_at,
    }))
}

/// The bytes at an address.
pub async fn show_download(
    State(app): State<App>,
    contact: Contact,
    headers: HeaderMap,
    Params(path): Params<DownloadPath>,
) -> Result<Plain> {
    must_read(&contact)?;
    let address = Address::read(&path.token, &app.keys);
    let address = giving::good(address, contact.session_id)?;
    let (file, version) = {
        let read = app.db.read(&contact).await?;
        let file = find(&read, address.file_id).await?;
        let version = find_version(&read, address.file_id, address.version).await?;
        (file, version)
    };
    let file = file.ok_or_else(Error::not_found)?;
    if file.status != Status::Published || address.expires_at <= app.clock.now() {
        return Err(Error::gone(file.name));
    }
    contact.must_meet(contact.needs.reading, app.clock.now())?;
    giving::give(&app, contact.provider_id, &file, version, &headers).await
}
