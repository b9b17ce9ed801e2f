//! What makes a portal installable on a phone: the web-app manifest of its brand, and an icon for brands that have none
//! of their own (P6, F13). <https://www.w3.org/TR/appmanifest/>

use axum::{extract::State, response::IntoResponse};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::{Value, json};

use super::{
    asset::{A_YEAR, ASK_AGAIN, AssetVersion, SANDBOX, hex},
    colour::{Colour, Palette},
    store::{self, Asset, Portal},
};
use crate::{
    app::App,
    assets::escape,
    db::Read,
    error::{Error, Result},
    kit::{
        http::{params::Search, reply::Plain, site::Brand, site::Site},
        id::sha256,
    },
    scope::Job,
};

/// The page behind everything, as the pages' own styles have it.
const PAGE: &str = "#f6f7f9";

/// `GET /manifest.webmanifest`.
pub async fn show_manifest(
    State(app): State<App>,
    site: Site,
    headers: HeaderMap,
) -> Result<Plain> {
    let brand = site.brand()?;
    let job = Job::of(brand.provider_id);
    let read = app.db.read(&job).await?;
    let portal = store::find_portal(&read).await?;
    let own = store::find_asset(&read, "favicon").await?;
    let text = manifest(brand, &portal, own.as_ref()).to_string();
    let tag = format!("\"{}\"", &hex(&sha256(text.as_bytes()))[..32]);
    let tag = HeaderValue::try_from(tag).map_err(Error::internal)?;
    let known = headers.get(header::IF_NONE_MATCH) == Some(&tag);
    let kept = [(header::ETAG, tag), (header::CACHE_CONTROL, ASK_AGAIN)];
    if known {
        return Ok(Plain((StatusCode::NOT_MODIFIED, kept).into_response()));
    }
    let kind = [(header::CONTENT_TYPE, "application/manifest+json")];
    Ok(Plain((kept, kind, text).into_response()))
}

/// `GET /brand/icon`: the first letter of the brand on its colour.
pub async fn show_icon(
    State(app): State<App>,
    site: Site,
    Search(asked): Search<AssetVersion>,
) -> Result<Plain> {
    let job = Job::of(site.brand()?.provider_id);
    let read: Read<'_, Job> = app.db.read(&job).await?;
    let portal = store::find_portal(&read).await?;
    let is_current = asked.v.as_deref() == Some(icon_version(&portal).as_str());
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("image/svg+xml"),
        ),
        (header::CONTENT_SECURITY_POLICY, SANDBOX),
        (
            header::CACHE_CONTROL,
            if is_current { A_YEAR } else { ASK_AGAIN },
        ),
    ];
    Ok(Plain((headers, icon(&portal)).into_response()))
}

/// Where the icon made for a brand is, with its version.
pub(super) fn icon_url(brand: &Brand, portal: &Portal) -> String {
    format!("{}/brand/icon?v={}", brand.prefix, icon_version(portal))
}

fn icon_version(portal: &Portal) -> String {
    hex(&sha256(icon(portal).as_bytes()))[..12].to_owned()
}

/// Full to its edges, so that a phone may cut it to its own shape; the letter keeps to the safe middle.
fn icon(portal: &Portal) -> String {
    let palette = palette(portal);
    let (fill, on) = palette.as_ref().map_or(("#333333", "#ffffff"), |palette| {
        (&palette.brand, &palette.on)
    });
    let letter: String = portal
        .name
        .trim()
        .chars()
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 512 512\"><rect width=\"512\" height=\"512\" fill=\"{fill}\"/>\
         <text x=\"256\" y=\"256\" dy=\".36em\" text-anchor=\"middle\" font-family=\"system-ui,sans-serif\" font-weight=\"700\" \
         font-size=\"260\" fill=\"{on}\">{}</text></svg>\n",
        escape(&letter)
    )
}

fn palette(portal: &Portal) -> Option<Palette> {
    Colour::parse(&portal.colour).map(Palette::of)
}

fn manifest(brand: &Brand, portal: &Portal, own: Option<&Asset>) -> Value {
    let prefix = &brand.prefix;
    let made = icon_url(brand, portal);
    let mut icons: Vec<Value> = own
        .and_then(|asset| own_icon(brand, asset))
        .into_iter()
        .collect();
    for purpose in ["any", "maskable"] {
        icons.push(
            json!({ "src": made, "type": "image/svg+xml", "sizes": "any", "purpose": purpose }),
        );
    }
    json!({
        "id": format!("{prefix}/"),
        "name": portal.name,
        "short_name": short(&portal.name),
        "lang": portal.language,
        "start_url": format!("{prefix}/portal"),
        "scope": format!("{prefix}/"),
        "display": "standalone",
        "background_color": PAGE,
        "theme_color": palette(portal).map_or_else(|| portal.colour.clone(), |palette| palette.brand),
        "icons": icons,
    })
}

/// The uploaded icon, where its size is known: a picture without one is of no use to a phone.
fn own_icon(brand: &Brand, asset: &Asset) -> Option<Value> {
    let sizes = match asset.media_type.as_str() {
        "image/svg+xml" => "any".to_owned(),
        "image/png" => png_size(&asset.content)?,
        _ => return None,
    };
    let src = format!("{}/brand/favicon?v={}", brand.prefix, &asset.sha256[..12]);
    Some(json!({ "src": src, "type": asset.media_type, "sizes": sizes, "purpose": "any" }))
}

/// `192x192`, from the header that stands first in every PNG.
fn png_size(content: &[u8]) -> Option<String> {
    let number = |at: usize| {
        let bytes = content.get(at..at + 4)?;
        Some(u32::from_be_bytes(bytes.try_into().ok()?))
    };
    Some(format!("{}x{}", number(16)?, number(20)?))
}

/// What fits under an icon: whole words up to 12 letters, or the first 12.
fn short(name: &str) -> String {
    const FITS: usize = 12;
    let mut short = String::new();
    for word in name.split_whitespace() {
        let gap = usize::from(!short.is_empty());
        if short.chars().count() + gap + word.chars().count() > FITS {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    if short.is_empty() {
        short = name.trim().chars().take(FITS).collect();
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_where_a_word_ends() {
        assert_eq!(short("Marlow Studio"), "Marlow");
        assert_eq!(short("Studio"), "Studio");
        assert_eq!(short("Hartmann Bau & Holz"), "Hartmann Bau");
        assert_eq!(short("Donaudampfschifffahrt"), "Donaudampfsc");
        assert_eq!(short("Ä Ö Ü"), "Ä Ö Ü");
    }

    #[test]
    fn the_size_of_a_png_is_read_from_its_header() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        png.extend(192_u32.to_be_bytes());
        png.extend(180_u32.to_be_bytes());
        assert_eq!(png_size(&png).as_deref(), Some("192x180"));
        assert_eq!(png_size(&png[..20]), None);
    }
}
