//! Files through HTTP, on whichever database the run is for.

mod arriving;
mod giving;
mod keeping;
mod rules;

use axum::{body::Body, extract::Request};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{Method, header};
use serde_json::{Value, json};

use crate::{
    config::Config,
    jobs,
    scope::Contact,
    testing::{Answer, Office, TestApp, office::STAFF_HOST},
};

/// A header of a request.
type Said<'a> = (&'a str, &'a str);

/// Whoever asks: its host, the name of its cookie, and its session.
#[derive(Debug, Clone)]
struct Asker {
    host: String,
    cookie: &'static str,
    token: String,
    root: &'static str,
}

fn ada(office: &Office) -> Asker {
    Asker {
        host: STAFF_HOST.to_owned(),
        cookie: "__Host-portico-staff",
        token: office.ada.session_id.to_string(),
        root: "/api/admin",
    }
}

fn contact(office: &Office, contact: &Contact) -> Asker {
    Asker {
        host: office.host.clone(),
        cookie: "__Host-portico",
        token: contact.session_id.to_string(),
        root: "/api/client",
    }
}

impl Asker {
    fn request(&self, method: Method, path: &str, headers: &[Said<'_>], body: Body) -> Request {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &self.host)
            .header(header::COOKIE, format!("{}={}", self.cookie, self.token));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(body).unwrap()
    }

    async fn ask(
        &self,
        office: &Office,
        method: Method,
        path: &str,
        headers: &[Said<'_>],
        body: impl Into<Body>,
    ) -> Answer {
        let request = self.request(method, path, headers, body.into());
        office.test.answer(request).await
    }

    /// Begins an upload.
    async fn begin(&self, office: &Office, length: usize, said: &[Said<'_>]) -> Answer {
        let (path, length) = (format!("{}/uploads", self.root), length.to_string());
        let metadata = metadata(said);
        let headers = [
            ("tus-resumable", "1.0.0"),
            ("upload-length", &length),
            ("upload-metadata", &metadata),
        ];
        self.ask(office, Method::POST, &path, &headers, Body::empty())
            .await
    }

    /// Brings a part.
    async fn part(
        &self,
        office: &Office,
        path: &str,
        offset: usize,
        body: impl Into<Body>,
    ) -> Answer {
        let offset = offset.to_string();
        let headers = part_headers(&offset);
        self.ask(office, Method::PATCH, path, &headers, body).await
    }

    /// How far an upload has come: status and offset.
    async fn standing(&self, office: &Office, path: &str) -> (u16, Option<String>) {
        let headers = [("tus-resumable", "1.0.0")];
        let answer = self
            .ask(office, Method::HEAD, path, &headers, Body::empty())
            .await;
        (answer.code(), text(&answer, "upload-offset"))
    }

    async fn json(&self, office: &Office, method: Method, path: &str, body: Value) -> Answer {
        let headers = [("content-type", "application/json")];
        let headers = if body.is_null() { &[][..] } else { &headers };
        let body = if body.is_null() {
            Body::empty()
        } else {
            Body::from(body.to_string())
        };
        self.ask(office, method, path, headers, body).await
    }

    /// Brings a whole file, and has it checked; its id.
    async fn bring(&self, office: &Office, bytes: &[u8], said: &[Said<'_>]) -> String {
        let begun = self.begin(office, bytes.len(), said).await;
        assert_eq!(begun.code(), 201, "{}", begun.text());
        let path = text(&begun, "location").unwrap();
        if !bytes.is_empty() {
            let answer = self.part(office, &path, 0, bytes.to_vec()).await;
            assert_eq!(answer.code(), 204, "{}", answer.text());
        }
        check(office).await;
        begun.json()["file_id"].as_str().unwrap().to_owned()
    }

    /// Where a version can be read.
    async fn address(&self, office: &Office, file_id: &str, version: i64) -> String {
        let path = format!("{}/files/{file_id}/versions/{version}/download", self.root);
        let answer = self.json(office, Method::POST, &path, Value::Null).await;
        assert_eq!(answer.code(), 200, "{}", answer.text());
        answer.json()["url"].as_str().unwrap().to_owned()
    }
}

fn part_headers(offset: &str) -> [Said<'_>; 3] {
    [
        ("tus-resumable", "1.0.0"),
        ("upload-offset", offset),
        ("content-type", "application/offset+octet-stream"),
    ]
}

fn metadata(said: &[Said<'_>]) -> String {
    let pairs = said.iter();
    let pairs: Vec<String> = pairs
        .map(|(key, value)| format!("{key} {}", STANDARD.encode(value)))
        .collect();
    pairs.join(",")
}

/// Does what is to be done in the background.
async fn check(office: &Office) {
    while jobs::run_due(office.app()).await.unwrap() > 0 {}
}

fn text(answer: &Answer, name: &str) -> Option<String> {
    let value = answer.headers.get(name)?;
    Some(value.to_str().unwrap().to_owned())
}

/// The status and code of a refusal.
fn refusal(answer: &Answer) -> (u16, String) {
    let code = answer.json()["code"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (answer.code(), code)
}

fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

/// An office in which so much may be brought.
async fn with_room(largest_bytes: u64, quota_bytes: u64) -> Office {
    let mut config = Config::default();
    config.files.largest_bytes = largest_bytes;
    config.files.quota_bytes = Some(quota_bytes);
    Office::at(TestApp::with(config).await, "studio.example").await
}

/// Ada brings a file of Meyer's and publishes it.
async fn published(office: &Office, name: &str, bytes: &[u8]) -> String {
    let ada = ada(office);
    let meyer = office.meyer_id.to_string();
    let said = [("client_id", meyer.as_str()), ("filename", name)];
    let file_id = ada.bring(office, bytes, &said).await;
    let path = format!("/api/admin/files/{file_id}/publication");
    let answer = ada.json(office, Method::POST, &path, json!({})).await;
    assert_eq!(answer.code(), 200, "{}", answer.text());
    file_id
}
