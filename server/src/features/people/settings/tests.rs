//! Client settings, through HTTP.

use http::Method;
use serde_json::{Value, json};

use crate::testing::{
    TestApp, Visitor,
    cast::{Cast, STAFF, STUDIO, VIC_EMAIL},
};

const OWN: &str = "/api/client/settings";

fn of(cast: &Cast) -> String {
    format!("/api/admin/clients/{}/settings", cast.client_id)
}

async fn patch(who: &Visitor<'_>, host: &str, path: &str, body: Value) -> (u16, Value) {
    let answer = who.send(Method::PATCH, host, path, Some(&body)).await;
    (answer.code(), answer.json())
}

#[tokio::test]
async fn staff_set_what_a_client_needs_and_clear_it_again() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let fresh = olga.get(STAFF, &of(&cast)).await.json();
    assert_eq!(
        (&fresh["name"], &fresh["colour"], &fresh["networks"]),
        (&json!("Acme"), &Value::Null, &json!([]))
    );
    assert_eq!(
        fresh["notification_defaults"].as_array().map(Vec::len),
        Some(11)
    );
    let wanted = json!({
        "colour": "#AA3311", "primary_contact_id": cast.ada_id, "language": "de", "time_zone": "Europe/Vienna",
        "currency": "CHF", "networks": ["203.0.113.7", "10.1.2.3/8"],
        "approvals": [{ "kind": "approve_time", "contact_ids": [cast.vic_id] }],
        "thresholds": [{ "currency": "EUR", "amount_minor": 500_000, "needs": "two_people" }],
        "notification_defaults": [{ "event": "message", "email": false, "sms": true }]
    });
    let (status, saved) = patch(&olga, STAFF, &of(&cast), wanted).await;
    assert_eq!(status, 200, "{saved}");
    assert_eq!(saved, olga.get(STAFF, &of(&cast)).await.json());
    assert_eq!(
        (&saved["colour"], &saved["networks"]),
        (&json!("#aa3311"), &json!(["203.0.113.7/32", "10.0.0.0/8"]))
    );
    assert_eq!(saved["approvals"][0]["contact_ids"], json!([cast.vic_id]));
    assert_eq!(saved["thresholds"][0]["amount_minor"], 500_000);
    let defaults = saved["notification_defaults"].as_array().unwrap();
    assert!(defaults.contains(&json!({ "event": "message", "email": false, "sms": true })));

    let cleared = json!({ "colour": null, "primary_contact_id": null, "time_zone": null });
    let (_, cleared) = patch(&olga, STAFF, &of(&cast), cleared).await;
    assert_eq!(
        (
            &cleared["colour"],
            &cleared["time_zone"],
            &cleared["currency"]
        ),
        (&Value::Null, &Value::Null, &json!("CHF")),
        "what is left out stays"
    );
    let audit = olga
        .get(STAFF, "/api/admin/audit?act=client_settings_changed")
        .await
        .json();
    assert_eq!(audit["items"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn every_fault_of_the_settings_is_named() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let bad = json!({
        "name": "", "colour": "red", "language": "xx", "time_zone": "Mars/Base", "currency": "EURO",
        "networks": ["office"], "thresholds": [{ "currency": "EUR", "amount_minor": -1, "needs": "executive" }]
    });
    let (status, problem) = patch(&olga, STAFF, &of(&cast), bad).await;
    let mut fields: Vec<&str> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["field"].as_str().unwrap())
        .collect();
    fields.sort_unstable();
    assert_eq!(status, 422);
    assert_eq!(
        fields,
        [
            "colour",
            "currency",
            "language",
            "name",
            "networks[0]",
            "thresholds[0].amount_minor",
            "time_zone"
        ]
    );
    for named in [
        json!({ "primary_contact_id": test.app.ids.id() }),
        json!({ "approvals": [{ "kind": "approve_time", "contact_ids": [cast.owner_id] }] }),
    ] {
        assert_eq!(patch(&olga, STAFF, &of(&cast), named).await.0, 422);
    }
    assert_eq!(olga.get(STAFF, &of(&cast)).await.json()["name"], "Acme");
}

#[tokio::test]
async fn a_portal_kept_to_networks_answers_nobody_else() {
    let (test, cast) = TestApp::with_cast().await;
    let olga = test.as_olga().await;
    let ada = test.as_ada(&cast).await;
    let here = json!({ "networks": ["203.0.113.0/24"] });
    assert_eq!(patch(&olga, STAFF, &of(&cast), here).await.0, 200);
    assert_eq!(ada.get(STUDIO, "/api/client/session").await.code(), 200);
    let elsewhere = json!({ "networks": ["198.51.100.0/24"] });
    assert_eq!(patch(&olga, STAFF, &of(&cast), elsewhere).await.0, 200);
    for path in ["/api/client/session", "/api/client/documents", OWN] {
        let answer = ada.get(STUDIO, path).await;
        assert_eq!(
            (answer.code(), &answer.json()["code"]),
            (403, &json!("network_not_allowed")),
            "{path}"
        );
    }
    let open = json!({ "networks": [] });
    assert_eq!(patch(&olga, STAFF, &of(&cast), open).await.0, 200);
    assert_eq!(ada.get(STUDIO, "/api/client/session").await.code(), 200);
}

#[tokio::test]
async fn a_clients_colour_and_logo_reach_its_session_and_no_others() {
    let (test, cast) = TestApp::with_cast().await;
    let other = test.add_client(cast.provider_id, "Harbour").await;
    test.add_contact(
        cast.provider_id,
        other,
        "Hal",
        Some("hal@harbour.example"),
        None,
        "viewer",
    )
    .await;
    let olga = test.as_olga().await;
    let ada = test.as_ada(&cast).await;
    let hal = test.signed_in(&cast, "hal@harbour.example").await;
    let before = ada.get(STUDIO, "/api/client/session").await.json();
    assert_eq!(before["client"]["accent"]["--brand"], "#3355aa");
    patch(&olga, STAFF, &of(&cast), json!({ "colour": "#aa3311" })).await;
    let after = ada.get(STUDIO, "/api/client/session").await.json();
    assert_eq!(after["client"]["accent"]["--brand"], "#aa3311");
    let theirs = hal.get(STUDIO, "/api/client/session").await.json();
    assert_eq!(theirs["client"], {
        let mut own = before["client"].clone();
        own["id"] = json!(other);
        own["name"] = json!("Harbour");
        own
    });
    assert_eq!(
        ada.get(STUDIO, "/api/client/settings/logo").await.code(),
        404
    );
}

#[tokio::test]
async fn contacts_who_manage_people_change_their_share_and_others_read_it() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    let vic = test.signed_in(&cast, VIC_EMAIL).await;
    let (status, saved) = patch(
        &ada,
        STUDIO,
        OWN,
        json!({ "primary_contact_id": cast.vic_id }),
    )
    .await;
    assert_eq!(
        (
            status,
            &saved["primary_contact"]["name"],
            &saved["may_change"]
        ),
        (200, &json!("Vic"), &json!(true))
    );
    let quiet =
        json!({ "notification_defaults": [{ "event": "waiting", "email": false, "sms": false }] });
    let (_, saved) = patch(&ada, STUDIO, OWN, quiet).await;
    assert_eq!(saved["notification_defaults"][0]["email"], false);
    assert_eq!(
        saved["primary_contact"]["name"], "Vic",
        "what is left out stays"
    );
    let read = vic.get(STUDIO, OWN).await.json();
    assert_eq!(
        (&read["may_change"], &read["name"]),
        (&json!(false), &json!("Acme"))
    );
    assert_eq!(patch(&vic, STUDIO, OWN, json!({})).await.0, 403);
    for more in ["name", "colour", "networks", "approvals"] {
        let (status, _) = patch(&ada, STUDIO, OWN, json!({ more: "x" })).await;
        assert_eq!(status, 422, "{more} is staff's");
    }
    let stranger = json!({ "primary_contact_id": cast.owner_id });
    assert_eq!(patch(&ada, STUDIO, OWN, stranger).await.0, 422);
}

#[tokio::test]
async fn a_clients_word_on_the_second_factor_concerns_its_contacts_at_once() {
    let (test, cast) = TestApp::with_cast().await;
    let (olga, ada) = (test.as_olga().await, test.as_ada(&cast).await);
    let session = "/api/client/session";
    assert_eq!(ada.get(STUDIO, session).await.code(), 200);
    let forced = json!({ "second_factor": "forced" });
    let (status, saved) = patch(&olga, STAFF, &of(&cast), forced).await;
    assert_eq!((status, &saved["second_factor"]), (200, &json!("forced")));
    assert_eq!(olga.get(STAFF, &of(&cast)).await.json(), saved);
    let asked = ada.get(STUDIO, session).await;
    assert_eq!(asked.json()["code"], "second_factor_required");
    let (_, kept) = patch(&olga, STAFF, &of(&cast), json!({ "currency": "CHF" })).await;
    assert_eq!(kept["second_factor"], "forced", "what is left out stays");
    let cleared = json!({ "second_factor": null });
    let (_, cleared) = patch(&olga, STAFF, &of(&cast), cleared).await;
    assert_eq!(cleared["second_factor"], Value::Null);
    assert_eq!(ada.get(STUDIO, session).await.code(), 200);
    let unknown = json!({ "second_factor": "sometimes" });
    assert_eq!(patch(&olga, STAFF, &of(&cast), unknown).await.0, 422);
}
