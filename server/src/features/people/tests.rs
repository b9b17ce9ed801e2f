//! People, through HTTP.

use http::Method;
use serde_json::{Value, json};

use crate::testing::{
    Office, TestApp, Visitor, backstage,
    cast::{self, STAFF, STUDIO},
};

async fn send(who: &Visitor<'_>, method: Method, path: &str, body: Value) -> (u16, Value) {
    let answer = who.send(method, STAFF, path, Some(&body)).await;
    (answer.code(), answer.json())
}

fn fields(problem: &Value) -> Vec<(String, String)> {
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    errors
        .iter()
        .map(|e| {
            (
                e["field"].as_str().unwrap_or("").into(),
                e["code"].as_str().unwrap_or("").into(),
            )
        })
        .collect()
}

#[tokio::test]
async fn staff_add_a_client_and_its_contact_and_find_them_again() {
    let (test, _) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let (status, client) = send(
        &olga,
        Method::POST,
        "/api/admin/clients",
        json!({ "name": "  Harbour House " }),
    )
    .await;
    assert_eq!(
        (status, &client["name"], &client["status"]),
        (201, &json!("Harbour House"), &json!("prospect"))
    );
    assert_eq!(client["portal_enabled"], false);
    let body = json!({ "client_id": client["id"], "name": "Bo", "email": "Bo@Harbour.Example", "phone": "0170 1234567", "role": "executive" });
    let (status, contact) = send(&olga, Method::POST, "/api/admin/contacts", body).await;
    assert_eq!(status, 201, "{contact}");
    assert_eq!(
        (&contact["email"], &contact["phone"]),
        (&json!("bo@harbour.example"), &json!("+491701234567"))
    );
    assert_eq!(contact["state"], "invited");
    let path = format!("/api/admin/clients/{}", client["id"].as_str().unwrap());
    let shown = olga.get(STAFF, &path).await.json();
    assert_eq!(shown["contacts"][0]["name"], "Bo");
    let found = olga.get(STAFF, "/api/admin/clients?q=harb").await.json();
    assert_eq!(found["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (
            &found["items"][0]["contacts_count"],
            &found["items"][0]["documents_count"]
        ),
        (&json!(1), &json!(0))
    );
    assert_eq!(
        olga.get(STAFF, "/api/admin/clients?q=arbour").await.json()["items"],
        json!([])
    );
}

#[tokio::test]
async fn bad_input_is_refused_by_field_and_nothing_is_kept() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    for (body, field, code) in [
        (json!({ "name": " " }), "name", "required"),
        (json!({ "name": "x".repeat(201) }), "name", "invalid"),
        (
            json!({ "name": "A", "currency": "EURO" }),
            "currency",
            "unknown",
        ),
        (json!({ "name": "A", "colour": "red" }), "colour", "unknown"),
    ] {
        let (status, problem) = send(&olga, Method::POST, "/api/admin/clients", body.clone()).await;
        assert_eq!(
            (status, fields(&problem)),
            (422, vec![(field.into(), code.into())]),
            "{body}"
        );
    }
    let contact = |extra: Value| {
        let mut body = json!({ "client_id": cast.client_id, "name": "Cy", "role": "viewer" });
        body.as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        body
    };
    for (body, field) in [
        (contact(json!({})), "email"),
        (contact(json!({ "email": "not an address" })), "email"),
        (contact(json!({ "phone": "12" })), "phone"),
        (
            contact(json!({ "email": "cy@acme.example", "client_id": cast.provider_id })),
            "client_id",
        ),
    ] {
        let (status, problem) =
            send(&olga, Method::POST, "/api/admin/contacts", body.clone()).await;
        assert_eq!(
            (status, fields(&problem)[0].0.as_str()),
            (422, field),
            "{body}"
        );
    }
    let taken = contact(json!({ "email": cast::ADA_EMAIL }));
    let (status, problem) = send(&olga, Method::POST, "/api/admin/contacts", taken).await;
    assert_eq!(
        (status, &problem["code"], &problem["field"]),
        (409, &json!("address_taken"), &json!("email"))
    );
    assert_eq!(problem["contact_id"], json!(cast.ada_id));
    assert_eq!(
        olga.get(STAFF, "/api/admin/clients").await.json()["items"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

#[tokio::test]
async fn who_is_switched_off_or_loses_its_client_is_out_at_once() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let client = format!("/api/admin/clients/{}", cast.client_id);
    let contact = format!("/api/admin/contacts/{}", cast.ada_id);
    let back = [
        (
            &client,
            json!({ "portal_enabled": true, "status": "active" }),
        ),
        (&contact, json!({ "state": "active" })),
    ];
    for (path, off) in [
        (&contact, json!({ "state": "off" })),
        (&client, json!({ "portal_enabled": false })),
        (&client, json!({ "status": "inactive" })),
    ] {
        let ada = test.as_ada(&cast).await;
        assert_eq!(ada.get(STUDIO, "/api/client/session").await.code(), 200);
        let (status, _) = send(&olga, Method::PATCH, path, off.clone()).await;
        assert!(status < 300, "{off}");
        assert_eq!(
            ada.get(STUDIO, "/api/client/session").await.code(),
            401,
            "{off}"
        );
        for (path, on) in &back {
            send(&olga, Method::PATCH, path, on.clone()).await;
        }
        assert_eq!(
            ada.get(STUDIO, "/api/client/session").await.code(),
            401,
            "{off}: an ended session stays ended"
        );
        test.clock.advance(std::time::Duration::from_secs(700));
    }
}

#[tokio::test]
async fn a_contact_changes_field_by_field_and_its_permissions_one_by_one() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let shown = async || {
        let client = format!("/api/admin/clients/{}", cast.client_id);
        let client = olga.get(STAFF, &client).await.json();
        let contacts = client["contacts"].as_array().unwrap().clone();
        let ada = contacts
            .into_iter()
            .find(|row| row["id"] == json!(cast.ada_id));
        ada.unwrap()
    };
    let before = shown().await;
    let contact = format!("/api/admin/contacts/{}", cast.ada_id);
    let changes = json!({ "name": "Ada L.", "phone": "0170 7654321", "language": "de" });
    assert_eq!(send(&olga, Method::PATCH, &contact, changes).await.0, 204);
    let after = shown().await;
    assert_eq!(
        (&after["name"], &after["phone"], &after["language"]),
        (&json!("Ada L."), &json!("+491707654321"), &json!("de"))
    );
    assert_eq!(after["email"], before["email"], "what is left out stays");
    let as_provider = json!({ "language": "" });
    assert_eq!(
        send(&olga, Method::PATCH, &contact, as_provider).await.0,
        204
    );
    assert_eq!(shown().await["language"], Value::Null);

    let table = olga.get(STAFF, "/api/admin/roles").await.json();
    let viewer = table["roles"].as_array().unwrap();
    let viewer = viewer.iter().find(|row| row["role"] == "viewer").unwrap();
    assert_eq!(
        viewer["permissions"],
        json!(["read_projects", "acknowledge"])
    );
    let membership = format!(
        "/api/admin/memberships/{}",
        before["membership_id"].as_str().unwrap()
    );
    let single = json!({ "role": "viewer", "added_permissions": ["see_money"], "removed_permissions": ["acknowledge"] });
    let (status, row) = send(&olga, Method::PATCH, &membership, single).await;
    assert_eq!(status, 200, "{row}");
    assert_eq!(row["permissions"], json!(["read_projects", "see_money"]));
    assert_eq!(shown().await["permissions"], row["permissions"]);
}

#[tokio::test]
async fn a_member_may_read_people_but_not_keep_them() {
    let (test, cast) = TestApp::with_cast().await;
    test.add_staff(cast.provider_id, "Max", "max@studio.example", "member")
        .await;
    let max = test.staff_signed_in("max@studio.example").await;
    assert_eq!(max.get(STAFF, "/api/admin/clients").await.code(), 200);
    let (status, problem) = send(
        &max,
        Method::POST,
        "/api/admin/clients",
        json!({ "name": "A" }),
    )
    .await;
    assert_eq!(
        (status, &problem["code"]),
        (403, &json!("permission_missing"))
    );
    assert_eq!(max.get(STAFF, "/api/admin/audit").await.code(), 403);
}

#[tokio::test]
async fn every_act_on_people_is_in_the_audit_with_who_and_from_where() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    send(
        &olga,
        Method::POST,
        "/api/admin/clients",
        json!({ "name": "Harbour House" }),
    )
    .await;
    let audit = olga
        .get(STAFF, "/api/admin/audit?act=client_created")
        .await
        .json();
    let entry = &audit["items"][0];
    assert_eq!(
        (&entry["actor"]["name"], &entry["actor"]["id"]),
        (&json!("Olga"), &json!(cast.owner_id))
    );
    assert_eq!(
        (&entry["outcome"], &entry["ip"]),
        (&json!("done"), &json!("203.0.113.7"))
    );
    let all = olga.get(STAFF, "/api/admin/audit?limit=1").await.json();
    assert_eq!(all["items"].as_array().map(Vec::len), Some(1));
    let next = format!(
        "/api/admin/audit?limit=1&cursor={}",
        all["next_cursor"].as_str().unwrap()
    );
    let older = olga.get(STAFF, &next).await.json();
    assert!(older["items"][0]["sequence"].as_i64() < all["items"][0]["sequence"].as_i64());
}

#[tokio::test]
async fn limited_staff_learn_nothing_of_clients_they_do_not_see() {
    let (test, cast) = TestApp::with_cast().await;
    let hidden_id = test.add_client(cast.provider_id, "Hidden").await;
    let lead_id = test
        .add_staff(cast.provider_id, "Lea", "lea@studio.example", "lead")
        .await;
    backstage::limit_staff(&test.app, cast.provider_id, lead_id, &[cast.client_id])
        .await
        .unwrap();
    let olga = test.as_olga().await;
    let body = json!({ "client_id": hidden_id, "name": "Hal", "email": "hal@hidden.example", "role": "viewer" });
    let (status, hal) = send(&olga, Method::POST, "/api/admin/contacts", body).await;
    assert_eq!(status, 201, "{hal}");
    let lea = test.staff_signed_in("lea@studio.example").await;

    // An address is taken, but not by whom; one who may know is told.
    let body = json!({ "client_id": cast.client_id, "name": "Other", "email": "hal@hidden.example", "role": "viewer" });
    let (status, refused) = send(&lea, Method::POST, "/api/admin/contacts", body.clone()).await;
    assert_eq!((status, &refused["code"]), (409, &json!("address_taken")));
    assert!(refused.get("contact_id").is_none(), "{refused}");
    let (_, refused) = send(&olga, Method::POST, "/api/admin/contacts", body).await;
    assert_eq!(refused["contact_id"], hal["id"]);

    // The last membership that limited staff see is the last, whether there is a hidden one or not.
    let path = format!("/api/admin/memberships/{}", cast.ada_membership_id);
    let (alone_status, mut alone) = send(&lea, Method::DELETE, &path, json!({})).await;
    let body = json!({ "client_id": hidden_id, "contact_id": cast.ada_id, "role": "viewer" });
    let (status, more) = send(&olga, Method::POST, "/api/admin/memberships", body).await;
    assert_eq!(status, 201, "{more}");
    let (both_status, mut both) = send(&lea, Method::DELETE, &path, json!({})).await;
    for answer in [&mut alone, &mut both] {
        answer.as_object_mut().unwrap().remove("request_id");
    }
    assert_eq!(
        (alone_status, &alone["code"]),
        (409, &json!("last_membership"))
    );
    assert_eq!((both_status, both), (alone_status, alone));
    assert_eq!(send(&olga, Method::DELETE, &path, json!({})).await.0, 204);
}

#[tokio::test]
async fn what_is_sent_twice_with_one_key_is_made_once() {
    let office = Office::new().await;
    let signed_in = || {
        let cookie = office.ada.session_id.to_string();
        office
            .test
            .visitor()
            .with_cookie("__Host-portico-staff", &cookie)
    };
    let (ada, keyed) = (
        signed_in(),
        signed_in().with_header("idempotency-key", "first"),
    );
    let contact = json!({ "client_id": office.meyer_id, "name": "Cy", "role": "viewer", "email": "cy@acme.example" });
    let draft = json!({ "client_id": office.meyer_id, "type": "quote", "title": "Once" });
    let method = json!({ "section": "transfer", "name": "Once", "instructions": "" });
    let account = json!({ "name": "Once", "email": "once@studio.example", "role": "member" });
    let domain = json!({ "address": "https://once.example" });
    for (path, body, changed) in [
        ("/api/admin/clients", json!({ "name": "Once" }), "name"),
        ("/api/admin/contacts", contact, "name"),
        ("/api/admin/documents", draft, "title"),
        ("/api/admin/payment-methods", method, "name"),
        ("/api/admin/staff", account, "name"),
        ("/api/admin/brand-domains", domain, "address"),
    ] {
        let first = send(&keyed, Method::POST, path, body.clone()).await;
        assert_eq!(first.0, 201, "{path}: {}", first.1);
        let again = send(&keyed, Method::POST, path, body.clone()).await;
        assert_eq!(again, first, "{path}");
        let mut other = body.clone();
        let is_address = changed == "address";
        other[changed] = json!(if is_address {
            "https://another.example"
        } else {
            "Another"
        });
        let (status, problem) = send(&keyed, Method::POST, path, other).await;
        let reused = (422, json!("idempotency_key_reused"));
        assert_eq!((status, problem["code"].clone()), reused, "{path}");
        let (status, second) = send(&ada, Method::POST, path, body).await;
        let is_unique = ["contacts", "staff", "brand-domains"]
            .iter()
            .any(|kind| path.ends_with(kind));
        assert_eq!(status, if is_unique { 409 } else { 201 }, "{path}");
        assert_ne!(
            second["id"], first.1["id"],
            "{path}: without a key it is another act"
        );
    }
}
