//! Sign-in under attack: evading limits, replay, fixation, forged requests and hosts. What a single feature keeps has its
//! tests beside the feature; here is what goes across them, through the door as strangers come in.

mod forms;
mod hosts;
mod limits;
mod sessions;

use std::net::SocketAddr;

use axum::{body::Body, extract::Request};
use http::header;
use portico::testing::TestApp;
use serde_json::Value;

/// A `POST` of JSON by whoever sits at an address, with further headers; the status.
async fn post_from(
    test: &TestApp,
    peer: &str,
    host: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &Value,
) -> u16 {
    let peer: SocketAddr = peer.parse().unwrap();
    let mut request = Request::post(path)
        .header(header::HOST, host)
        .header(header::CONTENT_TYPE, "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.to_string())).unwrap();
    let door = test.app.door().unwrap();
    door.answer(request, Some(peer)).await.status().as_u16()
}
