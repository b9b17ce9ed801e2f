//! What leaves the server by other ways than answers, and what is kept: no word and no id of another's.
//!
//! Answers (lists, filters, search, counters, single things, exports by address) are read in `seen`, `queries` and
//! `rightful`; streams of published documents in `streams`. Here after a life of every side: each row of a provider in
//! every table, with the search's words, jobs, inbox, audit and outbox; each mail and SMS by whom it goes to; what
//! devices fetch; the export of the audit; and what streams tell of all that.

use portico::features::audit::sealing::write_export;
use serde_json::{Value, json};

use super::{
    call::text_at,
    streams::{Open, publish_again},
    untouched::kept,
    world::{Session, Side, World},
};

/// What happens to a side that leads to messages: sign-ins, links, an invitation, a reminder, a new colleague.
async fn live(world: &World, side: &Side) {
    let provider = &world.providers[side.provider];
    let (owner, executive) = (&provider.staff[0], &side.contacts[0]);
    for (name, key) in [("email", "email"), ("phone", "phone")] {
        let body = json!({ name: executive.own[key] });
        let path = "/api/client/sign-in";
        let asked = world
            .call_at(&provider.host, None, "POST", path, Some(&body))
            .await;
        assert_eq!(asked.code(), 202, "{}", asked.text());
    }
    let delivery = format!("/api/admin/documents/{}/delivery", side.ids["document_id"]);
    for channel in ["sms", "email"] {
        let body = json!({ "contact_id": executive.own["contact_id"], "channel": channel });
        world.must(owner, "POST", &delivery, body).await;
    }
    let nudge = format!(
        "/api/admin/action-items/{}/reminder",
        side.ids["action_item_id"]
    );
    world.must(owner, "POST", &nudge, json!({})).await;
    let colleague = json!({ "name": format!("canary-{} colleague", side.name), "role": "viewer",
                            "email": format!("colleague@{}.example", side.name) });
    let made = world
        .must(executive, "POST", "/api/client/people", colleague)
        .await;
    let invitation = format!("/api/client/people/{}/invitation", text_at(&made, "id"));
    world
        .must(executive, "POST", &invitation, Value::Null)
        .await;
    let message = json!({ "way": "email" });
    world
        .must(
            executive,
            "POST",
            "/api/client/second-factor/message",
            message,
        )
        .await;
    world
        .accept(side, "scanned", Some(&side.ids["project_id"]))
        .await;
}

/// The names and ids of a side, as text and as SQLite and PostgreSQL have them. `is_whole`: also what it shares with the
/// other clients of its provider.
fn words(world: &World, side: &Side, is_whole: bool) -> Vec<String> {
    const SHARED: &[&str] = &[
        "payment_method_id",
        "staff_id",
        "brand_domain_id",
        "second_brand_domain_id",
        "api_key_id",
        "org_id",
        "document_template_id",
    ];
    let provider = &world.providers[side.provider];
    let mut words = vec![
        format!("canary-{}", side.name),
        format!("@{}.example", side.name),
    ];
    let own = side.contacts.iter().flat_map(|contact| contact.own.iter());
    for (name, value) in side.ids.iter().chain(own) {
        if name.ends_with("_id") && value.len() == 36 && (is_whole || !SHARED.contains(name)) {
            words.extend([
                value.clone(),
                format!("X'{}'", value.replace('-', "").to_uppercase()),
            ]);
        }
        if ["phone", "email"].contains(name) {
            words.push(value.clone());
        }
    }
    if is_whole {
        words.extend([
            format!("canary-{} ", provider.name),
            provider.host.clone(),
            provider.second_host.clone(),
        ]);
    }
    words
}

/// Those of the words that stand in a text.
fn found(words: &[String], text: &str) -> Vec<String> {
    words
        .iter()
        .filter(|word| text.contains(word.as_str()))
        .cloned()
        .collect()
}

/// A world in which every side has lived.
async fn lived() -> World {
    let world = World::new().await;
    for side in &world.sides {
        live(&world, side).await;
    }
    world
}

#[tokio::test]
async fn nothing_that_is_kept_or_sent_of_a_provider_names_another() {
    let world = lived().await;
    for (place, provider) in world.providers.iter().enumerate() {
        let of = |is_own: bool| {
            let sides = world
                .sides
                .iter()
                .filter(move |side| (side.provider == place) == is_own);
            sides
                .flat_map(|side| words(&world, side, true))
                .collect::<Vec<_>>()
        };
        let (own, others) = (of(true), of(false));
        let mut read = 0;
        for (table, rows) in kept(world.test.database(), provider.provider_id).await {
            for row in rows {
                assert_eq!(
                    found(&others, &row),
                    Vec::<String>::new(),
                    "{table} of {}: {row}",
                    provider.name
                );
                read += usize::from(!found(&own, &row).is_empty());
            }
        }
        assert!(read > 300, "only {read} rows with words");
        let sms = world
            .must(&provider.device, "GET", "/api/device/sms", Value::Null)
            .await;
        assert!(sms["items"].as_array().unwrap().len() >= 4, "{sms}");
        assert_eq!(
            found(&others, &sms.to_string()),
            Vec::<String>::new(),
            "{sms}"
        );
        assert!(!found(&own, &sms.to_string()).is_empty(), "{sms}");
        let mut lines = Vec::new();
        write_export(&world.test.app.db, provider.provider_id, &mut lines)
            .await
            .unwrap();
        let lines = String::from_utf8(lines).unwrap();
        assert!(lines.lines().count() > 60, "{}", lines.lines().count());
        assert_eq!(
            found(&others, &lines),
            Vec::<String>::new(),
            "the export of {}",
            provider.name
        );
        assert!(!found(&own, &lines).is_empty());
    }
}

#[tokio::test]
async fn no_message_to_a_client_names_another() {
    let world = lived().await;
    let mut read = 0;
    for (place, provider) in world.providers.iter().enumerate() {
        let messages = kept(world.test.database(), provider.provider_id).await;
        let sides = || world.sides.iter().filter(|side| side.provider == place);
        for message in &messages["outbox_message"] {
            let Some(to) = sides().find(|side| !found(&recipients(side), message).is_empty())
            else {
                assert!(
                    found(&[format!("@{}.example", provider.name)], message).len() == 1,
                    "{message}"
                );
                continue;
            };
            for other in sides().filter(|side| side.name != to.name) {
                let words = words(&world, other, false);
                assert_eq!(
                    found(&words, message),
                    Vec::<String>::new(),
                    "to {}: {message}",
                    to.name
                );
            }
            read += 1;
        }
    }
    assert!(read >= 4 * 6, "only {read} messages");
}

/// Where messages to a side go.
fn recipients(side: &Side) -> Vec<String> {
    let phones = side
        .contacts
        .iter()
        .map(|contact| contact.own["phone"].clone());
    phones.chain([format!("@{}.example", side.name)]).collect()
}

#[tokio::test]
async fn no_stream_tells_of_a_neighbours_life() {
    let world = World::new().await;
    let open = async |session: &Session| Open::new(&world, session).await;
    let north = &world.providers[0];
    let mut streams = Vec::new();
    for (who, session) in [
        ("the neighbour", &world.side("north-b").contacts[0]),
        ("the stranger", &world.side("south-a").contacts[0]),
        ("the other owner", &world.providers[1].staff[0]),
    ] {
        streams.push((who, open(session).await));
    }
    let mut owner = open(&north.staff[0]).await;
    live(&world, world.side("north-a")).await;
    // Whoever may not hear of all that has heard of something later.
    let neighbours = publish_again(&world, "north-b", "document_id").await;
    let abroad = publish_again(&world, "south-a", "document_id").await;
    let words = words(&world, world.side("north-a"), false);
    for (who, stream) in &mut streams {
        stream
            .until(if *who == "the neighbour" {
                &neighbours
            } else {
                &abroad
            })
            .await;
        assert_eq!(
            found(&words, &stream.heard),
            Vec::<String>::new(),
            "{who}: {}",
            stream.heard
        );
    }
    owner.until(&neighbours).await;
    assert!(!found(&words, &owner.heard).is_empty(), "{}", owner.heard);
}
