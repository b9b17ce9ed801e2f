//! Who may not see money sees none of it (P30): no price, no sum, no deposit, no way to pay, in any answer.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    call::filled,
    name, quote,
    streams::{Open, publish_again},
    table::rows,
    world::{Session, Side, World},
};

/// Every amount that those who see money read of a side's quotes, as digits, and the words that say how to pay.
async fn figures(world: &World, side: &Side) -> BTreeSet<String> {
    let executive = &side.contacts[0];
    let path = format!("/api/client/documents/2026/{}", side.ids["slug"]);
    let shown = world.must(executive, "GET", &path, Value::Null).await;
    let choice = json!({ "version_hash": side.ids["version_hash"],
                         "options": [{ "option_id": "small", "quantity": 1 }] });
    let calculation = format!("{path}/calculation");
    let calculation = world.must(executive, "POST", &calculation, choice).await;
    let path = format!(
        "/api/client/documents/2026/{}/confirmation",
        side.ids["done_slug"]
    );
    let confirmation = world.must(executive, "GET", &path, Value::Null).await;
    let mut found = BTreeSet::new();
    for answer in [&shown, &calculation, &confirmation] {
        collect(answer, &mut found);
    }
    let provider = world.providers[side.provider].name;
    assert!(confirmation.to_string().contains("\"sections\":[{"));
    found.extend([
        format!("canary-{provider} bank"),
        "30000".to_owned(),
        side.ids["payment_method_id"].clone(),
    ]);
    found
}

fn collect(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match member.as_i64().filter(|_| key.ends_with("_minor")) {
                    Some(minor) => {
                        found.insert(minor.to_string());
                    }
                    None => collect(member, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

/// Every answer that a session of a client can get, with what it asked.
async fn answers(world: &World, side: &Side, session: &Session) -> Vec<(String, String)> {
    let mut ids = side.ids.clone();
    ids.extend(session.own.clone());
    let mut answers = Vec::new();
    for row in rows()
        .iter()
        .filter(|row| row.is_for(false) && !row.is_stream && row.method != "DELETE")
    {
        // Each of the client's documents in the place of the row's.
        for slug in ["slug", "done_slug", "two_slug", "free_slug"] {
            let mut ids = row.resolved(&ids);
            ids.insert("slug", side.ids[slug].clone());
            ids.insert("unique", world.test.app.ids.id().to_string());
            let hash = slug.replace("slug", "hash");
            if let Some(hash) = side.ids.get(hash.as_str()) {
                ids.insert("version_hash", hash.clone());
            }
            let (path, body) = (filled(row.path, &ids), (row.body)(&ids));
            let body = (!body.is_null()).then_some(body);
            let answer = world
                .call(Some(session), row.method, &path, body.as_ref())
                .await;
            answers.push((
                format!("{} {path} as {}", name(row), session.role),
                answer.text(),
            ));
        }
    }
    answers
}

#[tokio::test]
async fn who_may_not_see_money_sees_no_figure_anywhere() {
    let world = World::small().await;
    let side = world.side("north-a");
    let figures = figures(&world, side).await;
    for canary in ["71337013", "41414243"] {
        assert!(figures.contains(canary), "{figures:?}");
    }
    // Net, tax, total and deposit of the two prices.
    assert!(figures.len() >= 8, "{figures:?}");
    let shows = |text: &str| {
        figures
            .iter()
            .find(|figure| text.contains(*figure))
            .cloned()
    };
    let billing = answers(&world, side, &side.contacts[2]).await;
    assert!(billing.iter().any(|(_, text)| shows(text).is_some()));
    for session in &side.contacts[3..] {
        for (what, text) in answers(&world, side, session).await {
            assert_eq!(shows(&text), None, "{what}: {text}");
        }
    }
}

#[tokio::test]
async fn what_is_sent_to_who_may_not_see_money_holds_no_figure() {
    let world = World::small().await;
    let side = world.side("north-a");
    let (owner, viewer) = (&world.providers[0].staff[0], &side.contacts[3]);
    let figures = figures(&world, side).await;
    let mut stream = Open::new(&world, viewer).await;
    let document_id = publish_again(&world, "north-a", "document_id").await;
    stream.until(&document_id).await;
    let path = format!("/api/admin/documents/{document_id}/delivery");
    for channel in ["sms", "email"] {
        let body = json!({ "contact_id": viewer.own["contact_id"], "channel": channel });
        world.must(owner, "POST", &path, body).await;
    }
    let outbox = world
        .must(owner, "GET", "/api/admin/outbox?limit=100", Value::Null)
        .await;
    let sent: Vec<String> = outbox["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|message| {
            !message["recipient"]
                .as_str()
                .unwrap()
                .ends_with("@north.example")
        })
        .map(Value::to_string)
        .collect();
    assert_eq!(sent.len(), 2, "{outbox:#}");
    for text in sent.iter().chain([&stream.heard]) {
        let shown = figures.iter().find(|figure| text.contains(*figure));
        assert_eq!(shown, None, "{text}");
    }
}

#[tokio::test]
async fn who_may_not_see_money_reads_the_words_and_answers_nothing() {
    let world = World::small().await;
    let side = world.side("north-a");
    let viewer = &side.contacts[3];
    let path = format!("/api/client/documents/2026/{}", side.ids["slug"]);
    let shown = world.must(viewer, "GET", &path, Value::Null).await;
    assert_eq!(
        (&shown["may_see_money"], &shown["may_choose"]),
        (&json!(false), &json!(false))
    );
    let blocks = shown["content"]["blocks"].as_array().unwrap();
    let kinds: Vec<_> = blocks
        .iter()
        .map(|block| block["type"].as_str().unwrap())
        .collect();
    let expected = [
        "heading",
        "rich_text",
        "option_group",
        "line_items",
        "itinerary",
        "terms",
        "images",
    ];
    assert_eq!(kinds, expected);
    let option = &blocks[2]["options"][0];
    assert_eq!(option["name"], "canary-north-a-one");
    assert_eq!(option["features"], json!(["canary-north-a-one"]));
    for part in [option, &blocks[3]["lines"][0]] {
        for figure in ["unit_price_minor", "tax_category", "tax_rate"] {
            assert_eq!(part[figure], Value::Null, "{part}");
        }
    }
    let body = quote::response(
        &side.ids["version_hash"],
        &side.ids["payment_method_id"],
        "viewer",
    );
    let refused = world
        .call(
            Some(viewer),
            "POST",
            &format!("{path}/response"),
            Some(&body),
        )
        .await;
    assert_eq!(refused.code(), 403, "{}", refused.text());
    let path = format!(
        "/api/client/documents/2026/{}/confirmation",
        side.ids["done_slug"]
    );
    let confirmation = world.must(viewer, "GET", &path, Value::Null).await;
    assert_eq!(confirmation["chosen"][0]["name"], "canary-north-a-done");
    assert_eq!(
        confirmation["next_steps_html"].as_str().map(str::is_empty),
        Some(false)
    );
    for figure in [
        "calculation",
        "payment",
        "amount_due_minor",
        "due_date",
        "payment_method_id",
    ] {
        assert_eq!(confirmation[figure], Value::Null, "{figure}");
    }
    assert_eq!(confirmation["sections"], json!([]));
}
