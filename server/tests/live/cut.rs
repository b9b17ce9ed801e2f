//! PostgreSQL ends and starts again below a running program that many use: each hears in words that it is away, what was
//! answered is there, what was not is done once under its key, no number is missing, and all goes on by itself.

use std::time::{Duration, Instant};

use portico::{
    db::Dialect,
    testing::{TestDatabase, only_on},
};
use tokio::time::sleep;

use super::{
    client::Request,
    cluster::Cluster,
    invariants, is_long,
    ledger::Ledger,
    server::Server,
    steady::{PATIENCE, PutOff, Steady, comes_back, make_good},
    world::World,
};

/// Whether a commit took place whose answer was cut off, nobody can know.
const AWAY: PutOff = PutOff {
    status: 503,
    is_sure: false,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgresql_ends_and_starts_below_a_busy_program_and_nothing_is_lost() {
    if !only_on(Dialect::Postgres) {
        return;
    }
    let mut cluster = Cluster::start().await;
    let database = TestDatabase::at(cluster.url()).await;
    let plans = if is_long() { 150 } else { 30 };
    let world = World::on(database, plans, 0).await;
    let seeded = world.rows("select document_id from document").await.len();
    let server = Server::start(&world, &[]).await;
    let mut ledger = Ledger::default();
    for round in 1..=if is_long() { 6 } else { 1 } {
        let steady = Steady::new(&world, &server, &[AWAY]);
        let fault = async {
            steady.takes(30).await;
            cluster.stop();
            steady.puts_off(30).await;
            is_away(&world, &server).await;
            cluster.start_again().await;
            let back = comes_back(&world, &server).await;
            steady.takes(30).await;
            steady.end();
            back
        };
        let ((acts, slowest), back) = tokio::join!(steady.work(), fault);
        ledger.acts.extend(acts);
        eprintln!(
            "round {round}: {}, the slowest in {slowest:?}, back after {back:?}",
            ledger.told()
        );
        assert!(slowest < PATIENCE, "{slowest:?}");
        ledger.check(&world, seeded).await;
        make_good(&mut ledger, &server).await;
        ledger.check(&world, seeded).await;
        invariants::must_hold(&world).await;
    }
}

/// What is said meanwhile: the program itself is there.
async fn is_away(world: &World, server: &Server) {
    let mut anybody = server.client(&world.owner);
    let healthy = anybody.send(&Request::get("/healthz")).await.answer();
    assert_eq!(healthy.status, 200, "{}", healthy.body);
    // What was found out less than a second ago may stand in.
    let began = Instant::now();
    while anybody.send(&Request::get("/readyz")).await.answer().status != 503 {
        assert!(began.elapsed() < PATIENCE, "still ready");
        sleep(Duration::from_millis(50)).await;
    }
    let page = Request::get("/api/admin/clients?limit=5");
    let page = anybody.send(&page).await.answer();
    assert_eq!(page.status, 503, "{}", page.body);
    assert_eq!(page.json()["code"], "database_away");
    assert_eq!(page.header("retry-after"), Some("5"));
}
