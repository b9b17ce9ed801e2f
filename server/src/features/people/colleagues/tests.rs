//! Colleagues, through HTTP.

use http::Method;
use serde_json::{Value, json};

use crate::testing::{
    TestApp, Visitor,
    cast::{ADA_EMAIL, ADA_PHONE, Cast, STAFF, STUDIO, VIC_EMAIL},
};

const PEOPLE: &str = "/api/client/people";

async fn send(who: &Visitor<'_>, method: Method, path: &str, body: Value) -> (u16, Value) {
    let answer = who.send(method, STUDIO, path, Some(&body)).await;
    (answer.code(), answer.json())
}

async fn invite(who: &Visitor<'_>, body: Value) -> (u16, Value) {
    send(who, Method::POST, PEOPLE, body).await
}

fn path_of(person: &Value) -> String {
    format!("{PEOPLE}/{}", person["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_colleague_who_is_invited_twice_with_one_key_is_invited_once() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test
        .as_ada(&cast)
        .await
        .with_header("idempotency-key", "one");
    let bo = json!({ "name": "Bo", "email": "bo@acme.example", "role": "viewer" });
    let (first, again) = (
        invite(&ada, bo.clone()).await,
        invite(&ada, bo.clone()).await,
    );
    assert_eq!(first.0, 201, "{}", first.1);
    assert_eq!(again, first);
    let mut other = bo.clone();
    other["name"] = json!("Cy");
    let (status, problem) = invite(&ada, other).await;
    assert_eq!(
        (status, &problem["code"]),
        (422, &json!("idempotency_key_reused"))
    );
    let (status, _) = invite(&test.as_ada(&cast).await, bo).await;
    assert_eq!(status, 409, "without a key it is another act");
}

#[tokio::test]
async fn an_invited_colleague_signs_in_with_what_it_was_given() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    let wanted = json!({ "name": "Bo", "email": "Bo@Acme.example", "role": "viewer",
                         "permissions": ["read_projects", "see_money"] });
    let (status, bo) = invite(&ada, wanted).await;
    assert_eq!(
        (status, &bo["state"], &bo["permissions"]),
        (
            201,
            &json!("invited"),
            &json!(["read_projects", "see_money"])
        ),
        "{bo}"
    );
    let letter = test.last_message(cast.provider_id, "bo@acme.example").await;
    assert!(
        letter.contains("Ada") && letter.contains("Acme"),
        "{letter}"
    );
    assert!(letter.contains("https://studio.example/portal"), "{letter}");
    let visitor = test.signed_in(&cast, "bo@acme.example").await;
    let session = visitor.get(STUDIO, "/api/client/session").await.json();
    assert_eq!(
        (&session["client"]["name"], &session["permissions"]),
        (&json!("Acme"), &json!(["read_projects", "see_money"]))
    );
    let listed = ada.get(STUDIO, PEOPLE).await.json();
    let states: Vec<&str> = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["active", "invited", "active"], "{listed}");
    let again = format!("{}/invitation", path_of(&bo));
    assert_eq!(send(&ada, Method::POST, &again, json!({})).await.0, 409);
    let olga = test.as_olga().await;
    let audit = olga
        .get(STAFF, "/api/admin/audit?act=colleague_invited")
        .await
        .json();
    assert_eq!(audit["items"][0]["actor"]["id"], json!(cast.ada_id));
}

#[tokio::test]
async fn nobody_gives_more_than_it_has_or_changes_who_may_do_more() {
    let (test, cast) = TestApp::with_cast().await;
    let (_, membership_id) = test
        .add_contact(
            cast.provider_id,
            cast.client_id,
            "Max",
            Some("max@acme.example"),
            None,
            "viewer",
        )
        .await;
    let olga = test.as_olga().await;
    let lift = json!({ "added_permissions": ["manage_people"] });
    let path = format!("/api/admin/memberships/{membership_id}");
    let lifted = olga.send(Method::PATCH, STAFF, &path, Some(&lift)).await;
    assert_eq!(lifted.code(), 200);
    let max = test.signed_in(&cast, "max@acme.example").await;
    let one = |extra: Value| {
        let mut body = json!({ "name": "Cy", "email": "cy@acme.example", "role": "viewer" });
        body.as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        body
    };
    for (extra, field) in [
        (
            json!({ "permissions": ["read_projects", "sign"] }),
            "permissions",
        ),
        (json!({ "permissions": ["see_money"] }), "permissions"),
        (json!({ "role": "executive" }), "role"),
    ] {
        let (status, problem) = invite(&max, one(extra.clone())).await;
        assert_eq!(
            (
                status,
                &problem["errors"][0]["field"],
                &problem["errors"][0]["code"]
            ),
            (422, &json!(field), &json!("beyond_own")),
            "{extra}"
        );
    }
    let (_, cy) = invite(&max, one(json!({ "role": "manager" }))).await;
    assert_eq!(cy["permissions"], json!(["read_projects", "acknowledge"]));
    for above in [cast.ada_id, cast.vic_id] {
        let path = format!("{PEOPLE}/{above}");
        let (status, problem) = send(&max, Method::PATCH, &path, json!({ "state": "off" })).await;
        let expected = if above == cast.ada_id {
            (409, json!("not_yours_to_change"))
        } else {
            (200, Value::Null)
        };
        assert_eq!((status, problem["code"].clone()), expected);
    }
    let listed = max.get(STUDIO, PEOPLE).await.json();
    let own = listed["items"].as_array().unwrap();
    let own = own.iter().find(|row| row["is_self"] == true).unwrap();
    assert_eq!(own["may_change"], false);
    let raise = json!({ "permissions": ["manage_people", "sign"] });
    assert_eq!(send(&max, Method::PATCH, &path_of(own), raise).await.0, 409);
}

#[tokio::test]
async fn who_is_switched_off_is_out_at_once_here_and_goes_on_elsewhere() {
    let (test, cast) = TestApp::with_cast().await;
    let other = test.add_client(cast.provider_id, "Harbour").await;
    test.add_membership(cast.provider_id, other, cast.vic_id, "viewer")
        .await;
    let ada = test.as_ada(&cast).await;
    let vic = test.signed_in(&cast, VIC_EMAIL).await;
    let path = format!("{PEOPLE}/{}", cast.vic_id);
    let (status, off) = send(&ada, Method::PATCH, &path, json!({ "state": "off" })).await;
    assert_eq!((status, &off["state"]), (200, &json!("off")));
    for _ in 0..3 {
        assert_eq!(vic.get(STUDIO, "/api/client/documents").await.code(), 401);
    }
    let again = test.signed_in(&cast, VIC_EMAIL).await;
    let session = again.get(STUDIO, "/api/client/session").await.json();
    assert_eq!(session["client"]["name"], "Harbour");
    assert_eq!(session["clients"].as_array().map(Vec::len), Some(1));
    let body = json!({ "client_id": cast.client_id });
    let back = again
        .send(Method::PUT, STUDIO, "/api/client/session", Some(&body))
        .await;
    assert_eq!(back.code(), 404);
    send(&ada, Method::PATCH, &path, json!({ "state": "active" })).await;
    let back = again
        .send(Method::PUT, STUDIO, "/api/client/session", Some(&body))
        .await;
    assert_eq!(back.code(), 200);
}

#[tokio::test]
async fn without_the_permission_nobody_is_listed_invited_or_changed() {
    let (test, cast) = TestApp::with_cast().await;
    let vic = test.signed_in(&cast, VIC_EMAIL).await;
    assert_eq!(vic.get(STUDIO, PEOPLE).await.code(), 403);
    let body = json!({ "name": "Cy", "email": "cy@acme.example", "role": "viewer" });
    assert_eq!(invite(&vic, body).await.0, 403);
    let path = format!("{PEOPLE}/{}", cast.ada_id);
    assert_eq!(
        send(&vic, Method::PATCH, &path, json!({ "state": "off" }))
            .await
            .0,
        403
    );
    let nobody = format!("{PEOPLE}/{}", test.app.ids.id());
    assert_eq!(send(&vic, Method::PATCH, &nobody, json!({})).await.0, 404);
}

/// Somebody of another client: nothing of it is told but that the provider must add it.
async fn stranger(test: &TestApp, cast: &Cast) {
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
}

#[tokio::test]
async fn known_addresses_are_not_taken_over() {
    let (test, cast) = TestApp::with_cast().await;
    stranger(&test, &cast).await;
    let ada = test.as_ada(&cast).await;
    let one = |email: &str| json!({ "name": "Cy", "email": email, "role": "viewer" });
    let (status, problem) = invite(&ada, one("hal@harbour.example")).await;
    assert_eq!(
        (status, &problem["errors"][0]["code"]),
        (422, &json!("ask_provider"))
    );
    assert!(!problem.to_string().contains("Hal"), "{problem}");
    assert_eq!(
        invite(&ada, one(VIC_EMAIL)).await.1["code"],
        "already_member"
    );
    assert_eq!(
        invite(&ada, one(ADA_EMAIL)).await.1["code"],
        "already_member"
    );
    let by_phone = json!({ "name": "Cy", "phone": ADA_PHONE, "role": "viewer" });
    assert_eq!(invite(&ada, by_phone).await.0, 409);
    for (bad, field) in [
        (json!({ "name": "Cy", "role": "viewer" }), "email"),
        (
            json!({ "name": " ", "email": "cy@acme.example", "role": "viewer" }),
            "name",
        ),
        (
            json!({ "name": "Cy", "phone": "12", "role": "viewer" }),
            "phone",
        ),
    ] {
        let (status, problem) = invite(&ada, bad.clone()).await;
        assert_eq!(
            (status, &problem["errors"][0]["field"]),
            (422, &json!(field)),
            "{bad}"
        );
    }
    assert_eq!(
        ada.get(STUDIO, PEOPLE).await.json()["items"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
}

#[tokio::test]
async fn managing_people_asks_for_a_fresh_code_and_a_refusal_is_written_down() {
    let (test, cast) = TestApp::with_cast().await;
    let ada = test.as_ada(&cast).await;
    test.clock.advance(std::time::Duration::from_secs(601));
    let body = json!({ "name": "Cy", "email": "cy@acme.example", "role": "viewer" });
    let vic = format!("{PEOPLE}/{}", cast.vic_id);
    for (method, path, body) in [
        (Method::POST, PEOPLE, body.clone()),
        (Method::PATCH, vic.as_str(), json!({ "state": "off" })),
    ] {
        let (status, problem) = send(&ada, method, path, body).await;
        assert_eq!(
            (status, &problem["code"]),
            (403, &json!("step_up_required")),
            "{path}"
        );
    }
    assert_eq!(
        ada.get(STUDIO, PEOPLE).await.code(),
        200,
        "reading needs none"
    );
    let olga = test.as_olga().await;
    let path = "/api/admin/audit?act=request_refused";
    let audit = olga.get(STAFF, path).await.json();
    assert_eq!(audit["items"].as_array().map(Vec::len), Some(2));
    let again = test.as_ada(&cast).await;
    assert_eq!(invite(&again, body).await.0, 201);
}
