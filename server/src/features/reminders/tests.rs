//! Reminders through HTTP and in the background, on whichever database the run is for.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};

use super::remind_due;
use crate::{
    features::documents::tests::{client_path, content, published},
    kit::clock::Time,
    params, scoped,
    testing::{Answer, Office, office::add_contact},
};

const WAITING: &str = "/api/admin/action-items";
const SETTINGS: &str = "/api/admin/settings/reminders";

async fn waiting(office: &Office) -> Value {
    keep_ada(office).await;
    let listed = office.ada(Method::GET, WAITING, None).await;
    assert_eq!(listed.code(), 200, "{}", listed.text());
    listed.json()
}

async fn nudge(office: &Office) -> Answer {
    let id = waiting(office).await["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("{WAITING}/{id}/reminder");
    office.ada(Method::POST, &path, Some(&json!({}))).await
}

/// A clock that is moved by days leaves Ada's session behind.
async fn keep_ada(office: &Office) {
    let write = office.app().db.write(&office.ada).await.unwrap();
    let keep = scoped!(
        "update staff_session set created_at = $4, last_seen_at = $4 where {own:staff_session}"
    );
    write
        .exec(keep, params![office.app().clock.now()])
        .await
        .unwrap();
    write.commit().await.unwrap();
}

/// Who got a reminder, in the order of their names, and what it says.
async fn reminded(office: &Office) -> Vec<(String, String)> {
    let read = office.app().db.read(&office.ada).await.unwrap();
    let sent = scoped!(
        "select m.recipient, m.kept_text from outbox_message m where {provider:m} order by m.created_at, m.recipient"
    );
    let mut all: Vec<(String, String)> = read.list(sent, params![]).await.unwrap();
    all.retain(|(_, text)| text.contains("still waiting"));
    all
}

async fn sweep(office: &Office) -> u64 {
    let job = crate::scope::Job::of(office.studio.provider_id);
    remind_due(office.app(), &job).await.unwrap()
}

fn set(office: &Office, text: &str) {
    let at: jiff::Timestamp = text.parse().unwrap();
    office.test.clock.set(Time::from(at));
}

#[tokio::test]
async fn what_waits_is_listed_with_its_days_and_whether_it_was_opened() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let listed = waiting(&office).await;
    let row = &listed["items"][0];
    for (member, expected) in [
        ("kind", json!("choose")),
        ("title", json!("Kitchen")),
        ("days_waited", json!(0)),
        ("overdue", json!(false)),
        ("opened_at", Value::Null),
        ("reminders_sent", json!(0)),
        ("last_reminded_at", Value::Null),
        ("next_reminder_at", json!("2026-11-24T08:00:00.000000Z")),
        ("may_nudge", json!(true)),
    ] {
        assert_eq!(row[member], expected, "{member}");
    }
    assert_eq!(row["client"]["name"], "Meyer");
    assert_eq!(row["document"]["number"], "Q-2026-0001");
    assert_eq!(
        (&listed["waiting"], &listed["waiting_more"]),
        (&json!(1), &json!(false))
    );
    assert_eq!(
        office
            .read(&office.ben, &client_path(&document))
            .await
            .code(),
        200
    );
    // Shortly after midnight in Berlin the next day has begun.
    set(&office, "2026-11-21T23:10:00Z");
    let row = waiting(&office).await["items"][0].clone();
    assert_eq!(row["days_waited"], 1);
    assert_eq!(row["opened_at"], "2026-11-21T09:30:00.000000Z");
    for (query, found) in [
        ("?kind=choose", 1),
        ("?kind=acknowledge", 0),
        ("?q=meyer%20kitchen", 1),
        ("?q=bath", 0),
    ] {
        let listed = office
            .ada(Method::GET, &format!("{WAITING}{query}"), None)
            .await;
        let items = listed.json()["items"].as_array().map(Vec::len);
        assert_eq!(items, Some(found), "{query}: {}", listed.text());
    }
}

#[tokio::test]
async fn pages_go_from_overdue_to_oldest_and_leave_nothing_out() {
    let office = Office::new().await;
    let now = office.app().clock.now();
    let hour = |n: u64| Duration::from_secs(n * 3_600);
    let write = office.app().db.write(&office.ada).await.unwrap();
    for (title, asked, due) in [
        ("second", now.minus(hour(9)), Some(now.minus(hour(1)))),
        ("third", now.minus(hour(30)), None),
        ("first", now.minus(hour(10)), Some(now.minus(hour(2)))),
        ("fourth", now.minus(hour(20)), Some(now.plus(hour(20)))),
    ] {
        let add = scoped!(
            "insert into action_item (provider_id, action_item_id, client_id, kind, title, version_hash, permission,
                    state, created_at, due_at)
             select c.provider_id, $4, c.client_id, 'acknowledge', $6, 'abc', 'acknowledge', 'open', $7, $8
             from client c where {client:c} and c.client_id = $5"
        );
        let id = office.app().ids.id();
        let values = params![id, office.meyer_id, title, asked, due];
        write.exec(add, values).await.unwrap();
    }
    write.commit().await.unwrap();
    for place in [WAITING, "/api/client/action-items"] {
        let mut titles = Vec::new();
        let mut cursor = String::new();
        for _ in 0..4 {
            let path = format!("{place}?limit=1{cursor}");
            let page = match place {
                WAITING => office.ada(Method::GET, &path, None).await,
                _ => office.read(&office.vera, &path).await,
            };
            let page = page.json();
            titles.push(page["items"][0]["title"].as_str().unwrap().to_owned());
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(titles, ["first", "second", "third", "fourth"], "{place}");
    }
}

#[tokio::test]
async fn a_nudge_reaches_those_who_may_decide_once_a_day() {
    let office = Office::new().await;
    let app = office.app();
    let manager = ("Mia", "manager", "+4915112345681");
    add_contact(app, &office.ada, &office.studio, office.meyer_id, manager).await;
    let document = published(&office, "Kitchen", &content()).await;
    let sent = nudge(&office).await;
    assert_eq!(sent.code(), 201, "{}", sent.text());
    let names: Vec<Value> = sent.json()["sent_to"]
        .as_array()
        .unwrap()
        .iter()
        .map(|to| to["name"].clone())
        .collect();
    assert_eq!(
        names,
        ["Ben", "Mia"],
        "not Vera, who may not choose, nor Nora of another client"
    );
    let messages = reminded(&office).await;
    assert_eq!(messages.len(), 2);
    let text = &messages[0].1;
    assert!(
        text.contains(document["portal_url"].as_str().unwrap()),
        "{text}"
    );
    assert!(
        text.contains("Please answer by 31 December 2026."),
        "{text}"
    );
    assert!(
        !text.contains('€') && !text.contains("EUR") && !text.contains("#d="),
        "{text}"
    );

    let again = nudge(&office).await;
    assert_eq!(again.code(), 429, "{}", again.text());
    assert_eq!(again.headers["retry-after"], "86400");
    let row = waiting(&office).await["items"][0].clone();
    assert_eq!(
        (&row["reminders_sent"], &row["may_nudge"]),
        (&json!(1), &json!(false))
    );
    office.test.clock.advance(Duration::from_secs(86_400));
    assert_eq!(nudge(&office).await.code(), 201);

    let audit = office
        .ada(Method::GET, "/api/admin/audit?act=client_reminded", None)
        .await;
    assert_eq!(audit.json()["items"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn nobody_is_nudged_about_what_is_over_or_when_none_may_answer() {
    let office = Office::new().await;
    published(&office, "Kitchen", &content()).await;
    let row = waiting(&office).await["items"][0].clone();
    let path = format!("{WAITING}/{}/reminder", row["id"].as_str().unwrap());
    let off = json!({ "state": "off" });
    let contact = format!("/api/admin/contacts/{}", office.ben.contact_id);
    let switched = office.ada(Method::PATCH, &contact, Some(&off)).await;
    assert_eq!(switched.code(), 204, "{}", switched.text());
    let nobody = office.ada(Method::POST, &path, Some(&json!({}))).await;
    assert_eq!(
        (nobody.code(), &nobody.json()["code"]),
        (409, &json!("nobody_to_remind"))
    );
    let document = row["document"]["id"].as_str().unwrap();
    let back = format!("/api/admin/documents/{document}/withdrawal");
    assert_eq!(
        office
            .ada(Method::POST, &back, Some(&json!({})))
            .await
            .code(),
        200
    );
    let over = office.ada(Method::POST, &path, Some(&json!({}))).await;
    assert_eq!(
        (over.code(), &over.json()["code"]),
        (409, &json!("not_open"))
    );
    let other = format!("{WAITING}/{}/reminder", office.app().ids.id());
    assert_eq!(
        office
            .ada(Method::POST, &other, Some(&json!({})))
            .await
            .code(),
        404
    );
    assert!(reminded(&office).await.is_empty());
}

#[tokio::test]
async fn the_ladder_reminds_by_day_and_once_a_step() {
    let office = Office::new().await;
    published(&office, "Kitchen", &content()).await;
    set(&office, "2026-11-23T10:00:00Z");
    assert_eq!(
        (sweep(&office).await, reminded(&office).await.len()),
        (0, 0),
        "no step yet"
    );
    set(&office, "2026-11-24T06:30:00Z");
    assert_eq!(
        (sweep(&office).await, reminded(&office).await.len()),
        (0, 0),
        "nobody is woken"
    );
    set(&office, "2026-11-24T08:00:00Z");
    futures_util::future::join_all((0..8).map(|_| sweep(&office))).await;
    assert_eq!(
        reminded(&office).await.len(),
        1,
        "several copies remind once"
    );
    let row = waiting(&office).await["items"][0].clone();
    assert_eq!(row["next_reminder_at"], "2026-11-28T08:00:00.000000Z");
    // The program stands still for two steps: they are made up for by one reminder.
    set(&office, "2026-12-06T12:00:00Z");
    for _ in 0..3 {
        sweep(&office).await;
    }
    assert_eq!(reminded(&office).await.len(), 2);
    let row = waiting(&office).await["items"][0].clone();
    assert_eq!(row["reminders_sent"], 2);
    assert_eq!(row["next_reminder_at"], "2026-12-29T08:00:00.000000Z");
}

#[tokio::test]
async fn what_is_answered_or_switched_off_is_not_brought_to_mind() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    published(&office, "Bath", &content()).await;
    let answer =
        json!({ "version_hash": document["version_hash"], "outcome": "declined", "comment": "No" });
    let path = format!("{}/response", client_path(&document));
    let declined = office.send(&office.ben, &path, "one", &answer).await;
    assert_eq!(declined.code(), 201, "{}", declined.text());
    let off = json!({ "reminds": false });
    let saved = office.ada(Method::PATCH, SETTINGS, Some(&off)).await;
    assert_eq!(
        (saved.code(), &saved.json()["reminds"]),
        (200, &json!(false))
    );
    let row = waiting(&office).await["items"][0].clone();
    assert_eq!(
        (&row["title"], &row["next_reminder_at"]),
        (&json!("Bath"), &Value::Null)
    );
    set(&office, "2026-11-25T10:00:00Z");
    sweep(&office).await;
    assert!(reminded(&office).await.is_empty());
}

#[tokio::test]
async fn a_ladder_has_a_few_sound_steps() {
    let office = Office::new().await;
    let shown = office.ada(Method::GET, SETTINGS, None).await.json();
    assert_eq!(
        shown,
        json!({ "reminds": true, "days_after": [3, 7, 14], "days_before_due": [2, 0] })
    );
    let body = json!({ "days_after": [5, 1, 5], "days_before_due": [0, 4] });
    let saved = office
        .ada(Method::PATCH, SETTINGS, Some(&body))
        .await
        .json();
    assert_eq!(
        saved,
        json!({ "reminds": true, "days_after": [1, 5], "days_before_due": [4, 0] })
    );
    published(&office, "Kitchen", &content()).await;
    let row = waiting(&office).await["items"][0].clone();
    assert_eq!(row["next_reminder_at"], "2026-11-22T08:00:00.000000Z");
    for body in [
        json!({ "days_after": [0] }),
        json!({ "days_before_due": [366] }),
    ] {
        let refused = office.ada(Method::PATCH, SETTINGS, Some(&body)).await;
        assert_eq!(refused.code(), 422, "{}", refused.text());
    }
}
