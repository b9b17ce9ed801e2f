//! Keys through HTTP.

use http::Method;
use serde_json::json;

use crate::{
    params,
    scope::Job,
    scoped,
    testing::{TestApp, cast::STAFF},
};

const KEYS: &str = "/api/admin/api-keys";

#[tokio::test]
async fn a_key_is_shown_once_kept_as_a_hash_and_revoked_at_once() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let made = olga
        .post(
            STAFF,
            KEYS,
            &json!({ "name": " Office Mac ", "scope": "sms" }),
        )
        .await;
    assert_eq!(made.code(), 201, "{}", made.text());
    let made = made.json();
    let key = made["key"].as_str().unwrap();
    assert!(key.starts_with("portico_sms_") && key.len() > 50, "{key}");
    let list = olga.get(STAFF, KEYS).await;
    assert!(!list.text().contains(key));
    let row = &list.json()["items"][0];
    assert_eq!(
        (&row["name"], &row["created_by"]),
        (&json!("Office Mac"), &json!("Olga"))
    );
    assert_eq!(
        (&row["last_used_at"], &row["revoked_at"]),
        (&json!(null), &json!(null))
    );
    let job = Job::of(cast.provider_id);
    let read = test.app.db.read(&job).await.unwrap();
    let hash = scoped!("select k.key_hash from api_key k where {provider:k}");
    let stored: Vec<u8> = read.one(hash, params![]).await.unwrap();
    assert_eq!(stored, crate::kit::id::sha256(key.as_bytes()));
    drop(read);

    let device = test
        .visitor()
        .with_header("authorization", &format!("Bearer {key}"));
    assert_eq!(
        device.get(STAFF, "/api/device/sms").await.json(),
        json!({ "items": [] })
    );
    let other_case = test
        .visitor()
        .with_header("authorization", &format!("bearer {key}"));
    assert_eq!(other_case.get(STAFF, "/api/device/sms").await.code(), 200);
    let used = &olga.get(STAFF, KEYS).await.json()["items"][0]["last_used_at"].clone();
    assert_eq!(*used, json!("2026-11-21T09:30:00.000000Z"));
    let path = format!("{KEYS}/{}", made["id"].as_str().unwrap());
    assert_eq!(
        olga.send(Method::DELETE, STAFF, &path, None).await.code(),
        204
    );
    for _ in 0..3 {
        assert_eq!(device.get(STAFF, "/api/device/sms").await.code(), 401);
    }
    let path = "/api/admin/audit?act=api_key_used";
    let refused = olga.get(STAFF, path).await.json();
    assert_eq!(refused["items"].as_array().map(Vec::len), Some(1));
    let refused = &refused["items"][0];
    assert_eq!(
        (
            &refused["outcome"],
            &refused["actor"]["id"],
            &refused["detail"]["reason"]
        ),
        (&json!("refused"), &made["id"], &json!("revoked"))
    );
    assert_eq!(
        device.get(STAFF, KEYS).await.code(),
        401,
        "a key opens nothing else"
    );
    let audit = olga.get(STAFF, "/api/admin/audit").await.text();
    for act in ["api_key_created", "api_key_revoked"] {
        assert!(audit.contains(act) && !audit.contains(key), "{audit}");
    }
}

#[tokio::test]
async fn only_owners_and_admins_have_to_do_with_keys() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let wanted = json!({ "name": "Mac", "scope": "sms" });
    let made = olga.post(STAFF, KEYS, &wanted).await.json();
    test.add_staff(cast.provider_id, "Lea", "lea@studio.example", "lead")
        .await;
    let lead = test.staff_signed_in("lea@studio.example").await;
    let path = format!("{KEYS}/{}", made["id"].as_str().unwrap());
    assert_eq!(lead.get(STAFF, KEYS).await.code(), 403);
    assert_eq!(lead.post(STAFF, KEYS, &wanted).await.code(), 403);
    assert_eq!(
        lead.send(Method::DELETE, STAFF, &path, None).await.code(),
        403
    );
    assert_eq!(
        olga.get(STAFF, KEYS).await.json()["items"][0]["revoked_at"],
        json!(null)
    );
    for (wrong, field) in [
        (json!({ "name": " ", "scope": "sms" }), "name"),
        (json!({ "name": "x".repeat(81), "scope": "sms" }), "name"),
        (json!({ "name": "Mac\nRevoked", "scope": "sms" }), "name"),
        (json!({ "name": "Mac\u{1b}[2J", "scope": "sms" }), "name"),
        (json!({ "name": "Mac", "scope": "everything" }), "scope"),
    ] {
        let refused = olga.post(STAFF, KEYS, &wrong).await;
        assert_eq!(refused.code(), 422, "{}", refused.text());
        assert_eq!(refused.json()["errors"][0]["field"], field);
    }
}
