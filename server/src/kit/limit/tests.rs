//! Limits, by themselves and against a real database.

use std::sync::Arc;

use super::*;
use crate::{
    db::Db,
    kit::id::TestIds,
    scope::Job,
    testing::{TestDatabase, add_provider},
};

const FIVE: Rule = Rule {
    kind: "code",
    most: 5,
    window: Duration::from_secs(600),
};

const fn at(seconds: i64) -> Time {
    Time::from_micros(1_795_253_400_000_000 + seconds * 1_000_000)
}

/// Takes one, or says how long to wait.
async fn attempt(
    db: &Db,
    provider_id: Id,
    subject: &str,
    now: Time,
    ids: &dyn Ids,
) -> Result<Option<u64>> {
    let job = Job::of(provider_id);
    let write = db.write(&job).await?;
    let wait_s = look(&write, &FIVE, subject, now).await?.wait_s(now);
    if wait_s.is_none() {
        note(&write, &FIVE, subject, ids.id(), now).await?;
    }
    write.commit().await?;
    Ok(wait_s)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_hundred_at_once_exactly_five_get_through() {
    let database = TestDatabase::new().await;
    let db = database.open().await;
    let ids = Arc::new(TestIds::default());
    let provider_id = add_provider(&db, ids.as_ref()).await;
    let attempts = (0..200).map(|_| {
        let (db, ids) = (db.clone(), ids.clone());
        tokio::spawn(async move {
            attempt(&db, provider_id, "+491511234567", at(0), ids.as_ref()).await
        })
    });
    let mut through = 0;
    for attempt in attempts.collect::<Vec<_>>() {
        match attempt.await.unwrap().unwrap() {
            None => through += 1,
            Some(wait_s) => assert_eq!(wait_s, 600),
        }
    }
    assert_eq!(through, 5);
}

#[tokio::test]
async fn the_window_slides_and_says_when_to_come_back() {
    let database = TestDatabase::new().await;
    let db = database.open().await;
    let ids = TestIds::default();
    let provider_id = add_provider(&db, &ids).await;
    for second in 0..5 {
        assert_eq!(
            attempt(&db, provider_id, "a", at(second * 10), &ids)
                .await
                .unwrap(),
            None
        );
    }
    for (second, subject, wait_s) in [
        (41, "a", Some(559)),
        (41, "b", None),
        (599, "a", Some(1)),
        (600, "a", None),
        (601, "a", Some(9)),
    ] {
        assert_eq!(
            attempt(&db, provider_id, subject, at(second), &ids)
                .await
                .unwrap(),
            wait_s,
            "{second} {subject}"
        );
    }
}

#[tokio::test]
async fn an_event_that_is_taken_back_counts_no_longer() {
    let database = TestDatabase::new().await;
    let db = database.open().await;
    let ids = TestIds::default();
    let job = Job::of(add_provider(&db, &ids).await);
    let write = db.write(&job).await.unwrap();
    let event_id = ids.id();
    look(&write, &FIVE, "a", at(0)).await.unwrap();
    note(&write, &FIVE, "a", event_id, at(0)).await.unwrap();
    assert_eq!(look(&write, &FIVE, "a", at(1)).await.unwrap().left, 4);
    forget(&write, &FIVE, "a", event_id).await.unwrap();
    assert_eq!(look(&write, &FIVE, "a", at(1)).await.unwrap().left, 5);
    write.commit().await.unwrap();
}

#[test]
fn room_comes_back_as_events_leave_the_window() {
    let three = Rule { most: 3, ..FIVE };
    let none = standing(&three, &[], at(10));
    assert_eq!(
        (none.left, none.wait_s(at(10)), none.free_after_next_at),
        (3, None, at(10))
    );
    let two = standing(&three, &[at(1), at(5)], at(10));
    assert_eq!(
        (two.left, two.free_at, two.free_after_next_at),
        (1, at(10), at(601))
    );
    let full = standing(&three, &[at(1), at(5), at(9)], at(10));
    assert_eq!(
        (full.left, full.free_at, full.wait_s(at(10))),
        (0, at(601), Some(591))
    );
    let over = standing(&three, &[at(1), at(2), at(3), at(4)], at(10));
    assert_eq!(over.free_at, at(602));
}

#[test]
fn the_only_event_blocks_until_it_leaves() {
    let one = Rule { most: 1, ..FIVE };
    assert_eq!(standing(&one, &[], at(10)).free_after_next_at, at(610));
}

/// One thing that happens to a subject: so many seconds later, whose it is, and whether it is taken back.
type Step = (i64, usize, bool);

/// What a look answered, step by step, and what a list of times says that it had to be.
async fn compared(db: &Db, provider_id: Id, ids: &dyn Ids, names: [&str; 2], steps: &[Step]) {
    let rule = Rule { most: 3, ..FIVE };
    let (mut second, mut counted) = (0, [Vec::new(), Vec::new()]);
    for (step, (later, whose, is_taken_back)) in steps.iter().enumerate() {
        second += later;
        let job = Job::of(provider_id);
        let write = db.write(&job).await.unwrap();
        let looked = look(&write, &rule, names[*whose], at(second)).await;
        let wait_s = looked.unwrap().wait_s(at(second));
        // An event counts as long as it is younger than the window.
        let own: &mut Vec<i64> = &mut counted[*whose];
        own.retain(|event| second - event < 600);
        let expected = (own.len() >= 3).then(|| {
            let free_at = own[own.len() - 3] + 600;
            u64::try_from(free_at - second).unwrap().max(1)
        });
        assert_eq!(wait_s, expected, "step {step} of {steps:?}");
        if wait_s.is_none() {
            let event_id = ids.id();
            note(&write, &rule, names[*whose], event_id, at(second))
                .await
                .unwrap();
            if *is_taken_back {
                forget(&write, &rule, names[*whose], event_id)
                    .await
                    .unwrap();
            } else {
                own.push(second);
            }
        }
        write.commit().await.unwrap();
    }
}

#[tokio::test]
async fn no_window_lets_more_through_whatever_happens_in_whatever_order() {
    use proptest::{
        collection::vec, prelude::*, strategy::ValueTree as _, test_runner::TestRunner,
    };
    let database = TestDatabase::new().await;
    let db = database.open().await;
    let ids = TestIds::default();
    let provider_id = add_provider(&db, &ids).await;
    let later = prop_oneof![Just(0_i64), 1..60_i64, 599..602_i64, 0..2_000_i64];
    let steps = vec((later, 0..2_usize, proptest::bool::weighted(0.2)), 1..24);
    let mut runner = TestRunner::deterministic();
    let cases = if std::env::var("PROPTEST_CASES").is_ok() {
        ProptestConfig::default().cases
    } else {
        24
    };
    for case in 0..cases {
        let steps = steps.new_tree(&mut runner).unwrap().current();
        let names = [format!("one-{case}"), format!("two-{case}")];
        compared(&db, provider_id, &ids, [&names[0], &names[1]], &steps).await;
    }
}
