//! What handlers answer with. Each type stands for one status, so that the document can't say another.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;

/// 201 with the thing made, and where it is.
#[derive(Debug)]
pub struct Created<T> {
    /// The thing.
    pub value: T,
    /// Its address, path only; without the brand's prefix.
    pub location: Option<String>,
}

impl<T> Created<T> {
    /// Something without an address of its own.
    pub fn new(value: T) -> Self {
        Self {
            value,
            location: None,
        }
    }

    /// Something found at `location`.
    pub fn at(location: impl Into<String>, value: T) -> Self {
        Self {
            value,
            location: Some(location.into()),
        }
    }
}

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        let mut response = (StatusCode::CREATED, Json(self.value)).into_response();
        if let Some(location) = self
            .location
            .and_then(|text| HeaderValue::try_from(text).ok())
        {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response
    }
}

/// 202: begun, not done.
#[derive(Debug)]
pub struct Accepted<T>(pub T);

impl<T: Serialize> IntoResponse for Accepted<T> {
    fn into_response(self) -> Response {
        (StatusCode::ACCEPTED, Json(self.0)).into_response()
    }
}

/// 204.
#[derive(Debug, Clone, Copy)]
pub struct NoContent;

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

/// An answer that also sets or ends cookies.
#[derive(Debug)]
pub struct WithCookies<R> {
    /// The answer.
    pub reply: R,
    /// `Set-Cookie` values; see [`super::cookie::Cookie::set`].
    pub cookies: Vec<HeaderValue>,
}

impl<R: IntoResponse> IntoResponse for WithCookies<R> {
    fn into_response(self) -> Response {
        let mut response = self.reply.into_response();
        for cookie in self.cookies {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }
}

/// An answer with headers of its own.
#[derive(Debug)]
pub struct WithHeaders<R> {
    /// The answer.
    pub reply: R,
    /// What its headers say beside.
    pub headers: Vec<(HeaderName, HeaderValue)>,
}

impl<R: IntoResponse> IntoResponse for WithHeaders<R> {
    fn into_response(self) -> Response {
        let mut response = self.reply.into_response();
        response.headers_mut().extend(self.headers);
        response
    }
}

/// Bytes of some media type: a logo, a page, a stream. Not described beyond its media type.
#[derive(Debug)]
pub struct Plain(pub Response);

impl IntoResponse for Plain {
    fn into_response(self) -> Response {
        self.0
    }
}
