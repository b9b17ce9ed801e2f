//! Event streams: everybody hears of what it may read, and of nothing else.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use futures_util::StreamExt;
use serde_json::json;

use super::{
    call::Call,
    world::{Session, World},
};

/// How long a stream may take to tell.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Open {
    stream: BodyDataStream,
    pub heard: String,
}

impl Open {
    pub async fn new(world: &World, session: &Session) -> Self {
        let path = if session.is_staff {
            "/api/admin/events"
        } else {
            "/api/client/events"
        };
        let cookie = Some((session.cookie, session.token.as_str()));
        let call = Call {
            host: &session.host,
            cookie,
            method: "GET",
            path,
            body: None,
        };
        let response = world.test.open(call.request("")).await;
        assert_eq!(response.status(), 200, "{path}");
        Self {
            stream: Body::into_data_stream(response.into_body()),
            heard: String::new(),
        }
    }

    /// Reads until the stream ends.
    async fn until_over(&mut self) {
        let read = async {
            while let Some(piece) = self.stream.next().await {
                self.heard
                    .push_str(&String::from_utf8_lossy(&piece.unwrap()));
            }
        };
        let over = tokio::time::timeout(PATIENCE, read).await;
        assert!(over.is_ok(), "the stream goes on: {}", self.heard);
    }

    /// Reads until it has heard `word`.
    pub async fn until(&mut self, word: &str) {
        let read = async {
            while !self.heard.contains(word) {
                let piece = self
                    .stream
                    .next()
                    .await
                    .expect("the stream goes on")
                    .unwrap();
                self.heard.push_str(&String::from_utf8_lossy(&piece));
            }
        };
        let heard = tokio::time::timeout(PATIENCE, read).await;
        assert!(heard.is_ok(), "never heard of {word}, but {}", self.heard);
    }
}

/// Publishes a document again under a new title.
pub async fn publish_again(world: &World, side: &str, key: &str) -> String {
    let side = world.side(side);
    let (owner, id) = (
        &world.providers[side.provider].staff[0],
        side.ids[key].clone(),
    );
    let path = format!("/api/admin/documents/{id}");
    let now = world.must(owner, "GET", &path, json!(null)).await;
    let save = json!({ "draft_revision": now["draft_revision"], "title": "canary again", "content": now["draft"] });
    world
        .must(owner, "PUT", &format!("{path}/draft"), save)
        .await;
    world
        .must(owner, "POST", &format!("{path}/publication"), json!({}))
        .await;
    id
}

#[tokio::test]
async fn a_stream_tells_of_nothing_that_is_anothers() {
    let world = World::new().await;
    let north = world.side("north-a");
    let mut executive = Open::new(&world, &north.contacts[0]).await;
    let mut manager = Open::new(&world, &north.contacts[1]).await;
    let mut guest = Open::new(&world, &north.contacts[4]).await;
    let mut neighbour = Open::new(&world, &world.side("north-b").contacts[0]).await;
    let mut stranger = Open::new(&world, &world.side("south-a").contacts[0]).await;
    let mut owner = Open::new(&world, &world.providers[0].staff[0]).await;
    let mut limited = Open::new(&world, &world.providers[0].staff[4]).await;
    let mut other_owner = Open::new(&world, &world.providers[1].staff[0]).await;

    // Whoever may not hear of one thing must have heard of a later one.
    let elsewhere = publish_again(&world, "north-a", "two_id").await;
    let next_door = publish_again(&world, "north-b", "document_id").await;
    let abroad = publish_again(&world, "south-a", "document_id").await;
    let here = publish_again(&world, "north-a", "document_id").await;

    executive.until(&here).await;
    manager.until(&here).await;
    // Of its own session it hears; by then it would have heard of everything before.
    let guest_id = &north.contacts[4].own["contact_id"];
    let off = json!({ "state": "off" });
    let path = format!("/api/admin/contacts/{guest_id}");
    world
        .must(&world.providers[0].staff[0], "PATCH", &path, off)
        .await;
    guest.until_over().await;
    neighbour.until(&next_door).await;
    stranger.until(&abroad).await;
    owner.until(&here).await;
    limited.until(&here).await;
    other_owner.until(&abroad).await;

    let all = [&elsewhere, &next_door, &abroad, &here];
    for (who, heard, may) in [
        ("the executive", &executive.heard, vec![&elsewhere, &here]),
        ("the manager of one project", &manager.heard, vec![&here]),
        ("the guest", &guest.heard, vec![]),
        ("the neighbour", &neighbour.heard, vec![&next_door]),
        ("the stranger", &stranger.heard, vec![&abroad]),
        (
            "the owner",
            &owner.heard,
            vec![&elsewhere, &next_door, &here],
        ),
        (
            "the lead of one client",
            &limited.heard,
            vec![&elsewhere, &here],
        ),
        ("the other owner", &other_owner.heard, vec![&abroad]),
    ] {
        for id in all {
            assert_eq!(
                heard.contains(id.as_str()),
                may.contains(&id),
                "{who} and {id}: {heard}"
            );
        }
    }
}

/// A project's health changes.
async fn change_project(world: &World, side: &str, key: &str) -> String {
    let side = world.side(side);
    let (owner, id) = (
        &world.providers[side.provider].staff[0],
        side.ids[key].clone(),
    );
    let path = format!("/api/admin/projects/{id}");
    world
        .must(owner, "PATCH", &path, json!({ "health": "red" }))
        .await;
    id
}

#[tokio::test]
async fn a_change_of_a_project_is_heard_by_whoever_may_read_it() {
    let world = World::new().await;
    let north = world.side("north-a");
    let staff = &world.providers[0].staff;
    let mut executive = Open::new(&world, &north.contacts[0]).await;
    let mut manager = Open::new(&world, &north.contacts[1]).await;
    let mut neighbour = Open::new(&world, &world.side("north-b").contacts[0]).await;
    let mut owner = Open::new(&world, &staff[0]).await;
    let mut limited = Open::new(&world, &staff[4]).await;
    let abroad = change_project(&world, "south-a", "project_id").await;
    let elsewhere = change_project(&world, "north-a", "project_two_id").await;
    let next_door = change_project(&world, "north-b", "project_id").await;
    let here = change_project(&world, "north-a", "project_id").await;
    executive.until(&here).await;
    manager.until(&here).await;
    neighbour.until(&next_door).await;
    owner.until(&here).await;
    limited.until(&here).await;
    let all = [&abroad, &elsewhere, &next_door, &here];
    for (who, heard, may) in [
        ("the executive", &executive.heard, vec![&elsewhere, &here]),
        ("the manager of one project", &manager.heard, vec![&here]),
        ("the neighbour", &neighbour.heard, vec![&next_door]),
        (
            "the owner",
            &owner.heard,
            vec![&elsewhere, &next_door, &here],
        ),
        (
            "the lead of one client",
            &limited.heard,
            vec![&elsewhere, &here],
        ),
    ] {
        assert!(heard.contains(r#""kind":"project""#), "{who}: {heard}");
        for id in all {
            let has = heard.contains(id.as_str());
            assert_eq!(has, may.contains(&id), "{who} and {id}: {heard}");
        }
    }
}
