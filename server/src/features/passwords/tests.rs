//! Tests of passwords, through HTTP.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};

use crate::{
    features::sign_in_settings,
    scope::Job,
    testing::{
        Answer, TestApp, Visitor,
        cast::{ADA_EMAIL, ADA_PHONE, Cast, OLGA_EMAIL, OLGA_PASSWORD, STAFF, STUDIO, VIC_EMAIL},
    },
};

const OWN: &str = "/api/client/password";
const GOOD: &str = "eleven blue kettles";

async fn offered() -> (TestApp, Cast) {
    let (test, cast) = TestApp::with_cast().await;
    let job = Job::of(cast.provider_id);
    let write = test.app.db.write(&job).await.unwrap();
    let mut stored = sign_in_settings::find(&write).await.unwrap();
    stored.sign_in_by_password = Some(true);
    sign_in_settings::save(&write, test.app.clock.now(), &stored)
        .await
        .unwrap();
    write.commit().await.unwrap();
    (test, cast)
}

async fn set(visitor: &Visitor<'_>, password: &str) -> Answer {
    let body = json!({ "password": password });
    visitor.send(Method::PUT, STUDIO, OWN, Some(&body)).await
}

async fn sign_in(visitor: &Visitor<'_>, email: &str, password: &str) -> Answer {
    let body = json!({ "email": email, "password": password, "return_to": "/portal/documents" });
    visitor
        .post(STUDIO, "/api/client/sign-in/password", &body)
        .await
}

fn token_of(message: &str, mark: &str) -> String {
    let (_, rest) = message.split_once(mark).unwrap();
    rest.split_whitespace().next().unwrap().to_owned()
}

#[tokio::test]
async fn a_contact_sets_a_password_and_signs_in_with_it() {
    let (test, cast) = offered().await;
    let portal = test.get(STUDIO, "/api/client/portal").await.json();
    assert_eq!(portal["sign_in"]["password"], true);
    let ada = test.as_ada(&cast).await;
    let elsewhere = test.as_ada(&cast).await;
    for (weak, code) in [
        ("short", "too_short"),
        ("password1234", "too_common"),
        ("ada@acme.example", "too_common"),
    ] {
        let refused = set(&ada, weak).await;
        assert_eq!(
            refused.json()["errors"][0]["code"],
            code,
            "{}",
            refused.text()
        );
    }
    assert_eq!(set(&ada, GOOD).await.code(), 204);
    assert_eq!(ada.get(STUDIO, "/api/client/session").await.code(), 200);
    assert_eq!(
        elsewhere.get(STUDIO, "/api/client/session").await.code(),
        401,
        "other sessions end"
    );
    let browser = test.visitor();
    let answer = sign_in(&browser, "Ada@Acme.example", GOOD).await;
    assert_eq!(
        answer.json(),
        json!({ "return_to": "/portal/documents", "next": "portal" })
    );
    assert_eq!(
        browser.get(STUDIO, "/api/client/session").await.json()["strength"],
        "code"
    );

    let removed = ada.send(Method::DELETE, STUDIO, OWN, None).await;
    assert_eq!(removed.code(), 204);
    assert_eq!(sign_in(&test.visitor(), ADA_EMAIL, GOOD).await.code(), 422);
}

#[tokio::test]
async fn wrong_unknown_and_without_one_look_alike_and_are_limited() {
    let (test, cast) = offered().await;
    set(&test.as_ada(&cast).await, GOOD).await;
    let mut seen: Vec<Vec<(u16, Value)>> = Vec::new();
    for email in [ADA_EMAIL, VIC_EMAIL, "nobody@acme.example"] {
        let mut answers = Vec::new();
        for _ in 0..6 {
            let answer = sign_in(&test.visitor(), email, "not the password").await;
            let mut json = answer.json();
            json["request_id"] = json!(null);
            answers.push((answer.code(), json));
        }
        seen.push(answers);
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0], seen[2]);
    let statuses: Vec<u16> = seen[0].iter().map(|(status, _)| *status).collect();
    assert_eq!(statuses, [422, 422, 422, 422, 422, 429]);
    let right = sign_in(&test.visitor(), ADA_EMAIL, GOOD).await;
    assert_eq!(right.code(), 429, "even the right one waits");
    let phone = sign_in(&test.visitor(), ADA_PHONE, GOOD).await;
    assert_eq!(
        phone.code(),
        422,
        "a phone number is no e-mail: {}",
        phone.text()
    );
}

#[tokio::test]
async fn without_the_provider_there_are_no_passwords() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    assert_eq!(set(&ada, GOOD).await.json()["code"], "not_offered");
    assert_eq!(sign_in(&test.visitor(), ADA_EMAIL, GOOD).await.code(), 422);
    let reset = json!({ "email": ADA_EMAIL });
    let asked = test
        .post(STUDIO, "/api/client/sign-in/password-reset", &reset)
        .await;
    assert_eq!(asked.json()["errors"][0]["code"], "not_offered");
}

#[tokio::test]
async fn a_stale_session_sets_no_password() {
    let (test, cast) = offered().await;
    let ada = test.as_ada(&cast).await;
    test.clock.advance(Duration::from_secs(601));
    assert_eq!(set(&ada, GOOD).await.json()["code"], "step_up_required");
    let asked = json!({ "way": "email" });
    ada.post(STUDIO, "/api/client/second-factor/message", &asked)
        .await;
    let message = test.last_message(cast.provider_id, ADA_EMAIL).await;
    let code = crate::testing::cast::code_in(&message);
    let given = json!({ "way": "email", "code": code });
    ada.post(STUDIO, "/api/client/second-factor", &given).await;
    assert_eq!(set(&ada, GOOD).await.code(), 204);
}

#[tokio::test]
async fn a_forgotten_password_is_set_by_a_link_that_ends_all_sessions() {
    let (test, cast) = offered().await;
    let ada = test.as_ada(&cast).await;
    set(&ada, GOOD).await;
    let mut answers = Vec::new();
    for email in [ADA_EMAIL, "nobody@acme.example"] {
        let asked = test
            .post(
                STUDIO,
                "/api/client/sign-in/password-reset",
                &json!({ "email": email }),
            )
            .await;
        answers.push((asked.code(), asked.json()));
    }
    assert_eq!(answers[0], (202, json!({})));
    assert_eq!(answers[0], answers[1]);
    let message = test.last_message(cast.provider_id, ADA_EMAIL).await;
    assert!(
        message.contains("https://studio.example/login#reset="),
        "{message}"
    );
    let token = token_of(&message, "#reset=");
    let complete = async |password: &str| {
        let body = json!({ "token": token, "password": password });
        let path = "/api/client/sign-in/password-reset/completion";
        test.post(STUDIO, path, &body).await
    };
    assert_eq!(
        complete("short").await.json()["errors"][0]["code"],
        "too_short"
    );
    let new = "nine slow tortoises";
    assert_eq!(complete(new).await.code(), 204);
    assert_eq!(
        complete(new).await.json()["code"],
        "expired_link",
        "it works once"
    );
    assert_eq!(ada.get(STUDIO, "/api/client/session").await.code(), 401);
    assert_eq!(sign_in(&test.visitor(), ADA_EMAIL, GOOD).await.code(), 422);
    assert_eq!(sign_in(&test.visitor(), ADA_EMAIL, new).await.code(), 200);
}

#[tokio::test]
async fn a_link_is_over_after_half_an_hour() {
    let (test, cast) = offered().await;
    let reset = json!({ "email": ADA_EMAIL });
    test.post(STUDIO, "/api/client/sign-in/password-reset", &reset)
        .await;
    let message = test.last_message(cast.provider_id, ADA_EMAIL).await;
    test.clock.advance(Duration::from_secs(30 * 60));
    let body = json!({ "token": token_of(&message, "#reset="), "password": GOOD });
    let late = test
        .post(
            STUDIO,
            "/api/client/sign-in/password-reset/completion",
            &body,
        )
        .await;
    assert_eq!(late.json()["code"], "expired_link");
}

async fn ask_as_staff(test: &TestApp, email: &str) -> u16 {
    let body = json!({ "email": email });
    let way = "/api/admin/session/password-reset";
    test.post(STAFF, way, &body).await.code()
}

#[tokio::test]
async fn a_link_for_staff_is_written_down_before_the_answer_and_only_so_often() {
    let (test, cast) = TestApp::with_cast().await;
    let job = Job::of(cast.provider_id);
    let links = crate::scoped!(
        "select count(*) from outbox_message m where {provider:m} and m.staff_id is not null"
    );
    let refusals = crate::scoped!(
        "select count(*) from audit_entry e where {provider:e} and e.act = 'password_reset_asked'
           and e.outcome = 'refused'"
    );
    for n in 0..8 {
        assert_eq!(ask_as_staff(&test, OLGA_EMAIL).await, 202);
        let read = test.app.db.read(&job).await.unwrap();
        let sent: i64 = read.one(links, crate::params![]).await.unwrap();
        assert_eq!(sent, (n + 1).min(3), "nothing waits for anything else");
    }
    let read = test.app.db.read(&job).await.unwrap();
    let refused: i64 = read.one(refusals, crate::params![]).await.unwrap();
    assert_eq!(refused, 1, "who asks again and again fills no audit");
    drop(read);
    // One network has so many in all, whomever it asks for.
    for n in 0..30 {
        assert_eq!(
            ask_as_staff(&test, &format!("n{n}@studio.example")).await,
            202
        );
    }
    let other = test.add_staff(cast.provider_id, "Ole", "ole@studio.example", "lead");
    other.await;
    assert_eq!(ask_as_staff(&test, "ole@studio.example").await, 202);
    let read = test.app.db.read(&job).await.unwrap();
    assert_eq!(read.one::<i64>(links, crate::params![]).await.unwrap(), 3);
}

#[tokio::test]
async fn a_reset_for_an_unknown_account_takes_as_long_as_for_a_known_one() {
    let (test, cast) = TestApp::with_cast().await;
    let mut took: [Vec<Duration>; 2] = [Vec::new(), Vec::new()];
    for n in 0..150 {
        let known = format!("k{n}@studio.example");
        test.add_staff(cast.provider_id, "K", &known, "lead").await;
        for (place, email) in [(0, known), (1, format!("u{n}@studio.example"))] {
            test.clock.advance(Duration::from_secs(60));
            let begun = std::time::Instant::now();
            assert_eq!(ask_as_staff(&test, &email).await, 202);
            took[place].push(begun.elapsed());
        }
    }
    let [known, unknown] = took.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2]
    });
    assert!(
        known.abs_diff(unknown) < Duration::from_millis(2),
        "known {known:?}, unknown {unknown:?}"
    );
}

#[tokio::test]
async fn staff_set_a_forgotten_password_anew_and_give_their_second_factor_still() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let forced = json!({ "staff_second_factor": "forced" });
    olga.send(
        Method::PATCH,
        STAFF,
        "/api/admin/settings/sign-in",
        Some(&forced),
    )
    .await;
    for email in ["nobody@studio.example", OLGA_EMAIL] {
        let asked = test
            .post(
                STAFF,
                "/api/admin/session/password-reset",
                &json!({ "email": email }),
            )
            .await;
        assert_eq!((asked.code(), asked.json()), (202, json!({})));
    }
    let message = waited(&test, &cast).await;
    assert!(
        message.contains("https://staff.example/reset#"),
        "{message}"
    );
    let token = token_of(&message, "/reset#");
    let new = "nine slow tortoises";
    let path = "/api/admin/session/password-reset/completion";
    let body = json!({ "token": token, "password": new });
    assert_eq!(test.post(STAFF, path, &body).await.code(), 204);
    assert_eq!(
        test.post(STAFF, path, &body).await.json()["code"],
        "expired_link"
    );
    let again = test.visitor();
    let old = json!({ "email": OLGA_EMAIL, "password": OLGA_PASSWORD });
    assert_eq!(
        again.post(STAFF, "/api/admin/session", &old).await.code(),
        422
    );
    let body = json!({ "email": OLGA_EMAIL, "password": new });
    let answer = again.post(STAFF, "/api/admin/session", &body).await;
    assert_eq!(answer.json()["next"], "setup", "{}", answer.text());
}

#[tokio::test]
async fn staff_change_their_password_and_end_their_other_sessions() {
    let (test, _) = TestApp::with_cast().await;
    let (here, there) = (test.as_olga().await, test.as_olga().await);
    let listed = here.get(STAFF, "/api/admin/sessions").await.json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
    let body = json!({ "password": GOOD });
    let saved = here
        .send(Method::PUT, STAFF, "/api/admin/password", Some(&body))
        .await;
    assert_eq!(saved.code(), 204, "{}", saved.text());
    assert_eq!(there.get(STAFF, "/api/admin/session").await.code(), 401);
    assert_eq!(here.get(STAFF, "/api/admin/session").await.code(), 200);
    let third = test.visitor();
    let body = json!({ "email": OLGA_EMAIL, "password": GOOD });
    third.post(STAFF, "/api/admin/session", &body).await;
    let listed = here.get(STAFF, "/api/admin/sessions").await.json();
    let other = listed["items"].as_array().unwrap().iter();
    let other = other.clone().find(|item| item["current"] == false).unwrap();
    let path = format!("/api/admin/sessions/{}", other["id"].as_str().unwrap());
    assert_eq!(
        here.send(Method::DELETE, STAFF, &path, None).await.code(),
        204
    );
    assert_eq!(
        here.send(Method::DELETE, STAFF, &path, None).await.code(),
        404
    );
    assert_eq!(third.get(STAFF, "/api/admin/session").await.code(), 401);
    test.clock.advance(Duration::from_secs(601));
    let body = json!({ "password": "another good one, this" });
    let stale = here
        .send(Method::PUT, STAFF, "/api/admin/password", Some(&body))
        .await;
    assert_eq!(stale.json()["code"], "step_up_required");
}

/// The mail to Olga, which is sent after the answer.
async fn waited(test: &TestApp, cast: &Cast) -> String {
    for _ in 0..100 {
        if is_there(test, cast).await {
            return test.last_message(cast.provider_id, OLGA_EMAIL).await;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("no mail came");
}

async fn is_there(test: &TestApp, cast: &Cast) -> bool {
    use crate::db::{params, scoped};
    let job = Job::of(cast.provider_id);
    let read = test.app.db.read(&job).await.unwrap();
    let count: i64 = read
        .one(
            scoped!(
                "select count(*) from outbox_message m where {provider:m} and m.recipient = $4"
            ),
            params![OLGA_EMAIL],
        )
        .await
        .unwrap();
    count > 0
}
