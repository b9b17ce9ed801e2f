//! Housekeeping over the whole product.

use std::{sync::Arc, time::Duration};

use super::{AFTER_FAULT, HOUR, SWEEPS, run_due};
use crate::{
    db::Because,
    kit::{
        id::Id,
        job::{self, NewJob},
        sweep,
    },
    params,
    scope::Job,
    scoped, system,
    testing::{
        TestApp,
        cast::{ADA_EMAIL, Cast},
    },
};

const DAY: Duration = Duration::from_secs(24 * 3_600);

/// How many rows of the things that are swept there are.
async fn rows(test: &TestApp, cast: &Cast) -> [i64; 7] {
    let job = Job::of(cast.provider_id);
    let read = test.app.db.read(&job).await.unwrap();
    let mut counts = [0; 7];
    for (count, statement) in counts.iter_mut().zip([
        scoped!("select count(*) from sign_in s where {provider:s}"),
        scoped!("select count(*) from contact_session s where {provider:s}"),
        scoped!("select count(*) from staff_session s where {own:s}"),
        scoped!("select count(*) from limit_subject s where {provider:s}"),
        scoped!("select count(*) from idempotency_key k where {provider:k}"),
        scoped!(
            "select count(*) from outbox_message m where {provider:m} and m.secret_text is not null"
        ),
        scoped!("select count(*) from job j where {provider:j}"),
    ]) {
        *count = read.one(statement, params![]).await.unwrap();
    }
    counts
}

async fn add_key(test: &TestApp, cast: &Cast) {
    let job = Job::of(cast.provider_id);
    let write = test.app.db.write(&job).await.unwrap();
    let add = scoped!(
        "insert into idempotency_key (provider_id, caller_id, path, key, body_hash, created_at)
         select p.provider_id, $4, 'POST /x', 'key', $5, $6 from provider p where {provider:p}"
    );
    let hash = [0_u8; 32];
    write
        .exec(add, params![cast.ada_id, &hash, test.app.clock.now()])
        .await
        .unwrap();
    write.commit().await.unwrap();
}

#[tokio::test]
async fn what_is_over_goes_and_what_is_not_stays() {
    let (test, cast) = TestApp::with_cast().await;
    test.as_ada(&cast).await;
    test.as_olga().await;
    add_key(&test, &cast).await;
    assert_eq!(
        run_due(&test.app).await.unwrap().len(),
        SWEEPS.len(),
        "all are due at first"
    );
    let before = rows(&test, &cast).await;
    assert!(
        before.iter().all(|count| *count > 0),
        "nothing is over yet: {before:?}"
    );
    assert_eq!(
        run_due(&test.app).await.unwrap(),
        Vec::<&str>::new(),
        "none is due again at once"
    );

    // The code's life is over; its message waited for a gateway in vain.
    test.clock.advance(Duration::from_secs(601));
    assert_eq!(
        run_due(&test.app).await.unwrap(),
        ["audit_seals", "action_items", "reminders", "messages"]
    );
    let [sign_ins, _, _, _, _, secrets, _] = rows(&test, &cast).await;
    assert_eq!((sign_ins, secrets), (before[0], 0));

    test.clock.advance(DAY);
    test.signed_in(&cast, ADA_EMAIL).await;
    while crate::jobs::run_due(&test.app).await.unwrap() > 0 {}
    run_due(&test.app).await.unwrap();
    let [sign_ins, sessions, staff, limits, keys, secrets, jobs] = rows(&test, &cast).await;
    assert_eq!((sign_ins, keys, secrets), (1, 0, 1), "only today's");
    assert_eq!(
        (sessions, staff),
        (2, 1),
        "sessions are kept for their owners to see"
    );
    assert!(limits < before[3] + 3, "yesterday's are gone: {limits}");
    assert_eq!(jobs, 2, "done ones are kept for a week");

    test.clock.advance(8 * DAY);
    while crate::jobs::run_due(&test.app).await.unwrap() > 0 {}
    run_due(&test.app).await.unwrap();
    assert_eq!(rows(&test, &cast).await[3], 0);
    test.clock.advance(8 * DAY);
    run_due(&test.app).await.unwrap();
    assert_eq!(
        rows(&test, &cast).await[6],
        0,
        "a week after they were done"
    );
    test.clock.advance(170 * DAY);
    run_due(&test.app).await.unwrap();
    let [_, sessions, staff, ..] = rows(&test, &cast).await;
    assert_eq!((sessions, staff), (0, 0), "over for longer than 90 days");
}

#[tokio::test]
async fn a_revoked_session_goes_after_ninety_days_and_a_dead_job_never() {
    let (test, cast) = TestApp::with_cast().await;
    test.as_ada(&cast).await;
    let who = Job::of(cast.provider_id);
    let write = test.app.db.write(&who).await.unwrap();
    let revoke = scoped!("update contact_session as s set revoked_at = $4 where {provider:s}");
    write
        .exec(revoke, params![test.app.clock.now()])
        .await
        .unwrap();
    let dead = NewJob {
        kind: "no_such_kind",
        payload: serde_json::json!({}),
        effect_key: None,
    };
    job::enqueue(&write, test.app.ids.id(), test.app.clock.now(), &dead)
        .await
        .unwrap();
    write.commit().await.unwrap();
    crate::jobs::run_due(&test.app).await.unwrap();
    test.clock.advance(89 * DAY);
    run_due(&test.app).await.unwrap();
    assert_eq!(rows(&test, &cast).await[1], 1);
    test.clock.advance(2 * DAY);
    run_due(&test.app).await.unwrap();
    let [_, sessions, .., jobs] = rows(&test, &cast).await;
    assert_eq!(
        (sessions, jobs),
        (0, 2),
        "the dead one, and one that still waits"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_copies_each_sweep_is_done_by_one() {
    let (test, _) = TestApp::with_cast().await;
    let test = Arc::new(test);
    let copies = (0..8).map(|_| {
        let test = test.clone();
        tokio::spawn(async move { run_due(&test.app).await.unwrap() })
    });
    let mut done: Vec<&str> = Vec::new();
    for copy in copies.collect::<Vec<_>>() {
        done.extend(copy.await.unwrap());
    }
    done.sort_unstable();
    let mut names: Vec<&str> = SWEEPS.iter().map(|sweep| sweep.name).collect();
    names.sort_unstable();
    assert_eq!(done, names);
}

#[tokio::test]
async fn a_copy_that_dies_in_the_middle_is_followed_by_another() {
    let test = TestApp::new().await;
    let (db, clock) = (&test.app.db, &test.app.clock);
    let held = sweep::take(db, "jobs", clock.now()).await.unwrap().unwrap();
    assert!(
        sweep::take(db, "jobs", clock.now())
            .await
            .unwrap()
            .is_none()
    );
    test.clock.advance(sweep::LEASE * 3 / 4);
    let held = sweep::keep(db, held, clock.now()).await.unwrap().unwrap();
    test.clock.advance(sweep::LEASE * 3 / 4);
    assert!(
        sweep::take(db, "jobs", clock.now())
            .await
            .unwrap()
            .is_none(),
        "it gave a sign of life"
    );
    test.clock.advance(sweep::LEASE);
    let next = sweep::take(db, "jobs", clock.now()).await.unwrap().unwrap();
    assert!(
        sweep::keep(db, held, clock.now()).await.unwrap().is_none(),
        "the first must stop"
    );
    let due_at = clock.now().plus(HOUR);
    sweep::finish(db, &next, clock.now(), due_at, Some("a fault"))
        .await
        .unwrap();
    assert!(
        sweep::list_due(db, &["jobs"], clock.now())
            .await
            .unwrap()
            .is_empty()
    );
    test.clock.advance(HOUR.max(AFTER_FAULT));
    assert_eq!(
        sweep::list_due(db, &["jobs"], clock.now()).await.unwrap(),
        ["jobs"]
    );
}

#[tokio::test]
async fn full_batches_are_followed_by_more() {
    let (test, cast) = TestApp::with_cast().await;
    let system = test.app.db.system(Because::Jobs);
    let write = system.write().await.unwrap();
    let add = system!(
        "insert into job (provider_id, job_id, kind, payload, state, attempts, run_at, created_at, finished_at)
         values ($1, $2, 'x', $3, 'done', 1, $4, $4, $4)"
    );
    let payload = serde_json::json!({});
    for _ in 0..2_500 {
        let id: Id = test.app.ids.id();
        write
            .exec(
                add,
                params![cast.provider_id, id, &payload, test.app.clock.now()],
            )
            .await
            .unwrap();
    }
    write.commit().await.unwrap();
    test.clock.advance(8 * DAY);
    run_due(&test.app).await.unwrap();
    assert_eq!(rows(&test, &cast).await[6], 0);
}
