//! Limits against a real database.

use std::sync::Arc;
use std::time::Duration;

use super::*;
use crate::db::{Because, Db};
use crate::kit::id::TestIds;
use crate::scope::Job;
use crate::testing::{TestDatabase, add_provider};

const FIVE: Rule = Rule {
    kind: "code",
    most: 5,
    window: Duration::from_secs(600),
};

const fn at(seconds: i64) -> Time {
    Time::from_micros(1_795_253_400_000_000 + seconds * 1_000_000)
}

async fn attempt(db: &Db, provider_id: Id, subject: &str, now: Time, ids: &dyn Ids) -> Result<()> {
    let write = db.system(Because::SignIn).write().await?;
    take(&write, provider_id, &FIVE, subject, now, ids).await?;
    Ok(write.commit().await?)
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
        match attempt.await.unwrap() {
            Ok(()) => through += 1,
            Err(error) => assert_eq!(error.status().as_u16(), 429, "{error}"),
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
        attempt(&db, provider_id, "a", at(second * 10), &ids)
            .await
            .unwrap();
    }
    let refused = |error: Error| error.retry_after_s().unwrap();
    assert_eq!(
        refused(
            attempt(&db, provider_id, "a", at(41), &ids)
                .await
                .unwrap_err()
        ),
        559
    );
    attempt(&db, provider_id, "b", at(41), &ids).await.unwrap();
    assert_eq!(
        refused(
            attempt(&db, provider_id, "a", at(599), &ids)
                .await
                .unwrap_err()
        ),
        1
    );
    attempt(&db, provider_id, "a", at(600), &ids).await.unwrap();
    assert_eq!(
        refused(
            attempt(&db, provider_id, "a", at(601), &ids)
                .await
                .unwrap_err()
        ),
        9
    );
}

#[tokio::test]
async fn somebody_signed_in_is_limited_the_same_way() {
    let database = TestDatabase::new().await;
    let db = database.open().await;
    let ids = TestIds::default();
    let job = Job::of(add_provider(&db, &ids).await);
    for _ in 0..5 {
        let write = db.write(&job).await.unwrap();
        take_as(&write, &FIVE, "a", at(0), &ids).await.unwrap();
        write.commit().await.unwrap();
    }
    let write = db.write(&job).await.unwrap();
    assert_eq!(
        take_as(&write, &FIVE, "a", at(1), &ids)
            .await
            .unwrap_err()
            .retry_after_s(),
        Some(599)
    );
}
