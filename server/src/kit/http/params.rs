//! Path and query parameters, with problem documents for what does not fit.

use axum::RequestPartsExt;
use axum::extract::{FromRequestParts, Path};
use http::request::Parts;
use serde::de::DeserializeOwned;

use super::body::describe;
use crate::error::{Error, Result};
use crate::kit::field::FieldErrors;

/// The one character that no text of PostgreSQL can hold, as addresses spell it.
const NUL: &str = "%00";

/// The parameters in the path. One that does not parse is an address that does not exist: 404.
#[derive(Debug, Clone)]
pub struct Params<T>(pub T);

impl<T: DeserializeOwned + Send + 'static, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        if parts.uri.path().contains(NUL) {
            return Err(Error::not_found());
        }
        parts
            .extract::<Path<T>>()
            .await
            .map(|Path(value)| Self(value))
            .map_err(|_| Error::not_found())
    }
}

/// The parameters in the query. One that does not parse is 422 with its name.
#[derive(Debug, Clone)]
pub struct Search<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Search<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        if parts.uri.query().is_some_and(|query| query.contains(NUL)) {
            return Err(Error::invalid(
                "",
                "invalid",
                "A NUL character stands in the query.",
            ));
        }
        let pairs = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        let reader = serde_urlencoded::Deserializer::new(pairs);
        serde_path_to_error::deserialize(reader)
            .map(Self)
            .map_err(|error| {
                let path = error.path().to_string();
                FieldErrors(vec![describe(&path, &error.into_inner().to_string())]).into()
            })
    }
}

/// The longest `Idempotency-Key`, in characters.
pub const LONGEST_KEY: usize = 255;

/// The `Idempotency-Key` header, when there is one: 1 to 255 visible ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(pub Option<String>);

/// The same header where a request must have one; 400 otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredKey(pub String);

impl<S: Send + Sync> FromRequestParts<S> for RequiredKey {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let IdempotencyKey(key) = IdempotencyKey::from_request_parts(parts, state).await?;
        key.map(Self).ok_or_else(|| {
            Error::request(
                http::StatusCode::BAD_REQUEST,
                "idempotency_key_required",
                "Send an Idempotency-Key header.",
            )
        })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let mut values = parts.headers.get_all("idempotency-key").iter();
        let Some(value) = values.next() else {
            return Ok(Self(None));
        };
        let text = value.to_str().unwrap_or_default();
        let usable = (1..=LONGEST_KEY).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_graphic());
        if !usable || values.next().is_some() {
            return Err(Error::invalid(
                "Idempotency-Key",
                "invalid",
                "One key of 1 to 255 visible ASCII characters.",
            ));
        }
        Ok(Self(Some(text.to_owned())))
    }
}
