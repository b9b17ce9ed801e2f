//! Documents through HTTP, on whichever database the run is for.

mod approval;
mod asked;
mod belongings;
mod edges;
mod narrowing;
mod publication;
mod reading;
mod revision;
mod summary;
mod types;
mod views;

pub(crate) use reading::keep_sessions;

use serde_json::{Value, json};

use crate::{
    kit::id::Id,
    testing::{Answer, Office},
};
use http::Method;

/// A quote with a tier to choose, two add-ons and a line, valid until the end of the year.
pub(crate) fn content() -> Value {
    let option = |id: &str, price: i64, most: i64| {
        json!({ "id": id, "name": id.to_uppercase(), "unit_price_minor": price, "tax_category": "S",
                "tax_rate": 19_000, "max_quantity": most })
    };
    json!({
        "currency": "EUR", "intro": "Hello", "valid_until": "2026-12-31",
        "deposit": { "kind": "percent", "rate": 30_000, "due_in_days": 7 },
        "payment": { "asks": true, "offers": ["deposit", "full"], "excluded_method_ids": [] },
        "next_steps": "We call you **tomorrow**.",
        "blocks": [
            { "type": "rich_text", "id": "text", "markdown": "*Dear* client<script>alert(1)</script>" },
            { "type": "option_group", "id": "tier", "title": "Tier", "kind": "tiers", "required": true,
              "options": [option("small", 100_000, 1), option("large", 200_000, 1)] },
            { "type": "option_group", "id": "extra", "title": "Extras", "kind": "add_ons", "required": false,
              "options": [option("photos", 5_000, 10), option("film", 50_000, 1)] },
            { "type": "line_items", "id": "lines", "lines": [
                { "id": "travel", "description": "Travel", "quantity_milli": 1_500, "unit_price_minor": 3_333,
                  "tax_category": "S", "tax_rate": 7_000 } ] },
            { "type": "terms", "id": "terms", "title": "Terms", "markdown": "[click](javascript:alert(1))" }
        ]
    })
}

/// Ada begins a quote for Meyer: its id.
pub(crate) async fn draft(office: &Office, title: &str, content: &Value) -> String {
    let body = json!({ "client_id": office.meyer_id, "type": "quote", "title": title, "content": content });
    let made = office
        .ada(Method::POST, "/api/admin/documents", Some(&body))
        .await;
    assert_eq!(made.code(), 201, "{}", made.text());
    made.json()["id"].as_str().unwrap().to_owned()
}

/// Ada does something with a document.
pub(crate) async fn act(office: &Office, id: &str, act: &str, body: &Value) -> Answer {
    office
        .ada(
            Method::POST,
            &format!("/api/admin/documents/{id}/{act}"),
            Some(body),
        )
        .await
}

/// Ada publishes: the document as she sees it then.
pub(crate) async fn publish(office: &Office, id: &str) -> Value {
    let published = act(office, id, "publication", &json!({})).await;
    assert_eq!(published.code(), 200, "{}", published.text());
    published.json()
}

/// Ada begins and publishes a quote.
pub(crate) async fn published(office: &Office, title: &str, content: &Value) -> Value {
    let id = draft(office, title, content).await;
    publish(office, &id).await
}

/// Where the client reads a document.
pub(crate) fn client_path(document: &Value) -> String {
    format!(
        "/api/client/documents/{}/{}",
        document["year"],
        document["slug"].as_str().unwrap()
    )
}

/// The id of a document in an answer.
pub(crate) fn id_of(document: &Value) -> Id {
    document["id"].as_str().unwrap().parse().unwrap()
}
