//! Answering documents through HTTP, on whichever database the run is for.

use http::Method;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    features::documents::tests::{act, client_path, content, keep_sessions, publish, published},
    testing::{Answer, Office},
};

/// A published quote and the address of its response.
async fn quote(office: &Office) -> (Value, String) {
    let document = published(office, "Kitchen", &content()).await;
    let path = format!("{}/response", client_path(&document));
    (document, path)
}

/// Takes the small tier and two photos, to be paid in full.
fn acceptance(document: &Value) -> Value {
    json!({ "version_hash": document["version_hash"], "payment": "full", "purchase_order": " PO 7 ",
            "options": [{ "option_id": "small", "quantity": 1 }, { "option_id": "photos", "quantity": 2 }] })
}

fn code(answer: &Answer) -> (u16, String) {
    (
        answer.code(),
        answer.json()["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
    )
}

fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

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
        refused(409, "bad_status")
    );
}

/// How many of something there are.
async fn count(office: &Office, what: &str) -> i64 {
    use crate::{params, scoped};
    let statement = match what {
        "mails" => scoped!(
            "select count(*) from outbox_message m where {provider:m} and m.staff_id is not null"
        ),
        "active clients" => {
            scoped!("select count(*) from client c where {client:c} and c.status = 'active'")
        }
        "decisions" => scoped!("select count(*) from decision e where {project:e}"),
        "responses" => scoped!("select count(*) from response r where {project:r}"),
        "inbox entries" => scoped!("select count(*) from inbox_entry i where {client:i}"),
        _ => scoped!(
            "select count(*) from audit_entry a where {provider:a} and a.act = 'document_accepted'"
        ),
    };
    office
        .app()
        .db
        .read(&office.ada)
        .await
        .unwrap()
        .one(statement, params![])
        .await
        .unwrap()
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
async fn bad_choices_are_refused_with_their_fields() {
    let office = Office::new().await;
    let (document, path) = quote(&office).await;
    let option = |id: &str, quantity: i64| json!({ "option_id": id, "quantity": quantity });
    let small = option("small", 1);
    let cases = [
        (json!([]), "groups.tier", "choose_one"),
        (
            json!([small, option("large", 1)]),
            "groups.tier",
            "choose_one",
        ),
        (
            json!([small, option("nothing", 1)]),
            "options[1].option_id",
            "unknown_option",
        ),
        (
            json!([small, option("travel", 1)]),
            "options[1].option_id",
            "unknown_option",
        ),
        (
            json!([small, small]),
            "options[1].option_id",
            "repeated_option",
        ),
        (
            json!([small, option("photos", 11)]),
            "options[1].quantity",
            "quantity_out_of_limits",
        ),
        (
            json!([small, option("photos", 0)]),
            "options[1].quantity",
            "quantity_out_of_limits",
        ),
        (
            json!([small, option("photos", -1)]),
            "options[1].quantity",
            "quantity_out_of_limits",
        ),
        (
            json!([small, option("photos", i64::MAX)]),
            "options[1].quantity",
            "quantity_out_of_limits",
        ),
    ];
    for (options, field, fault) in cases {
        let mut body = acceptance(&document);
        body["options"] = options;
        let answer = office.send(&office.ben, &path, "k", &body).await;
        let error = &answer.json()["errors"][0];
        assert_eq!(
            (answer.code(), &error["field"], &error["code"]),
            (422, &json!(field), &json!(fault)),
            "{}",
            answer.text()
        );
        let mut asked = body.clone();
        asked
            .as_object_mut()
            .unwrap()
            .retain(|name, _| name == "version_hash" || name == "options");
        let calculated = office
            .send(
                &office.ben,
                &format!("{}/calculation", client_path(&document)),
                "k",
                &asked,
            )
            .await;
        assert_eq!(calculated.code(), 422, "{}", calculated.text());
    }
    for (member, value, field) in [
        ("payment", Value::Null, "payment"),
        (
            "payment_method_id",
            json!("00000000-0000-7000-8000-00000000dead"),
            "payment_method_id",
        ),
        ("comment", json!("x".repeat(2_001)), "comment"),
        ("purchase_order", json!("a\u{0}b"), "purchase_order"),
    ] {
        let mut body = acceptance(&document);
        body[member] = value;
        let answer = office.send(&office.ben, &path, "k", &body).await;
        assert_eq!(
            (answer.code(), &answer.json()["errors"][0]["field"]),
            (422, &json!(field)),
            "{}",
            answer.text()
        );
    }
    assert_eq!(count(&office, "responses").await, 0);
    assert_eq!(
        office
            .send(&office.ben, &path, "k", &acceptance(&document))
            .await
            .code(),
        201
    );
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

#[tokio::test]
async fn amounts_stay_exact_at_their_edges_and_in_every_currency() {
    let office = Office::new().await;
    let most: i64 = (1 << 53) - 1;
    let line = |price: i64| {
        json!({ "id": "one", "description": "One", "quantity_milli": 1_000,
                                    "unit_price_minor": price, "tax_category": "Z", "tax_rate": 0 })
    };
    let with = |currency: &str, lines: Value| {
        json!({ "currency": currency, "blocks": [{ "type": "line_items", "id": "l", "lines": lines }],
                "payment": { "asks": true, "offers": ["full"] } })
    };
    for (currency, price) in [
        ("EUR", 0),
        ("EUR", most),
        ("JPY", 1_235),
        ("KWD", 1_234_567),
    ] {
        let document = published(&office, "Edge", &with(currency, json!([line(price)]))).await;
        let body = json!({ "version_hash": document["version_hash"] });
        let made = office
            .send(
                &office.ben,
                &format!("{}/response", client_path(&document)),
                "k",
                &body,
            )
            .await;
        assert_eq!(made.code(), 201, "{}", made.text());
        assert_eq!(
            (&made.json()["amount_due_minor"], &made.json()["currency"]),
            (&json!(price), &json!(currency))
        );
    }
    let mut discount = line(-1);
    discount["id"] = json!("two");
    for (lines, fault) in [
        (json!([line(most), discount.clone()]), ""),
        (json!([line(-1)]), "negative_total"),
    ] {
        let id =
            crate::features::documents::tests::draft(&office, "Edge", &with("EUR", lines)).await;
        let answer = act(&office, &id, "publication", &json!({})).await;
        let found = answer.json()["errors"][0]["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        assert_eq!(found, fault, "{}", answer.text());
    }
    discount["unit_price_minor"] = json!(1);
    let id = crate::features::documents::tests::draft(
        &office,
        "Edge",
        &with("EUR", json!([line(most), discount])),
    )
    .await;
    let answer = act(&office, &id, "publication", &json!({})).await;
    assert_eq!(
        answer.json()["errors"][0]["code"],
        "amount_out_of_range",
        "{}",
        answer.text()
    );
    for beyond in [json!(most + 1), json!(-most - 1), json!(1.5), json!(1e300)] {
        let mut lines = line(0);
        lines["unit_price_minor"] = beyond;
        let body = json!({ "client_id": office.meyer_id, "type": "quote", "title": "Edge",
                           "content": with("EUR", json!([lines])) });
        assert_eq!(
            office
                .ada(Method::POST, "/api/admin/documents", Some(&body))
                .await
                .code(),
            422
        );
    }
}

#[tokio::test]
async fn the_confirmed_page_says_how_to_pay_in_each_section() {
    let office = Office::new().await;
    let methods = [
        json!({ "section": "transfer", "name": "Bank", "instructions": "**Thanks**", "currency": "EUR",
                "fields": [{ "label": "IBAN", "value": "DE89 3704 0044 0532 0130 00" }],
                "qr": { "standard": "epc", "name": "Studio Ada", "iban": "DE89 3704 0044 0532 0130 00" } }),
        json!({ "section": "crypto", "name": "Bitcoin", "currency": "BTC",
                "qr": { "standard": "bip21", "scheme": "bitcoin", "amount": "0.015",
                        "address": "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq" } }),
        json!({ "section": "cash_prepaid", "name": "Cash", "instructions": "At the studio" }),
        json!({ "section": "transfer", "name": "Dollars", "currency": "USD" }),
        json!({ "section": "transfer", "name": "Off", "switched_on": false }),
    ];
    let mut ids = Vec::new();
    for method in &methods {
        let made = office
            .ada(Method::POST, "/api/admin/payment-methods", Some(method))
            .await;
        assert_eq!(made.code(), 201, "{}", made.text());
        ids.push(made.json()["id"].as_str().unwrap().to_owned());
    }
    let (document, path) = quote(&office).await;
    let shown = office
        .read(&office.ben, &client_path(&document))
        .await
        .json();
    let names: Vec<_> = shown["payment_methods"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["name"].clone())
        .collect();
    assert_eq!(names, [json!("Bank"), json!("Bitcoin"), json!("Cash")]);
    let mut body = acceptance(&document);
    body["payment"] = json!("deposit");
    body["payment_method_id"] = json!(ids[1]);
    let confirmation = office.send(&office.ben, &path, "k", &body).await.json();
    let sections = confirmation["sections"].as_array().unwrap();
    let order: Vec<_> = sections
        .iter()
        .map(|section| section["section"].as_str().unwrap())
        .collect();
    assert_eq!(order, ["crypto", "cash_prepaid", "transfer"]);
    let payload = |section: usize| sections[section]["methods"][0]["qr"]["payload"].clone();
    assert_eq!(
        payload(0),
        "bitcoin:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq?amount=0.015&message=Q-2026-0001"
    );
    // 30 % of 1,362.50, and seven days after the 21st.
    assert_eq!(
        payload(2),
        "BCD\n002\n1\nSCT\n\nStudio Ada\nDE89370400440532013000\nEUR408.75\n\n\nQ-2026-0001"
    );
    assert_eq!(
        (&confirmation["amount_due_minor"], &confirmation["due_date"]),
        (&json!(40_875), &json!("2026-11-28"))
    );
    assert_eq!(confirmation["payment_method_id"], ids[1]);
    assert!(
        sections[2]["methods"][0]["qr"]["svg"]
            .as_str()
            .unwrap()
            .starts_with("<svg")
    );

    let in_use = office
        .ada(
            Method::DELETE,
            &format!("/api/admin/payment-methods/{}", ids[1]),
            None,
        )
        .await;
    assert_eq!(code(&in_use), refused(409, "in_use"));
    let free = format!("/api/admin/payment-methods/{}", ids[4]);
    let on = office
        .ada(
            Method::PATCH,
            &free,
            Some(&json!({ "switched_on": true, "currency": null })),
        )
        .await;
    assert_eq!(
        (on.code(), &on.json()["switched_on"]),
        (200, &json!(true)),
        "{}",
        on.text()
    );
    assert_eq!(office.ada(Method::DELETE, &free, None).await.code(), 204);
    assert_eq!(office.ada(Method::DELETE, &free, None).await.code(), 404);
}

#[tokio::test]
async fn a_choice_is_not_decided_in_bulk_and_limits_hold() {
    let office = Office::new().await;
    let (document, path) = quote(&office).await;
    let items = office
        .read(&office.ben, "/api/client/action-items")
        .await
        .json();
    let body = json!({ "items": [{ "action_item_id": items["items"][0]["id"], "outcome": "accepted",
                                   "version_hash": document["version_hash"] }] });
    let answer = office
        .send(&office.ben, "/api/client/decisions", "k", &body)
        .await;
    assert_eq!(code(&answer), refused(422, "use_response"));
    assert_eq!(answer.json()["address"], path);
    let foreign = office
        .send(&office.nora, "/api/client/decisions", "k", &body)
        .await;
    assert_eq!(foreign.code(), 404);
    for n in 1..120 {
        assert_eq!(
            office
                .send(&office.ben, "/api/client/decisions", "k", &body)
                .await
                .code(),
            422,
            "{n}"
        );
    }
    let over = office
        .send(&office.ben, &path, "k", &acceptance(&document))
        .await;
    assert_eq!(
        (over.code(), over.headers["retry-after"].to_str().unwrap()),
        (429, "60")
    );
    office
        .test
        .clock
        .advance(std::time::Duration::from_secs(60));
    assert_eq!(
        office
            .send(&office.ben, &path, "k", &acceptance(&document))
            .await
            .code(),
        201
    );
}
