//! An answer to a write comes after the flush to disk of what it wrote. strace watches the program: nothing else shows
//! the order. (On PostgreSQL the flush is that of the database server.)

use std::{fs, time::Duration};

use portico::{db::Dialect, testing::only_on};
use tokio::time::sleep;

use super::{client::Request, server::Server, world::World};

const DECISIONS: usize = 5;

/// What the program did, in order.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    Asked,
    Flushed,
    Answered,
}

/// The steps that a line of strace's tells of.
fn step(line: &str) -> Option<Step> {
    // A call that took a while is told of in two lines; only the second says how it ended.
    let is_flush = line.contains("fdatasync") || line.contains("fsync");
    if line.contains("POST /api/client/decisions") {
        Some(Step::Asked)
    } else if line.contains("HTTP/1.1 201") {
        Some(Step::Answered)
    } else if is_flush && line.ends_with("= 0") {
        Some(Step::Flushed)
    } else {
        None
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_comes_after_its_flush_to_disk_on_sqlite() {
    if !only_on(Dialect::Sqlite) {
        return;
    }
    let world = World::new(DECISIONS, 0).await;
    let trace = world.folder().join("trace");
    let calls = "trace=fsync,fdatasync,read,readv,recvfrom,recvmsg,write,writev,sendto,sendmsg";
    let watch = ["strace", "-D", "-f", "-s", "40", "-e", calls, "-o"];
    let mut watch: Vec<&str> = watch.to_vec();
    watch.push(trace.to_str().unwrap());
    let mut server = Server::start_under(&world, &watch).await;
    let side = &world.sides[0];
    let mut client = server.client(&side.contacts[0].person);
    for _ in 0..DECISIONS {
        let body = side.take_plan().unwrap().acknowledgement();
        let decide = Request::post("/api/client/decisions", &body).under(world.key());
        assert_eq!(client.send(&decide).await.answer().status, 201);
        // What is flushed after the answer falls before the next request.
        sleep(Duration::from_millis(300)).await;
    }
    server.kill();
    sleep(Duration::from_millis(300)).await;
    let trace = fs::read_to_string(&trace).unwrap();
    let mut answered = 0;
    let mut is_flushed = false;
    for step in trace.lines().filter_map(step) {
        match step {
            Step::Asked => is_flushed = false,
            Step::Flushed => is_flushed = true,
            Step::Answered => {
                assert!(is_flushed, "an answer before its flush:\n{trace}");
                answered += 1;
            }
        }
    }
    assert_eq!(answered, DECISIONS, "each was seen:\n{trace}");
}
