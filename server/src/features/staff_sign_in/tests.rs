//! Staff sign-in through HTTP.

use http::Method;
use serde_json::json;

use super::password;
use crate::testing::{
    TestApp,
    cast::{OLGA_EMAIL, OLGA_PASSWORD, STAFF, STUDIO},
};

#[tokio::test]
async fn staff_sign_in_with_their_password_and_out() {
    let (test, _) = TestApp::with_cast().await;
    let olga = test.visitor();
    assert_eq!(olga.get(STAFF, "/api/admin/session").await.code(), 401);
    let body = json!({ "email": "Olga@Studio.example", "password": OLGA_PASSWORD });
    let answer = olga.post(STAFF, "/api/admin/session", &body).await;
    assert_eq!(answer.code(), 200, "{}", answer.text());
    assert_eq!(answer.json()["next"], "desk");
    let session = answer.json()["session"].clone();
    assert_eq!(session["staff"]["email"], OLGA_EMAIL);
    assert_eq!(session["provider"]["name"], "Studio");
    assert_eq!(
        session["brands"],
        json!([{ "origin": "https://studio.example", "prefix": "" }])
    );
    assert_eq!(session["outbox_waiting"], 0);
    assert_eq!(
        (&session["sends_mail"], &session["sends_sms"]),
        (&json!(false), &json!(false))
    );
    let key = json!({ "name": "Mac", "scope": "sms" });
    olga.post(STAFF, "/api/admin/api-keys", &key).await;
    let session = olga.get(STAFF, "/api/admin/session").await.json();
    assert_eq!(
        (&session["sends_mail"], &session["sends_sms"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(olga.get(STAFF, "/api/admin/session").await.json(), session);
    assert_eq!(
        olga.send(Method::DELETE, STAFF, "/api/admin/session", None)
            .await
            .code(),
        204
    );
    assert_eq!(olga.get(STAFF, "/api/admin/session").await.code(), 401);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_account_look_alike() {
    let (test, _) = TestApp::with_cast().await;
    let mut answers = Vec::new();
    for email in [OLGA_EMAIL, "nobody@studio.example", "not an address"] {
        for attempt in 0..6 {
            let visitor = test.visitor();
            let answer = visitor
                .post(
                    STAFF,
                    "/api/admin/session",
                    &json!({ "email": email, "password": "wrong password" }),
                )
                .await;
            let mut json = answer.json();
            json["request_id"] = json!(null);
            answers.push((
                attempt,
                answer.code(),
                json,
                answer.headers.get("retry-after").cloned(),
            ));
        }
    }
    assert_eq!(answers[0].2["code"], "wrong_credentials");
    assert_eq!((answers[4].1, answers[5].1), (422, 429));
    assert_eq!(answers[0..6], answers[6..12]);
    assert_eq!(answers[0..6], answers[12..18]);
    let right = json!({ "email": OLGA_EMAIL, "password": OLGA_PASSWORD });
    assert_eq!(
        test.visitor()
            .post(STAFF, "/api/admin/session", &right)
            .await
            .code(),
        429,
        "right, but over the limit"
    );
    test.clock.advance(std::time::Duration::from_secs(601));
    assert_eq!(
        test.visitor()
            .post(STAFF, "/api/admin/session", &right)
            .await
            .code(),
        200
    );
}

#[tokio::test]
async fn guesses_at_unknown_accounts_are_limited_with_all_others_and_are_no_providers() {
    let (test, cast) = TestApp::with_cast().await;
    let guess = async |email: String| {
        let body = json!({ "email": email, "password": "wrong password" });
        let answer = test
            .visitor()
            .post(STAFF, "/api/admin/session", &body)
            .await;
        (answer.code(), answer.headers.get("retry-after").cloned())
    };
    for n in 0..20 {
        assert_eq!(guess(format!("nobody{n}@else.example")).await.0, 422);
    }
    let unknown = guess("nobody@else.example".to_owned()).await;
    assert_eq!(unknown.0, 429, "twenty from one network");
    assert_eq!(
        guess(OLGA_EMAIL.to_owned()).await,
        unknown,
        "or it would tell who exists"
    );
    let job = crate::scope::Job::of(cast.provider_id);
    let read = test.app.db.read(&job).await.unwrap();
    let entries = crate::scoped!(
        "select count(*) from audit_entry e where {provider:e} and e.act = 'staff_signed_in'"
    );
    // What is counted of refusals is no limit.
    let counted = crate::scoped!(
        "select count(*) from limit_subject s where {provider:s} and s.kind <> 'staff_signed_in_refused'"
    );
    let of_olga: i64 = read.one(entries, crate::params![]).await.unwrap();
    let limits: i64 = read.one(counted, crate::params![]).await.unwrap();
    assert_eq!(
        (of_olga, limits),
        (1, 0),
        "only the guess at its own account"
    );
}

#[tokio::test]
async fn the_limits_are_those_that_are_configured() {
    let mut config = crate::config::Config::default();
    config.sign_in.passwords_per_account = 2;
    let test = TestApp::with(config).await;
    let body = json!({ "email": OLGA_EMAIL, "password": "wrong password" });
    for expected in [422, 422, 429] {
        let answer = test
            .visitor()
            .post(STAFF, "/api/admin/session", &body)
            .await;
        assert_eq!(answer.code(), expected);
    }
}

#[tokio::test]
async fn a_right_password_is_no_wrong_guess() {
    let (test, _) = TestApp::with_cast().await;
    let right = json!({ "email": OLGA_EMAIL, "password": OLGA_PASSWORD });
    for _ in 0..8 {
        assert_eq!(
            test.visitor()
                .post(STAFF, "/api/admin/session", &right)
                .await
                .code(),
            200
        );
    }
}

#[tokio::test]
async fn guesses_beyond_the_queue_are_put_off_and_count_as_none() {
    let (test, _) = TestApp::with_cast().await;
    let olga = test.visitor();
    let right = json!({ "email": OLGA_EMAIL, "password": OLGA_PASSWORD });
    let mut queue: Vec<_> = std::iter::from_fn(|| password::line_up().ok()).collect();
    assert!(queue.len() < 64, "{}", queue.len());
    for _ in 0..20 {
        let answer = olga.post(STAFF, "/api/admin/session", &right).await;
        assert_eq!(answer.code(), 503, "{}", answer.text());
        assert_eq!(answer.json()["code"], "busy");
        assert_eq!(answer.headers["retry-after"], "2");
    }
    let body = json!({ "email": "ada@acme.example", "password": "whatever it may be" });
    let way = "/api/client/sign-in/password";
    let answer = test.post(STUDIO, way, &body).await;
    assert_eq!(answer.code(), 503, "{}", answer.text());
    queue.pop();
    let answer = olga.post(STAFF, "/api/admin/session", &right).await;
    assert_eq!(answer.code(), 200, "{}", answer.text());
    assert_eq!(test.get(STUDIO, "/login").await.code(), 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_guesses_at_once_five_are_looked_at() {
    let (test, _) = TestApp::with_cast().await;
    let test = std::sync::Arc::new(test);
    let guesses = (0..20).map(|n| {
        let test = test.clone();
        tokio::spawn(async move {
            let body = json!({ "email": OLGA_EMAIL, "password": format!("wrong password {n}") });
            test.visitor()
                .post(STAFF, "/api/admin/session", &body)
                .await
                .code()
        })
    });
    let mut codes = Vec::new();
    for guess in guesses.collect::<Vec<_>>() {
        codes.push(guess.await.unwrap());
    }
    assert_eq!(
        codes.iter().filter(|code| **code == 422).count(),
        5,
        "{codes:?}"
    );
    assert_eq!(
        codes.iter().filter(|code| **code == 429).count(),
        15,
        "{codes:?}"
    );
}

#[tokio::test]
async fn a_session_ends_when_idle_when_old_and_when_its_owner_is_switched_off() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    test.clock
        .advance(std::time::Duration::from_secs(12 * 3_600));
    assert_eq!(olga.get(STAFF, "/api/admin/session").await.code(), 401);
    let olga = test.as_olga().await;
    assert_eq!(
        olga.get(STUDIO, "/api/admin/session").await.code(),
        403,
        "no staff endpoint on a brand domain"
    );
    let job = crate::scope::Job::of(cast.provider_id);
    let write = test.app.db.write(&job).await.unwrap();
    let off = crate::scoped!(
        "update staff as s set switched_off_at = $5 where {provider:s} and s.staff_id = $4"
    );
    write
        .exec(off, crate::params![cast.owner_id, test.app.clock.now()])
        .await
        .unwrap();
    write.commit().await.unwrap();
    assert_eq!(olga.get(STAFF, "/api/admin/session").await.code(), 401);
    let right = json!({ "email": OLGA_EMAIL, "password": OLGA_PASSWORD });
    assert_eq!(
        test.visitor()
            .post(STAFF, "/api/admin/session", &right)
            .await
            .json()["code"],
        "wrong_credentials"
    );
}
