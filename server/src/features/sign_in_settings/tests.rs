//! Tests of the settings, through HTTP.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};

use crate::testing::{
    TestApp, Visitor,
    cast::{STAFF, STUDIO},
};

const SETTINGS: &str = "/api/admin/settings/sign-in";

async fn patch(visitor: &Visitor<'_>, body: Value) -> (u16, Value) {
    let answer = visitor
        .send(Method::PATCH, STAFF, SETTINGS, Some(&body))
        .await;
    (answer.code(), answer.json())
}

#[tokio::test]
async fn settings_are_changed_within_bounds() {
    let (test, _) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let shown = olga.get(STAFF, SETTINGS).await.json();
    assert_eq!(shown["second_factor"], "offered");
    assert_eq!(shown["contact_idle_minutes"], 30 * 24 * 60);
    let (status, saved) = patch(
        &olga,
        json!({ "second_factor_by_role": { "executive": "forced" }, "contact_idle_minutes": 30 }),
    )
    .await;
    assert_eq!(status, 200, "{saved}");
    assert_eq!(olga.get(STAFF, SETTINGS).await.json(), saved);
    assert_eq!(
        saved["second_factor_by_role"],
        json!({ "executive": "forced" })
    );
    for (field, wrong) in [
        ("contact_idle_minutes", json!(4)),
        ("contact_absolute_minutes", json!(366 * 24 * 60)),
        ("staff_idle_minutes", json!(-1)),
        ("second_factor_by_role", json!({ "king": "forced" })),
        ("sign_in_by_email", json!(false)),
    ] {
        patch(&olga, json!({ "sign_in_by_sms": false })).await;
        let (status, refused) = patch(&olga, json!({ field: wrong })).await;
        assert_eq!(status, 422, "{refused}");
        let named = refused["errors"][0]["field"].as_str().unwrap();
        assert!(named.starts_with(field), "{named}");
    }
}

#[tokio::test]
async fn a_session_ends_when_the_provider_says_so() {
    let (test, cast) = TestApp::with_cast().await;
    let (olga, ada) = (test.as_olga().await, test.as_ada(&cast).await);
    patch(&olga, json!({ "contact_idle_minutes": 20 })).await;
    test.clock.advance(Duration::from_secs(20 * 60 - 1));
    let vic = test.signed_in(&cast, "vic@acme.example").await;
    test.clock.advance(Duration::from_secs(1));
    assert_eq!(ada.get(STUDIO, "/api/client/session").await.code(), 401);
    assert_eq!(vic.get(STUDIO, "/api/client/session").await.code(), 200);
}

#[tokio::test]
async fn a_word_for_a_role_concerns_that_role() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let ada = test.as_ada(&cast).await;
    let vic = test.signed_in(&cast, "vic@acme.example").await;
    patch(
        &olga,
        json!({ "second_factor_by_role": { "executive": "forced" } }),
    )
    .await;
    assert_eq!(ada.get(STUDIO, "/api/client/session").await.code(), 401);
    assert_eq!(vic.get(STUDIO, "/api/client/session").await.code(), 200);
}

#[tokio::test]
async fn the_settings_say_what_the_preset_sets_and_within_which_bounds() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    patch(
        &olga,
        json!({ "sign_in_by_sms": true, "sign_in_by_email": false, "second_factor": "off" }),
    )
    .await;
    let shown = olga.get(STAFF, SETTINGS).await.json();
    assert_eq!(
        (&shown["sign_in_by_sms"], &shown["sign_in_by_email"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(shown["second_factor"], "off");
    assert_eq!(shown["of_preset"]["preset"], "client-area");
    assert_eq!(shown["of_preset"]["second_factor"], "offered");
    assert_eq!(shown["of_preset"]["sign_in_by_email"], true);
    assert_eq!(
        shown["bounds"],
        json!({ "least_minutes": 5, "idle_minutes": 90 * 24 * 60, "absolute_minutes": 365 * 24 * 60 })
    );
    test.add_staff(cast.provider_id, "Leo", "leo@studio.example", "lead")
        .await;
    let leo = test.staff_signed_in("leo@studio.example").await;
    assert_eq!(leo.get(STAFF, SETTINGS).await.code(), 403);
    let (refused, _) = patch(&leo, json!({ "sign_in_by_email": true })).await;
    assert_eq!(refused, 403);
}
