//! What these tests do again and again.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};

use crate::{
    features::second_factor::code_at,
    testing::{Answer, TestApp, Visitor, cast::STUDIO},
};

pub const OWN: &str = "/api/client/second-factor";

/// A second factor's way and code, given.
pub async fn give(visitor: &Visitor<'_>, host: &str, path: &str, way: &str, code: &str) -> Answer {
    let body = json!({ "way": way, "code": code });
    visitor.post(host, path, &body).await
}

/// Sets up an app: its secret and the recovery codes.
pub async fn set_up(
    test: &TestApp,
    visitor: &Visitor<'_>,
    host: &str,
    path: &str,
) -> (String, Vec<String>) {
    let begun = visitor
        .send(Method::POST, host, &format!("{path}/totp"), None)
        .await;
    assert_eq!(begun.code(), 201, "{}", begun.text());
    let secret = begun.json()["secret"].as_str().unwrap().to_owned();
    let body = json!({ "code": code_now(test, &secret) });
    let confirmed = visitor
        .post(host, &format!("{path}/totp/confirmation"), &body)
        .await;
    assert_eq!(confirmed.code(), 200, "{}", confirmed.text());
    let codes = confirmed.json()["recovery_codes"].clone();
    let codes: Vec<String> = serde_json::from_value(codes).unwrap();
    assert_eq!(codes.len(), 10);
    (secret, codes)
}

/// The code of the app right now.
pub fn code_now(test: &TestApp, secret: &str) -> String {
    code_at(secret, test.app.clock.now()).unwrap()
}

/// Half a minute later the app shows another code.
pub fn next_code(test: &TestApp, secret: &str) -> String {
    test.clock.advance(Duration::from_secs(30));
    code_now(test, secret)
}

/// What a contact has set up.
pub async fn shown(visitor: &Visitor<'_>) -> Value {
    let answer = visitor.get(STUDIO, OWN).await;
    assert_eq!(answer.code(), 200, "{}", answer.text());
    answer.json()
}

/// The code of an answer, and its status.
pub fn refusal(answer: &Answer) -> (u16, String) {
    let code = answer.json()["code"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (answer.code(), code)
}

/// The pair that [`refusal`] gives.
pub fn is(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}
