//! The mail server and the SMS gateway hang, break off, refuse and talk nonsense: nothing else waits for them, nothing
//! is lost, and within seconds of their being back all has left.

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use portico::testing::{
    peer::{Conduct, Peer},
    proxy::{Proxy, Way},
};
use serde_json::json;
use tokio::time::sleep;

use super::{
    client::Request, invariants, is_long, server::Server, smtp::MailServer, steady::PATIENCE,
    world::World,
};

/// What one gateway does holds up nothing else for as long as this; the program waits for it for 15 seconds.
const AT_ONCE: Duration = Duration::from_secs(8);
/// All has left so soon after a gateway is back.
const BACK: Duration = Duration::from_secs(12);

/// The program between its gateways, both of them reached through proxies.
struct Scene {
    /// Before the world, whose folder has its log.
    server: Server,
    world: World,
    mail: MailServer,
    way_to_mail: Proxy,
    sms: Peer,
    way_to_sms: Proxy,
}

impl Scene {
    async fn new(quotes: usize, plans: usize) -> Self {
        let world = World::new(plans, quotes).await;
        let mail = MailServer::start().await;
        let way_to_mail = Proxy::before(mail.address.to_string()).await;
        let sms = Peer::start(Conduct::Answer(200, "")).await;
        let sms_address = sms.url().trim_start_matches("http://").to_owned();
        let way_to_sms = Proxy::before(sms_address).await;
        let smtp_url = format!("smtp://{}", way_to_mail.address());
        let sms_url = format!("http://{}", way_to_sms.address());
        let settings = [
            ("PORTICO_MAIL_SMTP_URL", smtp_url.as_str()),
            ("PORTICO_MAIL_FROM", "portal@test.example"),
            ("PORTICO_SMS_WEBHOOK_URL", sms_url.as_str()),
            ("PORTICO_SMS_WEBHOOK_SECRET", "secret"),
        ];
        let server = Server::start(&world, &settings).await;
        Self {
            world,
            server,
            mail,
            way_to_mail,
            sms,
            way_to_sms,
        }
    }

    /// So many quotes are answered, each of which tells its author by mail.
    async fn cause_mail(&self, count: usize) {
        let sides = self.world.sides.iter();
        let quotes =
            sides.flat_map(|side| std::iter::from_fn(move || Some((side, side.take_quote()?))));
        let mut caused = 0;
        for (side, item) in quotes.take(count) {
            let path = format!("/api/client/documents/{}/response", item.document);
            let request = Request::post(path, &item.acceptance()).under(self.world.key());
            let mut client = self.server.client(&side.contacts[0].person);
            answered_at_once(client.send(&request)).await;
            caused += 1;
        }
        assert_eq!(caused, count, "quotes are left");
    }

    /// So many links are sent by SMS.
    async fn cause_sms(&self, count: usize) {
        let mut owner = self.server.client(&self.world.owner);
        for number in 0..count {
            let side = &self.world.sides[number % 4];
            let document = side.take_plan().unwrap().document_id;
            let body = json!({ "contact_id": side.contacts[0].id, "channel": "sms" });
            let path = format!("/api/admin/documents/{document}/delivery");
            answered_at_once(owner.send(&Request::post(path, &body))).await;
        }
    }

    /// A client is renamed, which a job of the program's own takes to the search.
    async fn cause_own(&self, name: &str) {
        let mut owner = self.server.client(&self.world.owner);
        let path = format!("/api/admin/clients/{}", self.world.sides[0].client_id);
        let rename = Request::with("PATCH", path, &json!({ "name": name }));
        answered_at_once(owner.send(&rename)).await;
    }

    async fn waits(&self, what: &str) -> i64 {
        let jobs =
            "select count(*) from job j left join outbox_message m on m.provider_id = j.provider_id
                    and m.outbox_message_id = j.job_id where j.state <> 'done' and";
        self.world.count(&format!("{jobs} {what}")).await
    }

    /// Waits until no job is left of a channel, or of the program itself; how long that took.
    async fn leave(&self, what: &str, within: Duration) -> Duration {
        let began = Instant::now();
        loop {
            let left = self.waits(what).await;
            let took = began.elapsed();
            if left == 0 {
                return took;
            }
            assert!(took < within, "{left} are left after {took:?}: {what}");
            sleep(Duration::from_millis(50)).await;
        }
    }
}

const MAIL: &str = "m.channel = 'email'";
const SMS: &str = "m.channel = 'sms'";
const OWN: &str = "j.kind = 'index_client'";

async fn answered_at_once(answer: impl Future<Output = super::client::Outcome>) {
    let began = Instant::now();
    let answer = answer.await.answer();
    assert!(answer.status < 300, "{}", answer.body);
    assert!(began.elapsed() < AT_ONCE, "the page waited for a gateway");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gateway_that_hangs_holds_up_nothing_else() {
    let scene = Scene::new(5, 8).await;
    scene.way_to_mail.is(Way::Silent);
    // More than are sent at once, so that the lane of mail is full.
    scene.cause_mail(20).await;
    sleep(Duration::from_secs(1)).await;
    scene.cause_sms(8).await;
    scene.cause_own("Renamed").await;
    scene.leave(SMS, AT_ONCE).await;
    scene.leave(OWN, AT_ONCE).await;
    assert!(scene.mail.taken().is_empty());
    assert_eq!(scene.waits(MAIL).await, 20, "all of them wait");
    scene.way_to_sms.is(Way::Silent);
    scene.cause_sms(16).await;
    scene.cause_own("Renamed again").await;
    scene.leave(OWN, AT_ONCE).await;
    // What hung breaks off, as when a machine is started again.
    scene.way_to_mail.cut().await;
    let mail = scene.leave(MAIL, BACK).await;
    assert!(scene.waits(SMS).await > 0, "SMS still hang");
    scene.way_to_sms.cut().await;
    let sms = scene.leave(SMS, BACK).await;
    eprintln!("after {mail:?} all mail had left, after {sms:?} all SMS");
    let taken = scene.mail.taken();
    let ids: HashSet<&String> = taken.iter().collect();
    assert_eq!((taken.len(), ids.len()), (20, 20), "each once");
    let asked = scene.sms.asked();
    let ids: HashSet<&String> = asked.iter().map(|sms| &sms.headers["webhook-id"]).collect();
    assert_eq!(ids.len(), 24, "each under its own id");
    invariants::must_hold(&scene.world).await;
}

/// So many messages go to each of the gateways.
const SOME: usize = 6;
/// What the program may take more while a gateway talks without end.
const MORE_MEMORY: u64 = 64 << 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_gateways_answer_nothing_is_lost_and_all_leaves_soon_after() {
    let scene = Scene::new(3, 3).await;
    let before = scene.server.memory();
    scene.mail.is_bad(true);
    scene.sms.conduct(Conduct::ByTurns(vec![
        Conduct::Endless,
        Conduct::Answer(503, ""),
        Conduct::Garbage,
        Conduct::CutOff,
    ]));
    scene.cause_mail(SOME).await;
    scene.cause_sms(SOME).await;
    scene.cause_own("Meanwhile").await;
    scene.leave(OWN, PATIENCE).await;
    // Two at once; then one every few seconds tries whether they are back.
    let tries = if is_long() { 12 } else { 3 };
    let (began, mut memory) = (Instant::now(), 0);
    while scene.mail.badly() < tries || scene.sms.asked().len() < tries {
        assert!(began.elapsed() < 4 * PATIENCE, "they are tried");
        memory = scene.server.memory().max(memory);
        sleep(Duration::from_millis(100)).await;
    }
    assert!(memory < before + MORE_MEMORY, "{before} and then {memory}");
    assert_eq!(scene.waits("m.state = 'failed'").await, 0);
    let waiting = (scene.waits(MAIL).await, scene.waits(SMS).await);
    assert_eq!(waiting, (6, 6), "all of them wait");
    scene.mail.is_bad(false);
    scene.sms.conduct(Conduct::Answer(200, ""));
    // Where each try may have reached somebody, tries are further apart.
    let longest = 4 * PATIENCE;
    let (mail, sms) = tokio::join!(scene.leave(MAIL, longest), scene.leave(SMS, longest));
    eprintln!("after {mail:?} all mail had left, after {sms:?} all SMS; {memory} bytes");
    let taken = scene.mail.taken();
    let ids: HashSet<&String> = taken.iter().collect();
    assert_eq!((taken.len(), ids.len()), (SOME, SOME), "each is taken once");
    let asked = scene.sms.asked();
    let ids: HashSet<&String> = asked.iter().map(|sms| &sms.headers["webhook-id"]).collect();
    assert_eq!(ids.len(), SOME, "each under its own id");
    invariants::must_hold(&scene.world).await;
}
