//! What is addressed to named contacts waits for them alone, and everybody of the client sees for whom (A2).

use http::Method;
use serde_json::{Value, json};

use crate::{
    features::documents::tests::{act, client_path, content, draft},
    kit::id::Id,
    testing::{Answer, Office},
};

const PATH: &str = "/api/client/decisions";

async fn begun(office: &Office, kind: &str) -> String {
    let words = json!({ "currency": "EUR", "payment": { "asks": false, "offers": [] },
                        "blocks": [{ "type": "rich_text", "id": "t", "markdown": "Read me" }] });
    let body =
        json!({ "client_id": office.meyer_id, "type": kind, "title": "Plan", "content": words });
    let made = office
        .ada(Method::POST, "/api/admin/documents", Some(&body))
        .await;
    assert_eq!(made.code(), 201, "{}", made.text());
    made.json()["id"].as_str().unwrap().to_owned()
}

async fn publish(office: &Office, id: &str, contact_ids: &[Id]) -> Answer {
    act(
        office,
        id,
        "publication",
        &json!({ "contact_ids": contact_ids }),
    )
    .await
}

async fn waiting(office: &Office, contact: &crate::scope::Contact) -> Value {
    let listed = office.read(contact, "/api/client/action-items").await;
    assert_eq!(listed.code(), 200, "{}", listed.text());
    listed.json()["items"].clone()
}

fn said(answer: &Answer) -> (u16, Value) {
    (answer.code(), answer.json()["code"].clone())
}

/// Vera may choose as well.
async fn let_vera_choose(office: &Office) {
    let path = format!("/api/admin/memberships/{}", office.vera.membership_id);
    let may = json!({ "added_permissions": ["choose_options", "see_money"] });
    let changed = office.ada(Method::PATCH, &path, Some(&may)).await;
    assert_eq!(changed.code(), 200, "{}", changed.text());
}

#[tokio::test]
async fn what_is_addressed_to_one_waits_for_that_one_and_others_see_for_whom() {
    let office = Office::new().await;
    let plan = begun(&office, "plan").await;
    let document = publish(&office, &plan, &[office.vera.contact_id]).await;
    assert_eq!(document.code(), 200, "{}", document.text());
    let path = client_path(&document.json());

    let (ben, vera) = (
        waiting(&office, &office.ben).await,
        waiting(&office, &office.vera).await,
    );
    assert_eq!(
        [&ben[0]["may_decide"], &vera[0]["may_decide"]],
        [&json!(false), &json!(true)]
    );
    assert_eq!(
        [&ben[0]["asks"], &vera[0]["asks"]],
        [&json!(["Vera"]), &json!(["Vera"])]
    );
    let look = office.read(&office.ben, &path).await.json();
    assert_eq!(look["may_acknowledge"], false);
    let look = office.read(&office.vera, &path).await.json();
    assert_eq!(look["may_acknowledge"], true);

    let item = &ben[0];
    let body = json!({ "items": [{ "action_item_id": item["id"], "outcome": "acknowledged",
                                   "version_hash": item["version_hash"] }] });
    let refused = office.send(&office.ben, PATH, "ben", &body).await;
    assert_eq!(said(&refused), (403, json!("not_addressed")));
    let done = office.send(&office.vera, PATH, "vera", &body).await;
    assert_eq!(done.code(), 201, "{}", done.text());

    // A new version is addressed anew: to everybody, where nobody is named.
    assert_eq!(publish(&office, &plan, &[]).await.code(), 200);
    let ben = waiting(&office, &office.ben).await;
    assert_eq!(
        (&ben[0]["may_decide"], &ben[0]["asks"]),
        (&json!(true), &json!([]))
    );
}

#[tokio::test]
async fn a_choice_is_made_and_brought_to_mind_by_those_it_is_addressed_to_even_after_it_was_put_off()
 {
    let office = Office::new().await;
    let_vera_choose(&office).await;
    let quote = draft(&office, "Kitchen", &content()).await;
    let document = publish(&office, &quote, &[office.vera.contact_id]).await;
    assert_eq!(document.code(), 200, "{}", document.text());
    // The day passes, and it can be accepted for longer: the same one is asked.
    let until: jiff::Timestamp = "2027-01-02T10:00:00Z".parse().unwrap();
    office.test.clock.set(until.into());
    crate::features::documents::tests::keep_sessions(&office).await;
    let longer = json!({ "valid_until": "2027-01-31" });
    let extended = act(&office, &quote, "extension", &longer).await;
    assert_eq!(extended.code(), 200, "{}", extended.text());

    let items = waiting(&office, &office.ben).await;
    assert_eq!(items[0]["asks"], json!(["Vera"]));
    let nudge = format!(
        "/api/admin/action-items/{}/reminder",
        items[0]["id"].as_str().unwrap()
    );
    let reminded = office.ada(Method::POST, &nudge, Some(&json!({}))).await;
    assert_eq!(reminded.code(), 201, "{}", reminded.text());
    assert_eq!(reminded.json()["sent_to"][0]["name"], "Vera");
    assert_eq!(reminded.json()["sent_to"].as_array().unwrap().len(), 1);

    let path = client_path(&document.json());
    let shown = office.read(&office.ben, &path).await.json();
    assert_eq!(shown["may_choose"], false);
    let body = json!({ "version_hash": shown["version_hash"], "outcome": "accepted", "payment": "full",
                       "options": [{ "option_id": "small", "quantity": 1 }] });
    let path = format!("{path}/response");
    let refused = office.send(&office.ben, &path, "ben", &body).await;
    assert_eq!(said(&refused), (403, json!("not_addressed")));
    let done = office.send(&office.vera, &path, "vera", &body).await;
    assert_eq!(done.code(), 201, "{}", done.text());
}

#[tokio::test]
async fn only_those_are_named_who_may_answer() {
    let office = Office::new().await;
    let report = begun(&office, "report").await;
    let quote = draft(&office, "Kitchen", &content()).await;
    let plan = begun(&office, "plan").await;
    let (ben, vera, nora) = (
        office.ben.contact_id,
        office.vera.contact_id,
        office.nora.contact_id,
    );
    for (id, named, field, code) in [
        (&report, vec![ben], "contact_ids", "nothing_asked"),
        (&quote, vec![ben, vera], "contact_ids[1]", "may_not_answer"),
        (&plan, vec![nora], "contact_ids[0]", "may_not_answer"),
    ] {
        let refused = publish(&office, id, &named).await;
        assert_eq!(refused.code(), 422, "{}", refused.text());
        let error = &refused.json()["errors"][0];
        assert_eq!(
            (&error["field"], &error["code"]),
            (&json!(field), &json!(code))
        );
    }
    let twice = publish(&office, &plan, &[vera, vera]).await;
    assert_eq!(twice.code(), 200, "{}", twice.text());
}
