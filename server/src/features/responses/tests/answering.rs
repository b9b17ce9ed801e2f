//! Accepting, declining, who is first, who may and until when.

use http::Method;
use jiff::Timestamp;
use serde_json::json;

use super::{acceptance, code, count, quote, refused};
use crate::{
    features::documents::tests::{act, client_path, keep_sessions, publish},
    testing::Office,
};

#[tokio::test]
async fn accepting_is_priced_recorded_and_told() {
    let office = Office::new().await;
    let (document, path) = quote(&office).await;
    let items = office
        .read(&office.ben, "/api/client/action-items")
        .await
        .json();
    let item = &items["items"][0];
    assert_eq!(
        (&item["kind"], &item["may_decide"], &item["overdue"]),
        (&json!("choose"), &json!(true), &json!(false))
    );
    // 1,000.00 and 1.5 × 33.33 = 50.00 (49.995 rounded half up), taxed at 19 % and 7 %.
    assert_eq!(item["document"]["total_minor_from"], 119_000 + 5_000 + 350);

    let before = office
        .read(
            &office.ben,
            &format!("{}/confirmation", client_path(&document)),
        )
        .await;
    assert_eq!(code(&before), refused(409, "not_answered"));
    let made = office
        .send(&office.ben, &path, "key-1", &acceptance(&document))
        .await;
    assert_eq!(made.code(), 201, "{}", made.text());
    let location = format!("{}/confirmation", client_path(&document));
    assert_eq!(made.headers["location"], location);
    let confirmation = made.json();
    // 110,000 at 19 % and 5,000 at 7 %.
    assert_eq!(confirmation["amount_due_minor"], 130_900 + 5_350);
    assert_eq!(confirmation["reference"], "Q-2026-0001");
    assert_eq!(confirmation["purchase_order"], "PO 7");
    assert_eq!(
        confirmation["chosen"][1],
        json!({ "option_id": "photos", "name": "PHOTOS", "quantity": 2, "net_minor": 10_000 })
    );
    assert_eq!(
        confirmation["next_steps_html"],
        "<p>We call you <strong>tomorrow</strong>.</p>\n"
    );
    assert_eq!(
        office.read(&office.ben, &location).await.json(),
        confirmation
    );

    assert_eq!(
        office
            .read(&office.ben, "/api/client/action-items")
            .await
            .json()["items"],
        json!([])
    );
    let history = office
        .read(&office.ben, "/api/client/decisions?q=kitchen%20q-2026")
        .await
        .json();
    assert_eq!(
        (
            &history["items"][0]["outcome"],
            &history["items"][0]["contact_name"]
        ),
        (&json!("accepted"), &json!("Ben"))
    );
    let inbox = office
        .ada(Method::GET, "/api/admin/inbox", None)
        .await
        .json();
    assert_eq!(
        (&inbox["unread"], &inbox["items"][0]["total_minor"]),
        (&json!(1), &json!(136_250)),
        "{inbox:#}"
    );
    let entry = inbox["items"][0]["id"].as_str().unwrap();
    let reading = format!("/api/admin/inbox/{entry}/reading");
    assert_eq!(office.ada(Method::POST, &reading, None).await.code(), 204);
    assert_eq!(
        office
            .ada(Method::GET, "/api/admin/inbox", None)
            .await
            .json()["unread"],
        0
    );
    assert_eq!(office.ada(Method::DELETE, &reading, None).await.code(), 204);
    assert_eq!(
        office
            .ada(Method::GET, "/api/admin/inbox?unread=true", None)
            .await
            .json()["unread"],
        1
    );

    let shown = office
        .ada(
            Method::GET,
            &format!("/api/admin/documents/{}", document["id"].as_str().unwrap()),
            None,
        )
        .await;
    assert_eq!(
        shown.json()["responses"][0]["chosen"][1],
        json!({ "name": "PHOTOS", "quantity": 2 })
    );
    assert_eq!(count(&office, "mails").await, 1);
    assert_eq!(count(&office, "active clients").await, 1);
    assert_eq!(count(&office, "acceptances in the audit").await, 1);
    let id = document["id"].as_str().unwrap();
    assert_eq!(
        code(&act(&office, id, "publication", &json!({})).await),
        refused(409, "accepted")
    );
}

#[tokio::test]
async fn staff_are_told_the_sum_as_their_language_writes_it() {
    for (language, line) in [
        ("en", "\nTotal: €1,362.50\n"),
        ("de", "\nSumme: 1.362,50\u{a0}€\n"),
    ] {
        let office = Office::new().await;
        let ada = format!("/api/admin/staff/{}", office.ada.staff_id);
        let reads = json!({ "language": language });
        let changed = office.ada(Method::PATCH, &ada, Some(&reads)).await;
        assert_eq!(changed.code(), 200, "{}", changed.text());
        let (document, path) = quote(&office).await;
        let made = office
            .send(&office.ben, &path, "key-1", &acceptance(&document))
            .await;
        assert_eq!(made.code(), 201, "{}", made.text());
        let provider_id = office.ada.provider_id;
        let mail = office
            .test
            .last_message(provider_id, "ada@studio.example")
            .await;
        assert!(mail.contains(line), "{mail}");
    }
}

#[tokio::test]
async fn declining_needs_no_choice_and_a_new_version_asks_again() {
    let office = Office::new().await;
    let (document, path) = quote(&office).await;
    let no = json!({ "version_hash": document["version_hash"], "outcome": "declined", "comment": "Too dear" });
    let made = office.send(&office.ben, &path, "k", &no).await;
    assert_eq!(
        (made.code(), &made.json()["outcome"]),
        (201, &json!("declined")),
        "{}",
        made.text()
    );
    let confirmation = office
        .read(
            &office.ben,
            &format!("{}/confirmation", client_path(&document)),
        )
        .await;
    assert_eq!(code(&confirmation), refused(409, "not_answered"));
    let shown = office
        .read(&office.ben, &client_path(&document))
        .await
        .json();
    assert_eq!(
        (&shown["state"], &shown["may_choose"]),
        (&json!("declined"), &json!(false))
    );
    assert_eq!(count(&office, "active clients").await, 0);

    let newer = publish(&office, document["id"].as_str().unwrap()).await;
    assert_eq!(
        (&newer["published_version"], &newer["number"]),
        (&json!(2), &document["number"])
    );
    let items = office
        .read(&office.ben, "/api/client/action-items")
        .await
        .json();
    assert_eq!(items["items"][0]["version_hash"], newer["version_hash"]);
    let stale = office
        .send(&office.ben, &path, "k2", &acceptance(&document))
        .await;
    assert_eq!(code(&stale), refused(409, "version_changed"));
    assert_eq!(stale.json()["version_hash"], newer["version_hash"]);
    assert_eq!(
        office
            .send(&office.ben, &path, "k3", &acceptance(&newer))
            .await
            .code(),
        201
    );
}

#[tokio::test]
async fn one_key_at_once_is_one_answer_twice() {
    let office = Office::new().await;
    let (document, path) = quote(&office).await;
    let body = acceptance(&document);
    let (one, two) = tokio::join!(
        office.send(&office.ben, &path, "k", &body),
        office.send(&office.ben, &path, "k", &body)
    );
    assert_eq!(
        (one.code(), two.code()),
        (201, 201),
        "{} {}",
        one.text(),
        two.text()
    );
    assert_eq!(one.json(), two.json());
    assert_eq!(one.headers["location"], two.headers["location"]);
    for what in ["decisions", "responses", "inbox entries", "mails"] {
        assert_eq!(count(&office, what).await, 1, "{what}");
    }
    let mut other = body.clone();
    other["comment"] = json!("another body");
    assert_eq!(
        code(&office.send(&office.ben, &path, "k", &other).await),
        refused(422, "idempotency_key_reused")
    );
    let without = office
        .browser(&office.ben)
        .post(&office.host, &path, &body)
        .await;
    assert_eq!(code(&without), refused(400, "idempotency_key_required"));
}

#[tokio::test]
async fn two_keys_at_once_are_one_winner() {
    let office = Office::new().await;
    let (document, path) = quote(&office).await;
    let body = acceptance(&document);
    let keys: Vec<String> = (0..8).map(|n| format!("key-{n}")).collect();
    let answers = futures_util::future::join_all(
        keys.iter()
            .map(|key| office.send(&office.ben, &path, key, &body)),
    )
    .await;
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.code() == 201);
    assert_eq!((won.len(), lost.len()), (1, 7));
    for answer in lost {
        let problem = answer.json();
        assert_eq!(code(answer), refused(409, "already_decided"));
        assert_eq!(
            (&problem["decided_by"], &problem["outcome"]),
            (&json!("Ben"), &json!("accepted"))
        );
        assert_eq!(problem["decided_at"], "2026-11-21T09:30:00.000000Z");
    }
    assert_eq!(count(&office, "responses").await, 1);
}

#[tokio::test]
async fn who_may_not_choose_is_refused_after_what_is_not_there() {
    let office = Office::new().await;
    let (document, path) = quote(&office).await;
    let body = acceptance(&document);
    assert_eq!(
        code(&office.send(&office.vera, &path, "k", &body).await),
        refused(403, "permission_missing")
    );
    let missing = "/api/client/documents/2026/nothing/response";
    assert_eq!(
        office.send(&office.vera, missing, "k", &body).await.code(),
        404
    );
    assert_eq!(
        office.send(&office.nora, &path, "k", &body).await.code(),
        404
    );
    let shown = office
        .read(&office.vera, &client_path(&document))
        .await
        .json();
    assert_eq!(shown["may_choose"], false);
}

#[tokio::test]
async fn a_quote_ends_with_its_last_day_where_the_provider_is() {
    let office = Office::new().await;
    let (document, path) = quote(&office).await;
    let at = |text: &str| {
        office
            .test
            .clock
            .set(text.parse::<Timestamp>().unwrap().into())
    };
    at("2026-12-31T23:00:00Z");
    keep_sessions(&office).await;
    let late = office
        .send(&office.ben, &path, "late", &acceptance(&document))
        .await;
    assert_eq!(code(&late), refused(409, "expired"));
    let listed = office
        .read(&office.ben, "/api/client/documents?status=expired")
        .await
        .json();
    assert_eq!(listed["items"][0]["state"], "expired");
    assert_eq!(
        office
            .read(&office.ben, "/api/client/documents?status=open")
            .await
            .json()["items"],
        json!([])
    );
    at("2026-12-31T22:59:59.999999Z");
    assert_eq!(
        office
            .send(&office.ben, &path, "in-time", &acceptance(&document))
            .await
            .code(),
        201
    );
    let listed = office
        .read(&office.ben, "/api/client/documents?status=accepted")
        .await
        .json();
    assert_eq!(listed["items"][0]["total_minor"], 136_250);
}
