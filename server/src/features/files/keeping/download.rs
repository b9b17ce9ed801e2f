//! How staff get the bytes of a version: they ask for an address, and read there.

use axum::{Json, extract::State};
use http::HeaderMap;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor},
        files::{
            address::Address,
            giving::{self, DownloadPath, VersionPath, must_be_clean},
            store::{find, find_version},
        },
    },
    kit::{
        clock::Time,
        http::{meta::Meta, params::Params, reply::Plain},
    },
    scope::Staff,
};

/// Where a version can be read.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffDownload {
    /// Path at the staff host; good for this session alone.
    pub url: String,
    /// Until when.
    pub expires_at: Time,
}

/// Makes an address at which a version can be read.
pub async fn create_download(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<VersionPath>,
) -> Result<Json<StaffDownload>> {
    let file = {
        let read = app.db.read(&staff).await?;
        let file = find(&read, path.file_id).await?;
        let version = find_version(&read, path.file_id, path.version).await?;
        must_be_clean(&version.ok_or_else(Error::not_found)?)?;
        file.ok_or_else(Error::not_found)?
    };
    let address = giving::address(staff.session_id, path, app.clock.now());
    let entry = giving::entry(&file, path.version);
    audit::record_alone(&app, &staff, &Actor::staff(&staff, &meta), &entry).await?;
    Ok(Json(StaffDownload {
        url: format!("/api/admin/downloads/{}", address.sign(&app.keys)),
        expires_at: address.expires_at,
    }))
}

/// The bytes at an address.
pub async fn show_download(
    State(app): State<App>,
    staff: Staff,
    headers: HeaderMap,
    Params(path): Params<DownloadPath>,
) -> Result<Plain> {
    let address = Address::read(&path.token, &app.keys);
    let address = giving::good(address, staff.session_id)?;
    let (file, version) = {
        let read = app.db.read(&staff).await?;
        let file = find(&read, address.file_id).await?;
        let version = find_version(&read, address.file_id, address.version).await?;
        (file, version)
    };
    let file = file.ok_or_else(Error::not_found)?;
    if address.expires_at <= app.clock.now() {
        return Err(Error::gone(file.name));
    }
    giving::give(&app, staff.provider_id, &file, version, &headers).await
}
