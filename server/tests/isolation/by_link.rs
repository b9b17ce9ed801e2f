//! Whoever reads one document by a delivery link gets that document, and of everything else what a stranger gets.

use serde_json::json;

use super::{
    call::{Call, Ids, filled},
    name,
    table::{Callers, rows},
    world::{COOKIE, Side, World},
};

/// What such a session may call, for its own document.
const OPEN: [&str; 2] = [
    "GET /api/client/documents/{year}/{slug}",
    "GET /api/client/documents/{year}/{slug}/images/{image_id}",
];
/// Its cookie.
const LINK_COOKIE: &str = "__Host-portico-link";

/// Opens the link of a side without a sign-in; the cookie that reads its document.
async fn open(world: &World, side: &Side) -> String {
    let host = &world.providers[side.provider].host;
    let body = json!({ "token": side.ids["delivery_token"] });
    let opened = world
        .call_at(host, None, "POST", "/api/client/delivery", Some(&body))
        .await;
    assert_eq!(opened.json()["readable"], true, "{}", opened.text());
    let set = opened.headers["set-cookie"].to_str().unwrap();
    let (pair, _) = set.split_once(';').unwrap();
    let (name, token) = pair.split_once('=').unwrap();
    assert_eq!(name, LINK_COOKIE);
    token.to_owned()
}

#[tokio::test]
async fn reading_by_a_link_opens_one_document_and_nothing_else() {
    let world = World::new().await;
    for provider in &world.providers {
        let allowed = json!({ "read_by_delivery_link": true });
        let path = "/api/admin/settings/sign-in";
        world.must(&provider.staff[0], "PATCH", path, allowed).await;
    }
    let home = world.side("north-a");
    let host = &world.providers[home.provider].host;
    let token = open(&world, home).await;
    // With the ids of its own contact, of another client's and of another provider's.
    let mut asked = 0;
    for row in rows() {
        if !matches!(row.callers, Callers::Contacts(_)) {
            continue;
        }
        for side in &world.sides {
            let place = world.sides.iter().position(|one| one.name == side.name);
            let mut ids: Ids = row.resolved(&world.own(place.unwrap(), &side.contacts[0]));
            ids.insert("unique", "by-link".into());
            let path = filled(row.path, &ids);
            let json = (row.body)(&ids);
            let body = row.sent(&json);
            for cookie in [LINK_COOKIE, COOKIE] {
                let call = Call {
                    host,
                    cookie: Some((cookie, &token)),
                    method: row.method,
                    path: &path,
                    body: body.clone(),
                };
                let key = world.test.app.ids.id().to_string();
                let status = world.test.open(call.request(&key)).await.status();
                let its_own = OPEN.contains(&name(&row).as_str())
                    && side.name == home.name
                    && cookie == LINK_COOKIE;
                let expected = if its_own { 200 } else { 401 };
                let (what, whose) = (name(&row), side.name);
                assert_eq!(status, expected, "{what} of {whose} by {cookie}");
                asked += 1;
            }
        }
    }
    assert!(asked > 150, "only {asked} were asked");
}

#[tokio::test]
async fn a_link_reads_at_its_own_brand_only() {
    let world = World::small().await;
    let allowed = json!({ "read_by_delivery_link": true });
    let provider = &world.providers[0];
    let path = "/api/admin/settings/sign-in";
    world.must(&provider.staff[0], "PATCH", path, allowed).await;
    let home = world.side("north-a");
    let token = open(&world, home).await;
    let path = filled("/api/client/documents/{year}/{slug}", &home.ids);
    for (host, expected) in [(&provider.host, 200), (&provider.second_host, 401)] {
        let cookie = Some((LINK_COOKIE, token.as_str()));
        let answer = world.call_at(host, cookie, "GET", &path, None).await;
        assert_eq!(answer.code(), expected, "{host}");
    }
}
