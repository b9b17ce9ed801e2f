//! The requests that are sent, byte for byte the same to every server but for the host they name.

use crate::facts::{self, CLIENTS, Thing, YEAR};

/// Whom a request goes to: what it says in `Host`.
#[derive(Debug, Clone)]
pub struct Host(pub String);

/// The document of one client, asked for with the token of another (or the same).
pub fn read(host: &Host, document_of: usize, token_of: Option<usize>) -> Vec<u8> {
    let cookie = token_of
        .map(|client| format!("cookie: portico={}\r\n", facts::token(client)))
        .unwrap_or_default();
    format!(
        "GET /api/client/documents/{YEAR}/{} HTTP/1.1\r\nhost: {}\r\n{cookie}accept: application/json\r\nuser-agent: bench\r\n\r\n",
        facts::slug(document_of),
        host.0
    )
    .into_bytes()
}

/// The decision of one open item by its client's contact, under a key of its own.
pub fn decide(host: &Host, item: usize, version_hash: &str) -> Vec<u8> {
    let body = format!(
        r#"{{"items":[{{"action_item_id":"{}","outcome":"acknowledged","version_hash":"{version_hash}"}}]}}"#,
        facts::uuid(Thing::Item, item)
    );
    format!(
        "POST /api/client/decisions HTTP/1.1\r\nhost: {}\r\norigin: http://{}\r\ncookie: portico={}\r\n\
         content-type: application/json\r\nidempotency-key: bench-{item}\r\nuser-agent: bench\r\n\
         content-length: {}\r\n\r\n{body}",
        host.0,
        host.0,
        facts::token(item % CLIENTS),
        body.len()
    )
    .into_bytes()
}

/// A page or file, as a browser asks for it.
pub fn page(host: &Host, path: &str) -> Vec<u8> {
    format!(
        "GET {path} HTTP/1.1\r\nhost: {}\r\naccept: text/html\r\naccept-encoding: br\r\nuser-agent: bench\r\n\r\n",
        host.0
    )
    .into_bytes()
}

/// A list, as a client's contact or as staff, from its start or from a cursor.
pub fn list(host: &Host, is_staff: bool, cursor: Option<&str>) -> Vec<u8> {
    let port = host.0.rsplit(':').next().unwrap_or_default();
    let (host, path, cookie) = if is_staff {
        let cookie = format!("portico-staff={}", facts::STAFF_TOKEN);
        (format!("localhost:{port}"), "/api/admin/documents", cookie)
    } else {
        let cookie = format!("portico={}", facts::token(0));
        (host.0.clone(), "/api/client/documents", cookie)
    };
    let cursor = cursor
        .map(|cursor| format!("?cursor={cursor}"))
        .unwrap_or_default();
    format!(
        "GET {path}{cursor} HTTP/1.1\r\nhost: {host}\r\ncookie: {cookie}\r\naccept: application/json\r\nuser-agent: bench\r\n\r\n"
    )
    .into_bytes()
}
