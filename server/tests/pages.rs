//! Reads that may take long keep nobody else waiting.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering::SeqCst},
    },
    time::Duration,
};

use portico::db::{params, scoped};

use crate::small::{add_note, database, job};

/// With one thread for requests, a ticker can only tick while a long read runs if that runs elsewhere.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_page_that_looks_at_many_rows_keeps_no_request_waiting() {
    let (_database, db) = database().await;
    let one = job(1);
    let write = db.write(&one).await.unwrap();
    for number in 0..120 {
        add_note(&write, 11, 100 + number, None, None)
            .await
            .unwrap();
    }
    write.commit().await.unwrap();

    let (done, ticks) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicU32::new(0)),
    );
    let (over, ticked) = (Arc::clone(&done), Arc::clone(&ticks));
    let ticker = tokio::spawn(async move {
        while !over.load(SeqCst) {
            tokio::time::sleep(Duration::from_millis(5)).await;
            ticked.fetch_add(1, SeqCst);
        }
    });
    let reader = tokio::spawn(async move {
        let read = db.read(&one).await.unwrap();
        // Nearly two million combinations, of which none will do.
        let page = scoped!(
            "select a.note_id from note a, note b, note c
             where {project:a} and {org:a} and {project:b} and {org:b} and {project:c} and {org:c}
               and a.title || b.title || c.title = 'x' limit $4"
        );
        let found: Vec<portico::kit::id::Id> = read.list(page, params![1_i64]).await.unwrap();
        assert_eq!(found, []);
        done.store(true, SeqCst);
    });
    reader.await.unwrap();
    let ticks_meanwhile = ticks.load(SeqCst);
    ticker.await.unwrap();
    assert!(
        ticks_meanwhile > 5,
        "only {ticks_meanwhile} ticks meanwhile"
    );
}
