//! Tests of programs' tokens, through HTTP.

use std::time::Duration;

use http::{Method, header};
use serde_json::{Value, json};

use super::store;
use crate::{
    features::sessions,
    kit::{id::Id, keys::Keys},
    scope::Job,
    testing::{
        Answer, TestApp, Visitor,
        cast::{Cast, STAFF, STUDIO, VIC_EMAIL},
    },
};

const TOKEN: &str = "/api/client/token";
const REFRESH: &str = "/api/client/token/refresh";
const SESSION: &str = "/api/client/session";

async fn pair(visitor: &Visitor<'_>) -> Value {
    let answer = visitor
        .post(STUDIO, TOKEN, &json!({ "name": "Ledger sync" }))
        .await;
    assert_eq!(answer.code(), 200, "{}", answer.text());
    answer.json()
}

fn text(pair: &Value, member: &str) -> String {
    pair[member].as_str().unwrap().to_owned()
}

/// A request with nothing but the access token.
async fn by(test: &TestApp, pair: &Value, method: Method, path: &str) -> Answer {
    let bearer = format!("Bearer {}", text(pair, "access_token"));
    let program = test.visitor().with_header("authorization", &bearer);
    program.send(method, STUDIO, path, None).await
}

async fn refresh(test: &TestApp, token: &str) -> Answer {
    test.post(STUDIO, REFRESH, &json!({ "refresh_token": token }))
        .await
}

async fn ada(test: &TestApp, cast: &Cast) -> Value {
    pair(&test.as_ada(cast).await).await
}

#[tokio::test]
async fn a_program_has_the_rights_of_the_session_it_comes_from() {
    let (test, cast) = TestApp::with_cast().await;
    let browser = test.as_ada(&cast).await;
    let pair = pair(&browser).await;
    assert_eq!(
        (&pair["token_type"], &pair["expires_in"]),
        (&json!("Bearer"), &json!(900))
    );
    let own = browser.get(STUDIO, SESSION).await.json();
    let seen = by(&test, &pair, Method::GET, SESSION).await;
    assert_eq!(seen.code(), 200, "{}", seen.text());
    for member in ["contact", "client", "permissions", "role", "strength"] {
        assert_eq!(seen.json()[member], own[member]);
    }
    let listed = browser.get(STUDIO, "/api/client/sessions").await.json();
    let rows = listed["items"].as_array().unwrap();
    let program = rows
        .iter()
        .find(|row| row["id"] == pair["session_id"])
        .unwrap();
    assert_eq!(
        (&program["kind"], &program["program"], &program["strength"]),
        (&json!("program"), &json!("Ledger sync"), &json!("code"))
    );
    let another = by(&test, &pair, Method::POST, TOKEN).await;
    assert_ne!(another.code(), 200, "tokens come from a browser's session");
}

#[tokio::test]
async fn a_programs_name_is_one_short_line() {
    let (test, cast) = TestApp::with_cast().await;
    let browser = test.as_ada(&cast).await;
    for name in ["Ledger\nsync", "\u{1b}[2J", &"x".repeat(81)] {
        let refused = browser.post(STUDIO, TOKEN, &json!({ "name": name })).await;
        assert_eq!(refused.code(), 422, "{}", refused.text());
        assert_eq!(refused.json()["errors"][0]["field"], "name");
    }
}

#[tokio::test]
async fn an_access_token_lives_a_quarter_of_an_hour_and_says_so() {
    let (test, cast) = TestApp::with_cast().await;
    let pair = ada(&test, &cast).await;
    test.clock.advance(Duration::from_secs(899));
    assert_eq!(by(&test, &pair, Method::GET, SESSION).await.code(), 200);
    test.clock.advance(Duration::from_secs(1));
    let over = by(&test, &pair, Method::GET, SESSION).await;
    assert_eq!(over.code(), 401);
    assert_eq!(over.headers[header::WWW_AUTHENTICATE], "Bearer");
    let renewed = refresh(&test, &text(&pair, "refresh_token")).await;
    assert_eq!(renewed.code(), 200, "{}", renewed.text());
    assert_eq!(renewed.json()["session_id"], pair["session_id"]);
    assert_eq!(
        by(&test, &renewed.json(), Method::GET, SESSION)
            .await
            .code(),
        200
    );
}

#[tokio::test]
async fn a_programs_session_outlives_a_change_of_the_servers_key() {
    let (test, cast) = TestApp::with_cast().await;
    let first = ada(&test, &cast).await;
    let changed = Keys::new([8; 32]).with_previous([Keys::new([7; 32])]);
    let test = test.restarted(changed);
    assert_eq!(by(&test, &first, Method::GET, SESSION).await.code(), 200);
    let second = refresh(&test, &text(&first, "refresh_token")).await;
    assert_eq!(second.code(), 200, "{}", second.text());
    let second = second.json();
    assert_eq!(by(&test, &second, Method::GET, SESSION).await.code(), 200);
    // Forgotten, the key that was in use before signs nothing any more; what the program has of its own is still good.
    let test = test.restarted(Keys::new([8; 32]));
    assert_eq!(by(&test, &first, Method::GET, SESSION).await.code(), 401);
    assert_eq!(by(&test, &second, Method::GET, SESSION).await.code(), 200);
    let third = refresh(&test, &text(&second, "refresh_token")).await;
    assert_eq!(third.code(), 200, "{}", third.text());
}

#[tokio::test]
async fn a_spent_refresh_token_ends_the_family() {
    let (test, cast) = TestApp::with_cast().await;
    let first = ada(&test, &cast).await;
    let second = refresh(&test, &text(&first, "refresh_token")).await.json();
    assert_eq!(by(&test, &second, Method::GET, SESSION).await.code(), 200);
    let stolen = refresh(&test, &text(&first, "refresh_token")).await;
    assert_eq!(
        (stolen.code(), stolen.json()["code"].clone()),
        (401, json!("invalid_token"))
    );
    for pair in [&first, &second] {
        assert_eq!(by(&test, pair, Method::GET, SESSION).await.code(), 401);
    }
    let last = refresh(&test, &text(&second, "refresh_token")).await;
    assert_eq!(last.code(), 401, "the newest is worthless too");
}

#[tokio::test]
async fn of_two_refreshes_at_once_one_wins_and_the_family_ends() {
    let (test, cast) = TestApp::with_cast().await;
    let first = ada(&test, &cast).await;
    let token = text(&first, "refresh_token");
    let (one, other) = tokio::join!(refresh(&test, &token), refresh(&test, &token));
    let (won, lost) = if one.code() == 200 {
        (one, other)
    } else {
        (other, one)
    };
    assert_eq!((won.code(), lost.code()), (200, 401), "{}", lost.text());
    let won = won.json();
    assert_eq!(by(&test, &won, Method::GET, SESSION).await.code(), 401);
    let next = refresh(&test, &text(&won, "refresh_token")).await;
    assert_eq!(next.code(), 401, "a copy was about");
}

#[tokio::test]
async fn a_refresh_from_another_network_spends_nothing() {
    let (test, cast) = TestApp::with_cast().await;
    let pair = ada(&test, &cast).await;
    let olga = test.as_olga().await;
    let settings = format!("/api/admin/clients/{}/settings", cast.client_id);
    for (networks, status) in [(json!(["192.0.2.0/24"]), 403), (json!([]), 200)] {
        let body = json!({ "networks": networks });
        let set = olga
            .send(Method::PATCH, STAFF, &settings, Some(&body))
            .await;
        assert_eq!(set.code(), 200, "{}", set.text());
        let answer = refresh(&test, &text(&pair, "refresh_token")).await;
        assert_eq!(answer.code(), status, "{}", answer.text());
    }
}

#[tokio::test]
async fn no_program_outlives_the_end_of_all_sessions() {
    let (test, cast) = TestApp::with_cast().await;
    let job = Job::of(cast.provider_id);
    for _ in 0..4 {
        test.clock.advance(Duration::from_secs(301));
        let browser = test.as_ada(&cast).await;
        let body = json!({});
        let asking = browser.post(STUDIO, TOKEN, &body);
        let ending = async {
            let write = test.app.db.write(&job).await.unwrap();
            sessions::end_all(&write, cast.ada_id, None, test.app.clock.now())
                .await
                .unwrap();
            write.commit().await.unwrap();
        };
        let (answer, ()) = tokio::join!(asking, ending);
        assert!([200, 401].contains(&answer.code()), "{}", answer.text());
        if answer.code() == 200 {
            let seen = by(&test, &answer.json(), Method::GET, SESSION).await;
            assert_eq!(seen.code(), 401);
        }
    }
}

#[tokio::test]
async fn a_session_that_ended_makes_no_program() {
    let (test, cast) = TestApp::with_cast().await;
    let pair = ada(&test, &cast).await;
    let from: Id = text(&pair, "session_id").parse().unwrap();
    let (job, now) = (Job::of(cast.provider_id), test.app.clock.now());
    let write = test.app.db.write(&job).await.unwrap();
    let new = |session_id, hash| store::NewProgram {
        session_id,
        from_session_id: from,
        program: "Sync",
        token_hash: hash,
        ip: None,
        agent: None,
    };
    let id = test.app.ids.id();
    assert!(store::add(&write, now, &new(id, &[1; 32])).await.unwrap());
    sessions::end_all(&write, cast.ada_id, None, now)
        .await
        .unwrap();
    let id = test.app.ids.id();
    assert!(!store::add(&write, now, &new(id, &[2; 32])).await.unwrap());
}

#[tokio::test]
async fn a_program_ends_with_its_session_and_its_contact() {
    let (test, cast) = TestApp::with_cast().await;
    let browser = test.as_ada(&cast).await;
    let (one, two) = (pair(&browser).await, pair(&browser).await);
    let path = format!("/api/client/sessions/{}", text(&one, "session_id"));
    let ended = browser.send(Method::DELETE, STUDIO, &path, None).await;
    assert_eq!(ended.code(), 204);
    assert_eq!(by(&test, &one, Method::GET, SESSION).await.code(), 401);
    assert_eq!(
        refresh(&test, &text(&one, "refresh_token")).await.code(),
        401
    );
    assert_eq!(by(&test, &two, Method::GET, SESSION).await.code(), 200);
    let olga = test.as_olga().await;
    let off = json!({ "state": "off" });
    let contact = format!("/api/admin/contacts/{}", cast.ada_id);
    olga.send(Method::PATCH, STAFF, &contact, Some(&off)).await;
    assert_eq!(by(&test, &two, Method::GET, SESSION).await.code(), 401);
    assert_eq!(
        refresh(&test, &text(&two, "refresh_token")).await.code(),
        401
    );
}

#[tokio::test]
async fn cookie_and_token_at_once_are_refused_and_a_token_needs_no_origin() {
    let (test, cast) = TestApp::with_cast().await;
    let browser = test.as_ada(&cast).await;
    let pair = pair(&browser).await;
    let bearer = format!("Bearer {}", text(&pair, "access_token"));
    let cookie = browser.cookie("__Host-portico").unwrap();
    let both = test
        .visitor()
        .with_header("authorization", &bearer)
        .with_cookie("__Host-portico", &cookie);
    let answer = both.get(STUDIO, SESSION).await;
    assert_eq!(
        (answer.code(), answer.json()["code"].clone()),
        (400, json!("two_credentials"))
    );
    let elsewhere = test
        .visitor()
        .with_header("authorization", &bearer)
        .with_header("origin", "https://tools.example");
    let answer = elsewhere.send(Method::DELETE, STUDIO, SESSION, None).await;
    assert_eq!(answer.code(), 204, "{}", answer.text());
    assert_eq!(by(&test, &pair, Method::GET, SESSION).await.code(), 401);
    let vic = test.signed_in(&cast, VIC_EMAIL).await;
    assert_eq!(vic.get(STUDIO, SESSION).await.code(), 200);
    let staff = test.visitor().with_header("authorization", &bearer);
    assert_eq!(staff.get(STAFF, "/api/admin/session").await.code(), 401);
    assert_eq!(staff.get(STAFF, SESSION).await.code(), 403);
}
