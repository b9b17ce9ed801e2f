//! Operators' accounts, their way in, and the wall between them and staff.

mod work;

use http::Method;
use serde_json::{Value, json};

use crate::{
    features::{
        operators,
        second_factor::{code_at, reset_operator, reset_staff},
        staff_sign_in::password,
    },
    params,
    scope::{INSTALLATION, Job},
    scoped,
    testing::{
        Answer, TestApp, Visitor,
        cast::{OLGA_EMAIL, STAFF, STUDIO},
    },
};

const EMAIL: &str = "ines@portico.example";
const PASSWORD: &str = "keys to every house";

pub(super) async fn add(test: &TestApp) {
    let hash = password::hash(PASSWORD, &[3; 16]).unwrap();
    let (app, now) = (&test.app, test.app.clock.now());
    operators::create(&app.db, app.ids.as_ref(), now, ("Ines", EMAIL), &hash)
        .await
        .unwrap();
}

async fn sign_in(visitor: &Visitor<'_>) -> Answer {
    let body = json!({ "email": EMAIL, "password": PASSWORD });
    visitor.post(STAFF, "/api/admin/session", &body).await
}

/// An operator who has set up its app, and that app's secret.
pub(super) async fn signed_in(test: &TestApp) -> (Visitor<'_>, String) {
    let ines = test.visitor();
    assert_eq!(sign_in(&ines).await.json()["next"], "setup");
    let begun = ines
        .post(STAFF, "/api/admin/second-factor/totp", &json!({}))
        .await;
    let secret = begun.json()["secret"].as_str().unwrap().to_owned();
    let code = json!({ "code": code_at(&secret, test.app.clock.now()).unwrap() });
    let path = "/api/admin/second-factor/totp/confirmation";
    let confirmed = ines.post(STAFF, path, &code).await;
    assert_eq!(confirmed.code(), 200, "{}", confirmed.text());
    (ines, secret)
}

pub(super) fn refusal(answer: &Answer) -> (u16, Value) {
    (answer.code(), answer.json()["code"].clone())
}

/// Who acted and what, in the installation's own audit.
async fn audited(test: &TestApp) -> Vec<(String, String)> {
    let job = Job::of(INSTALLATION);
    let read = test.app.db.read(&job).await.unwrap();
    read.list(
        scoped!(
            "select e.actor_kind, e.act from audit_entry e where {provider:e} order by e.sequence"
        ),
        params![],
    )
    .await
    .unwrap()
}

#[tokio::test]
async fn an_operator_sets_up_a_second_factor_before_anything_else_and_keeps_one() {
    let (test, _) = TestApp::with_cast().await;
    add(&test).await;
    let ines = test.visitor();
    sign_in(&ines).await;
    let early = ines.get(STAFF, "/api/admin/session").await;
    assert_eq!(refusal(&early), (401, json!("second_factor_required")));
    let (ines, secret) = signed_in(&test).await;
    let session = ines.get(STAFF, "/api/admin/session").await.json();
    assert_eq!(session["staff"]["role"], "operator");
    assert_eq!(session["staff"]["email"], EMAIL);
    assert_eq!(session["brands"], json!([]));
    let removed = ines
        .send(Method::DELETE, STAFF, "/api/admin/second-factor/totp", None)
        .await;
    assert_eq!(refusal(&removed), (409, json!("second_factor_forced")));
    let again = test.visitor();
    assert_eq!(sign_in(&again).await.json()["next"], "second_factor");
    test.clock.advance(std::time::Duration::from_secs(30));
    let code = code_at(&secret, test.app.clock.now()).unwrap();
    let body = json!({ "way": "totp", "code": code });
    let given = again.post(STAFF, "/api/admin/second-factor", &body).await;
    assert_eq!(given.code(), 200, "{}", given.text());
    let acts = audited(&test).await;
    assert_eq!(acts[0], ("operator".into(), "operator_created".into()));
    assert!(acts.iter().all(|(kind, _)| kind == "operator"), "{acts:?}");
    for act in ["staff_signed_in", "totp_confirmed", "second_factor_given"] {
        assert!(acts.iter().any(|(_, done)| done == act), "{act}: {acts:?}");
    }
}

#[tokio::test]
async fn an_operator_keeps_its_own_sessions_and_password_and_nothing_of_staff() {
    let (test, _) = TestApp::with_cast().await;
    add(&test).await;
    let (ines, _) = signed_in(&test).await;
    let sessions = ines.get(STAFF, "/api/admin/sessions").await.json();
    assert_eq!(sessions["items"].as_array().unwrap().len(), 1);
    let body = json!({ "password": "another key to every house" });
    let saved = ines
        .send(Method::PUT, STAFF, "/api/admin/password", Some(&body))
        .await;
    assert_eq!(saved.code(), 204, "{}", saved.text());
    for path in [
        "clients",
        "documents",
        "inbox",
        "audit",
        "outbox",
        "staff",
        "events",
    ] {
        let answer = ines.get(STAFF, &format!("/api/admin/{path}")).await;
        assert_eq!(refusal(&answer), (403, json!("wrong_audience")), "{path}");
    }
    let out = ines
        .send(Method::DELETE, STAFF, "/api/admin/session", None)
        .await;
    assert_eq!(out.code(), 204, "{}", out.text());
    assert_eq!(ines.get(STAFF, "/api/admin/session").await.code(), 401);
}

#[tokio::test]
async fn an_operators_session_opens_no_portal() {
    let (test, _) = TestApp::with_cast().await;
    add(&test).await;
    let (ines, _) = signed_in(&test).await;
    let client = ines.get(STUDIO, "/api/client/session").await;
    assert_eq!(client.code(), 401, "{}", client.text());
    let here = ines.get(STAFF, "/api/client/session").await;
    assert_eq!(refusal(&here), (403, json!("wrong_audience")));
}

#[tokio::test]
async fn an_email_belongs_to_one_account_of_staff_or_operators() {
    let (test, _) = TestApp::with_cast().await;
    let (app, now) = (&test.app, test.app.clock.now());
    let taken = operators::create(&app.db, app.ids.as_ref(), now, ("Olga", OLGA_EMAIL), "!").await;
    assert_eq!(taken.unwrap_err().status().as_u16(), 409);
    add(&test).await;
    let olga = test.as_olga().await;
    let body = json!({ "name": "Ines", "email": EMAIL, "role": "member" });
    let made = olga.post(STAFF, "/api/admin/staff", &body).await;
    assert_eq!(refusal(&made), (409, json!("email_taken")));
    let wanted = json!({ "name": "Ines", "email": "i@studio.example", "role": "operator" });
    let made = olga.post(STAFF, "/api/admin/staff", &wanted).await;
    assert_eq!(
        made.code(),
        422,
        "nobody makes an operator: {}",
        made.text()
    );
}

#[tokio::test]
async fn a_reset_takes_an_operators_app_away_and_a_removed_one_is_out_at_once() {
    let (test, _) = TestApp::with_cast().await;
    add(&test).await;
    let (ines, _) = signed_in(&test).await;
    let (db, now) = (&test.app.db, test.app.clock.now());
    assert!(!reset_staff(db, now, EMAIL).await.unwrap());
    assert!(!reset_operator(db, now, OLGA_EMAIL).await.unwrap());
    assert!(reset_operator(db, now, EMAIL).await.unwrap());
    assert_eq!(ines.get(STAFF, "/api/admin/session").await.code(), 401);
    let (ines, _) = signed_in(&test).await;
    let listed = operators::list(db).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert!(listed[0].totp_confirmed_at.is_some());
    assert!(!operators::remove(db, now, OLGA_EMAIL).await.unwrap());
    assert!(operators::remove(db, now, EMAIL).await.unwrap());
    assert_eq!(ines.get(STAFF, "/api/admin/session").await.code(), 401);
    let again = test.visitor();
    assert_eq!(
        refusal(&sign_in(&again).await),
        (422, json!("wrong_credentials"))
    );
    assert!(operators::list(db).await.unwrap().is_empty());
    add(&test).await;
    assert_eq!(
        operators::list(db).await.unwrap().len(),
        1,
        "the e-mail is free"
    );
    let acts = audited(&test).await;
    for act in ["second_factor_reset", "operator_removed"] {
        assert!(acts.contains(&("operator".into(), act.into())), "{acts:?}");
    }
}
