//! What is refused, exact amounts, how to pay, limits.

use http::Method;
use serde_json::{Value, json};

use super::{acceptance, code, count, quote, refused};
use crate::{
    features::documents::tests::{act, client_path, draft, published},
    testing::Office,
};

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
        ("purchase_order", json!("a\u{7}b"), "purchase_order"),
        ("purchase_order", json!("PO 1\nPaid"), "purchase_order"),
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
        let id = draft(&office, "Edge", &with("EUR", lines)).await;
        let answer = act(&office, &id, "publication", &json!({})).await;
        let found = answer.json()["errors"][0]["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        assert_eq!(found, fault, "{}", answer.text());
    }
    discount["unit_price_minor"] = json!(1);
    let id = draft(&office, "Edge", &with("EUR", json!([line(most), discount]))).await;
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
