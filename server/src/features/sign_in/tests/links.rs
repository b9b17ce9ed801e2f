//! Links: whose browser they work in, and how often (P15–P17).

use std::{sync::Arc, time::Duration};

use axum::{body::Body, extract::Request};
use futures_util::future::join_all;
use http::Method;
use serde_json::{Value, json};
use tokio::time::timeout;

use super::ask;
use crate::{
    db::{Json, params, scoped},
    kit::id::{Id, sha256},
    scope::Job,
    testing::{
        Answer, TestApp, Visitor,
        cast::{ADA_EMAIL, ADA_PHONE, Cast, STUDIO, VIC_EMAIL, code_in, token_in},
    },
};

const VERIFICATION: &str = "/api/client/sign-in/verification";

async fn prove(visitor: &Visitor<'_>, proof: Value) -> Answer {
    visitor.post(STUDIO, VERIFICATION, &proof).await
}

fn said(answer: &Answer) -> (u16, String) {
    (
        answer.code(),
        answer.json()["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
    )
}

fn refused(code: &str) -> (u16, String) {
    (422, code.to_owned())
}

/// Asks for Ada and reads what she was sent: code and token.
async fn asked<'a>(test: &'a TestApp, cast: &Cast) -> (Visitor<'a>, String, String) {
    let browser = test.visitor();
    assert_eq!(
        ask(&browser, json!({ "email": ADA_EMAIL })).await.code(),
        202
    );
    let message = test.last_message(cast.provider_id, ADA_EMAIL).await;
    (browser, code_in(&message), token_in(&message))
}

#[tokio::test]
async fn a_link_works_by_itself_once_and_only_in_the_browser_that_asked() {
    let (test, cast) = TestApp::with_cast().await;
    let (browser, _, token) = asked(&test, &cast).await;
    assert_eq!(
        said(&prove(&test.visitor(), json!({ "token": token })).await),
        refused("code_required")
    );
    assert_eq!(prove(&browser, json!({ "token": token })).await.code(), 200);
    assert_eq!(
        browser.get(STUDIO, "/api/client/session").await.json()["contact"]["name"],
        "Ada"
    );
    // The pending cookie is gone, so that the same link asks for a code, and no code is good any more.
    assert_eq!(
        said(&prove(&browser, json!({ "token": token })).await),
        refused("code_required")
    );
}

#[tokio::test]
async fn a_scanner_never_gets_in_and_spends_nothing() {
    let (test, cast) = TestApp::with_cast().await;
    let (browser, _, token) = asked(&test, &cast).await;
    let scanner = test.visitor();
    for method in [Method::GET, Method::HEAD] {
        for path in [
            format!("/s?token={token}"),
            format!("{VERIFICATION}?token={token}"),
            "/s".to_owned(),
        ] {
            let answer = scanner.send(method.clone(), STUDIO, &path, None).await;
            assert_ne!(answer.code(), 500, "{path}");
            assert!(answer.headers.get("set-cookie").is_none(), "{path}");
        }
    }
    for _ in 0..10 {
        assert_eq!(
            said(&prove(&scanner, json!({ "token": token })).await),
            refused("code_required"),
            "a script"
        );
    }
    let form = Request::builder()
        .method(Method::POST)
        .uri(VERIFICATION)
        .header("host", STUDIO);
    let form = form
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(format!("token={token}")));
    assert_eq!(test.answer(form.unwrap()).await.code(), 415, "a form");
    assert_eq!(
        prove(&browser, json!({ "token": token })).await.code(),
        200,
        "and the link is still good"
    );
}

#[tokio::test]
async fn in_another_browser_the_link_works_with_the_code_of_the_same_message() {
    let (test, cast) = TestApp::with_cast().await;
    let (_, code, token) = asked(&test, &cast).await;
    let phone = test.visitor();
    assert_eq!(
        said(&prove(&phone, json!({ "code": code })).await),
        refused("expired_code"),
        "a code by itself proves nothing"
    );
    assert_eq!(
        prove(&phone, json!({ "token": token, "code": code }))
            .await
            .code(),
        200
    );
    assert_eq!(
        said(&prove(&test.visitor(), json!({ "token": token, "code": code })).await),
        refused("expired_code")
    );
}

#[tokio::test]
async fn foreign_codes_links_and_cookies_are_worthless() {
    let (test, cast) = TestApp::with_cast().await;
    let (ada, code, token) = asked(&test, &cast).await;
    let vic = test.visitor();
    ask(&vic, json!({ "email": VIC_EMAIL })).await;
    let message = test.last_message(cast.provider_id, VIC_EMAIL).await;
    let (vic_code, vic_token) = (code_in(&message), token_in(&message));
    assert_eq!(
        said(&prove(&vic, json!({ "token": token })).await),
        refused("code_required")
    );
    if code != vic_code {
        assert_eq!(
            said(&prove(&vic, json!({ "code": code })).await),
            refused("wrong_code")
        );
        assert_eq!(
            said(&prove(&vic, json!({ "token": token, "code": vic_code })).await),
            refused("wrong_code")
        );
    }
    assert_eq!(
        said(&prove(&ada, json!({ "token": vic_token })).await),
        refused("code_required")
    );
    assert_eq!(
        said(&prove(&ada, json!({ "token": "x" })).await),
        refused("code_required")
    );
    assert_eq!(prove(&ada, json!({ "token": token })).await.code(), 200);
}

#[tokio::test]
async fn codes_and_links_are_over_after_ten_minutes_and_renewed_by_their_own_token() {
    let (test, cast) = TestApp::with_cast().await;
    let (browser, code, token) = asked(&test, &cast).await;
    test.clock.advance(Duration::from_secs(600));
    assert_eq!(
        said(&prove(&browser, json!({ "token": token })).await),
        refused("expired_code")
    );
    assert_eq!(
        said(&prove(&browser, json!({ "code": code })).await),
        refused("expired_code")
    );
    let elsewhere = test.visitor();
    assert_eq!(
        said(&prove(&elsewhere, json!({ "token": token, "code": code })).await),
        refused("expired_code")
    );
    let renewed = ask(&elsewhere, json!({ "token": token })).await;
    assert_eq!(
        (renewed.code(), renewed.json()["masked"].clone()),
        (202, json!("a•••@acme.example"))
    );
    let fresh = token_in(&test.last_message(cast.provider_id, ADA_EMAIL).await);
    assert_ne!(fresh, token);
    assert_eq!(
        prove(&elsewhere, json!({ "token": fresh })).await.code(),
        200
    );
    assert_eq!(
        ask(&test.visitor(), json!({ "token": "x" })).await.code(),
        422
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_spend_a_link_at_once_one_gets_in() {
    let (test, cast) = TestApp::with_cast().await;
    let (browser, _, token) = asked(&test, &cast).await;
    let cookie = browser.cookie("__Host-portico-pending").unwrap();
    drop(browser);
    let test = Arc::new(test);
    let tries = (0..50).map(|_| {
        let (test, cookie, token) = (test.clone(), cookie.clone(), token.clone());
        tokio::spawn(async move {
            let browser = test
                .visitor()
                .with_cookie("__Host-portico-pending", &cookie);
            said(&prove(&browser, json!({ "token": token })).await)
        })
    });
    let mut got = Vec::new();
    for each in tries.collect::<Vec<_>>() {
        got.push(each.await.unwrap());
    }
    got.sort();
    assert_eq!(got[0], (200, String::new()));
    assert!(
        got[1..]
            .iter()
            .all(|other| *other == refused("expired_code")),
        "{got:?}"
    );
}

/// A published document with a delivery link to Ada; the link's key.
async fn add_delivery(test: &TestApp, cast: &Cast, channel: &str, token: &str) -> Id {
    let (job, now) = (Job::of(cast.provider_id), test.app.clock.now());
    let (document_id, delivery_link_id) = (test.app.ids.id(), test.app.ids.id());
    let (actions, draft): (Json, Json) = (json!(["choose"]), json!({}));
    let write = test.app.db.write(&job).await.unwrap();
    let add = scoped!(
        "insert into document_type (provider_id, type_key, title, form, series, requires_approval, allowed_actions,
                allowed_blocks, watermark, built_in, switched_on, created_at)
         select p.provider_id, 'quote', 'Quote', 'composed', 'Q', $4, $5, $5, $4, $4, $4, $6 from provider p where {provider:p}
         on conflict (provider_id, type_key) do nothing"
    );
    write
        .exec(add, params![false, &actions, now])
        .await
        .unwrap();
    let add = scoped!(
        "insert into document (provider_id, document_id, client_id, type_key, status, title, number, year, slug, draft,
                draft_currency, draft_revision, author_staff_id, created_at, updated_at, published_at)
         select k.provider_id, $4, k.client_id, 'quote', 'published', 'Kitchen', 'Q-2026-0001', $6, 'kitchen', $7, 'EUR', $8, $9,
                $10, $10, $10
         from client k where {client:k} and k.client_id = $5"
    );
    write
        .exec(
            add,
            params![
                document_id,
                cast.client_id,
                2026,
                &draft,
                1,
                cast.owner_id,
                now
            ],
        )
        .await
        .unwrap();
    let add = scoped!(
        "insert into delivery_link (provider_id, delivery_link_id, document_id, client_id, contact_id, channel, token_hash,
                created_by, created_at)
         select d.provider_id, $4, d.document_id, d.client_id, $6, $7, $8, $9, $10
         from document d where {project:d} and {org:d} and d.document_id = $5"
    );
    let hash = sha256(token.as_bytes());
    let values = params![
        delivery_link_id,
        document_id,
        cast.ada_id,
        channel,
        &hash,
        cast.owner_id,
        now
    ];
    assert_eq!(write.exec(add, values).await.unwrap(), 1);
    write.commit().await.unwrap();
    delivery_link_id
}

#[tokio::test]
async fn a_delivery_link_readies_the_sign_in_of_its_contact_and_proves_nothing() {
    let (test, cast) = TestApp::with_cast().await;
    let link_id = add_delivery(&test, &cast, "sms", "delivery-token").await;
    let ada = test.visitor();
    let opened = ada
        .post(
            STUDIO,
            "/api/client/delivery",
            &json!({ "token": "delivery-token" }),
        )
        .await;
    assert_eq!(
        opened.json(),
        json!({ "channel": "sms", "masked": "+49 ••• ••• 5601", "year": 2026, "slug": "kitchen", "readable": false })
    );
    assert_eq!(ada.get(STUDIO, "/api/client/session").await.code(), 401);
    assert_eq!(
        said(&prove(&ada, json!({ "token": "delivery-token" })).await),
        refused("code_required")
    );
    let asked = ask(&ada, json!({ "delivery_token": "delivery-token" })).await;
    assert_eq!(
        (asked.code(), asked.json()["channel"].clone()),
        (202, json!("sms"))
    );
    let code = code_in(&test.last_message(cast.provider_id, ADA_PHONE).await);
    assert_eq!(
        prove(&ada, json!({ "code": code })).await.json(),
        json!({ "return_to": "/documents/2026/kitchen", "next": "portal" })
    );

    let job = Job::of(cast.provider_id);
    let write = test.app.db.write(&job).await.unwrap();
    let revoke = scoped!(
        "update delivery_link as l set revoked_at = $5 where {project:l} and l.delivery_link_id = $4"
    );
    write
        .exec(revoke, params![link_id, test.app.clock.now()])
        .await
        .unwrap();
    write.commit().await.unwrap();
    let visitor = test.visitor();
    let opened = visitor
        .post(
            STUDIO,
            "/api/client/delivery",
            &json!({ "token": "delivery-token" }),
        )
        .await;
    let invented = visitor
        .post(
            STUDIO,
            "/api/client/delivery",
            &json!({ "token": "invented" }),
        )
        .await;
    assert_eq!((opened.code(), invented.code()), (404, 404));
    assert_eq!(
        ask(&visitor, json!({ "delivery_token": "delivery-token" }))
            .await
            .code(),
        422
    );
}

#[tokio::test]
async fn many_that_read_by_a_link_ask_at_once_and_each_is_answered() {
    let (test, _) = TestApp::with_cast().await;
    let asks = (0..60).map(|_| {
        let visitor = test.visitor().with_cookie("__Host-portico-link", "made-up");
        async move {
            let asked = json!({ "reading": true });
            let answer = visitor.post(STUDIO, "/api/client/sign-in", &asked).await;
            let page = visitor.get(STUDIO, "/login").await;
            (answer.code(), page.code())
        }
    });
    // Whoever held one connection and waited for another would hold it against all others.
    let answers = timeout(Duration::from_secs(20), join_all(asks)).await;
    for answer in answers.expect("nobody waits for ever") {
        assert_eq!(answer, (422, 200));
    }
}
