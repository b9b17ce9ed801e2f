//! The embedded web apps: their files, and their pages with what the server writes into them.
//!
//! A page gets a `<base>` for the brand's prefix, a nonce, the brand's styles and its data as JSON; nothing inline runs.

use std::borrow::Cow;
use std::sync::OnceLock;

use axum::body::Body;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use rust_embed::{EmbeddedFile, RustEmbed};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::kit::http::headers::page_policy;
use crate::kit::http::params::Params;
use crate::kit::http::reply::Plain;
use crate::kit::http::site::Site;

mod fonts;

pub use fonts::font_css;

/// What `vite build` left. Missing in a fresh clone before the first web build.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../web/dist"]
#[allow_missing = true]
struct Dist;

/// One of the three pages that are built apart from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bundle {
    /// The portal.
    Client,
    /// The staff app.
    Staff,
    /// The sign-in page of a brand.
    SignIn,
}

impl Bundle {
    const ALL: [Self; 3] = [Self::Client, Self::Staff, Self::SignIn];

    /// Its folder in the build.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Staff => "staff",
            Self::SignIn => "sign-in",
        }
    }

    /// A client never downloads staff code, nor staff the clients' (P40).
    fn belongs_on(self, site: &Site) -> bool {
        matches!(
            (self, site),
            (Self::Staff, Site::Staff(_)) | (Self::Client | Self::SignIn, Site::Brand(_))
        )
    }
}

/// What the server writes into a page.
#[derive(Debug, Clone, Default)]
pub struct PageHead {
    /// Fresh for each page; see [`page_policy`].
    pub nonce: String,
    /// Language of the page.
    pub language: String,
    /// Title of the tab.
    pub title: String,
    /// Address of the favicon.
    pub favicon: Option<String>,
    /// Colours of the browser's own frame on a light and on a dark screen. They come with the brand's manifest.
    pub theme: Option<[String; 2]>,
    /// CSS of the brand, for a `<style>`.
    pub style: String,
    /// Data for `#portico-brand`; the prefix and nonce are added.
    pub data: Value,
    /// HTML that stands first in the body; already escaped.
    pub body: String,
}

/// The page of `bundle`, or 404 where it does not belong.
pub fn page(site: &Site, bundle: Bundle, head: &PageHead) -> Result<Plain> {
    Ok(answer(html(site, bundle, head)?, &head.nonce))
}

/// What stands on the page of `bundle`, or 404 where it does not belong.
pub fn html(site: &Site, bundle: Bundle, head: &PageHead) -> Result<String> {
    if !bundle.belongs_on(site) {
        return Err(Error::not_found());
    }
    let template = Template::of(bundle)?;
    let written = head_html(site, head);
    let language = escape(&head.language);
    let rest = match bundle {
        Bundle::SignIn => filled(&template.rest, &head.data),
        Bundle::Client | Bundle::Staff => template.rest,
    };
    Ok([
        &template.before_language,
        &language,
        &template.before_head,
        &written,
        &template.before_body,
        &head.body,
        &rest,
    ]
    .map(String::as_str)
    .concat())
}

/// A page as it goes out; `nonce` is the one that was written into it.
pub fn answer(html: String, nonce: &str) -> Plain {
    let mut response = Response::new(Body::from(html));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(header::CONTENT_SECURITY_POLICY, page_policy(nonce));
    Plain(response)
}

/// What the sign-in page says of the brand before any script runs.
const FILLED_IN: [&str; 4] = ["name", "login_text", "support_contact", "logo_light_url"];

/// `text` with each `{{name}}` of [`FILLED_IN`] replaced by that member of `data`, escaped; nothing where there is none.
fn filled(text: &str, data: &Value) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let Some((name, after)) = after
            .split_once("}}")
            .filter(|(name, _)| FILLED_IN.contains(name))
        else {
            filled.push_str("{{");
            rest = after;
            continue;
        };
        filled.push_str(&escape(data[name].as_str().unwrap_or_default()));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

fn head_html(site: &Site, head: &PageHead) -> String {
    let nonce = escape(&head.nonce);
    let favicon = head
        .favicon
        .as_deref()
        .map(|address| format!("<link rel=\"icon\" href=\"{}\">", escape(address)));
    let theme = head.theme.as_ref().map(theme_html).unwrap_or_default();
    let mut data = head.data.clone();
    if let Value::Object(members) = &mut data {
        members.insert("prefix".into(), site.prefix().into());
        members.insert("nonce".into(), head.nonce.clone().into());
    }
    // Inside a script element only `</script` and `<!--` could end the data; no `<` is left.
    let data = data.to_string().replace('<', "\\u003c");
    let style = head.style.replace('<', "");
    format!(
        "<base href=\"{}/\"><title>{}</title>{}{theme}<style nonce=\"{nonce}\">{style}</style>\
         <script type=\"application/json\" id=\"portico-brand\" nonce=\"{nonce}\">{data}</script>",
        escape(site.prefix()),
        escape(&head.title),
        favicon.unwrap_or_default()
    )
}

/// The manifest, relative to the base, and the colours of the browser's frame.
pub fn theme_html([light, dark]: &[String; 2]) -> String {
    let colour = |scheme: &str, colour: &str| {
        let colour = escape(colour);
        format!(
            "<meta name=\"theme-color\" media=\"(prefers-color-scheme: {scheme})\" content=\"{colour}\">"
        )
    };
    format!(
        "<link rel=\"manifest\" href=\"manifest.webmanifest\">{}{}",
        colour("light", light),
        colour("dark", dark)
    )
}

/// Text for HTML and for attributes in double quotes.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// A page's file, cut where the server writes.
#[derive(Debug, Clone)]
struct Template {
    before_language: String,
    before_head: String,
    before_body: String,
    rest: String,
}

impl Template {
    /// Cut once in a release build; read anew each time in a debug build, so that a web build shows at once.
    fn of(bundle: Bundle) -> Result<Self> {
        static CUT: [OnceLock<Template>; 3] = [const { OnceLock::new() }; 3];
        if cfg!(debug_assertions) {
            return Self::read(bundle);
        }
        let place = &CUT[bundle as usize];
        if let Some(template) = place.get() {
            return Ok(template.clone());
        }
        let template = Self::read(bundle)?;
        Ok(place.get_or_init(|| template).clone())
    }

    fn read(bundle: Bundle) -> Result<Self> {
        let built = Dist::get(&format!("{}/index.html", bundle.as_str())).map(|file| file.data);
        let text = built
            .or_else(|| unbuilt(bundle))
            .ok_or_else(|| Error::unavailable("web_apps_missing", 60))?;
        let text = std::str::from_utf8(&text).map_err(Error::internal)?;
        Self::cut(text).ok_or_else(|| Error::internal("a built page lacks its marks"))
    }

    fn cut(text: &str) -> Option<Self> {
        let (before_language, rest) = text.split_once("lang=\"en\"")?;
        let (before_head, rest) = rest.split_once("<!--portico:head-->")?;
        let (before_body, rest) = rest.split_once("<!--portico:body-->")?;
        // The base must come before the first relative address, which the build puts at the end of the head too.
        let (start, assets) = before_head.split_once("<head>")?;
        let first = assets
            .find("./")
            .map_or(assets.len(), |at| assets[..at].rfind('<').unwrap_or(at));
        Some(Self {
            before_language: format!("{before_language}lang=\""),
            before_head: format!("\"{start}<head>{}", &assets[..first]),
            before_body: format!("{}{before_body}", &assets[first..]),
            rest: rest.to_owned(),
        })
    }
}

/// In tests of a checkout without built web apps, the page as it is written: the marks are the same.
#[cfg(any(test, feature = "testing"))]
fn unbuilt(bundle: Bundle) -> Option<Cow<'static, [u8]>> {
    let text: &[u8] = match bundle {
        Bundle::SignIn => include_bytes!("../../web/html/sign-in/index.html"),
        Bundle::Client => include_bytes!("../../web/html/client/index.html"),
        Bundle::Staff => include_bytes!("../../web/html/staff/index.html"),
    };
    Some(Cow::Borrowed(text))
}

/// Nothing takes the place of web apps that are not built.
#[cfg(not(any(test, feature = "testing")))]
fn unbuilt(_: Bundle) -> Option<Cow<'static, [u8]>> {
    None
}

/// The file of a bundle's assets folder.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
pub struct AssetName {
    /// Its name, with the hash of its content in it.
    name: String,
}

/// `GET /client/assets/{name}`.
pub async fn client_asset(
    site: Site,
    headers: HeaderMap,
    Params(asset): Params<AssetName>,
) -> Result<Plain> {
    file(Bundle::Client, &site, &headers, &asset.name)
}

/// `GET /staff/assets/{name}`.
pub async fn staff_asset(
    site: Site,
    headers: HeaderMap,
    Params(asset): Params<AssetName>,
) -> Result<Plain> {
    file(Bundle::Staff, &site, &headers, &asset.name)
}

/// `GET /sign-in/assets/{name}`.
pub async fn sign_in_asset(
    site: Site,
    headers: HeaderMap,
    Params(asset): Params<AssetName>,
) -> Result<Plain> {
    file(Bundle::SignIn, &site, &headers, &asset.name)
}

/// `GET /shared/assets/{name}`: fonts and pictures that more than one page shows.
pub async fn shared_asset(headers: HeaderMap, Params(asset): Params<AssetName>) -> Result<Plain> {
    file_in("shared", &headers, &asset.name)
}

fn file(bundle: Bundle, site: &Site, headers: &HeaderMap, name: &str) -> Result<Plain> {
    if !bundle.belongs_on(site) {
        return Err(Error::not_found());
    }
    file_in(bundle.as_str(), headers, name)
}

fn file_in(folder: &str, headers: &HeaderMap, name: &str) -> Result<Plain> {
    if name.contains(['/', '\\']) || name.ends_with(".br") {
        return Err(Error::not_found());
    }
    let path = format!("{folder}/assets/{name}");
    let accepts = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let wants_brotli = accepts
        .split(',')
        .any(|coding| coding.trim() == "br" || coding.trim().starts_with("br;"));
    let packed = if wants_brotli {
        Dist::get(&format!("{path}.br"))
    } else {
        None
    };
    let is_packed = packed.is_some();
    let found = packed
        .or_else(|| Dist::get(&path))
        .ok_or_else(Error::not_found)?;
    let mut response = Response::new(body(found));
    *response.status_mut() = StatusCode::OK;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(media_type(name)),
    );
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_packed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    Ok(Plain(response))
}

fn body(file: EmbeddedFile) -> Body {
    match file.data {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}

/// Whether all three apps are in this program; `portico doctor` says so.
pub fn is_complete() -> bool {
    Bundle::ALL
        .iter()
        .all(|bundle| Dist::get(&format!("{}/index.html", bundle.as_str())).is_some())
}

#[cfg(test)]
mod tests;
