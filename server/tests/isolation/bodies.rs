//! Ids in bodies: another's looks like one that does not exist, at every place that the contract has.

use std::collections::BTreeSet;

use portico::testing::cast::token_in;
use serde_json::json;

use super::{
    attempt,
    call::{Call, Ids, Seen, filled, text_at},
    contract::{At, Meaning, meaning, named, spots, with},
    foreign::{everything, nothing, own, send, targets},
    must_hold, name,
    out::{message_after, reset_token},
    quote, rightful,
    table::{Callers, rows},
    untouched,
    world::{Side, World},
};

#[tokio::test]
async fn what_a_body_names_of_anothers_looks_like_what_does_not_exist() {
    let world = World::new().await;
    let before = everything(&world).await;
    let mut cases = 0;
    let mut faults = Vec::new();
    untouched::each_tries(&world, async |home, session| {
        for row in rows() {
            if !row.is_for(session.is_staff) {
                continue;
            }
            let own = own(&world, &row, home, session);
            let nowhere = nothing(&world, &own);
            for (spot, id) in named(&row, At::Body) {
                let body = |value: &str| with(&spot, (row.body)(&own), value);
                let nothing =
                    Seen::of(&send(&world, session, &row, &own, body(&nowhere[id])).await);
                let refused = [404, 409, 422].contains(&nothing.status)
                    || nothing.status == 403 && !row.allows(session.is_staff, session.role);
                let what = attempt(&world, &row, home, session);
                let what = format!("{what}: {}", spot.place);
                if !refused {
                    faults.push(format!("{what}: nothing is {nothing:?}"));
                }
                for target in targets(&world, home, session) {
                    let foreign = &row.resolved(&target.ids)[id];
                    if own[id] == *foreign {
                        continue;
                    }
                    let foreign = Seen::of(&send(&world, session, &row, &own, body(foreign)).await);
                    cases += 1;
                    if foreign != nothing {
                        faults.push(format!(
                            "{what} of {}: {foreign:?}\nnot {nothing:?}",
                            target.what
                        ));
                    }
                }
            }
        }
    })
    .await;
    must_hold(&faults, cases, 400);
    assert_eq!(
        everything(&world).await,
        before,
        "a refused request changed something"
    );
}

/// Places where one's own is not taken in this world, with why.
const NOT_TAKEN: &[(&str, &str)] = &[("PUT /api/admin/session org_id", "the owner is of no org")];

/// Without this, a place whose every value is refused would pass above.
#[tokio::test]
async fn ones_own_is_taken_at_every_place_of_a_body() {
    let world = World::small().await;
    let side = world.side("north-a");
    let mut tried = BTreeSet::new();
    let mut faults = Vec::new();
    for row in rows() {
        let mut session = match row.callers {
            Callers::Contacts(_) => side.contacts[0].clone(),
            Callers::Staff(_) => world.providers[0].staff[0].clone(),
            _ => continue,
        };
        for (spot, id) in named(&row, At::Body) {
            let mut ids = own(&world, &row, 0, &session);
            ids.extend(rightful::fresh(&world, side, &mut session, row.fresh).await);
            let body = with(&spot, (row.body)(&ids), ids[id].as_str());
            let answer = send(&world, &session, &row, &ids, body.clone()).await;
            let what = format!("{} {}", name(&row), spot.place);
            let is_left_out = NOT_TAKEN.iter().any(|(known, _)| *known == what);
            if (answer.code() == row.ok) == is_left_out {
                faults.push(format!(
                    "{what}: {} {}\n{body}",
                    answer.code(),
                    answer.text()
                ));
            }
            tried.insert(spot);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let places = spots().iter().filter(|spot| {
        let is_row = matches!(meaning(spot), Some(Meaning::Row(_)));
        is_row && spot.at == At::Body && !of_visitors().contains(&spot.operation)
    });
    assert_eq!(
        tried,
        places.cloned().collect(),
        "these are tried, and those are in the contract"
    );
}

/// The operations that need no session.
fn of_visitors() -> BTreeSet<String> {
    let public = rows()
        .into_iter()
        .filter(|row| matches!(row.callers, Callers::Visitors));
    public.map(|row| name(&row)).collect()
}

/// A side's ids with the secrets that its first contact is sent: of a sign-in, of a new password, of a program.
async fn secrets(world: &World, side: &Side) -> Ids {
    let contact = &side.contacts[0];
    let mut ids = side.ids.clone();
    let reset = reset_token(world, side, contact).await;
    ids.insert("reset_token", reset);
    let message = message_after(world, side, contact, "/api/client/sign-in").await;
    ids.insert("sign_in_token", token_in(&message));
    let pair = world
        .must(
            contact,
            "POST",
            "/api/client/token",
            json!({ "name": "Sync" }),
        )
        .await;
    ids.insert(
        "refresh_token",
        pair["refresh_token"].as_str().unwrap().to_owned(),
    );
    ids
}

#[tokio::test]
async fn a_secret_of_another_brand_looks_like_one_that_does_not_exist_and_stays_good() {
    let world = World::new().await;
    let own = secrets(&world, world.side("north-b")).await;
    let south = secrets(&world, world.side("south-a")).await;
    let mut tried = 0;
    let south_id = world.providers[1].provider_id;
    let before = untouched::kept(world.test.database(), south_id).await;
    for row in rows()
        .iter()
        .filter(|row| matches!(row.callers, Callers::Visitors))
    {
        for (spot, id) in named(row, At::Body) {
            // Of the ways to begin a sign-in there is one at a time.
            let base = match row.path {
                "/api/client/sign-in" => json!({}),
                _ => (row.body)(&own),
            };
            let at = async |place: usize, value: &str| {
                let body = with(&spot, base.clone(), value);
                let call = Call {
                    host: &world.providers[place].host,
                    cookie: None,
                    method: row.method,
                    path: &filled(row.path, &own),
                    body: row.sent(&body),
                };
                call.send(&world.test).await
            };
            let nowhere = Seen::of(&at(0, &nothing(&world, &own)[id]).await);
            let foreign = Seen::of(&at(0, &south[id]).await);
            assert_eq!(foreign, nowhere, "{} {}", name(row), spot.place);
            tried += 1;
        }
    }
    let after = untouched::kept(world.test.database(), south_id).await;
    assert_eq!(
        untouched::differences(&before, &after),
        Vec::<String>::new()
    );
    assert!(tried > 5, "only {tried}");
    // Each was good at home all the time.
    for (path, body) in [
        (
            "/api/client/delivery",
            json!({ "token": south["delivery_token"] }),
        ),
        (
            "/api/client/token/refresh",
            json!({ "refresh_token": south["refresh_token"] }),
        ),
    ] {
        let host = &world.providers[1].host;
        let answer = world.call_at(host, None, "POST", path, Some(&body)).await;
        assert_eq!(answer.code(), 200, "{path}: {}", answer.text());
    }
}

/// A draft keeps whatever is typed, so that a picture's id in it is looked at when it is published.
#[tokio::test]
async fn a_picture_of_another_is_published_by_nobody() {
    let world = World::new().await;
    let side = world.side("north-a");
    let owner = &world.providers[0].staff[0];
    let before = untouched::kept(world.test.database(), world.providers[1].provider_id).await;
    let mut seen = Vec::new();
    let of_nobody = world.test.app.ids.id().to_string();
    let own = text_at(&world.image(side, &side.ids["document_id"]).await, "id");
    let others = ["north-b", "south-a"].map(|name| world.side(name).ids["image_id"].clone());
    // One's own picture, but of another document, is none of this one either.
    for image_id in [&of_nobody, &own].into_iter().chain(&others) {
        let draft = world.draft(side, "pictured", None).await;
        let path = format!("/api/admin/documents/{}", text_at(&draft, "id"));
        let sha256 = text_at(&world.image(side, &text_at(&draft, "id")).await, "sha256");
        let mut content = quote::content("canary");
        let images = json!([{ "image_id": image_id, "sha256": sha256, "alt": "A picture" }]);
        let block =
            json!({ "type": "images", "id": "pictures", "layout": "grid", "images": images });
        content["blocks"].as_array_mut().unwrap().push(block);
        let save = json!({ "draft_revision": 1, "title": "A title", "content": content });
        world
            .must(owner, "PUT", &format!("{path}/draft"), save)
            .await;
        let publication = format!("{path}/publication");
        let answer = world
            .call(Some(owner), "POST", &publication, Some(&json!({})))
            .await;
        let shown = world
            .call(
                Some(owner),
                "GET",
                &format!("{path}/images/{image_id}"),
                None,
            )
            .await;
        assert_eq!(shown.code(), 404, "{image_id}");
        seen.push(Seen::of(&answer));
    }
    assert_eq!(seen[0].status, 422, "{:?}", seen[0]);
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:?}");
    let after = untouched::kept(world.test.database(), world.providers[1].provider_id).await;
    assert_eq!(
        untouched::differences(&before, &after),
        Vec::<String>::new()
    );
}
