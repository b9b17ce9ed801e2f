//! Requests that come by the clock, whether or not those before them were answered, as from people who know nothing of
//! each other: reads and writes mixed. What became of each of them is counted, and what was written is kept.

use std::{
    fmt,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use futures_util::{StreamExt as _, future::join_all, stream::FuturesUnordered};
use tokio::{
    runtime,
    time::{sleep, timeout},
};

use super::{
    client::{Answer, Client, Outcome, Person, Request},
    ledger::{Act, What},
    server::Server,
    world::{World, draft},
};

/// So many ask and wait for their answers while it is found out how many a second there can be.
const PATIENT: usize = 32;
/// Whoever has no answer by then goes away.
const DEADLINE: Duration = Duration::from_secs(30);
/// A connection that lay unused for longer may be closed by the server just when it is used again.
const KEPT: Duration = Duration::from_secs(3);
/// The visitor comes so often.
const VISITS: Duration = Duration::from_millis(50);
/// One request in so many begins a document, and one decides.
const WRITES_IN: usize = 8;

/// How long answers of one kind took.
#[derive(Default)]
pub struct Times(Mutex<Vec<Duration>>);

impl Times {
    fn add(&self, took: Duration) {
        self.0.lock().unwrap().push(took);
    }

    /// How many there were.
    pub fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    /// What 99 of 100 of them took at most.
    pub fn p99(&self) -> Duration {
        let mut times = self.0.lock().unwrap().clone();
        times.sort();
        let at = times.len() * 99 / 100;
        times.get(at).copied().unwrap_or_default()
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (99% within {:?})", self.count(), self.p99())
    }
}

/// Everybody who asks.
pub struct Flood<'a> {
    world: &'a World,
    address: SocketAddr,
    /// Connections at most.
    room: usize,
    free: Mutex<Vec<(Instant, Client)>>,
    asked: AtomicUsize,
    acts: Mutex<Vec<Act>>,
    pub served: Times,
    pub refused: Times,
    /// Without an answer in time.
    left: AtomicUsize,
    /// For which there was no connection any more on this side.
    unsent: AtomicUsize,
}

impl<'a> Flood<'a> {
    pub fn new(world: &'a World, server: &Server, room: usize) -> Self {
        Self {
            world,
            address: server.address,
            room,
            free: Mutex::default(),
            asked: AtomicUsize::new(0),
            acts: Mutex::default(),
            served: Times::default(),
            refused: Times::default(),
            left: AtomicUsize::new(0),
            unsent: AtomicUsize::new(0),
        }
    }

    /// How many answers a second there are for people who wait for theirs before they ask again; found out when all
    /// is warm.
    pub async fn capacity(&self, time: Duration) -> f64 {
        self.ask_patiently(time).await;
        let (before, began) = (self.served.count(), Instant::now());
        self.ask_patiently(time).await;
        (self.served.count() - before) as f64 / began.elapsed().as_secs_f64()
    }

    async fn ask_patiently(&self, time: Duration) {
        let began = Instant::now();
        let asking = (0..PATIENT).map(|_| async {
            while began.elapsed() < time {
                self.ask().await;
            }
        });
        join_all(asking).await;
    }

    /// So many requests a second for so long; ends when each was answered or left.
    pub async fn come(&self, rate: f64, time: Duration) {
        let began = Instant::now();
        let mut sent = 0;
        let mut under_way = FuturesUnordered::new();
        while began.elapsed() < time {
            let due = (began.elapsed().as_secs_f64() * rate) as usize;
            for _ in sent..due {
                if under_way.len() < self.room {
                    under_way.push(self.ask());
                } else {
                    self.unsent.fetch_add(1, Ordering::Relaxed);
                }
            }
            sent = due;
            let pause = sleep(Duration::from_millis(2));
            let pause = std::pin::pin!(pause);
            let answers = async { while under_way.next().await.is_some() {} };
            tokio::select! {
                () = answers => sleep(Duration::from_millis(1)).await,
                () = pause => {}
            }
        }
        while under_way.next().await.is_some() {}
    }

    /// How many went without an answer.
    pub fn left(&self) -> usize {
        self.left.load(Ordering::Relaxed)
    }

    /// All that was to be written.
    pub fn take_acts(&self) -> Vec<Act> {
        std::mem::take(&mut self.acts.lock().unwrap())
    }

    /// The next request, on a connection that is free or on a new one.
    async fn ask(&self) {
        let number = self.asked.fetch_add(1, Ordering::Relaxed);
        let (what, person, request) = self.next(number);
        let mut client = self.connection(person);
        let began = Instant::now();
        let outcome = timeout(DEADLINE, client.send(&request)).await;
        let took = began.elapsed();
        let answer = match outcome {
            Ok(Outcome::Answered(answer)) => Some(answer),
            Ok(other) => panic!("{other:?} after {took:?} by a server that has too much to do"),
            Err(_) => None,
        };
        match &answer {
            None => {
                self.left.fetch_add(1, Ordering::Relaxed);
            }
            Some(answer) => {
                let times = if is_served(answer) {
                    &self.served
                } else {
                    &self.refused
                };
                times.add(took);
                self.free.lock().unwrap().push((Instant::now(), client));
            }
        }
        if let Some(what) = what {
            let by = person.clone();
            let act = Act {
                what,
                by,
                request,
                answer,
            };
            self.acts.lock().unwrap().push(act);
        }
    }

    fn connection(&self, person: &Person) -> Client {
        let kept = self.free.lock().unwrap().pop();
        let kept = kept.filter(|(since, _)| since.elapsed() < KEPT);
        let mut client = kept.map_or_else(|| Client::new(self.address, person), |(_, kept)| kept);
        client.person = person.clone();
        client
    }

    /// Who asks for what. Whoever is to decide and has nothing left reads.
    fn next(&self, number: usize) -> (Option<What>, &Person, Request) {
        let place = number % self.world.sides.len();
        let side = &self.world.sides[place];
        let contact = &side.contacts[number / self.world.sides.len() % side.contacts.len()];
        if number.is_multiple_of(WRITES_IN) {
            let body = draft(&side.client_id, "plan", "One of many");
            let begin = Request::post("/api/admin/documents", &body).under(self.world.key());
            return (Some(What::Draft), &self.world.owner, begin);
        }
        if number % WRITES_IN == 3
            && let Some(item) = side.take_plan()
        {
            let decide = Request::post("/api/client/decisions", &item.acknowledgement());
            let what = What::Decision {
                item: item.id,
                contact: contact.id.clone(),
            };
            return (Some(what), &contact.person, decide.under(self.world.key()));
        }
        let path = match number % 3 {
            0 => "/api/client/documents?limit=10",
            1 => "/api/client/action-items?limit=10",
            _ => "/api/client/session",
        };
        (None, &contact.person, Request::get(path))
    }
}

impl fmt::Display for Flood<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unsent = self.unsent.load(Ordering::Relaxed);
        write!(
            f,
            "{} served, {} refused, {} without an answer, {unsent} not sent",
            self.served,
            self.refused,
            self.left()
        )
    }
}

/// Somebody who comes again and again meanwhile, on a thread of their own: those who flood are so busy themselves that
/// they see their answers late.
pub struct Visitor {
    is_over: Arc<AtomicBool>,
    thread: thread::JoinHandle<(Times, Times)>,
}

impl Visitor {
    pub fn start(server: &Server, person: &Person, path: &'static str) -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let (over, address, person) = (is_over.clone(), server.address, person.clone());
        let thread = thread::spawn(move || {
            let runtime = runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let (served, refused) = (Times::default(), Times::default());
                while !over.load(Ordering::SeqCst) {
                    let began = Instant::now();
                    let answer = Client::new(address, &person)
                        .send(&Request::get(path))
                        .await;
                    let is_served = is_served(&answer.answer());
                    let times = if is_served { &served } else { &refused };
                    times.add(began.elapsed());
                    sleep(VISITS).await;
                }
                (served, refused)
            })
        });
        Self { is_over, thread }
    }

    /// How long the answers took: those that served, and those that refused.
    pub fn end(self) -> (Times, Times) {
        self.is_over.store(true, Ordering::SeqCst);
        self.thread.join().unwrap()
    }
}

/// Whether it was done. Else it must have been refused in words that say when to come again.
fn is_served(answer: &Answer) -> bool {
    if answer.status < 300 {
        return true;
    }
    assert!([429, 503].contains(&answer.status), "{answer:?}");
    let after = answer.header("retry-after").map(str::parse::<u32>);
    assert!(matches!(after, Some(Ok(1..=60))), "{answer:?}");
    let kind = answer.header("content-type");
    assert_eq!(kind, Some("application/problem+json"), "{answer:?}");
    assert!(answer.json()["code"].is_string(), "{answer:?}");
    false
}
