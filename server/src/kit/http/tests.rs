//! The door and the route table together: hosts, prefixes, refusals, headers.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body as RawBody;
use axum::extract::State;
use axum::response::Response;
use axum::{Json, Router};
use http::{Method, Request, header};
use http_body_util::BodyExt;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::body::Body;
use super::door::{Door, DoorParts};
use super::meta::Meta;
use super::params::{Params, Search};
use super::reply::Created;
use super::site::{Brand, BrandTable, HostBrands, Lookup, StaffSite};
use super::table::{Audience, Table};
use crate::error::{Error, Result};
use crate::kit::id::Id;

struct Fixed(HashMap<String, HostBrands>);

impl BrandTable for Fixed {
    fn find<'a>(&'a self, host: &'a str) -> Lookup<'a> {
        Box::pin(async move { Ok(self.0.get(host).cloned()) })
    }
}

#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Note {
    text: String,
}

#[derive(Debug, Deserialize, IntoParams)]
struct NoteId {
    note_id: u64,
}

#[derive(Debug, Deserialize, IntoParams)]
struct Filter {
    limit: Option<u32>,
}

async fn create_note(State(()): State<()>, body: Body<Note>) -> Result<Created<Note>> {
    Ok(Created::at("/api/client/notes/1", body.value))
}

async fn list_notes(meta: Meta, Search(filter): Search<Filter>) -> Result<Json<Note>> {
    Ok(Json(Note {
        text: format!(
            "{} {} {:?}",
            meta.site.origin(),
            meta.site.prefix(),
            filter.limit
        ),
    }))
}

async fn show_note(Params(id): Params<NoteId>) -> Result<Json<Note>> {
    if id.note_id == 1 {
        Ok(Json(Note {
            text: "mine".into(),
        }))
    } else {
        Err(Error::not_found())
    }
}

async fn list_clients() -> Result<Json<Note>> {
    Ok(Json(Note {
        text: "staff only".into(),
    }))
}

async fn fail() -> Result<Json<Note>> {
    Err(Error::internal("the secret story"))
}

fn table() -> Table<()> {
    let mut table = Table::default();
    table
        .get("/api/client/notes", Audience::Contact, None, list_notes)
        .post(
            "/api/client/notes",
            Audience::Contact,
            Some("upload"),
            create_note,
        )
        .get(
            "/api/client/notes/{note_id}",
            Audience::Contact,
            None,
            show_note,
        )
        .get("/api/client/failure", Audience::Public, None, fail)
        .get("/api/admin/clients", Audience::Staff, None, list_clients);
    table
}

fn brand(host: &str, prefix: &str, main_address: Option<&str>) -> Arc<Brand> {
    Arc::new(Brand {
        provider_id: Id::from_bytes([0; 16]),
        brand_domain_id: Id::from_bytes([0; 16]),
        host: host.into(),
        prefix: prefix.into(),
        origin: format!("https://{host}"),
        cookie_domain: None,
        main_address: main_address.map(str::to_owned),
    })
}

fn door() -> Door {
    let counter = AtomicU64::new(0);
    let hosts: [(&str, Vec<Arc<Brand>>); 3] = [
        ("studio.example", vec![brand("studio.example", "", None)]),
        (
            "north.example",
            vec![brand("north.example", "/clients", None)],
        ),
        (
            "www.studio.example",
            vec![brand(
                "www.studio.example",
                "",
                Some("https://studio.example"),
            )],
        ),
    ];
    Door::new(DoorParts {
        router: table().router(),
        brands: Arc::new(Fixed(
            hosts
                .into_iter()
                .map(|(host, brands)| (host.to_owned(), brands.into()))
                .collect(),
        )),
        staff: Arc::new(StaffSite {
            origin: "https://staff.example".into(),
            host: "staff.example".into(),
        }),
        own_hosts: vec![(
            "outbox.localhost".to_owned(),
            Router::new().route("/", axum::routing::get(|| async { "outbox" })),
        )],
        trusted_proxies: vec!["10.0.0.1/32".parse().unwrap()],
        metrics: Arc::default(),
        max_in_flight: 8,
        request_ids: Arc::new(move || format!("r{}", counter.fetch_add(1, Ordering::Relaxed))),
        ready: Arc::new(|| Box::pin(async { true })),
        refusals: Arc::new(|_| Box::pin(async { Ok(()) })),
    })
}

async fn send(request: http::request::Builder, body: impl Into<RawBody>) -> (Response, Value) {
    send_from(request, body, [203, 0, 113, 1]).await
}

async fn send_from(
    request: http::request::Builder,
    body: impl Into<RawBody>,
    ip: [u8; 4],
) -> (Response, Value) {
    let (head, body) = door()
        .answer(request.body(body.into()).unwrap(), Some((ip, 9).into()))
        .await
        .into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let value = serde_json::from_slice(&bytes)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into_owned()));
    (Response::from_parts(head, RawBody::empty()), value)
}

fn get(host: &str, path: &str) -> http::request::Builder {
    Request::get(path).header(header::HOST, host)
}

fn post(path: &str) -> http::request::Builder {
    Request::post(path)
        .header(header::HOST, "studio.example")
        .header(header::CONTENT_TYPE, "application/json")
}

async fn status(request: http::request::Builder) -> u16 {
    send(request, "").await.0.status().as_u16()
}

#[tokio::test]
async fn hosts_are_known_unknown_or_malformed() {
    for host in [
        "studio.example",
        "STUDIO.example",
        "studio.example.",
        "studio.example:8443",
    ] {
        assert_eq!(status(get(host, "/api/client/notes")).await, 200, "{host}");
    }
    for host in ["evil.example", "localhost", "127.0.0.1", "a.studio.example"] {
        let (response, page) = send(get(host, "/api/client/notes"), "").await;
        assert_eq!(response.status(), 421, "{host}");
        assert!(
            page.as_str()
                .unwrap()
                .contains("There is no portal at this address.")
        );
    }
    for host in ["", "studio.example..", "studio.example:x", "a b"] {
        assert_eq!(status(get(host, "/api/client/notes")).await, 400, "{host}");
    }
    assert_eq!(status(Request::get("/api/client/notes")).await, 400);
    assert_eq!(
        status(get("studio.example", "/").header(header::HOST, "studio.example")).await,
        400
    );
    assert_eq!(
        status(get(
            "evil.example",
            "http://studio.example/api/client/notes"
        ))
        .await,
        400
    );
    assert_eq!(
        status(Request::get("http://studio.example/api/client/notes")).await,
        200
    );
    assert_eq!(status(get("evil.example", "/healthz")).await, 200);
    assert_eq!(status(Request::get("/readyz")).await, 200);
    assert_eq!(
        status(get("studio.example", "/api/client/healthz")).await,
        404
    );
}

#[tokio::test]
async fn forwarded_headers_count_from_a_trusted_proxy_only() {
    let request =
        || get("evil.example", "/api/client/notes").header("x-forwarded-host", "studio.example");
    assert_eq!(
        send_from(request(), "", [203, 0, 113, 1]).await.0.status(),
        421
    );
    assert_eq!(
        send_from(request(), "", [10, 0, 0, 1]).await.0.status(),
        200
    );
    let stripped =
        || get("north.example", "/api/client/notes").header("x-forwarded-prefix", "/clients");
    assert_eq!(
        send_from(stripped(), "", [203, 0, 113, 1]).await.0.status(),
        404
    );
    assert_eq!(
        send_from(stripped(), "", [10, 0, 0, 1]).await.1["text"],
        "https://north.example /clients None"
    );
}

#[tokio::test]
async fn a_prefix_is_taken_off_before_the_routes() {
    assert_eq!(
        send(
            get("north.example", "/clients/api/client/notes?limit=3"),
            ""
        )
        .await
        .1["text"],
        "https://north.example /clients Some(3)"
    );
    assert_eq!(status(get("north.example", "/api/client/notes")).await, 404);
    assert_eq!(
        status(get("north.example", "/clientsapi/client/notes")).await,
        404
    );
    let (moved, _) = send(get("www.studio.example", "/documents/2026/a?x=1"), "").await;
    assert_eq!(moved.status(), 308);
    assert_eq!(
        moved.headers()[header::LOCATION],
        "https://studio.example/documents/2026/a?x=1"
    );
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_its_id() {
    let answers = [
        get("studio.example", "/api/client/notes"),
        get("studio.example", "/nowhere"),
        get("studio.example", "/api/client/failure"),
        get("evil.example", "/"),
        get("", "/"),
        get("studio.example", "/robots.txt"),
        get("studio.example", "/healthz"),
    ];
    for request in answers {
        let (response, _) = send(request, "").await;
        let headers = response.headers();
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["x-robots-tag"], "noindex, nofollow");
        assert!(
            headers["content-security-policy"]
                .to_str()
                .unwrap()
                .contains("frame-ancestors 'none'")
        );
        assert!(
            headers.contains_key("referrer-policy") && headers.contains_key("permissions-policy")
        );
        assert!(headers["x-request-id"].to_str().unwrap().starts_with('r'));
    }
    let secure = send(get("studio.example", "/"), "").await.0;
    assert!(secure.headers().contains_key("strict-transport-security"));
    assert_eq!(
        send(get("studio.example", "/robots.txt"), "").await.1,
        "User-agent: *\nDisallow: /\n"
    );
}

#[tokio::test]
async fn problems_are_documents_and_all_404_are_alike() {
    let (response, problem) = send(get("studio.example", "/api/client/failure"), "").await;
    assert_eq!(
        response.headers()[header::CONTENT_TYPE],
        "application/problem+json"
    );
    assert!(!problem.to_string().contains("secret"));
    assert_eq!(
        (problem["status"].as_u64(), problem["code"].as_str()),
        (Some(500), Some("internal"))
    );
    let ids = ["9", "nonsense", "..%2f"];
    let mut seen = Vec::new();
    for id in ids {
        let (response, mut problem) = send(
            get("studio.example", &format!("/api/client/notes/{id}")),
            "",
        )
        .await;
        assert_eq!(
            (
                response.status().as_u16(),
                problem["request_id"].take().is_string()
            ),
            (404, true)
        );
        seen.push(problem.to_string());
    }
    seen.push({
        let mut problem = send(get("studio.example", "/api/client/unknown"), "")
            .await
            .1;
        problem["request_id"].take();
        problem.to_string()
    });
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{seen:#?}");
    assert_eq!(
        status(Request::delete("/api/client/notes").header(header::HOST, "studio.example")).await,
        405
    );
    assert_eq!(
        send(get("studio.example", "/api/client/notes?limit=x"), "")
            .await
            .1["errors"][0]["field"],
        "limit"
    );
}

#[tokio::test]
async fn only_bounded_json_of_the_right_shape_gets_in() {
    let (created, value) = send(post("/api/client/notes"), r#"{"text":"hello"}"#).await;
    assert_eq!(
        (created.status().as_u16(), value["text"].as_str()),
        (201, Some("hello"))
    );
    assert_eq!(created.headers()[header::LOCATION], "/api/client/notes/1");
    let two_mb = format!(r#"{{"text":"{}"}}"#, "x".repeat(2_000_000));
    assert_eq!(
        send(post("/api/client/notes"), two_mb).await.0.status(),
        413
    );
    for deep in [
        "[".repeat(200_000),
        format!(r#"{{"text":{}"#, "{\"a\":".repeat(100_000)),
    ] {
        let refused = send(post("/api/client/notes"), deep).await.0.status();
        assert!(refused == 400 || refused == 422, "{refused}");
    }
    assert_eq!(
        send(post("/api/client/notes"), "{").await.1["code"],
        "malformed_json"
    );
    let (unknown, problem) = send(post("/api/client/notes"), r#"{"text":"a","staff":true}"#).await;
    assert_eq!(
        (unknown.status().as_u16(), &problem["errors"][0]["field"]),
        (422, &Value::from("staff"))
    );
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
    ] {
        let request = Request::post("/api/client/notes")
            .header(header::HOST, "studio.example")
            .header(header::CONTENT_TYPE, kind);
        assert_eq!(
            send(request, r#"{"text":"a"}"#).await.0.status(),
            415,
            "{kind}"
        );
    }
    let untyped = Request::post("/api/client/notes").header(header::HOST, "studio.example");
    assert_eq!(send(untyped, r#"{"text":"a"}"#).await.0.status(), 415);
    let foreign = post("/api/client/notes").header(header::ORIGIN, "https://evil.example");
    assert_eq!(
        send(foreign, r#"{"text":"a"}"#).await.1["code"],
        "cross_site"
    );
    let own = post("/api/client/notes")
        .header(header::ORIGIN, "https://studio.example")
        .header("sec-fetch-site", "same-origin");
    assert_eq!(send(own, r#"{"text":"a"}"#).await.0.status(), 201);
}

#[tokio::test]
async fn each_audience_has_its_own_hosts() {
    assert_eq!(
        send(get("staff.example", "/api/client/notes"), "").await.1["code"],
        "wrong_audience"
    );
    assert_eq!(
        send(get("studio.example", "/api/admin/clients"), "")
            .await
            .1["code"],
        "wrong_audience"
    );
    assert_eq!(
        status(get("staff.example", "/api/admin/clients")).await,
        200
    );
}

#[tokio::test]
async fn the_other_side_says_nothing_of_what_it_has() {
    for path in ["/api/client", "/api/client/unknown", "/api/client/notes/1"] {
        assert_eq!(status(get("staff.example", path)).await, 403, "{path}");
    }
    assert_eq!(
        status(get("studio.example", "/api/admin/unknown")).await,
        403
    );
    assert_eq!(status(get("staff.example", "/api/clients")).await, 404);
    assert_eq!(
        send(get("outbox.localhost:3060", "/"), "").await.1,
        "outbox"
    );
}

#[tokio::test]
async fn a_full_house_refuses_early() {
    let full = Door::new(DoorParts {
        max_in_flight: 0,
        ..into_parts()
    });
    let answer = full
        .answer(
            get("studio.example", "/api/client/notes")
                .body(RawBody::empty())
                .unwrap(),
            None,
        )
        .await;
    assert_eq!(
        (
            answer.status().as_u16(),
            answer.headers()[header::RETRY_AFTER].to_str().unwrap()
        ),
        (503, "1")
    );
    let health = full
        .answer(
            get("studio.example", "/healthz")
                .body(RawBody::empty())
                .unwrap(),
            None,
        )
        .await;
    assert_eq!(health.status(), 200);
}

#[tokio::test]
async fn whoever_has_not_signed_in_sends_little() {
    async fn take(body: Body<Note>) -> Result<Json<Note>> {
        Ok(Json(body.value))
    }
    let mut table = Table::<()>::default();
    table.post("/api/open", Audience::Public, None, take);
    table.post("/api/closed", Audience::Contact, None, take);
    let door = Door::new(DoorParts {
        router: table.router(),
        ..into_parts()
    });
    for (path, length, expected) in [
        ("/api/open", 16_000, 200),
        ("/api/open", 17_000, 413),
        ("/api/closed", 17_000, 200),
    ] {
        let request = get("studio.example", path)
            .method(Method::POST)
            .header(header::CONTENT_TYPE, "application/json")
            .body(RawBody::from(format!(
                "{{\"text\":\"{}\"}}",
                "x".repeat(length)
            )));
        let status = door.answer(request.unwrap(), None).await.status();
        assert_eq!(status.as_u16(), expected, "{path} {length}");
    }
}

fn into_parts() -> DoorParts {
    DoorParts {
        router: table().router(),
        brands: Arc::new(Fixed(HashMap::from([(
            "studio.example".to_owned(),
            vec![brand("studio.example", "", None)].into(),
        )]))),
        staff: Arc::new(StaffSite {
            origin: "https://staff.example".into(),
            host: "staff.example".into(),
        }),
        own_hosts: Vec::new(),
        trusted_proxies: Vec::new(),
        metrics: Arc::default(),
        max_in_flight: 8,
        request_ids: Arc::new(|| "r".to_owned()),
        ready: Arc::new(|| Box::pin(async { true })),
        refusals: Arc::new(|_| Box::pin(async { Ok(()) })),
    }
}

#[test]
fn the_document_says_what_the_signatures_say() {
    let document = serde_json::to_value(table().openapi()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let post = &document["paths"]["/api/client/notes"]["post"];
    assert_eq!(
        post["requestBody"]["content"]["application/json"]["schema"]["$ref"],
        "#/components/schemas/Note"
    );
    assert_eq!(
        post["responses"]["201"]["content"]["application/json"]["schema"]["$ref"],
        "#/components/schemas/Note"
    );
    assert_eq!(
        (&post["x-audience"], &post["x-permission"]),
        (&Value::from("contact"), &Value::from("upload"))
    );
    assert!(post["responses"]["default"]["content"]["application/problem+json"].is_object());
    let list = &document["paths"]["/api/client/notes"]["get"];
    assert_eq!(
        (&list["parameters"][0]["name"], &list["parameters"][0]["in"]),
        (&Value::from("limit"), &Value::from("query"))
    );
    let show = &document["paths"]["/api/client/notes/{note_id}"]["get"];
    assert_eq!(show["parameters"][0]["in"], "path");
    assert_eq!(document["paths"].as_object().unwrap().len(), 4);
}
