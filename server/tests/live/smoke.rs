//! The harness itself: what was answered is there after a stop and a start, and the three ends of a request are told
//! apart.

use std::time::Duration;

use super::{
    client::{Outcome, Request},
    server::Server,
    world::World,
};

#[tokio::test]
async fn a_decision_outlives_a_stop_and_a_kill() {
    let world = World::new(3, 0).await;
    let side = &world.sides[0];
    let contact = &side.contacts[0];
    let mut server = Server::start(&world, &[]).await;
    for ends in ["stopped", "killed"] {
        let item = side.take_plan().unwrap();
        let decide = Request::post("/api/client/decisions", &item.acknowledgement()).under(ends);
        let mut client = server.client(&contact.person);
        let first = client.send(&decide).await.answer();
        assert_eq!(first.status, 201, "{}", first.body);
        if ends == "killed" {
            server.kill();
        } else {
            server.ask_to_stop();
            let status = server.ended(Duration::from_secs(25)).await;
            assert!(status.unwrap().success(), "{ends}");
        }
        assert!(matches!(client.send(&decide).await, Outcome::Unanswered));
        assert!(matches!(client.send(&decide).await, Outcome::Refused));
        server = Server::start_again(&world, server).await;
        let again = server.client(&contact.person).send(&decide).await.answer();
        assert_eq!((again.status, again.body), (201, first.body));
        let decided = format!(
            "select count(*) from decision where action_item_id = {}",
            world.id(&item.id)
        );
        assert_eq!(world.count(&decided).await, 1, "{ends}");
    }
    assert!(server.memory() > 1_000_000);
}
