//! The tus 1.0 protocol on the wire: what its headers say (core, creation, checksum, expiration, termination).
//! Knows nothing of what is uploaded.

use std::collections::BTreeMap;

use axum::extract::FromRequestParts;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, request::Parts};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use utoipa::openapi::{
    Required,
    path::{Parameter, ParameterBuilder, ParameterIn},
    schema::{ObjectBuilder, Type},
};

use super::describe::{DescribeArg, Description};
use crate::error::{Error, Result};
use crate::kit::clock::Time;

/// The version that is spoken.
const VERSION: &str = "1.0.0";

/// What a part of an upload is sent as.
pub const PART_TYPES: &[&str] = &["application/offset+octet-stream"];

/// What every answer says, refusals too.
pub static ALWAYS: [(HeaderName, HeaderValue); 2] = [
    (
        HeaderName::from_static("tus-resumable"),
        HeaderValue::from_static(VERSION),
    ),
    (
        HeaderName::from_static("tus-version"),
        HeaderValue::from_static(VERSION),
    ),
];

/// Texts of the metadata at most, and the longest in bytes.
const MOST_TEXTS: usize = 16;
const LONGEST_TEXT: usize = 4_096;

/// A request in the version that is spoken; any other is 412.
#[derive(Debug, Clone, Copy)]
pub struct Tus;

/// What is to be uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUpload {
    /// So many bytes.
    pub length: u64,
    /// What is said of them.
    pub metadata: BTreeMap<String, String>,
}

/// Which part of an upload a request brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartHead {
    /// The place of its first byte.
    pub offset: u64,
    /// What its bytes must give.
    pub checksum: Option<Checksum>,
}

/// The hash that the bytes of a part must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checksum {
    is_sha1: bool,
    hash: Vec<u8>,
}

/// A hash on its way.
#[derive(Debug)]
pub enum Hashing {
    /// What the protocol asks every server to know.
    Sha1(Sha1),
    /// What is better.
    Sha256(Sha256),
}

impl<S: Send + Sync> FromRequestParts<S> for Tus {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        match one(&parts.headers, "tus-resumable")? {
            Some(VERSION) => Ok(Self),
            _ => Err(Error::request(
                StatusCode::PRECONDITION_FAILED,
                "tus_version",
                "Send Tus-Resumable: 1.0.0.",
            )),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for NewUpload {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        Tus::from_request_parts(parts, state).await?;
        let length = number(&parts.headers, "upload-length")?;
        let metadata = one(&parts.headers, "upload-metadata")?.unwrap_or_default();
        Ok(Self {
            length,
            metadata: read_metadata(metadata).ok_or_else(|| bad("Upload-Metadata"))?,
        })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PartHead {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        Tus::from_request_parts(parts, state).await?;
        let offset = number(&parts.headers, "upload-offset")?;
        let checksum = match one(&parts.headers, "upload-checksum")? {
            Some(text) => Some(Checksum::read(text).ok_or_else(|| bad("Upload-Checksum"))?),
            None => None,
        };
        Ok(Self { offset, checksum })
    }
}

/// The value of a header that stands there at most once.
fn one<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<Option<&'a str>> {
    let mut values = headers.get_all(name).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    match (value.to_str(), values.next()) {
        (Ok(text), None) => Ok(Some(text.trim())),
        _ => Err(bad(name)),
    }
}

/// A whole number of bytes that a database can keep.
fn number(headers: &HeaderMap, name: &'static str) -> Result<u64> {
    let text = one(headers, name)?.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    let number = text.and_then(|text| text.parse::<i64>().ok());
    number
        .and_then(|number| u64::try_from(number).ok())
        .ok_or_else(|| bad(name))
}

/// 400.
fn bad(name: &str) -> Error {
    let detail = format!("{name}: missing, or not what the tus protocol says.");
    Error::request(StatusCode::BAD_REQUEST, "bad_upload", detail)
}

/// Pairs of a key and its text in base64, between commas; a key may stand alone.
fn read_metadata(text: &str) -> Option<BTreeMap<String, String>> {
    let mut all = BTreeMap::new();
    for pair in text.split(',').filter(|pair| !pair.trim().is_empty()) {
        let (key, value) = pair.trim().split_once(' ').unwrap_or((pair.trim(), ""));
        let bytes = STANDARD.decode(value.trim()).ok()?;
        let value = String::from_utf8(bytes).ok()?;
        let is_new = all.insert(key.to_owned(), value).is_none();
        if !is_new || key.is_empty() || all.len() > MOST_TEXTS {
            return None;
        }
    }
    let fit = all.values().all(|text: &String| text.len() <= LONGEST_TEXT);
    fit.then_some(all)
}

impl Checksum {
    fn read(text: &str) -> Option<Self> {
        let (word, hash) = text.split_once(' ')?;
        let (is_sha1, length) = match word {
            "sha1" => (true, 20),
            "sha256" => (false, 32),
            _ => return None,
        };
        let hash = STANDARD.decode(hash.trim()).ok()?;
        (hash.len() == length).then_some(Self { is_sha1, hash })
    }

    /// Begins to hash.
    pub fn begin(&self) -> Hashing {
        if self.is_sha1 {
            Hashing::Sha1(Sha1::new())
        } else {
            Hashing::Sha256(Sha256::new())
        }
    }

    /// Whether everything that was hashed gives this.
    pub fn is_of(&self, hashing: Hashing) -> bool {
        match hashing {
            Hashing::Sha1(hash) => hash.finalize().as_slice() == self.hash,
            Hashing::Sha256(hash) => hash.finalize().as_slice() == self.hash,
        }
    }
}

impl Hashing {
    /// Hashes more bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(hash) => hash.update(bytes),
            Self::Sha256(hash) => hash.update(bytes),
        }
    }
}

/// The headers that say how far an upload has come. `expires_at`: until when it can be gone on with, if it can.
pub fn told(
    offset: u64,
    length: Option<u64>,
    expires_at: Option<Time>,
) -> Vec<(HeaderName, HeaderValue)> {
    let mut headers = vec![(
        HeaderName::from_static("upload-offset"),
        HeaderValue::from(offset),
    )];
    if let Some(length) = length {
        let name = HeaderName::from_static("upload-length");
        headers.push((name, HeaderValue::from(length)));
    }
    let date = expires_at.map(|at| at.timestamp().strftime("%a, %d %b %Y %H:%M:%S GMT"));
    if let Some(Ok(date)) = date.map(|date| HeaderValue::try_from(date.to_string())) {
        headers.push((HeaderName::from_static("upload-expires"), date));
    }
    headers
}

fn header(name: &str, description: &str, required: Required, number: bool) -> Parameter {
    let kind = if number { Type::Integer } else { Type::String };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(required)
        .schema(Some(ObjectBuilder::new().schema_type(kind)))
        .description(Some(description))
        .build()
}

fn version() -> Parameter {
    header("Tus-Resumable", "Always 1.0.0.", Required::True, false)
}

impl DescribeArg for Tus {
    fn describe(to: &mut Description) {
        to.parameters(vec![version()]);
    }
}

impl DescribeArg for NewUpload {
    fn describe(to: &mut Description) {
        let of = "Pairs of a key and its text in base64, between commas: filename, client_id, project_id, folder, note; \
                  or file_id for a new version of a file.";
        to.parameters(vec![
            version(),
            header("Upload-Length", "In bytes.", Required::True, true),
            header("Upload-Metadata", of, Required::True, false),
        ]);
    }
}

impl DescribeArg for PartHead {
    fn describe(to: &mut Description) {
        let of = "sha1 or sha256 and the hash of these bytes in base64.";
        to.parameters(vec![
            version(),
            header(
                "Upload-Offset",
                "The place of the first byte.",
                Required::True,
                true,
            ),
            header("Upload-Checksum", of, Required::False, false),
        ]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_are_pairs_with_base64() {
        let read = |text| read_metadata(text).map(|all| all.into_iter().collect::<Vec<_>>());
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        assert_eq!(read(""), Some(vec![]));
        assert_eq!(
            read("filename cGxhbi5wZGY=,draft, note w7w="),
            Some(vec![
                pair("draft", ""),
                pair("filename", "plan.pdf"),
                pair("note", "ü")
            ])
        );
        for wrong in ["filename !", "a YQ==,a YQ==", "a /w==", "a YQ== b"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_checksum_is_of_its_bytes_alone() {
        for (text, is_it) in [
            ("sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=", true),
            ("sha256 LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=", true),
            ("sha1 2jmj7l5rSw0yVb/vlWAYkK/YBwk=", false),
        ] {
            let checksum = Checksum::read(text).unwrap();
            let mut hashing = checksum.begin();
            hashing.add(b"hel");
            hashing.add(b"lo");
            assert_eq!(checksum.is_of(hashing), is_it, "{text}");
        }
        for wrong in [
            "sha1 LPJNul8=",
            "md5 XUFAKrxLKna5cZ2REBfFkg==",
            "sha256",
            "",
        ] {
            assert!(Checksum::read(wrong).is_none(), "{wrong}");
        }
    }
}
