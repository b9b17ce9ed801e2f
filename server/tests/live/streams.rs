//! Streams of events without end: each has its share of them, thousands leave room for everybody else, and all hear
//! what is theirs.

use std::{iter::repeat_n, time::Duration};

use futures_util::{StreamExt as _, stream};
use serde_json::json;
use tokio::time::{sleep, timeout};

use super::{
    client::{Person, Request, Stream},
    is_long,
    overload::{as_many_as, check_each, check_memory, contact, visit_for},
    server::Server,
    steady::PATIENCE,
    world::{World, text},
};

const EVENTS: &str = "/api/client/events";
/// Of one session; of one person with all its sessions.
const OF_SESSION: usize = 20;
const OF_PERSON: usize = 100;
/// So many ask for theirs at the same time.
const AT_ONCE: usize = 64;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_have_a_share_for_each_and_leave_room_for_others() {
    let world = World::new(1, 0).await;
    let server = Server::start(&world, &[]).await;
    let mut open = Vec::new();
    for (_, contact) in world.contacts() {
        let client = server.client(&contact.person);
        for _ in 0..OF_SESSION {
            open.push(client.stream(EVENTS).await);
        }
        let mut client = server.client(&contact.person);
        let one_more = client.send(&Request::get(EVENTS)).await;
        let one_more = one_more.answer();
        assert_eq!(one_more.status, 429, "{}", one_more.body);
        assert!(one_more.header("retry-after").is_some());
    }
    visit_for(&world, &server, Duration::from_secs(1)).await;
    check_memory(&server, open.len());
    drop(open);
    sleep(Duration::from_secs(1)).await;
    let client = server.client(contact(&world));
    client.stream(EVENTS).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thousands_of_streams_hold_up_nobody_and_hear_what_is_theirs() {
    let world = World::new(2, 0).await;
    let many = as_many_as(if is_long() { 10_000 } else { 600 });
    let server = Server::start(&world, &[]).await;
    let people = colleagues(&world, &server, many.div_ceil(OF_PERSON)).await;
    let sessions = world.add_sessions(&people, OF_PERSON / OF_SESSION).await;
    for round in 1..=if is_long() { 2 } else { 1 } {
        let before = server.memory();
        let mut open = open(&server, &sessions, many).await;
        visit_for(&world, &server, Duration::from_secs(1)).await;
        eprint!("{many} streams, round {round}: ");
        check_memory(&server, many);
        if round == 1 {
            check_each(&server, before, many);
        }
        all_hear(&world, &server, &mut open).await;
        drop(open);
        // Their places are free as soon as the program has seen that nobody listens.
        sleep(Duration::from_secs(1)).await;
    }
    visit_for(&world, &server, Duration::from_secs(1)).await;
}

/// So many more people of the first client; their memberships.
async fn colleagues(world: &World, server: &Server, count: usize) -> Vec<String> {
    let mut owner = server.client(&world.owner);
    let mut memberships = Vec::new();
    for number in 0..count {
        let colleague = json!({
            "client_id": world.sides[0].client_id, "name": format!("Colleague {number}"), "role": "executive",
            "email": format!("colleague-{number}@client.example")
        });
        let add = Request::post("/api/admin/contacts", &colleague);
        let added = owner.send(&add).await.answer();
        assert_eq!(added.status, 201, "{}", added.body);
        memberships.push(text(&added.json(), "membership_id"));
    }
    memberships
}

/// So many streams, each session as many as it may have.
async fn open(server: &Server, sessions: &[Person], many: usize) -> Vec<Stream> {
    let each = sessions
        .iter()
        .flat_map(|session| repeat_n(session, OF_SESSION));
    let opened = stream::iter(each.take(many))
        .map(|session| async { server.client(session).stream(EVENTS).await })
        .buffer_unordered(AT_ONCE);
    opened.collect().await
}

/// Somebody decides, and all colleagues hear of it.
async fn all_hear(world: &World, server: &Server, open: &mut [Stream]) {
    let item = world.sides[0].take_plan().unwrap();
    let decide = Request::post("/api/client/decisions", &item.acknowledgement());
    let mut client = server.client(contact(world));
    let decided = client.send(&decide.under(world.key())).await.answer();
    assert_eq!(decided.status, 201, "{}", decided.body);
    let hearing = async {
        for stream in open {
            assert!(stream.hears(&item.id).await, "a stream ended");
        }
    };
    assert!(timeout(PATIENCE, hearing).await.is_ok(), "not all heard");
}
