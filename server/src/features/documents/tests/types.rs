//! Document types are data (D1): one that was only defined is written, published and acknowledged like any other (D26).

use http::Method;
use serde_json::{Value, json};

use super::{act, client_path, content};
use crate::testing::{Answer, Office};

const TYPES: &str = "/api/admin/document-types";

/// A type that nothing in the program knows.
fn site_report() -> Value {
    json!({ "key": "site_report", "title": "Site report", "series": "SR", "requires_approval": false,
            "allowed_actions": ["acknowledge"], "allowed_blocks": ["heading", "rich_text", "itinerary"] })
}

/// Content without a price.
fn words(text: &str) -> Value {
    json!({ "currency": "EUR", "payment": { "asks": false, "offers": [] },
            "blocks": [{ "type": "rich_text", "id": "t", "markdown": text }] })
}

async fn define(office: &Office, body: &Value) -> Answer {
    office.ada(Method::POST, TYPES, Some(body)).await
}

async fn begin(office: &Office, kind: &str, content: &Value) -> Answer {
    let body = json!({ "client_id": office.meyer_id, "type": kind, "title": "North wall", "content": content });
    office
        .ada(Method::POST, "/api/admin/documents", Some(&body))
        .await
}

/// A published document of a type.
async fn publish(office: &Office, kind: &str, content: &Value) -> Value {
    let made = begin(office, kind, content).await;
    assert_eq!(made.code(), 201, "{}", made.text());
    let id = made.json()["id"].as_str().unwrap().to_owned();
    super::publish(office, &id).await
}

fn fields(answer: &Answer) -> Vec<(String, String)> {
    let errors = answer.json()["errors"].clone();
    let text = |error: &Value, name: &str| error[name].as_str().unwrap().to_owned();
    let pair = |error: &Value| (text(error, "field"), text(error, "code"));
    errors
        .as_array()
        .map(|all| all.iter().map(pair).collect())
        .unwrap_or_default()
}

fn has(answer: &Answer, field: &str, code: &str) {
    let wanted = (field.to_owned(), code.to_owned());
    assert!(
        fields(answer).contains(&wanted),
        "{field} {code}: {}",
        answer.text()
    );
}

async fn acknowledge(office: &Office, shown: &Value, key: &str) -> Answer {
    let body = json!({ "items": [{ "action_item_id": shown["action_item_id"], "outcome": "acknowledged",
                                   "version_hash": shown["version_hash"] }] });
    office
        .send(&office.ben, "/api/client/decisions", key, &body)
        .await
}

#[tokio::test]
async fn a_type_made_by_its_definition_alone_is_published_and_acknowledged() {
    let office = Office::new().await;
    let made = define(&office, &site_report()).await;
    assert_eq!(made.code(), 201, "{}", made.text());
    let again = define(&office, &site_report()).await;
    assert_eq!(
        (again.code(), &again.json()["code"]),
        (409, &json!("key_taken"))
    );

    let document = publish(&office, "site_report", &words("The wall stands.")).await;
    assert_eq!(document["number"], "SR-2026-0001");
    assert_eq!(document["allowed_actions"], json!(["acknowledge"]));
    let path = client_path(&document);
    let shown = office.read(&office.ben, &path).await.json();
    assert_eq!(
        (
            &shown["type_title"],
            &shown["asks"],
            &shown["state"],
            &shown["may_choose"]
        ),
        (
            &json!("Site report"),
            &json!("acknowledge"),
            &json!("open"),
            &json!(false)
        )
    );
    assert_eq!(shown["may_acknowledge"], true);
    let listed = office
        .read(
            &office.ben,
            "/api/client/documents?type=site_report&status=open",
        )
        .await;
    assert_eq!(listed.json()["items"][0]["total_minor"], Value::Null);
    let response = json!({ "version_hash": shown["version_hash"], "options": [] });
    let refused = office
        .send(&office.ben, &format!("{path}/response"), "r", &response)
        .await;
    assert_eq!(
        (refused.code(), &refused.json()["code"]),
        (409, &json!("bad_status"))
    );

    assert_eq!(acknowledge(&office, &shown, "a").await.code(), 201);
    let read = office.read(&office.ben, &path).await.json();
    assert_eq!(
        (
            &read["state"],
            &read["acknowledged"]["contact_name"],
            &read["action_item_id"]
        ),
        (&json!("acknowledged"), &json!("Ben"), &Value::Null)
    );
    for (status, count) in [("acknowledged", 1), ("open", 0), ("informative", 0)] {
        let path = format!("/api/client/documents?type=site_report&status={status}");
        let listed = office.read(&office.ben, &path).await.json();
        assert_eq!(listed["items"].as_array().unwrap().len(), count, "{status}");
    }
}

#[tokio::test]
async fn a_new_version_makes_acknowledgements_stale_and_asks_anew() {
    let office = Office::new().await;
    let document = publish(&office, "plan", &words("First")).await;
    let path = client_path(&document);
    let first = office.read(&office.ben, &path).await.json();
    acknowledge(&office, &first, "a").await;
    let id = document["id"].as_str().unwrap();
    let staff = || async {
        office
            .ada(Method::GET, &format!("/api/admin/documents/{id}"), None)
            .await
            .json()
    };
    assert_eq!(staff().await["acknowledgements"][0]["is_current"], true);
    let newer = super::publish(&office, id).await;
    assert_eq!(newer["acknowledgements"][0]["is_current"], false);
    let second = office.read(&office.ben, &path).await.json();
    assert_eq!(
        (&second["state"], &second["acknowledged"]),
        (&json!("open"), &Value::Null)
    );
    let mut stale = second.clone();
    stale["version_hash"] = first["version_hash"].clone();
    assert_eq!(acknowledge(&office, &stale, "b").await.code(), 409);
    assert_eq!(acknowledge(&office, &second, "c").await.code(), 201);
    let all = staff().await["acknowledgements"].clone();
    assert_eq!(
        (&all[0]["version"], &all[0]["is_current"]),
        (&json!(2), &json!(true))
    );
    assert_eq!(
        (&all[1]["version"], &all[1]["is_current"]),
        (&json!(1), &json!(false))
    );
    let listed = office
        .ada(Method::GET, "/api/admin/documents", None)
        .await
        .json();
    assert_eq!(listed["items"][0]["state"], "acknowledged");
}

#[tokio::test]
async fn what_asks_nothing_is_there_to_be_read() {
    let office = Office::new().await;
    let document = publish(&office, "report", &words("All is well.")).await;
    let shown = office
        .read(&office.ben, &client_path(&document))
        .await
        .json();
    assert_eq!(
        (&shown["state"], &shown["asks"]),
        (&json!("informative"), &Value::Null)
    );
    let items = office.read(&office.ben, "/api/client/action-items").await;
    assert_eq!(items.json()["items"], json!([]));
}

#[tokio::test]
async fn a_type_admits_its_blocks_and_no_payment_that_nobody_agrees_on() {
    let office = Office::new().await;
    let refused = begin(&office, "report", &content()).await;
    assert_eq!(refused.code(), 422, "{}", refused.text());
    has(&refused, "content.blocks[1].type", "block_not_allowed");
    has(&refused, "content.blocks[3].type", "block_not_allowed");
    has(&refused, "content.payment.asks", "not_asked");
    for (kind, code) in [
        ("deliverable", 422),
        ("invoice", 422),
        ("no_such", 422),
        ("plan", 201),
    ] {
        assert_eq!(
            begin(&office, kind, &words("x")).await.code(),
            code,
            "{kind}"
        );
    }
    let body = json!({ "client_id": office.meyer_id, "type": "plan", "title": "Empty" });
    let blank = office
        .ada(Method::POST, "/api/admin/documents", Some(&body))
        .await;
    assert_eq!(
        blank.json()["draft"]["payment"]["asks"],
        false,
        "{}",
        blank.text()
    );
}

#[tokio::test]
async fn the_schema_of_a_type_and_the_check_of_a_draft_agree() {
    let office = Office::new().await;
    define(&office, &site_report()).await;
    let mut asks = words("x");
    asks["payment"]["asks"] = json!(true);
    let mut cases = 0;
    for kind in [
        "quote",
        "contract",
        "plan",
        "report",
        "meeting_note",
        "site_report",
    ] {
        let schema = office
            .ada(Method::GET, &format!("{TYPES}/{kind}/schema"), None)
            .await
            .json();
        let schema = jsonschema::validator_for(&schema).unwrap();
        for sample in [content(), words("good"), asks.clone()] {
            let answer = begin(&office, kind, &sample).await;
            let is_taken = answer.code() == 201;
            assert_eq!(
                schema.is_valid(&sample),
                is_taken,
                "{kind}: {sample:#} {}",
                answer.text()
            );
            cases += usize::from(is_taken);
        }
    }
    // Words fit everywhere; options and payment fit where something is chosen.
    assert_eq!(cases, 6 + 2);
}

#[tokio::test]
async fn types_change_and_go_as_long_as_nothing_needs_them() {
    let office = Office::new().await;
    for (field, value) in [
        ("key", json!("Site Report")),
        ("series", json!("s1")),
        ("title", json!("")),
        ("retention_days", json!(0)),
        ("allowed_actions", json!(["choose", "acknowledge"])),
        ("allowed_blocks", json!([])),
    ] {
        let mut bad = site_report();
        bad[field] = value;
        let refused = define(&office, &bad).await;
        assert_eq!(refused.code(), 422, "{field}");
        assert_eq!(fields(&refused)[0].0, field);
    }
    let mut bad = site_report();
    bad["allowed_blocks"] = json!(["heading", "heading", "option_group", "video"]);
    let refused = define(&office, &bad).await;
    has(&refused, "allowed_blocks[1]", "repeated");
    has(&refused, "allowed_blocks[3]", "unknown");
    has(&refused, "allowed_blocks", "nothing_chosen");

    define(&office, &site_report()).await;
    let path = format!("{TYPES}/site_report");
    let change = json!({ "title": "Visit", "requires_approval": true, "retention_days": 365, "watermark": true });
    let changed = office.ada(Method::PATCH, &path, Some(&change)).await.json();
    assert_eq!(
        (
            &changed["title"],
            &changed["requires_approval"],
            &changed["retention_days"]
        ),
        (&json!("Visit"), &json!(true), &json!(365))
    );
    let forever = json!({ "retention_days": null, "switched_on": false });
    let changed = office
        .ada(Method::PATCH, &path, Some(&forever))
        .await
        .json();
    assert_eq!(
        (&changed["retention_days"], &changed["watermark"]),
        (&Value::Null, &json!(true))
    );
    assert_eq!(begin(&office, "site_report", &words("x")).await.code(), 422);
    office
        .ada(Method::PATCH, &path, Some(&json!({ "switched_on": true })))
        .await;
    let begun = begin(&office, "site_report", &words("x")).await.json();
    let kept = office.ada(Method::DELETE, &path, None).await;
    assert_eq!((kept.code(), &kept.json()["code"]), (409, &json!("in_use")));
    let document = format!("/api/admin/documents/{}", begun["id"].as_str().unwrap());
    office.ada(Method::DELETE, &document, None).await;
    assert_eq!(office.ada(Method::DELETE, &path, None).await.code(), 204);
    let built_in = office
        .ada(Method::DELETE, &format!("{TYPES}/plan"), None)
        .await;
    assert_eq!(built_in.code(), 409);
    assert_eq!(
        act(
            &office,
            "018f0000-0000-7000-8000-000000000000",
            "submission",
            &json!({})
        )
        .await
        .code(),
        404
    );
}

#[tokio::test]
async fn a_provider_starts_with_eight_types() {
    let office = Office::new().await;
    let types = office.ada(Method::GET, TYPES, None).await.json();
    let mut words: Vec<String> = types["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|kind| {
            let word = |name: &str| kind[name].as_str().unwrap().to_owned();
            let on = if kind["switched_on"] == true {
                "on"
            } else {
                "off"
            };
            format!("{} {} {} {on}", word("key"), word("form"), word("series"))
        })
        .collect();
    words.sort();
    assert_eq!(
        words,
        [
            "contract composed C on",
            "credit_note composed CN off",
            "deliverable file D on",
            "invoice composed I off",
            "meeting_note composed M on",
            "plan composed P on",
            "quote composed Q on",
            "report composed R on"
        ]
    );
}
