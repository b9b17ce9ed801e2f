//! A client that goes away at any moment of its answer: it happened whole or not at all, and asking again is safe.

use std::{future::poll_fn, pin::pin, task::Poll};

use serde_json::json;

use super::{
    call::{Call, text_at},
    quote,
    world::World,
};

#[tokio::test]
async fn a_response_dropped_at_any_await_happens_once_when_it_is_sent_again() {
    let world = World::small().await;
    let side = world.side("north-a");
    let (executive, owner) = (&side.contacts[0], &world.providers[0].staff[0]);
    let (mut polls, mut dropped) = (0, 0);
    loop {
        polls += 1;
        let document = world
            .publish(side, "dropped", Some(&side.ids["project_id"]))
            .await;
        let (id, hash) = (text_at(&document, "id"), text_at(&document, "version_hash"));
        let path = format!(
            "/api/client/documents/2026/{}/response",
            text_at(&document, "slug")
        );
        let body = quote::response(&hash, &side.ids["payment_method_id"], "dropped").to_string();
        let call = Call {
            host: &executive.host,
            cookie: Some((executive.cookie, &executive.token)),
            method: "POST",
            path: &path,
            body: Some(("application/json", body.into_bytes())),
        };
        let ended = {
            let mut request = pin!(world.test.answer(call.request(&id)));
            let mut polled = 0;
            poll_fn(|context| {
                let ready = request.as_mut().poll(context).is_ready();
                polled += 1;
                if ready || polled == polls {
                    return Poll::Ready(ready);
                }
                Poll::Pending
            })
            .await
        };
        let again = world.test.answer(call.request(&id)).await;
        assert_eq!(again.code(), 201, "after {polls} polls: {}", again.text());
        let shown = world
            .must(
                owner,
                "GET",
                &format!("/api/admin/documents/{id}"),
                json!(null),
            )
            .await;
        assert_eq!(
            shown["responses"].as_array().unwrap().len(),
            1,
            "after {polls} polls"
        );
        let inbox = world
            .must(owner, "GET", "/api/admin/inbox?limit=100", json!(null))
            .await;
        let entries = inbox["items"].as_array().unwrap();
        let told = entries
            .iter()
            .filter(|entry| entry["document"]["id"] == *id)
            .count();
        assert_eq!(told, 1, "after {polls} polls");
        dropped += usize::from(!ended);
        if ended && dropped > 0 {
            break;
        }
        // The limit of requests in ten minutes is not what is tried here.
        world
            .test
            .clock
            .advance(std::time::Duration::from_secs(600));
        assert!(polls < 90, "the request never ends");
    }
}
