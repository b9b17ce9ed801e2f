//! The language that a contact chooses, through HTTP.

use http::Method;
use serde_json::{Value, json};

use crate::testing::{
    Office, TestApp, Visitor,
    cast::{ADA_EMAIL, ADA_PHONE, STUDIO},
};

const SESSION: &str = "/api/client/session";

async fn choose(visitor: &Visitor<'_>, language: Value) -> (u16, Value) {
    let body = json!({ "language": language });
    let answer = visitor
        .send(Method::PATCH, STUDIO, SESSION, Some(&body))
        .await;
    (answer.code(), answer.json())
}

/// What a message to an address says after a sign-in was asked for.
async fn next_message(test: &TestApp, provider_id: crate::kit::id::Id, body: Value) -> String {
    let asked = test
        .visitor()
        .post(STUDIO, "/api/client/sign-in", &body)
        .await;
    assert_eq!(asked.code(), 202, "{}", asked.text());
    let recipient = body.as_object().unwrap().values().next().unwrap();
    test.last_message(provider_id, recipient.as_str().unwrap())
        .await
}

#[tokio::test]
async fn mail_and_sms_come_in_the_language_that_the_contact_chose() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    let before = ada.get(STUDIO, SESSION).await.json();
    assert_eq!(before["contact"]["language"], "en");
    assert_eq!(before["contact"]["chosen_language"], Value::Null);

    let (status, after) = choose(&ada, json!("de")).await;
    assert_eq!((status, &after["contact"]["language"]), (200, &json!("de")));
    assert_eq!(after["contact"]["chosen_language"], "de");
    let mail = next_message(&test, cast.provider_id, json!({ "email": ADA_EMAIL })).await;
    assert!(mail.contains("ist Ihr Anmeldecode"), "{mail}");
    let sms = next_message(&test, cast.provider_id, json!({ "phone": ADA_PHONE })).await;
    assert!(sms.contains("ist Ihr Anmeldecode"), "{sms}");

    let (status, left) = choose(&ada, Value::Null).await;
    assert_eq!(
        (status, &left["contact"]["chosen_language"]),
        (200, &Value::Null)
    );
    let mail = next_message(&test, cast.provider_id, json!({ "email": ADA_EMAIL })).await;
    assert!(mail.contains("is your"), "{mail}");
}

#[tokio::test]
async fn a_language_the_portal_has_not_is_refused_with_those_it_has() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    let (status, problem) = choose(&ada, json!("xx")).await;
    assert_eq!(status, 422);
    assert_eq!(problem["errors"][0]["field"], "language");
    let message = problem["errors"][0]["message"].as_str().unwrap();
    assert!(
        message.contains("en") && message.contains("de"),
        "{message}"
    );
    let kept = ada.get(STUDIO, SESSION).await.json();
    assert_eq!(kept["contact"]["chosen_language"], Value::Null);
}

#[tokio::test]
async fn a_changed_language_stands_in_the_audit_and_the_same_one_does_not() {
    let office = Office::new().await;
    let ben = office.browser(&office.ben);
    for _ in 0..2 {
        assert_eq!(choose(&ben, json!("de")).await.0, 200);
    }
    let path = "/api/admin/audit?act=preference_changed";
    let audit = office.ada(Method::GET, path, None).await.json();
    let entries = audit["items"].as_array().unwrap();
    assert_eq!(entries.len(), 1, "{audit}");
    assert_eq!(
        (&entries[0]["client_id"], &entries[0]["detail"]),
        (
            &json!(office.meyer_id),
            &json!({ "language": "de", "before": null })
        )
    );
}
