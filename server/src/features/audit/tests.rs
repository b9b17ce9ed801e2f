//! What the audit says of refusals and of mere reads, through HTTP, on whichever database the run is for.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};

use crate::{
    features::{
        documents::tests::{act, client_path, content, draft, id_of, published},
        sessions::SEEN_PAUSE,
    },
    kit::clock::Time,
    params,
    scope::{Contact, Job},
    scoped,
    testing::{Answer, Office, backstage},
};

async fn entries(office: &Office, query: &str) -> Vec<Value> {
    let path = format!("/api/admin/audit?limit=100&{query}");
    let listed = office.ada(Method::GET, &path, None).await.json();
    listed["items"].as_array().unwrap().clone()
}

/// What was refused to whom, the latest first: operation, reason, subject, client, actor.
async fn refusals(office: &Office) -> Vec<Value> {
    let all = entries(office, "act=request_refused").await;
    let told = all.iter().map(|entry| {
        assert_eq!(entry["outcome"], "refused");
        let (detail, actor) = (&entry["detail"], &entry["actor"]);
        json!([
            detail["operation"],
            detail["reason"],
            entry["subject_id"],
            entry["client_id"],
            actor["id"]
        ])
    });
    told.collect()
}

fn code(answer: &Answer) -> (u16, String) {
    let problem = answer.json();
    (
        answer.code(),
        problem["code"].as_str().unwrap_or_default().to_owned(),
    )
}

async fn respond(office: &Office, who: &Contact, document: &Value, hash: &Value) -> Answer {
    let body = json!({ "version_hash": hash, "outcome": "declined" });
    let path = format!("{}/response", client_path(document));
    let key = office.app().ids.id().to_string();
    office.send(who, &path, &key, &body).await
}

#[tokio::test]
async fn every_answer_that_is_refused_is_in_the_audit() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let (ben, vera) = (&office.ben, &office.vera);
    let hash = &document["version_hash"];
    assert_eq!(respond(&office, vera, &document, hash).await.code(), 403);
    let other = json!("another");
    assert_eq!(respond(&office, ben, &document, &other).await.code(), 409);
    assert_eq!(respond(&office, ben, &document, hash).await.code(), 201);
    assert_eq!(respond(&office, ben, &document, hash).await.code(), 409);
    let id = document["id"].as_str().unwrap();
    let path = client_path(&document);
    assert_eq!(office.read(ben, &path).await.code(), 200);
    let withdrawn = act(&office, id, "withdrawal", &json!({})).await;
    assert_eq!(withdrawn.code(), 200, "{}", withdrawn.text());
    assert_eq!(office.read(ben, &path).await.code(), 410);

    let (answer, look) = (
        "POST /api/client/documents/{year}/{slug}/response",
        "GET /api/client/documents/{year}/{slug}",
    );
    let entry = |operation: &str, reason: &str, who: &Contact| {
        json!([operation, reason, id, office.meyer_id, who.contact_id])
    };
    assert_eq!(
        refusals(&office).await,
        [
            entry(look, "gone", ben),
            entry(answer, "already_decided", ben),
            entry(answer, "version_changed", ben),
            entry(answer, "permission_missing", vera),
        ]
    );
}

#[tokio::test]
async fn what_staff_are_refused_about_a_client_is_found_under_that_client() {
    let office = Office::new().await;
    let id = draft(&office, "Kitchen", &content()).await;
    let early = act(&office, &id, "withdrawal", &json!({})).await;
    assert_eq!(code(&early), (409, "bad_status".to_owned()));
    let query = format!("client_id={}&act=request_refused", office.meyer_id);
    let found = entries(&office, &query).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (&found[0]["subject_kind"], &found[0]["subject_id"]),
        (&json!("document"), &json!(id))
    );
    assert_eq!(found[0]["actor"]["id"], json!(office.ada.staff_id));
}

#[tokio::test]
async fn a_refusal_that_its_handler_wrote_down_is_not_written_down_again() {
    let office = Office::new().await;
    let path = format!(
        "/api/admin/contacts/{}/second-factor",
        office.ben.contact_id
    );
    let refused = office.ada(Method::DELETE, &path, None).await;
    assert_eq!(code(&refused), (409, "not_set_up".to_owned()));
    assert_eq!(entries(&office, "act=second_factor_reset").await.len(), 1);
    assert_eq!(refusals(&office).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_refusal_that_cannot_be_written_down_is_not_answered() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    // The next entry stands there already.
    let tampered = "update audit_head set last_sequence = last_sequence - 1";
    office.test.tamper(tampered).await;
    let hash = &document["version_hash"];
    let answer = respond(&office, &office.vera, &document, hash).await;
    assert_eq!(code(&answer), (500, "internal".to_owned()));
}

#[tokio::test]
async fn a_portals_networks_refuse_in_the_audit() {
    let office = Office::new().await;
    let path = format!("/api/admin/clients/{}/settings", office.meyer_id);
    let elsewhere = json!({ "networks": ["198.51.100.0/24"] });
    let saved = office.ada(Method::PATCH, &path, Some(&elsewhere)).await;
    assert_eq!(saved.code(), 200, "{}", saved.text());
    let refused = office.read(&office.ben, "/api/client/documents").await;
    assert_eq!(code(&refused), (403, "network_not_allowed".to_owned()));
    let operation = "GET /api/client/documents";
    let (client_id, contact_id) = (office.meyer_id, office.ben.contact_id);
    assert_eq!(
        refusals(&office).await,
        [json!([
            operation,
            "network_not_allowed",
            null,
            client_id,
            contact_id
        ])]
    );
}

#[tokio::test]
async fn each_look_at_a_confirmation_and_at_a_receipt_is_in_the_audit() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let body = json!({ "version_hash": document["version_hash"], "payment": "full",
        "options": [{ "option_id": "small", "quantity": 1 }] });
    let path = client_path(&document);
    let response = format!("{path}/response");
    let answered = office.send(&office.ben, &response, "k", &body).await;
    assert_eq!(answered.code(), 201, "{}", answered.text());
    let decision_id = answered.json()["decision_id"].clone();
    let confirmation = format!("{path}/confirmation");
    let receipt = format!("/api/client/decisions/{}", decision_id.as_str().unwrap());
    for path in [&confirmation, &confirmation, &receipt] {
        let shown = office.read(&office.vera, path).await;
        assert_eq!(shown.code(), 200, "{}", shown.text());
    }
    for (act, count, subject) in [
        ("confirmation_viewed", 2, json!(id_of(&document))),
        ("decision_viewed", 1, decision_id.clone()),
    ] {
        let found = entries(&office, &format!("act={act}")).await;
        assert_eq!(found.len(), count, "{act}: {found:?}");
        for entry in found {
            assert_eq!(entry["subject_id"], subject, "{act}");
            assert_eq!(entry["client_id"], json!(office.meyer_id), "{act}");
            assert_eq!(entry["actor"]["id"], json!(office.vera.contact_id));
        }
    }
}

/// When the sessions of Ben and Ada were used last.
async fn last_used(office: &Office) -> [Time; 2] {
    let job = Job::of(office.studio.provider_id);
    let read = office.app().db.read(&job).await.unwrap();
    let of_contact = scoped!(
        "select s.last_seen_at from contact_session s where {provider:s} and s.contact_session_id = $4"
    );
    let of_staff = scoped!(
        "select s.last_seen_at from staff_session s where {own:s} and s.staff_session_id = $4"
    );
    let ben = params![office.ben.session_id];
    let ada = params![office.ada.session_id];
    [
        read.one(of_contact, ben).await.unwrap(),
        read.one(of_staff, ada).await.unwrap(),
    ]
}

/// Whether Ben and Ada are answered while nobody can write to their sessions.
async fn are_answered(office: &Office) -> [bool; 2] {
    let job = Job::of(office.studio.provider_id);
    let write = office.app().db.write(&job).await.unwrap();
    let of_contact = scoped!(
        "update contact_session as s set ip = s.ip where {provider:s} and s.contact_session_id = $4"
    );
    let of_staff = scoped!(
        "update staff_session as s set ip = s.ip where {own:s} and s.staff_session_id = $4"
    );
    write
        .exec(of_contact, params![office.ben.session_id])
        .await
        .unwrap();
    write
        .exec(of_staff, params![office.ada.session_id])
        .await
        .unwrap();
    let soon = Duration::from_millis(200);
    let ben = office.read(&office.ben, "/api/client/second-factor");
    let ben = tokio::time::timeout(soon, ben).await;
    let ada = office.ada(Method::GET, "/api/admin/session", None);
    let ada = tokio::time::timeout(soon, ada).await;
    [ben, ada].map(|answer| answer.is_ok_and(|answer| answer.code() == 200))
}

#[tokio::test]
async fn at_a_regulated_provider_the_use_of_a_session_is_written_down_before_the_answer() {
    let office = Office::new().await;
    office.test.clock.advance(SEEN_PAUSE);
    assert_eq!(are_answered(&office).await, [true, true]);
    backstage::regulate(office.app(), office.studio.provider_id)
        .await
        .unwrap();
    office.test.clock.advance(SEEN_PAUSE);
    assert_eq!(are_answered(&office).await, [false, false]);
    office.test.clock.advance(SEEN_PAUSE);
    let ben = office.read(&office.ben, "/api/client/second-factor").await;
    let ada = office.ada(Method::GET, "/api/admin/session", None).await;
    assert_eq!((ben.code(), ada.code()), (200, 200));
    assert_eq!(last_used(&office).await, [office.app().clock.now(); 2]);
}
