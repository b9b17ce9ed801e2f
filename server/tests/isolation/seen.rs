//! Lists, searches, counters and single things: nobody reads a word or an id of what is another's.

use std::collections::BTreeSet;

use super::{
    call::filled,
    must_hold,
    table::rows,
    world::{ORG, Session, World},
};

/// What each reading is asked with: nothing, searches that would find everything, filters.
const QUERIES: &[&str] = &[
    "",
    "?limit=100",
    "?q=canary&limit=100",
    "?q=north-b",
    "?q=south",
    "?status=open&limit=100",
    "?status=published&limit=100",
    "?status=accepted",
    "?unread=true&limit=100",
    "?type=quote&limit=100",
];

/// The words and ids in a text that this session may not read.
pub fn faults_in(world: &World, home: usize, session: &Session, text: &str) -> Vec<String> {
    forbidden(world, home, session)
        .into_iter()
        .filter(|word| text.contains(word.as_str()))
        .collect()
}

fn forbidden(world: &World, home: usize, session: &Session) -> BTreeSet<String> {
    let own = world.own(home, session);
    let own_provider = world.sides[home].provider;
    let mut words = BTreeSet::new();
    for (place, side) in world.sides.iter().enumerate() {
        let is_visible = if session.is_staff {
            side.provider == own_provider && (session.role != "limited" || place == home)
        } else {
            place == home
        };
        if is_visible {
            continue;
        }
        words.insert(format!("canary-{}", side.name));
        if side.provider != own_provider {
            words.insert(format!("canary-{} ", world.providers[side.provider].name));
        }
        let ids = side.ids.iter().filter(|(name, _)| name.ends_with("_id"));
        words.extend(
            ids.map(|(_, value)| value.clone())
                .filter(|value| value.len() == 36),
        );
        words.extend(
            side.contacts
                .iter()
                .flat_map(|contact| contact.own.values().cloned()),
        );
    }
    let name = world.sides[home].name;
    let mut things: Vec<&str> = Vec::new();
    if !session.is_staff {
        words.extend([ORG.to_owned(), "org_id".to_owned(), own["org_id"].clone()]);
        things.extend(["draft", "withdrawn"]);
    }
    if session.role == "guest" {
        things.push("done");
        words.extend(["one", "for-org"].map(|thing| format!("canary-{name}-{thing}")));
        let ids = [
            "document_id",
            "action_item_id",
            "project_id",
            "phase_id",
            "milestone_id",
            "file_id",
        ];
        words.extend(ids.map(|id| own[id].clone()));
    }
    if ["manager", "guest"].contains(&session.role) {
        things.extend(["two", "free"]);
        words.insert(own["two_item_id"].clone());
        words.insert(own["project_two_id"].clone());
    }
    if ["admin", "lead", "limited"].contains(&session.role) {
        words.insert(format!("canary-{name}-for-org"));
    }
    for thing in things {
        words.insert(format!("canary-{name}-{thing}"));
        words.insert(own[format!("{thing}_id").as_str()].clone());
    }
    let is_guest = session.role == "guest";
    words.retain(|word| {
        !own.iter()
            .any(|(name, value)| value == word && *name != "org_id" && is_own(name, is_guest))
    });
    words
}

/// Whether a name of one's side stands for something that a session of it may read.
fn is_own(name: &str, is_guest: bool) -> bool {
    let of_people = [
        "client_id",
        "contact_id",
        "membership_id",
        "payment_method_id",
        "type_key",
        "document_template_id",
        "brand_domain_id",
        "second_brand_domain_id",
        "staff_id",
        "api_key_id",
    ];
    let of_projects = ["document_id", "project_id", "file_id"];
    of_people.contains(&name) || !is_guest && of_projects.contains(&name)
}

#[tokio::test]
async fn nobody_reads_a_word_of_anothers() {
    let world = World::new().await;
    let mut faults = Vec::new();
    let mut read = 0;
    for (home, session) in world.sessions() {
        for row in rows()
            .iter()
            .filter(|row| row.method == "GET" && !row.is_stream && row.is_for(session.is_staff))
        {
            let is_single = row.path.contains('{');
            for query in QUERIES
                .iter()
                .filter(|query| query.is_empty() || !is_single)
            {
                let path = filled(row.path, &row.resolved(&world.own(home, session)));
                let answer = world
                    .call(Some(session), "GET", &format!("{path}{query}"), None)
                    .await;
                read += usize::from(answer.code() == 200);
                for word in faults_in(&world, home, session, &answer.text()) {
                    faults.push(format!(
                        "{} of {}: {path}{query} shows {word}",
                        session.role, world.sides[home].name
                    ));
                }
            }
        }
    }
    must_hold(&faults, read, 300);
}

#[tokio::test]
async fn each_finds_its_own() {
    let world = World::new().await;
    for (home, session) in world.sessions() {
        let name = world.sides[home].name;
        let lists: &[&str] = if session.is_staff {
            &[
                "/api/admin/action-items",
                "/api/admin/clients",
                "/api/admin/contacts",
                "/api/admin/documents",
                "/api/admin/files",
                "/api/admin/inbox",
                "/api/admin/projects",
            ]
        } else {
            &[
                "/api/client/action-items",
                "/api/client/decisions",
                "/api/client/documents",
            ]
        };
        for list in lists {
            let answer = world
                .call(Some(session), "GET", &format!("{list}?limit=100"), None)
                .await;
            if session.role == "guest" {
                assert_eq!(
                    answer.json()["items"],
                    serde_json::json!([]),
                    "{name}: {list}"
                );
                continue;
            }
            assert!(
                answer.text().contains(&format!("canary-{name}")),
                "{} of {name}: {list}",
                session.role
            );
        }
    }
}

#[tokio::test]
async fn staff_find_their_own_by_its_words() {
    let world = World::new().await;
    for (home, session) in world.sessions().into_iter().filter(|(_, one)| one.is_staff) {
        let name = world.sides[home].name;
        let path = format!("/api/admin/search?q={name}%20canary&limit=100");
        let answer = world.call(Some(session), "GET", &path, None).await;
        assert_eq!(answer.code(), 200, "{}", answer.text());
        let items = answer.json()["items"].as_array().unwrap().clone();
        for kind in ["document", "client", "contact"] {
            assert!(
                items.iter().any(|item| item["kind"] == kind),
                "{} of {name}: no {kind}",
                session.role
            );
        }
    }
}

#[tokio::test]
async fn counters_count_what_one_sees() {
    let world = World::new().await;
    let staff = &world.providers[0].staff;
    let count = async |session: &Session| {
        let inbox = world
            .call(Some(session), "GET", "/api/admin/inbox", None)
            .await
            .json();
        let clients = world
            .call(Some(session), "GET", "/api/admin/clients", None)
            .await
            .json();
        let clients = clients["items"].as_array().unwrap().len();
        (inbox["unread"].as_i64().unwrap(), clients)
    };
    assert_eq!(count(&staff[0]).await, (2, 2), "the owner");
    assert_eq!(count(&staff[4]).await, (1, 1), "the lead of one client");
    let documents = async |session: &Session| {
        let client = world
            .call(Some(session), "GET", "/api/admin/clients", None)
            .await
            .json();
        let items = client["items"].as_array().unwrap().clone();
        let id = world.side("north-a").ids["client_id"].clone();
        items.iter().find(|item| item["id"] == *id).unwrap()["documents_count"]
            .as_i64()
            .unwrap()
    };
    assert_eq!(documents(&staff[0]).await, 7, "the owner");
    assert_eq!(documents(&staff[2]).await, 6, "who is not of the org");
    assert_eq!(documents(&staff[3]).await, 7, "who is of the org");
}
