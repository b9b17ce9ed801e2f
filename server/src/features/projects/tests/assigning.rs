//! Staff say which projects a contact has (P30): its next request knows of no other.

use http::Method;
use serde_json::{Value, json};

use super::{ALL, column, faults, followed, kept, must, project};
use crate::{kit::id::Id, testing::Office};

async fn assign(office: &Office, membership_id: Id, project_ids: Value) -> Value {
    let path = format!("/api/admin/memberships/{membership_id}/projects");
    let saved = must(
        office,
        Method::PUT,
        &path,
        json!({ "project_ids": project_ids }),
    )
    .await;
    assert_eq!(must(office, Method::GET, &path, Value::Null).await, saved);
    saved
}

#[tokio::test]
async fn a_contact_has_the_projects_assigned_to_it_from_the_next_request_on() {
    let office = Office::new().await;
    let (kitchen, bath) = (
        project(&office, "P-1", "Kitchen").await,
        project(&office, "P-2", "Bath").await,
    );
    let membership = office.ben.membership_id;
    let seen = async || {
        let list = office.read(&office.ben, "/api/client/projects").await;
        column(&list.json(), "code")
    };
    assert_eq!(seen().await, ["P-2", "P-1"], "all, at first");
    let saved = assign(&office, membership, json!([kitchen["id"], kitchen["id"]])).await;
    assert_eq!(saved["project_ids"], json!([kitchen["id"]]), "each once");
    assert_eq!(seen().await, ["P-1"]);
    assert_eq!(office.read(&office.ben, &followed(&bath)).await.code(), 404);
    assert_eq!(
        office.read(&office.vera, &followed(&bath)).await.code(),
        200
    );
    assign(&office, membership, json!([bath["id"]])).await;
    assert_eq!(seen().await, ["P-2"]);
    assign(&office, membership, json!([])).await;
    assert_eq!(seen().await, [] as [&str; 0]);
    assign(&office, membership, Value::Null).await;
    assert_eq!(seen().await, ["P-2", "P-1"]);
    let audit = must(
        &office,
        Method::GET,
        "/api/admin/audit?act=projects_assigned",
        Value::Null,
    );
    assert_eq!(audit.await["items"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn a_project_of_another_client_is_not_assigned_and_nothing_of_the_refusal_stays() {
    let office = Office::new().await;
    let own = project(&office, "P-1", "Kitchen").await;
    let body = json!({ "client_id": office.nora.client_id, "code": "P-9", "name": "Theirs" });
    let theirs = must(&office, Method::POST, ALL, body).await;
    let path = format!(
        "/api/admin/memberships/{}/projects",
        office.ben.membership_id
    );
    let body = json!({ "project_ids": [own["id"], theirs["id"]] });
    let refused = office.ada(Method::PUT, &path, Some(&body)).await;
    assert_eq!(faults(&refused), ["project_ids[1] unknown"]);
    let now = must(&office, Method::GET, &path, Value::Null).await;
    assert_eq!(now, json!({ "project_ids": null }));
}

#[tokio::test]
async fn a_narrowed_contact_sees_a_new_project_that_names_it_and_a_stranger_is_not_named() {
    let office = Office::new().await;
    let own = project(&office, "P-1", "Kitchen").await;
    assign(&office, office.ben.membership_id, json!([own["id"]])).await;
    let named = |code: &str, contact_ids: &[Id]| json!({ "client_id": office.meyer_id, "code": code, "name": "Bath", "contact_ids": contact_ids });
    // Vera sees every project of the client as it is; Nora acts for another one.
    let ids = [office.vera.contact_id, office.ben.contact_id];
    let shown = must(&office, Method::POST, ALL, named("P-2", &ids)).await;
    let strangers = [office.ben.contact_id, office.nora.contact_id];
    let refused = office
        .ada(Method::POST, ALL, Some(&named("P-3", &strangers)))
        .await;
    assert_eq!(faults(&refused), ["contact_ids[1] unknown"]);
    let hidden = must(&office, Method::POST, ALL, named("P-3", &[])).await;
    for (contact, project, status) in [
        (&office.ben, &shown, 200),
        (&office.ben, &hidden, 404),
        (&office.vera, &shown, 200),
        (&office.vera, &hidden, 200),
    ] {
        let answer = office.read(contact, &followed(project)).await;
        assert_eq!(answer.code(), status);
    }
    let candidates = kept(&shown, "/candidates");
    let candidates = office.ada(Method::GET, &candidates, None).await.json();
    let has = |side: &str, id: Id| {
        let all = candidates[side].as_array().unwrap();
        all.iter().any(|one| one["id"] == json!(id))
    };
    assert!(has("contacts", office.vera.contact_id));
    assert!(!has("contacts", office.nora.contact_id));
    assert!(has("staff", office.studio.owner_id));
}
