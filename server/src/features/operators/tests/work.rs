//! What operators see and do: providers, addresses that wait, and what was given up.

use serde_json::{Value, json};

use super::{add, refusal, signed_in};
use crate::{
    db::Because,
    features::audit::Outcome,
    jobs,
    kit::id::Id,
    params,
    scope::{INSTALLATION, Job},
    scoped, system,
    testing::{
        START, TestApp,
        cast::{ADA_EMAIL, ADA_PHONE, Cast, OLGA_EMAIL, STAFF, STUDIO},
    },
};

const PROVIDERS: &str = "/api/admin/providers";

/// What an operator did to a provider, as its audit says: act, outcome, name and reason.
async fn audited(test: &TestApp, provider_id: Id) -> Vec<(String, String, Option<String>)> {
    let job = Job::of(provider_id);
    let read = test.app.db.read(&job).await.unwrap();
    read.list(
        scoped!(
            "select e.act, e.outcome, p.name from audit_entry e join audit_person p using (provider_id, sequence)
             where {provider:e} and e.actor_kind = 'operator' and e.actor_id is not null order by e.sequence"
        ),
        params![],
    )
    .await
    .unwrap()
}

fn by_ines(act: &str, outcome: Outcome) -> (String, String, Option<String>) {
    (act.into(), outcome.word().into(), Some("Ines".into()))
}

fn wanted() -> Value {
    json!({
        "name": "North Roofing", "hosts": ["www.north.example"], "business": true,
        "owner": { "name": "Nils Berg", "email": "nils@north.example" },
        "clients": [{
            "name": "First Client", "status": "active",
            "contacts": [{ "name": "Carla Secret", "email": "carla@first.example", "role": "executive" }],
        }],
    })
}

#[tokio::test]
async fn a_new_provider_is_made_whole_and_its_owner_chooses_a_password_by_mail() {
    let (test, _) = TestApp::with_cast().await;
    add(&test).await;
    let (ines, _) = signed_in(&test).await;
    let made = ines.post(STAFF, PROVIDERS, &wanted()).await;
    assert_eq!(made.code(), 201, "{}", made.text());
    let made = made.json();
    assert_eq!(made["owner_email"], "nils@north.example");
    assert_eq!(made["addresses"], json!(["https://www.north.example"]));
    let provider_id: Id = made["id"].as_str().unwrap().parse().unwrap();

    assert_eq!(jobs::run_due(&test.app).await.unwrap(), 1);
    let mail = test.last_message(provider_id, "nils@north.example").await;
    assert!(
        mail.contains("Ines made an account for you at North Roofing"),
        "{mail}"
    );
    let token = mail
        .split("/invitation#")
        .nth(1)
        .unwrap()
        .split_whitespace()
        .next()
        .unwrap();
    let body = json!({ "token": token, "password": "a roof over every head" });
    let path = "/api/admin/session/invitation/acceptance";
    assert_eq!(test.post(STAFF, path, &body).await.code(), 204);
    let body = json!({ "email": "nils@north.example", "password": "a roof over every head" });
    let nils = test.visitor();
    let signed = nils.post(STAFF, "/api/admin/session", &body).await;
    assert_eq!(signed.json()["next"], "setup", "{}", signed.text());

    let listed = ines.get(STAFF, PROVIDERS).await;
    assert!(
        !listed.text().contains("Carla"),
        "what was typed is seen then and not later"
    );
    let items = listed.json()["items"].clone();
    assert_eq!(
        items.as_array().unwrap().len(),
        2,
        "the installation is none: {items}"
    );
    let north = items
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["name"] == "North Roofing");
    let north = north.unwrap();
    assert_eq!(
        (&north["contacts"], &north["kind"], &north["preset"]),
        (&json!(1), &json!("business"), &json!("client-area"))
    );
    assert_eq!(north["addresses"], json!(["https://www.north.example"]));
    let acts = audited(&test, provider_id).await;
    for act in ["provider_created", "client_created", "contact_created"] {
        assert!(
            acts.contains(&by_ines(act, Outcome::Done)),
            "{act}: {acts:?}"
        );
    }
}

#[tokio::test]
async fn the_list_of_providers_has_pages_and_the_newest_first() {
    let (test, _) = TestApp::with_cast().await;
    add(&test).await;
    let (ines, _) = signed_in(&test).await;
    ines.post(STAFF, PROVIDERS, &wanted()).await;
    let first = ines
        .get(STAFF, &format!("{PROVIDERS}?limit=1"))
        .await
        .json();
    assert_eq!(first["items"][0]["name"], "North Roofing");
    let cursor = first["next_cursor"].as_str().unwrap();
    let path = format!("{PROVIDERS}?limit=1&cursor={cursor}");
    let second = ines.get(STAFF, &path).await.json();
    assert_eq!(second["items"][0]["name"], "Studio");
    assert_eq!(second["next_cursor"], Value::Null);
}

#[tokio::test]
async fn a_provider_that_cannot_be_made_leaves_nothing_but_the_refusal() {
    let (test, _) = TestApp::with_cast().await;
    add(&test).await;
    let (ines, _) = signed_in(&test).await;
    let mut wrong = wanted();
    wrong["owner"]["email"] = json!("nobody");
    wrong["hosts"] = json!([]);
    let refused = ines.post(STAFF, PROVIDERS, &wrong).await;
    let fields: Vec<_> = refused.json()["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| fault["field"].clone())
        .collect();
    assert_eq!(fields, ["hosts", "owner.email"], "{}", refused.text());

    let mut taken = wanted();
    taken["hosts"] = json!(["studio.example"]);
    let refused = ines.post(STAFF, PROVIDERS, &taken).await;
    assert_eq!(refusal(&refused), (409, json!("host_taken")));
    let mut taken = wanted();
    taken["owner"]["email"] = json!(OLGA_EMAIL);
    let refused = ines.post(STAFF, PROVIDERS, &taken).await;
    assert_eq!(refusal(&refused), (409, json!("email_taken")));
    let mut client = wanted();
    client["clients"][0]["contacts"][0]["email"] = json!("nobody");
    let refused = ines.post(STAFF, PROVIDERS, &client).await;
    assert_eq!(
        refused.json()["errors"][0]["field"],
        "clients[0].contacts[0].email"
    );

    let listed = ines.get(STAFF, PROVIDERS).await.json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    let acts = audited(&test, INSTALLATION).await;
    let refusals = acts
        .iter()
        .filter(|act| **act == by_ines("provider_created", Outcome::Refused));
    assert_eq!(refusals.count(), 2, "{acts:?}");
}

#[tokio::test]
async fn the_operators_word_proves_an_address_once() {
    let (test, cast) = TestApp::with_cast().await;
    add(&test).await;
    let (ines, _) = signed_in(&test).await;
    let olga = test.as_olga().await;
    let body = json!({ "address": "https://portal.acme.example" });
    let claim = olga.post(STAFF, "/api/admin/brand-domains", &body).await;
    assert_eq!(claim.code(), 201, "{}", claim.text());
    let waiting = ines.get(STAFF, "/api/admin/domain-claims").await.json();
    let row = &waiting["items"][0];
    assert_eq!(
        (&row["address"], &row["provider_name"]),
        (&json!("https://portal.acme.example"), &json!("Studio"))
    );
    let path = format!(
        "/api/admin/domain-claims/{}/confirmation",
        row["id"].as_str().unwrap()
    );
    let confirmed = ines.post(STAFF, &path, &json!({})).await;
    assert_eq!(confirmed.code(), 204, "{}", confirmed.text());
    let portal = test.get("portal.acme.example", "/api/client/portal").await;
    assert_eq!(portal.code(), 200, "it is served");
    assert_eq!(ines.post(STAFF, &path, &json!({})).await.code(), 404);
    let waiting = ines.get(STAFF, "/api/admin/domain-claims").await.json();
    assert_eq!(waiting["items"], json!([]));
    let acts = audited(&test, cast.provider_id).await;
    assert_eq!(acts, [by_ines("brand_domain_proven", Outcome::Done)]);
}

async fn give_up(test: &TestApp, cast: &Cast) -> Id {
    let (job, job_id) = (Job::of(cast.provider_id), test.app.ids.id());
    let write = test.app.db.write(&job).await.unwrap();
    let dead = scoped!(
        "insert into job (provider_id, job_id, kind, payload, state, attempts, run_at, created_at, last_error, finished_at)
         select p.provider_id, $4, 'send_message', $5, 'dead', 12, $6, $6, 'refused <ada@acme.example>', $6
         from provider p where {provider:p}"
    );
    let payload = json!({});
    write
        .exec(dead, params![job_id, &payload, START])
        .await
        .unwrap();
    write.commit().await.unwrap();
    job_id
}

#[tokio::test]
async fn what_was_given_up_is_listed_without_addresses_and_tried_again() {
    let (test, cast) = TestApp::with_cast().await;
    add(&test).await;
    let (ines, _) = signed_in(&test).await;
    let first = give_up(&test, &cast).await;
    give_up(&test, &cast).await;
    give_up(&test, &cast).await;
    let listed = ines.get(STAFF, "/api/admin/dead-jobs").await.json();
    assert_eq!(listed["count"], 3);
    assert_eq!(listed["items"][0]["provider_name"], "Studio");
    assert_eq!(listed["items"][0]["reason"], "refused …");
    let path = format!("/api/admin/dead-jobs/{first}/retry");
    assert_eq!(ines.post(STAFF, &path, &json!({})).await.json()["count"], 1);
    assert_eq!(
        ines.post(STAFF, &path, &json!({})).await.code(),
        404,
        "it is not dead any more"
    );
    let all = ines
        .post(STAFF, "/api/admin/dead-jobs/retry", &json!({}))
        .await;
    assert_eq!(all.json()["count"], 2, "{}", all.text());
    let listed = ines.get(STAFF, "/api/admin/dead-jobs").await.json();
    assert_eq!(
        (&listed["count"], &listed["items"]),
        (&json!(0), &json!([]))
    );
    let acts = audited(&test, cast.provider_id).await;
    assert_eq!(acts, vec![by_ines("job_retried", Outcome::Done); 3]);
}

#[tokio::test]
async fn a_provider_asked_for_again_with_its_key_is_the_same_one_and_no_refusal() {
    let (test, _) = TestApp::with_cast().await;
    add(&test).await;
    let (ines, _) = signed_in(&test).await;
    let ines = ines.with_header("idempotency-key", "north");
    let first = ines.post(STAFF, PROVIDERS, &wanted()).await;
    assert_eq!(first.code(), 201, "{}", first.text());
    let again = ines.post(STAFF, PROVIDERS, &wanted()).await;
    assert_eq!((again.code(), again.json()), (201, first.json()));
    let mut other = wanted();
    other["name"] = json!("South Roofing");
    let refused = ines.post(STAFF, PROVIDERS, &other).await;
    assert_eq!(refusal(&refused), (422, json!("idempotency_key_reused")));
    let acts = audited(&test, INSTALLATION).await;
    assert!(
        !acts.contains(&by_ines("provider_created", Outcome::Refused)),
        "{acts:?}"
    );
    let listed = ines.get(STAFF, PROVIDERS).await.json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn the_installation_shows_what_waits_and_the_ceiling_of_sms() {
    let mut config = crate::config::Config::default();
    config.sms.daily_ceiling = Some(7);
    let (test, _) = TestApp::with_cast_and(config).await;
    add(&test).await;
    let (ines, _) = signed_in(&test).await;
    for address in [json!({ "email": ADA_EMAIL }), json!({ "phone": ADA_PHONE })] {
        let asked = test.post(STUDIO, "/api/client/sign-in", &address).await;
        assert_eq!(asked.code(), 202, "{}", asked.text());
    }
    let path = "/api/admin/installation";
    let shown = ines.get(STAFF, path).await.json();
    let state = json!({ "configured": false, "waiting": 1 });
    assert_eq!((&shown["mail"], &shown["sms"]), (&state, &state));
    assert_eq!(
        (&shown["sms_today"], &shown["sms_a_day"]),
        (&json!(0), &json!(7))
    );
    assert_eq!(shown["sms_ceiling_reached"], json!(false));
    let full = system!("insert into sms_day (day, sent, full_at) values ($1, 7, $2)");
    let system = test.app.db.system(Because::SmsCeiling);
    let write = system.write().await.unwrap();
    let today = START.date_in(&jiff::tz::TimeZone::UTC);
    write.exec(full, params![today, START]).await.unwrap();
    write.commit().await.unwrap();
    let shown = ines.get(STAFF, path).await.json();
    assert_eq!(
        (&shown["sms_today"], &shown["sms_ceiling_reached"]),
        (&json!(7), &json!(true))
    );
    assert_eq!(test.as_olga().await.get(STAFF, path).await.code(), 403);
}
