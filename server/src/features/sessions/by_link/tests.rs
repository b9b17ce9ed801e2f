//! What a delivery link shows without a sign-in, to whom, and what ends it.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};

use crate::{
    features::documents::{
        reading::write_views,
        tests::{act, client_path, content, id_of, published},
    },
    kit::id::Id,
    params, scoped,
    testing::{Answer, Office, Visitor, cast::code_in},
};

const COOKIE: &str = "__Host-portico-link";

async fn let_links_read(office: &Office, allowed: bool) {
    let body = json!({ "read_by_delivery_link": allowed });
    let path = "/api/admin/settings/sign-in";
    let saved = office.ada(Method::PATCH, path, Some(&body)).await;
    assert_eq!(saved.code(), 200, "{}", saved.text());
    assert_eq!(saved.json()["read_by_delivery_link"], allowed);
}

/// A link to a document, handed over: its key and its token.
async fn link_to(office: &Office, document: &Value, contact_id: Id) -> (String, String) {
    let body = json!({ "contact_id": contact_id, "channel": "copy" });
    let made = act(office, document["id"].as_str().unwrap(), "delivery", &body).await;
    assert_eq!(made.code(), 201, "{}", made.text());
    let made = made.json();
    let (_, token) = made["url"].as_str().unwrap().split_once("#d=").unwrap();
    (made["id"].as_str().unwrap().to_owned(), token.to_owned())
}

/// A browser that opened a link, and what it was answered.
async fn opened<'a>(office: &'a Office, token: &str) -> (Visitor<'a>, Answer) {
    let browser = office.test.visitor();
    let body = json!({ "token": token });
    let answer = browser
        .post(&office.host, "/api/client/delivery", &body)
        .await;
    (browser, answer)
}

/// A browser that reads a new quote by a link to Ben.
async fn reading(office: &Office) -> (Visitor<'_>, Value, String) {
    let_links_read(office, true).await;
    let document = published(office, "Kitchen", &content()).await;
    let (link_id, token) = link_to(office, &document, office.ben.contact_id).await;
    let (browser, answer) = opened(office, &token).await;
    assert_eq!(answer.json()["readable"], true, "{}", answer.text());
    (browser, document, link_id)
}

async fn code(office: &Office, browser: &Visitor<'_>, path: &str) -> u16 {
    browser.get(&office.host, path).await.code()
}

#[tokio::test]
async fn a_link_shows_nothing_unless_the_provider_says_so() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let (_, token) = link_to(&office, &document, office.ben.contact_id).await;
    let (browser, answer) = opened(&office, &token).await;
    assert_eq!(answer.json()["readable"], false);
    assert_eq!(browser.cookie(COOKIE), None);
    assert_eq!(code(&office, &browser, &client_path(&document)).await, 401);
}

#[tokio::test]
async fn a_link_shows_its_one_document_and_lets_nothing_be_done() {
    let office = Office::new().await;
    let (browser, document, link_id) = reading(&office).await;
    let other = published(&office, "Bath", &content()).await;
    let path = client_path(&document);
    let shown = browser.get(&office.host, &path).await;
    assert_eq!(shown.code(), 200, "{}", shown.text());
    let shown = shown.json();
    assert_eq!(
        (
            &shown["title"],
            &shown["may_choose"],
            &shown["may_see_money"]
        ),
        (&json!("Kitchen"), &json!(false), &json!(true))
    );
    for closed in [
        client_path(&other),
        "/api/client/documents/2026/nowhere".to_owned(),
        format!("{path}/confirmation"),
        "/api/client/session".to_owned(),
        "/api/client/documents".to_owned(),
        "/api/client/second-factor".to_owned(),
    ] {
        assert_eq!(code(&office, &browser, &closed).await, 401, "{closed}");
    }
    let answer =
        json!({ "version_hash": shown["version_hash"], "options": [], "outcome": "declined" });
    let answer = browser
        .post(&office.host, &format!("{path}/response"), &answer)
        .await;
    assert_eq!(answer.code(), 401, "{}", answer.text());
    // Neither is it a session in the place of one.
    let token = browser.cookie(COOKIE).unwrap();
    let forged = office.test.visitor().with_cookie("__Host-portico", &token);
    assert_eq!(code(&office, &forged, &path).await, 401);
    assert_eq!(code(&office, &forged, "/api/client/session").await, 401);

    write_views(office.app()).await.unwrap();
    let read = office.app().db.read(&office.ada).await.unwrap();
    let entries: Vec<(String, Value)> = read
        .list(
            scoped!(
                "select e.actor_kind, e.detail from audit_entry e
                 where {provider:e} and e.act = 'document_viewed_by_link'"
            ),
            params![],
        )
        .await
        .unwrap();
    assert_eq!(entries.len(), 1, "{entries:?}");
    assert_eq!(entries[0].0, "stranger");
    assert_eq!(entries[0].1["delivery_link_id"], json!(link_id));
    assert_eq!(entries[0].1["contact_id"], json!(office.ben.contact_id));
    let openings: i64 = read
        .one(
            scoped!("select count(*) from document_opening o where {project:o}"),
            params![],
        )
        .await
        .unwrap();
    assert_eq!(openings, 0, "a link is not its contact");
}

#[tokio::test]
async fn the_page_of_the_document_says_as_whom_and_every_other_leads_to_the_sign_in() {
    let office = Office::new().await;
    let (browser, document, _) = reading(&office).await;
    let page = client_path(&document).replace("/api/client", "");
    let shown = browser.get(&office.host, &page).await;
    assert_eq!(shown.code(), 200);
    let html = shown.text();
    assert!(
        html.contains("\"reading\":{\"channel\":\"sms\",\"masked\":\"+49 ••• ••• 5678\"}"),
        "{html}"
    );
    for other in [
        "/portal".to_owned(),
        "/documents/2026/nowhere".to_owned(),
        format!("{page}/confirmed"),
    ] {
        assert_eq!(code(&office, &browser, &other).await, 303, "{other}");
    }
}

#[tokio::test]
async fn whoever_reads_asks_for_the_code_of_the_link_and_comes_back_signed_in() {
    let office = Office::new().await;
    let (browser, document, _) = reading(&office).await;
    let ask = json!({ "reading": true, "return_to": "/portal" });
    let asked = browser
        .post(&office.host, "/api/client/sign-in", &ask)
        .await;
    assert_eq!(
        (asked.code(), &asked.json()["masked"]),
        (202, &json!("+49 ••• ••• 5678")),
        "{}",
        asked.text()
    );
    let provider_id = office.studio.provider_id;
    let message = office
        .test
        .last_message(provider_id, "+4915112345678")
        .await;
    let proof = json!({ "code": code_in(&message) });
    let path = "/api/client/sign-in/verification";
    let proven = browser.post(&office.host, path, &proof).await;
    let page = client_path(&document).replace("/api/client", "");
    assert_eq!(proven.json()["return_to"], page, "{}", proven.text());
    assert_eq!(browser.cookie(COOKIE), None);
    let shown = browser.get(&office.host, &client_path(&document)).await;
    assert_eq!(shown.json()["may_choose"], true);

    let nobody = office.test.visitor();
    let refused = nobody.post(&office.host, "/api/client/sign-in", &ask).await;
    assert_eq!(
        (refused.code(), &refused.json()["errors"][0]["code"]),
        (422, &json!("expired"))
    );
}

#[tokio::test]
async fn what_ends_a_link_ends_its_reading_at_once() {
    let office = Office::new().await;
    let (browser, document, link_id) = reading(&office).await;
    let path = client_path(&document);
    let reads = async || code(&office, &browser, &path).await;
    let (contact, client) = (
        format!("/api/admin/contacts/{}", office.ben.contact_id),
        format!("/api/admin/clients/{}", office.meyer_id),
    );
    let patch = async |path: &str, body: Value| {
        let answer = office.ada(Method::PATCH, path, Some(&body)).await;
        assert!(answer.status.is_success(), "{path} {}", answer.text());
    };
    assert_eq!(reads().await, 200);
    let_links_read(&office, false).await;
    assert_eq!(reads().await, 401, "the provider took its leave back");
    let_links_read(&office, true).await;
    assert_eq!(reads().await, 200);
    let revoke = format!("/api/admin/delivery-links/{link_id}");
    assert_eq!(office.ada(Method::DELETE, &revoke, None).await.code(), 204);
    assert_eq!(reads().await, 401, "the link is revoked");

    let (_, token) = link_to(&office, &document, office.ben.contact_id).await;
    let (second, _) = opened(&office, &token).await;
    assert_eq!(code(&office, &second, &path).await, 200);
    patch(&contact, json!({ "state": "off" })).await;
    assert_eq!(
        code(&office, &second, &path).await,
        401,
        "the contact is off"
    );

    let (_, token) = link_to(&office, &document, office.vera.contact_id).await;
    let (third, _) = opened(&office, &token).await;
    assert_eq!(code(&office, &third, &path).await, 200);
    patch(&client, json!({ "portal_enabled": false })).await;
    assert_eq!(code(&office, &third, &path).await, 401, "the portal is off");
    patch(&client, json!({ "portal_enabled": true })).await;
    let (third, _) = opened(&office, &token).await;
    assert_eq!(code(&office, &third, &path).await, 200);
    let id = id_of(&document).to_string();
    assert_eq!(
        act(&office, &id, "withdrawal", &json!({})).await.code(),
        200
    );
    assert_eq!(code(&office, &third, &path).await, 401, "withdrawn");
}

#[tokio::test]
async fn reading_by_a_link_is_over_after_an_hour_without_a_look() {
    let office = Office::new().await;
    let (browser, document, _) = reading(&office).await;
    let path = client_path(&document);
    office.test.clock.advance(Duration::from_secs(3_599));
    assert_eq!(code(&office, &browser, &path).await, 200);
    office.test.clock.advance(Duration::from_secs(3_601));
    assert_eq!(code(&office, &browser, &path).await, 401);
}

#[tokio::test]
async fn a_link_shows_no_figures_to_who_may_not_see_money_and_nothing_to_a_guest() {
    let office = Office::new().await;
    let_links_read(&office, true).await;
    let document = published(&office, "Kitchen", &content()).await;
    let (_, token) = link_to(&office, &document, office.vera.contact_id).await;
    let (browser, _) = opened(&office, &token).await;
    let shown = browser.get(&office.host, &client_path(&document)).await;
    assert_eq!(
        (shown.code(), &shown.json()["may_see_money"]),
        (200, &json!(false))
    );
    assert!(!shown.text().contains("100000"), "{}", shown.text());

    let write = office.app().db.write(&office.ada).await.unwrap();
    let change = scoped!(
        "update membership set role = 'guest' where {client:membership} and contact_id = $4"
    );
    write
        .exec(change, params![office.vera.contact_id])
        .await
        .unwrap();
    write.commit().await.unwrap();
    assert_eq!(code(&office, &browser, &client_path(&document)).await, 401);
    let (guest, answer) = opened(&office, &token).await;
    assert_eq!(answer.json()["readable"], false, "{}", answer.text());
    assert_eq!(guest.cookie(COOKIE), None);
}

#[tokio::test]
async fn a_link_is_read_only_from_the_networks_of_its_client() {
    let office = Office::new().await;
    let (browser, document, _) = reading(&office).await;
    let path = format!("/api/admin/clients/{}/settings", office.meyer_id);
    let away = json!({ "networks": ["198.51.100.0/24"] });
    let saved = office.ada(Method::PATCH, &path, Some(&away)).await;
    assert_eq!(saved.code(), 200, "{}", saved.text());
    let refused = browser.get(&office.host, &client_path(&document)).await;
    assert_eq!(
        (refused.code(), &refused.json()["code"]),
        (403, &json!("network_not_allowed"))
    );
    let (_, token) = link_to(&office, &document, office.ben.contact_id).await;
    let (_, answer) = opened(&office, &token).await;
    assert_eq!(answer.json()["readable"], false);
}

#[tokio::test]
async fn a_link_used_from_another_network_is_refused_and_the_audit_says_so() {
    let office = Office::new().await;
    let (browser, document, _) = reading(&office).await;
    let path = format!("/api/admin/clients/{}/settings", office.meyer_id);
    let elsewhere = json!({ "networks": ["198.51.100.0/24"] });
    let saved = office.ada(Method::PATCH, &path, Some(&elsewhere)).await;
    assert_eq!(saved.code(), 200, "{}", saved.text());
    assert_eq!(code(&office, &browser, &client_path(&document)).await, 403);
    let path = "/api/admin/audit?act=request_refused";
    let found = office.ada(Method::GET, path, None).await.json();
    let entry = &found["items"][0];
    assert_eq!(entry["actor"]["kind"], "stranger");
    assert_eq!(entry["client_id"], json!(office.meyer_id));
    assert_eq!(entry["detail"]["reason"], "network_not_allowed");
}
