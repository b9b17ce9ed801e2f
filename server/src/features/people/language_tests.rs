//! The language of clients and people, through HTTP: one that the portal speaks, or none is kept.

use http::Method;
use serde_json::{Value, json};

use crate::testing::{
    Answer, TestApp,
    cast::{STAFF, STUDIO},
};

/// By its name, with what is allowed.
fn must_be_refused(answer: &Answer) {
    let error = &answer.json()["errors"][0];
    assert_eq!(
        (answer.code(), &error["field"], &error["code"]),
        (422, &json!("language"), &json!("unknown")),
        "{}",
        answer.text()
    );
    let allowed = error["message"].as_str().unwrap();
    assert!(allowed.ends_with("languages: en, de."), "{allowed}");
}

#[tokio::test]
async fn a_language_that_the_portal_does_not_speak_is_refused_and_not_kept() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let (clients, contacts) = ("/api/admin/clients", "/api/admin/contacts");
    let (client, ada) = (
        format!("{clients}/{}", cast.client_id),
        format!("{contacts}/{}", cast.ada_id),
    );
    let somebody = json!({ "client_id": cast.client_id, "name": "Cy", "email": "cy@acme.example", "role": "viewer" });
    for language in ["fr", "EN", "de-AT", " ", "e\nn"] {
        for (method, path, body) in [
            (Method::POST, clients, json!({ "name": "A" })),
            (Method::PATCH, &client, json!({})),
            (Method::POST, contacts, somebody.clone()),
            (Method::PATCH, &ada, json!({})),
        ] {
            let mut body = body;
            body["language"] = json!(language);
            must_be_refused(&olga.send(method, STAFF, path, Some(&body)).await);
        }
    }
    let kept = olga.get(STAFF, &client).await.json();
    assert_eq!(kept["language"], Value::Null);
    assert_eq!(kept["contacts"][0]["language"], Value::Null);
    for (path, place) in [(&client, "/language"), (&ada, "/contacts/0/language")] {
        let answer = olga
            .send(
                Method::PATCH,
                STAFF,
                path,
                Some(&json!({ "language": "de" })),
            )
            .await;
        assert!(matches!(answer.code(), 200 | 204), "{}", answer.text());
        let kept = olga.get(STAFF, &client).await.json();
        assert_eq!(kept.pointer(place), Some(&json!("de")), "{kept}");
    }
}

#[tokio::test]
async fn a_colleague_speaks_one_of_the_portals_languages() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    let people = "/api/client/people";
    let one = |language: &str| json!({ "name": "Cy", "email": "cy@acme.example", "role": "viewer", "language": language });
    for language in ["fr", "", "en\n"] {
        must_be_refused(&ada.post(STUDIO, people, &one(language)).await);
    }
    let invited = ada.post(STUDIO, people, &one("de")).await;
    assert_eq!(invited.code(), 201, "{}", invited.text());
}
