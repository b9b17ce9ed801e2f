//! The second factor of staff.

use std::time::Duration;

use http::Method;
use serde_json::json;

use super::tools::{give, is, next_code, refusal, set_up};
use crate::{
    features::{second_factor::reset_staff, sessions},
    testing::{
        TestApp,
        cast::{OLGA_EMAIL, OLGA_PASSWORD, STAFF},
    },
};

const OWN: &str = "/api/admin/second-factor";
const SETTINGS: &str = "/api/admin/settings/sign-in";

#[tokio::test]
async fn staff_set_up_an_app_and_are_asked_for_it() {
    let (test, _) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let (secret, codes) = set_up(&test, &olga, STAFF, OWN).await;
    let again = test.visitor();
    let body = json!({ "email": OLGA_EMAIL, "password": OLGA_PASSWORD });
    let answer = again.post(STAFF, "/api/admin/session", &body).await;
    assert_eq!(
        answer.json(),
        json!({ "next": "second_factor", "session": null })
    );
    for path in [
        "session",
        "clients",
        "inbox",
        "audit",
        "events",
        "settings/sign-in",
    ] {
        let answer = again.get(STAFF, &format!("/api/admin/{path}")).await;
        assert_eq!(
            refusal(&answer),
            is(401, "second_factor_required"),
            "{path}"
        );
    }
    let with_password = give(&again, STAFF, OWN, "password", OLGA_PASSWORD).await;
    assert_eq!(
        with_password.code(),
        422,
        "the password is no second factor"
    );
    let given = give(&again, STAFF, OWN, "totp", &next_code(&test, &secret)).await;
    assert_eq!(given.code(), 200, "{}", given.text());
    assert_eq!(again.get(STAFF, "/api/admin/session").await.code(), 200);

    let lost = test.staff_signed_in(OLGA_EMAIL).await;
    let given = give(&lost, STAFF, OWN, "recovery_code", &codes[0]).await;
    assert_eq!(given.code(), 200, "{}", given.text());
    let twice = test.staff_signed_in(OLGA_EMAIL).await;
    let again = give(&twice, STAFF, OWN, "recovery_code", &codes[0]).await;
    assert_eq!(refusal(&again), is(422, "wrong_code"));
}

#[tokio::test]
async fn forced_staff_set_one_up_first() {
    let (test, _) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let force = json!({ "staff_second_factor": "forced" });
    let saved = olga
        .send(Method::PATCH, STAFF, SETTINGS, Some(&force))
        .await;
    assert_eq!(
        saved.json()["staff_second_factor"],
        "forced",
        "{}",
        saved.text()
    );
    let session = olga.get(STAFF, "/api/admin/session").await;
    assert_eq!(
        refusal(&session),
        is(401, "second_factor_required"),
        "from now on"
    );
    let again = test.visitor();
    let body = json!({ "email": OLGA_EMAIL, "password": OLGA_PASSWORD });
    let answer = again.post(STAFF, "/api/admin/session", &body).await;
    assert_eq!(answer.json()["next"], "setup");
    set_up(&test, &again, STAFF, OWN).await;
    assert_eq!(again.get(STAFF, "/api/admin/session").await.code(), 200);
    let removed = again
        .send(Method::DELETE, STAFF, &format!("{OWN}/totp"), None)
        .await;
    assert_eq!(refusal(&removed), is(409, "second_factor_forced"));
}

#[tokio::test]
async fn without_a_second_factor_the_password_is_the_fresh_proof() {
    let (test, _) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    test.clock.advance(Duration::from_secs(601));
    let path = format!("{OWN}/totp");
    let stale = olga.send(Method::POST, STAFF, &path, None).await;
    assert_eq!(refusal(&stale), is(403, "step_up_required"));
    let wrong = give(&olga, STAFF, OWN, "password", "not the password").await;
    assert_eq!(refusal(&wrong), is(422, "wrong_code"));
    let given = give(&olga, STAFF, OWN, "password", OLGA_PASSWORD).await;
    assert_eq!(given.code(), 200, "{}", given.text());
    let begun = olga.send(Method::POST, STAFF, &path, None).await;
    assert_eq!(begun.code(), 201, "{}", begun.text());
    assert!(begun.json()["qr_svg"].as_str().unwrap().contains("<svg"));
    for _ in 0..4 {
        give(&olga, STAFF, OWN, "password", "not the password").await;
    }
    let full = give(&olga, STAFF, OWN, "password", OLGA_PASSWORD).await;
    assert_eq!(
        full.code(),
        429,
        "one wrong before and four now: {}",
        full.text()
    );
}

#[tokio::test]
async fn whoever_lost_everything_is_helped_from_the_command_line() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    set_up(&test, &olga, STAFF, OWN).await;
    let now = test.app.clock.now();
    assert!(
        !reset_staff(&test.app.db, now, "nobody@studio.example")
            .await
            .unwrap()
    );
    assert!(reset_staff(&test.app.db, now, OLGA_EMAIL).await.unwrap());
    assert_eq!(olga.get(STAFF, "/api/admin/session").await.code(), 401);
    let again = test.as_olga().await;
    assert_eq!(again.get(STAFF, "/api/admin/session").await.code(), 200);

    let listed = sessions::list_of_provider(&test.app.db, cast.provider_id)
        .await
        .unwrap();
    let id = listed
        .iter()
        .find(|session| session.is_staff())
        .unwrap()
        .session_id;
    let end = async || {
        sessions::revoke_of_provider(&test.app.db, now, cast.provider_id, id)
            .await
            .unwrap()
    };
    assert!(end().await);
    assert!(!end().await, "there is none any more");
    assert_eq!(again.get(STAFF, "/api/admin/session").await.code(), 401);
    let ada = test.as_ada(&cast).await;
    let listed = sessions::list_of_provider(&test.app.db, cast.provider_id)
        .await
        .unwrap();
    assert_eq!((listed.len(), listed[0].name.as_str()), (1, "Ada"));
    let ended =
        sessions::revoke_of_provider(&test.app.db, now, cast.provider_id, listed[0].session_id)
            .await;
    assert!(ended.unwrap());
    assert_eq!(
        ada.get("studio.example", "/api/client/session")
            .await
            .code(),
        401
    );
}
