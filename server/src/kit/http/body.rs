//! The JSON body of a request: bounded, parsed strictly, each refusal a problem document that names the field.

use axum::body::Body as RawBody;
use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use http::{StatusCode, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::error::Category;

use super::place::Crowded;
use crate::error::{Error, Result};
use crate::kit::field::{FieldError, FieldErrors};

/// The most a JSON body may hold.
pub const JSON_LIMIT_BYTES: usize = 1024 * 1024;
/// The most that whoever has not signed in may send.
pub(super) const PUBLIC_LIMIT_BYTES: usize = 16 * 1024;

/// Stands in the extensions of a request that anybody may make.
#[derive(Debug, Clone, Copy)]
pub(super) struct FromAnybody;

/// For a member that may be null, be left out, or be given: tells a null (`Some(None)`) from what was left out.
///
/// # Errors
/// Those of the value.
pub fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    value: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(value).map(Some)
}

/// A JSON body of type `T`, with the bytes it was read from (their hash goes with an idempotency key).
#[derive(Debug, Clone)]
pub struct Body<T> {
    /// The parsed body.
    pub value: T,
    /// What was sent.
    pub bytes: Bytes,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self> {
        if !request
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(is_json)
        {
            return Err(not_json());
        }
        let limit = match request.extensions().get() {
            Some(FromAnybody) => PUBLIC_LIMIT_BYTES,
            None => JSON_LIMIT_BYTES,
        };
        let bytes = read(request.into_body(), limit).await?;
        check(&bytes)?;
        let value = parse(&bytes)?;
        Ok(Self { value, bytes })
    }
}

/// The raw body of a route that takes another media type, at most `LIMIT` bytes.
#[derive(Debug, Clone)]
pub struct Raw<const LIMIT: usize>(pub Bytes);

impl<S: Send + Sync, const LIMIT: usize> FromRequest<S> for Raw<LIMIT> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self> {
        read(request.into_body(), LIMIT).await.map(Self)
    }
}

/// The raw body of a route that takes it as it arrives, however long it is. Its pace is watched (`serve`), and while it
/// is waited for nobody's place is taken.
#[derive(Debug)]
pub struct Streamed(pub RawBody);

impl<S: Send + Sync> FromRequest<S> for Streamed {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self> {
        Ok(Self(request.into_body()))
    }
}

impl Streamed {
    /// The next bytes; none at the end.
    ///
    /// # Errors
    /// 408 when they did not arrive in time or at all, 503 when there are too many to wait for.
    pub async fn next(&mut self) -> Result<Option<Bytes>> {
        loop {
            match self.0.frame().await {
                None => return Ok(None),
                Some(Ok(frame)) => {
                    if let Ok(bytes) = frame.into_data() {
                        return Ok(Some(bytes));
                    }
                }
                Some(Err(error)) if is_crowded(&error) => {
                    return Err(Error::unavailable("overloaded", 1));
                }
                Some(Err(_)) => return Err(incomplete()),
            }
        }
    }
}

/// 408.
fn incomplete() -> Error {
    Error::request(
        StatusCode::REQUEST_TIMEOUT,
        "body_incomplete",
        "The body did not arrive whole in time.",
    )
}

/// 415.
pub(super) fn not_json() -> Error {
    Error::request(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported_media_type",
        "Send application/json.",
    )
}

/// Whether a content type is `application/json`, with or without parameters.
pub(super) fn is_json(value: &http::HeaderValue) -> bool {
    value.to_str().is_ok_and(|text| {
        let kind = text.split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case("application/json")
    })
}

/// Collects a body of at most `limit` bytes.
async fn read(body: RawBody, limit: usize) -> Result<Bytes> {
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Error::request(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
            format!("The body may hold {limit} bytes at most."),
        )),
        Err(error) if is_crowded(error.as_ref()) => Err(Error::unavailable("overloaded", 1)),
        Err(_) => Err(incomplete()),
    }
}

/// Whether the body was given up for others' sake.
fn is_crowded(error: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(error), |&error| error.source()).any(|error| error.is::<Crowded>())
}

/// Refuses what the type of a body would let through: a list, which serde reads as the fields in their order, and the
/// character NUL, which no text of PostgreSQL can hold. In JSON it can only be escaped.
fn check(bytes: &[u8]) -> Result<()> {
    if bytes.trim_ascii_start().starts_with(b"[") {
        return Err(Error::invalid("", "invalid", "Send an object."));
    }
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        let escape = rest.get(at + 1..).unwrap_or_default();
        if escape.starts_with(b"u0000") {
            return Err(Error::invalid(
                "",
                "invalid",
                "A NUL character stands in a text.",
            ));
        }
        rest = escape.get(1..).unwrap_or_default();
    }
    Ok(())
}

/// Parses JSON; what is no JSON at all is 400, what does not fit the type is 422 with the field.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let parsed = serde_path_to_error::deserialize(&mut reader);
    let value = parsed.map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        match inner.classify() {
            Category::Data => FieldErrors(vec![describe(&path, &inner.to_string())]).into(),
            _ => malformed(),
        }
    })?;
    reader.end().map_err(|_| malformed())?;
    Ok(value)
}

fn malformed() -> Error {
    Error::request(
        StatusCode::BAD_REQUEST,
        "malformed_json",
        "The body is not JSON, or is nested too deeply.",
    )
}

/// Turns serde's sentence into a field, a code and a message.
pub(super) fn describe(path: &str, sentence: &str) -> FieldError {
    let sentence = sentence
        .rfind(" at line ")
        .map_or(sentence, |at| &sentence[..at]);
    let path = if path == "." { "" } else { path };
    let named = |prefix: &str| {
        sentence
            .strip_prefix(prefix)
            .and_then(|rest| rest.split('`').next())
    };
    let (code, field) = if let Some(name) = named("missing field `") {
        ("missing", join(path, name))
    } else if let Some(name) = named("unknown field `") {
        // The path of an unknown field ends in the field itself already.
        let parent = path
            .strip_suffix(name)
            .map_or(path, |parent| parent.trim_end_matches('.'));
        ("unknown", join(parent, name))
    } else {
        ("invalid", path.to_owned())
    };
    FieldError {
        field,
        code,
        message: sentence.to_owned(),
    }
}

fn join(parent: &str, name: &str) -> String {
    if parent.is_empty() {
        name.to_owned()
    } else {
        format!("{parent}.{name}")
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only parsed")]
    struct Order {
        title: String,
        lines: Vec<Line>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only parsed")]
    struct Line {
        quantity: u32,
    }

    fn refusal(text: &str) -> (u16, String, String) {
        let error = parse::<Order>(text.as_bytes()).unwrap_err();
        let field = match &error {
            Error::Invalid { fields, .. } => format!("{} {}", fields[0].field, fields[0].code),
            _ => String::new(),
        };
        (error.status().as_u16(), error.code().to_owned(), field)
    }

    #[test]
    fn a_refused_body_names_the_field() {
        let invalid = |field: &str| (422, "invalid".to_owned(), field.to_owned());
        assert_eq!(refusal(r#"{"title":"a"}"#), invalid("lines missing"));
        assert_eq!(
            refusal(r#"{"title":"a","lines":[{}]}"#),
            invalid("lines[0].quantity missing")
        );
        assert_eq!(
            refusal(r#"{"title":"a","lines":[{"quantity":-1}]}"#),
            invalid("lines[0].quantity invalid")
        );
        assert_eq!(
            refusal(r#"{"title":"a","lines":[],"extra":1}"#),
            invalid("extra unknown")
        );
        assert_eq!(
            refusal(r#"{"title":"a","lines":[{"quantity":1,"x":2}]}"#),
            invalid("lines[0].x unknown")
        );
        assert_eq!(refusal("[]").0, 422);
    }

    #[test]
    fn a_list_and_a_nul_are_refused() {
        for text in ["[]", " [1]", r#"{"a":"\u0000"}"#, r#"{"a":"x\\\u0000"}"#] {
            assert!(check(text.as_bytes()).is_err(), "{text}");
        }
        for text in ["{}", r#"{"a":[]}"#, r#"{"a":"\\u0000 \u0001"}"#, "\\"] {
            assert!(check(text.as_bytes()).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_is_not_json_or_too_deep_is_malformed() {
        for text in ["", "{", "{} {}", r#"{"title":"a","lines":[]} x"#] {
            assert_eq!(
                parse::<serde_json::Value>(text.as_bytes())
                    .map_err(|error| error.status().as_u16())
                    .err(),
                Some(400),
                "{text}"
            );
        }
        let deep = "[".repeat(100_000);
        assert_eq!(
            parse::<serde_json::Value>(deep.as_bytes())
                .unwrap_err()
                .code(),
            "malformed_json"
        );
    }
}
