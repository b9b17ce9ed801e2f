//! The answer with a picture's bytes: for whoever may read the document, and never able to run anything.

use axum::response::IntoResponse;
use http::{HeaderValue, StatusCode, header};

use crate::{
    error::{Error, Result},
    features::providers::SANDBOX,
    kit::{http::reply::Plain, id::Id},
};

/// Never changed, and not for everybody: no cache that others share keeps it.
const PRIVATE_YEAR: HeaderValue = HeaderValue::from_static("private, max-age=31536000, immutable");

/// The bytes of a picture.
///
/// # Errors
/// Only for a media type that is none.
pub fn image_answer(image_id: Id, media_type: &str, content: Vec<u8>) -> Result<Plain> {
    let ending = media_type.strip_prefix("image/").unwrap_or_default();
    let name = format!("inline; filename=\"{image_id}.{ending}\"");
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::try_from(media_type).map_err(Error::internal)?,
        ),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::try_from(name).map_err(Error::internal)?,
        ),
        (header::CONTENT_SECURITY_POLICY, SANDBOX),
        (header::CACHE_CONTROL, PRIVATE_YEAR),
    ];
    Ok(Plain((StatusCode::OK, headers, content).into_response()))
}
