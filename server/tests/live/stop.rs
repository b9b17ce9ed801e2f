//! A stop under load: what was begun is answered whole, what was answered is there, what was not begun has no effect,
//! streams end with their last chunk, and what the jobs held goes back.

use std::{
    collections::HashSet,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use portico::testing::peer::{Conduct, Peer};
use serde_json::json;
use tokio::{
    io::AsyncWriteExt as _,
    sync::{Barrier, Semaphore},
    time::sleep,
};

use super::{
    client::{Client, End, Outcome, Request, connect, read_answer},
    server::Server,
    world::{Item, World},
};

/// Of each kind: decisions, reads, bodies that are slow to come.
const OF_EACH: usize = 67;
const STREAMS: usize = 20;
/// As many as are taken at once.
const MESSAGES: usize = 16;
/// From the moment when all are ready to the stop.
const UNTIL_STOP: Duration = Duration::from_millis(400);

const RUNNING: &str = "select count(*) from job where state = 'running'";

/// A decision under its key, by a contact.
struct Act {
    item: Item,
    request: Request,
    by: usize,
}

impl Act {
    fn new(world: &World, number: usize) -> Self {
        let people: Vec<_> = world.contacts().collect();
        let by = number % people.len();
        let item = world.sides[people[by].0].take_plan().unwrap();
        let body = item.acknowledgement();
        let request = Request::post("/api/client/decisions", &body).under(world.key());
        Self { item, request, by }
    }
}

/// The items that are decided.
async fn decided(world: &World) -> HashSet<String> {
    let rows = world.rows("select action_item_id from decision").await;
    rows.into_iter().flatten().collect()
}

fn client(world: &World, server: &Server, by: usize) -> Client {
    let (_, contact) = world.contacts().nth(by).unwrap();
    server.client(&contact.person)
}

/// Reads again and again until it is told to go elsewhere; how many answers it got.
async fn read_on(mut client: Client) -> usize {
    let request = Request::get("/api/client/action-items?limit=5");
    let mut count = 0;
    loop {
        let answer = match client.send(&request).await {
            Outcome::Answered(answer) => answer,
            other => panic!("{other:?} after {count} answers, none of which said `close`"),
        };
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert!(answer.json()["items"].is_array(), "whole: {}", answer.body);
        count += 1;
        if answer.header("connection") == Some("close") {
            return count;
        }
    }
}

/// Sends its head and half of its body before the stop, and the rest a second after it.
async fn send_slowly(world: &World, server: &Server, act: &Act, ready: &Barrier) {
    let client = client(world, server, act.by);
    let (wire, body_at) = act.request.wire(&client.person);
    let mut stream = connect(server.address).await.unwrap();
    stream.write_all(&wire[..body_at + 9]).await.unwrap();
    ready.wait().await;
    sleep(UNTIL_STOP + Duration::from_secs(1)).await;
    stream.write_all(&wire[body_at + 9..]).await.unwrap();
    let answer = read_answer(&mut stream).await;
    let answer = answer.expect("what was begun is answered whole");
    assert_eq!(answer.status, 201, "{}", answer.body);
}

/// Decides at some moment around the stop, on a connection that was used before.
async fn decide(
    world: &World,
    server: &Server,
    (number, act): (usize, &Act),
    ready: &Barrier,
) -> bool {
    let mut client = client(world, server, act.by);
    client.read("/api/client/session").await;
    ready.wait().await;
    let apart = UNTIL_STOP * 2 / u32::try_from(OF_EACH).unwrap();
    sleep(apart * u32::try_from(number).unwrap()).await;
    match client.send(&act.request).await {
        Outcome::Answered(answer) => {
            assert_eq!(answer.status, 201, "{}", answer.body);
            true
        }
        Outcome::Refused | Outcome::Unanswered => false,
    }
}

/// SMS under way at a gateway that does not answer.
async fn hold_messages(world: &World, server: &Server, peer: &Peer, count: usize) {
    let mut owner = server.client(&world.owner);
    for number in 0..count {
        let (place, contact) = world.contacts().nth(number).unwrap();
        let document = &world.sides[place].take_plan().unwrap().document_id;
        let body = json!({ "contact_id": contact.id, "channel": "sms" });
        let path = format!("/api/admin/documents/{document}/delivery");
        let answer = owner.send(&Request::post(path, &body)).await.answer();
        assert_eq!(answer.status, 201, "{}", answer.body);
    }
    peer.wait_for(count).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_answers_what_was_begun_and_loses_nothing() {
    let world = World::new(OF_EACH / 2 + 12, 0).await;
    let peer = Peer::start(Conduct::Hold(Arc::new(Semaphore::new(0)))).await;
    let settings = [
        ("PORTICO_SMS_WEBHOOK_URL", peer.url()),
        ("PORTICO_SMS_WEBHOOK_SECRET", "secret".to_owned()),
    ];
    let settings = settings
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let mut server = Server::start(&world, &settings).await;
    hold_messages(&world, &server, &peer, MESSAGES).await;
    let mut streams = Vec::new();
    for number in 0..STREAMS {
        let contact = client(&world, &server, number % 16);
        streams.push(contact.stream("/api/client/events").await);
    }
    let quick: Vec<Act> = (0..OF_EACH)
        .map(|number| Act::new(&world, number))
        .collect();
    let slow: Vec<Act> = (0..OF_EACH)
        .map(|number| Act::new(&world, number))
        .collect();
    let readers = (0..OF_EACH).map(|number| read_on(client(&world, &server, number % 16)));
    let readers: Vec<_> = readers.map(tokio::spawn).collect();

    let ready = Barrier::new(2 * OF_EACH + 1);
    let stop = async {
        ready.wait().await;
        sleep(UNTIL_STOP).await;
        server.ask_to_stop();
        let began = Instant::now();
        let ends = join_all(streams.into_iter().map(super::client::Stream::end)).await;
        assert!(ends.iter().all(|end| *end == End::Whole), "{ends:?}");
        let took = began.elapsed();
        assert!(
            took < Duration::from_secs(2),
            "streams ended after {took:?}"
        );
        sleep(Duration::from_millis(200)).await;
        assert!(connect(server.address).await.is_none(), "nobody new");
        began
    };
    let acts = quick.iter().enumerate();
    let acts = join_all(acts.map(|act| decide(&world, &server, act, &ready)));
    let bodies = slow.iter();
    let bodies = join_all(bodies.map(|act| send_slowly(&world, &server, act, &ready)));
    let (began, answered, _) = tokio::join!(stop, acts, bodies);
    let read: usize = join_all(readers)
        .await
        .into_iter()
        .map(Result::unwrap)
        .sum();
    let status = server.ended(Duration::from_secs(25)).await;
    let took = began.elapsed();
    assert!(
        status.is_some_and(|status| status.success()),
        "{status:?} after {took:?}"
    );

    let done = answered.iter().filter(|done| **done).count();
    eprintln!("stopped in {took:?}: {done} decisions of {OF_EACH} answered, {read} reads");
    let there = decided(&world).await;
    for (act, answered) in quick.iter().zip(&answered) {
        let is_there = there.contains(&act.item.id);
        assert_eq!(is_there, *answered, "begun and answered, or never begun");
    }
    let is_there = |act: &Act| there.contains(&act.item.id);
    assert!(slow.iter().all(is_there), "what was answered is there");
    assert_eq!(world.count(RUNNING).await, 0, "leases are given back");
    goes_on(&world, server, &peer, &quick).await;
}

/// After the start: what was cut is done once under its key, and the messages leave at once.
async fn goes_on(world: &World, before: Server, peer: &Peer, acts: &[Act]) {
    peer.conduct(Conduct::Answer(200, ""));
    let server = Server::start_again(world, before).await;
    let began = Instant::now();
    for act in acts {
        let answer = client(world, &server, act.by)
            .send(&act.request)
            .await
            .answer();
        assert_eq!(answer.status, 201, "{}", answer.body);
    }
    let there = decided(world).await;
    assert!(acts.iter().all(|act| there.contains(&act.item.id)));
    let waiting = "select count(*) from outbox_message where state = 'waiting' and channel = 'sms'";
    while world.count(waiting).await > 0 {
        assert!(
            began.elapsed() < Duration::from_secs(5),
            "held SMS leave soon"
        );
        sleep(Duration::from_millis(50)).await;
    }
    let asked = peer.asked();
    let ids = asked.iter().map(|asked| &asked.headers["webhook-id"]);
    let ids: HashSet<&String> = ids.collect();
    assert_eq!(ids.len(), MESSAGES, "each once more under its own id");
    let dead = "select count(*) from job where state = 'dead'";
    assert_eq!(world.count(dead).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_with_nothing_to_answer_waits_for_the_jobs_and_gives_them_back() {
    let world = World::new(1, 0).await;
    let peer = Peer::start(Conduct::Hang).await;
    let url = peer.url();
    let settings = [
        ("PORTICO_SMS_WEBHOOK_URL", url.as_str()),
        ("PORTICO_SMS_WEBHOOK_SECRET", "secret"),
    ];
    let mut server = Server::start(&world, &settings).await;
    hold_messages(&world, &server, &peer, 1).await;
    assert_eq!(world.count(RUNNING).await, 1);
    server.ask_to_stop();
    let status = server.ended(Duration::from_secs(25)).await;
    assert!(status.is_some_and(|status| status.success()), "{status:?}");
    let due =
        "select count(*) from job where state = 'waiting' and attempts = 0 and leased_until is null
               and kind = 'send_message'";
    assert_eq!((world.count(RUNNING).await, world.count(due).await), (0, 1));
}
