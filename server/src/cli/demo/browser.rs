//! Somebody at a browser, in-process: asks the same door as everybody, keeps cookies.

use std::sync::{Mutex, PoisonError};

use axum::{body::Body, extract::Request};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{Method, header};
use http_body_util::BodyExt as _;
use serde_json::Value;

use super::history::text;
use crate::{cli::Outcome, kit::http::door::Door};

const AGENTS: [&str; 2] = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1",
];

/// A browser at one site.
pub(super) struct Browser<'a> {
    door: &'a Door,
    scheme: String,
    host: String,
    prefix: String,
    is_phone: bool,
    cookies: Mutex<Vec<(String, String)>>,
}

impl<'a> Browser<'a> {
    /// A fresh one at a site's public address, on a desk or a phone.
    pub(super) fn new(door: &'a Door, address: &str, is_phone: bool) -> Self {
        let (scheme, rest) = address.split_once("://").unwrap_or(("http", address));
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let prefix = if path.is_empty() { "" } else { "/" };
        Self {
            door,
            scheme: scheme.to_owned(),
            host: host.to_owned(),
            prefix: format!("{prefix}{path}"),
            is_phone,
            cookies: Mutex::default(),
        }
    }

    /// `GET`; the JSON that comes back.
    pub(super) async fn get(&self, path: &str) -> Outcome<Value> {
        self.send(Method::GET, path, None, None).await
    }

    /// `POST` of JSON; the JSON that comes back.
    pub(super) async fn post(&self, path: &str, body: &Value) -> Outcome<Value> {
        self.send(Method::POST, path, Some(body), None).await
    }

    /// Any request. An answer that is no success is an error.
    pub(super) async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        key: Option<&str>,
    ) -> Outcome<Value> {
        let mut said = Vec::new();
        if let Some(key) = key {
            said.push(("idempotency-key", key.to_owned()));
        }
        let sent = match body {
            Some(value) => {
                said.push(("content-type", "application/json".to_owned()));
                Body::from(value.to_string())
            }
            None => Body::empty(),
        };
        self.pass(method, path, &said, sent).await
    }

    /// Brings a file in one part: what is said of it goes into the upload's metadata.
    pub(super) async fn upload(
        &self,
        root: &str,
        said: &[(&str, &str)],
        bytes: Vec<u8>,
    ) -> Outcome {
        let metadata: Vec<String> = said
            .iter()
            .map(|(key, value)| format!("{key} {}", STANDARD.encode(value)))
            .collect();
        let version = ("tus-resumable", "1.0.0".to_owned());
        let announced = [
            version.clone(),
            ("upload-length", bytes.len().to_string()),
            ("upload-metadata", metadata.join(",")),
        ];
        let path = format!("{root}/uploads");
        let begun = self.pass(Method::POST, &path, &announced, Body::empty());
        let path = format!("{path}/{}", text(&begun.await?, "id")?);
        let part = [
            version,
            ("upload-offset", "0".to_owned()),
            ("content-type", "application/offset+octet-stream".to_owned()),
        ];
        self.pass(Method::PATCH, &path, &part, Body::from(bytes))
            .await?;
        Ok(())
    }

    async fn pass(
        &self,
        method: Method,
        path: &str,
        said: &[(&str, String)],
        body: Body,
    ) -> Outcome<Value> {
        let origin = format!("{}://{}", self.scheme, self.host);
        let path = format!("{}{path}", self.prefix);
        let mut request = Request::builder()
            .method(method.clone())
            .uri(&path)
            .header(header::HOST, &self.host)
            .header(header::ORIGIN, &origin)
            .header(header::USER_AGENT, AGENTS[usize::from(self.is_phone)])
            .header(header::COOKIE, self.cookie_line());
        for (name, value) in said {
            request = request.header(*name, value);
        }
        let peer = ([127, 0, 0, 1], if self.is_phone { 4711 } else { 4710 }).into();
        let (head, answer) = self
            .door
            .answer(request.body(body)?, Some(peer))
            .await
            .into_parts();
        let bytes = answer.collect().await?.to_bytes();
        if !head.status.is_success() {
            let said = String::from_utf8_lossy(&bytes);
            return Err(format!("{method} {origin}{path} answered {}: {said}", head.status).into());
        }
        for line in head.headers.get_all(header::SET_COOKIE) {
            self.keep(line.to_str()?);
        }
        if bytes.is_empty() {
            Ok(Value::Null)
        } else {
            Ok(serde_json::from_slice(&bytes)?)
        }
    }

    fn cookie_line(&self) -> String {
        let held = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        held.iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ")
    }

    fn keep(&self, line: &str) {
        let Some((name, value)) = line.split(';').next().and_then(|pair| pair.split_once('='))
        else {
            return;
        };
        let mut held = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|(key, _)| key != name);
        if !value.is_empty() {
            held.push((name.to_owned(), value.to_owned()));
        }
    }
}
