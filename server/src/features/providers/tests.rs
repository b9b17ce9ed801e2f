//! The brand through HTTP: what everybody sees, and who may change it.

use axum::{body::Body, extract::Request};
use http::Method;
use serde_json::{Value, json};

use crate::testing::{
    Answer, TestApp, Visitor,
    cast::{STAFF, STUDIO},
};

const BRANDING: &str = "/api/admin/branding";

async fn patch(visitor: &Visitor<'_>, body: Value) -> Answer {
    visitor
        .send(Method::PATCH, STAFF, BRANDING, Some(&body))
        .await
}

#[tokio::test]
async fn everybody_sees_the_brand_and_nothing_else_of_the_provider() {
    let (test, _) = TestApp::with_cast().await;
    assert_eq!(
        test.get(STUDIO, "/api/client/portal").await.json(),
        json!({
            "name": "Studio", "preset": "client-area", "language": "en", "languages": ["en", "de"],
            "time_zone": "Europe/Berlin", "country": "DE", "currency": "EUR", "sign_in": { "sms": true, "email": true },
            "login_text": null, "footer_text": null, "support_contact": null, "colour": "#3355aa",
            "logo_light_url": null, "logo_dark_url": null, "favicon_url": null, "modules": []
        })
    );
}

#[tokio::test]
async fn owners_change_the_brand_and_every_fault_is_named() {
    let (test, _) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let changed = patch(
        &olga,
        json!({ "name": " North ", "colour": "#FACC15", "login_text": "Hello", "currency": "chf" }),
    )
    .await;
    assert_eq!(changed.code(), 200, "{}", changed.text());
    let portal = test.get(STUDIO, "/api/client/portal").await.json();
    assert_eq!(
        (&portal["name"], &portal["colour"]),
        (&json!("North"), &json!("#facc15"))
    );
    assert_eq!(
        (&portal["login_text"], &portal["currency"]),
        (&json!("Hello"), &json!("CHF"))
    );
    assert_eq!(
        patch(&olga, json!({ "login_text": "" })).await.json()["login_text"],
        Value::Null
    );
    let refused = patch(
        &olga,
        json!({ "name": "", "colour": "red", "language": "xx", "time_zone": "Mars/Base", "country": "ZZ", "currency": "AAA",
                "sign_in_by_sms": false, "sign_in_by_email": false }),
    )
    .await;
    let fields: Vec<String> = refused.json()["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["field"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(refused.code(), 422);
    assert_eq!(patch(&olga, json!({ "country": "QQ" })).await.code(), 422);
    assert_eq!(
        fields,
        [
            "name",
            "colour",
            "language",
            "time_zone",
            "country",
            "currency",
            "sign_in_by_email"
        ]
    );
    assert_eq!(
        patch(&olga, json!({ "preset": "regulated" })).await.code(),
        422,
        "not by this address"
    );
    assert_eq!(
        test.get(STUDIO, "/api/client/portal").await.json()["name"],
        "North",
        "nothing of it was saved"
    );
}

#[tokio::test]
async fn leads_and_strangers_change_nothing() {
    let (test, cast) = TestApp::with_cast().await;
    test.add_staff(cast.provider_id, "Leo", "leo@studio.example", "lead")
        .await;
    let leo = test.staff_signed_in("leo@studio.example").await;
    assert_eq!(leo.get(STAFF, BRANDING).await.code(), 200);
    assert_eq!(patch(&leo, json!({ "name": "Leo's" })).await.code(), 403);
    assert_eq!(
        patch(&test.visitor(), json!({ "name": "Nobody's" }))
            .await
            .code(),
        401
    );
}

async fn upload(test: &TestApp, cookie: &str, media_type: &str, bytes: Vec<u8>) -> Answer {
    let request = Request::builder()
        .method(Method::PUT)
        .uri("/api/admin/branding/logo_light")
        .header("host", STAFF)
        .header("cookie", format!("__Host-portico-staff={cookie}"))
        .header("content-type", media_type);
    test.answer(request.body(Body::from(bytes)).unwrap()).await
}

#[tokio::test]
async fn a_logo_is_served_to_everybody_and_can_run_nothing() {
    let (test, _) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let cookie = olga.cookie("__Host-portico-staff").unwrap();
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec();
    assert_eq!(
        upload(&test, &cookie, "text/html", svg.clone())
            .await
            .code(),
        415
    );
    assert_eq!(
        upload(&test, &cookie, "image/png", svg.clone())
            .await
            .code(),
        422,
        "it is no PNG"
    );
    assert_eq!(
        upload(&test, &cookie, "image/png", vec![0; 600 * 1024])
            .await
            .code(),
        413
    );
    let saved = upload(&test, &cookie, "image/svg+xml", svg.clone()).await;
    assert_eq!(saved.code(), 200, "{}", saved.text());
    let url = test.get(STUDIO, "/api/client/portal").await.json()["logo_light_url"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(url.starts_with("/brand/logo-light?v="), "{url}");
    let logo = test.get(STUDIO, &url).await;
    assert_eq!((logo.code(), logo.bytes.to_vec()), (200, svg));
    let header = |name: &str| logo.headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "image/svg+xml");
    assert!(
        header("content-security-policy").ends_with("sandbox"),
        "{}",
        header("content-security-policy")
    );
    assert_eq!(header("x-content-type-options"), "nosniff");
    let seen = olga.get(STAFF, "/api/admin/session").await.json()["provider"]["logo_light_url"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(olga.get(STAFF, &seen).await.code(), 200);
    assert_eq!(
        olga.send(
            Method::DELETE,
            STAFF,
            "/api/admin/branding/logo_light",
            None
        )
        .await
        .code(),
        204
    );
    assert_eq!(test.get(STUDIO, "/brand/logo-light").await.code(), 404);
    assert_eq!(test.get(STUDIO, "/brand/secrets").await.code(), 404);
}
