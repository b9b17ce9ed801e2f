//! What is kept of a view, and when.

use std::time::Duration;

use super::{client_path, content, id_of, publish, published};
use crate::{
    features::{
        audit::sealing,
        documents::reading::{keep_views, write_views},
    },
    kit::{clock::Time, id::Id},
    params,
    scope::Job,
    scoped,
    testing::Office,
};
use http::Method;
use serde_json::{Value, json};

/// The audit's views: sequence, when, by whom, the version.
async fn views(office: &Office) -> Vec<(i64, Time, Option<Id>, Value)> {
    let read = office.app().db.read(&office.ada).await.unwrap();
    let list = scoped!(
        "select e.sequence, e.at, e.actor_id, e.detail from audit_entry e
         where {provider:e} and e.act = 'document_viewed' order by e.sequence"
    );
    read.list(list, params![]).await.unwrap()
}

/// When a contact opened a document last.
async fn last_opened(office: &Office, document_id: Id) -> Time {
    let read = office.app().db.read(&office.ada).await.unwrap();
    let find = scoped!(
        "select o.last_opened_at from document_opening o
         where {project:o} and o.document_id = $4 and o.contact_id = $5"
    );
    read.one(find, params![document_id, office.ben.contact_id])
        .await
        .unwrap()
}

#[tokio::test]
async fn the_first_look_at_a_version_is_written_before_its_answer_and_later_ones_after() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let (id, path) = (id_of(&document), client_path(&document));
    assert_eq!(office.read(&office.ben, &path).await.code(), 200);
    let first = office.app().clock.now();
    assert_eq!(views(&office).await.len(), 1);
    for _ in 0..3 {
        office.test.clock.advance(Duration::from_secs(1));
        assert_eq!(office.read(&office.ben, &path).await.code(), 200);
    }
    assert_eq!(views(&office).await.len(), 1, "they wait");
    assert_eq!(last_opened(&office, id).await, first);

    write_views(office.app()).await.unwrap();
    let now = office.app().clock.now();
    let written = views(&office).await;
    let at: Vec<Time> = written.iter().map(|view| view.1).collect();
    let after = |seconds| first.plus(Duration::from_secs(seconds));
    assert_eq!(at, [first, after(1), after(2), after(3)]);
    let last = written[0].0;
    let in_order: Vec<i64> = written.iter().map(|view| view.0).collect();
    assert_eq!(in_order, [last, last + 1, last + 2, last + 3]);
    for (_, _, actor, detail) in &written {
        assert_eq!(*actor, Some(office.ben.contact_id));
        assert_eq!(*detail, json!({ "version": 1 }));
    }
    assert_eq!(last_opened(&office, id).await, now);
    write_views(office.app()).await.unwrap();
    assert_eq!(views(&office).await.len(), 4, "each once");

    let mut other = content();
    other["intro"] = json!("Hello again");
    let body = json!({ "draft_revision": document["draft_revision"], "title": "Kitchen", "content": other });
    let draft = format!("/api/admin/documents/{id}/draft");
    let saved = office.ada(Method::PUT, &draft, Some(&body)).await;
    assert_eq!(saved.code(), 200, "{}", saved.text());
    publish(&office, &id.to_string()).await;
    assert_eq!(office.read(&office.ben, &path).await.code(), 200);
    let written = views(&office).await;
    assert_eq!(written.len(), 5, "the new version was not known");
    assert_eq!(written[4].3, json!({ "version": 2 }));
}

#[tokio::test]
async fn views_are_written_within_a_second_and_when_the_program_stops() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let path = client_path(&document);
    let keeping = tokio::spawn(keep_views(office.app().clone()));
    for _ in 0..300 {
        assert_eq!(office.read(&office.ben, &path).await.code(), 200);
    }
    let mut waited = 0;
    while views(&office).await.len() < 300 {
        waited += 1;
        assert!(waited < 500, "they were never written");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // Sealed and proven as any other entry.
    let (app, provider_id) = (office.app(), office.ada.provider_id);
    while sealing::seal(app, &Job::of(provider_id)).await.unwrap() > 0 {}
    let report = sealing::verify(&app.db, &app.keys, provider_id, None)
        .await
        .unwrap();
    assert_eq!(report.faults, Vec::<String>::new());

    app.shutdown.request();
    keeping.await.unwrap();
    assert_eq!(office.read(&office.ben, &path).await.code(), 200);
    assert_eq!(views(&office).await.len(), 300);
    write_views(app).await.unwrap();
    assert_eq!(views(&office).await.len(), 301);
}

#[tokio::test]
async fn under_the_regulated_preset_every_view_is_written_before_its_answer() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let path = client_path(&document);
    let browser = office.browser(&office.ben);
    office
        .test
        .tamper("update provider set preset = 'regulated'; update contact_session set strength = 'two_factor'")
        .await;
    for count in 1..=3 {
        let shown = browser.get(&office.host, &path).await;
        assert_eq!(shown.code(), 200, "{}", shown.text());
        assert_eq!(views(&office).await.len(), count);
    }
}

#[tokio::test]
async fn of_many_looks_written_together_each_document_keeps_its_latest() {
    let office = Office::new().await;
    let mut documents = Vec::new();
    for number in 0..19 {
        documents.push(published(&office, &format!("Kitchen {number}"), &content()).await);
    }
    for document in &documents {
        let path = client_path(document);
        assert_eq!(office.read(&office.ben, &path).await.code(), 200);
    }
    let mut latest = Vec::new();
    for document in documents.iter().chain(documents.iter().take(10)) {
        office.test.clock.advance(Duration::from_secs(1));
        latest.push(office.app().clock.now());
        let path = client_path(document);
        assert_eq!(office.read(&office.ben, &path).await.code(), 200);
    }
    write_views(office.app()).await.unwrap();
    for (number, document) in documents.iter().enumerate() {
        let at = latest[if number < 10 { number + 19 } else { number }];
        let id: Id = document["id"].as_str().unwrap().parse().unwrap();
        assert_eq!(last_opened(&office, id).await, at, "{number}");
    }
    let written = views(&office).await;
    assert_eq!(written.len(), 19 + 29);
    let sequences: Vec<i64> = written.iter().map(|view| view.0).collect();
    assert!(
        sequences.windows(2).all(|two| two[0] < two[1]),
        "in their order: {sequences:?}"
    );
    let times: Vec<Time> = written[19..].iter().map(|view| view.1).collect();
    assert_eq!(times, latest, "each with its own time");
}
