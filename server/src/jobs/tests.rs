//! Jobs as several copies of the program do them, with a gateway of the test's own at the other end.

use std::{collections::HashSet, sync::Arc, time::Duration};

use tokio::sync::Semaphore;

use super::{run, run_due, run_due_with};
use crate::{
    cli::http_client,
    config::Config,
    db::Because,
    kit::{
        id::Id,
        job::{self, Ended, LEASE, Lane, MAX_ATTEMPTS, NewJob},
        outbox::{self, Channel, Gateways, Message, SmsGateway, SmsWebhook},
    },
    params,
    scope::Job,
    scoped, system,
    testing::{
        TestApp,
        cast::{ADA_PHONE, Cast},
        peer::{Conduct, Peer},
    },
};

/// An application whose SMS go to a peer.
async fn with_peer(conduct: Conduct) -> (TestApp, Cast, Peer) {
    with_peer_and(Config::default(), conduct).await
}

async fn with_peer_and(config: Config, conduct: Conduct) -> (TestApp, Cast, Peer) {
    let peer = Peer::start(conduct).await;
    let timeout = Duration::from_secs(30);
    let webhook = SmsWebhook::new(
        http_client().unwrap(),
        peer.url(),
        b"secret".to_vec(),
        timeout,
    );
    let gateways = Gateways {
        sms: Some(SmsGateway::Webhook(webhook)),
        ..Gateways::default()
    };
    let test = TestApp::with_gateways(config, gateways).await;
    let cast = test.add_cast().await;
    (test, cast, peer)
}

async fn send_to(test: &TestApp, cast: &Cast, recipient: &str) -> Id {
    let who = Job::of(cast.provider_id);
    let id = test.app.ids.id();
    let message = Message {
        contact_id: None,
        staff_id: None,
        channel: Channel::Sms,
        recipient: recipient.to_owned(),
        subject: None,
        kept_text: "A link (not kept)".to_owned(),
        text: "https://studio.example/#d=token".to_owned(),
        html: None,
        expires_at: None,
    };
    let write = test.app.db.write(&who).await.unwrap();
    outbox::send(&write, id, test.app.clock.now(), &message)
        .await
        .unwrap();
    write.commit().await.unwrap();
    id
}

async fn send(test: &TestApp, cast: &Cast) -> Id {
    send_to(test, cast, ADA_PHONE).await
}

/// State and reason of a message, and whether its text is still there.
async fn message(test: &TestApp, cast: &Cast, id: Id) -> (String, Option<String>, bool) {
    let who = Job::of(cast.provider_id);
    let read = test.app.db.read(&who).await.unwrap();
    let find = scoped!(
        "select m.state, m.reason, m.secret_text is not null from outbox_message m
         where {provider:m} and m.outbox_message_id = $4"
    );
    read.one(find, params![id]).await.unwrap()
}

/// State and attempts of a job.
async fn state(test: &TestApp, cast: &Cast, id: Id) -> (String, i64) {
    let who = Job::of(cast.provider_id);
    let read = test.app.db.read(&who).await.unwrap();
    let find =
        scoped!("select j.state, j.attempts from job j where {provider:j} and j.job_id = $4");
    read.one(find, params![id]).await.unwrap()
}

/// Waits until a worker has said that it still works at a job.
async fn kept(test: &TestApp, cast: &Cast, id: Id) {
    let who = Job::of(cast.provider_id);
    let find = scoped!(
        "select count(*) from job j where {provider:j} and j.job_id = $4 and j.leased_until > $5"
    );
    let soon = test.app.clock.now().plus(LEASE / 2);
    let wait = async {
        loop {
            let read = test.app.db.read(&who).await.unwrap();
            if read.one::<i64>(find, params![id, soon]).await.unwrap() == 1 {
                return;
            }
            drop(read);
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), wait)
        .await
        .expect("a sign of life");
}

fn done(attempts: i64) -> (String, i64) {
    ("done".to_owned(), attempts)
}

#[tokio::test]
async fn a_job_whose_worker_died_falls_to_the_next_when_its_lease_ends() {
    let (test, cast, peer) = with_peer(Conduct::Answer(204, "")).await;
    let id = send(&test, &cast).await;
    let dead = job::lease(&test.app.db, test.app.clock.now(), Lane::Sms, 5)
        .await
        .unwrap();
    assert_eq!((dead.len(), dead[0].job_id), (1, id));
    test.clock.advance(LEASE - Duration::from_secs(1));
    assert_eq!(run_due(&test.app).await.unwrap(), 0, "somebody has it");
    test.clock.advance(Duration::from_secs(1));
    assert_eq!(run_due(&test.app).await.unwrap(), 1);
    assert_eq!(state(&test, &cast, id).await, done(2));
    assert_eq!(peer.asked().len(), 1);
    // The first one was only slow: what it says now changes nothing.
    let late = Ended::Dead {
        reason: "late".to_owned(),
    };
    job::finish(&test.app.db, test.app.clock.now(), &dead[0], &late)
        .await
        .unwrap();
    job::keep(&test.app.db, test.app.clock.now(), &dead[0])
        .await
        .unwrap();
    assert_eq!(state(&test, &cast, id).await, done(2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_of_life_keeps_a_job_that_takes_long() {
    let gate = Arc::new(Semaphore::new(0));
    let (test, cast, peer) = with_peer(Conduct::Hold(gate.clone())).await;
    let id = send(&test, &cast).await;
    let app = test.app.clone();
    let worker = tokio::spawn(async move { run_due_with(&app, Duration::from_millis(20)).await });
    peer.wait_for(1).await;
    for _ in 0..4 {
        test.clock.advance(LEASE * 3 / 4);
        kept(&test, &cast, id).await;
        let taken = job::lease(&test.app.db, test.app.clock.now(), Lane::Sms, 5)
            .await
            .unwrap();
        assert!(taken.is_empty(), "it is under way: {taken:?}");
    }
    gate.add_permits(1);
    assert_eq!(worker.await.unwrap().unwrap(), 1);
    assert_eq!(state(&test, &cast, id).await, done(1));
    assert_eq!(
        message(&test, &cast, id).await,
        ("sent".to_owned(), None, false)
    );
}

#[tokio::test]
async fn pauses_grow_until_a_job_is_dead_and_it_can_be_done_again() {
    let (test, cast, peer) = with_peer(Conduct::Answer(503, "")).await;
    let id = send(&test, &cast).await;
    for attempt in 1..MAX_ATTEMPTS {
        assert_eq!(run_due(&test.app).await.unwrap(), 1);
        assert_eq!(
            state(&test, &cast, id).await,
            ("waiting".to_owned(), attempt)
        );
        let (state, reason, _) = message(&test, &cast, id).await;
        assert_eq!(
            (state.as_str(), reason.is_some()),
            ("waiting", true),
            "staff see why it waits"
        );
        test.clock
            .advance(job::pause(attempt, 0) - Duration::from_micros(1));
        assert_eq!(
            run_due(&test.app).await.unwrap(),
            0,
            "not before its pause is over"
        );
        test.clock
            .advance(job::pause(attempt, 255) - job::pause(attempt, 0) + Duration::from_secs(1));
    }
    run_due(&test.app).await.unwrap();
    assert_eq!(
        state(&test, &cast, id).await,
        ("dead".to_owned(), MAX_ATTEMPTS)
    );
    let reason = "the SMS gateway answered 503 Service Unavailable".to_owned();
    assert_eq!(
        message(&test, &cast, id).await,
        ("failed".to_owned(), Some(reason.clone()), true)
    );
    test.clock.advance(Duration::from_secs(86_400));
    assert_eq!(run_due(&test.app).await.unwrap(), 0, "dead is dead");

    let dead = job::list_dead(&test.app.db, 10).await.unwrap();
    assert_eq!(
        (
            dead.len(),
            dead[0].job_id,
            job::count_dead(&test.app.db).await.unwrap()
        ),
        (1, id, 1)
    );
    assert_eq!(
        (dead[0].provider_name.as_str(), &dead[0].last_error),
        ("Studio", &Some(reason))
    );
    peer.conduct(Conduct::Answer(200, ""));
    let other = Some(test.app.ids.id());
    assert_eq!(
        outbox::retry(&test.app.db, test.app.clock.now(), other)
            .await
            .unwrap(),
        0
    );
    assert_eq!(
        outbox::retry(&test.app.db, test.app.clock.now(), Some(id))
            .await
            .unwrap(),
        1
    );
    assert_eq!(run_due(&test.app).await.unwrap(), 1);
    assert_eq!(
        message(&test, &cast, id).await,
        ("sent".to_owned(), None, false)
    );
    assert_eq!(job::count_dead(&test.app.db).await.unwrap(), 0);
}

#[tokio::test]
async fn a_refused_message_fails_at_once_and_its_text_goes_after_a_week() {
    let (test, cast, peer) = with_peer(Conduct::Answer(400, "")).await;
    let id = send(&test, &cast).await;
    run_due(&test.app).await.unwrap();
    assert_eq!(state(&test, &cast, id).await, ("dead".to_owned(), 1));
    test.clock.advance(Duration::from_secs(7 * 86_400));
    crate::housekeeping::run_due(&test.app).await.unwrap();
    let (state, reason, has_text) = message(&test, &cast, id).await;
    assert_eq!(
        (state.as_str(), reason.is_some(), has_text),
        ("failed", true, false)
    );
    outbox::retry(&test.app.db, test.app.clock.now(), None)
        .await
        .unwrap();
    run_due(&test.app).await.unwrap();
    let dead = job::list_dead(&test.app.db, 10).await.unwrap();
    assert_eq!(
        dead[0].last_error.as_deref(),
        Some("its text is no longer kept")
    );
    assert_eq!(peer.asked().len(), 1);
}

#[tokio::test]
async fn one_effect_key_is_one_job_also_when_it_is_done() {
    let (test, cast, peer) = with_peer(Conduct::Answer(200, "")).await;
    let id = send(&test, &cast).await;
    let again = async |test: &TestApp| {
        let who = Job::of(cast.provider_id);
        let write = test.app.db.write(&who).await.unwrap();
        let job = NewJob {
            kind: "send_message",
            payload: serde_json::json!({ "outbox_message_id": id }),
            effect_key: Some(format!("message:{id}")),
        };
        job::enqueue(&write, test.app.ids.id(), test.app.clock.now(), &job)
            .await
            .unwrap();
        write.commit().await.unwrap();
    };
    again(&test).await;
    assert_eq!(run_due(&test.app).await.unwrap(), 1);
    again(&test).await;
    assert_eq!(run_due(&test.app).await.unwrap(), 0);
    assert_eq!(peer.asked().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_loops_at_once_do_every_job_once() {
    let (test, cast, peer) = with_peer(Conduct::Answer(200, "")).await;
    for _ in 0..60 {
        send(&test, &cast).await;
    }
    let loops = (0..4).map(|_| {
        let app = test.app.clone();
        tokio::spawn(async move {
            let mut done = 0;
            loop {
                match run_due(&app).await.unwrap() {
                    0 => return done,
                    count => done += count,
                }
            }
        })
    });
    let mut done = 0;
    for one in loops.collect::<Vec<_>>() {
        done += one.await.unwrap();
    }
    let asked = peer.asked();
    let ids: HashSet<&String> = asked
        .iter()
        .map(|asked| &asked.headers["webhook-id"])
        .collect();
    assert_eq!((done, asked.len(), ids.len()), (60, 60, 60));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_lets_what_is_under_way_end() {
    let gate = Arc::new(Semaphore::new(0));
    let (test, cast, peer) = with_peer(Conduct::Hold(gate.clone())).await;
    let id = send(&test, &cast).await;
    let worker = tokio::spawn(run(test.app.clone()));
    peer.wait_for(1).await;
    test.app.shutdown.request();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(!worker.is_finished(), "it has a few seconds");
    gate.add_permits(1);
    worker.await.unwrap();
    assert_eq!(state(&test, &cast, id).await, done(1));
    let late = send(&test, &cast).await;
    run(test.app.clone()).await;
    assert_eq!(
        state(&test, &cast, late).await,
        ("waiting".to_owned(), 0),
        "nothing new is begun"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_cut_off_is_done_again_under_the_same_id() {
    let (test, cast, peer) = with_peer(Conduct::Hang).await;
    let id = send(&test, &cast).await;
    let app = test.app.clone();
    let worker = tokio::spawn(async move { run_due(&app).await });
    peer.wait_for(1).await;
    worker.abort();
    assert!(worker.await.unwrap_err().is_cancelled());
    peer.conduct(Conduct::Answer(200, ""));
    assert_eq!(
        run_due(&test.app).await.unwrap(),
        0,
        "its lease is not over"
    );
    test.clock.advance(LEASE);
    assert_eq!(run_due(&test.app).await.unwrap(), 1);
    let ids: Vec<String> = peer
        .asked()
        .iter()
        .map(|asked| asked.headers["webhook-id"].clone())
        .collect();
    assert_eq!(ids, [id.to_string(), id.to_string()]);
    assert_eq!(state(&test, &cast, id).await, done(2));
}

#[tokio::test]
async fn a_job_that_nobody_knows_is_dead_and_stops_no_other() {
    let (test, cast, peer) = with_peer(Conduct::Answer(200, "")).await;
    let who = Job::of(cast.provider_id);
    let write = test.app.db.write(&who).await.unwrap();
    let odd = NewJob {
        kind: "odd",
        payload: serde_json::json!({}),
        effect_key: None,
    };
    let odd_id = test.app.ids.id();
    job::enqueue(&write, odd_id, test.app.clock.now(), &odd)
        .await
        .unwrap();
    write.commit().await.unwrap();
    let id = send(&test, &cast).await;
    assert_eq!(run_due(&test.app).await.unwrap(), 2);
    assert_eq!(state(&test, &cast, odd_id).await, ("dead".to_owned(), 1));
    assert_eq!(
        (state(&test, &cast, id).await, peer.asked().len()),
        (done(1), 1)
    );
}

fn with_ceiling(count: u32) -> Config {
    let mut config = Config::default();
    config.sms.daily_ceiling = Some(count);
    config
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_days_ceiling_is_exact_with_several_loops_and_ends_at_midnight() {
    let (test, cast, peer) = with_peer_and(with_ceiling(7), Conduct::Answer(200, "")).await;
    let mut ids = Vec::new();
    for _ in 0..30 {
        ids.push(send(&test, &cast).await);
    }
    let loops = (0..4).map(|_| {
        let app = test.app.clone();
        tokio::spawn(async move { while run_due(&app).await.unwrap() > 0 {} })
    });
    for one in loops.collect::<Vec<_>>() {
        one.await.unwrap();
    }
    assert_eq!(peer.asked().len(), 7);
    let day = outbox::sms_day(&test.app.db, test.app.clock.now())
        .await
        .unwrap();
    assert_eq!((day.sent, day.is_full), (7, true));
    let mut waiting = 0;
    for id in &ids {
        let (state, reason, _) = message(&test, &cast, *id).await;
        if state == "waiting" {
            waiting += 1;
            assert_eq!(reason.as_deref(), Some("sms.daily_ceiling is reached"));
        }
    }
    assert_eq!(waiting, 23);
    // The test's day begins at 09:30 UTC.
    test.clock.advance(Duration::from_secs(14 * 3_600 + 1_799));
    run_due(&test.app).await.unwrap();
    assert_eq!(peer.asked().len(), 7);
    test.clock.advance(Duration::from_secs(1));
    while run_due(&test.app).await.unwrap() > 0 {}
    assert_eq!(peer.asked().len(), 14);
}

#[tokio::test]
async fn an_sms_that_no_gateway_took_is_not_counted() {
    let (test, cast, peer) = with_peer_and(with_ceiling(2), Conduct::Answer(503, "")).await;
    send(&test, &cast).await;
    run_due(&test.app).await.unwrap();
    let sent = async || {
        outbox::sms_day(&test.app.db, test.app.clock.now())
            .await
            .unwrap()
            .sent
    };
    assert_eq!((peer.asked().len(), sent().await), (1, 0));
    peer.conduct(Conduct::Answer(200, ""));
    test.clock.advance(Duration::from_secs(3));
    run_due(&test.app).await.unwrap();
    assert_eq!((peer.asked().len(), sent().await), (2, 1));
}

#[tokio::test]
async fn no_sms_leaves_for_a_country_that_is_not_listed() {
    let mut config = Config::default();
    config.sms.countries = Some(vec!["DE".to_owned()]);
    let (test, cast, peer) = with_peer_and(config, Conduct::Answer(200, "")).await;
    let abroad = send_to(&test, &cast, "+436641234567").await;
    let home = send(&test, &cast).await;
    run_due(&test.app).await.unwrap();
    assert_eq!(message(&test, &cast, home).await.0, "sent");
    let (state, reason, _) = message(&test, &cast, abroad).await;
    assert_eq!(state, "failed");
    assert_eq!(
        reason.as_deref(),
        Some("sms.countries does not allow this number")
    );
    assert_eq!(peer.asked().len(), 1);
}

#[tokio::test]
async fn without_a_gateway_a_message_waits_and_says_why() {
    let (test, cast) = TestApp::with_cast().await;
    let id = send(&test, &cast).await;
    run_due(&test.app).await.unwrap();
    assert_eq!(
        state(&test, &cast, id).await,
        ("waiting".to_owned(), 0),
        "no attempt"
    );
    let (state, reason, _) = message(&test, &cast, id).await;
    assert_eq!(
        (state.as_str(), reason.as_deref()),
        ("waiting", Some("sending SMS is not set up"))
    );
    let waiting = outbox::count_waiting(&test.app.db).await.unwrap();
    assert_eq!((waiting.sms, waiting.mail), (1, 0));
    // It is kept as long as it takes.
    for _ in 0..3 {
        test.clock.advance(Duration::from_secs(86_400));
        run_due(&test.app).await.unwrap();
    }
    assert_eq!(message(&test, &cast, id).await.0, "waiting");
    let system = test.app.db.system(Because::Jobs);
    let read = system.read().await.unwrap();
    let all: i64 = read
        .one(
            system!("select count(*) from job j where j.state = 'waiting'"),
            params![],
        )
        .await
        .unwrap();
    assert_eq!(all, 1);
}
