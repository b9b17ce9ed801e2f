//! Idempotency keys against a real database.

use super::*;
use crate::db::Db;
use crate::kit::id::{Ids, TestIds};
use crate::scope::Job;
use crate::testing::{TestDatabase, add_provider};

const NOW: Time = Time::from_micros(1_795_253_400_000_000);

fn request<'a>(body: &'a str, now: Time) -> Request<'a> {
    Request {
        caller_id: TestIds::nth(77),
        path: "POST /api/client/things",
        key: Some("k"),
        body: body.as_bytes(),
        now,
    }
}

/// Makes a thing unless its key says it was made: `made` counts the effects.
async fn make(db: &Db, job: &Job, body: &str, now: Time, ids: &dyn Ids) -> Result<(bool, Value)> {
    let write = db.write(job).await?;
    let fresh = match claim::<Value, _>(&write, request(body, now)).await? {
        Claim::Again(answer) => return Ok((false, answer.body)),
        Claim::Fresh(fresh) => fresh,
    };
    let answer = CreatedOnce::new(&json!({ "id": ids.id() }), Some("/things/1".into()))?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    Ok((true, answer.body))
}

#[tokio::test]
async fn the_same_key_and_body_answer_the_same_for_a_day() {
    let database = TestDatabase::new().await;
    let db = database.open().await;
    let ids = TestIds::default();
    let job = Job::of(add_provider(&db, &ids).await);
    let (made, first) = make(&db, &job, "{}", NOW, &ids).await.unwrap();
    assert!(made);
    assert_eq!(
        make(&db, &job, "{}", NOW, &ids).await.unwrap(),
        (false, first)
    );
    let reused = make(&db, &job, "{\"a\":1}", NOW, &ids).await.unwrap_err();
    assert_eq!(
        (reused.status().as_u16(), reused.code()),
        (422, "idempotency_key_reused")
    );
    assert!(
        make(&db, &job, "{\"a\":1}", NOW.plus(LIFE), &ids)
            .await
            .unwrap()
            .0
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twins_at_once_make_one_thing_and_both_hear_of_it() {
    let database = TestDatabase::new().await;
    let db = database.open().await;
    let ids = std::sync::Arc::new(TestIds::default());
    let job = Job::of(add_provider(&db, ids.as_ref()).await);
    let twins = (0..8).map(|_| {
        let (db, ids) = (db.clone(), ids.clone());
        tokio::spawn(async move { make(&db, &job, "{}", NOW, ids.as_ref()).await.unwrap() })
    });
    let mut answers = Vec::new();
    for twin in twins.collect::<Vec<_>>() {
        answers.push(twin.await.unwrap());
    }
    assert_eq!(answers.iter().filter(|(made, _)| *made).count(), 1);
    assert!(
        answers.windows(2).all(|pair| pair[0].1 == pair[1].1),
        "{answers:?}"
    );
}

#[tokio::test]
async fn an_effect_that_fails_leaves_its_key_free() {
    let database = TestDatabase::new().await;
    let db = database.open().await;
    let ids = TestIds::default();
    let job = Job::of(add_provider(&db, &ids).await);
    let write = db.write(&job).await.unwrap();
    assert!(matches!(
        claim::<Value, _>(&write, request("{}", NOW)).await.unwrap(),
        Claim::Fresh(_)
    ));
    drop(write);
    assert!(make(&db, &job, "{}", NOW, &ids).await.unwrap().0);
}
