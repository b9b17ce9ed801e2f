//! The listener, as a program that watches it sees it.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use super::*;
use crate::testing::{
    TestApp,
    cast::{ADA_EMAIL, STAFF, STUDIO},
};

/// Asks the listener; the whole answer.
async fn ask(app: &App, path: &str) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(serve(listener, app.clone()));
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    serving.abort();
    answer
}

#[tokio::test]
async fn health_readiness_and_numbers_are_told_without_naming_anybody() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    assert_eq!(ada.get(STUDIO, "/api/client/documents").await.code(), 200);
    assert_eq!(
        ada.get(STUDIO, "/api/client/documents/2026/canary-of-a-slug")
            .await
            .code(),
        404
    );
    let olga = test.as_olga().await;
    let path = format!("/api/admin/clients/{}", cast.client_id);
    assert_eq!(olga.get(STAFF, &path).await.code(), 200);
    let body = serde_json::json!({ "email": ADA_EMAIL });
    let asked = test
        .visitor()
        .post(STUDIO, "/api/client/sign-in", &body)
        .await;
    assert!(asked.status.is_success(), "{}", asked.text());

    assert!(ask(&test.app, "/healthz").await.ends_with("ok\n"));
    assert!(ask(&test.app, "/readyz").await.ends_with("ready\n"));
    assert!(
        ask(&test.app, "/api/client/portal")
            .await
            .starts_with("HTTP/1.1 404")
    );
    let numbers = ask(&test.app, "/metrics").await;
    assert!(
        numbers.contains("content-type: text/plain; version=0.0.4"),
        "{numbers}"
    );
    for line in [
        "portico_requests_total{method=\"GET\",path=\"/api/client/documents\",status=\"200\"} 1",
        "portico_requests_total{method=\"GET\",path=\"/api/client/documents/{year}/{slug}\",status=\"404\"} 1",
        "portico_requests_total{method=\"GET\",path=\"/api/admin/clients/{client_id}\",status=\"200\"} 1",
        "portico_database_up 1",
        "portico_jobs{state=\"dead\"} 0",
        "portico_streams_open 0",
    ] {
        assert!(
            numbers.lines().any(|found| found == line),
            "{line}\n{numbers}"
        );
    }
    let waiting = |name: &str| -> i64 {
        let line = numbers.lines().find(|line| line.starts_with(name)).unwrap();
        line.rsplit(' ').next().unwrap().parse().unwrap()
    };
    assert!(waiting("portico_outbox_waiting") > 0, "{numbers}");
    assert!(waiting("portico_jobs{state=\"waiting\"}") > 0, "{numbers}");
    let id = cast.client_id.to_string();
    for canary in [
        "canary",
        "acme",
        "Ada",
        "studio",
        &id,
        &cast.provider_id.to_string(),
    ] {
        assert!(!numbers.contains(canary), "{canary}\n{numbers}");
    }
}

#[tokio::test]
async fn the_listener_ends_with_the_program() {
    let test = TestApp::new().await;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let serving = tokio::spawn(serve(listener, test.app.clone()));
    test.app.shutdown.request();
    let ended = tokio::time::timeout(Duration::from_secs(5), serving).await;
    ended.expect("the listener went on").unwrap();
}

#[tokio::test]
async fn a_certificate_is_for_proven_hosts_and_the_staff_host_only() {
    let (test, _) = TestApp::with_cast().await;
    for (query, status) in [
        ("?domain=studio.example", 200),
        ("?domain=Studio.Example.", 200),
        ("?domain=staff.example", 200),
        ("?domain=nobody.example", 404),
        ("?domain=www.studio.example", 404),
        ("?domain=a%20b", 404),
        ("?domain=", 404),
        ("", 404),
    ] {
        let answer = ask(&test.app, &format!("/ask{query}")).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{query}: {answer}"
        );
    }
}
