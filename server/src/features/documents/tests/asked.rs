//! How often the database is asked for what is done most often. A figure that grows is a slower portal: it changes here
//! only on purpose.

use http::Method;
use serde_json::{Value, json};

use super::{client_path, content, published};
use crate::{
    db::Asked,
    testing::{Answer, Office},
};

/// What a request asks of the database.
async fn asked(office: &Office, answer: impl Future<Output = Answer>, code: u16) -> Asked {
    office.app().db.counts().take();
    let answer = answer.await;
    assert_eq!(answer.code(), code, "{}", answer.text());
    office.app().db.counts().take()
}

const fn of(reads: u64, writes: u64, statements: u64) -> Asked {
    Asked {
        reads,
        writes,
        statements,
    }
}

/// A published document that asks to be read, and what asks for that.
async fn plan(office: &Office) -> (Value, Value) {
    let words = json!({ "currency": "EUR", "payment": { "asks": false, "offers": [] },
                        "blocks": [{ "type": "rich_text", "id": "t", "markdown": "Read me" }] });
    let body =
        json!({ "client_id": office.meyer_id, "type": "plan", "title": "Plan", "content": words });
    let made = office
        .ada(Method::POST, "/api/admin/documents", Some(&body))
        .await;
    let document = super::publish(office, made.json()["id"].as_str().unwrap()).await;
    let items = office
        .read(&office.ben, "/api/client/action-items")
        .await
        .json();
    (document, items["items"][0].clone())
}

#[tokio::test]
async fn what_is_done_most_often_asks_the_database_no_more_than_it_must() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let path = client_path(&document);
    // The brand of the host is known from here on.
    let known = office.read(&office.ben, "/api/client/session").await;
    assert_eq!(known.code(), 200);

    let session = asked(
        &office,
        office.read(&office.ben, "/api/client/session"),
        200,
    )
    .await;
    let first = asked(&office, office.read(&office.ben, &path), 200).await;
    let later = asked(&office, office.read(&office.ben, &path), 200).await;
    let list = asked(
        &office,
        office.read(&office.ben, "/api/client/documents"),
        200,
    )
    .await;
    assert_eq!(
        [session, first, later, list],
        [of(2, 0, 5), of(2, 1, 11), of(2, 0, 6), of(2, 0, 3)],
        "a session, a first look at a document, a later one, the list"
    );
}

#[tokio::test]
async fn a_decision_is_one_transaction_with_its_entry() {
    let office = Office::new().await;
    let (_, item) = plan(&office).await;
    let body = json!({ "items": [{ "action_item_id": item["id"], "outcome": "acknowledged",
                                   "version_hash": item["version_hash"] }] });
    let send = |key: &'static str| office.send(&office.ben, "/api/client/decisions", key, &body);
    let made = asked(&office, send("one"), 201).await;
    let again = asked(&office, send("one"), 201).await;
    let late = asked(&office, send("two"), 409).await;
    assert_eq!(
        [made, again, late],
        [of(1, 1, 11), of(1, 1, 7), of(1, 3, 13)],
        "a decision, the same again, one that comes too late"
    );
}
