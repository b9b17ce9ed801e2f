//! Sign-in through HTTP.

use http::Method;
use serde_json::json;

use crate::kit::keys::Keys;
use crate::testing::{
    TestApp,
    cast::{ADA_EMAIL, ADA_PHONE, STUDIO, code_in, verify},
};

mod by_hand;
mod limits;
mod links;
mod walls;

/// The cookie of a browser that asked.
const PENDING: &str = "__Host-portico-pending";

/// Asks for a code for an address.
async fn ask(
    visitor: &crate::testing::Visitor<'_>,
    body: serde_json::Value,
) -> crate::testing::Answer {
    visitor.post(STUDIO, "/api/client/sign-in", &body).await
}

#[tokio::test]
async fn a_code_by_sms_signs_in_once() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.visitor();
    let asked = ask(
        &ada,
        json!({ "phone": "0151 12345601", "return_to": "/documents/2026/kitchen" }),
    )
    .await;
    assert_eq!(asked.code(), 202, "{}", asked.text());
    assert_eq!(
        asked.json(),
        json!({ "channel": "sms", "masked": "+49 ••• ••• 5601", "expires_at": "2026-11-21T09:40:00.000000Z",
                "resend_at": "2026-11-21T09:30:30.000000Z" })
    );
    let message = test.last_message(cast.provider_id, ADA_PHONE).await;
    let code = code_in(&message);
    assert_eq!(
        message.lines().last(),
        Some(format!("@studio.example #{code}").as_str())
    );
    let verified = verify(&ada, &code).await;
    assert_eq!(verified.code(), 200, "{}", verified.text());
    assert_eq!(
        verified.json(),
        json!({ "return_to": "/documents/2026/kitchen", "next": "portal" })
    );
    assert!(
        ada.cookie("__Host-portico").is_some() && ada.cookie("__Host-portico-pending").is_none()
    );
    let session = ada.get(STUDIO, "/api/client/session").await;
    assert_eq!(session.code(), 200, "{}", session.text());
    let session = session.json();
    assert_eq!(session["contact"]["name"], "Ada");
    assert_eq!(session["client"]["name"], "Acme");
    assert_eq!(
        (&session["strength"], &session["role"]),
        (&json!("code"), &json!("executive"))
    );
    assert_eq!(session["permissions"].as_array().map(Vec::len), Some(18));
    assert_eq!(session["expires_at"], "2026-12-21T09:30:00.000000Z");

    let again = ada
        .send(
            Method::POST,
            STUDIO,
            "/api/client/sign-in/verification",
            Some(&json!({ "code": code })),
        )
        .await;
    assert_eq!(
        (again.code(), again.json()["code"].clone()),
        (422, json!("expired_code"))
    );
    let out = ada
        .send(Method::DELETE, STUDIO, "/api/client/session", None)
        .await;
    assert_eq!(out.code(), 204);
    assert_eq!(ada.get(STUDIO, "/api/client/session").await.code(), 401);
}

#[tokio::test]
async fn a_code_by_mail_works_and_a_new_one_voids_it() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.visitor();
    assert_eq!(
        ask(&ada, json!({ "email": "ADA@acme.example" }))
            .await
            .code(),
        202
    );
    let first = code_in(&test.last_message(cast.provider_id, ADA_EMAIL).await);
    let first_cookie = ada.cookie("__Host-portico-pending").unwrap();
    test.clock.advance(std::time::Duration::from_secs(31));
    assert_eq!(ask(&ada, json!({ "email": ADA_EMAIL })).await.code(), 202);
    let second = code_in(&test.last_message(cast.provider_id, ADA_EMAIL).await);
    let old_tab = test
        .visitor()
        .with_cookie("__Host-portico-pending", &first_cookie);
    assert_eq!(
        verify(&old_tab, &first).await.json()["code"],
        "expired_code"
    );
    if first != second {
        assert_eq!(verify(&ada, &first).await.json()["code"], "wrong_code");
    }
    assert_eq!(verify(&ada, &second).await.code(), 200);
}

#[tokio::test]
async fn a_code_outlives_a_change_of_the_servers_key() {
    for (previous, expected) in [(vec![Keys::new([7; 32])], 200), (vec![], 422)] {
        let (test, cast) = TestApp::with_cast().await;
        let ada = test.visitor();
        ask(&ada, json!({ "email": ADA_EMAIL })).await;
        let code = code_in(&test.last_message(cast.provider_id, ADA_EMAIL).await);
        let pending = ada.cookie(PENDING).unwrap();
        drop(ada);
        let test = test.restarted(Keys::new([8; 32]).with_previous(previous));
        let ada = test.visitor().with_cookie(PENDING, &pending);
        assert_eq!(verify(&ada, &code).await.code(), expected);
        // A session is worth the same after it.
        let session = ada.cookie("__Host-portico");
        assert_eq!(session.is_some(), expected == 200);
    }
}
