//! What acts need of a session, as providers set it (P19), through HTTP.

use http::Method;
use serde_json::{Value, json};

use crate::{
    features::documents::tests::{act, content},
    scope::Contact,
    testing::{Office, cast::code_in},
};

const SETTINGS: &str = "/api/admin/settings/sign-in";
const FACTOR: &str = "/api/client/second-factor";

async fn set(office: &Office, body: Value) -> (u16, Value) {
    let answer = office.ada(Method::PATCH, SETTINGS, Some(&body)).await;
    (answer.code(), answer.json())
}

/// Publishes a quote for Meyer; its address in the API.
async fn publish(office: &Office) -> String {
    let draft = json!({
        "client_id": office.meyer_id, "type": "quote", "title": "A plan", "content": content()
    });
    let path = "/api/admin/documents";
    let draft = office.ada(Method::POST, path, Some(&draft)).await.json();
    let id = draft["id"].as_str().unwrap();
    let published = act(office, id, "publication", &json!({})).await.json();
    let slug = published["slug"].as_str().unwrap();
    format!("/api/client/documents/{}/{slug}", published["year"])
}

/// Gives a fresh code by mail, as the page does when it is asked to.
async fn step_up(office: &Office, who: &Contact, email: &str) {
    let browser = office.browser(who);
    let path = format!("{FACTOR}/message");
    let asked = browser
        .post(&office.host, &path, &json!({ "way": "email" }))
        .await;
    assert_eq!(asked.code(), 202, "{}", asked.text());
    let mail = office
        .test
        .last_message(office.studio.provider_id, email)
        .await;
    let body = json!({ "way": "email", "code": code_in(&mail) });
    let given = browser.post(&office.host, FACTOR, &body).await;
    assert_eq!(given.code(), 200, "{}", given.text());
}

#[tokio::test]
async fn an_answer_needs_what_the_provider_set_for_approving() {
    let office = Office::new().await;
    let quote = publish(&office).await;
    let shown = office.read(&office.ben, &quote).await.json();
    let body = json!({ "version_hash": shown["version_hash"], "outcome": "declined" });
    let path = format!("{quote}/response");
    assert_eq!(
        set(&office, json!({ "approving_needs": "two_factor" }))
            .await
            .0,
        200
    );

    let refused = office.send(&office.ben, &path, "key", &body).await;
    assert_eq!(
        (refused.code(), &refused.json()["code"]),
        (403, &json!("step_up_required"))
    );
    let decisions = json!({ "items": [{
        "action_item_id": office.app().ids.id(), "outcome": "approved", "version_hash": "0"
    }] });
    let refused = office
        .send(&office.ben, "/api/client/decisions", "other", &decisions)
        .await;
    assert_eq!(refused.json()["code"], "step_up_required");
    let audit = office
        .ada(Method::GET, "/api/admin/audit?act=request_refused", None)
        .await
        .json();
    let refusals = audit["items"].as_array().unwrap();
    assert_eq!(refusals.len(), 2, "{audit}");
    assert_eq!(refusals[0]["outcome"], "refused");
    assert_eq!(refusals[0]["detail"]["reason"], "step_up_required");
    // Who may not answer is told that, and not to come back stronger.
    let viewer = office.send(&office.vera, &path, "key", &body).await;
    assert_eq!(viewer.json()["code"], "permission_missing");

    step_up(&office, &office.ben, "ben@client.example").await;
    let taken = office.send(&office.ben, &path, "key", &body).await;
    assert_eq!(taken.code(), 201, "{}", taken.text());
}

#[tokio::test]
async fn reading_needs_what_the_provider_set_for_it() {
    let office = Office::new().await;
    let quote = publish(&office).await;
    let paths = [
        quote.as_str(),
        "/api/client/documents",
        "/api/client/action-items",
        "/api/client/decisions",
    ];
    for path in paths {
        assert_eq!(office.read(&office.ben, path).await.code(), 200, "{path}");
    }
    assert_eq!(
        set(&office, json!({ "reading_needs": "two_factor" }))
            .await
            .0,
        200
    );
    for path in paths {
        let refused = office.read(&office.ben, path).await;
        assert_eq!(
            (refused.code(), &refused.json()["code"]),
            (403, &json!("step_up_required")),
            "{path}"
        );
    }
    let elsewhere = office.read(&office.nora, &quote).await;
    assert_eq!(elsewhere.code(), 404, "what is not one's own is not there");
    step_up(&office, &office.ben, "ben@client.example").await;
    for path in paths {
        assert_eq!(office.read(&office.ben, path).await.code(), 200, "{path}");
    }
}

#[tokio::test]
async fn managing_people_needs_less_where_the_provider_says_so() {
    let office = Office::new().await;
    let colleague = json!({ "name": "Kim", "email": "kim@client.example", "role": "viewer" });
    let invite = || office.send(&office.ben, "/api/client/people", "key", &colleague);
    assert_eq!(invite().await.json()["code"], "step_up_required");
    assert_eq!(
        set(&office, json!({ "managing_people_needs": "code" }))
            .await
            .0,
        200
    );
    let invited = invite().await;
    assert_eq!(invited.code(), 201, "{}", invited.text());
}

#[tokio::test]
async fn needs_keep_within_the_preset_and_the_delivery_links() {
    let office = Office::new().await;
    let refusal = async |body: Value| {
        let (status, problem) = set(&office, body).await;
        (status, problem["errors"][0]["field"].clone())
    };
    assert_eq!(
        set(&office, json!({ "read_by_delivery_link": true }))
            .await
            .0,
        200
    );
    assert_eq!(
        refusal(json!({ "reading_needs": "two_factor" })).await,
        (422, json!("reading_needs"))
    );
    let both = json!({ "reading_needs": "two_factor", "read_by_delivery_link": false });
    let (status, saved) = set(&office, both).await;
    assert_eq!(
        (status, &saved["reading_needs"], &saved["approving_needs"]),
        (200, &json!("two_factor"), &json!("code"))
    );
    office
        .test
        .tamper("update provider set preset = 'regulated'")
        .await;
    assert_eq!(
        refusal(json!({ "managing_people_needs": "code" })).await,
        (422, json!("managing_people_needs"))
    );
}
