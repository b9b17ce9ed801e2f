//! Deciding many items at once. No document asks for anything but a choice yet, so these items are put in by hand.

mod acknowledging;
mod addressed;

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    features::documents::tests::{content, id_of, keep_sessions, published},
    kit::{event::Heard, id::Id},
    params, scoped,
    testing::Office,
};

/// Asks Meyer to acknowledge so many things.
async fn ask(office: &Office, count: usize) -> Vec<Id> {
    let now = office.app().clock.now();
    let write = office.app().db.write(&office.ada).await.unwrap();
    let mut ids = Vec::new();
    for _ in 0..count {
        let id = office.app().ids.id();
        let add = scoped!(
            "insert into action_item (provider_id, action_item_id, client_id, kind, title, version_hash, permission,
                    state, created_at)
             select c.provider_id, $4, c.client_id, 'acknowledge', 'House rules', 'abc', 'acknowledge', 'open', $6
             from client c where {client:c} and c.client_id = $5"
        );
        write
            .exec(add, params![id, office.meyer_id, now])
            .await
            .unwrap();
        ids.push(id);
    }
    write.commit().await.unwrap();
    ids
}

fn body(ids: &[Id], outcome: &str) -> Value {
    let item = |id: &Id| json!({ "action_item_id": id, "outcome": outcome, "version_hash": "abc" });
    json!({ "items": ids.iter().map(item).collect::<Vec<_>>(), "comment": "Read" })
}

async fn decisions(office: &Office) -> i64 {
    let read = office.app().db.read(&office.ada).await.unwrap();
    read.one(
        scoped!("select count(*) from decision e where {project:e}"),
        params![],
    )
    .await
    .unwrap()
}

const PATH: &str = "/api/client/decisions";

#[tokio::test]
async fn a_bulk_is_taken_whole_or_not_at_all() {
    let office = Office::new().await;
    let ids = ask(&office, 5).await;
    let first = office
        .send(&office.vera, PATH, "one", &body(&ids[..1], "acknowledged"))
        .await;
    assert_eq!(first.code(), 201, "{}", first.text());
    let second = office
        .send(&office.ben, PATH, "two", &body(&ids, "acknowledged"))
        .await;
    assert_eq!(
        (second.code(), &second.json()["code"]),
        (409, &json!("already_decided"))
    );
    assert_eq!(second.json()["decided_by"], "Vera");
    assert_eq!(decisions(&office).await, 1);
    let unknown = office
        .send(&office.ben, PATH, "three", &body(&ids[1..], "approved"))
        .await;
    assert_eq!(
        (unknown.code(), &unknown.json()["errors"][0]["code"]),
        (422, &json!("unknown_outcome"))
    );
    let rest = office
        .send(&office.ben, PATH, "four", &body(&ids[1..], "acknowledged"))
        .await;
    assert_eq!(
        (rest.code(), rest.json()["items"].as_array().unwrap().len()),
        (201, 4)
    );
    let again = office
        .send(&office.ben, PATH, "four", &body(&ids[1..], "acknowledged"))
        .await;
    assert_eq!((again.code(), again.json()), (201, rest.json()));
    assert_eq!(decisions(&office).await, 5);
    let twice = office
        .send(
            &office.ben,
            PATH,
            "five",
            &body(&[ids[0], ids[0]], "acknowledged"),
        )
        .await;
    assert_eq!(
        (twice.code(), &twice.json()["errors"][0]["code"]),
        (422, &json!("repeated"))
    );
    assert_eq!(
        office
            .send(&office.ben, PATH, "six", &body(&[], "acknowledged"))
            .await
            .code(),
        422
    );
}

#[tokio::test]
async fn five_thousand_items_an_hour_are_the_most() {
    let office = Office::new().await;
    let now = office.app().clock.now();
    let write = office.app().db.write(&office.ada).await.unwrap();
    let subject = office.ben.contact_id.to_string();
    // As many requests as an hour lets through, with as many items as leave room for two.
    let add_subject = scoped!(
        "insert into limit_subject (provider_id, kind, subject, touched_at)
         select p.provider_id, 'decision', $4, $5 from provider p where {provider:p}"
    );
    let add_event = scoped!(
        "insert into limit_event (provider_id, kind, subject, limit_event_id, at, weight)
         select s.provider_id, s.kind, s.subject, $5, $6, $7 from limit_subject s
         where {provider:s} and s.subject = $4 and s.kind = 'decision'"
    );
    write
        .exec(add_subject, params![&subject, now])
        .await
        .unwrap();
    for items in [998_i64, 1_000, 1_000, 1_000, 1_000] {
        let id = office.app().ids.id();
        write
            .exec(add_event, params![&subject, id, now, items])
            .await
            .unwrap();
    }
    write.commit().await.unwrap();
    let ids = ask(&office, 3).await;
    let over = office
        .send(&office.ben, PATH, "one", &body(&ids, "acknowledged"))
        .await;
    assert_eq!(over.code(), 429, "{}", over.text());
    assert!(over.headers.contains_key("retry-after"));
    assert_eq!(
        office
            .send(&office.ben, PATH, "two", &body(&ids[..2], "acknowledged"))
            .await
            .code(),
        201
    );
    let last = office
        .send(&office.ben, PATH, "three", &body(&ids[2..], "acknowledged"))
        .await;
    assert_eq!(
        (last.code(), last.headers["retry-after"].to_str().unwrap()),
        (429, "3600")
    );
}

/// What the audit says of items that ended by themselves.
async fn expiries(office: &Office) -> Vec<Value> {
    let path = "/api/admin/audit?act=action_item_expired";
    let listed = office.ada(http::Method::GET, path, None).await.json();
    listed["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn what_nobody_answered_in_time_expires_by_itself_and_once() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let waiting = ask(&office, 1).await;
    assert_eq!(office.expire_due().await, 0);
    assert_eq!(expiries(&office).await.len(), 0);

    // The last day of the sample is the last one of the year, in Berlin.
    let until_then = Duration::from_secs(40 * 86_400 + 13 * 3_600 + 30 * 60);
    let second = Duration::from_secs(1);
    office.test.clock.advance(until_then - second);
    assert_eq!(office.expire_due().await, 0);
    office.test.clock.advance(second);
    let mut heard = office.app().db.listen();
    let sweeps = futures_util::future::join_all((0..8).map(|_| office.expire_due())).await;
    assert_eq!(sweeps.iter().sum::<u64>(), 1);

    keep_sessions(&office).await;
    let entries = expiries(&office).await;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0]["actor"]["kind"], "system", "{}", entries[0]);
    for kind in ["action_item", "document"] {
        let Some(Heard::Event(event)) = heard.next().await else {
            panic!("nobody heard of it");
        };
        assert_eq!(
            (event.kind.as_str(), event.client_id),
            (kind, Some(office.meyer_id))
        );
        if kind == "document" {
            assert_eq!(event.id, id_of(&document));
        }
    }
    let read = office.app().db.read(&office.ada).await.unwrap();
    let states: Vec<(String, String)> = read
        .list(
            scoped!("select a.kind, a.state from action_item a where {project:a} order by a.kind"),
            params![],
        )
        .await
        .unwrap();
    let states: Vec<_> = states
        .iter()
        .map(|(k, s)| (k.as_str(), s.as_str()))
        .collect();
    assert_eq!(states, [("acknowledge", "open"), ("choose", "expired")]);
    assert_eq!(waiting.len(), 1);
}

#[tokio::test]
async fn a_receipt_holds_all_that_is_kept_and_no_figure_for_who_may_not_see_money() {
    use crate::features::documents::tests::client_path;
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let answer = json!({ "version_hash": document["version_hash"], "payment": "full", "comment": "Yes please",
                         "outcome": "accepted", "options": [{ "option_id": "small", "quantity": 1 }] });
    let path = format!("{}/response", client_path(&document));
    let made = office.send(&office.ben, &path, "one", &answer).await;
    assert_eq!(made.code(), 201, "{}", made.text());
    let path = format!("{PATH}/{}", made.json()["decision_id"].as_str().unwrap());
    let receipt = office.read(&office.ben, &path).await;
    assert_eq!(receipt.code(), 200, "{}", receipt.text());
    let receipt = receipt.json();
    for (member, expected) in [
        ("kind", json!("choose")),
        ("outcome", json!("accepted")),
        ("comment", json!("Yes please")),
        ("title", json!("Kitchen")),
        ("number", json!("Q-2026-0001")),
        ("version", json!(1)),
        ("version_hash", document["version_hash"].clone()),
        ("client_name", json!("Meyer")),
        ("contact_name", json!("Ben")),
        ("on_behalf_of_name", Value::Null),
        ("decided_at", json!("2026-11-21T09:30:00.000000Z")),
        ("time_zone", json!("Europe/Berlin")),
        ("strength", json!("code")),
        ("batch_id", Value::Null),
        (
            "total_minor",
            made.json()["calculation"]["total_minor"].clone(),
        ),
        ("currency", json!("EUR")),
    ] {
        assert_eq!(receipt[member], expected, "{member}");
    }
    assert!(receipt["ip"].is_string() && receipt["document"]["slug"].is_string());
    let plain = office.read(&office.vera, &path).await;
    assert_eq!(plain.code(), 200, "{}", plain.text());
    assert_eq!(
        (&plain.json()["total_minor"], &plain.json()["currency"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(office.read(&office.nora, &path).await.code(), 404);
    let id = document["id"].as_str().unwrap();
    let withdrawn =
        crate::features::documents::tests::act(&office, id, "withdrawal", &json!({})).await;
    assert_eq!(withdrawn.code(), 200, "{}", withdrawn.text());
    let later = office.read(&office.ben, &path).await.json();
    assert_eq!(
        (&later["document"], &later["number"]),
        (&Value::Null, &json!("Q-2026-0001"))
    );
}

#[tokio::test]
async fn history_is_narrowed_to_a_kind_and_an_outcome() {
    let office = Office::new().await;
    let ids = ask(&office, 2).await;
    let made = office
        .send(&office.ben, PATH, "one", &body(&ids, "acknowledged"))
        .await;
    assert_eq!(made.code(), 201, "{}", made.text());
    for (query, found) in [
        ("", 2),
        ("?kind=acknowledge", 2),
        ("?kind=choose", 0),
        ("?outcome=acknowledged&kind=acknowledge", 2),
        ("?outcome=accepted", 0),
    ] {
        let listed = office.read(&office.ben, &format!("{PATH}{query}")).await;
        let items = listed.json()["items"].as_array().map(Vec::len);
        assert_eq!(items, Some(found), "{query}: {}", listed.text());
    }
    let listed = office.read(&office.ben, &format!("{PATH}?kind=x")).await;
    assert!([400, 422].contains(&listed.code()), "{}", listed.text());
}
