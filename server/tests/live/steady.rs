//! People who work on while something breaks below the program: contacts decide one thing after the other, staff begin
//! documents and publish them. What was put off is asked for once more under its key later.

use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use serde_json::json;
use tokio::time::{sleep, timeout};

use super::{
    client::{Answer, Client, Outcome, Request},
    ledger::{Act, Ledger, What},
    server::Server,
    world::{World, draft, text},
};

/// Whatever a test waits for comes within this, also on a machine that is busy with other tests.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// Between two things that one person does, and after one that was put off.
const PAUSE: Duration = Duration::from_millis(25);
const LONG_PAUSE: Duration = Duration::from_millis(250);

/// How a write is put off.
#[derive(Debug, Clone, Copy)]
pub struct PutOff {
    pub status: u16,
    /// Whether it is sure that it was not done. Else its key tells.
    pub is_sure: bool,
}

/// For now it can't be done, and nothing of it was.
pub const NOT_NOW: PutOff = PutOff {
    status: 503,
    is_sure: true,
};

/// The work of many.
pub struct Steady<'a> {
    world: &'a World,
    server: &'a Server,
    put_off: &'a [PutOff],
    is_over: AtomicBool,
    done: AtomicUsize,
    refused: AtomicUsize,
}

impl<'a> Steady<'a> {
    /// Each write is answered as ever, or put off in one of these ways.
    pub fn new(world: &'a World, server: &'a Server, put_off: &'a [PutOff]) -> Self {
        Self {
            world,
            server,
            put_off,
            is_over: AtomicBool::new(false),
            done: AtomicUsize::new(0),
            refused: AtomicUsize::new(0),
        }
    }

    /// Everybody works until all is over; what they asked for, and how long the longest answer took.
    pub async fn work(&self) -> (Vec<Act>, Duration) {
        let contacts = self.world.contacts().map(|(place, _)| place);
        let deciding = contacts
            .enumerate()
            .map(|(number, place)| self.decide(number, place));
        let publishing = (0..2).map(|place| self.publish(place));
        let (decided, published) = tokio::join!(join_all(deciding), join_all(publishing));
        let (acts, took): (Vec<Act>, Vec<Duration>) =
            decided.into_iter().chain(published).flatten().unzip();
        (acts, took.into_iter().max().unwrap_or_default())
    }

    /// Ends the work.
    pub fn end(&self) {
        self.is_over.store(true, Ordering::SeqCst);
    }

    /// Waits until so many more writes were taken.
    pub async fn takes(&self, more: usize) {
        grows(&self.done, more, "taken").await;
    }

    /// Waits until so many more writes were put off.
    pub async fn puts_off(&self, more: usize) {
        grows(&self.refused, more, "put off").await;
    }

    fn goes_on(&self) -> bool {
        !self.is_over.load(Ordering::SeqCst)
    }

    async fn decide(&self, number: usize, place: usize) -> Vec<(Act, Duration)> {
        let (_, contact) = self.world.contacts().nth(number).unwrap();
        let mut client = self.server.client(&contact.person);
        let mut acts = Vec::new();
        while self.goes_on() {
            let Some(item) = self.world.sides[place].take_plan() else {
                break;
            };
            let request = Request::post("/api/client/decisions", &item.acknowledgement());
            let what = What::Decision {
                item: item.id,
                contact: contact.id.clone(),
            };
            let request = request.under(self.world.key());
            self.ask(&mut client, what, request, &mut acts).await;
        }
        acts
    }

    async fn publish(&self, place: usize) -> Vec<(Act, Duration)> {
        let mut owner = self.server.client(&self.world.owner);
        let mut acts = Vec::new();
        while self.goes_on() {
            let body = draft(&self.world.sides[place].client_id, "plan", "Steady");
            let begin = Request::post("/api/admin/documents", &body).under(self.world.key());
            let begun = self.ask(&mut owner, What::Draft, begin, &mut acts).await;
            if begun.status == 201 {
                let document = text(&begun.json(), "id");
                let path = format!("/api/admin/documents/{document}/publication");
                let publish = Request::post(path, &json!({}));
                let what = What::Publication { document };
                self.ask(&mut owner, what, publish, &mut acts).await;
            }
        }
        acts
    }

    /// Asks for a write, which must be taken or put off in words.
    async fn ask(
        &self,
        client: &mut Client,
        what: What,
        request: Request,
        acts: &mut Vec<(Act, Duration)>,
    ) -> Answer {
        let began = Instant::now();
        let answer = client.send(&request).await.answer();
        let took = began.elapsed();
        let put_off = self.put_off.iter().find(|way| way.status == answer.status);
        let (counted, pause) = match put_off {
            Some(_) => {
                assert!(answer.header("retry-after").is_some(), "{answer:?}");
                (&self.refused, LONG_PAUSE)
            }
            None => {
                assert!(answer.status < 300, "{request:?}: {answer:?}");
                (&self.done, PAUSE)
            }
        };
        counted.fetch_add(1, Ordering::SeqCst);
        sleep(pause).await;
        let is_known = put_off.is_none_or(|way| way.is_sure);
        let act = Act {
            what,
            by: client.person.clone(),
            request,
            answer: is_known.then(|| answer.clone()),
        };
        acts.push((act, took));
        answer
    }
}

async fn grows(count: &AtomicUsize, more: usize, what: &str) {
    let wanted = count.load(Ordering::SeqCst) + more;
    let enough = async {
        while count.load(Ordering::SeqCst) < wanted {
            sleep(Duration::from_millis(10)).await;
        }
    };
    let came = timeout(PATIENCE, enough).await;
    assert!(came.is_ok(), "nothing more was {what} for {PATIENCE:?}");
}

/// Asks once more for everything that was put off and has a key; now it is done.
pub async fn make_good(ledger: &mut Ledger, server: &Server) {
    let open = ledger.acts.iter_mut().filter(|act| !act.is_done());
    for act in open.filter(|act| act.request.key.is_some()) {
        act.repeat(&mut server.client(&act.by)).await;
        assert!(act.is_done(), "taken under its key: {act:?}");
    }
}

/// Waits until a page is answered as before; how long that took.
pub async fn comes_back(world: &World, server: &Server) -> Duration {
    let began = Instant::now();
    let mut client = server.client(&world.sides[0].contacts[0].person);
    loop {
        let page = Request::get("/api/client/documents?limit=5");
        let asked = client.send(&page).await;
        let took = began.elapsed();
        match asked {
            Outcome::Answered(answer) if answer.status == 200 => return took,
            Outcome::Answered(answer) => assert_eq!(answer.status, 503, "{}", answer.body),
            other => panic!("{other:?}: the program itself is there"),
        }
        assert!(took < PATIENCE, "still away after {took:?}");
        sleep(Duration::from_millis(50)).await;
    }
}
