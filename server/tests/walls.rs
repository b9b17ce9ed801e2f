//! Nobody sees or writes another's rows, whatever the statement.

use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};

use portico::{
    db::{Because, Db, Dialect, Error, Statement, params, scoped, system},
    kit::id::Id,
    scope::Audience,
    testing::only_on,
};

use crate::small::{add_note, contact, database, id, job, notes, seen, staff};

#[tokio::test]
async fn each_audience_sees_its_own_rows() {
    let (_database, db) = database().await;
    let one = job(1);
    let write = db.write(&one).await.unwrap();
    for (client, note, project, org) in [
        (11, 101, None, None),
        (11, 102, Some(31), None),
        (11, 103, Some(32), Some(41)),
        (12, 104, None, Some(42)),
    ] {
        assert_eq!(
            add_note(&write, client, note, project, org).await.unwrap(),
            1
        );
    }
    let assign = scoped!(
        "insert into client_staff (provider_id, client_id, staff_id)
         select c.provider_id, c.client_id, $4 from client c where {client:c} and c.client_id = $5"
    );
    write.exec(assign, params![id(51), id(12)]).await.unwrap();
    let join = scoped!(
        "insert into org_member (provider_id, org_id, staff_id)
         select p.provider_id, $4, $5 from provider p where {provider:p}"
    );
    write.exec(join, params![id(42), id(51)]).await.unwrap();
    let narrow = scoped!(
        "insert into membership_project (provider_id, client_id, membership_id, project_id)
         select c.provider_id, c.client_id, $4, $5 from client c where {client:c} and c.client_id = $6"
    );
    write
        .exec(narrow, params![id(71), id(32), id(11)])
        .await
        .unwrap();
    write.commit().await.unwrap();
    let two = job(2);
    let write = db.write(&two).await.unwrap();
    add_note(&write, 21, 201, None, None).await.unwrap();
    write.commit().await.unwrap();

    let ids = |numbers: &[u64]| numbers.iter().map(|n| id(*n)).collect::<Vec<_>>();
    assert_eq!(seen(&db, &job(1)).await, ids(&[101, 102, 103, 104]));
    assert_eq!(seen(&db, &job(2)).await, ids(&[201]));
    assert_eq!(
        seen(&db, &staff(1, "owner", false)).await,
        ids(&[101, 102, 103, 104])
    );
    assert_eq!(
        seen(&db, &staff(1, "admin", false)).await,
        ids(&[101, 102, 104]),
        "not org 41"
    );
    assert_eq!(
        seen(&db, &staff(1, "member", true)).await,
        ids(&[101, 102, 104]),
        "not org 41"
    );
    assert_eq!(
        seen(&db, &staff(1, "member", false)).await,
        ids(&[104]),
        "only the assigned client"
    );
    assert_eq!(
        seen(&db, &contact(1, 11, false)).await,
        ids(&[101, 102, 103])
    );
    assert_eq!(
        seen(&db, &contact(1, 11, true)).await,
        ids(&[103]),
        "only the named project"
    );
    assert_eq!(
        seen(&db, &contact(1, 12, true)).await,
        ids(&[]),
        "narrowed to nothing"
    );
    assert_eq!(
        seen(&db, &contact(2, 11, false)).await,
        ids(&[]),
        "another provider's client"
    );
}

#[tokio::test]
async fn an_insert_under_a_foreign_parent_makes_nothing() {
    let (_database, db) = database().await;
    let stranger = contact(1, 12, false);
    let write = db.write(&stranger).await.unwrap();
    assert_eq!(add_note(&write, 11, 101, None, None).await.unwrap(), 0);
    assert_eq!(add_note(&write, 21, 102, None, None).await.unwrap(), 0);
    assert_eq!(add_note(&write, 12, 103, None, None).await.unwrap(), 1);
    write.commit().await.unwrap();
    assert_eq!(seen(&db, &job(1)).await, [id(103)]);
}

#[tokio::test]
async fn the_schema_refuses_a_row_that_crosses_providers() {
    let (_database, db) = database().await;
    let one = job(1);
    let write = db.write(&one).await.unwrap();
    let cross = scoped!(
        "insert into note (provider_id, note_id, client_id, title)
         select p.provider_id, $4, $5, 'Crossed' from provider p where {provider:p}"
    );
    let refused = write.exec(cross, params![id(101), id(21)]).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    assert!(matches!(write.commit().await, Err(Error::Aborted(_))));

    let write = db.write(&one).await.unwrap();
    add_note(&write, 11, 102, None, None).await.unwrap();
    let move_it =
        scoped!("update note as n set client_id = $4 where {project:n} and n.note_id = $5");
    let refused = write.exec(move_it, params![id(21), id(102)]).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
}

#[tokio::test]
async fn a_reader_cannot_write() {
    let (_database, db) = database().await;
    let one = job(1);
    let read = db.read(&one).await.unwrap();
    let rename = scoped!("update client as c set name = 'x' where {client:c} returning name");
    assert!(read.list::<String>(rename, params![]).await.is_err());
}

#[tokio::test]
async fn postgresql_keeps_the_walls_by_itself() {
    if !only_on(Dialect::Postgres) {
        return;
    }
    let (database, db) = database().await;
    let two = job(2);
    let write = db.write(&two).await.unwrap();
    add_note(&write, 21, 201, None, None).await.unwrap();
    write.commit().await.unwrap();

    // Statements that forget the wall, as a mistake in a store would: only the policies stand in the way.
    let one = contact(1, 11, false);
    let read = db.read(&one).await.unwrap();
    let careless = scoped!("select n.note_id from note n where {provider:n} or true");
    assert_eq!(read.list::<Id>(careless, params![]).await.unwrap(), []);
    let write = db.write(&one).await.unwrap();
    let foreign = scoped!(
        "insert into note (provider_id, note_id, client_id, title)
         select $4, $5, $6, 'Foreign' from client c where {client:c}"
    );
    let refused = write
        .exec(foreign, params![id(2), id(202), id(21)])
        .await
        .unwrap_err();
    assert!(
        refused.to_string().contains("row-level security"),
        "{refused}"
    );
    let write = db.write(&one).await.unwrap();
    add_note(&write, 11, 101, None, None).await.unwrap();
    let reparent = scoped!("update note as n set client_id = $4 where {project:n}");
    assert!(
        write.exec(reparent, params![id(12)]).await.is_err(),
        "another client of the same provider"
    );

    let system = db.system(Because::Host).read().await.unwrap();
    assert!(
        system
            .list::<i64>(system!("select count(*) from note"), params![])
            .await
            .is_err(),
        "no right to it"
    );

    let superuser = database.superuser().await;
    superuser
        .batch_execute("set role portico_app")
        .await
        .unwrap();
    for table in ["provider", "client", "note"] {
        let rows: i64 = superuser
            .query_one(&format!("select count(*) from {table}"), &[])
            .await
            .unwrap()
            .get(0);
        assert_eq!(rows, 0, "{table} without a scope");
    }
}

async fn first_note<A>(db: &Db, who: &A) -> Result<Option<Id>, Error>
where
    A: Audience<Statement = Statement>,
{
    let first = scoped!(
        "select n.note_id from note n where {project:n} and {org:n} order by n.note_id limit 1"
    );
    db.find(who, first, params![]).await
}

#[tokio::test]
async fn a_statement_by_itself_sees_what_its_audience_sees_and_leaves_nothing_open() {
    let (_database, db) = database().await;
    for (provider, client) in [(1, 11), (2, 21)] {
        let who = job(provider);
        let write = db.write(&who).await.unwrap();
        add_note(&write, client, 100 * client, None, None)
            .await
            .unwrap();
        write.commit().await.unwrap();
    }
    for _ in 0..20 {
        assert_eq!(first_note(&db, &job(1)).await.unwrap(), Some(id(100 * 11)));
        assert_eq!(first_note(&db, &job(2)).await.unwrap(), Some(id(100 * 21)));
        let foreign = contact(1, 12, false);
        assert_eq!(first_note(&db, &foreign).await.unwrap(), None);
    }
    let write_none = scoped!("delete from note where {project:note} and {org:note}");
    let refused: Result<Option<Id>, Error> = db.find(&job(1), write_none, params![]).await;
    refused.expect_err("one statement by itself only reads");
    assert_eq!(first_note(&db, &job(1)).await.unwrap(), Some(id(1_100)));
}

#[tokio::test]
async fn a_transaction_that_nothing_was_asked_of_ends_quietly() {
    let (_database, db) = database().await;
    let one = job(1);
    for _ in 0..40 {
        drop(db.read(&one).await.unwrap());
        drop(db.write(&one).await.unwrap());
        db.write(&one).await.unwrap().commit().await.unwrap();
    }
    assert_eq!(seen(&db, &one).await, []);
}

#[tokio::test]
async fn a_call_dropped_at_any_await_leaves_no_scope_behind() {
    let (_database, db) = database().await;
    let two = job(2);
    let write = db.write(&two).await.unwrap();
    add_note(&write, 21, 201, None, None).await.unwrap();
    write.commit().await.unwrap();
    let mut polls = 0;
    loop {
        polls += 1;
        let ended = {
            let two = job(2);
            let request = async {
                let read = db.read(&two).await?;
                notes(&read).await?;
                drop(read);
                let _: Option<Id> = first_note(&db, &two).await?;
                let write = db.write(&two).await?;
                add_note(&write, 21, 300 + polls, None, None).await?;
                write.commit().await
            };
            let mut request = pin!(request);
            let mut polled = 0;
            poll_fn(|context| {
                let ready = request.as_mut().poll(context).is_ready();
                polled += 1;
                if ready || polled == polls {
                    Poll::Ready(ready)
                } else {
                    Poll::Pending
                }
            })
            .await
        };
        // Whoever comes next gets a connection without that scope, many times over, so that it meets each one.
        for _ in 0..10 {
            assert_eq!(seen(&db, &job(1)).await, [], "after {polls} polls");
            assert_eq!(first_note(&db, &job(1)).await.unwrap(), None);
        }
        if ended {
            break;
        }
        assert!(polls < 200, "the request never ends");
    }
    let whole = seen(&db, &job(2)).await;
    assert!(
        whole.contains(&id(300 + polls)),
        "the last request ran to its end"
    );
}
