//! Switching between clients, through HTTP.

use http::Method;
use serde_json::{Value, json};

use crate::{
    features::documents::tests::{act, content},
    kit::id::Id,
    scope::Contact,
    testing::Office,
};

/// Ben is Meyer's executive and views for Novak; both clients have a published document.
struct Two {
    office: Office,
    novak_id: Id,
    at_meyer: String,
    at_novak: String,
}

impl Two {
    async fn new() -> Self {
        let office = Office::new().await;
        let novak_id = office.nora.client_id;
        let provider_id = office.studio.provider_id;
        office
            .test
            .add_membership(provider_id, novak_id, office.ben.contact_id, "viewer")
            .await;
        Self {
            novak_id,
            at_meyer: publish(&office, office.meyer_id).await,
            at_novak: publish(&office, novak_id).await,
            office,
        }
    }

    async fn see(&self, who: &Contact, path: &str) -> (u16, Value) {
        let answer = self.office.read(who, path).await;
        (answer.code(), answer.json())
    }

    async fn switch(&self, who: &Contact, client_id: Id) -> (u16, Value) {
        let browser = self.office.browser(who);
        let body = json!({ "client_id": client_id });
        let answer = browser
            .send(Method::PUT, &self.office.host, SESSION, Some(&body))
            .await;
        (answer.code(), answer.json())
    }
}

const SESSION: &str = "/api/client/session";

/// Publishes a quote for a client; its address in the API.
async fn publish(office: &Office, client_id: Id) -> String {
    let draft =
        json!({ "client_id": client_id, "type": "quote", "title": "A plan", "content": content() });
    let path = "/api/admin/documents";
    let draft = office.ada(Method::POST, path, Some(&draft)).await.json();
    let id = draft["id"].as_str().unwrap();
    let published = act(office, id, "publication", &json!({})).await.json();
    let slug = published["slug"].as_str().unwrap();
    format!("/api/client/documents/{}/{slug}", published["year"])
}

#[tokio::test]
async fn a_contact_of_two_clients_acts_for_one_at_a_time() {
    let two = Two::new().await;
    let ben = &two.office.ben;
    let (_, before) = two.see(ben, SESSION).await;
    assert_eq!(
        (&before["client"]["name"], &before["role"]),
        (&json!("Meyer"), &json!("executive"))
    );
    assert_eq!(before["clients"].as_array().map(Vec::len), Some(2));
    assert_eq!(two.see(ben, &two.at_meyer).await.0, 200);
    for path in [
        two.at_novak.clone(),
        format!("{}/confirmation", two.at_novak),
    ] {
        let (status, problem) = two.see(ben, &path).await;
        assert_eq!(
            (status, &problem["code"], &problem["client_name"]),
            (409, &json!("other_client"), &json!("Novak")),
            "{path}"
        );
        assert_eq!(problem["client_id"], json!(two.novak_id));
    }

    let (status, after) = two.switch(ben, two.novak_id).await;
    assert_eq!(
        (status, &after["client"]["name"], &after["role"]),
        (200, &json!("Novak"), &json!("viewer"))
    );
    assert_eq!(two.see(ben, &two.at_novak).await.0, 200);
    let (status, left) = two.see(ben, &two.at_meyer).await;
    assert_eq!((status, &left["client_name"]), (409, &json!("Meyer")));
    let (_, listed) = two.see(ben, "/api/client/documents").await;
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
    let (_, kept) = two.see(ben, SESSION).await;
    assert_eq!(kept["client"]["id"], json!(two.novak_id), "it is kept");
    let permissions = kept["permissions"].as_array().unwrap();
    assert!(
        !permissions.contains(&json!("manage_people")),
        "{permissions:?}"
    );

    let path = "/api/admin/audit?act=client_switched";
    let audit = two.office.ada(Method::GET, path, None).await.json();
    let entry = &audit["items"][0];
    assert_eq!(entry["client_id"], json!(two.novak_id));
    assert_eq!(
        entry["detail"]["from_client_id"],
        json!(two.office.meyer_id)
    );
}

#[tokio::test]
async fn an_answer_for_another_client_is_not_taken() {
    let two = Two::new().await;
    let body = json!({ "version_hash": "0", "outcome": "declined" });
    let path = format!("{}/response", two.at_novak);
    let answer = two.office.send(&two.office.ben, &path, "key", &body).await;
    assert_eq!(
        (answer.code(), &answer.json()["code"]),
        (409, &json!("other_client"))
    );
}

#[tokio::test]
async fn nobody_switches_to_a_client_it_may_not_act_for() {
    let two = Two::new().await;
    let vera = &two.office.vera;
    assert_eq!(two.switch(vera, two.novak_id).await.0, 404);
    assert_eq!(two.switch(vera, two.office.app().ids.id()).await.0, 404);
    assert_eq!(two.see(vera, &two.at_novak).await.0, 404);

    let novak = format!("/api/admin/clients/{}", two.novak_id);
    for off in [
        json!({ "portal_enabled": false }),
        json!({ "status": "inactive" }),
    ] {
        let changed = two.office.ada(Method::PATCH, &novak, Some(&off)).await;
        assert_eq!(changed.code(), 200);
        assert_eq!(
            two.switch(&two.office.ben, two.novak_id).await.0,
            404,
            "{off}"
        );
        assert_eq!(
            two.see(&two.office.ben, &two.at_novak).await.0,
            404,
            "{off}"
        );
        let (_, own) = two.see(&two.office.ben, SESSION).await;
        assert_eq!(own["clients"].as_array().map(Vec::len), Some(1), "{off}");
        let on = json!({ "portal_enabled": true, "status": "active" });
        two.office.ada(Method::PATCH, &novak, Some(&on)).await;
    }
}

#[tokio::test]
async fn what_one_could_not_read_elsewhere_is_not_there_either() {
    let two = Two::new().await;
    let app = two.office.app();
    let provider_id = two.office.studio.provider_id;
    assert_eq!(two.see(&two.office.ben, &two.at_novak).await.0, 409);
    let path = format!("/api/admin/contacts?client_id={}", two.novak_id);
    let contacts = two.office.ada(Method::GET, &path, None).await.json();
    let own = contacts["items"].as_array().unwrap().iter();
    let own = own
        .filter(|row| row["id"] == json!(two.office.ben.contact_id))
        .map(|row| {
            row["membership_id"]
                .as_str()
                .unwrap()
                .parse::<Id>()
                .unwrap()
        });
    let project_id = crate::testing::backstage::add_project(app, provider_id, two.novak_id, "P-1")
        .await
        .unwrap();
    for membership_id in own {
        crate::testing::backstage::narrow_membership(app, provider_id, membership_id, project_id)
            .await
            .unwrap();
    }
    assert_eq!(two.see(&two.office.ben, &two.at_novak).await.0, 404);
}
