//! What contacts read, and what they never do.

use serde_json::{Value, json};

use super::{client_path, content, id_of, published};
use crate::{
    params, scoped,
    testing::{Office, backstage, cast::STAFF},
};
use http::Method;

/// Makes the sessions of everybody as if they had just been used: a test that moves the clock is about documents.
pub(crate) async fn keep_sessions(office: &Office) {
    let now = office.test.app.clock.now();
    let write = office.app().db.write(&office.ada).await.unwrap();
    let contacts = scoped!(
        "update contact_session set created_at = $4, last_seen_at = $4 where {provider:contact_session}"
    );
    write.exec(contacts, params![now]).await.unwrap();
    let staff = scoped!(
        "update staff_session set created_at = $4, last_seen_at = $4 where {own:staff_session}"
    );
    write.exec(staff, params![now]).await.unwrap();
    write.commit().await.unwrap();
}

#[tokio::test]
async fn scripts_are_tamed_wherever_they_stand() {
    let office = Office::new().await;
    let evil = "<script>alert(1)</script>";
    let mut hostile = content();
    hostile["intro"] = json!(evil);
    hostile["next_steps"] = json!(format!(
        "{evil} [x](javascript:alert(1)) ![i](https://evil.example/i.png)"
    ));
    hostile["blocks"][1]["title"] = json!(evil);
    hostile["blocks"][1]["options"][0]["name"] = json!(evil);
    let document = published(&office, evil, &hostile).await;
    let answer = office.read(&office.ben, &client_path(&document)).await;
    assert_eq!(answer.headers["content-type"], "application/json");
    let shown = answer.json();
    let mut html = Vec::new();
    collect_html(&shown, &mut html);
    assert_eq!(html.len(), 3, "{shown:#}");
    for text in html {
        for danger in ["<script", "\"javascript:", "<img"] {
            assert!(!text.contains(danger), "{text}");
        }
    }
    assert_eq!(document["slug"], "script-alert-1-script-q1");
}

fn collect_html<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member.as_str().filter(|_| name.ends_with("html")) {
                    Some(text) => found.push(text),
                    None => collect_html(member, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect_html(item, found)),
        _ => {}
    }
}

#[tokio::test]
async fn nobody_else_finds_a_document() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let path = client_path(&document);
    let foreign = office.read(&office.nora, &path).await;
    let missing = office
        .read(&office.nora, "/api/client/documents/2026/no-such-thing")
        .await;
    let without_request_id = |answer: &crate::testing::Answer| {
        let mut problem = answer.json();
        problem["request_id"] = Value::Null;
        problem
    };
    assert_eq!(foreign.code(), 404);
    assert_eq!(without_request_id(&foreign), without_request_id(&missing));
    for list in ["documents", "action-items"] {
        assert_eq!(
            office
                .read(&office.nora, &format!("/api/client/{list}"))
                .await
                .json()["items"],
            json!([])
        );
    }
    assert_eq!(office.test.get(&office.host, &path).await.code(), 401);
}

#[tokio::test]
async fn a_narrowed_membership_reads_documents_of_its_projects_only() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let path = client_path(&document);
    assert_eq!(office.read(&office.ben, &path).await.code(), 200);
    let project_id = office.app().ids.id();
    let now = office.app().clock.now();
    let write = office.app().db.write(&office.ada).await.unwrap();
    let narrow = scoped!(
        "update membership set narrowed = $4 where {client:membership} and membership_id = $5"
    );
    write
        .exec(narrow, params![true, office.ben.membership_id])
        .await
        .unwrap();
    let project = scoped!(
        "insert into project (provider_id, client_id, project_id, code, name, created_at)
         select c.provider_id, c.client_id, $4, 'P1', 'House', $5 from client c where {client:c} and c.client_id = $6"
    );
    write
        .exec(project, params![project_id, now, office.meyer_id])
        .await
        .unwrap();
    let cover = scoped!(
        "insert into membership_project (provider_id, membership_id, client_id, project_id)
         select m.provider_id, m.membership_id, m.client_id, $4 from membership m
         where {client:m} and m.membership_id = $5"
    );
    write
        .exec(cover, params![project_id, office.ben.membership_id])
        .await
        .unwrap();
    write.commit().await.unwrap();
    assert_eq!(office.read(&office.ben, &path).await.code(), 404);
    assert_eq!(
        office
            .read(&office.ben, "/api/client/documents")
            .await
            .json()["items"],
        json!([])
    );

    let body = json!({ "client_id": office.meyer_id, "type": "quote", "title": "House", "project_id": project_id,
                       "content": content() });
    let made = office
        .ada(Method::POST, "/api/admin/documents", Some(&body))
        .await;
    let house = super::publish(&office, made.json()["id"].as_str().unwrap()).await;
    assert_eq!(
        office.read(&office.ben, &client_path(&house)).await.code(),
        200
    );
    let listed = office
        .read(&office.ben, "/api/client/documents")
        .await
        .json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_org_is_never_shown_to_clients_and_reaches_the_response() {
    let office = Office::new().await;
    let (org_id, now) = (office.app().ids.id(), office.app().clock.now());
    let write = office.app().db.write(&office.ada).await.unwrap();
    let org = scoped!(
        "insert into org (provider_id, org_id, name, created_at)
         select p.provider_id, $4, 'North branch', $5 from provider p where {provider:p}"
    );
    write.exec(org, params![org_id, now]).await.unwrap();
    let member = scoped!(
        "insert into org_member (provider_id, org_id, staff_id)
         select o.provider_id, o.org_id, $5 from org o where {provider:o} and o.org_id = $4"
    );
    write
        .exec(member, params![org_id, office.ada.staff_id])
        .await
        .unwrap();
    write.commit().await.unwrap();

    let document = published(&office, "Kitchen", &content()).await;
    let path = client_path(&document);
    let body = json!({ "version_hash": document["version_hash"], "payment": "full",
                       "options": [{ "option_id": "small", "quantity": 1 }] });
    let answers = [
        office.read(&office.ben, &path).await,
        office
            .send(&office.ben, &format!("{path}/response"), "k1", &body)
            .await,
        office
            .read(&office.ben, &format!("{path}/confirmation"))
            .await,
        office.read(&office.ben, "/api/client/documents").await,
        office.read(&office.ben, "/api/client/decisions").await,
    ];
    for answer in answers {
        assert!(answer.status.is_success(), "{}", answer.text());
        assert!(
            !answer.text().contains(&org_id.to_string()) && !answer.text().contains("North branch")
        );
    }
    let read = office.app().db.read(&office.ada).await.unwrap();
    let carried: Option<crate::kit::id::Id> = read
        .one(
            scoped!("select r.org_id from response r where {project:r} and {org:r} and r.document_id = $4"),
            params![id_of(&document)],
        )
        .await
        .unwrap();
    assert_eq!(carried, Some(org_id));
}

#[tokio::test]
async fn staff_outside_an_org_do_not_find_its_document() {
    let office = Office::new().await;
    let (test, provider_id) = (&office.test, office.studio.provider_id);
    let inside_id = test
        .add_staff(provider_id, "Ina", "ina@studio.example", "admin")
        .await;
    test.add_staff(provider_id, "Otto", "otto@studio.example", "admin")
        .await;
    let document = published(&office, "Kitchen", &content()).await;
    let id = id_of(&document);
    let answered = office
        .send(
            &office.ben,
            &format!("{}/response", client_path(&document)),
            "k1",
            &json!({ "version_hash": document["version_hash"], "payment": "full",
                     "options": [{ "option_id": "small", "quantity": 1 }] }),
        )
        .await;
    assert!(answered.status.is_success(), "{}", answered.text());
    let other = published(&office, "Bath", &content()).await;
    backstage::give_to_org(office.app(), provider_id, "North branch", inside_id, id)
        .await
        .unwrap();
    let offered = json!({ "staff_second_factor": "offered" });
    let saved = office
        .ada(Method::PATCH, "/api/admin/settings/sign-in", Some(&offered))
        .await;
    assert_eq!(saved.code(), 200, "{}", saved.text());
    let (inside, outside) = (
        test.staff_signed_in("ina@studio.example").await,
        test.staff_signed_in("otto@studio.example").await,
    );
    let path = format!("/api/admin/documents/{id}");
    for (visitor, status, listed) in [(&inside, 200, 2), (&outside, 404, 1)] {
        let answer = visitor.get(STAFF, &path).await;
        assert_eq!(answer.code(), status, "{}", answer.text());
        let list = visitor.get(STAFF, "/api/admin/documents").await.json();
        assert_eq!(
            list["items"].as_array().map(Vec::len),
            Some(listed),
            "{list}"
        );
    }
    // The owner stands above orgs.
    let shown = office.ada(Method::GET, &path, None).await;
    assert_eq!(shown.code(), 200, "{}", shown.text());
    // What others may do is refused as if it were not there.
    let refused = outside
        .post(STAFF, &format!("{path}/withdrawal"), &json!({}))
        .await;
    assert_eq!(refused.code(), 404, "{}", refused.text());
    assert_eq!(
        outside
            .get(STAFF, &format!("/api/admin/documents/{}", id_of(&other)))
            .await
            .code(),
        200
    );
}
