//! A contact that sets up an app of its own accord.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};

use super::tools::{OWN, code_now, give, is, next_code, refusal, set_up, shown};
use crate::{
    db::{params, scoped},
    scope::Job,
    testing::{
        TestApp,
        cast::{ADA_EMAIL, STUDIO},
    },
};

#[tokio::test]
async fn an_app_is_set_up_and_asked_for_at_the_next_sign_in() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    let before = shown(&ada).await;
    assert_eq!(
        (&before["state"], &before["setting"]),
        (&json!("satisfied"), &json!("offered"))
    );
    let (secret, _) = set_up(&test, &ada, STUDIO, OWN).await;
    let session = ada.get(STUDIO, "/api/client/session").await.json();
    assert_eq!(session["strength"], "two_factor");

    test.clock.advance(Duration::from_secs(30));
    let again = test.as_ada(&cast).await;
    let session = again.get(STUDIO, "/api/client/session").await;
    assert_eq!(refusal(&session), is(401, "second_factor_required"));
    let page = again.get(STUDIO, "/portal").await;
    assert_eq!(
        page.headers["location"],
        "/login?to=%2Fportal&step=second-factor"
    );
    let state = shown(&again).await;
    assert_eq!(state["state"], "needed");
    assert_eq!(
        state["ways"],
        json!([{ "way": "totp", "masked": null }, { "way": "recovery_code", "masked": null }])
    );
    let wrong = give(&again, STUDIO, OWN, "totp", "000000").await;
    assert_eq!(refusal(&wrong), is(422, "wrong_code"));
    assert_eq!(wrong.json()["attempts_left"], 4);
    let by_mail = give(&again, STUDIO, OWN, "email", "000000").await;
    assert_eq!(
        by_mail.code(),
        422,
        "an e-mail after an e-mail proves nothing"
    );
    let given = give(&again, STUDIO, OWN, "totp", &code_now(&test, &secret)).await;
    assert_eq!(given.code(), 200, "{}", given.text());
    let session = again.get(STUDIO, "/api/client/session").await.json();
    assert_eq!(session["strength"], "two_factor");
}

#[tokio::test]
async fn a_code_of_the_app_works_once() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    let (secret, _) = set_up(&test, &ada, STUDIO, OWN).await;
    let first = test.as_ada(&cast).await;
    let replay = give(&first, STUDIO, OWN, "totp", &code_now(&test, &secret)).await;
    assert_eq!(
        refusal(&replay),
        is(422, "wrong_code"),
        "the code that confirmed the app was used"
    );
    let fresh = next_code(&test, &secret);
    assert_eq!(give(&first, STUDIO, OWN, "totp", &fresh).await.code(), 200);
    let second = test.as_ada(&cast).await;
    let replay = give(&second, STUDIO, OWN, "totp", &fresh).await;
    assert_eq!(refusal(&replay), is(422, "wrong_code"));
    assert_eq!(
        second.get(STUDIO, "/api/client/session").await.code(),
        401,
        "a replay opens nothing"
    );
    let reasons = refusals(&test, cast.provider_id).await;
    assert_eq!(reasons, ["replayed", "replayed"]);
}

#[tokio::test]
async fn a_recovery_code_works_once_and_goes_with_its_app() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    let (_, codes) = set_up(&test, &ada, STUDIO, OWN).await;
    let lost = test.as_ada(&cast).await;
    let given = give(
        &lost,
        STUDIO,
        OWN,
        "recovery_code",
        &codes[3].to_uppercase(),
    )
    .await;
    assert_eq!(given.code(), 200, "{}", given.text());
    assert_eq!(given.json()["recovery_codes_left"], 9);
    let twice = test.as_ada(&cast).await;
    let again = give(&twice, STUDIO, OWN, "recovery_code", &codes[3]).await;
    assert_eq!(refusal(&again), is(422, "wrong_code"));
    let other = give(&twice, STUDIO, OWN, "recovery_code", &codes[4]).await;
    assert_eq!(other.code(), 200, "{}", other.text());

    let path = format!("{OWN}/recovery-codes");
    let renewed = lost.send(Method::POST, STUDIO, &path, None).await;
    assert_eq!(renewed.code(), 201, "{}", renewed.text());
    test.clock.advance(Duration::from_secs(660));
    let third = test.as_ada(&cast).await;
    let old = give(&third, STUDIO, OWN, "recovery_code", &codes[5]).await;
    assert_eq!(refusal(&old), is(422, "wrong_code"), "replaced by new ones");
    let new: Vec<String> =
        serde_json::from_value(renewed.json()["recovery_codes"].clone()).unwrap();
    let given = give(&third, STUDIO, OWN, "recovery_code", &new[0]).await;
    assert_eq!(given.code(), 200, "{}", given.text());

    let removed = third
        .send(Method::DELETE, STUDIO, &format!("{OWN}/totp"), None)
        .await;
    assert_eq!(removed.code(), 204, "{}", removed.text());
    let plain = test.as_ada(&cast).await;
    let state = shown(&plain).await;
    assert_eq!(
        (&state["state"], &state["recovery_codes_left"]),
        (&json!("satisfied"), &json!(0))
    );
}

#[tokio::test]
async fn five_wrong_codes_are_enough_whatever_they_come_from() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    let (secret, _) = set_up(&test, &ada, STUDIO, OWN).await;
    let thief = test.as_ada(&cast).await;
    for (way, code) in [
        ("totp", "000000"),
        ("recovery_code", "abcde-fgh23"),
        ("totp", "111111"),
        ("recovery_code", "nonsense"),
        ("totp", ""),
    ] {
        let wrong = give(&thief, STUDIO, OWN, way, code).await;
        assert_eq!(refusal(&wrong), is(422, "wrong_code"), "{way} {code}");
    }
    let right = next_code(&test, &secret);
    let full = give(&thief, STUDIO, OWN, "totp", &right).await;
    assert_eq!(full.code(), 429, "{}", full.text());
    assert!(full.headers.contains_key("retry-after"));
    test.clock.advance(Duration::from_secs(601));
    let right = next_code(&test, &secret);
    let given = give(&thief, STUDIO, OWN, "totp", &right).await;
    assert_eq!(given.code(), 200, "{}", given.text());
}

#[tokio::test]
async fn what_changes_the_second_factor_asks_for_a_fresh_code() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    let (secret, _) = set_up(&test, &ada, STUDIO, OWN).await;
    test.clock.advance(Duration::from_secs(601));
    for (method, path) in [
        (Method::DELETE, format!("{OWN}/totp")),
        (Method::POST, format!("{OWN}/recovery-codes")),
        (Method::POST, format!("{OWN}/totp")),
    ] {
        let stale = ada.send(method, STUDIO, &path, None).await;
        assert_eq!(refusal(&stale), is(403, "step_up_required"), "{path}");
    }
    let on = json!({ "on": true });
    let stale = ada
        .send(Method::PUT, STUDIO, &format!("{OWN}/by-message"), Some(&on))
        .await;
    assert_eq!(refusal(&stale), is(403, "step_up_required"));
    let given = give(&ada, STUDIO, OWN, "totp", &code_now(&test, &secret)).await;
    assert_eq!(given.code(), 200, "{}", given.text());
    let twice = ada
        .send(Method::POST, STUDIO, &format!("{OWN}/totp"), None)
        .await;
    assert_eq!(refusal(&twice), is(409, "already_set_up"));
    let removed = ada
        .send(Method::DELETE, STUDIO, &format!("{OWN}/totp"), None)
        .await;
    assert_eq!(removed.code(), 204, "{}", removed.text());
}

#[tokio::test]
async fn a_code_at_the_other_address_is_asked_for_by_whoever_wants_it() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    let on = json!({ "on": true });
    let path = format!("{OWN}/by-message");
    let saved = ada.send(Method::PUT, STUDIO, &path, Some(&on)).await;
    assert_eq!(saved.code(), 204, "{}", saved.text());

    let again = test.as_ada(&cast).await;
    assert_eq!(again.get(STUDIO, "/api/client/session").await.code(), 401);
    let state = shown(&again).await;
    assert_eq!(
        state["ways"],
        json!([{ "way": "sms", "masked": "+49 ••• ••• 5601" }])
    );
    let early = give(&again, STUDIO, OWN, "sms", "000000").await;
    assert_eq!(refusal(&early), is(422, "expired_code"), "none was sent");
    let code = asked(&test, &cast, &again, "sms").await;
    let other = test.as_ada(&cast).await;
    let stolen = give(&other, STUDIO, OWN, "sms", &code).await;
    assert_eq!(
        refusal(&stolen),
        is(422, "expired_code"),
        "a code is its session's"
    );
    let given = give(&again, STUDIO, OWN, "sms", &code).await;
    assert_eq!(given.code(), 200, "{}", given.text());
    let session = again.get(STUDIO, "/api/client/session").await.json();
    assert_eq!(session["strength"], "two_factor");
    let twice = give(&again, STUDIO, OWN, "sms", &code).await;
    assert_eq!(refusal(&twice), is(422, "expired_code"));

    let vic = test.signed_in(&cast, "vic@acme.example").await;
    let alone = vic.send(Method::PUT, STUDIO, &path, Some(&on)).await;
    assert_eq!(refusal(&alone), is(409, "no_other_address"));
}

#[tokio::test]
async fn the_secret_is_stored_sealed_for_its_row() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    let (secret, codes) = set_up(&test, &ada, STUDIO, OWN).await;
    let vic = test.signed_in(&cast, "vic@acme.example").await;
    set_up(&test, &vic, STUDIO, OWN).await;
    let job = Job::of(cast.provider_id);
    let read = test.app.db.read(&job).await.unwrap();
    let sealed: Vec<u8> = read
        .one(
            scoped!(
                "select f.totp_sealed from second_factor f where {provider:f} and f.contact_id = $4"
            ),
            params![cast.ada_id],
        )
        .await
        .unwrap();
    let plain = totp_rs::Secret::try_from_base32(&secret).unwrap();
    assert!(!sealed.windows(20).any(|part| part == plain.as_ref()));
    let stored: Vec<Vec<u8>> = read
        .list(
            scoped!("select r.code_hmac from recovery_code r where {provider:r}"),
            params![],
        )
        .await
        .unwrap();
    assert!(
        stored
            .iter()
            .all(|stored| !codes.iter().any(|code| code.as_bytes() == stored))
    );
    drop(read);

    // Somebody who can write to the database gives Vic's row the secret of Ada's app.
    let write = test.app.db.write(&job).await.unwrap();
    write
        .exec(
            scoped!("update second_factor as f set totp_sealed = $5 where {provider:f} and f.contact_id = $4"),
            params![cast.vic_id, &sealed],
        )
        .await
        .unwrap();
    write.commit().await.unwrap();
    let thief = test.signed_in(&cast, "vic@acme.example").await;
    let taken = give(&thief, STUDIO, OWN, "totp", &next_code(&test, &secret)).await;
    assert_eq!(taken.code(), 500, "{}", taken.text());
}

/// Asks for a code by SMS or e-mail; what the message says.
async fn asked(
    test: &TestApp,
    cast: &crate::testing::cast::Cast,
    visitor: &crate::testing::Visitor<'_>,
    way: &str,
) -> String {
    let body = json!({ "way": way });
    let asked = visitor.post(STUDIO, &format!("{OWN}/message"), &body).await;
    assert_eq!(asked.code(), 202, "{}", asked.text());
    let to = if way == "sms" {
        crate::testing::cast::ADA_PHONE
    } else {
        ADA_EMAIL
    };
    crate::testing::cast::code_in(&test.last_message(cast.provider_id, to).await)
}

/// Why codes were refused, the first first.
async fn refusals(test: &TestApp, provider_id: crate::kit::id::Id) -> Vec<String> {
    let job = Job::of(provider_id);
    let read = test.app.db.read(&job).await.unwrap();
    let details: Vec<Value> = read
        .list(
            scoped!(
                "select e.detail from audit_entry e
                 where {provider:e} and e.act = 'second_factor_given' and e.outcome = 'refused' order by e.sequence"
            ),
            params![],
        )
        .await
        .unwrap();
    details
        .iter()
        .map(|detail| detail["reason"].as_str().unwrap().to_owned())
        .collect()
}
