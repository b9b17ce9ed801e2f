//! Numbers, versions, hashes; withdrawing and extending.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};

use super::{act, client_path, content, draft, publish, published};
use crate::testing::Office;

#[tokio::test]
async fn fifty_publications_at_once_leave_no_gap_and_deleted_drafts_burn_nothing() {
    let office = Office::new().await;
    let mut ids = Vec::new();
    for n in 0..53 {
        ids.push(draft(&office, &format!("Quote {n}"), &content()).await);
    }
    for id in ids.drain(..3) {
        let gone = office
            .ada(Method::DELETE, &format!("/api/admin/documents/{id}"), None)
            .await;
        assert_eq!(gone.code(), 204, "{}", gone.text());
    }
    let all = futures_util::future::join_all(ids.iter().map(|id| publish(&office, id))).await;
    let mut numbers: Vec<String> = all
        .iter()
        .map(|d| d["number"].as_str().unwrap().to_owned())
        .collect();
    numbers.sort();
    let expected: Vec<String> = (1..=50).map(|n| format!("Q-2026-{n:04}")).collect();
    assert_eq!(numbers, expected);
    let mut slugs: Vec<&str> = all.iter().map(|d| d["slug"].as_str().unwrap()).collect();
    slugs.sort_unstable();
    slugs.dedup();
    assert_eq!(slugs.len(), 50);
}

#[tokio::test]
async fn a_refused_publication_draws_no_number() {
    let office = Office::new().await;
    let mut empty = content();
    empty["blocks"][1]["title"] = json!("");
    let bad = draft(&office, "Unfinished", &empty).await;
    let refused = act(&office, &bad, "publication", &json!({})).await;
    assert_eq!(refused.code(), 422, "{}", refused.text());
    assert_eq!(
        refused.json()["errors"][0]["field"],
        "content.blocks[1].title"
    );
    assert_eq!(
        published(&office, "Good", &content()).await["number"],
        "Q-2026-0001"
    );
}

#[tokio::test]
async fn the_year_of_a_number_is_the_providers_own() {
    let office = Office::new().await;
    let mut later = content();
    later["valid_until"] = json!("2027-06-30");
    office.test.clock.set(
        "2026-12-31T23:00:00Z"
            .parse::<jiff::Timestamp>()
            .unwrap()
            .into(),
    );
    super::keep_sessions(&office).await;
    let document = published(&office, "New year in Berlin", &later).await;
    assert_eq!(
        (&document["number"], &document["year"]),
        (&json!("Q-2027-0001"), &json!(2027))
    );
    assert_eq!(document["slug"], "new-year-in-berlin-q1");
}

#[tokio::test]
async fn the_hash_of_a_version_is_the_same_on_every_database() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    assert_eq!(
        document["version_hash"],
        "03ea4869008a31758bbfa352920bb043012f2b6250e96a8915b8b165e8b4614c"
    );
    let read = office
        .read(&office.ben, &client_path(&document))
        .await
        .json();
    assert_eq!(read["version_hash"], document["version_hash"]);
}

#[tokio::test]
async fn a_draft_is_seen_nowhere_and_a_later_save_changes_nothing_for_the_client() {
    let office = Office::new().await;
    let id = draft(&office, "Secret draft", &content()).await;
    for path in [
        "/api/client/documents",
        "/api/client/action-items",
        "/api/client/decisions",
    ] {
        let answer = office.read(&office.ben, path).await;
        assert_eq!(
            (answer.code(), &answer.json()["items"]),
            (200, &json!([])),
            "{path}"
        );
    }
    assert_eq!(
        office
            .read(&office.ben, "/api/client/documents/2026/secret-draft")
            .await
            .code(),
        404
    );
    assert_eq!(
        office
            .read(&office.ben, &format!("/api/client/documents/2026/{id}"))
            .await
            .code(),
        404
    );

    let document = publish(&office, &id).await;
    let before = office
        .read(&office.ben, &client_path(&document))
        .await
        .json();
    let mut other = content();
    other["intro"] = json!("Not yet for you");
    let body = json!({ "draft_revision": 1, "title": "Another title", "content": other });
    let saved = office
        .ada(
            Method::PUT,
            &format!("/api/admin/documents/{id}/draft"),
            Some(&body),
        )
        .await;
    assert_eq!(
        (saved.code(), &saved.json()["has_unpublished_changes"]),
        (200, &json!(true)),
        "{}",
        saved.text()
    );
    assert_eq!(
        office
            .read(&office.ben, &client_path(&document))
            .await
            .json(),
        before
    );
    let stale = office
        .ada(
            Method::PUT,
            &format!("/api/admin/documents/{id}/draft"),
            Some(&body),
        )
        .await;
    assert_eq!(
        (stale.code(), &stale.json()["code"]),
        (409, &json!("draft_changed"))
    );
}

#[tokio::test]
async fn a_preview_is_what_the_client_reads_afterwards() {
    let office = Office::new().await;
    let id = draft(&office, "Kitchen", &content()).await;
    let preview = office
        .ada(
            Method::GET,
            &format!("/api/admin/documents/{id}/preview"),
            None,
        )
        .await;
    assert_eq!(preview.code(), 200, "{}", preview.text());
    let mut preview = preview.json();
    let document = publish(&office, &id).await;
    let mut shown = office
        .read(&office.ben, &client_path(&document))
        .await
        .json();
    assert_eq!(preview["number"], Value::Null);
    for drawn_on_issue in [
        "number",
        "slug",
        "version_hash",
        "published_at",
        "action_item_id",
    ] {
        preview[drawn_on_issue] = Value::Null;
        shown[drawn_on_issue] = Value::Null;
    }
    assert_eq!(preview, shown);

    let options =
        json!([{ "option_id": "large", "quantity": 1 }, { "option_id": "photos", "quantity": 3 }]);
    let path = format!("/api/admin/documents/{id}/preview/calculation");
    let staff = office
        .ada(Method::POST, &path, Some(&json!({ "options": options })))
        .await;
    let asked = json!({ "version_hash": document["version_hash"], "options": options });
    let client = office
        .send(
            &office.ben,
            &format!("{}/calculation", client_path(&document)),
            "k",
            &asked,
        )
        .await;
    assert_eq!(
        (staff.code(), client.code()),
        (200, 200),
        "{} {}",
        staff.text(),
        client.text()
    );
    assert_eq!(staff.json()["calculation"], client.json());
}

#[tokio::test]
async fn a_withdrawn_document_is_gone_for_who_read_it_and_was_never_there_for_others() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let path = client_path(&document);
    assert_eq!(office.read(&office.ben, &path).await.code(), 200);
    let id = document["id"].as_str().unwrap();
    assert_eq!(act(&office, id, "withdrawal", &json!({})).await.code(), 200);
    let gone = office.read(&office.ben, &path).await;
    assert_eq!(
        (gone.code(), &gone.json()["document_title"]),
        (410, &json!("Kitchen"))
    );
    assert_eq!(office.read(&office.vera, &path).await.code(), 404);
    assert_eq!(office.read(&office.nora, &path).await.code(), 404);
    assert_eq!(
        office
            .read(&office.ben, "/api/client/action-items")
            .await
            .json()["items"],
        json!([])
    );
    assert_eq!(
        act(&office, id, "publication", &json!({})).await.code(),
        409
    );
    assert_eq!(act(&office, id, "withdrawal", &json!({})).await.code(), 409);
}

#[tokio::test]
async fn an_extension_asks_anew_once_the_day_has_passed() {
    extends_and_asks_anew(false).await;
}

#[tokio::test]
async fn an_extension_asks_anew_when_the_question_was_marked_expired() {
    extends_and_asks_anew(true).await;
}

async fn extends_and_asks_anew(is_noticed: bool) {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let id = document["id"].as_str().unwrap();
    let items = || async {
        office
            .read(&office.ben, "/api/client/action-items")
            .await
            .json()["items"]
            .clone()
    };
    let first = items().await[0].clone();
    assert_eq!(first["due_at"], "2026-12-31T23:00:00.000000Z");
    let longer = act(
        &office,
        id,
        "extension",
        &json!({ "valid_until": "2027-01-15" }),
    )
    .await;
    assert_eq!(
        (longer.code(), &longer.json()["has_unpublished_changes"]),
        (200, &json!(false)),
        "{}",
        longer.text()
    );
    assert_eq!(items().await[0]["id"], first["id"]);
    assert_eq!(items().await[0]["due_at"], "2027-01-15T23:00:00.000000Z");
    for refused in ["2027-01-15", "2026-12-01"] {
        assert_eq!(
            act(&office, id, "extension", &json!({ "valid_until": refused }))
                .await
                .code(),
            422,
            "{refused}"
        );
    }

    office
        .test
        .clock
        .advance(Duration::from_secs(90 * 24 * 3_600));
    super::keep_sessions(&office).await;
    assert_eq!(items().await, json!([]));
    if is_noticed {
        assert_eq!(office.expire_due().await, 1);
    }
    let again = act(
        &office,
        id,
        "extension",
        &json!({ "valid_until": "2027-03-31" }),
    )
    .await;
    assert_eq!(again.code(), 200, "{}", again.text());
    assert_ne!(items().await[0]["id"], first["id"]);
    let shown = office
        .read(&office.ben, &client_path(&document))
        .await
        .json();
    assert_eq!(
        (&shown["state"], &shown["version_hash"]),
        (&json!("open"), &document["version_hash"])
    );
}

#[tokio::test]
async fn a_draft_holds_what_is_half_typed_and_publishing_names_each_gap() {
    let office = Office::new().await;
    let id = draft(&office, "Kitchen", &content()).await;
    let mut half_typed = content();
    half_typed["blocks"][1]["options"][0] =
        json!({ "id": "small", "name": "", "tax_category": "S", "tax_rate": 0, "min_quantity": 0 });
    let body = json!({ "draft_revision": 1, "title": "", "content": half_typed });
    let path = format!("/api/admin/documents/{id}");
    let saved = office
        .ada(Method::PUT, &format!("{path}/draft"), Some(&body))
        .await;
    assert_eq!(saved.code(), 200, "{}", saved.text());
    let kept = &saved.json()["draft"]["blocks"][1]["options"][0];
    assert_eq!(
        (&kept["unit_price_minor"], &kept["tax_rate"]),
        (&Value::Null, &json!(0))
    );

    let preview = office
        .ada(Method::GET, &format!("{path}/preview"), None)
        .await;
    assert_eq!(preview.code(), 200, "{}", preview.text());
    let choice = json!({ "options": [{ "option_id": "small", "quantity": 1 }] });
    let priced = office
        .ada(
            Method::POST,
            &format!("{path}/preview/calculation"),
            Some(&choice),
        )
        .await;
    assert_eq!(priced.code(), 200, "{}", priced.text());
    assert_eq!(priced.json()["calculation"], Value::Null);
    assert_eq!(
        priced.json()["problems"][0]["field"],
        "blocks[1].options[0].unit_price_minor"
    );

    let refused = act(&office, &id, "publication", &json!({})).await;
    assert_eq!(refused.code(), 422);
    let problem = refused.json();
    let fields: Vec<_> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["field"].as_str().unwrap())
        .collect();
    let at = "content.blocks[1].options[0]";
    let parts = ["name", "unit_price_minor", "tax_rate", "min_quantity"];
    let mut expected = vec!["title".to_owned()];
    expected.extend(parts.map(|part| format!("{at}.{part}")));
    assert_eq!(fields, expected);

    let empty =
        json!({ "currency": "EUR", "blocks": [], "payment": { "asks": true, "offers": ["full"] } });
    let id = draft(&office, "Empty", &empty).await;
    let refused = act(&office, &id, "publication", &json!({})).await;
    assert_eq!(
        (refused.code(), &refused.json()["errors"][0]["field"]),
        (422, &json!("content.blocks"))
    );
}

#[tokio::test]
async fn a_new_price_starts_with_what_is_usually_charged() {
    let office = Office::new().await;
    let usual = async |title: &str| {
        let id = draft(&office, title, &content()).await;
        let shown = office
            .ada(Method::GET, &format!("/api/admin/documents/{id}"), None)
            .await;
        shown.json()["usual_tax"].clone()
    };
    // Nothing was published: the provider works in Germany.
    let german = json!({ "tax_category": "S", "tax_rate": 19_000 });
    assert_eq!(usual("First").await, german);
    published(&office, "Reduced", &content()).await;
    // The last price of the sample is one line at the reduced rate.
    let reduced = json!({ "tax_category": "S", "tax_rate": 7_000 });
    assert_eq!(usual("Second").await, reduced);
}
