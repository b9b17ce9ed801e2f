//! The program is killed again and again in the middle of everything, and started again on the same data: what it
//! answered is there once, what it refused is not there, and nothing is there by half.
//!
//! `PORTICO_LIVE_SEED` repeats the moments of a run.

use std::{
    collections::HashSet,
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use portico::{
    kit::{
        clock::SystemClock,
        id::{Ids as _, Random},
    },
    testing::peer::{Conduct, Peer},
};
use tokio::time::sleep;

use super::{
    invariants, is_long,
    ledger::{Act, Ledger},
    load::{Load, PEOPLE},
    server::Server,
    world::World,
};

/// So many plans and quotes each client is asked about at the beginning.
const PLANS: usize = 50;
const QUOTES: usize = 12;
/// A start after a kill takes no longer, of the program as it is shipped.
const LONGEST_START: Duration = Duration::from_secs(5);
/// By then every lease of a killed program has run out and its jobs are done.
const LEASES_OVER: Duration = Duration::from_secs(80);

/// Numbers that look like chance, the same for the same seed.
struct Chance(u64);

impl Chance {
    fn new() -> Self {
        let given = std::env::var("PORTICO_LIVE_SEED").ok();
        let seed = given.map_or_else(
            || {
                let bytes = Random::new(std::sync::Arc::new(SystemClock)).bytes();
                u64::from_be_bytes(bytes[..8].try_into().unwrap()) | 1
            },
            |seed| seed.parse().unwrap(),
        );
        eprintln!("PORTICO_LIVE_SEED={seed}");
        Self(seed)
    }

    /// Between 50 and 900 ms.
    fn moment(&mut self) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        Duration::from_millis(50 + self.0 % 850)
    }
}

/// Everybody works until the program is killed; what they asked for.
async fn killed_under_load(world: &World, server: &mut Server, after: Duration) -> Vec<Act> {
    let load = Load::new(world);
    let address = server.address;
    let work = join_all((0..PEOPLE).map(|number| load.work(address, number)));
    let kill = async {
        sleep(after).await;
        load.is_ending.store(true, Ordering::SeqCst);
        server.kill();
    };
    let (acts, ()) = tokio::join!(work, kill);
    acts.into_iter().flatten().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_program_has_all_that_it_answered_and_nothing_by_half() {
    let rounds = if is_long() { 30 } else { 3 };
    let mut chance = Chance::new();
    let plans = if is_long() { 5 * PLANS } else { PLANS };
    let world = World::new(plans, QUOTES).await;
    let seeded = world.rows("select document_id from document").await.len();
    let peer = Peer::start(Conduct::Answer(200, "")).await;
    let url = peer.url();
    let settings = [
        ("PORTICO_SMS_WEBHOOK_URL", url.as_str()),
        ("PORTICO_SMS_WEBHOOK_SECRET", "secret"),
        ("PORTICO_SIGN_IN_SENDS_PER_ADDRESS", "20"),
        ("PORTICO_SIGN_IN_SENDS_PER_IP", "100000"),
        ("PORTICO_SIGN_IN_SENDS_PER_PREFIX", "100000"),
    ];
    let mut server = Server::start(&world, &settings).await;
    let mut ledger = Ledger::default();
    for round in 1..=rounds {
        let after = chance.moment();
        let mut acts = killed_under_load(&world, &mut server, after).await;
        invariants::must_hold(&world).await;
        server = Server::start_again(&world, server).await;
        let ready = server.ready_after;
        assert!(!is_long() || ready < LONGEST_START, "ready after {ready:?}");
        let mut cut = 0;
        for act in acts.iter_mut().filter(|act| act.answer.is_none()) {
            act.repeat(&mut server.client(&act.by)).await;
            cut += 1;
        }
        ledger.acts.append(&mut acts);
        ledger.check(&world, seeded).await;
        invariants::must_hold(&world).await;
        world.refill().await;
        eprintln!(
            "round {round}: killed after {after:?}, {cut} unanswered, ready after {ready:?}; {} in all",
            ledger.told()
        );
    }
    jobs_end(&world, &peer).await;
    tell_the_rest(&mut ledger, &server).await;
    ledger.check(&world, seeded).await;
}

/// Who had to wait a minute hears now what became of it.
async fn tell_the_rest(ledger: &mut Ledger, server: &Server) {
    let began = Instant::now();
    let untold = |act: &&mut Act| act.answer.is_none() && act.request.key.is_some();
    for act in ledger.acts.iter_mut().filter(untold) {
        while act.answer.is_none() {
            act.repeat(&mut server.client(&act.by)).await;
            assert!(began.elapsed() < LEASES_OVER, "still not told: {act:?}");
            sleep(Duration::from_secs(1)).await;
        }
    }
}

/// What was begun of messages ends: each leaves, and no other than those that were promised.
async fn jobs_end(world: &World, peer: &Peer) {
    let left =
        "select outbox_message_id from outbox_message where channel = 'sms' and state = 'sent'";
    let open = "select count(*) from job j join outbox_message m on m.provider_id = j.provider_id
                and m.outbox_message_id = j.job_id where m.channel = 'sms' and j.state <> 'done'";
    // In the short run what a killed program had leased waits for the end of its lease.
    let waiting = "select count(*) from job j join outbox_message m on m.provider_id = j.provider_id
                   and m.outbox_message_id = j.job_id where m.channel = 'sms' and j.state = 'waiting'";
    let (wanted, patience) = if is_long() {
        (open, LEASES_OVER)
    } else {
        (waiting, Duration::from_secs(20))
    };
    let began = Instant::now();
    while world.count(wanted).await > 0 {
        assert!(began.elapsed() < patience, "jobs are left");
        sleep(Duration::from_millis(100)).await;
    }
    let asked = peer.asked();
    let asked: HashSet<&str> = asked
        .iter()
        .map(|asked| asked.headers["webhook-id"].as_str())
        .collect();
    let left = world.rows(left).await;
    let known = world
        .rows("select outbox_message_id from outbox_message where channel = 'sms'")
        .await;
    let known: HashSet<&str> = known.iter().map(|row| row[0].as_str()).collect();
    assert!(
        left.iter().all(|row| asked.contains(row[0].as_str())),
        "what left was handed over"
    );
    assert!(
        asked.is_subset(&known),
        "nothing was handed over that is not in the outbox"
    );
    if is_long() {
        assert_eq!(asked.len(), known.len(), "each message left");
    }
    invariants::must_hold(world).await;
}
