//! Logos and icon: uploaded by staff, served to everybody, never able to run anything.

use axum::{Json, extract::State, response::IntoResponse};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::store::{self, Asset};
use crate::{
    app::App,
    db::{Read, Statement},
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        people::must_administer,
    },
    kit::{
        http::{
            body::Raw,
            meta::Meta,
            params::{Params, Search},
            reply::{NoContent, Plain},
            site::Site,
        },
        id::sha256,
    },
    scope::{Audience, Job, Staff},
};

/// The most a logo may weigh.
pub const LIMIT_BYTES: usize = 512 * 1024;

/// What a logo may be.
pub const MEDIA_TYPES: &[&str] = &["image/png", "image/jpeg", "image/webp", "image/svg+xml"];

/// An SVG opened by itself is a document: it may draw and nothing else.
pub const SANDBOX: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
);
pub(super) const A_YEAR: HeaderValue =
    HeaderValue::from_static("public, max-age=31536000, immutable");
/// Asked again each time.
pub(super) const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// Which logo.
#[derive(Debug, Deserialize, IntoParams)]
pub struct AssetPath {
    /// `logo_light`, `logo_dark` or `favicon`.
    pub kind: String,
}

/// Which logo is meant: the one that was current when its address was written.
#[derive(Debug, Deserialize, IntoParams)]
pub struct AssetVersion {
    /// The first digits of its hash.
    pub v: Option<String>,
}

impl AssetPath {
    /// The stored word, also written with a hyphen in public addresses.
    fn kind(&self) -> Result<&'static str> {
        match self.kind.replace('-', "_").as_str() {
            "logo_light" => Ok("logo_light"),
            "logo_dark" => Ok("logo_dark"),
            "favicon" => Ok("favicon"),
            _ => Err(Error::not_found()),
        }
    }
}

/// The logo of this brand, for everybody.
pub async fn show_brand_asset(
    State(app): State<App>,
    site: Site,
    Params(path): Params<AssetPath>,
    Search(asked): Search<AssetVersion>,
) -> Result<Plain> {
    let job = Job::of(site.brand()?.provider_id);
    answer(&app.db.read(&job).await?, path.kind()?, &asked).await
}

/// The logo of one's own provider, for staff.
pub async fn show_staff_asset(
    State(app): State<App>,
    staff: Staff,
    Params(path): Params<AssetPath>,
    Search(asked): Search<AssetVersion>,
) -> Result<Plain> {
    answer(&app.db.read(&staff).await?, path.kind()?, &asked).await
}

async fn answer<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    kind: &str,
    asked: &AssetVersion,
) -> Result<Plain> {
    let asset = store::find_asset(read, kind)
        .await?
        .ok_or_else(Error::not_found)?;
    let media_type = HeaderValue::try_from(asset.media_type).map_err(Error::internal)?;
    // Only an address that names this very content may be remembered: another logo has another address.
    let is_current = asked.v.as_deref() == asset.sha256.get(..12);
    let cache = if is_current { A_YEAR } else { ASK_AGAIN };
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_SECURITY_POLICY, SANDBOX),
        (header::CACHE_CONTROL, cache),
    ];
    Ok(Plain(
        (StatusCode::OK, headers, asset.content).into_response(),
    ))
}

/// A logo that was saved.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssetSaved {
    /// Path where staff see it.
    pub url: String,
}

/// Saves a logo. What it is is read from its first bytes, and must be what was said.
pub async fn save_asset(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    headers: HeaderMap,
    Params(path): Params<AssetPath>,
    Raw(content): Raw<LIMIT_BYTES>,
) -> Result<Json<AssetSaved>> {
    must_administer(&staff)?;
    let kind = path.kind()?;
    let media_type = image_of(&headers, &content)?;
    let sha256 = hex(&sha256(&content));
    let url = format!("/api/admin/branding/{kind}?v={}", &sha256[..12]);
    let asset = Asset {
        media_type: media_type.to_owned(),
        content: content.to_vec(),
        sha256,
    };
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    store::save_asset(&write, now, kind, &asset).await?;
    let entry = Entry::done("logo_saved")
        .on("provider", staff.provider_id)
        .detail(json!({ "kind": kind, "sha256": asset.sha256 }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.commit().await?;
    app.sign_in_pages.forget_all();
    Ok(Json(AssetSaved { url }))
}

/// The media type of an uploaded picture, which must be what it was sent as.
///
/// # Errors
/// 422 when it is not.
pub fn image_of(headers: &HeaderMap, content: &[u8]) -> Result<&'static str> {
    let said = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let said = said
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let media_type = media_type_of(content).filter(|found| *found == said);
    media_type.ok_or_else(|| {
        Error::invalid(
            "",
            "not_an_image",
            "The file is not an image of the type it was sent as.",
        )
    })
}

/// Takes a logo away.
pub async fn remove_asset(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<AssetPath>,
) -> Result<NoContent> {
    must_administer(&staff)?;
    let kind = path.kind()?;
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    if !store::remove_asset(&write, kind).await? {
        return Err(Error::not_found());
    }
    let entry = Entry::done("logo_removed")
        .on("provider", staff.provider_id)
        .detail(json!({ "kind": kind }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.commit().await?;
    app.sign_in_pages.forget_all();
    Ok(NoContent)
}

/// The media type that the first bytes show.
fn media_type_of(content: &[u8]) -> Option<&'static str> {
    match content {
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("image/webp"),
        _ => {
            let text = std::str::from_utf8(content)
                .ok()?
                .trim_start_matches('\u{feff}')
                .trim_start();
            let is_svg =
                (text.starts_with("<svg") || text.starts_with("<?xml") || text.starts_with("<!--"))
                    && text.contains("<svg");
            is_svg.then_some("image/svg+xml")
        }
    }
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_is_known_by_its_first_bytes() {
        assert_eq!(media_type_of(b"\x89PNG\r\n\x1a\n0000"), Some("image/png"));
        assert_eq!(media_type_of(b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        assert_eq!(media_type_of(b"RIFF0000WEBPVP8 "), Some("image/webp"));
        assert_eq!(
            media_type_of(b"\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
            Some("image/svg+xml")
        );
        assert_eq!(
            media_type_of(b"<?xml version=\"1.0\"?><svg/>"),
            Some("image/svg+xml")
        );
        for other in [&b"<html><svg></svg>"[..], b"GIF89a", b"", b"\xff\xfe"] {
            assert_eq!(media_type_of(other), None);
        }
    }
}
