//! Whatever bytes a request is made of: hosts, queries, keys and bodies are read or refused, and what is read keeps to
//! its rules. `PROPTEST_CASES=100000` tries longer.

use axum::body::Body as RawBody;
use axum::extract::{FromRequest, FromRequestParts, Request};
use http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use proptest::prelude::*;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use super::body::{Body, JSON_LIMIT_BYTES};
use super::host::{fold, read};
use super::params::{IdempotencyKey, Search};
use crate::error::Error;

#[derive(Debug, Deserialize)]
struct Asked {
    q: Option<String>,
    cursor: Option<String>,
    #[expect(dead_code, reason = "only parsed")]
    limit: Option<u32>,
}

/// Bytes, most of them such as mean something in addresses and in JSON.
fn noise() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop_oneof![
        any::<u8>().prop_map(|byte| vec![byte]),
        "[a-zA-Z0-9.:%&=+/?#@_ \\[\\]-]{1,6}".prop_map(String::into_bytes),
        prop::sample::select(vec![
            "%00",
            "%",
            "%2",
            "%ff",
            "q=",
            "&cursor=",
            "&limit=",
            "limit=1",
            "xn--",
            ":80",
            "[::1]",
            "\\u0000",
            "\\ud800",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            "null",
            "1e999",
            "-0",
            "\"__proto__\":",
            "..",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

/// Runs what never waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    futures_util::FutureExt::now_or_never(future).expect("nothing is waited for")
}

/// Reads the JSON body, its type given.
fn body<T: DeserializeOwned>(bytes: Vec<u8>) -> Result<T, Error> {
    let request = Request::post("/")
        .header(header::CONTENT_TYPE, "application/json")
        .body(RawBody::from(bytes))
        .expect("a request");
    now(Body::<T>::from_request(request, &())).map(|body| body.value)
}

proptest! {
    #[test]
    fn any_host_is_folded_to_a_name_or_refused(bytes in noise(), text in any::<String>()) {
        let Ok(value) = HeaderValue::from_bytes(&bytes) else { return Ok(()) };
        let headers = HeaderMap::from_iter([(header::HOST, value)]);
        let read = read(&Uri::from_static("/"), &headers);
        for host in [read, fold(&text), fold(&String::from_utf8_lossy(&bytes))].into_iter().flatten() {
            let is_name = host.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte));
            prop_assert!(is_name || host.starts_with('[') && host.ends_with(']'), "{}", host);
            prop_assert_eq!(fold(&host), Ok(host));
        }
    }

    #[test]
    fn any_query_is_read_without_a_nul_or_refused_with_its_field(bytes in noise()) {
        let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        let Ok(uri) = format!("/?{text}").parse::<Uri>() else { return Ok(()) };
        let (mut parts, ()) = Request::builder().uri(uri).body(()).expect("a request").into_parts();
        match now(Search::<Asked>::from_request_parts(&mut parts, &())) {
            Ok(Search(Asked { q, cursor, .. })) => {
                prop_assert!([q, cursor].into_iter().flatten().all(|text| !text.contains('\0')));
            }
            Err(error) => prop_assert_eq!(error.status().as_u16(), 422),
        }
    }

    #[test]
    fn any_idempotency_key_is_one_of_visible_letters_or_refused(values in prop::collection::vec(noise(), 0..3), long in 0..300_usize) {
        let long = (long > 200).then(|| vec![b'k'; long]);
        let values: Vec<HeaderValue> = values.iter().chain(&long).filter_map(|bytes| HeaderValue::from_bytes(bytes).ok()).collect();
        let mut headers = HeaderMap::new();
        for value in &values {
            headers.append(HeaderName::from_static("idempotency-key"), value.clone());
        }
        let (mut parts, ()) = Request::new(()).into_parts();
        parts.headers = headers;
        match now(IdempotencyKey::from_request_parts(&mut parts, &())) {
            Ok(IdempotencyKey(None)) => prop_assert!(values.is_empty()),
            Ok(IdempotencyKey(Some(key))) => {
                prop_assert_eq!(values.len(), 1);
                prop_assert_eq!(key.as_bytes(), values[0].as_bytes());
                prop_assert!((1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()));
            }
            Err(error) => prop_assert_eq!(error.status().as_u16(), 422),
        }
    }

    #[test]
    fn any_body_is_read_without_a_nul_or_refused(bytes in noise(), inside: bool) {
        let bytes = if inside { [b"{\"q\":\"", bytes.as_slice(), b"\"}"].concat() } else { bytes };
        match body::<Value>(bytes) {
            Ok(value) => {
                prop_assert!(!value.is_array());
                prop_assert!(value["q"].as_str().is_none_or(|text| !text.contains('\0')));
            }
            Err(error) => prop_assert!([400, 422].contains(&error.status().as_u16()), "{}", error),
        }
    }
}

#[test]
fn a_body_that_is_too_long_or_too_deep_is_refused() {
    let status = |bytes| body::<Value>(bytes).unwrap_err().status().as_u16();
    assert_eq!(status(vec![b' '; JSON_LIMIT_BYTES + 1]), 413);
    for opening in ["{\"a\":", "{\"a\":["] {
        assert_eq!(
            status(opening.repeat(100_000).into_bytes()),
            400,
            "{opening}"
        );
    }
}
