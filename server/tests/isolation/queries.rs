//! Filters, cursors and idempotency keys of others: a filter by another's id is one by an id that does not exist, a
//! cursor of another's list is a place in one's own, and a key that another used is new.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    attempt,
    call::{Call, Seen, filled},
    contract::{At, Meaning, Spot, meaning, named, spots},
    foreign::{nothing, own, targets},
    must_hold, name, rightful,
    seen::faults_in,
    table::{Callers, Row, rows},
    untouched,
    world::{Session, World},
};

/// The spots of the contract with this meaning.
fn all(at: At, is_it: impl Fn(Meaning) -> bool) -> BTreeSet<Spot> {
    let is_it = |spot: &Spot| spot.at == at && meaning(spot).is_some_and(&is_it);
    spots().iter().filter(|spot| is_it(spot)).cloned().collect()
}

#[tokio::test]
async fn a_filter_by_anothers_id_is_one_by_an_id_that_does_not_exist() {
    let world = World::new().await;
    let (mut cases, mut tried, mut faults) = (0, BTreeSet::new(), Vec::new());
    untouched::each_tries(&world, async |home, session| {
        for row in rows()
            .into_iter()
            .filter(|row| row.is_for(session.is_staff))
        {
            let own = own(&world, &row, home, session);
            let nowhere = nothing(&world, &own);
            let path = filled(row.path, &own);
            for (spot, id) in named(&row, At::Query) {
                let ask = async |value: &str| {
                    let path = format!("{path}?{}={value}&limit=100", spot.place);
                    let path = if spot.operation.ends_with("document-templates") {
                        path.replace("&limit=100", "")
                    } else {
                        path
                    };
                    world.call(Some(session), "GET", &path, None).await
                };
                let what = attempt(&world, &row, home, session);
                let what = format!("{what}: {}", spot.place);
                let nothing = Seen::of(&ask(&nowhere[id]).await);
                for target in targets(&world, home, session) {
                    if target.ids[id] == own[id] {
                        continue;
                    }
                    let answer = ask(&target.ids[id]).await;
                    cases += 1;
                    for word in faults_in(
                        &world,
                        home,
                        session,
                        &answer.text().replace(&target.ids[id], ""),
                    ) {
                        faults.push(format!("{what} of {} shows {word}", target.what));
                    }
                    let foreign = Seen::of(&answer);
                    if foreign != nothing {
                        faults.push(format!(
                            "{what} of {}: {foreign:?}\nnot {nothing:?}",
                            target.what
                        ));
                    }
                }
                // The filter works at all: by its own id an owner finds something.
                if session.role == "owner" && id == "client_id" {
                    assert_ne!(Seen::of(&ask(&own[id]).await), nothing, "{what}");
                }
                tried.insert(spot);
            }
        }
    })
    .await;
    must_hold(&faults, cases, 100);
    assert_eq!(tried, all(At::Query, |is| matches!(is, Meaning::Row(_))));
}

/// A list from its beginning, or from a cursor on, to its end.
async fn whole(world: &World, session: &Session, path: &str, cursor: Option<&str>) -> Vec<Value> {
    let mut cursor = cursor.map(str::to_owned);
    let mut items = Vec::new();
    loop {
        let from = cursor.map_or(String::new(), |cursor| format!("&cursor={cursor}"));
        let page = format!("{path}?limit=100{from}");
        let page = world.must(session, "GET", &page, Value::Null).await;
        items.extend(page["items"].as_array().unwrap().iter().cloned());
        cursor = page["next_cursor"].as_str().map(str::to_owned);
        if cursor.is_none() {
            return items;
        }
    }
}

/// The first cursors of somebody's list, a row a page.
async fn cursors(world: &World, session: &Session, path: &str) -> Vec<String> {
    let mut found = Vec::new();
    while found.len() < 3 {
        let from: String = found
            .last()
            .map_or(String::new(), |cursor| format!("&cursor={cursor}"));
        let path = format!("{path}?limit=1{from}");
        let page = world.must(session, "GET", &path, Value::Null).await;
        match page["next_cursor"].as_str() {
            Some(cursor) => found.push(cursor.to_owned()),
            None => break,
        }
    }
    found
}

#[tokio::test]
async fn a_cursor_of_anothers_list_is_a_place_in_ones_own() {
    let world = World::new().await;
    let (mut cases, mut tried) = (0, BTreeSet::new());
    for row in rows() {
        let of_row = all(At::Query, |is| is == Meaning::Cursor);
        let Some(spot) = of_row.into_iter().find(|spot| spot.operation == name(&row)) else {
            continue;
        };
        tried.insert(spot);
        let may = |session: &Session| {
            row.is_for(session.is_staff) && row.allows(session.is_staff, session.role)
        };
        for (home, session) in world
            .sessions()
            .into_iter()
            .filter(|(_, session)| may(session))
        {
            for (place, giver) in world.sessions() {
                let is_foreign = world.sides[place].provider != world.sides[home].provider
                    || place != home && !session.is_staff
                    || session.role == "limited" && giver.role == "owner";
                if !is_foreign || !may(giver) || !["owner", "executive"].contains(&giver.role) {
                    continue;
                }
                let theirs = filled(row.path, &world.sides[place].ids);
                let own_path = filled(row.path, &world.sides[home].ids);
                for cursor in cursors(&world, giver, &theirs).await {
                    let seen = whole(&world, session, &own_path, Some(&cursor)).await;
                    let own = whole(&world, session, &own_path, None).await;
                    let what = attempt(&world, &row, home, session);
                    assert!(
                        own.ends_with(&seen),
                        "{what}: {seen:?}\nis no end of {own:?}"
                    );
                    let faults = faults_in(&world, home, session, &Value::from(seen).to_string());
                    assert!(faults.is_empty(), "{what}: {faults:?}");
                    cases += 1;
                }
            }
        }
    }
    assert!(cases > 100, "only {cases} cases");
    // An operator's list is of the installation.
    tried.extend(
        all(At::Query, |is| is == Meaning::Cursor)
            .into_iter()
            .filter(|spot| {
                let is_it = |row: &Row| {
                    name(row) == spot.operation && matches!(row.callers, Callers::Operators)
                };
                rows().iter().any(is_it)
            }),
    );
    assert_eq!(tried, all(At::Query, |is| is == Meaning::Cursor));
}

/// Who sends the same key one after another: an owner and an admin, or executives of several clients and providers.
fn senders(world: &World, row: &Row) -> Vec<(usize, Session)> {
    let roles = match row.callers {
        Callers::Staff(_) => ["owner", "admin"],
        Callers::Contacts(_) => ["executive", "executive"],
        _ => return Vec::new(),
    };
    let sessions = world.sessions().into_iter();
    let rightful = sessions.filter(|(_, session)| {
        row.is_for(session.is_staff)
            && row.allows(session.is_staff, session.role)
            && roles.contains(&session.role)
    });
    rightful
        .map(|(home, session)| (home, session.clone()))
        .collect()
}

#[tokio::test]
async fn an_idempotency_key_of_another_is_a_new_one() {
    let world = World::new().await;
    let (mut cases, mut tried) = (0, BTreeSet::new());
    for row in rows() {
        let of_row = all(At::Header, |is| is == Meaning::Once);
        let Some(spot) = of_row.into_iter().find(|spot| spot.operation == name(&row)) else {
            continue;
        };
        let mut before = Vec::new();
        for (home, mut session) in senders(&world, &row) {
            let side = &world.sides[home];
            let mut ids = own(&world, &row, home, &session);
            ids.extend(rightful::fresh(&world, side, &mut session, row.fresh).await);
            let path = filled(row.path, &ids);
            let call = Call {
                host: &session.host,
                cookie: Some((session.cookie, &session.token)),
                method: row.method,
                path: &path,
                body: row.sent(&(row.body)(&ids)),
            };
            let answer = world.test.answer(call.request("the-same-key")).await;
            let what = attempt(&world, &row, home, &session);
            assert_eq!(answer.code(), row.ok, "{what}: {}", answer.text());
            let mut faults = faults_in(&world, home, &session, &answer.text());
            // What it sent itself is its own.
            let sent = (row.body)(&ids).to_string();
            faults.retain(|word| !sent.contains(word.as_str()));
            assert!(faults.is_empty(), "{what}: {faults:?}");
            let again = world.test.answer(call.request("the-same-key")).await;
            // A link that staff pass on is a secret and is not kept, with or without a key.
            if row.ok == 201 && answer.json()["url"].is_null() {
                assert_eq!(
                    again.bytes, answer.bytes,
                    "{what}: its own key gives its own answer"
                );
                let is_new = answer.json()["id"].is_null() || !before.contains(&answer.bytes);
                assert!(is_new, "{what}: an answer of another");
            }
            before.push(answer.bytes);
            cases += 1;
        }
        tried.insert(spot);
    }
    assert!(cases > 40, "only {cases} cases");
    assert_eq!(tried, all(At::Header, |is| is == Meaning::Once));
}
