//! Whoever is put out gets nothing at once: each operation answers the old cookie, the old access token and the old key
//! as it answers a stranger's, to the byte, and changes nothing. Two processes: `live/two.rs`.

mod ways;

use std::time::Duration;

use serde_json::json;
use ways::{Out, contacts, pending, person, staff};
pub use ways::{message_after, reset_token};

use super::{
    call::{BEARER, Call, Ids, Seen, filled},
    must_hold, name,
    table::{Callers, Row, rows},
    untouched::{differences, kept},
    world::{STAFF_HOST, Side, World},
};

/// What an operation answers to whoever holds this.
async fn answer(world: &World, row: &Row, ids: &Ids, host: &str, held: (&str, &str)) -> Seen {
    let call = Call {
        host,
        cookie: Some(held),
        method: row.method,
        path: &filled(row.path, ids),
        body: row.sent(&(row.body)(ids)),
    };
    // A stream that opened would never end.
    let answer = tokio::time::timeout(Duration::from_secs(30), call.send(&world.test)).await;
    Seen::of(&answer.unwrap_or_else(|_| panic!("{} goes on", name(row))))
}

/// What every operation of its audience answers to somebody that is out, where it differs from what a stranger gets.
async fn faults(world: &World, side: &Side, out: &Out) -> (usize, Vec<String>) {
    let (mut asked, mut faults) = (0, Vec::new());
    for row in rows() {
        let is_for = match row.callers {
            Callers::Contacts(_) => out.how.starts_with("a contact"),
            Callers::Staff(_) => out.how.starts_with("staff"),
            Callers::Devices => out.how.starts_with("a device"),
            _ => false,
        };
        if !is_for {
            continue;
        }
        let mut ids = side.ids.clone();
        ids.extend(side.contacts[0].own.clone());
        ids.extend(out.own.clone());
        ids.insert("unique", "of-nobody".into());
        let ids = row.resolved(&ids);
        for (cookie, value) in &out.holds {
            let seen = answer(world, &row, &ids, &out.host, (cookie, value)).await;
            let stranger = answer(world, &row, &ids, &out.host, (cookie, "made-up")).await;
            asked += 1;
            if seen.status != 401 || seen != stranger {
                faults.push(format!(
                    "{} with {cookie}, {}: {seen:?}\nnot {stranger:?}",
                    name(&row),
                    out.how
                ));
            }
        }
    }
    (asked, faults)
}

#[tokio::test]
async fn whoever_was_put_out_is_a_stranger_to_every_operation() {
    let world = World::small().await;
    let side = world.side("north-a");
    let mut all = contacts(&world, side).await;
    let back = json!({ "portal_enabled": true });
    let client = format!("/api/admin/clients/{}", side.ids["client_id"]);
    world
        .must(&world.providers[0].staff[0], "PATCH", &client, back)
        .await;
    all.extend(pending(&world, side).await);
    all.extend(staff(&world, side).await);
    let provider_id = world.providers[0].provider_id;
    let (mut asked, mut wrong) = (0, Vec::new());
    for out in &all {
        let before = kept(world.test.database(), provider_id).await;
        let (number, faults) = faults(&world, side, out).await;
        assert!(number > 0, "{}", out.how);
        asked += number;
        wrong.extend(faults);
        let after = kept(world.test.database(), provider_id).await;
        let mut changed = differences(&before, &after);
        // That a key was shown which had been revoked stands in the audit, so often and no more.
        let noted = |line: &str| line.starts_with("audit_") || line.starts_with("limit_");
        changed.retain(|line| !(out.how.starts_with("a device") && noted(line)));
        assert_eq!(changed, Vec::<String>::new(), "{}", out.how);
    }
    must_hold(&wrong, asked, 1_000);
}

#[tokio::test]
async fn whose_session_is_over_by_time_is_a_stranger_to_every_operation() {
    let world = World::small().await;
    let side = world.side("north-a");
    let (session, program) = person(&world, side).await;
    let owner = &world.providers[0].staff[0];
    let outs = [
        Out {
            how: "a contact: away for long".into(),
            host: session.host.clone(),
            own: session.own.clone(),
            holds: vec![(session.cookie.to_owned(), session.token.clone())],
        },
        Out {
            how: "a contact: its program away for long".into(),
            host: session.host,
            own: session.own,
            holds: vec![(BEARER.to_owned(), program)],
        },
        Out {
            how: "staff: away for long".into(),
            host: STAFF_HOST.into(),
            own: Ids::new(),
            holds: vec![(owner.cookie.to_owned(), owner.token.clone())],
        },
    ];
    world.test.clock.advance(Duration::from_secs(400 * 86_400));
    for out in &outs {
        let (asked, faults) = faults(&world, side, out).await;
        must_hold(&faults, asked, 0);
    }
}
