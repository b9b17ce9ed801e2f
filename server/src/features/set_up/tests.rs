//! The list, through HTTP.

use http::Method;
use serde_json::{Value, json};

use crate::{
    features::documents::tests::content,
    testing::{
        Office, TestApp, Visitor,
        cast::{OLGA_EMAIL, STAFF},
    },
};

const SET_UP: &str = "/api/admin/settings/set-up";

fn left(shown: &Value) -> Vec<&str> {
    let items = shown["items"].as_array().unwrap().iter();
    let left: Vec<&str> = items
        .filter(|row| row["done"] == json!(false))
        .map(|row| row["step"].as_str().unwrap())
        .collect();
    assert_eq!(shown["done"], json!(left.is_empty()), "{shown}");
    left
}

async fn shown_to(visitor: &Visitor<'_>) -> Value {
    visitor.get(STAFF, SET_UP).await.json()
}

async fn patch(visitor: &Visitor<'_>, path: &str, body: Value) {
    let answer = visitor.send(Method::PATCH, STAFF, path, Some(&body)).await;
    assert_eq!(answer.code(), 200, "{}", answer.text());
}

#[tokio::test]
async fn a_step_is_done_when_what_it_asks_for_is_there() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.staff_signed_in(OLGA_EMAIL).await;
    let first = shown_to(&olga).await;
    let first = left(&first);
    for (step, is_left) in [
        ("domain", false),
        ("client", false),
        ("mail", true),
        ("sms", true),
        ("document", true),
        ("sign_in", true),
    ] {
        assert_eq!(first.contains(&step), is_left, "{step}: {first:?}");
    }
    test.as_ada(&cast).await;
    patch(&olga, "/api/admin/branding", json!({ "colour": "#117755" })).await;
    let path = "/api/admin/settings/sign-in";
    patch(&olga, path, json!({ "sign_in_by_sms": false })).await;
    let then = shown_to(&olga).await;
    assert_eq!(left(&then), ["mail", "document"]);
}

#[tokio::test]
async fn the_first_document_is_done_with_a_draft() {
    let office = Office::new().await;
    let shown = || office.ada(Method::GET, SET_UP, None);
    assert!(left(&shown().await.json()).contains(&"document"));
    let draft = json!({
        "client_id": office.meyer_id, "type": "quote", "title": "A plan", "content": content()
    });
    let path = "/api/admin/documents";
    let made = office.ada(Method::POST, path, Some(&draft)).await;
    assert_eq!(made.code(), 201, "{}", made.text());
    assert!(!left(&shown().await.json()).contains(&"document"));
}

#[tokio::test]
async fn only_those_who_administer_see_it() {
    let (test, cast) = TestApp::with_cast().await;
    let email = "lee@studio.example";
    test.add_staff(cast.provider_id, "Lee", email, "lead").await;
    let lee = test.staff_signed_in(email).await;
    assert_eq!(lee.get(STAFF, SET_UP).await.code(), 403);
}
