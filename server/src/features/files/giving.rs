//! Giving bytes out at a signed address: whole or in part, as something to keep and never to run (D24).

use axum::response::IntoResponse;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use super::{
    address::{Address, LIFE},
    media::UNKNOWN,
    model::VersionState,
    store::{File, Version},
    stored,
};
use crate::{
    app::App,
    error::{Error, Result},
    features::{audit::Entry, providers::SANDBOX},
    kit::{
        blob::BlobRef,
        clock::Time,
        http::{range, reply::Plain},
        id::Id,
    },
};

/// Which version of which file.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct VersionPath {
    /// The file.
    pub file_id: Id,
    /// The number of its version.
    pub version: i64,
}

/// Which address.
#[derive(Debug, Deserialize, IntoParams)]
pub struct DownloadPath {
    /// What was signed.
    pub token: String,
}

/// Refuses what was not found clean.
pub(super) fn must_be_clean(version: &Version) -> Result<()> {
    match version.state {
        VersionState::Clean => Ok(()),
        VersionState::Quarantined => Err(Error::conflict(
            "being_checked",
            "This version is being checked. Try again shortly.",
        )),
        VersionState::Refused => Err(Error::conflict(
            "refused",
            "This version was refused when it was checked.",
        )),
    }
}

/// An address for a session.
pub(super) fn address(session_id: Id, path: VersionPath, now: Time) -> Address {
    Address {
        session_id,
        file_id: path.file_id,
        version: path.version,
        expires_at: now.plus(LIFE),
    }
}

/// What is written down of whoever asked for an address.
pub(super) fn entry(file: &File, version: i64) -> Entry {
    Entry::done("file_downloaded")
        .on("file", file.file_id)
        .of_client(file.client_id)
        .detail(json!({ "version": version }))
}

/// An address that was signed for this session; any other is none.
pub(super) fn good(address: Option<Address>, session_id: Id) -> Result<Address> {
    address
        .filter(|address| address.session_id == session_id)
        .ok_or_else(Error::not_found)
}

/// The bytes, as far as they were asked for.
pub(super) async fn give(
    app: &App,
    provider_id: Id,
    file: &File,
    version: Option<Version>,
    asked: &HeaderMap,
) -> Result<Plain> {
    let version = version.ok_or_else(Error::not_found)?;
    must_be_clean(&version)?;
    let hash = version.sha256.as_deref().unwrap_or_default();
    let tag = format!("\"{hash}\"");
    let size = version.size_bytes.unsigned_abs();
    let blob = BlobRef {
        provider_id,
        blob_id: version.blob_id,
    };
    let media_type = version.media_type.as_deref().unwrap_or(UNKNOWN);
    let text = |value: String| HeaderValue::try_from(value).map_err(Error::internal);
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::ETAG, text(tag.clone())?);
    headers.insert(header::CACHE_CONTROL, KEPT_NOWHERE);
    headers.insert(header::CONTENT_SECURITY_POLICY, SANDBOX);
    let range = range::read(asked, &tag, size);
    let (status, start, length) = match range {
        range::Asked::Whole => (StatusCode::OK, 0, size),
        range::Asked::Part { first, last } => {
            let part = format!("bytes {first}-{last}/{size}");
            headers.insert(header::CONTENT_RANGE, text(part)?);
            (StatusCode::PARTIAL_CONTENT, first, last - first + 1)
        }
        range::Asked::Nothing => {
            headers.insert(header::CONTENT_RANGE, text(format!("bytes */{size}"))?);
            let status = StatusCode::RANGE_NOT_SATISFIABLE;
            return Ok(Plain((status, headers).into_response()));
        }
    };
    headers.insert(header::CONTENT_TYPE, text(media_type.to_owned())?);
    headers.insert(header::CONTENT_DISPOSITION, text(disposition(&file.name))?);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    let body = stored(app.blobs.read(blob, start, length).await)?;
    Ok(Plain((status, headers, body).into_response()))
}

const KEPT_NOWHERE: HeaderValue = HeaderValue::from_static("private, no-store");

/// To be kept under its name (RFC 6266): in ASCII for old programs, and as it is (RFC 8187).
fn disposition(name: &str) -> String {
    let plain = |c: char| match c {
        ' '..='~' if !matches!(c, '"' | '\\' | '%') => c,
        _ => '_',
    };
    let ascii: String = name.chars().map(plain).collect();
    let mut whole = String::new();
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                whole.push(char::from(byte));
            }
            _ => whole.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_given_in_both_spellings() {
        assert_eq!(
            disposition("Grundriß \"EG\".pdf"),
            "attachment; filename=\"Grundri_ _EG_.pdf\"; filename*=UTF-8''Grundri%C3%9F%20%22EG%22.pdf"
        );
    }
}
