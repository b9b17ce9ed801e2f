//! Staff who reset the second factor of a contact.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};

use super::tools::{OWN, is, refusal, set_up};
use crate::testing::{
    Answer, TestApp, Visitor,
    cast::{ADA_EMAIL, Cast, OLGA_PASSWORD, STAFF, STUDIO},
};

async fn reset(staff: &Visitor<'_>, cast: &Cast) -> Answer {
    let path = format!("/api/admin/contacts/{}/second-factor", cast.ada_id);
    staff.send(Method::DELETE, STAFF, &path, None).await
}

/// Whether staff see that Ada has a second factor.
async fn is_shown(staff: &Visitor<'_>, cast: &Cast) -> Value {
    let path = format!("/api/admin/clients/{}", cast.client_id);
    let client = staff.get(STAFF, &path).await.json();
    let mut contacts = client["contacts"].as_array().unwrap().iter();
    let ada = contacts.find(|contact| contact["email"] == ADA_EMAIL);
    ada.unwrap()["has_second_factor"].clone()
}

#[tokio::test]
async fn staff_reset_a_second_factor_and_the_contact_is_out_and_told() {
    let (test, cast) = TestApp::with_cast().await;
    let (olga, ada) = (test.as_olga().await, test.as_ada(&cast).await);
    assert_eq!(is_shown(&olga, &cast).await, false);
    let none = reset(&olga, &cast).await;
    assert_eq!(refusal(&none), is(409, "not_set_up"));
    set_up(&test, &ada, STUDIO, OWN).await;
    assert_eq!(is_shown(&olga, &cast).await, true);

    test.clock.advance(Duration::from_secs(10 * 60));
    let stale = reset(&olga, &cast).await;
    assert_eq!(refusal(&stale), is(403, "step_up_required"));
    assert_eq!(ada.get(STUDIO, "/api/client/session").await.code(), 200);
    let path = "/api/admin/second-factor";
    let body = json!({ "way": "password", "code": OLGA_PASSWORD });
    let given = olga.post(STAFF, path, &body).await;
    assert_eq!(given.code(), 200, "{}", given.text());
    let done = reset(&olga, &cast).await;
    assert_eq!(done.code(), 204, "{}", done.text());

    assert_eq!(ada.get(STUDIO, "/api/client/session").await.code(), 401);
    assert_eq!(is_shown(&olga, &cast).await, false);
    let again = test.as_ada(&cast).await;
    assert_eq!(
        again.get(STUDIO, "/api/client/session").await.code(),
        200,
        "nothing more is asked for"
    );
    let sent = olga.get(STAFF, "/api/admin/outbox").await.json();
    let told = sent["items"].as_array().unwrap().iter().any(|message| {
        message["recipient"] == ADA_EMAIL
            && message["subject"]
                .as_str()
                .unwrap_or_default()
                .contains("second factor")
    });
    assert!(told, "{sent}");
    let audit = olga
        .get(STAFF, "/api/admin/audit?act=second_factor_reset")
        .await
        .json();
    let outcomes: Vec<&str> = audit["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(outcomes.len(), 3, "{audit}");
    assert_eq!(outcomes.iter().filter(|word| **word == "done").count(), 1);
}

#[tokio::test]
async fn a_member_resets_nobody() {
    let (test, cast) = TestApp::with_cast().await;
    test.add_staff(cast.provider_id, "Max", "max@studio.example", "member")
        .await;
    let max = test.staff_signed_in("max@studio.example").await;
    assert_eq!(reset(&max, &cast).await.code(), 403);
}
