//! Figures through HTTP, against what was counted by hand.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};

use crate::{
    features::documents::tests::{client_path, content, keep_sessions, publish, published},
    testing::Office,
};

const DAY: u64 = 86_400;

async fn figures(office: &Office, query: &str) -> Value {
    let path = format!("/api/admin/figures/quotes{query}");
    let shown = office.ada(Method::GET, &path, None).await;
    assert_eq!(shown.code(), 200, "{}", shown.text());
    shown.json()
}

async fn pass(office: &Office, seconds: u64) {
    office.test.clock.advance(Duration::from_secs(seconds));
    keep_sessions(office).await;
}

async fn answer(office: &Office, document: &Value, key: &str, accepts: bool) -> i64 {
    let mut body = json!({ "version_hash": document["version_hash"] });
    let rest = if accepts {
        json!({ "outcome": "accepted", "payment": "full", "options": [{ "option_id": "small", "quantity": 1 }] })
    } else {
        json!({ "outcome": "declined", "comment": "No" })
    };
    for (name, value) in rest.as_object().unwrap() {
        body[name] = value.clone();
    }
    let path = format!("{}/response", client_path(document));
    let made = office.send(&office.ben, &path, key, &body).await;
    assert_eq!(made.code(), 201, "{}", made.text());
    made.json()["calculation"]["total_minor"]
        .as_i64()
        .unwrap_or(0)
}

#[tokio::test]
async fn a_few_weeks_are_counted_as_by_hand() {
    let office = Office::new().await;
    // Saturday 21 November, 10:30 in Berlin.
    let kitchen = published(&office, "Kitchen", &content()).await;
    let bath = published(&office, "Bath", &content()).await;
    pass(&office, 3_600).await;
    let opened = office.read(&office.ben, &client_path(&kitchen)).await;
    assert_eq!(opened.code(), 200);
    let total = answer(&office, &kitchen, "one", true).await;
    // Monday 23 November: the next week.
    pass(&office, 2 * DAY).await;
    published(&office, "Roof", &content()).await;
    assert_eq!(
        office
            .read(&office.ben, &client_path(&kitchen))
            .await
            .code(),
        200
    );
    assert_eq!(
        office.read(&office.vera, &client_path(&bath)).await.code(),
        200
    );
    answer(&office, &bath, "two", false).await;

    let shown = figures(&office, "?weeks=4").await;
    assert_eq!(
        (&shown["currency"], &shown["currencies"]),
        (&json!("EUR"), &json!(["EUR"]))
    );
    let weeks = shown["weeks"].as_array().unwrap();
    assert_eq!(weeks.len(), 4);
    assert_eq!(
        weeks[2],
        json!({ "start": "2026-11-16", "sent": 2, "opened": 1, "accepted": 1, "declined": 0,
                "median_answer_minutes": 60, "revenue_accepted_minor": total })
    );
    assert_eq!(
        weeks[3],
        json!({ "start": "2026-11-23", "sent": 1, "opened": 1, "accepted": 0, "declined": 1,
                "median_answer_minutes": 49 * 60, "revenue_accepted_minor": 0 })
    );
    assert_eq!(
        shown["now"],
        json!({ "sent": 3, "opened": 2, "accepted": 1, "declined": 1,
                "median_answer_minutes": 25 * 60, "revenue_accepted_minor": total })
    );
    assert_eq!(shown["before"]["sent"], 0);
    let later = figures(&office, "?weeks=1").await;
    assert_eq!(
        (&later["now"]["sent"], &later["before"]["sent"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(
        figures(&office, "?currency=CHF").await["now"]["revenue_accepted_minor"],
        0
    );
    let wide = office
        .ada(Method::GET, "/api/admin/figures/quotes?weeks=53", None)
        .await;
    assert_eq!(wide.code(), 422, "{}", wide.text());
}

/// A type of the provider's own.
async fn define(office: &Office, key: &str, blocks: &Value) {
    let body = json!({ "key": key, "title": key, "series": key.to_uppercase(), "requires_approval": false,
                       "allowed_actions": ["choose"], "allowed_blocks": blocks });
    let made = office
        .ada(Method::POST, "/api/admin/document-types", Some(&body))
        .await;
    assert_eq!(made.code(), 201, "{}", made.text());
}

async fn published_as(office: &Office, kind: &str, content: &Value) -> Value {
    let body =
        json!({ "client_id": office.meyer_id, "type": kind, "title": kind, "content": content });
    let made = office
        .ada(Method::POST, "/api/admin/documents", Some(&body))
        .await;
    assert_eq!(made.code(), 201, "{}", made.text());
    publish(office, made.json()["id"].as_str().unwrap()).await
}

#[tokio::test]
async fn a_type_of_ones_own_counts_when_its_clients_choose_something_with_a_price() {
    let office = Office::new().await;
    let blocks = json!(["rich_text", "option_group", "line_items", "terms"]);
    define(&office, "offer", &blocks).await;
    define(&office, "wish", &json!(["rich_text"])).await;
    let offer = published_as(&office, "offer", &content()).await;
    let words = json!({ "currency": "EUR", "payment": { "asks": false, "offers": [] },
                        "blocks": [{ "type": "rich_text", "id": "t", "markdown": "Shall we?" }] });
    for kind in ["wish", "plan"] {
        let told = published_as(&office, kind, &words).await;
        let opened = office.read(&office.ben, &client_path(&told)).await;
        assert_eq!(opened.code(), 200);
    }
    let opened = office.read(&office.ben, &client_path(&offer)).await;
    assert_eq!(opened.code(), 200);
    let total = answer(&office, &offer, "one", true).await;
    assert_eq!(
        figures(&office, "?weeks=1").await["now"],
        json!({ "sent": 1, "opened": 1, "accepted": 1, "declined": 0,
                "median_answer_minutes": 0, "revenue_accepted_minor": total })
    );
}
