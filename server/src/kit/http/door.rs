//! The outer edge: every request enters and every answer leaves here.
//! Request id, overload, host, prefix, then the router; on the way out problem documents, headers and the log line.

use std::any::Any;
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use http::uri::PathAndQuery;
use http::{HeaderValue, Method, StatusCode, Uri, header};
use ipnet::IpNet;
use tower::ServiceExt;

use super::headers;
use super::host::{self, HostFault};
use super::meta::{self, Meta};
use super::place::{Place, Places};
use super::proxy;
use super::refusal::{Asking, Refusal, Refusals};
use super::site::{self, BrandTable, Site, StaffSite};
use crate::error::{Error, Problem, Raised, Result};
use crate::kit::metrics::{Matched, Metrics};
use crate::kit::seldom::Seldom;

/// Under too much of everything there are thousands a second.
static PUT_OFF: Seldom = Seldom::new();

/// Makes the id of a request.
pub type RequestIds = Arc<dyn Fn() -> String + Send + Sync>;

/// Answers whether the parts the server needs are there, for `/readyz`.
pub type Ready =
    Arc<dyn Fn() -> std::pin::Pin<Box<dyn Future<Output = bool> + Send>> + Send + Sync>;

/// What a door is made of.
pub struct DoorParts {
    /// All routes.
    pub router: Router,
    /// Host → brands.
    pub brands: Arc<dyn BrandTable>,
    /// The staff host.
    pub staff: Arc<StaffSite>,
    /// Further hosts that belong to the program itself, such as the demo's outbox page: folded name and routes.
    pub own_hosts: Vec<(String, Router)>,
    /// Peers whose forwarded headers count.
    pub trusted_proxies: Vec<IpNet>,
    /// Requests worked on or waiting for that; more are 503.
    pub max_in_flight: usize,
    /// Where answers are counted.
    pub metrics: Arc<Metrics>,
    /// Where request ids come from.
    pub request_ids: RequestIds,
    /// Whether `/readyz` says yes.
    pub ready: Ready,
    /// Told of whatever somebody was refused, before it is answered.
    pub refusals: Refusals,
}

/// The outer edge. A cheap handle.
#[derive(Clone)]
pub struct Door {
    parts: Arc<DoorParts>,
    places: Arc<Places>,
}

/// Where a request goes after its host was read.
enum Entry {
    /// To the router, with the brand's prefix taken off.
    Inside(Request, Meta),
    /// Answered at the door.
    Answer(Response),
}

impl Door {
    /// A door with nobody inside.
    pub fn new(parts: DoorParts) -> Self {
        Self {
            places: Arc::new(Places::new(parts.max_in_flight)),
            parts: Arc::new(parts),
        }
    }

    /// Answers one request.
    pub async fn answer(&self, request: Request, peer: Option<SocketAddr>) -> Response {
        let began = Instant::now();
        let request_id: Arc<str> = (self.parts.request_ids)().into();
        let method = request.method().clone();
        let wants_page = wants_page(&request);
        let health = self.health(&method, request.uri().path().to_owned()).await;
        let mut is_secure = false;
        let mut response = match health {
            Some(response) => response,
            None => {
                let inside = self.inside(request, peer, &request_id, &mut is_secure);
                // Whatever a handler left half-done is undone where it was dropped.
                let caught = AssertUnwindSafe(inside).catch_unwind().await;
                let answer = caught.unwrap_or_else(|panic| Err(Error::internal(story(&*panic))));
                answer.unwrap_or_else(Error::into_response)
            }
        };
        if let Some(Raised(error)) = response.extensions_mut().remove::<Raised>() {
            log(&error, &request_id);
            if wants_page {
                plain_page(&error, &request_id, &mut response)
            } else {
                Problem::write(&error, &request_id, &mut response)
            }
        }
        if method == Method::HEAD {
            *response.body_mut() = Body::empty();
        }
        headers::secure(response.headers_mut(), is_secure);
        if let Ok(value) = HeaderValue::from_str(&request_id) {
            response.headers_mut().insert("x-request-id", value);
        }
        let (matched, took) = (response.extensions_mut().remove(), began.elapsed());
        let status = response.status();
        self.parts.metrics.answered(&method, matched, status, took);
        let path = matched.map_or("other", |Matched(path)| path);
        let (status, took_us) = (status.as_u16(), took.as_micros());
        tracing::debug!(%request_id, %method, path, status, took_us, "answered");
        response
    }

    async fn inside(
        &self,
        request: Request,
        peer: Option<SocketAddr>,
        request_id: &Arc<str>,
        is_secure: &mut bool,
    ) -> Result<Response> {
        // Held until the answer's head is ready; a stream that goes on after it takes no place.
        let place = self.places.take().await?;
        let entry = self.enter(request, peer, request_id, is_secure, &place);
        match entry.await? {
            Entry::Answer(response) => Ok(response),
            Entry::Inside(request, meta) => {
                let (method, uri) = (request.method().clone(), request.uri().clone());
                let response = run(&self.parts.router, request).await;
                if let Some(refusal) = Refusal::of(&response, meta, method, &uri) {
                    (self.parts.refusals)(refusal).await?;
                }
                Ok(response)
            }
        }
    }

    /// Finds the site by host and prefix. `is_secure` becomes whether its origin is https.
    async fn enter(
        &self,
        request: Request,
        peer: Option<SocketAddr>,
        request_id: &Arc<str>,
        is_secure: &mut bool,
        place: &Place,
    ) -> Result<Entry> {
        let forwarded = proxy::read(
            &self.parts.trusted_proxies,
            peer.map(|peer| peer.ip()),
            request.headers(),
        );
        let named = match &forwarded.host {
            Some(text) => host::fold(text),
            None => host::read(request.uri(), request.headers()),
        };
        let host = named.map_err(bad_host)?;
        if let Some((_, router)) = self.parts.own_hosts.iter().find(|(own, _)| *own == host) {
            return Ok(Entry::Answer(run(router, request).await));
        }
        let prefix = forwarded.prefix.as_deref().unwrap_or_default();
        let Some(site) = self.site(&host, prefix, request.uri().path()).await? else {
            return Ok(Entry::Answer(unknown_host()));
        };
        *is_secure = site.is_secure();
        let (mut head, body) = request.into_parts();
        let inner = if prefix.is_empty() {
            strip(&head.uri, site.prefix())?
        } else {
            strip(&restored(&head.uri, prefix)?, site.prefix())?
        };
        if let Site::Brand(brand) = &site
            && let Some(address) = &brand.main_address
        {
            return Ok(Entry::Answer(moved(address, &inner)));
        }
        if inner.path() == "/robots.txt" {
            return Ok(Entry::Answer(robots()));
        }
        right_side(&site, inner.path())?;
        head.uri = inner;
        let agent = meta::agent(&head.headers);
        let meta = Meta {
            ip: forwarded.ip,
            agent,
            request_id: request_id.clone(),
            site: site.clone(),
            asking: Asking::default(),
        };
        head.extensions.insert(meta.clone());
        head.extensions.insert(site);
        let body = place.lent_by(body, meta.ip);
        Ok(Entry::Inside(Request::from_parts(head, body), meta))
    }

    /// These two answer on any host: whoever asks may not know one.
    async fn health(&self, method: &Method, path: String) -> Option<Response> {
        if !matches!(*method, Method::GET | Method::HEAD) {
            return None;
        }
        match path.as_str() {
            "/healthz" => Some("ok\n".into_response()),
            "/readyz" if (self.parts.ready)().await => Some("ready\n".into_response()),
            "/readyz" => Some(Error::unavailable("not_ready", 5).into_response()),
            _ => None,
        }
    }

    /// The site of a host and path. `None`: the host is unknown; 404: the path lies outside every prefix of a known one.
    async fn site(&self, host: &str, stripped_prefix: &str, path: &str) -> Result<Option<Site>> {
        if host == self.parts.staff.host {
            return Ok(Some(Site::Staff(self.parts.staff.clone())));
        }
        let Some(brands) = self.parts.brands.find(host).await? else {
            return Ok(None);
        };
        let whole = format!("{stripped_prefix}{path}");
        site::choose(&brands, &whole)
            .map(|brand| Some(Site::Brand(brand.clone())))
            .ok_or_else(Error::not_found)
    }
}

async fn run(router: &Router, request: Request) -> Response {
    router
        .clone()
        .oneshot(request)
        .await
        .unwrap_or_else(|never| match never {})
}

/// Contacts' addresses answer on brand domains only, those of staff and devices on the staff host only; the other side hears just this.
fn right_side(site: &Site, path: &str) -> Result<()> {
    let lies_under = |root| {
        path.strip_prefix(root)
            .is_some_and(|rest: &str| rest.is_empty() || rest.starts_with('/'))
    };
    let is_wrong = match site {
        Site::Brand(_) => lies_under("/api/admin") || lies_under("/api/device"),
        Site::Staff(_) => lies_under("/api/client"),
    };
    if is_wrong {
        Err(Error::forbidden("wrong_audience"))
    } else {
        Ok(())
    }
}

/// The path a browser asked for, before a proxy took the prefix off.
fn restored(uri: &Uri, prefix: &str) -> Result<Uri> {
    let path_and_query = uri.path_and_query().map_or("/", PathAndQuery::as_str);
    format!("{prefix}{path_and_query}")
        .parse()
        .map_err(|_| bad_host(HostFault::Malformed))
}

/// The URI that the routes see: path and query without the brand's prefix.
fn strip(uri: &Uri, prefix: &str) -> Result<Uri> {
    let path_and_query = uri.path_and_query().map_or("/", PathAndQuery::as_str);
    let rest = path_and_query
        .strip_prefix(prefix)
        .ok_or_else(Error::not_found)?;
    let text = if rest.starts_with('/') {
        rest.to_owned()
    } else {
        format!("/{rest}")
    };
    text.parse().map_err(|_| Error::not_found())
}

fn bad_host(fault: HostFault) -> Error {
    let detail = match fault {
        HostFault::Missing => "The request names no host.",
        HostFault::Doubled => "The request names more than one host.",
        HostFault::Malformed => "The request's host is no host name.",
    };
    Error::request(StatusCode::BAD_REQUEST, "bad_host", detail)
}

fn unknown_host() -> Response {
    let page = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Nothing here</title><p>There is no portal at this address.</p></html>\n";
    (
        StatusCode::MISDIRECTED_REQUEST,
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
        page,
    )
        .into_response()
}

fn robots() -> Response {
    (
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        "User-agent: *\nDisallow: /\n",
    )
        .into_response()
}

fn moved(address: &str, inner: &Uri) -> Response {
    (
        StatusCode::PERMANENT_REDIRECT,
        [(header::LOCATION, format!("{address}{inner}"))],
    )
        .into_response()
}

/// A person opened an address in a browser: refusals are shown as a page.
fn wants_page(request: &Request) -> bool {
    let accepts = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    accepts.contains("text/html") && !request.uri().path().contains("/api/")
}

fn plain_page(error: &Error, request_id: &str, response: &mut Response) {
    let title = error.status().canonical_reason().unwrap_or("Error");
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><h1>{title}</h1><p>Request {request_id}</p></html>\n"
    );
    Problem::write(error, request_id, response);
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    *response.body_mut() = Body::from(page);
}

/// What a panic says of itself.
fn story(panic: &(dyn Any + Send)) -> String {
    let said = panic.downcast_ref::<&str>().copied();
    let said = said.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("a handler panicked: {}", said.unwrap_or("without a word"))
}

fn log(error: &Error, request_id: &str) {
    match error {
        Error::Internal(_) => tracing::error!(request_id, %error, "a request failed"),
        Error::Unavailable { .. } => {
            if let Some(times) = PUT_OFF.times() {
                tracing::warn!(request_id, %error, times, "requests were put off");
            }
        }
        _ => tracing::debug!(request_id, %error, "a request was refused"),
    }
}
