//! The chain holds, and each way to tamper with it is found.

use serde_json::json;

use super::*;
use crate::{
    app::App,
    features::audit::{Actor, Entry, record},
    kit::{id::Id, keys::Keys, outbox::Gateways},
    scope::Job,
    testing::{TestApp, add_provider},
};

/// A provider with so many entries, the first `sealed` of them under seals of their own for each half.
async fn audited(entries: i64, sealed: i64) -> (TestApp, Id) {
    let test = TestApp::new().await;
    let provider_id = add_provider(&test.app.db, test.app.ids.as_ref()).await;
    let job = Job::of(provider_id);
    for number in 1..=entries {
        let mut actor = Actor::system();
        actor.name = Some(format!("Person {number}"));
        actor.ip = Some("203.0.113.7".to_owned());
        let entry = Entry::done("thing_done").detail(json!({ "number": number, "b": [1.5, "ä"] }));
        let write = test.app.db.write(&job).await.unwrap();
        record(&write, test.app.clock.now(), &actor, &entry)
            .await
            .unwrap();
        write.commit().await.unwrap();
        if number == sealed / 2 || number == sealed {
            assert!(seal(&test.app, &job).await.unwrap() > 0);
        }
    }
    (test, provider_id)
}

async fn report(app: &App, provider_id: Id) -> Report {
    verify(&app.db, &app.keys, provider_id, None).await.unwrap()
}

async fn export(app: &App, provider_id: Id) -> String {
    let mut out = Vec::new();
    write_export(&app.db, provider_id, &mut out).await.unwrap();
    String::from_utf8(out).unwrap()
}

#[tokio::test]
async fn an_audit_that_nobody_touched_is_whole() {
    let (test, provider_id) = audited(9, 6).await;
    let found = report(&test.app, provider_id).await;
    assert_eq!(found.faults, Vec::<String>::new());
    assert_eq!((found.entries, found.sealed_to, found.erased), (9, 6, 0));
    assert!(found.seals_checked);
    // Sealing goes on where it stood. Of two copies of the program that do it at once, one does.
    let job = Job::of(provider_id);
    let (first, second) = tokio::join!(seal(&test.app, &job), seal(&test.app, &job));
    assert_eq!(first.unwrap() + second.unwrap(), 3);
    assert_eq!(report(&test.app, provider_id).await.sealed_to, 9);

    // The export says the same without the server, and with its key also of the seals.
    let text = export(&test.app, provider_id).await;
    for keys in [None, Some(&test.app.keys)] {
        let exported = verify_file(text.as_bytes(), keys, None).unwrap();
        assert_eq!(exported.faults, Vec::<String>::new());
        assert_eq!((exported.entries, exported.sealed_to), (9, 9));
        assert_eq!(exported.seals_checked, keys.is_some());
    }
    let other = verify_file(text.as_bytes(), Some(&Keys::new([8; 32])), None).unwrap();
    assert_eq!(other.faults.len(), 3, "{:?}", other.faults);
    assert!(verify_file(&b"{\"hello\":1}\n"[..], None, None).is_err());
    assert!(verify_file(&b""[..], None, None).is_err());
}

#[tokio::test]
async fn every_way_to_tamper_is_found() {
    let swap = "update audit_entry set sequence = 1000 where sequence = 2;
                update audit_entry set sequence = 2 where sequence = 3;
                update audit_entry set sequence = 3 where sequence = 1000";
    for (attack, expected) in [
        ("update audit_entry set act = 'thing_undone' where sequence = 2", "entry 2 was changed or moved"),
        ("update audit_entry set at = (select e.at from audit_entry e where e.sequence = 9), detail = '{}' where sequence = 5", "entry 5 was changed or moved"),
        ("update audit_person set ip = '198.51.100.1' where sequence = 3", "the personal side of entry 3 was changed"),
        ("delete from audit_person where sequence = 3", "the personal side of entry 3 was changed"),
        (swap, "entry 2 was changed or moved"),
        // The middle, sealed and not yet sealed.
        ("delete from audit_entry where sequence = 4", "entry 4 is missing"),
        ("delete from audit_entry where sequence = 8", "entry 8 is missing"),
        ("delete from audit_entry where sequence = 4; delete from audit_person where sequence = 4;
          delete from audit_proof where sequence = 4", "entry 4 is missing"),
        // The tail: what the counter knows, and what the seals know though the counter was set back.
        ("delete from audit_entry where sequence = 9", "entry 9 is missing"),
        ("delete from audit_entry where sequence >= 5; delete from audit_proof where sequence >= 5;
          delete from audit_person where sequence >= 5; update audit_head set last_sequence = 4", "entries 5 to 6 are missing"),
        ("update audit_head set last_sequence = 7", "the counter stands at 7, before entry 9"),
        // Proofs and seals themselves.
        ("delete from audit_proof where sequence = 2", "entry 2 has lost its proof"),
        ("delete from audit_proof where sequence = 6", "entry 6 has lost its proof"),
        ("delete from audit_seal where first_sequence = 1", "the seal of entries 4 to 6 does not follow that of 0"),
        ("delete from audit_seal where first_sequence = 4", "entries 4 to 6 are proven but not sealed"),
        ("update audit_seal set last_sequence = 5 where first_sequence = 4", "the seal of entries 4 to 5 is not of this server's key"),
        ("update audit_proof set salt = null where sequence = 2", "the personal side of entry 2 was erased and written anew"),
    ] {
        let (test, provider_id) = audited(9, 6).await;
        test.tamper(attack).await;
        let found = report(&test.app, provider_id).await;
        assert!(found.faults.iter().any(|fault| fault == expected), "{attack}\n{:#?}", found.faults);
        // An export of it is no better.
        let exported = verify_file(export(&test.app, provider_id).await.as_bytes(), None, None).unwrap();
        let needs_key = expected.contains("server's key");
        assert!(needs_key || exported.faults.iter().any(|fault| fault == expected), "{attack}\n{:#?}", exported.faults);
        assert!(!exported.faults.is_empty(), "{attack}");
    }
}

#[tokio::test]
async fn a_chain_made_anew_without_the_key_is_found() {
    let (test, provider_id) = audited(6, 6).await;
    // Somebody with the database and the program, though not the key: changes an entry, and seals everything anew.
    test.tamper(
        "update audit_entry set act = 'thing_undone' where sequence = 2; delete from audit_seal; delete from audit_proof",
    )
    .await;
    let parts = &test.app;
    let forger = App::new(
        parts.config.clone(),
        parts.db.clone(),
        parts.clock.clone(),
        parts.ids.clone(),
        Keys::new([9; 32]),
        Gateways::default(),
    );
    assert_eq!(seal(&forger, &Job::of(provider_id)).await.unwrap(), 6);
    let forged = report(&forger, provider_id).await;
    assert_eq!(
        forged.faults,
        Vec::<String>::new(),
        "the forger made a mistake"
    );
    let found = report(&test.app, provider_id).await;
    assert_eq!(
        found.faults,
        ["the seal of entries 1 to 6 is not of this server's key"]
    );
}

#[tokio::test]
async fn a_running_server_seals_nothing_whose_seal_was_taken_away() {
    let (test, provider_id) = audited(8, 6).await;
    test.tamper("delete from audit_seal where first_sequence = 4")
        .await;
    let refused = seal(&test.app, &Job::of(provider_id)).await.unwrap_err();
    let words = "entries 4 to 6 are proven but not sealed";
    assert!(format!("{refused:?}").contains(words), "{refused:?}");
    assert_eq!(report(&test.app, provider_id).await.faults, [words]);
}

#[tokio::test]
async fn a_hash_that_was_kept_finds_a_chain_that_the_server_itself_sealed_anew() {
    let (test, provider_id) = audited(6, 6).await;
    let kept = report(&test.app, provider_id).await.last_hash;
    let carries = async || {
        let app = &test.app;
        let found = verify(&app.db, &app.keys, provider_id, kept).await.unwrap();
        let text = export(app, provider_id).await;
        let exported = verify_file(text.as_bytes(), None, kept).unwrap();
        assert_eq!(found.carries_kept, exported.carries_kept);
        (found.faults, found.carries_kept)
    };
    assert_eq!(carries().await, (Vec::new(), Some(true)));
    test.tamper(
        "update audit_entry set act = 'thing_undone' where sequence = 5;
         delete from audit_seal where first_sequence = 4; delete from audit_proof where sequence >= 4",
    )
    .await;
    assert_eq!(seal(&test.app, &Job::of(provider_id)).await.unwrap(), 3);
    assert_eq!(carries().await, (Vec::new(), Some(false)));
}

#[tokio::test]
async fn erasing_the_personal_side_leaves_the_chain_whole() {
    let (test, provider_id) = audited(6, 6).await;
    test.tamper(
        "update audit_person set name = null, address = null, ip = null, agent = null where sequence = 3;
         update audit_proof set salt = null where sequence = 3",
    )
    .await;
    let found = report(&test.app, provider_id).await;
    assert_eq!((found.faults, found.erased), (Vec::new(), 1));
    assert!(!export(&test.app, provider_id).await.contains("Person 3"));
}

#[tokio::test]
async fn a_changed_export_is_found() {
    let (test, provider_id) = audited(6, 6).await;
    let text = export(&test.app, provider_id).await;
    let lines: Vec<&str> = text.lines().collect();
    // The head, three entries, a seal, three entries, a seal.
    assert_eq!(lines.len(), 9);
    let faults = |lines: &[&str]| {
        verify_file(lines.join("\n").as_bytes(), None, None)
            .unwrap()
            .faults
    };
    assert_eq!(faults(&lines), Vec::<String>::new());
    let changed = lines[2].replace("thing_done", "thing_undone");
    let mut tampered = lines.clone();
    tampered[2] = &changed;
    assert_eq!(faults(&tampered), ["entry 2 was changed or moved"]);
    tampered = lines.clone();
    tampered.swap(1, 2);
    assert!(faults(&tampered).contains(&"entry 1 stands in the wrong place".to_owned()));
    assert_eq!(faults(&lines[..7])[0], "entry 6 is missing");
    tampered = lines.clone();
    tampered.remove(3);
    assert_eq!(faults(&tampered)[0], "entry 3 is missing");
}

#[tokio::test]
async fn postgresql_lets_the_program_add_to_the_audit_and_nothing_else() {
    if !crate::testing::only_on(crate::db::Dialect::Postgres) {
        return;
    }
    let (test, provider_id) = audited(2, 2).await;
    let superuser = test.superuser().await;
    for table in ["audit_entry", "audit_person", "audit_proof", "audit_seal"] {
        for act in [
            format!("delete from {table}"),
            format!("update {table} set provider_id = provider_id"),
        ] {
            let refused = superuser
                .batch_execute(&format!(
                    "begin; set local role portico_app; set local app.provider_id = '{provider_id}'; {act}; commit"
                ))
                .await;
            let refused = refused.expect_err(&act);
            let message = refused
                .as_db_error()
                .map_or("", |said| said.message())
                .to_owned();
            assert!(message.contains("permission denied"), "{act}: {message}");
            superuser.batch_execute("rollback").await.unwrap();
        }
    }
    assert_eq!(
        report(&test.app, provider_id).await.faults,
        Vec::<String>::new()
    );
}
