//! A program that is already running when another begins on the same SQLite file, such as a newer one.

use portico::{db::Dialect, testing::only_on};

use super::{
    server::{Server, command},
    world::World,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_program_on_the_same_sqlite_file_is_refused() {
    if !only_on(Dialect::Sqlite) {
        return;
    }
    let world = World::new(1, 0).await;
    let mut server = Server::start(&world, &[]).await;
    let mut second = command(&world, &["serve"]);
    second.env("PORTICO_SERVER_ADDRESS", "127.0.0.1:0");
    let refused = second.output().unwrap();
    assert!(!refused.status.success(), "{refused:?}");
    let said = String::from_utf8_lossy(&refused.stderr).into_owned()
        + &String::from_utf8_lossy(&refused.stdout);
    assert!(said.contains("another program serves"), "{said}");
    server
        .client(&world.sides[0].contacts[0].person)
        .read("/api/client/session")
        .await;
    // A killed program leaves nothing behind that would keep the next one out.
    server.kill();
    Server::start_again(&world, server).await;
}
