//! Transactions: durable together, undone alone, seen at one moment.

use std::time::Duration;

use portico::{
    db::{Date, Dialect, Error, Json, Write, params, row, scoped},
    kit::{
        clock::Time,
        event::{Event, Heard},
        id::Id,
    },
    scope::Job,
    testing::only_on,
};

use crate::small::{add_note, database, id, job, notes, seen};

row! {
    #[derive(Debug, PartialEq)]
    struct Note {
        note_id: Id,
        title: String,
        written_at: Option<Time>,
        due_on: Option<Date>,
        done: Option<bool>,
        detail: Option<Json>,
        content: Option<Vec<u8>>,
        size_bytes: Option<i64>,
    }
}

async fn save(write: &Write<'_, Job>, note: &Note) -> Note {
    let save = scoped!(
        "update note as n set title = $5, written_at = $6, due_on = $7, done = $8, detail = $9, content = $10,
           size_bytes = $11 where {project:n} and n.note_id = $4
         returning note_id, title, written_at, due_on, done, detail, content, size_bytes"
    );
    let params = params![
        note.note_id,
        &note.title,
        note.written_at,
        note.due_on,
        note.done,
        note.detail.as_ref(),
        note.content.as_ref(),
        note.size_bytes,
    ];
    write.one(save, params).await.unwrap()
}

#[tokio::test]
async fn every_type_comes_back_as_it_was() {
    let (_database, db) = database().await;
    let one = job(1);
    let write = db.write(&one).await.unwrap();
    add_note(&write, 11, 101, None, None).await.unwrap();
    for (micros, day, size) in [
        (0, (1970, 1, 1), 0),
        (-1, (1969, 12, 31), -1),
        (1_795_253_400_123_456, (2026, 11, 21), (1 << 53) - 1),
        (-62_135_596_800_000_000, (1, 1, 1), i64::MIN),
        (253_402_300_799_999_999, (9999, 12, 31), i64::MAX),
    ] {
        let note = Note {
            note_id: id(101),
            title: "Ünï '); drop table note; --".into(),
            written_at: Some(Time::from_micros(micros)),
            due_on: Some(jiff::civil::date(day.0, day.1, day.2)),
            done: Some(size % 2 == 0),
            detail: Some(serde_json::json!({ "a": [1, null, "'"] })),
            content: Some(vec![0, 255, 39]),
            size_bytes: Some(size),
        };
        assert_eq!(save(&write, &note).await, note);
    }
    let empty = Note {
        note_id: id(101),
        title: String::new(),
        written_at: None,
        due_on: None,
        done: None,
        detail: None,
        content: None,
        size_bytes: None,
    };
    assert_eq!(save(&write, &empty).await, empty);
    let pair =
        scoped!("select n.title, count(*) from note n where {project:n} group by n.title limit $4");
    assert_eq!(
        write.list::<(String, i64)>(pair, params![5]).await.unwrap(),
        [(String::new(), 1)]
    );
    let none = scoped!("select n.title from note n where {project:n} and n.note_id = $4");
    assert!(matches!(
        write.one::<String>(none, params![id(999)]).await,
        Err(Error::NoRow)
    ));
    assert_eq!(
        write.find::<String>(none, params![id(999)]).await.unwrap(),
        None
    );
    write.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn five_hundred_writes_at_once_each_stand_or_fall_alone() {
    let (database, db) = database().await;
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..500 {
        let db = db.clone();
        tasks.spawn(async move {
            let one = job(1);
            let write = db.write(&one).await.unwrap();
            add_note(&write, 11, 1_000 + n, None, None).await.unwrap();
            match n % 10 {
                3 => drop(write),
                7 => {
                    let again = add_note(&write, 11, 1_000 + n, None, None).await;
                    assert!(matches!(again, Err(Error::Conflict(_))), "{again:?}");
                    assert!(matches!(write.commit().await, Err(Error::Aborted(_))));
                }
                _ => write.commit().await.unwrap(),
            }
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    // Another copy of the program sees exactly what was answered with success.
    let other = database.open().await;
    let expected: Vec<Id> = (0..500)
        .filter(|n| n % 10 != 3 && n % 10 != 7)
        .map(|n| id(1_000 + n))
        .collect();
    assert_eq!(seen(&other, &job(1)).await, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writers_that_give_up_waiting_hold_nobody_up() {
    let (_database, db) = database().await;
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..200 {
        let db = db.clone();
        tasks.spawn(async move {
            let one = job(1);
            let work = async {
                let write = db.write(&one).await.unwrap();
                add_note(&write, 11, 1_000 + n, None, None).await.unwrap();
                write.commit().await.unwrap();
            };
            let patience = if n % 2 == 0 {
                Duration::from_micros(50 * n)
            } else {
                Duration::from_secs(20)
            };
            tokio::time::timeout(patience, work).await.is_ok() || n % 2 == 0
        });
    }
    while let Some(done) = tasks.join_next().await {
        assert!(done.unwrap(), "a patient writer was never answered");
    }
}

#[tokio::test]
async fn the_last_in_line_that_leaves_does_not_leave_the_group_uncommitted() {
    let (_database, db) = database().await;
    let one = job(1);
    let moment = Duration::from_millis(20);
    let first = db.write(&one).await.unwrap();
    add_note(&first, 11, 101, None, None).await.unwrap();
    let mut second = Box::pin(db.write(&one));
    let waits = tokio::time::timeout(moment, &mut second).await;
    let mut commit = Box::pin(first.commit());
    // With somebody in line, SQLite leaves the commit to them; on PostgreSQL nobody stands in line.
    let early = tokio::time::timeout(moment, &mut commit).await;
    if db.dialect() == Dialect::Sqlite {
        assert!(waits.is_err() && early.is_err());
    }
    drop(waits);
    drop(second);
    let answered = match early {
        Ok(answered) => answered,
        Err(_) => tokio::time::timeout(Duration::from_secs(5), commit)
            .await
            .expect("the first write was never answered"),
    };
    answered.unwrap();
    assert_eq!(seen(&db, &one).await, [id(101)]);
}

#[tokio::test]
async fn of_a_group_whose_disk_is_full_all_are_told_so_on_sqlite() {
    if !only_on(Dialect::Sqlite) {
        return;
    }
    let (_database, db) = database().await;
    let one = job(1);
    let moment = Duration::from_millis(20);
    db.limit_pages(1).await.unwrap();
    let first = db.write(&one).await.unwrap();
    add_note(&first, 11, 101, None, None).await.unwrap();
    let mut second = Box::pin(db.write(&one));
    let waits = tokio::time::timeout(moment, &mut second).await;
    let mut commit = Box::pin(first.commit());
    let early = tokio::time::timeout(moment, &mut commit).await;
    assert!(waits.is_err() && early.is_err(), "they share a transaction");
    let second = second.await.unwrap();
    let large = "x".repeat(1_000_000);
    // SQLite undoes the whole of a transaction when there is no room for a statement that writes one row.
    let grow = scoped!("update note as n set title = $5 where {project:n} and n.note_id = $4");
    let refused = second.exec(grow, params![id(101), &large]).await;
    assert!(matches!(refused, Err(Error::Full(_))), "{refused:?}");
    drop(second);
    let lost = commit.await;
    assert!(matches!(lost, Err(Error::Full(_))), "{lost:?}");
    db.limit_pages(u32::MAX - 1).await.unwrap();
    assert_eq!(seen(&db, &one).await, []);
    let again = db.write(&one).await.unwrap();
    add_note(&again, 11, 102, None, None).await.unwrap();
    again.commit().await.unwrap();
    assert_eq!(seen(&db, &one).await, [id(102)]);
}

#[tokio::test]
async fn a_read_sees_one_moment() {
    let (_database, db) = database().await;
    let one = job(1);
    let read = db.read(&one).await.unwrap();
    assert_eq!(notes(&read).await.unwrap(), []);
    let write = db.write(&one).await.unwrap();
    add_note(&write, 11, 101, None, None).await.unwrap();
    write.commit().await.unwrap();
    let (first, second) = tokio::try_join!(notes(&read), notes(&read)).unwrap();
    assert_eq!((first, second), (vec![], vec![]));
    drop(read);
    assert_eq!(seen(&db, &one).await, [id(101)]);
}

#[tokio::test]
async fn a_write_that_waits_for_something_else_is_refused() {
    let (_database, db) = database().await;
    let one = job(1);
    let write = db.write(&one).await.unwrap();
    add_note(&write, 11, 101, None, None).await.unwrap();
    tokio::time::sleep(portico::testing::longest_write() + Duration::from_millis(100)).await;
    assert!(matches!(write.commit().await, Err(Error::Aborted(_))));
    assert_eq!(seen(&db, &one).await, []);
}

#[tokio::test]
async fn events_are_heard_once_after_the_commit_and_by_every_copy() {
    let (database, db) = database().await;
    let other = database.open().await;
    let (mut here, mut there) = (db.listen(), other.listen());
    let one = job(1);
    let event = |n| Event {
        provider_id: id(1),
        client_id: Some(id(11)),
        kind: "it's a note".into(),
        id: id(n),
    };
    let lost = db.write(&one).await.unwrap();
    lost.notify(event(1));
    drop(lost);
    let kept = db.write(&one).await.unwrap();
    kept.notify(event(2));
    let early = tokio::time::timeout(Duration::from_millis(50), here.next()).await;
    assert!(early.is_err(), "heard before the commit: {early:?}");
    kept.commit().await.unwrap();
    assert_eq!(here.next().await, Some(Heard::Event(event(2))));
    if db.dialect() == Dialect::Postgres {
        assert_eq!(there.next().await, Some(Heard::Event(event(2))));
    }
}
