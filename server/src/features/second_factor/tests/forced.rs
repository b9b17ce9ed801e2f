//! Where a second factor is forced.

use http::Method;
use serde_json::json;

use super::tools::{OWN, give, is, refusal, set_up, shown};
use crate::{
    features::sign_in_settings::{self, Setting},
    scope::Job,
    testing::{
        TestApp,
        backstage::regulate,
        cast::{ADA_PHONE, STUDIO, VIC_EMAIL, code_in},
    },
};

async fn force(test: &TestApp, provider_id: crate::kit::id::Id) {
    let job = Job::of(provider_id);
    let write = test.app.db.write(&job).await.unwrap();
    let mut stored = sign_in_settings::find(&write).await.unwrap();
    stored.second_factor = Some(Setting::Forced);
    sign_in_settings::save(&write, test.app.clock.now(), &stored)
        .await
        .unwrap();
    write.commit().await.unwrap();
}

#[tokio::test]
async fn whoever_is_forced_and_has_none_sets_it_up_before_seeing_anything() {
    let (test, cast) = TestApp::with_cast().await;
    force(&test, cast.provider_id).await;
    let vic = test.signed_in(&cast, VIC_EMAIL).await;
    assert_eq!(shown(&vic).await["state"], "setup_needed");
    for path in [
        "session",
        "sessions",
        "documents",
        "action-items",
        "decisions",
        "events",
    ] {
        let answer = vic.get(STUDIO, &format!("/api/client/{path}")).await;
        assert_eq!(
            refusal(&answer),
            is(401, "second_factor_required"),
            "{path}"
        );
    }
    let same = json!({ "way": "email" });
    let asked = vic.post(STUDIO, &format!("{OWN}/message"), &same).await;
    assert_eq!(
        asked.code(),
        202,
        "a fresh code may be asked for, {}",
        asked.text()
    );
    let code = code_in(&test.last_message(cast.provider_id, VIC_EMAIL).await);
    give(&vic, STUDIO, OWN, "email", &code).await;
    assert_eq!(
        vic.get(STUDIO, "/api/client/session").await.code(),
        401,
        "but it opens nothing"
    );
    set_up(&test, &vic, STUDIO, OWN).await;
    let session = vic.get(STUDIO, "/api/client/session").await;
    assert_eq!(session.json()["strength"], "two_factor");
    let removed = vic
        .send(Method::DELETE, STUDIO, &format!("{OWN}/totp"), None)
        .await;
    assert_eq!(refusal(&removed), is(409, "second_factor_forced"));
}

#[tokio::test]
async fn whoever_is_forced_and_has_a_second_address_gets_a_code_there() {
    let (test, cast) = TestApp::with_cast().await;
    force(&test, cast.provider_id).await;
    let ada = test.as_ada(&cast).await;
    let state = shown(&ada).await;
    assert_eq!(state["state"], "needed");
    assert_eq!(state["ways"][0]["way"], "sms");
    assert_eq!(state["ways"].as_array().unwrap().len(), 1);
    let began = ada
        .send(Method::POST, STUDIO, &format!("{OWN}/totp"), None)
        .await;
    assert_eq!(
        refusal(&began),
        is(401, "second_factor_required"),
        "who has one gives it first"
    );
    let body = json!({ "way": "sms" });
    ada.post(STUDIO, &format!("{OWN}/message"), &body).await;
    let code = code_in(&test.last_message(cast.provider_id, ADA_PHONE).await);
    let given = give(&ada, STUDIO, OWN, "sms", &code).await;
    assert_eq!(given.code(), 200, "{}", given.text());
    assert_eq!(ada.get(STUDIO, "/api/client/documents").await.code(), 200);
}

#[tokio::test]
async fn a_session_may_always_be_left() {
    let (test, cast) = TestApp::with_cast().await;
    force(&test, cast.provider_id).await;
    let vic = test.signed_in(&cast, VIC_EMAIL).await;
    let out = vic
        .send(Method::DELETE, STUDIO, "/api/client/session", None)
        .await;
    assert_eq!(out.code(), 204, "{}", out.text());
    assert_eq!(vic.get(STUDIO, OWN).await.code(), 401);
}

#[tokio::test]
async fn at_a_regulated_provider_a_second_factor_is_forced_unless_another_is_set() {
    let (test, cast) = TestApp::with_cast().await;
    let vic = test.signed_in(&cast, VIC_EMAIL).await;
    assert_eq!(shown(&vic).await["state"], "satisfied");
    regulate(&test.app, cast.provider_id).await.unwrap();
    assert_eq!(
        shown(&vic).await["state"],
        "setup_needed",
        "one who is in already has none either"
    );
    let again = test.signed_in(&cast, VIC_EMAIL).await;
    let refused = again.get(STUDIO, "/api/client/documents").await;
    assert_eq!(refusal(&refused), is(401, "second_factor_required"));
    set_up(&test, &again, STUDIO, OWN).await;
    assert_eq!(again.get(STUDIO, "/api/client/documents").await.code(), 200);
    let ada = test.as_ada(&cast).await;
    assert_eq!(
        shown(&ada).await["state"],
        "needed",
        "a code to her phone is one"
    );
}
