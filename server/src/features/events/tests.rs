//! Streams through HTTP.

use std::time::Duration;

use axum::body::Body;
use http::Method;
use http_body_util::BodyExt as _;
use serde_json::json;

use crate::{
    kit::{
        event::{Event, Heard},
        id::Id,
    },
    scope::Job,
    testing::{
        TestApp, Visitor, add_provider,
        cast::{STAFF, STUDIO},
    },
};

/// So that nobody asks for too many codes.
const BETWEEN_CODES: Duration = Duration::from_secs(300);
const CLIENT: &str = "/api/client/events";

/// An open stream.
struct Stream(Body);

impl Stream {
    async fn open(visitor: &Visitor<'_>, host: &str, path: &str) -> Self {
        let (status, body) = visitor.open(host, path).await;
        assert_eq!(status, 200);
        let mut stream = Self(body);
        assert_eq!(stream.next().await.as_deref(), Some(": listening\n\n"));
        stream
    }

    /// The next piece; none when the stream ended.
    async fn next(&mut self) -> Option<String> {
        let frame = tokio::time::timeout(Duration::from_secs(5), self.0.frame()).await;
        let frame = frame.expect("the stream says something")?.unwrap();
        Some(String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap())
    }

    async fn is_silent(&mut self) -> bool {
        tokio::time::timeout(Duration::from_millis(100), self.0.frame())
            .await
            .is_err()
    }
}

fn changed(kind: &str, id: Id) -> String {
    format!(
        "event: changed\ndata: {}\n\n",
        json!({ "kind": kind, "id": id })
    )
}

async fn say(test: &TestApp, provider_id: Id, client_id: Option<Id>, kind: &str, id: Id) {
    let job = Job::of(provider_id);
    let write = test.app.db.write(&job).await.unwrap();
    write.notify(Event {
        provider_id,
        client_id,
        kind: kind.into(),
        id,
    });
    write.commit().await.unwrap();
}

#[tokio::test]
async fn a_contact_hears_of_its_own_client_only() {
    let (test, cast) = TestApp::with_cast().await;
    let other = test.add_client(cast.provider_id, "Other").await;
    let neighbour = add_provider(&test.app.db, test.app.ids.as_ref()).await;
    let ada = test.as_ada(&cast).await;
    let mut stream = Stream::open(&ada, STUDIO, CLIENT).await;
    let id = test.app.ids.id();
    say(&test, cast.provider_id, Some(other), "document", id).await;
    say(&test, cast.provider_id, None, "document", id).await;
    say(&test, cast.provider_id, Some(cast.client_id), "inbox", id).await;
    say(&test, neighbour, Some(cast.client_id), "document", id).await;
    assert!(stream.is_silent().await);
    say(
        &test,
        cast.provider_id,
        Some(cast.client_id),
        "document",
        id,
    )
    .await;
    assert_eq!(stream.next().await, Some(changed("document", id)));
}

#[tokio::test]
async fn staff_hear_of_their_provider_and_limited_staff_of_their_clients() {
    let (test, _) = TestApp::with_cast().await;
    let neighbour = add_provider(&test.app.db, test.app.ids.as_ref()).await;
    let olga = test.as_olga().await;
    let mut stream = Stream::open(&olga, STAFF, "/api/admin/events").await;
    let id = test.app.ids.id();
    say(&test, neighbour, None, "inbox", id).await;
    assert!(stream.is_silent().await);
    let body = json!({ "name": "New" });
    let made = olga.post(STAFF, "/api/admin/clients", &body).await.json();
    let client_id: Id = made["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(stream.next().await, Some(changed("client", client_id)));
}

#[tokio::test]
async fn a_stream_ends_at_once_with_its_session() {
    let (test, cast) = TestApp::with_cast().await;
    let (ada, olga) = (test.as_ada(&cast).await, test.as_olga().await);
    let mut stream = Stream::open(&ada, STUDIO, CLIENT).await;
    ada.send(Method::DELETE, STUDIO, "/api/client/session", None)
        .await;
    assert_eq!(stream.next().await, None);
    let ada = test.as_ada(&cast).await;
    let mut stream = Stream::open(&ada, STUDIO, CLIENT).await;
    let client = format!("/api/admin/clients/{}", cast.client_id);
    olga.send(
        Method::PATCH,
        STAFF,
        &client,
        Some(&json!({ "portal_enabled": false })),
    )
    .await;
    assert_eq!(stream.next().await, None);
    let mut stream = Stream::open(&olga, STAFF, "/api/admin/events").await;
    olga.send(Method::DELETE, STAFF, "/api/admin/session", None)
        .await;
    assert_eq!(stream.next().await, None);
}

#[tokio::test]
async fn a_stream_ends_with_the_rights_it_was_opened_with() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    for (change, email) in [
        (json!({ "role": "lead" }), "oto@studio.example"),
        (json!({ "sees_all_clients": false }), "lea@studio.example"),
    ] {
        let role = if email.starts_with("oto") {
            "owner"
        } else {
            "lead"
        };
        let id = test.add_staff(cast.provider_id, "O", email, role).await;
        let staff = test.staff_signed_in(email).await;
        let mut stream = Stream::open(&staff, STAFF, "/api/admin/events").await;
        let path = format!("/api/admin/staff/{id}");
        let named = json!({ "name": "Other" });
        olga.send(Method::PATCH, STAFF, &path, Some(&named)).await;
        assert!(stream.is_silent().await, "a name is no right");
        let changed = olga.send(Method::PATCH, STAFF, &path, Some(&change)).await;
        assert_eq!(changed.code(), 200, "{}", changed.text());
        assert_eq!(stream.next().await, None, "{change}");
    }
}

#[tokio::test]
async fn a_programs_stream_ends_at_once_with_its_session() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    let pair = ada
        .post(STUDIO, "/api/client/token", &json!({}))
        .await
        .json();
    let bearer = format!("Bearer {}", pair["access_token"].as_str().unwrap());
    let program = test.visitor().with_header("authorization", &bearer);
    let mut stream = Stream::open(&program, STUDIO, CLIENT).await;
    let session = pair["session_id"].as_str().unwrap();
    let path = format!("/api/client/sessions/{session}");
    let ended = ada.send(Method::DELETE, STUDIO, &path, None).await;
    assert_eq!(ended.code(), 204);
    // It may hear of the end, and nothing after it.
    while let Some(piece) = stream.next().await {
        assert!(piece.contains(session), "{piece}");
    }
}

#[tokio::test]
async fn a_session_and_a_person_have_so_many_streams_and_no_more() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    let mut open = Vec::new();
    for _ in 0..20 {
        open.push(Stream::open(&ada, STUDIO, CLIENT).await);
    }
    let refused = ada.get(STUDIO, CLIENT).await;
    assert_eq!(refused.code(), 429, "{}", refused.text());
    assert_eq!(refused.headers["retry-after"], "15");
    open.pop();
    open.push(Stream::open(&ada, STUDIO, CLIENT).await);
    for _ in 0..4 {
        test.clock.advance(BETWEEN_CODES);
        let again = test.as_ada(&cast).await;
        for _ in 0..20 {
            open.push(Stream::open(&again, STUDIO, CLIENT).await);
        }
    }
    test.clock.advance(BETWEEN_CODES);
    let sixth = test.as_ada(&cast).await;
    assert_eq!(sixth.get(STUDIO, CLIENT).await.code(), 429, "of one person");
    let olga = test.as_olga().await;
    Stream::open(&olga, STAFF, "/api/admin/events").await;
    drop(open);
    Stream::open(&sixth, STUDIO, CLIENT).await;
}

#[tokio::test]
async fn after_a_gap_a_stream_looks_at_its_session_first() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    let mut stream = Stream::open(&ada, STUDIO, CLIENT).await;
    // Ended without a word, as if the word had been missed.
    test.tamper("update contact_session set revoked_at = created_at")
        .await;
    flood(&test, cast.provider_id).await;
    assert_eq!(stream.next().await, None);
}

#[tokio::test]
async fn streams_end_when_the_server_stops_and_need_a_session() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    assert_eq!(test.get(STUDIO, CLIENT).await.code(), 401);
    let mut stream = Stream::open(&ada, STUDIO, CLIENT).await;
    test.app.shutdown.request();
    assert_eq!(stream.next().await, None);
}

/// So many events at once that whoever does not listen all the time misses some.
async fn flood(test: &TestApp, provider_id: Id) {
    let mut quick = test.app.db.listen();
    let job = Job::of(provider_id);
    let write = test.app.db.write(&job).await.unwrap();
    // Of equal events in one transaction PostgreSQL passes on one.
    let ids: Vec<Id> = (0..3_000).map(|_| test.app.ids.id()).collect();
    for id in &ids {
        write.notify(Event {
            provider_id,
            client_id: None,
            kind: "document".to_owned(),
            id: *id,
        });
    }
    write.commit().await.unwrap();
    let last = ids.last().copied();
    while let Some(heard) = quick.next().await {
        if matches!(heard, Heard::Event(event) if Some(event.id) == last) {
            break;
        }
    }
}

#[tokio::test]
async fn a_stream_that_was_too_slow_is_told_to_fetch_everything() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    let mut stream = Stream::open(&ada, STUDIO, CLIENT).await;
    flood(&test, cast.provider_id).await;
    assert!(stream.next().await.unwrap().starts_with("event: resync\n"));
}
