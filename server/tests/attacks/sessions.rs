//! Sessions are not planted in a browser, and a code of an app opens one session, whoever hurries (P4, P18).

use std::sync::Arc;

use portico::{
    features::second_factor::code_at,
    testing::{
        TestApp, Visitor,
        cast::{ADA_EMAIL, Cast, STUDIO, VIC_EMAIL, code_in, verify},
    },
};
use serde_json::json;

const COOKIE: &str = "__Host-portico";
const PENDING: &str = "__Host-portico-pending";
const SESSION: &str = "/api/client/session";
const FACTOR: &str = "/api/client/second-factor";

/// Signs in by mail in a browser.
async fn sign_in(test: &TestApp, cast: &Cast, browser: &Visitor<'_>, email: &str) {
    let asked = browser
        .post(STUDIO, "/api/client/sign-in", &json!({ "email": email }))
        .await;
    assert_eq!(asked.code(), 202, "{}", asked.text());
    let code = code_in(&test.last_message(cast.provider_id, email).await);
    let proven = verify(browser, &code).await;
    assert_eq!(proven.code(), 200, "{}", proven.text());
}

#[tokio::test]
async fn a_cookie_that_was_planted_before_the_sign_in_opens_nothing_after_it() {
    let (test, cast) = TestApp::with_cast().await;
    let planted = "A".repeat(43);
    let browser = test.visitor().with_cookie(COOKIE, &planted);
    sign_in(&test, &cast, &browser, ADA_EMAIL).await;
    assert_ne!(browser.cookie(COOKIE).unwrap(), planted);
    let thief = test.visitor().with_cookie(COOKIE, &planted);
    assert_eq!(thief.get(STUDIO, SESSION).await.code(), 401);
    // A session of the attacker's own stays the attacker's, and is not what the victim goes on with.
    let vic = test.signed_in(&cast, VIC_EMAIL).await;
    let own = vic.cookie(COOKIE).unwrap();
    let browser = test.visitor().with_cookie(COOKIE, &own);
    sign_in(&test, &cast, &browser, ADA_EMAIL).await;
    assert_ne!(browser.cookie(COOKIE).unwrap(), own);
    let name = |session: serde_json::Value| session["contact"]["name"].clone();
    assert_eq!(name(browser.get(STUDIO, SESSION).await.json()), "Ada");
    assert_ne!(name(vic.get(STUDIO, SESSION).await.json()), "Ada");
    // Two of them leave open which one is meant: none is.
    let both = format!(
        "{COOKIE}={}; {COOKIE}={own}",
        browser.cookie(COOKIE).unwrap()
    );
    let both = test.visitor().with_header("cookie", &both);
    assert_eq!(both.get(STUDIO, SESSION).await.code(), 401);
}

#[tokio::test]
async fn the_mark_of_another_browser_signs_nobody_in_there() {
    let (test, cast) = TestApp::with_cast().await;
    let attacker = test.visitor();
    let asked = attacker
        .post(
            STUDIO,
            "/api/client/sign-in",
            &json!({ "email": ADA_EMAIL }),
        )
        .await;
    assert_eq!(asked.code(), 202, "{}", asked.text());
    let mark = attacker.cookie(PENDING).unwrap();
    // The attacker plants its mark in Ada's browser, who then asks herself and proves her own code.
    let ada = test.visitor().with_cookie(PENDING, &mark);
    sign_in(&test, &cast, &ada, ADA_EMAIL).await;
    assert_eq!(ada.get(STUDIO, SESSION).await.code(), 200);
    assert_eq!(attacker.get(STUDIO, SESSION).await.code(), 401);
    let code = code_in(&test.last_message(cast.provider_id, ADA_EMAIL).await);
    let late = verify(&attacker, &code).await;
    assert_eq!(late.code(), 422, "{}", late.text());
    assert!(late.headers.get("set-cookie").is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_of_an_app_in_two_sessions_at_once_opens_one() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    let begun = ada
        .post(STUDIO, &format!("{FACTOR}/totp"), &json!({}))
        .await;
    let secret = begun.json()["secret"].as_str().unwrap().to_owned();
    let code = |test: &TestApp| code_at(&secret, test.app.clock.now()).unwrap();
    let confirm = json!({ "code": code(&test) });
    let confirmed = ada
        .post(STUDIO, &format!("{FACTOR}/totp/confirmation"), &confirm)
        .await;
    assert_eq!(confirmed.code(), 200, "{}", confirmed.text());
    let mut tokens = Vec::new();
    for _ in 0..2 {
        tokens.push(test.as_ada(&cast).await.cookie(COOKIE).unwrap());
    }
    test.clock.advance(std::time::Duration::from_secs(30));
    let body = json!({ "way": "totp", "code": code(&test) });
    let test = Arc::new(test);
    let tries = tokens.iter().cloned().map(|token| {
        let (test, body) = (test.clone(), body.clone());
        tokio::spawn(async move {
            let browser = test.visitor().with_cookie(COOKIE, &token);
            browser.post(STUDIO, FACTOR, &body).await.code()
        })
    });
    let mut codes = Vec::new();
    for each in tries.collect::<Vec<_>>() {
        codes.push(each.await.unwrap());
    }
    codes.sort_unstable();
    assert_eq!(codes, [200, 422]);
    let mut inside = 0;
    for token in &tokens {
        let browser = test.visitor().with_cookie(COOKIE, token);
        inside += usize::from(browser.get(STUDIO, SESSION).await.code() == 200);
    }
    assert_eq!(inside, 1);
}
