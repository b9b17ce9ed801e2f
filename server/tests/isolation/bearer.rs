//! A program sees exactly what the session it comes from sees.

use http::header;
use serde_json::json;

use super::{
    call::{Call, Seen, filled},
    name,
    table::{Fresh, rows},
    world::World,
};

#[tokio::test]
async fn a_token_opens_what_its_cookie_opens_and_nothing_else() {
    let world = World::small().await;
    let side = world.side("north-a");
    let mut compared = 0;
    for contact in &side.contacts {
        let made = world
            .must(contact, "POST", "/api/client/token", json!({}))
            .await;
        let bearer = format!("Bearer {}", made["access_token"].as_str().unwrap());
        let ids = world.own(0, contact);
        for row in rows() {
            // What changes something would answer differently the second time; the lists of sessions name both.
            let is_plain = row.method == "GET" && row.fresh == Fresh::Nothing && !row.is_stream;
            if !is_plain
                || !row.is_for(false)
                || row.path.contains("second-factor")
                || row.path.contains("session")
            {
                continue;
            }
            let path = filled(row.path, &row.resolved(&ids));
            let call = |cookie| Call {
                host: &contact.host,
                cookie,
                method: row.method,
                path: &path,
                body: None,
            };
            let by_cookie = call(Some((contact.cookie, contact.token.as_str())));
            let by_cookie = Seen::of(&by_cookie.send(&world.test).await);
            let mut request = call(None).request("");
            request
                .headers_mut()
                .insert(header::AUTHORIZATION, bearer.parse().unwrap());
            let by_token = Seen::of(&world.test.answer(request).await);
            assert_eq!(by_token, by_cookie, "{} as {}", name(&row), contact.role);
            compared += 1;
        }
    }
    assert!(compared > 30, "only {compared} were compared");
}
