//! Two programs on one PostgreSQL: together they keep the limits of one, say what the other did, share the work, and one
//! goes on when the other is killed.

use std::{
    collections::HashSet,
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use portico::{
    db::Dialect,
    testing::{
        cast::code_in,
        only_on,
        peer::{Conduct, Peer},
    },
};
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};

use super::{
    client::{Client, End, Person, Request},
    invariants, is_long,
    ledger::{Act, Ledger},
    load::{Load, PEOPLE},
    server::Server,
    world::{World, draft, text},
};

/// News arrive on the other program, and streams of who is put out end there, within this.
const SOON: Duration = Duration::from_secs(2);

/// Both programs on one world.
struct Two<'a> {
    world: &'a World,
    programs: [Server; 2],
}

impl<'a> Two<'a> {
    async fn start(world: &'a World, settings: &[(&str, &str)]) -> Self {
        let (one, other) = tokio::join!(
            Server::start(world, settings),
            Server::start(world, settings)
        );
        Self {
            world,
            programs: [one, other],
        }
    }

    /// A client of the one or the other by turns.
    fn client(&self, turn: usize, person: &Person) -> Client {
        self.programs[turn % 2].client(person)
    }

    /// What the owner changes at the first; it must work.
    async fn change(&self, method: &'static str, path: String, body: &Value) {
        let mut owner = self.client(0, &self.world.owner);
        let answer = owner
            .send(&Request::with(method, path, body))
            .await
            .answer();
        assert!(answer.status < 300, "{}", answer.body);
    }
}

/// Six digits that are not these.
fn wrong(code: &str) -> String {
    let last = if code.ends_with('9') { '0' } else { '9' };
    format!("{}{last}", &code[..5])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_programs_on_postgresql_are_one() {
    if !only_on(Dialect::Postgres) {
        return;
    }
    let world = World::new(3, 0).await;
    let two = Two::start(&world, &[]).await;
    codes_are_counted_together(&two).await;
    one_key_is_one_effect(&two).await;
    news_travel(&two).await;
    who_is_put_out_at_one_is_out_at_the_other(&two).await;
}

async fn codes_are_counted_together(two: &Two<'_>) {
    let contact = &two.world.sides[3].contacts[0];
    let nobody = Person {
        host: contact.person.host.clone(),
        cookie: None,
    };
    let ask = Request::post("/api/client/sign-in", &json!({ "phone": contact.phone }));
    let asked = two.client(0, &nobody).send(&ask).await.answer();
    assert_eq!(asked.status, 202, "{}", asked.body);
    let cookie = asked.header("set-cookie").unwrap().split(';').next();
    let pending = Person {
        cookie: cookie.map(str::to_owned),
        ..nobody
    };
    let sent = "select secret_text from outbox_message where channel = 'sms'";
    let code = wrong(&code_in(&two.world.rows(sent).await[0][0]));
    let guess = Request::post("/api/client/sign-in/verification", &json!({ "code": code }));
    let guesses = (0..200).map(|turn| {
        let (mut client, guess) = (two.client(turn, &pending), guess.clone());
        async move { client.send(&guess).await.answer().status }
    });
    let statuses = join_all(guesses).await;
    let count = |wanted| statuses.iter().filter(|status| **status == wanted).count();
    assert_eq!((count(422), count(429)), (5, 195), "five are looked at");
}

async fn one_key_is_one_effect(two: &Two<'_>) {
    let side = &two.world.sides[0];
    let contact = &side.contacts[0].person;
    let item = side.take_plan().unwrap();
    let decide = Request::post("/api/client/decisions", &item.acknowledgement()).under("one-key");
    let twins = (0..2).map(|turn| {
        let (mut client, decide) = (two.client(turn, contact), decide.clone());
        async move { client.send(&decide).await.answer() }
    });
    let answers = join_all(twins).await;
    assert_eq!((answers[0].status, answers[1].status), (201, 201));
    assert_eq!(answers[0].body, answers[1].body, "the same bytes");
    let other = side.take_plan().unwrap().acknowledgement();
    let other = Request::post("/api/client/decisions", &other).under("one-key");
    let other = two.client(1, contact).send(&other).await.answer();
    assert_eq!(other.status, 422, "{}", other.body);
    assert_eq!(two.world.count("select count(*) from decision").await, 1);
}

async fn news_travel(two: &Two<'_>) {
    let side = &two.world.sides[1];
    let mut stream = two.client(1, &side.contacts[1].person);
    let mut stream = stream_of(&mut stream).await;
    let item = side.take_plan().unwrap();
    let decide = Request::post("/api/client/decisions", &item.acknowledgement()).under("news");
    let mut client = two.client(0, &side.contacts[0].person);
    assert_eq!(client.send(&decide).await.answer().status, 201);
    let heard = timeout(Duration::from_secs(1), stream.hears(&item.id)).await;
    assert_eq!(heard, Ok(true), "heard within a second");
}

async fn stream_of(client: &mut Client) -> super::client::Stream {
    let path = if client.person.host == "staff.example" {
        "/api/admin/events"
    } else {
        "/api/client/events"
    };
    client.stream(path).await
}

async fn who_is_put_out_at_one_is_out_at_the_other(two: &Two<'_>) {
    let world = two.world;
    let (first, second, third) = (&world.sides[0], &world.sides[1], &world.sides[2]);
    let contact = |number: usize| &first.contacts[number];
    // A contact's last membership is not taken away.
    let other = json!({ "client_id": world.sides[3].client_id, "contact_id": contact(2).id, "role": "viewer" });
    two.change("POST", "/api/admin/memberships".to_owned(), &other)
        .await;
    let off = json!({ "state": "off" });
    let own = "/api/client/session".to_owned();
    let membership = format!("/api/admin/memberships/{}", contact(2).membership_id);
    let account = format!("/api/admin/contacts/{}", contact(1).id);
    let session = format!("/api/client/sessions/{}", contact(3).session_id);
    let inactive = format!("/api/admin/clients/{}", second.client_id);
    let portal = format!("/api/admin/clients/{}", third.client_id);
    let staff = format!("/api/admin/staff/{}", world.member_id);
    let (owner, nothing) = (&world.owner, Value::Null);
    let ways = [
        (
            &contact(0).person,
            &contact(0).person,
            "DELETE",
            own,
            &nothing,
        ),
        (
            &contact(3).person,
            &contact(3).person,
            "DELETE",
            session,
            &nothing,
        ),
        (&contact(1).person, owner, "PATCH", account, &off),
        (&contact(2).person, owner, "DELETE", membership, &nothing),
        (
            &second.contacts[0].person,
            owner,
            "PATCH",
            inactive,
            &json!({ "status": "inactive" }),
        ),
        (
            &third.contacts[0].person,
            owner,
            "PATCH",
            portal,
            &json!({ "portal_enabled": false }),
        ),
        (&world.member, owner, "PATCH", staff, &off),
    ];
    for (who, by, method, path, body) in ways {
        let mut at_the_other = two.client(1, who);
        let looks = if who.host == "staff.example" {
            "/api/admin/session"
        } else {
            "/api/client/session"
        };
        at_the_other.read(looks).await;
        let stream = stream_of(&mut at_the_other).await;
        let mut request = Request::with(method, path.clone(), body);
        request.body = request.body.filter(|_| !body.is_null());
        let put_out = two.client(0, by).send(&request).await.answer();
        assert!(put_out.status < 300, "{method} {path}: {}", put_out.body);
        let next = at_the_other.send(&Request::get(looks)).await.answer();
        assert_eq!(next.status, 401, "{method} {path}: {}", next.body);
        let ended = timeout(SOON, stream.end()).await;
        assert_eq!(ended, Ok(End::Whole), "{method} {path}: its stream");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_programs_on_postgresql_share_numbers_jobs_and_housekeeping() {
    if !only_on(Dialect::Postgres) {
        return;
    }
    let world = World::new(40, 2).await;
    let peer = Peer::start(Conduct::Answer(200, "")).await;
    let url = peer.url();
    let settings = [
        ("PORTICO_SMS_WEBHOOK_URL", url.as_str()),
        ("PORTICO_SMS_WEBHOOK_SECRET", "secret"),
    ];
    // What is due before either begins is found by both at once.
    let due =
        "update action_item set due_at = created_at - interval '1 minute' where kind = 'choose'";
    world.database.tamper(due).await;
    let two = Two::start(&world, &settings).await;
    let (numbers, messages) = (publish_at_both(&two), deliver_at_both(&two));
    tokio::join!(numbers, messages);
    let asked = "select count(*) from outbox_message where channel = 'sms' and state = 'waiting'";
    let began = Instant::now();
    while world.count(asked).await > 0 {
        assert!(began.elapsed() < Duration::from_secs(60), "all leave");
        sleep(Duration::from_millis(50)).await;
    }
    let asked = peer.asked();
    let ids: HashSet<&String> = asked
        .iter()
        .map(|asked| &asked.headers["webhook-id"])
        .collect();
    assert_eq!(
        (asked.len(), ids.len()),
        (160, 160),
        "each is handed over once"
    );
    let expired = "select count(*) from audit_entry where act = 'action_item_expired'";
    let began = Instant::now();
    while world.count(expired).await < 8 {
        assert!(
            began.elapsed() < Duration::from_secs(30),
            "what is due expires"
        );
        sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(world.count(expired).await, 8, "each once");
    invariants::must_hold(&world).await;
}

/// 40 documents, published at the one and the other at once.
async fn publish_at_both(two: &Two<'_>) {
    let publish = |turn: usize| {
        let mut owner = two.client(turn, &two.world.owner);
        let body = draft(&two.world.sides[turn % 4].client_id, "plan", "At once");
        async move {
            let begin = Request::post("/api/admin/documents", &body);
            let begun = owner.send(&begin).await.answer();
            let path = format!(
                "/api/admin/documents/{}/publication",
                text(&begun.json(), "id")
            );
            let done = owner.send(&Request::post(path, &json!({}))).await.answer();
            assert_eq!(done.status, 200, "{}", done.body);
        }
    };
    join_all((0..40).map(publish)).await;
}

/// A link by SMS for each of the 160 plans.
async fn deliver_at_both(two: &Two<'_>) {
    let sides = two.world.sides.iter();
    let links = sides.flat_map(|side| {
        std::iter::from_fn(|| side.take_plan()).map(|item| (item, side.contacts[0].id.clone()))
    });
    let links: Vec<_> = links.collect();
    for some in links.chunks(20) {
        let some = some.iter().enumerate().map(|(turn, (item, contact))| {
            let mut owner = two.client(turn, &two.world.owner);
            let body = json!({ "contact_id": contact, "channel": "sms" });
            let path = format!("/api/admin/documents/{}/delivery", item.document_id);
            async move {
                let made = owner.send(&Request::post(path, &body)).await.answer();
                assert_eq!(made.status, 201, "{}", made.body);
            }
        });
        join_all(some).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_two_programs_on_postgresql_is_killed_and_the_other_goes_on() {
    if !only_on(Dialect::Postgres) {
        return;
    }
    let world = World::new(40, 8).await;
    let seeded = world.rows("select document_id from document").await.len();
    let settings = [
        ("PORTICO_SIGN_IN_SENDS_PER_ADDRESS", "20"),
        ("PORTICO_SIGN_IN_SENDS_PER_IP", "100000"),
        ("PORTICO_SIGN_IN_SENDS_PER_PREFIX", "100000"),
    ];
    let mut two = Two::start(&world, &settings).await;
    let mut ledger = Ledger::default();
    for round in 1..=if is_long() { 10 } else { 2 } {
        let mut acts = kill_the_second(&mut two).await;
        let mut slowest = Duration::ZERO;
        for act in acts.iter_mut().filter(|act| act.answer.is_none()) {
            let began = Instant::now();
            act.repeat(&mut two.programs[0].client(&act.by)).await;
            slowest = slowest.max(began.elapsed());
        }
        assert!(
            slowest < SOON,
            "a lock of the killed one stood for {slowest:?}"
        );
        ledger.acts.append(&mut acts);
        ledger.check(&world, seeded).await;
        invariants::must_hold(&world).await;
        let [first, second] = two.programs;
        let second = Server::start_again(&world, second).await;
        two.programs = [first, second];
        world.refill().await;
        eprintln!("round {round}: {}, slowest {slowest:?}", ledger.told());
    }
}

/// Everybody works at both; the second is killed, those at the first work on for as long again.
async fn kill_the_second(two: &mut Two<'_>) -> Vec<Act> {
    let load = Load::new(two.world);
    let addresses = [0, 1].map(|at: usize| two.programs[at].address);
    let work = |at: usize| {
        let load = &load;
        let people = (0..PEOPLE).filter(move |number| number % 2 == at);
        join_all(people.map(move |number| load.work(addresses[at], number)))
    };
    let kill = async {
        sleep(Duration::from_millis(700)).await;
        load.is_ending.store(true, Ordering::SeqCst);
        two.programs[1].kill();
        sleep(Duration::from_millis(700)).await;
        load.is_over.store(true, Ordering::SeqCst);
    };
    let (at_first, at_second, ()) = tokio::join!(work(0), work(1), kill);
    at_first.into_iter().chain(at_second).flatten().collect()
}
