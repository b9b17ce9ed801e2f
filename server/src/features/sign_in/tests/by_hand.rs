//! A link that was made on the machine.

use http::Method;
use serde_json::json;

use super::super::{ByHand, sign_in_by_hand};
use crate::{
    kit::http::site::{Brand, BrandTable as _},
    testing::{
        TestApp,
        cast::{ADA_EMAIL, STAFF, STUDIO},
    },
};

const VERIFICATION: &str = "/api/client/sign-in/verification";

async fn studio(test: &TestApp) -> Brand {
    let brands = test.app.brands.find(STUDIO).await.unwrap().unwrap();
    Brand::clone(&brands[0])
}

async fn by_hand(test: &TestApp, address: &str) -> Option<ByHand> {
    let app = &test.app;
    let (ids, brand) = (app.ids.as_ref(), studio(test).await);
    sign_in_by_hand(&app.db, ids, &app.keys, app.clock.now(), &brand, address)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_link_made_by_hand_signs_its_contact_in_once_and_asks_for_the_code() {
    let (test, cast) = TestApp::with_cast().await;
    let made = by_hand(&test, ADA_EMAIL).await.unwrap();
    let (address, token) = made.link.split_once("/s#").unwrap();
    assert_eq!(
        (address, made.name.as_str()),
        ("https://studio.example", "Ada")
    );
    let browser = test.visitor();
    let alone = browser
        .post(STUDIO, VERIFICATION, &json!({ "token": token }))
        .await;
    assert_eq!(alone.json()["code"], "code_required");
    let both = json!({ "token": token, "code": made.code });
    assert_eq!(browser.post(STUDIO, VERIFICATION, &both).await.code(), 200);
    let session = browser.get(STUDIO, "/api/client/session").await.json();
    assert_eq!(session["contact"]["id"], json!(cast.ada_id));
    let again = test.visitor().post(STUDIO, VERIFICATION, &both).await;
    assert_eq!(again.code(), 422, "once");

    let olga = test.as_olga().await;
    let path = "/api/admin/audit?act=sign_in_link_made";
    let audit = olga.send(Method::GET, STAFF, path, None).await.json();
    let entry = &audit["items"][0];
    assert_eq!(
        (&entry["actor"]["kind"], &entry["client_id"]),
        (&json!("operator"), &json!(cast.client_id)),
        "{entry}"
    );
}

#[tokio::test]
async fn nobody_gets_a_link_by_hand_who_may_not_sign_in() {
    let (test, cast) = TestApp::with_cast().await;
    assert!(by_hand(&test, "nobody@acme.example").await.is_none());
    assert!(by_hand(&test, "no address").await.is_none());
    let off = json!({ "portal_enabled": false });
    let path = format!("/api/admin/clients/{}", cast.client_id);
    let olga = test.as_olga().await;
    let changed = olga.send(Method::PATCH, STAFF, &path, Some(&off)).await;
    assert_eq!(changed.code(), 200);
    assert!(by_hand(&test, ADA_EMAIL).await.is_none());
}
