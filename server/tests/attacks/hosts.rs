//! A request is at the host that it names once; what it says beside that counts for nothing, and no answer is framed.

use axum::{body::Body, extract::Request};
use http::header;
use portico::testing::{
    TestApp,
    cast::{ADA_EMAIL, STAFF, STUDIO},
};
use serde_json::json;

use crate::isolation::{
    call::{Call, filled},
    name,
    table::rows,
    world::World,
};

const SESSION: &str = "/api/client/session";

/// The status of a `GET` with Ada's cookie, at an address, with these headers.
async fn status(test: &TestApp, cookie: &str, uri: &str, headers: &[(&str, &str)]) -> u16 {
    let mut request = Request::get(uri).header(header::COOKIE, format!("__Host-portico={cookie}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    test.answer(request.body(Body::empty()).unwrap())
        .await
        .code()
}

#[tokio::test]
async fn a_host_is_named_once_and_nothing_beside_it_counts() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    let cookie = ada.cookie("__Host-portico").unwrap();
    for (uri, headers, expected) in [
        (SESSION, vec![("host", STUDIO)], 200),
        (SESSION, vec![("host", "STUDIO.Example.:8443")], 200),
        (SESSION, vec![], 400),
        (SESSION, vec![("host", "")], 400),
        (SESSION, vec![("host", STUDIO), ("host", STUDIO)], 400),
        (
            SESSION,
            vec![("host", STUDIO), ("host", "evil.example")],
            400,
        ),
        (SESSION, vec![("host", "studio.example, evil.example")], 400),
        (SESSION, vec![("host", "ada@studio.example")], 400),
        (SESSION, vec![("host", "studio.example/x")], 400),
        (SESSION, vec![("host", "studio.example:0x50")], 400),
        (SESSION, vec![("host", "studio.example..")], 400),
        (SESSION, vec![("host", "studio.example.evil.example")], 421),
        (SESSION, vec![("host", "evil.example")], 421),
        (
            SESSION,
            vec![("host", "evil.example"), ("x-forwarded-host", STUDIO)],
            421,
        ),
        (
            SESSION,
            vec![
                ("host", "evil.example"),
                ("forwarded", "host=studio.example"),
            ],
            421,
        ),
        (
            SESSION,
            vec![("host", "evil.example"), ("x-original-host", STUDIO)],
            421,
        ),
        (
            SESSION,
            vec![("host", STUDIO), ("x-forwarded-host", "evil.example")],
            200,
        ),
        (
            SESSION,
            vec![("host", STUDIO), ("x-forwarded-prefix", "/x")],
            200,
        ),
        (
            SESSION,
            vec![("host", STUDIO), ("x-original-url", "/api/admin/session")],
            200,
        ),
        ("http://studio.example/api/client/session", vec![], 200),
        (
            "http://studio.example/api/client/session",
            vec![("host", STUDIO)],
            200,
        ),
        (
            "http://studio.example/api/client/session",
            vec![("host", "evil.example")],
            400,
        ),
        (
            "http://evil.example/api/client/session",
            vec![("host", STUDIO)],
            400,
        ),
        ("http://ada@studio.example/api/client/session", vec![], 400),
    ] {
        let answered = status(&test, &cookie, uri, &headers).await;
        assert_eq!(answered, expected, "{uri} with {headers:?}");
    }
}

#[tokio::test]
async fn links_in_messages_lead_to_the_registered_address_whatever_a_request_says() {
    let (test, cast) = TestApp::with_cast().await;
    for headers in [
        vec![("host", "STUDIO.example.:8443")],
        vec![
            ("host", STUDIO),
            ("x-forwarded-host", "evil.example"),
            ("x-forwarded-proto", "http"),
        ],
        vec![
            ("host", STUDIO),
            ("forwarded", "host=evil.example;proto=http"),
            ("x-forwarded-prefix", "/evil"),
        ],
    ] {
        let mut request =
            Request::post("/api/client/sign-in").header("content-type", "application/json");
        for (name, value) in &headers {
            request = request.header(*name, *value);
        }
        let body =
            Body::from(json!({ "email": ADA_EMAIL, "return_to": "//evil.example" }).to_string());
        let asked = test.answer(request.body(body).unwrap()).await;
        assert_eq!(asked.code(), 202, "{headers:?}: {}", asked.text());
        let message = test.last_message(cast.provider_id, ADA_EMAIL).await;
        assert!(
            message.contains("https://studio.example/s#"),
            "{headers:?}: {message}"
        );
        assert!(
            !message.contains("evil") && !message.contains("8443"),
            "{headers:?}: {message}"
        );
    }
}

#[tokio::test]
async fn nothing_that_is_answered_can_be_framed() {
    let world = World::small().await;
    let mut looked = 0;
    let mut look = |what: String, headers: &http::HeaderMap| {
        let policies: Vec<_> = headers.get_all("content-security-policy").iter().collect();
        let [policy] = policies.as_slice() else {
            panic!("{what}: {policies:?}");
        };
        let policy = policy.to_str().unwrap();
        let framing: Vec<_> = policy
            .split(';')
            .filter(|part| part.trim().starts_with("frame-ancestors"))
            .collect();
        assert_eq!(framing.len(), 1, "{what}: {policy}");
        assert_eq!(
            framing[0].trim(),
            "frame-ancestors 'none'",
            "{what}: {policy}"
        );
        assert_eq!(headers["x-content-type-options"], "nosniff", "{what}");
        looked += 1;
    };
    let pages = [
        "/",
        "/login",
        "/login?to=%2Fportal",
        "/s",
        "/d",
        "/portal",
        "/documents/2026/nothing",
        "/privacy",
        "/imprint",
        "/manifest.webmanifest",
        "/brand/icon",
        "/brand/logo_light",
        "/robots.txt",
        "/healthz",
        "/nothing/of/this/name",
        "/client/assets/nothing.js",
        "/api/nothing",
    ];
    for host in ["north.example", STAFF, "unknown.example", "bad..host"] {
        for accept in ["text/html", "application/json"] {
            for page in pages {
                let request = Request::get(page)
                    .header("host", host)
                    .header("accept", accept);
                let answer = world
                    .test
                    .answer(request.body(Body::empty()).unwrap())
                    .await;
                look(format!("{host}{page}"), &answer.headers);
            }
        }
    }
    for (home, session) in world.sessions().into_iter().filter(|(home, _)| *home == 0) {
        for row in rows()
            .iter()
            .filter(|row| row.method == "GET" && row.is_for(session.is_staff))
        {
            let path = filled(row.path, &row.resolved(&world.own(home, session)));
            for cookie in [Some((session.cookie, session.token.as_str())), None] {
                let call = Call {
                    host: &session.host,
                    cookie,
                    method: "GET",
                    path: &path,
                    body: None,
                };
                let answer = world.test.open(call.request("")).await;
                look(name(row), answer.headers());
            }
        }
    }
    assert!(looked > 500, "only {looked}");
}
