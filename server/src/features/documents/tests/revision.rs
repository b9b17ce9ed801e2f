//! A change after acceptance (D15): it asks again, and what was accepted stays as it was.

use http::Method;
use serde_json::{Value, json};

use super::{act, client_path, content, published};
use crate::{
    params, scoped,
    testing::{Answer, Office},
};

/// A quote that Ben accepted.
async fn accepted(office: &Office) -> Value {
    let document = published(office, "Kitchen", &content()).await;
    answer(office, &document, "accepted", "first").await;
    document
}

async fn answer(office: &Office, document: &Value, outcome: &str, key: &str) {
    let path = format!("{}/response", client_path(document));
    let body = json!({ "version_hash": document["version_hash"], "outcome": outcome, "payment": "full",
                       "options": [{ "option_id": "small", "quantity": 1 }] });
    let made = office.send(&office.ben, &path, key, &body).await;
    assert_eq!(made.code(), 201, "{}", made.text());
}

async fn save(office: &Office, document: &Value, revision: i64, intro: &str) -> Answer {
    let mut other = content();
    other["intro"] = json!(intro);
    other["blocks"][1]["options"][0]["unit_price_minor"] = json!(150_000);
    let body = json!({ "draft_revision": revision, "title": "Larger kitchen", "content": other });
    let path = format!(
        "/api/admin/documents/{}/draft",
        document["id"].as_str().unwrap()
    );
    office.ada(Method::PUT, &path, Some(&body)).await
}

async fn confirmed(office: &Office, document: &Value) -> Value {
    let path = format!("{}/confirmation", client_path(document));
    office.read(&office.ben, &path).await.json()
}

async fn shown(office: &Office, document: &Value) -> Value {
    office
        .read(&office.ben, &client_path(document))
        .await
        .json()
}

/// The bytes of a version as they are kept.
async fn bytes(office: &Office, document: &Value, version: i64) -> Vec<u8> {
    let find = scoped!(
        "select v.content from document_version v where {project:v} and v.document_id = $4 and v.version = $5"
    );
    let read = office.app().db.read(&office.ada).await.unwrap();
    let id = super::id_of(document);
    read.one(find, params![id, version]).await.unwrap()
}

fn refused(answer: &Answer, code: &str) {
    let got = (answer.code(), answer.json()["code"].clone());
    assert_eq!(got, (409, json!(code)), "{}", answer.text());
}

#[tokio::test]
async fn a_revision_asks_again_and_leaves_what_was_accepted() {
    let office = Office::new().await;
    let first = accepted(&office).await;
    let id = first["id"].as_str().unwrap();
    let kept = bytes(&office, &first, 1).await;

    refused(&save(&office, &first, 1, "Later").await, "accepted");
    refused(
        &act(&office, id, "publication", &json!({})).await,
        "accepted",
    );
    let opened = act(
        &office,
        id,
        "revision",
        &json!({ "reason": "A larger room" }),
    )
    .await;
    assert_eq!(opened.code(), 200, "{}", opened.text());
    let opened = opened.json();
    assert_eq!(opened["revision"]["of_version"], 1);
    assert_eq!(opened["revision"]["reason"], "A larger room");
    assert_eq!(opened["accepted"]["contact_name"], "Ben");
    assert_eq!(
        (&opened["may"]["edit"], &opened["may"]["revise"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(save(&office, &first, 1, "Later").await.code(), 200);
    assert_eq!(shown(&office, &first).await["state"], "accepted");

    let second = act(&office, id, "publication", &json!({})).await;
    assert_eq!(second.code(), 200, "{}", second.text());
    let second = second.json();
    assert_eq!(
        (
            &second["published_version"],
            &second["number"],
            &second["slug"],
            &second["revision"]
        ),
        (&json!(2), &first["number"], &first["slug"], &Value::Null)
    );
    let read = shown(&office, &first).await;
    assert_eq!(
        (&read["state"], &read["version"]),
        (&json!("open"), &json!(2))
    );
    assert_eq!(read["accepted_before"]["version"], 1);
    let before = confirmed(&office, &first).await;
    assert_eq!(before["document"]["version"], 1);
    assert_eq!(before["document"]["version_hash"], first["version_hash"]);
    assert_eq!(before["chosen"][0]["net_minor"], 100_000);

    answer(&office, &second, "accepted", "second").await;
    let after = confirmed(&office, &first).await;
    assert_eq!(after["document"]["version"], 2);
    assert_eq!(after["chosen"][0]["net_minor"], 150_000);
    assert_eq!(bytes(&office, &first, 1).await, kept);
    assert_eq!(
        shown(&office, &first).await["accepted_before"]["version"],
        1
    );
}

#[tokio::test]
async fn a_declined_revision_leaves_the_acceptance_before_it() {
    let office = Office::new().await;
    let first = accepted(&office).await;
    let id = first["id"].as_str().unwrap();
    act(&office, id, "revision", &json!({})).await;
    save(&office, &first, 1, "Later").await;
    let second = act(&office, id, "publication", &json!({})).await.json();
    answer(&office, &second, "declined", "second").await;
    assert_eq!(shown(&office, &first).await["state"], "declined");
    assert_eq!(confirmed(&office, &first).await["document"]["version"], 1);
    // A declined version is no acceptance: its draft is free.
    assert_eq!(save(&office, &first, 2, "Once more").await.code(), 200);
    assert_eq!(
        act(&office, id, "publication", &json!({})).await.json()["published_version"],
        3
    );
}

#[tokio::test]
async fn a_revision_given_up_puts_title_and_draft_back() {
    let office = Office::new().await;
    let first = accepted(&office).await;
    let id = first["id"].as_str().unwrap();
    let path = format!("/api/admin/documents/{id}/revision");
    let nothing = office.ada(Method::DELETE, &path, None).await;
    refused(&nothing, "bad_status");
    act(&office, id, "revision", &json!({})).await;
    save(&office, &first, 1, "Later").await;
    let back = office.ada(Method::DELETE, &path, None).await;
    assert_eq!(back.code(), 200, "{}", back.text());
    let back = back.json();
    assert_eq!(
        (&back["title"], &back["draft"]["intro"], &back["revision"]),
        (&json!("Kitchen"), &json!("Hello"), &Value::Null)
    );
    assert_eq!(back["has_unpublished_changes"], false);
    assert_eq!(back["draft_revision"], 3);
    refused(&save(&office, &first, 3, "Later").await, "accepted");
}

#[tokio::test]
async fn only_what_was_accepted_is_revised_and_only_once_at_a_time() {
    let office = Office::new().await;
    let open = published(&office, "Open", &content()).await;
    let open_id = open["id"].as_str().unwrap();
    refused(
        &act(&office, open_id, "revision", &json!({})).await,
        "bad_status",
    );
    let first = accepted(&office).await;
    let id = first["id"].as_str().unwrap();
    let nothing = json!({});
    let (one, two) = tokio::join!(
        act(&office, id, "revision", &nothing),
        act(&office, id, "revision", &nothing)
    );
    let mut codes = [one.code(), two.code()];
    codes.sort_unstable();
    assert_eq!(codes, [200, 409], "{} {}", one.text(), two.text());
    let count = scoped!(
        "select count(*) from audit_entry a where {provider:a} and a.act = 'document_revision_opened'"
    );
    let read = office.app().db.read(&office.ada).await.unwrap();
    let entries: i64 = read.one(count, params![]).await.unwrap();
    assert_eq!(entries, 1);
}

#[tokio::test]
async fn a_revision_lives_until_its_own_last_day() {
    let office = Office::new().await;
    let first = accepted(&office).await;
    let id = first["id"].as_str().unwrap();
    act(&office, id, "revision", &json!({})).await;
    let mut later = content();
    later["valid_until"] = json!("2027-02-28");
    let body = json!({ "draft_revision": 1, "title": "Kitchen", "content": later });
    let path = format!("/api/admin/documents/{id}/draft");
    office.ada(Method::PUT, &path, Some(&body)).await;
    let second = act(&office, id, "publication", &json!({})).await.json();
    assert_eq!(second["valid_until"], "2027-02-28");
    assert_eq!(shown(&office, &first).await["valid_until"], "2027-02-28");
    let items = office.read(&office.ben, "/api/client/action-items").await;
    assert_eq!(
        items.json()["items"][0]["due_at"],
        "2027-02-28T23:00:00.000000Z"
    );
}
