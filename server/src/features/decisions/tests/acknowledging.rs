//! Acknowledging a version: two at once, what the question does not know, another version, without the permission; and
//! the order in which what waits is walked while time goes on.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};

use crate::{
    features::documents::tests::{act, keep_sessions, publish},
    kit::id::Id,
    params, scoped,
    testing::{Answer, Office},
};

const PATH: &str = "/api/client/decisions";

/// A published document that asks to be read, and its question.
async fn asked(office: &Office) -> (Value, Value) {
    let words = json!({ "currency": "EUR", "payment": { "asks": false, "offers": [] },
                        "blocks": [{ "type": "rich_text", "id": "t", "markdown": "Read me" }] });
    let body =
        json!({ "client_id": office.meyer_id, "type": "plan", "title": "Plan", "content": words });
    let made = office
        .ada(Method::POST, "/api/admin/documents", Some(&body))
        .await;
    assert_eq!(made.code(), 201, "{}", made.text());
    let document = publish(office, made.json()["id"].as_str().unwrap()).await;
    let items = office
        .read(&office.ben, "/api/client/action-items")
        .await
        .json();
    (document, items["items"][0].clone())
}

fn answer(item: &Value, outcome: &str, hash: &Value) -> Value {
    json!({ "items": [{ "action_item_id": item["id"], "outcome": outcome, "version_hash": hash }] })
}

fn said(answer: &Answer) -> (u16, String) {
    let code = answer.json()["code"].clone();
    (answer.code(), code.as_str().unwrap_or_default().to_owned())
}

async fn count(office: &Office) -> i64 {
    let read = office.app().db.read(&office.ada).await.unwrap();
    let all = scoped!("select count(*) from decision e where {project:e}");
    read.one(all, params![]).await.unwrap()
}

#[tokio::test]
async fn of_two_who_acknowledge_at_once_one_does_and_the_other_learns_who() {
    let office = Office::new().await;
    for round in 0..4 {
        let (_, item) = asked(&office).await;
        let body = answer(&item, "acknowledged", &item["version_hash"]);
        let key = format!("round-{round}");
        let (ben, vera) = tokio::join!(
            office.send(&office.ben, PATH, &key, &body),
            office.send(&office.vera, PATH, &key, &body)
        );
        let (won, lost, winner) = if ben.code() == 201 {
            (ben, vera, "Ben")
        } else {
            (vera, ben, "Vera")
        };
        assert_eq!(won.code(), 201, "{}", won.text());
        assert_eq!(said(&lost), (409, "already_decided".to_owned()));
        let lost = lost.json();
        assert_eq!(
            (&lost["decided_by"], &lost["outcome"], &lost["decided_at"]),
            (
                &json!(winner),
                &json!("acknowledged"),
                &won.json()["items"][0]["decided_at"]
            )
        );
        assert_eq!(count(&office).await, round + 1);
    }
}

#[tokio::test]
async fn an_acknowledgement_is_of_this_version_by_this_outcome_and_with_the_permission() {
    let office = Office::new().await;
    let (document, item) = asked(&office).await;
    let hash = &item["version_hash"];
    for outcome in ["accepted", "declined", "approved", "signed"] {
        let wrong = office
            .send(&office.ben, PATH, outcome, &answer(&item, outcome, hash))
            .await;
        assert_eq!(wrong.code(), 422, "{outcome}: {}", wrong.text());
        assert_eq!(wrong.json()["errors"][0]["code"], "unknown_outcome");
    }
    let stale = answer(&item, "acknowledged", &json!("0".repeat(64)));
    let stale = office.send(&office.ben, PATH, "stale", &stale).await;
    assert_eq!(said(&stale), (409, "version_changed".to_owned()));
    assert_eq!(&stale.json()["version_hash"], hash);

    let path = format!("/api/admin/memberships/{}", office.vera.membership_id);
    let without = json!({ "removed_permissions": ["acknowledge"] });
    let changed = office.ada(Method::PATCH, &path, Some(&without)).await;
    assert_eq!(changed.code(), 200, "{}", changed.text());
    let body = answer(&item, "acknowledged", hash);
    let refused = office.send(&office.vera, PATH, "may-not", &body).await;
    assert_eq!(said(&refused), (403, "permission_missing".to_owned()));
    let foreign = office.send(&office.nora, PATH, "foreign", &body).await;
    assert_eq!(foreign.code(), 404);
    assert_eq!(count(&office).await, 0);

    // What was asked of an older version is asked no more.
    assert_eq!(item["document"]["version"], 1);
    publish(&office, document["id"].as_str().unwrap()).await;
    let newer = office.read(&office.ben, "/api/client/action-items").await;
    assert_eq!(newer.json()["items"][0]["document"]["version"], 2);
    let late = office.send(&office.ben, PATH, "late", &body).await;
    assert_eq!(said(&late), (409, "bad_status".to_owned()));
    let id = document["id"].as_str().unwrap();
    assert_eq!(act(&office, id, "withdrawal", &json!({})).await.code(), 200);
    let items = office.read(&office.ben, "/api/client/action-items").await;
    assert_eq!(items.json()["items"], json!([]));
    assert_eq!(count(&office).await, 0);
}

/// Puts a question in by hand: asked and due so many hours from now.
async fn put_in(office: &Office, title: &str, asked: u64, due: Option<i64>) -> Id {
    let now = office.app().clock.now();
    let hours = |n: u64| Duration::from_secs(n * 3_600);
    let due = due.map(|due| match u64::try_from(due) {
        Ok(ahead) => now.plus(hours(ahead)),
        Err(_) => now.minus(hours(due.unsigned_abs())),
    });
    let id = office.app().ids.id();
    let add = scoped!(
        "insert into action_item (provider_id, action_item_id, client_id, kind, title, version_hash, permission,
                state, created_at, due_at)
         select c.provider_id, $4, c.client_id, 'acknowledge', $6, 'abc', 'acknowledge', 'open', $7, $8
         from client c where {client:c} and c.client_id = $5"
    );
    let write = office.app().db.write(&office.ada).await.unwrap();
    let values = params![id, office.meyer_id, title, now.minus(hours(asked)), due];
    write.exec(add, values).await.unwrap();
    write.commit().await.unwrap();
    id
}

#[tokio::test]
async fn what_falls_due_while_it_is_walked_is_neither_left_out_nor_shown_twice() {
    for place in ["/api/client/action-items", "/api/admin/action-items"] {
        let office = Office::new().await;
        put_in(&office, "overdue", 2, Some(-1)).await;
        put_in(&office, "oldest", 9, None).await;
        put_in(&office, "soon due", 3, Some(1)).await;
        put_in(&office, "youngest", 1, Some(40)).await;
        let mut titles = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!("{place}?limit=1{cursor}");
            let page = if place.starts_with("/api/admin") {
                office.ada(Method::GET, &path, None).await
            } else {
                office.read(&office.ben, &path).await
            };
            assert_eq!(page.code(), 200, "{}", page.text());
            let page = page.json();
            titles.push(page["items"][0]["title"].as_str().unwrap().to_owned());
            let Some(next) = page["next_cursor"].as_str() else {
                break;
            };
            cursor = format!("&cursor={next}");
            // The third is overdue from here on.
            office.test.clock.advance(Duration::from_secs(2 * 3_600));
            keep_sessions(&office).await;
        }
        assert_eq!(
            titles,
            ["overdue", "oldest", "soon due", "youngest"],
            "{place}"
        );
    }
}
