//! More than the program can do: too many requests, headers and bodies that come slowly, thousands of connections that
//! ask for nothing. What is too much is refused soon and in words, whoever comes from elsewhere is served, memory stays
//! bounded, and afterwards all is as before.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use portico::serve::files;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
    time::sleep,
};

use super::{
    client::{Person, Request, read_answer},
    flood::{Flood, Visitor},
    invariants, is_long,
    ledger::Ledger,
    server::Server,
    steady::comes_back,
    world::World,
};

/// The page that everybody asks for.
const PAGE: &str = "/api/client/documents?limit=10";
/// Whoever comes from elsewhere meanwhile is answered within this.
const SERVED: Duration = Duration::from_secs(1);
/// The program's memory under load, and for each further connection.
const MOST_MEMORY: u64 = 80 << 20;
const MEMORY_EACH: u64 = 20 << 10;

/// Fails when the program takes more than it may. The one that tests build is larger than the one that is shipped.
pub fn check_memory(server: &Server, connections: usize) {
    let memory = server.memory();
    let most = MOST_MEMORY * if is_long() { 1 } else { 2 };
    let most = most + MEMORY_EACH * u64::try_from(connections).unwrap();
    eprintln!("{} MiB of at most {} MiB", memory >> 20, most >> 20);
    assert!(
        memory < most,
        "{memory} bytes with {connections} connections"
    );
}

/// Fails when connections that ask for nothing, or only listen, take more than they may.
pub fn check_each(server: &Server, before: u64, connections: usize) {
    let each = server.memory().saturating_sub(before) / u64::try_from(connections).unwrap();
    eprintln!("{each} bytes each");
    assert!(!is_long() || each < MEMORY_EACH, "{each} bytes each");
}

pub fn contact(world: &World) -> &Person {
    &world.sides[0].contacts[0].person
}

/// A connection from an address of this machine that those who overload it don't have.
async fn from_elsewhere(server: &Server) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    let own = SocketAddr::from((Ipv4Addr::new(127, 0, 0, 77), 0));
    socket.bind(own).unwrap();
    socket.connect(server.address).await.unwrap()
}

/// Asks for a page, on a connection of its own, again when told to; how long that took in all.
async fn visit(world: &World, server: &Server) -> Duration {
    let began = Instant::now();
    loop {
        let mut stream = from_elsewhere(server).await;
        let (wire, _) = Request::get(PAGE).wire(&world.sides[3].contacts[3].person);
        stream.write_all(&wire).await.unwrap();
        let answer = read_answer(&mut stream).await.expect("an answer");
        if answer.status == 200 {
            return began.elapsed();
        }
        assert_eq!(answer.status, 503, "{}", answer.body);
        let after = answer.header("retry-after").expect("when to come again");
        sleep(Duration::from_secs(after.parse().unwrap())).await;
        assert!(began.elapsed() < longest(), "{}", answer.body);
    }
}

/// Whoever comes from elsewhere is served within this. What tests build is slow, on a machine that other tests keep busy.
fn longest() -> Duration {
    SERVED * if is_long() { 1 } else { 8 }
}

/// Visits now and then for a while; each time it must be served soon.
pub async fn visit_for(world: &World, server: &Server, time: Duration) {
    let began = Instant::now();
    let mut slowest = Duration::ZERO;
    while began.elapsed() < time {
        slowest = slowest.max(visit(world, server).await);
        sleep(Duration::from_millis(100)).await;
    }
    eprintln!("the slowest visit took {slowest:?}");
    assert!(slowest < longest(), "{slowest:?}");
}

/// So many files as this process may have open, but for some; never more than wanted.
pub fn as_many_as(wanted: usize) -> usize {
    let room = files::room_for(wanted, files::raise());
    if room < wanted {
        eprintln!("the limit of open files leaves room for {room} connections, not {wanted}");
    }
    room
}

/// As many times as it can do.
const TIMES: f64 = 3.0;
/// How soon all is as before when there is no longer too much to do.
const BACK: Duration = Duration::from_secs(5);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_times_what_it_can_do_is_served_soon_or_refused_in_words() {
    let world = World::new(if is_long() { 100 } else { 12 }, 0).await;
    let seeded = world.rows("select document_id from document").await.len();
    let room = as_many_as(8_000);
    // What tests build is slow: so few are soon too many for it.
    let few = [("PORTICO_SERVER_MAX_IN_FLIGHT", "256")];
    let server = Server::start(&world, if is_long() { &[] } else { &few }).await;
    let calm = Flood::new(&world, &server, room);
    let (found_out, lasts) = if is_long() { (5, 20) } else { (1, 3) };
    let can = calm.capacity(Duration::from_secs(found_out)).await;
    let flood = Flood::new(&world, &server, room);
    let visitor = Visitor::start(&server, contact(&world), PAGE);
    flood.come(TIMES * can, Duration::from_secs(lasts)).await;
    let (served, refused) = visitor.end();
    eprintln!("{can:.0}/s when all wait for their turn; {TIMES} times that: {flood}");
    eprintln!("a visitor meanwhile: {served} served, {refused} refused");
    check_memory(&server, room);
    assert!(flood.served.count() > 0);
    assert_eq!(flood.left(), 0, "each has an answer");
    let slowest = served.p99().max(refused.p99());
    assert!(!is_long() || slowest < SERVED, "{slowest:?}");
    let back = comes_back(&world, &server).await;
    eprintln!("back after {back:?}");
    assert!(!is_long() || back < BACK, "{back:?}");
    visit_for(&world, &server, Duration::from_secs(1)).await;
    let acts = [calm.take_acts(), flood.take_acts()].concat();
    let ledger = Ledger { acts };
    eprintln!("{}", ledger.told());
    ledger.check(&world, seeded).await;
    invariants::must_hold(&world).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_ask_slowly_or_nothing_hold_up_nobody() {
    let world = World::new(2, 0).await;
    let many = as_many_as(if is_long() { 10_000 } else { 1_500 });
    let server = Server::start(&world, &[]).await;
    let head = format!(
        "GET {PAGE} HTTP/1.1\r\nHost: {}\r\nX-Slow: ",
        contact(&world).host
    );
    let post = Request::post(
        "/api/client/sign-in",
        &serde_json::json!({ "phone": "+491" }),
    );
    let nobody = Person {
        host: contact(&world).host.clone(),
        cookie: None,
    };
    let (wire, body_at) = post.wire(&nobody);
    let body = String::from_utf8(wire[..body_at + 2].to_vec()).unwrap();
    for (what, first) in [
        ("nothing", String::new()),
        ("heads", head),
        ("bodies", body),
    ] {
        let mut open = Vec::new();
        let before = server.memory();
        for some in (0..many).collect::<Vec<_>>().chunks(250) {
            let more = some.iter().map(|_| connect_and_say(&server, &first));
            open.extend(join_all(more).await);
        }
        let dribble = async {
            for _ in 0..3 {
                for stream in &mut open {
                    // Those that were refused are closed.
                    let _ = stream.try_write(b" ");
                }
                sleep(Duration::from_secs(1)).await;
            }
        };
        let visits = visit_for(&world, &server, Duration::from_secs(3));
        tokio::join!(dribble, visits);
        eprint!("{many} that say {what} slowly: ");
        check_memory(&server, many);
        if what == "nothing" {
            check_each(&server, before, many);
        }
        if what != "bodies" {
            // Half of a head is waited for 10 seconds, and so is the first word.
            sleep(Duration::from_secs(if is_long() { 10 } else { 0 })).await;
            assert!(!is_long() || is_closed(&mut open[0]).await, "{what}");
        }
        drop(open);
        sleep(Duration::from_millis(500)).await;
        visit_for(&world, &server, Duration::from_millis(500)).await;
    }
}

async fn connect_and_say(server: &Server, first: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let _ = stream.write_all(first.as_bytes()).await;
    stream
}

async fn is_closed(stream: &mut TcpStream) -> bool {
    let mut rest = Vec::new();
    let read = stream.read_to_end(&mut rest);
    tokio::time::timeout(SERVED, read).await.is_ok()
}
