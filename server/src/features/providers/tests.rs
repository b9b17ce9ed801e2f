//! The brand through HTTP: what everybody sees, and who may change it.

use axum::{body::Body, extract::Request};
use http::Method;
use serde_json::{Value, json};

use crate::testing::{
    Answer, TestApp, Visitor, add_brand_domain,
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
    let portal = test.get(STUDIO, "/api/client/portal").await.json();
    assert!(
        portal["favicon_url"]
            .as_str()
            .unwrap()
            .starts_with("/brand/icon?v=")
    );
    assert_eq!(
        portal,
        json!({
            "name": "Studio", "preset": "client-area", "language": "en", "languages": ["en", "de"],
            "time_zone": "Europe/Berlin", "country": "DE", "currency": "EUR", "sign_in": { "sms": true, "email": true, "password": false },
            "login_text": null, "footer_text": null, "support_contact": null, "colour": "#3355aa",
            "logo_light_url": null, "logo_dark_url": null, "favicon_url": portal["favicon_url"], "modules": []
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
                "offers_deposit": false, "offers_full": false }),
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
            "offers_full"
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
        header("content-security-policy").ends_with("frame-ancestors 'none'; sandbox"),
        "{}",
        header("content-security-policy")
    );
    assert_eq!(header("x-content-type-options"), "nosniff");
    let seen = olga.get(STAFF, "/api/admin/session").await.json()["provider"]["logo_light_url"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(olga.get(STAFF, &seen).await.code(), 200);
    let branding = olga.get(STAFF, "/api/admin/branding").await.json();
    assert_eq!(branding["logo_light_url"], seen);
    assert!(branding["logo_dark_url"].is_null() && branding["favicon_url"].is_null());
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

async fn upload_icon(test: &TestApp, cookie: &str, png: Vec<u8>) -> Answer {
    let request = Request::builder()
        .method(Method::PUT)
        .uri("/api/admin/branding/favicon")
        .header("host", STAFF)
        .header("cookie", format!("__Host-portico-staff={cookie}"))
        .header("content-type", "image/png");
    test.answer(request.body(Body::from(png)).unwrap()).await
}

#[tokio::test]
async fn each_brand_has_a_manifest_with_its_own_paths_and_icons() {
    let (test, cast) = TestApp::with_cast().await;
    let (db, ids) = (&test.app.db, test.app.ids.as_ref());
    add_brand_domain(db, ids, cast.provider_id, "north.example", "/clients").await;
    let found = test
        .get("north.example", "/clients/manifest.webmanifest")
        .await;
    assert_eq!(found.headers["content-type"], "application/manifest+json");
    assert_eq!(found.headers["cache-control"], "no-cache");
    let manifest = found.json();
    let icon = manifest["icons"][0]["src"].as_str().unwrap().to_owned();
    assert_eq!(
        manifest,
        json!({
            "id": "/clients/", "name": "Studio", "short_name": "Studio", "lang": "en", "start_url": "/clients/portal",
            "scope": "/clients/", "display": "standalone", "background_color": "#f6f7f9", "theme_color": "#3355aa",
            "icons": [
                { "src": icon, "type": "image/svg+xml", "sizes": "any", "purpose": "any" },
                { "src": icon, "type": "image/svg+xml", "sizes": "any", "purpose": "maskable" },
            ],
        })
    );
    let drawn = test.get("north.example", &icon).await;
    assert_eq!(
        drawn.headers["cache-control"],
        "public, max-age=31536000, immutable"
    );
    assert!(
        drawn.text().contains("fill=\"#3355aa\"") && drawn.text().contains(">S</text>"),
        "{}",
        drawn.text()
    );
    let unversioned = test.get(STUDIO, "/brand/icon?v=other").await;
    assert_eq!(unversioned.headers["cache-control"], "no-cache");

    let tag = found.headers["etag"].to_str().unwrap().to_owned();
    let again = || test.visitor().with_header("if-none-match", &tag);
    let path = "/clients/manifest.webmanifest";
    assert_eq!(again().get("north.example", path).await.code(), 304);
    let olga = test.as_olga().await;
    assert_eq!(
        patch(&olga, json!({ "name": "Marlow & Co", "colour": "#ffd400" }))
            .await
            .code(),
        200
    );
    let changed = again().get("north.example", path).await;
    assert_eq!(
        (changed.code(), &changed.json()["theme_color"]),
        (200, &json!("#ffd400"))
    );
    assert_ne!(
        changed.json()["icons"][0]["src"],
        json!(icon),
        "another letter and colour is another address"
    );
    assert_eq!(test.get(STAFF, "/manifest.webmanifest").await.code(), 404);
}

#[tokio::test]
async fn an_uploaded_icon_stands_first_in_the_manifest_with_its_size() {
    let (test, _) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let cookie = olga.cookie("__Host-portico-staff").unwrap();
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    png.extend(192_u32.to_be_bytes());
    png.extend(192_u32.to_be_bytes());
    assert_eq!(upload_icon(&test, &cookie, png.clone()).await.code(), 200);
    let icons = test.get(STUDIO, "/manifest.webmanifest").await.json()["icons"].clone();
    assert_eq!(
        (&icons[0]["type"], &icons[0]["sizes"]),
        (&json!("image/png"), &json!("192x192"))
    );
    let url = icons[0]["src"].as_str().unwrap().to_owned();
    let kept = test.get(STUDIO, &url).await;
    assert_eq!((kept.code(), kept.bytes.to_vec()), (200, png));
    assert_eq!(
        kept.headers["cache-control"],
        "public, max-age=31536000, immutable"
    );
    let stale = test.get(STUDIO, "/brand/favicon?v=000000000000").await;
    assert_eq!(
        stale.headers["cache-control"], "no-cache",
        "an old address may not keep the new picture"
    );
    assert_eq!(
        test.get(STUDIO, "/api/client/portal").await.json()["favicon_url"],
        json!(url)
    );
}
