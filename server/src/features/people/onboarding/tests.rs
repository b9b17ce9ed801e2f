//! Onboarding, through HTTP.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};

use crate::{
    features::documents::tests::{act, content, draft},
    testing::{Office, cast::code_in},
};

async fn steps(office: &Office) -> Value {
    let path = format!("/api/admin/clients/{}/onboarding", office.meyer_id);
    let listed = office.ada(Method::GET, &path, None).await.json();
    let items = listed["items"].as_array().unwrap().iter();
    let mut own = items.filter(|row| row["contact_id"] == json!(office.ben.contact_id));
    own.next().unwrap().clone()
}

/// Which steps have a time.
fn taken(steps: &Value) -> Vec<&str> {
    [
        "invited_at",
        "delivered_at",
        "opened_at",
        "signed_in_at",
        "responded_at",
    ]
    .into_iter()
    .filter(|step| !steps[*step].is_null())
    .collect()
}

#[tokio::test]
async fn each_step_has_its_first_time() {
    let office = Office::new().await;
    let id = draft(&office, "A plan", &content()).await;
    let published = act(&office, &id, "publication", &json!({})).await.json();
    assert_eq!(taken(&steps(&office).await), Vec::<&str>::new());

    let by_copy = json!({ "contact_id": office.ben.contact_id, "channel": "copy" });
    let delivered = act(&office, &id, "delivery", &by_copy).await.json();
    assert_eq!(taken(&steps(&office).await), ["invited_at", "delivered_at"]);

    office.test.clock.advance(Duration::from_secs(60));
    let url = delivered["url"].as_str().unwrap();
    let token = url.split_once("#d=").unwrap().1;
    let browser = office.test.visitor();
    let opened = browser
        .post(
            &office.host,
            "/api/client/delivery",
            &json!({ "token": token }),
        )
        .await;
    assert_eq!(opened.code(), 200, "{}", opened.text());
    let after = steps(&office).await;
    assert_eq!(taken(&after), ["invited_at", "delivered_at", "opened_at"]);
    assert!(after["opened_at"].as_str() > after["delivered_at"].as_str());

    let ask = json!({ "delivery_token": token });
    browser
        .post(&office.host, "/api/client/sign-in", &ask)
        .await;
    let provider_id = office.studio.provider_id;
    let message = office
        .test
        .last_message(provider_id, "+4915112345678")
        .await;
    let code = json!({ "code": code_in(&message) });
    let path = "/api/client/sign-in/verification";
    assert_eq!(browser.post(&office.host, path, &code).await.code(), 200);
    assert_eq!(taken(&steps(&office).await).len(), 4);

    let (year, slug) = (&published["year"], published["slug"].as_str().unwrap());
    let path = format!("/api/client/documents/{year}/{slug}/response");
    let decline = json!({ "version_hash": published["version_hash"], "outcome": "declined" });
    let answer = office.send(&office.ben, &path, "key", &decline).await;
    assert_eq!(answer.code(), 201, "{}", answer.text());
    let all = steps(&office).await;
    assert_eq!(taken(&all).len(), 5);
    assert_eq!(
        all["delivered_at"], after["delivered_at"],
        "the first time stays"
    );
}

#[tokio::test]
async fn nobody_else_is_told() {
    let office = Office::new().await;
    let path = format!("/api/admin/clients/{}/onboarding", office.app().ids.id());
    assert_eq!(office.ada(Method::GET, &path, None).await.code(), 404);
}
