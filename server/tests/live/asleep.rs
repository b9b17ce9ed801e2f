//! One of two programs on one PostgreSQL stands still, as a paused machine does, and wakes much later: the other has
//! taken its work over meanwhile, and what the sleeper held has no second effect.

use std::{
    collections::HashSet,
    sync::Arc,
    time::{Duration, Instant},
};

use portico::{
    db::Dialect,
    testing::{
        only_on,
        peer::{Conduct, Peer},
    },
};
use serde_json::json;
use tokio::{sync::Semaphore, time::sleep};

use super::{client::Request, invariants, is_long, server::Server, world::World};

const MESSAGES: usize = 16;

const RUNNING: &str = "select count(*) from job where state = 'running' and kind = 'send_message'";
const UNSENT: &str =
    "select count(*) from outbox_message where channel = 'sms' and state <> 'sent'";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn jobs_of_a_program_that_sleeps_on_postgresql_are_done_by_the_other_and_not_again() {
    if !only_on(Dialect::Postgres) {
        return;
    }
    let world = World::new(8, 0).await;
    let gate = Arc::new(Semaphore::new(0));
    let peer = Peer::start(Conduct::Hold(gate.clone())).await;
    let url = peer.url();
    let settings = [
        ("PORTICO_SMS_WEBHOOK_URL", url.as_str()),
        ("PORTICO_SMS_WEBHOOK_SECRET", "secret"),
    ];
    let sleeper = Server::start(&world, &settings).await;
    let mut owner = sleeper.client(&world.owner);
    for number in 0..MESSAGES {
        let side = &world.sides[number % 4];
        let document = side.take_plan().unwrap().document_id;
        let body = json!({ "contact_id": side.contacts[0].id, "channel": "sms" });
        let path = format!("/api/admin/documents/{document}/delivery");
        let answer = owner.send(&Request::post(path, &body)).await.answer();
        assert_eq!(answer.status, 201, "{}", answer.body);
    }
    peer.wait_for(MESSAGES).await;
    sleeper.signal("STOP");
    if is_long() {
        sleep(portico::kit::job::LEASE + Duration::from_secs(1)).await;
    } else {
        // As if it had slept so long.
        let over = "update job set leased_until = leased_until - interval '1 hour' where state = 'running'";
        world.database.tamper(over).await;
    }
    assert_eq!(world.count(RUNNING).await, 16, "it holds them");
    peer.conduct(Conduct::Answer(200, ""));
    let other = Server::start(&world, &settings).await;
    let began = Instant::now();
    while world.count(UNSENT).await > 0 {
        assert!(
            began.elapsed() < Duration::from_secs(10),
            "the other does them"
        );
        sleep(Duration::from_millis(50)).await;
    }
    let sent = "select outbox_message_id, sent_at from outbox_message order by 1";
    let before = world.rows(sent).await;
    // Now the gateway answers the sleeper as well, and it wakes.
    gate.add_permits(MESSAGES);
    sleeper.signal("CONT");
    sleep(Duration::from_secs(3)).await;
    assert_eq!(world.rows(sent).await, before, "it changes nothing");
    let asked = peer.asked();
    let ids = asked.iter().map(|asked| &asked.headers["webhook-id"]);
    let ids: HashSet<&String> = ids.collect();
    assert_eq!(
        (asked.len(), ids.len()),
        (2 * MESSAGES, MESSAGES),
        "none a third time"
    );
    let twice = "select count(*) from job where kind = 'send_message' and (state <> 'done' or attempts <> 2)";
    assert_eq!(world.count(twice).await, 0);
    invariants::must_hold(&world).await;
    for program in [&sleeper, &other] {
        let item = world.sides[0].take_plan();
        let contact = &world.sides[0].contacts[1].person;
        let Some(item) = item else { break };
        let decide = Request::post("/api/client/decisions", &item.acknowledgement());
        let decide = decide.under(world.key());
        let answer = program.client(contact).send(&decide).await.answer();
        assert_eq!(answer.status, 201, "{}", answer.body);
    }
}
