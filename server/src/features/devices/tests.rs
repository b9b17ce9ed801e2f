//! A device and its queue, through HTTP.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};

use super::store::{Outcome, Said, save_outcome};
use crate::{
    config::Config,
    jobs,
    kit::outbox::{queue::LEASE, sms_day},
    params,
    scope::{Device, Job},
    scoped,
    testing::{
        TestApp, Visitor, add_brand_domain, add_provider,
        cast::{ADA_PHONE, Cast, STAFF, STUDIO, code_in, verify},
    },
};

const SMS: &str = "/api/device/sms";

async fn with_cast(config: Config) -> (TestApp, Cast) {
    let test = TestApp::with(config).await;
    let cast = test.add_cast().await;
    (test, cast)
}

/// A device with a key of its own.
async fn device(test: &TestApp) -> Visitor<'_> {
    let olga = test.as_olga().await;
    let body = json!({ "name": "Mac", "scope": "sms" });
    let made = olga.post(STAFF, "/api/admin/api-keys", &body).await.json();
    let key = made["key"].as_str().unwrap();
    test.visitor()
        .with_header("authorization", &format!("Bearer {key}"))
}

/// Ada asks for a code by SMS.
async fn ask(test: &TestApp) -> Visitor<'_> {
    let ada = test.visitor();
    let asked = ada
        .post(
            STUDIO,
            "/api/client/sign-in",
            &json!({ "phone": ADA_PHONE }),
        )
        .await;
    assert_eq!(asked.code(), 202, "{}", asked.text());
    ada
}

async fn items(device: &Visitor<'_>) -> Vec<Value> {
    let answer = device.get(STAFF, SMS).await;
    assert_eq!(answer.code(), 200, "{}", answer.text());
    answer.json()["items"].as_array().unwrap().clone()
}

async fn report(device: &Visitor<'_>, sms: &Value, body: Value) -> u16 {
    let path = format!("{SMS}/{}/report", sms["id"].as_str().unwrap());
    device.post(STAFF, &path, &body).await.code()
}

/// State and reason of the newest SMS, and whether its text is still there.
async fn newest(test: &TestApp, cast: &Cast) -> (String, Option<String>, bool) {
    let who = Job::of(cast.provider_id);
    let read = test.app.db.read(&who).await.unwrap();
    let find = scoped!(
        "select m.state, m.reason, m.secret_text is not null from outbox_message m
         where {provider:m} and m.channel = 'sms' order by m.created_at desc, m.outbox_message_id desc limit 1"
    );
    read.one(find, params![]).await.unwrap()
}

async fn do_jobs(test: &TestApp) {
    while jobs::run_due(&test.app).await.unwrap() > 0 {}
}

#[tokio::test]
async fn a_device_delivers_a_code_and_its_contact_signs_in() {
    let (test, cast) = with_cast(Config::default()).await;
    let device = device(&test).await;
    let ada = ask(&test).await;
    do_jobs(&test).await;
    assert_eq!(
        newest(&test, &cast).await.1.as_deref(),
        Some("waits for the device")
    );
    let sms = items(&device).await;
    assert_eq!((sms.len(), &sms[0]["to"]), (1, &json!(ADA_PHONE)));
    assert_eq!(sms[0]["expires_at"], "2026-11-21T09:40:00.000000Z");
    assert_eq!(
        report(&device, &sms[0], json!({ "state": "sent" })).await,
        204
    );
    assert_eq!(newest(&test, &cast).await, ("sent".to_owned(), None, false));
    let code = code_in(sms[0]["text"].as_str().unwrap());
    assert_eq!(verify(&ada, &code).await.code(), 200);
    // Said twice nothing changes; what arrived stays so.
    for (state, expected) in [
        ("sent", "sent"),
        ("delivered", "delivered"),
        ("failed", "delivered"),
        ("sent", "delivered"),
    ] {
        assert_eq!(
            report(&device, &sms[0], json!({ "state": state })).await,
            204
        );
        assert_eq!(newest(&test, &cast).await.0, expected);
    }
    let olga = test.as_olga().await;
    let audit = olga.get(STAFF, "/api/admin/audit").await.text();
    assert_eq!(
        audit.matches("sms_reported").count(),
        2,
        "what changed nothing is no act"
    );
    assert!(items(&device).await.is_empty());
    test.clock.advance(Duration::from_secs(120));
    do_jobs(&test).await;
    assert_eq!(newest(&test, &cast).await.0, "delivered");
}

#[tokio::test]
async fn reports_at_once_end_with_the_one_that_knows_most() {
    let mut config = Config::default();
    config.sign_in.sends_per_address = 20;
    let (test, cast) = with_cast(config).await;
    let device = device(&test).await;
    for _ in 0..4 {
        ask(&test).await;
        let sms = items(&device).await;
        let (sent, delivered) = tokio::join!(
            report(&device, &sms[0], json!({ "state": "sent" })),
            report(&device, &sms[0], json!({ "state": "delivered" }))
        );
        assert_eq!((sent, delivered), (204, 204));
        assert_eq!(newest(&test, &cast).await.0, "delivered");
        test.clock.advance(Duration::from_secs(1));
    }
    let olga = test.as_olga().await;
    ask(&test).await;
    let sms = items(&device).await;
    for _ in 0..2 {
        let failed = json!({ "state": "failed", "reason": "no signal" });
        assert_eq!(report(&device, &sms[0], failed).await, 204);
    }
    let path = "/api/admin/audit?act=sms_reported&limit=100";
    let told = olga.get(STAFF, path).await.text();
    assert_eq!(
        told.matches("\"failed\"").count(),
        1,
        "said twice, told once"
    );
}

#[tokio::test]
async fn a_report_over_a_state_that_moved_says_so() {
    let (test, cast) = with_cast(Config::default()).await;
    let key = device(&test).await;
    ask(&test).await;
    let sms = items(&key).await;
    let message_id = sms[0]["id"].as_str().unwrap().parse().unwrap();
    let device = Device {
        provider_id: cast.provider_id,
        api_key_id: test.app.ids.id(),
        name: "Mac".to_owned(),
    };
    let write = test.app.db.write(&device).await.unwrap();
    let now = test.app.clock.now();
    let mut said = Vec::new();
    for before in ["waiting", "waiting", "sent"] {
        let saved = save_outcome(&write, message_id, now, before, &Outcome::Sent).await;
        said.push(saved.unwrap());
    }
    assert_eq!(said, [Said::New, Said::Overtaken, Said::Known]);
}

#[tokio::test]
async fn what_is_not_reported_in_a_minute_goes_to_the_next() {
    let (test, cast) = with_cast(Config::default()).await;
    let (one, other) = (device(&test).await, device(&test).await);
    ask(&test).await;
    let sms = items(&one).await;
    assert_eq!(sms.len(), 1);
    test.clock.advance(LEASE - Duration::from_secs(1));
    assert!(
        items(&other).await.is_empty() && items(&one).await.is_empty(),
        "it is held"
    );
    test.clock.advance(Duration::from_secs(1));
    let again = items(&other).await;
    assert_eq!((again.len(), &again[0]["id"]), (1, &sms[0]["id"]));
    // The first had sent it after all.
    assert_eq!(report(&one, &sms[0], json!({ "state": "sent" })).await, 204);
    assert_eq!(
        report(&other, &again[0], json!({ "state": "sent" })).await,
        204
    );
    test.clock.advance(LEASE);
    assert!(items(&other).await.is_empty());
    assert_eq!(newest(&test, &cast).await.0, "sent");
}

#[tokio::test]
async fn a_code_past_its_life_is_never_handed_out() {
    let (test, cast) = with_cast(Config::default()).await;
    let device = device(&test).await;
    ask(&test).await;
    test.clock.advance(Duration::from_secs(599));
    assert_eq!(items(&device).await.len(), 1);
    test.clock.advance(Duration::from_secs(1));
    ask(&test).await;
    test.clock.advance(Duration::from_secs(600));
    assert!(
        items(&device).await.is_empty(),
        "neither the one let fall nor the new one"
    );
    do_jobs(&test).await;
    crate::housekeeping::run_due(&test.app).await.unwrap();
    let (state, _, has_text) = newest(&test, &cast).await;
    assert_eq!((state.as_str(), has_text), ("expired", false));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_devices_at_once_never_hold_the_same_sms() {
    let mut config = Config::default();
    config.sign_in.sends_per_address = 20;
    let (test, _) = with_cast(config).await;
    for _ in 0..12 {
        ask(&test).await;
    }
    let keys = [
        device(&test).await,
        device(&test).await,
        device(&test).await,
    ];
    let mut ids = Vec::new();
    for _ in 0..4 {
        let [one, two, three] = &keys;
        let (one, two, three) = tokio::join!(items(one), items(two), items(three));
        ids.extend(
            [one, two, three]
                .concat()
                .iter()
                .map(|sms| sms["id"].to_string()),
        );
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((ids.len(), count), (12, 12));
}

#[tokio::test]
async fn a_failed_sms_is_a_dead_letter_and_can_be_sent_again() {
    let (test, cast) = with_cast(Config::default()).await;
    let device = device(&test).await;
    ask(&test).await;
    let sms = items(&device).await;
    let body = json!({ "state": "failed", "reason": "no signal" });
    assert_eq!(report(&device, &sms[0], body).await, 204);
    do_jobs(&test).await;
    assert_eq!(
        newest(&test, &cast).await,
        ("failed".to_owned(), Some("no signal".to_owned()), true)
    );
    let dead = crate::kit::job::list_dead(&test.app.db, 5).await.unwrap();
    assert_eq!(
        (dead.len(), dead[0].last_error.as_deref()),
        (1, Some("no signal"))
    );
    assert!(items(&device).await.is_empty());
    crate::kit::outbox::retry(&test.app.db, test.app.clock.now(), None)
        .await
        .unwrap();
    do_jobs(&test).await;
    assert_eq!(items(&device).await.len(), 1);
}

#[tokio::test]
async fn a_device_gets_its_own_providers_sms_and_reports_what_it_was_given() {
    let (test, cast) = with_cast(Config::default()).await;
    let device = device(&test).await;
    let other_id = add_provider(&test.app.db, test.app.ids.as_ref()).await;
    add_brand_domain(
        &test.app.db,
        test.app.ids.as_ref(),
        other_id,
        "other.example",
        "",
    )
    .await;
    let client_id = test.add_client(other_id, "Other").await;
    let phone = Some("+4915112345699");
    test.add_contact(other_id, client_id, "Eve", None, phone, "viewer")
        .await;
    let body = json!({ "phone": phone });
    let asked = test
        .visitor()
        .post("other.example", "/api/client/sign-in", &body)
        .await;
    assert_eq!(asked.code(), 202);
    assert!(items(&device).await.is_empty());
    let who = Job::of(other_id);
    let read = test.app.db.read(&who).await.unwrap();
    let find = scoped!("select m.outbox_message_id from outbox_message m where {provider:m}");
    let foreign: crate::kit::id::Id = read.one(find, params![]).await.unwrap();
    drop(read);
    ask(&test).await;
    let job = Job::of(cast.provider_id);
    let read = test.app.db.read(&job).await.unwrap();
    let own: crate::kit::id::Id = read.one(find, params![]).await.unwrap();
    drop(read);
    let nothing = test.app.ids.id();
    for id in [foreign, own, nothing] {
        let sms = json!({ "id": id });
        assert_eq!(
            report(&device, &sms, json!({ "state": "sent" })).await,
            404,
            "it was not given that"
        );
    }
    assert_eq!(newest(&test, &cast).await.0, "waiting");
}

#[tokio::test]
async fn the_operators_rules_hold_for_devices_too() {
    let mut config = Config::default();
    config.sms.daily_ceiling = Some(2);
    config.sign_in.sends_per_address = 10;
    let (test, cast) = with_cast(config).await;
    let device = device(&test).await;
    for _ in 0..4 {
        ask(&test).await;
    }
    // Each text has an origin-bound line and a link: one or two parts of what a gateway counts.
    let sms = items(&device).await;
    let day = sms_day(&test.app.db, test.app.clock.now()).await.unwrap();
    assert!(day.is_full && day.sent <= 2 && sms.len() < 4, "{day:?}");
    assert!(items(&device).await.is_empty());
    let _ = cast;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_waiting_request_ends_with_an_sms_a_revoked_key_or_the_server() {
    let (test, _) = with_cast(Config::default()).await;
    let test = Arc::new(test);
    let refused = device(&test)
        .await
        .get(STAFF, &format!("{SMS}?wait=31"))
        .await;
    assert_eq!(
        (refused.code(), &refused.json()["errors"][0]["field"]),
        (422, &json!("wait"))
    );
    let key = device(&test).await;
    let waiting = async {
        let began = std::time::Instant::now();
        let answer = key.get(STAFF, &format!("{SMS}?wait=25")).await;
        (
            answer.code(),
            answer.json()["items"].as_array().map(Vec::len),
            began.elapsed(),
        )
    };
    let asking = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        ask(&test).await;
    };
    let ((code, count, took), ()) = tokio::join!(waiting, asking);
    assert_eq!((code, count), (200, Some(1)));
    assert!(took < Duration::from_secs(15), "{took:?}");

    let waiting = async { key.get(STAFF, &format!("{SMS}?wait=25")).await.code() };
    let revoking = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let olga = test.as_olga().await;
        let keys = olga.get(STAFF, "/api/admin/api-keys").await.json();
        for row in keys["items"].as_array().unwrap() {
            let path = format!("/api/admin/api-keys/{}", row["id"].as_str().unwrap());
            olga.send(http::Method::DELETE, STAFF, &path, None).await;
        }
    };
    assert_eq!(tokio::join!(waiting, revoking).0, 401);

    let key = device(&test).await;
    let waiting = async { key.get(STAFF, &format!("{SMS}?wait=25")).await };
    let stopping = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        test.app.shutdown.request();
    };
    let began = std::time::Instant::now();
    let answer = tokio::join!(waiting, stopping).0;
    assert_eq!(
        (answer.code(), answer.json()),
        (200, json!({ "items": [] }))
    );
    assert!(began.elapsed() < Duration::from_secs(15));
}

#[tokio::test]
async fn a_fifth_request_of_a_key_does_not_wait() {
    let (test, _) = with_cast(Config::default()).await;
    let key = device(&test).await;
    let olga = test.as_olga().await;
    let keys = olga.get(STAFF, "/api/admin/api-keys").await.json();
    let id = keys["items"][0]["id"].as_str().unwrap().parse().unwrap();
    let held: Vec<_> = (0..4).map(|_| test.app.waits.take(id)).collect();
    let path = format!("{SMS}?wait=30");
    let asked = key.get(STAFF, &path);
    let answer = tokio::time::timeout(Duration::from_secs(20), asked).await;
    let answer = answer.expect("a fifth is answered at once");
    assert_eq!(answer.json(), json!({ "items": [] }));
    drop(held);
}

#[tokio::test]
async fn without_a_live_key_the_gateway_is_asked_again() {
    let (test, cast) = with_cast(Config::default()).await;
    let _device = device(&test).await;
    ask(&test).await;
    do_jobs(&test).await;
    assert_eq!(
        newest(&test, &cast).await.1.as_deref(),
        Some("waits for the device")
    );
    let write_who = Job::of(cast.provider_id);
    let write = test.app.db.write(&write_who).await.unwrap();
    let revoke = scoped!("update api_key as k set revoked_at = $4 where {provider:k}");
    write
        .exec(revoke, params![test.app.clock.now()])
        .await
        .unwrap();
    write.commit().await.unwrap();
    test.clock.advance(Duration::from_secs(61));
    do_jobs(&test).await;
    assert_eq!(
        newest(&test, &cast).await.1.as_deref(),
        Some("sending SMS is not set up")
    );
}
