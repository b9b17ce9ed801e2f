//! What every route checks before its handler runs: JSON only, nothing from another site.

use axum::extract::Request;
use http::{HeaderMap, Method, StatusCode, header};

use super::bearer;
use super::body::{is_json, not_json};
use super::site::Site;
use crate::error::{Error, Result};

/// Refuses a request that must not reach the handler. `media_types`: what the route takes in place of JSON.
pub(super) fn check(request: &Request, media_types: &'static [&'static str]) -> Result<()> {
    if is_safe(request.method()) {
        return Ok(());
    }
    if let Some(site) = request.extensions().get::<Site>()
        // A token is no ambient right: no page can make a browser send one it does not hold.
        && bearer(request.headers()).is_none()
    {
        same_site(request.headers(), site.origin())?;
    }
    media_type(request, media_types)
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// A browser says where a request comes from; programs send neither header and carry no ambient rights worth stealing.
fn same_site(headers: &HeaderMap, origin: &str) -> Result<()> {
    let fetch_site = headers.get("sec-fetch-site").map(|value| value.as_bytes());
    if !matches!(fetch_site, None | Some(b"same-origin" | b"none")) {
        return Err(Error::forbidden("cross_site"));
    }
    match headers.get(header::ORIGIN).map(|value| value.as_bytes()) {
        None => Ok(()),
        Some(sent) if sent == origin.as_bytes() => Ok(()),
        // Under `no-referrer` a browser hides the origin of a form it submits; its fetch metadata vouches for it.
        Some(b"null") if fetch_site == Some(b"same-origin") => Ok(()),
        Some(_) => Err(Error::forbidden("cross_site")),
    }
}

fn media_type(request: &Request, media_types: &'static [&'static str]) -> Result<()> {
    let Some(value) = request.headers().get(header::CONTENT_TYPE) else {
        let may_hold = request.headers().contains_key(header::TRANSFER_ENCODING)
            || !http_body::Body::is_end_stream(request.body());
        return if may_hold {
            Err(refused(media_types))
        } else {
            Ok(())
        };
    };
    if media_types.is_empty() {
        return if is_json(value) {
            Ok(())
        } else {
            Err(not_json())
        };
    }
    let kind = value
        .to_str()
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    if media_types
        .iter()
        .any(|allowed| allowed.eq_ignore_ascii_case(kind))
    {
        Ok(())
    } else {
        Err(refused(media_types))
    }
}

fn refused(media_types: &[&str]) -> Error {
    if media_types.is_empty() {
        return not_json();
    }
    Error::request(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported_media_type",
        format!("Send one of {}.", media_types.join(", ")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers: HeaderMap = pairs
            .iter()
            .map(|(name, value)| {
                (
                    http::HeaderName::from_static(name),
                    http::HeaderValue::from_static(value),
                )
            })
            .collect();
        same_site(&headers, "https://studio.example").is_ok()
    }

    #[test]
    fn only_the_registered_origin_may_change_something() {
        assert!(verdict(&[]));
        assert!(verdict(&[("origin", "https://studio.example")]));
        assert!(verdict(&[
            ("sec-fetch-site", "same-origin"),
            ("origin", "https://studio.example")
        ]));
        assert!(verdict(&[
            ("sec-fetch-site", "same-origin"),
            ("origin", "null")
        ]));
        assert!(!verdict(&[("origin", "null")]));
        assert!(!verdict(&[("origin", "http://studio.example")]));
        assert!(!verdict(&[(
            "origin",
            "https://studio.example.evil.example"
        )]));
        assert!(!verdict(&[("sec-fetch-site", "cross-site")]));
        assert!(!verdict(&[
            ("sec-fetch-site", "same-site"),
            ("origin", "https://studio.example")
        ]));
        assert!(!verdict(&[
            ("sec-fetch-site", "same-origin"),
            ("origin", "https://evil.example")
        ]));
    }
}
