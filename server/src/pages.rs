//! Pages: which of the three web apps answers an address that is no API.
//!
//! Without a session every address of a portal leads to the sign-in page and back; whether it exists is not told before.

mod kept;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use serde_json::json;

use crate::app::App;
use crate::assets::{self, Bundle, PageHead};
use crate::error::{Error, Result};
use crate::features::documents::naming::page_path;
use crate::features::legal_pages::{self, LegalKind};
use crate::features::people::settings;
use crate::features::providers;
use crate::features::providers::colour::{Colour, Palette};
use crate::features::sessions::{self, Gate};
use crate::features::sign_in;
use crate::kit::http::reply::Plain;
use crate::kit::http::site::{Brand, Site};
use crate::scope::Contact;

pub use kept::KeptPages;

/// Any address but those of the API and of files. `/login` and `/s` show the sign-in page of a brand; showing it spends
/// nothing, and a token in the fragment never gets here.
pub async fn show_page(
    State(app): State<App>,
    site: Site,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Plain> {
    if !matches!(method, Method::GET | Method::HEAD) || is_api(uri.path()) {
        return Err(Error::not_found());
    }
    let Site::Brand(brand) = &site else {
        let nonce = app.ids.token().as_str().to_owned();
        let head = PageHead {
            nonce,
            language: "en".into(),
            title: "Portico".into(),
            data: json!({}),
            ..PageHead::default()
        };
        return assets::page(&site, Bundle::Staff, &head);
    };
    if let Some(kind) = LegalKind::at(uri.path()) {
        let query = uri.query().unwrap_or_default();
        return legal_pages::show_legal_page(&app, brand, kind, query, &headers).await;
    }
    if matches!(uri.path(), "/login" | "/s") {
        return sign_in_page(&app, &site, brand).await;
    }
    if let Some(portal) = portal_address(&uri) {
        return Ok(see_other(&format!("{}{portal}", brand.prefix)));
    }
    let entered = sessions::entered(&app, &site, &headers).await?;
    let step = entered.as_ref().map_or("", |_| "&step=second-factor");
    let whole = entered.filter(|live| live.standing.gate() == Gate::Satisfied);
    let Some(live) = whole else {
        if step.is_empty()
            && let Some(page) = page_of_reader(&app, &site, brand, &uri, &headers).await?
        {
            return Ok(page);
        }
        let to: String = form_urlencoded::byte_serialize(uri.to_string().as_bytes()).collect();
        return Ok(see_other(&format!("{}/login?to={to}{step}", brand.prefix)));
    };
    let head = client_head(&app, brand, &live.contact).await?;
    assets::page(&site, Bundle::Client, &head)
}

/// The sign-in page: written anew when it was not asked for lately, else as it was with a nonce of its own.
async fn sign_in_page(app: &App, site: &Site, brand: &Brand) -> Result<Plain> {
    let nonce = app.ids.token().as_str().to_owned();
    let kept = &app.sign_in_pages;
    if let Some(html) = kept.with_nonce(brand.brand_domain_id, &nonce) {
        return Ok(assets::answer(html, &nonce));
    }
    let head = match brand_head(app, brand).await {
        Err(error) if error.is_away() => {
            let html = kept.last_with_nonce(brand.brand_domain_id, &nonce);
            return html.map(|html| assets::answer(html, &nonce)).ok_or(error);
        }
        head => head?,
    };
    let html = assets::html(site, Bundle::SignIn, &head)?;
    kept.keep(brand.brand_domain_id, &html, &head.nonce);
    Ok(assets::answer(html, &head.nonce))
}

/// The page of the one document that this browser reads by a delivery link (P17), which says as whom.
async fn page_of_reader(
    app: &App,
    site: &Site,
    brand: &Brand,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<Option<Plain>> {
    let Some(reading) = sessions::reading(app, site, headers).await? else {
        return Ok(None);
    };
    if uri.path() != page_path(reading.year, &reading.slug) {
        return Ok(None);
    }
    let address = sign_in::address_of_reader(app, site, headers, brand.provider_id).await?;
    let Some(address) = address else {
        return Ok(None);
    };
    let mut head = client_head(app, brand, &reading.contact).await?;
    head.data["reading"] =
        json!({ "channel": address.channel().word(), "masked": address.masked() });
    assets::page(site, Bundle::Client, &head).map(Some)
}

/// The head of a page of the portal, in the colour of the client that one acts for.
async fn client_head(app: &App, brand: &Brand, contact: &Contact) -> Result<PageHead> {
    let mut head = brand_head(app, brand).await?;
    let read = app.db.read(contact).await?;
    let look = settings::find_look(&read, contact.client_id).await?;
    drop(read);
    if let Some(colour) = look.colour.as_deref().and_then(Colour::parse) {
        head.style = format!(":root{{{}}}", Palette::of(colour).css());
    }
    Ok(head)
}

fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// Where `/`, `/client` and `/client/…` lead.
fn portal_address(uri: &Uri) -> Option<String> {
    let rest = match uri.path() {
        "/" => "",
        path => path
            .strip_prefix("/client")
            .filter(|rest| rest.is_empty() || rest.starts_with('/'))?,
    };
    let query = uri
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    Some(format!("/portal{}{query}", rest.trim_end_matches('/')))
}

fn see_other(address: &str) -> Plain {
    let Ok(address) = HeaderValue::try_from(address) else {
        return Plain(StatusCode::NOT_FOUND.into_response());
    };
    let mut response = Response::default();
    *response.status_mut() = StatusCode::SEE_OTHER;
    response.headers_mut().insert(header::LOCATION, address);
    Plain(response)
}

async fn brand_head(app: &App, brand: &Brand) -> Result<PageHead> {
    let data = providers::brand_json(app, brand).await?;
    let text = |key: &str| data[key].as_str().unwrap_or_default().to_owned();
    let palette = Colour::parse(&text("colour")).map(Palette::of);
    Ok(PageHead {
        nonce: app.ids.token().as_str().to_owned(),
        language: text("language"),
        title: text("name"),
        favicon: data["favicon_url"].as_str().map(str::to_owned),
        theme: palette
            .as_ref()
            .map(|palette| [palette.soft.clone(), palette.soft_dark.clone()]),
        style: palette
            .map(|palette| format!(":root{{{}}}", palette.css()))
            .unwrap_or_default(),
        data,
        ..PageHead::default()
    })
}

#[cfg(test)]
mod tests;
