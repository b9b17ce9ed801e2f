//! Orgs through HTTP: who makes them, whom work belongs to, who sees it, and that clients never do.

use http::Method;
use serde_json::{Value, json};

use crate::{
    db::{Because, params, system},
    features::documents::content::Block,
    kit::id::Id,
    scope::Job,
    scoped,
    testing::{
        Answer, Office, START, TestApp, Visitor,
        cast::{Cast, STAFF},
    },
};

const ORGS: &str = "/api/admin/orgs";
const NAME: &str = "canary-northern-branch";

/// The cast's provider as a business.
async fn business() -> (TestApp, Cast) {
    let (test, cast) = TestApp::with_cast().await;
    make_business(&test, cast.provider_id).await;
    let job = Job::of(cast.provider_id);
    let write = test.app.db.write(&job).await.unwrap();
    let quote = scoped!(
        "insert into document_type (provider_id, type_key, title, form, series, requires_approval, allowed_actions,
                allowed_blocks, watermark, built_in, switched_on, created_at)
         select p.provider_id, 'quote', 'Quote', 'composed', 'Q', $4, $5, $7, $4, $8, $8, $6 from provider p where {provider:p}"
    );
    write
        .exec(
            quote,
            params![false, &json!(["choose"]), START, &json!(Block::KINDS), true],
        )
        .await
        .unwrap();
    write.commit().await.unwrap();
    (test, cast)
}

async fn make_business(test: &TestApp, provider_id: Id) {
    let write = test
        .app
        .db
        .system(Because::Provision)
        .write()
        .await
        .unwrap();
    let change = system!("update provider set kind = 'business' where provider_id = $1");
    write.exec(change, params![provider_id]).await.unwrap();
    write.commit().await.unwrap();
}

#[tokio::test]
async fn an_org_that_is_sent_twice_with_one_key_is_made_once() {
    let (test, _) = business().await;
    let owner = test.as_olga().await.with_header("idempotency-key", "one");
    let first = make_org(&owner, "North", &[]).await;
    assert_eq!(make_org(&owner, "North", &[]).await, first);
    let body = json!({ "name": "South" });
    let reused = owner.post(STAFF, ORGS, &body).await;
    assert_eq!(reused.json()["code"], "idempotency_key_reused");
    assert_ne!(make_org(&test.as_olga().await, "North", &[]).await, first);
}

async fn make_org(owner: &Visitor<'_>, name: &str, members: &[Id]) -> String {
    let made = owner.post(STAFF, ORGS, &json!({ "name": name })).await;
    assert_eq!(made.code(), 201, "{}", made.text());
    let org_id = made.json()["id"].as_str().unwrap().to_owned();
    for member in members {
        let path = format!("{ORGS}/{org_id}/members/{member}");
        assert_eq!(
            owner.send(Method::PUT, STAFF, &path, None).await.code(),
            204
        );
    }
    org_id
}

async fn act_for(visitor: &Visitor<'_>, org_id: Value) -> Answer {
    visitor
        .send(
            Method::PUT,
            STAFF,
            "/api/admin/session",
            Some(&json!({ "org_id": org_id })),
        )
        .await
}

async fn acting(visitor: &Visitor<'_>) -> Value {
    visitor.get(STAFF, "/api/admin/session").await.json()["acting_org_id"].clone()
}

/// A draft by these staff; where it is.
async fn draft(visitor: &Visitor<'_>, client_id: Id) -> String {
    let body = json!({ "client_id": client_id, "type": "quote", "title": "Roof" });
    let made = visitor.post(STAFF, "/api/admin/documents", &body).await;
    assert_eq!(made.code(), 201, "{}", made.text());
    format!(
        "/api/admin/documents/{}",
        made.json()["id"].as_str().unwrap()
    )
}

#[tokio::test]
async fn a_session_acts_for_its_only_org_until_another_choice_is_made() {
    let (test, cast) = business().await;
    let leo_id = test
        .add_staff(cast.provider_id, "Leo", "leo@studio.example", "lead")
        .await;
    let (olga, leo) = (
        test.as_olga().await,
        test.staff_signed_in("leo@studio.example").await,
    );
    assert_eq!(acting(&leo).await, Value::Null);
    let north = make_org(&olga, "North", &[leo_id]).await;
    assert_eq!(acting(&leo).await, json!(north), "the only one there is");
    let south = make_org(&olga, "South", &[leo_id]).await;
    assert_eq!(
        acting(&leo).await,
        Value::Null,
        "of several none until one is chosen"
    );
    let orgs = leo.get(STAFF, "/api/admin/session").await.json()["orgs"].clone();
    assert_eq!(
        orgs,
        json!([{ "id": north, "name": "North" }, { "id": south, "name": "South" }])
    );

    assert_eq!(
        act_for(&leo, json!(south)).await.json(),
        json!({ "org_id": south })
    );
    assert_eq!(acting(&leo).await, json!(south));
    let again = test.staff_signed_in("leo@studio.example").await;
    assert_eq!(
        acting(&again).await,
        Value::Null,
        "the choice is the session's own"
    );
    assert_eq!(act_for(&leo, Value::Null).await.code(), 200);
    let path = format!("{ORGS}/{south}/members/{leo_id}");
    assert_eq!(
        olga.send(Method::DELETE, STAFF, &path, None).await.code(),
        204
    );
    assert_eq!(
        acting(&leo).await,
        Value::Null,
        "none was chosen, and that stays"
    );
    assert_eq!(
        act_for(&leo, json!(south)).await.code(),
        404,
        "no longer one of theirs"
    );
    assert_eq!(
        act_for(&olga, json!(north)).await.code(),
        404,
        "nor is it the owner's"
    );
    assert_eq!(acting(&again).await, json!(north));
}

#[tokio::test]
async fn staff_outside_an_org_do_not_see_its_work_and_owners_do() {
    let (test, cast) = business().await;
    let leo_id = test
        .add_staff(cast.provider_id, "Leo", "leo@studio.example", "lead")
        .await;
    let mia_id = test
        .add_staff(cast.provider_id, "Mia", "mia@studio.example", "lead")
        .await;
    test.add_staff(cast.provider_id, "Adam", "adam@studio.example", "admin")
        .await;
    let olga = test.as_olga().await;
    let leo = test.staff_signed_in("leo@studio.example").await;
    let mia = test.staff_signed_in("mia@studio.example").await;
    let adam = test.staff_signed_in("adam@studio.example").await;
    let north = make_org(&olga, "North", &[leo_id, mia_id]).await;
    make_org(&olga, "South", &[leo_id]).await;

    let of_nobody = draft(&leo, cast.client_id).await;
    act_for(&leo, json!(north)).await;
    let of_north = draft(&leo, cast.client_id).await;
    for (who, sees) in [(&olga, 200), (&leo, 200), (&mia, 200), (&adam, 404)] {
        assert_eq!(who.get(STAFF, &of_nobody).await.code(), 200);
        assert_eq!(who.get(STAFF, &of_north).await.code(), sees);
    }
    let listed = adam.get(STAFF, "/api/admin/documents").await.json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    assert_eq!(
        adam.send(Method::DELETE, STAFF, &of_north, None)
            .await
            .code(),
        404
    );
    let path = format!("{ORGS}/{north}/members/{mia_id}");
    olga.send(Method::DELETE, STAFF, &path, None).await;
    assert_eq!(
        mia.get(STAFF, &of_north).await.code(),
        404,
        "out of the org, out of its work"
    );
}

#[tokio::test]
async fn owners_and_admins_of_a_business_keep_orgs() {
    let (test, cast) = TestApp::with_cast().await;
    let leo_id = test
        .add_staff(cast.provider_id, "Leo", "leo@studio.example", "lead")
        .await;
    let (olga, leo) = (
        test.as_olga().await,
        test.staff_signed_in("leo@studio.example").await,
    );
    let refused = olga.post(STAFF, ORGS, &json!({ "name": "North" })).await;
    assert_eq!(
        (refused.code(), &refused.json()["code"]),
        (409, &json!("not_a_business"))
    );
    make_business(&test, cast.provider_id).await;
    assert_eq!(
        olga.post(STAFF, ORGS, &json!({ "name": " " })).await.code(),
        422
    );
    let north = make_org(&olga, "North", &[leo_id]).await;
    let path = format!("{ORGS}/{north}");
    let renamed = olga
        .send(
            Method::PATCH,
            STAFF,
            &path,
            Some(&json!({ "name": " Far North " })),
        )
        .await;
    assert_eq!(renamed.code(), 204);
    let listed = olga.get(STAFF, ORGS).await.json();
    assert_eq!(
        listed["items"],
        json!([{ "id": north, "name": "Far North", "members": [{ "id": leo_id, "name": "Leo" }] }])
    );
    assert_eq!(listed["staff"].as_array().unwrap().len(), 2);
    let nobody = Id::from_bytes([9; 16]);
    for path in [
        format!("{ORGS}/{nobody}/members/{leo_id}"),
        format!("{ORGS}/{north}/members/{nobody}"),
    ] {
        assert_eq!(olga.send(Method::PUT, STAFF, &path, None).await.code(), 404);
        assert_eq!(
            olga.send(Method::DELETE, STAFF, &path, None).await.code(),
            404
        );
    }
    assert_eq!(leo.get(STAFF, ORGS).await.code(), 403);
    assert_eq!(
        leo.post(STAFF, ORGS, &json!({ "name": "Leo's" }))
            .await
            .code(),
        403
    );
    let audit = olga
        .get(STAFF, "/api/admin/audit?act=org_member_added")
        .await
        .json();
    assert_eq!(audit["items"][0]["detail"], json!({ "staff_id": leo_id }));
}

/// Everything a client gets of work done for an org is looked through: answers, messages, pages.
#[tokio::test]
async fn no_answer_and_no_message_to_a_client_names_an_org() {
    let office = Office::new().await;
    make_business(&office.test, office.studio.provider_id).await;
    let made = office
        .ada(Method::POST, ORGS, Some(&json!({ "name": NAME })))
        .await;
    let org_id = made.json()["id"].as_str().unwrap().to_owned();
    let path = format!("{ORGS}/{org_id}/members/{}", office.ada.staff_id);
    assert_eq!(office.ada(Method::PUT, &path, None).await.code(), 204);

    let content = json!({
        "currency": "EUR", "intro": "Hello",
        "blocks": [{ "type": "line_items", "id": "l", "title": "Work", "lines": [
            { "id": "a", "description": "Roof", "quantity_milli": 1000, "unit_price_minor": 10000, "unit": null,
              "tax_category": "S", "tax_rate": 19000 }] }],
        "valid_until": null, "deposit": null,
        "payment": { "asks": true, "offers": ["full"], "excluded_method_ids": [] }, "next_steps": null
    });
    let body = json!({ "client_id": office.meyer_id, "type": "quote", "title": "Roof", "content": content });
    let draft = office
        .ada(Method::POST, "/api/admin/documents", Some(&body))
        .await;
    let id = draft.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/api/admin/documents/{id}/publication");
    let published = office
        .ada(Method::POST, &path, Some(&json!({})))
        .await
        .json();
    let delivery = json!({ "contact_id": office.ben.contact_id, "channel": "email" });
    let path = format!("/api/admin/documents/{id}/delivery");
    let sent = office.ada(Method::POST, &path, Some(&delivery)).await;
    assert!([201, 422].contains(&sent.code()), "{}", sent.text());
    let by_sms = json!({ "contact_id": office.ben.contact_id, "channel": "sms" });
    assert_eq!(
        office.ada(Method::POST, &path, Some(&by_sms)).await.code(),
        201
    );

    let path = format!(
        "/api/client/documents/{}/{}",
        published["year"],
        published["slug"].as_str().unwrap()
    );
    let shown = office.read(&office.ben, &path).await;
    let answer =
        json!({ "version_hash": shown.json()["version_hash"], "options": [], "payment": "full" });
    let mut seen = vec![shown.text()];
    seen.push(
        office
            .send(&office.ben, &format!("{path}/response"), "k", &answer)
            .await
            .text(),
    );
    for path in [
        &path,
        &format!("{path}/confirmation"),
        "/api/client/session",
        "/api/client/documents",
        "/api/client/decisions",
        "/api/client/action-items",
        "/api/client/portal",
        "/privacy",
        "/manifest.webmanifest",
    ] {
        let answer = office.read(&office.ben, path).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.text());
        seen.push(answer.text());
    }
    let job = Job::of(office.studio.provider_id);
    let read = office.app().db.read(&job).await.unwrap();
    let all = scoped!(
        "select coalesce(m.subject, '') || m.kept_text || coalesce(m.secret_text, '') || coalesce(m.secret_html, '')
         from outbox_message m where {provider:m} and m.contact_id is not null"
    );
    let messages: Vec<String> = read.list(all, params![]).await.unwrap();
    assert!(!messages.is_empty());
    seen.extend(messages);
    for text in seen {
        assert!(
            !text.contains(NAME) && !text.contains(&org_id) && !text.contains("org_id"),
            "{text}"
        );
    }
    let carried = office
        .ada(Method::GET, &format!("/api/admin/documents/{id}"), None)
        .await;
    assert_eq!(carried.code(), 200);
}
