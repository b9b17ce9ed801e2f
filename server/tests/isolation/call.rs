//! Requests of the world's people, and what is compared of their answers.

use std::collections::BTreeMap;

use axum::{body::Body, extract::Request};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{Method, header};
use portico::testing::{Answer, TestApp};
use serde_json::Value;

/// What the names in paths and bodies stand for.
pub type Ids = BTreeMap<&'static str, String>;

/// A cookie: name and value.
pub type Cookie<'a> = (&'a str, &'a str);

/// In place of a cookie's name: the value is a key, shown as programs do.
pub const BEARER: &str = "bearer";

/// In place of a body's type: an upload of six bytes begins, of which this JSON is said in headers.
pub const CREATION: &str = "tus";
/// All of an upload.
pub const PART: &str = "application/offset+octet-stream";

fn creation(request: http::request::Builder, said: &[u8]) -> http::request::Builder {
    let said: BTreeMap<String, String> = serde_json::from_slice(said).unwrap();
    let pairs = said.iter();
    let pairs: Vec<String> = pairs
        .map(|(key, value)| format!("{key} {}", STANDARD.encode(value)))
        .collect();
    request
        .header("upload-length", "6")
        .header("upload-metadata", pairs.join(","))
}

/// A request about to be sent.
pub struct Call<'a> {
    pub host: &'a str,
    pub cookie: Option<Cookie<'a>>,
    pub method: &'a str,
    pub path: &'a str,
    pub body: Option<(&'a str, Vec<u8>)>,
}

impl Call<'_> {
    /// The request. Everything that creates carries an idempotency key of its own.
    pub fn request(&self, key: &str) -> Request {
        let mut request = Request::builder()
            .method(self.method.parse::<Method>().unwrap())
            .uri(self.path)
            .header(header::HOST, self.host);
        match self.cookie {
            Some((BEARER, key)) => {
                request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
            }
            Some((name, value)) => {
                request = request.header(header::COOKIE, format!("{name}={value}"));
            }
            None => {}
        }
        if self.method == "POST" {
            request = request.header("idempotency-key", key);
        }
        if self.path.contains("/uploads") {
            request = request.header("tus-resumable", "1.0.0");
        }
        match &self.body {
            Some((CREATION, said)) => creation(request, said).body(Body::empty()),
            Some((PART, bytes)) => request
                .header(header::CONTENT_TYPE, PART)
                .header("upload-offset", "0")
                .body(Body::from(bytes.clone())),
            Some((kind, bytes)) => request
                .header(header::CONTENT_TYPE, *kind)
                .body(Body::from(bytes.clone())),
            None => request.body(Body::empty()),
        }
        .unwrap()
    }

    /// Sends it and reads the answer whole.
    pub async fn send(&self, test: &TestApp) -> Answer {
        let key = test.app.ids.id().to_string();
        test.answer(self.request(&key)).await
    }
}

/// `{name}` replaced by what it stands for.
pub fn filled(path: &str, ids: &Ids) -> String {
    let mut filled = path.to_owned();
    for name in names_in(path) {
        let value = ids
            .get(name.as_str())
            .unwrap_or_else(|| panic!("nothing stands for {{{name}}} of {path}"));
        filled = filled.replace(&format!("{{{name}}}"), value);
    }
    filled
}

/// The names of a path's parameters.
pub fn names_in(path: &str) -> Vec<String> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// All that a caller can tell an answer by: status, body without the request id, and what the headers say of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Seen {
    pub status: u16,
    body: String,
    headers: Vec<(String, String)>,
}

impl Seen {
    pub fn of(answer: &Answer) -> Self {
        let mut body = answer.text();
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut request_id = String::new();
        for (name, value) in &answer.headers {
            let value = value.to_str().unwrap_or_default().to_owned();
            match name.as_str() {
                "x-request-id" => request_id = value,
                _ => headers.push((name.to_string(), value)),
            }
        }
        if !request_id.is_empty() {
            body = body.replace(&request_id, "");
        }
        headers.sort();
        Self {
            status: answer.code(),
            body,
            headers,
        }
    }
}

/// The value at a path of members such as `document.slug`, as text.
pub fn text_at(value: &Value, path: &str) -> String {
    let found = path
        .split('.')
        .try_fold(value, |value, member| value.get(member));
    match found {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => panic!("no {path} in {value}"),
    }
}
