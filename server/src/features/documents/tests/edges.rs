//! Edges: deposits of nothing and of the whole, methods left out, who signed where, pictures of others, what an org's
//! copies keep.

use http::Method;
use serde_json::{Value, json};

use super::{act, client_path, content, draft, id_of, publish, published};
use crate::{
    features::sign_in_settings::offer_to_staff,
    params, scoped,
    testing::{Answer, Office, Visitor, cast::STAFF},
};

/// Nothing to choose: 1,000.00 without tax.
fn plain(deposit: &Value) -> Value {
    json!({ "currency": "EUR", "deposit": deposit,
            "payment": { "asks": true, "offers": ["deposit", "full"] },
            "blocks": [{ "type": "line_items", "id": "l", "lines": [
                { "id": "one", "description": "One", "quantity_milli": 1_000, "unit_price_minor": 100_000,
                  "tax_category": "Z", "tax_rate": 0 }] }] })
}

async fn answer(office: &Office, document: &Value, body: &Value) -> Answer {
    let path = format!("{}/response", client_path(document));
    office.send(&office.ben, &path, "key", body).await
}

#[tokio::test]
async fn a_deposit_of_nothing_and_of_the_whole_is_taken_and_more_is_refused() {
    let office = Office::new().await;
    let percent = |rate: i64| json!({ "kind": "percent", "rate": rate, "due_in_days": 7 });
    let amount = |minor: i64| json!({ "kind": "amount", "amount_minor": minor, "due_in_days": 0 });
    for (deposit, due, day) in [
        (percent(0), 0, "2026-11-28"),
        (percent(33_333), 33_333, "2026-11-28"),
        (percent(100_000), 100_000, "2026-11-28"),
        (amount(0), 0, "2026-11-21"),
        (amount(100_000), 100_000, "2026-11-21"),
    ] {
        let document = published(&office, "Deposit", &plain(&deposit)).await;
        let body = json!({ "version_hash": document["version_hash"], "payment": "deposit" });
        let made = answer(&office, &document, &body).await;
        assert_eq!(made.code(), 201, "{deposit}: {}", made.text());
        let made = made.json();
        assert_eq!(
            (&made["amount_due_minor"], &made["due_date"]),
            (&json!(due), &json!(day)),
            "{deposit}"
        );
    }
    for deposit in [percent(100_001), percent(-1), amount(-1), amount(100_001)] {
        let body = json!({ "client_id": office.meyer_id, "type": "quote", "title": "Deposit", "content": plain(&deposit) });
        let made = office
            .ada(Method::POST, "/api/admin/documents", Some(&body))
            .await;
        let refused = match made.json()["id"].as_str() {
            Some(id) => act(&office, id, "publication", &json!({})).await,
            None => made,
        };
        assert_eq!(refused.code(), 422, "{deposit}: {}", refused.text());
        let field = refused.json()["errors"][0]["field"].clone();
        assert!(
            field.as_str().unwrap().starts_with("content.deposit"),
            "{deposit}: {field}"
        );
    }
}

#[tokio::test]
async fn a_method_that_a_document_leaves_out_is_neither_offered_nor_taken_nor_shown() {
    let office = Office::new().await;
    let mut ids = Vec::new();
    for name in ["Bank", "Other bank"] {
        let body = json!({ "section": "transfer", "name": name, "instructions": "" });
        let made = office
            .ada(Method::POST, "/api/admin/payment-methods", Some(&body))
            .await;
        assert_eq!(made.code(), 201, "{}", made.text());
        ids.push(made.json()["id"].clone());
    }
    let mut content = plain(&Value::Null);
    content["payment"]["offers"] = json!(["full"]);
    content["payment"]["excluded_method_ids"] = json!([ids[1]]);
    let document = published(&office, "One bank", &content).await;
    let shown = office
        .read(&office.ben, &client_path(&document))
        .await
        .json();
    assert_eq!(shown["payment_methods"].as_array().unwrap().len(), 1);
    assert_eq!(shown["payment_methods"][0]["name"], "Bank");
    let mut body = json!({ "version_hash": document["version_hash"], "payment_method_id": ids[1] });
    let refused = answer(&office, &document, &body).await;
    assert_eq!(refused.code(), 422, "{}", refused.text());
    assert_eq!(refused.json()["errors"][0]["field"], "payment_method_id");
    // Picking is never required.
    body["payment_method_id"] = Value::Null;
    let made = answer(&office, &document, &body).await;
    assert_eq!(made.code(), 201, "{}", made.text());
    assert!(!made.text().contains("Other bank"), "{}", made.text());
    assert!(made.text().contains("Bank"), "{}", made.text());
}

#[tokio::test]
async fn a_place_to_sign_says_who_answered_its_version_and_when() {
    let office = Office::new().await;
    let mut content = content();
    let sign =
        json!({ "type": "signature", "id": "sign", "label": "Place, date", "signer": "client" });
    content["blocks"].as_array_mut().unwrap().push(sign);
    let document = published(&office, "Kitchen", &content).await;
    let place = async || {
        let shown = office.read(&office.ben, &client_path(&document)).await;
        let blocks = shown.json()["content"]["blocks"].clone();
        blocks.as_array().unwrap().last().unwrap()["answered"].clone()
    };
    assert_eq!(place().await, Value::Null);
    let body = json!({ "version_hash": document["version_hash"], "payment": "full",
                       "options": [{ "option_id": "small", "quantity": 1 }] });
    let made = answer(&office, &document, &body).await;
    assert_eq!(made.code(), 201, "{}", made.text());
    let signed = place().await;
    assert_eq!(
        (&signed["by"], &signed["at"]),
        (&json!("Ben"), &json!("2026-11-21T09:30:00.000000Z"))
    );
    // What changes after that asks again, and nobody has signed it yet.
    let id = document["id"].as_str().unwrap();
    assert_eq!(act(&office, id, "revision", &json!({})).await.code(), 200);
    publish(&office, id).await;
    assert_eq!(place().await, Value::Null);
}

#[tokio::test]
async fn a_picture_is_seen_in_its_own_document_and_by_its_own_client_only() {
    let office = Office::new().await;
    let with_picture = draft(&office, "Kitchen", &content()).await;
    let image_id = office.app().ids.id();
    let write = office.app().db.write(&office.ada).await.unwrap();
    let add = scoped!(
        "insert into document_image (provider_id, document_id, image_id, client_id, sha256, media_type, width, height,
                size_bytes, content, created_by, created_at)
         select d.provider_id, d.document_id, $5, d.client_id, $6, 'image/png', 1, 1, 3, $7, d.author_staff_id, $8
         from document d where {project:d} and {org:d} and d.document_id = $4"
    );
    let document_id: crate::kit::id::Id = with_picture.parse().unwrap();
    let sha256 = "a".repeat(64);
    let now = office.app().clock.now();
    let values = params![document_id, image_id, &sha256, &b"png"[..], now];
    write.exec(add, values).await.unwrap();
    write.commit().await.unwrap();
    let block = |image: &Value| {
        let mut content = content();
        let block = json!({ "type": "images", "id": "pics", "layout": "wide", "images": [
            { "image_id": image, "sha256": sha256, "alt": "The kitchen" }] });
        content["blocks"].as_array_mut().unwrap().push(block);
        content
    };
    let body =
        json!({ "draft_revision": 1, "title": "Kitchen", "content": block(&json!(image_id)) });
    let path = format!("/api/admin/documents/{with_picture}/draft");
    let saved = office.ada(Method::PUT, &path, Some(&body)).await;
    assert_eq!(saved.code(), 200, "{}", saved.text());
    let document = publish(&office, &with_picture).await;
    let other = published(&office, "Bath", &content()).await;

    let at = |document: &Value| format!("{}/images/{image_id}", client_path(document));
    let seen = office.read(&office.ben, &at(&document)).await;
    assert_eq!(seen.code(), 200, "{}", seen.text());
    for (who, path) in [
        (&office.ben, at(&other)),
        (&office.nora, at(&document)),
        (&office.nora, at(&other)),
    ] {
        let answer = office.read(who, &path).await;
        assert_eq!(answer.code(), 404, "{path}: {}", answer.text());
    }
    // A version of another document can't take it in.
    let stolen = draft(&office, "Stolen", &block(&json!(image_id))).await;
    let refused = act(&office, &stolen, "publication", &json!({})).await;
    assert_eq!(refused.code(), 422, "{}", refused.text());
    assert_eq!(refused.json()["errors"][0]["code"], "unknown_image");
    let of_another = format!("/api/admin/documents/{stolen}/images/{image_id}");
    assert_eq!(office.ada(Method::GET, &of_another, None).await.code(), 404);
}

async fn colleague<'a>(office: &'a Office, name: &str) -> Visitor<'a> {
    let provider_id = office.studio.provider_id;
    offer_to_staff(office.app(), provider_id).await.unwrap();
    let email = format!("{}@studio.example", name.to_lowercase());
    office
        .test
        .add_staff(provider_id, name, &email, "lead")
        .await;
    office.test.staff_signed_in(&email).await
}

/// P7: whatever is made of an org's work is that org's.
#[tokio::test]
async fn copies_templates_and_approvals_of_an_orgs_work_stay_in_the_org() {
    let office = Office::new().await;
    office
        .test
        .tamper("update document_type set requires_approval = 1 = 1 where type_key = 'quote'")
        .await;
    let id = draft(&office, "Canary of the north", &content()).await;
    let document_id = id.parse().unwrap();
    let provider_id = office.studio.provider_id;
    let owner_id = office.studio.owner_id;
    crate::testing::backstage::give_to_org(
        office.app(),
        provider_id,
        "North",
        owner_id,
        document_id,
    )
    .await
    .unwrap();
    let copied = act(&office, &id, "duplication", &json!({})).await;
    assert_eq!(copied.code(), 201, "{}", copied.text());
    let elsewhere = json!({ "client_id": office.nora.client_id });
    let elsewhere = act(&office, &id, "duplication", &elsewhere).await.json();
    let body = json!({ "document_id": id, "name": "Canary template" });
    let template = office
        .ada(Method::POST, "/api/admin/document-templates", Some(&body))
        .await;
    assert_eq!(template.code(), 201, "{}", template.text());
    let submitted = act(&office, &id, "submission", &json!({})).await;
    assert_eq!(submitted.code(), 200, "{}", submitted.text());

    let read = office.app().db.read(&office.ada).await.unwrap();
    let orgs = scoped!(
        "select d.org_id from document d where {project:d} and {org:d} and d.document_id = $4"
    );
    let of_original: Option<crate::kit::id::Id> =
        read.one(orgs, params![document_id]).await.unwrap();
    assert!(of_original.is_some());
    for copy in [&copied.json(), &elsewhere] {
        let of_copy: Option<crate::kit::id::Id> =
            read.one(orgs, params![id_of(copy)]).await.unwrap();
        assert_eq!(of_copy, of_original);
    }
    drop(read);

    let lea = colleague(&office, "Lea").await;
    for path in [
        "/api/admin/documents?limit=100",
        "/api/admin/documents?q=canary",
        "/api/admin/documents?status=pending",
        "/api/admin/documents?waits_for_me=true",
        "/api/admin/document-templates",
        "/api/admin/search?q=canary",
        "/api/admin/action-items",
    ] {
        let answer = lea.get(STAFF, path).await;
        assert_eq!(answer.code(), 200, "{path}: {}", answer.text());
        assert_eq!(answer.json()["items"], json!([]), "{path}");
        let owners = office.ada(Method::GET, path, None).await;
        let is_empty = owners.json()["items"] == json!([]);
        // Nothing was asked of the client, and four eyes are not asked for.
        assert_eq!(
            is_empty,
            path.ends_with("action-items"),
            "{path}: {}",
            owners.text()
        );
    }
    for copy in [&id, copied.json()["id"].as_str().unwrap()] {
        let path = format!("/api/admin/documents/{copy}");
        assert_eq!(lea.get(STAFF, &path).await.code(), 404);
        for act in ["approval", "rejection", "duplication", "publication"] {
            let body = json!({ "draft_revision": 1, "reason": "No" });
            let body = match act {
                "approval" => json!({ "draft_revision": 1 }),
                "rejection" => body,
                _ => json!({}),
            };
            let answer = lea.post(STAFF, &format!("{path}/{act}"), &body).await;
            assert_eq!(answer.code(), 404, "{act}: {}", answer.text());
        }
    }
    let begun = json!({ "client_id": office.meyer_id, "title": "Mine", "template_id": template.json()["id"] });
    let refused = lea.post(STAFF, "/api/admin/documents", &begun).await;
    assert_eq!(refused.code(), 422, "{}", refused.text());
    assert_eq!(refused.json()["errors"][0]["code"], "unknown_template");
}
