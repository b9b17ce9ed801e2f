//! What contacts read: one project on one page, the list, the progress; and how often that asks the database.

use http::Method;
use serde_json::{Value, json};

use super::{column, followed, id_of, kept, must, project};
use crate::{
    db::Asked,
    features::documents::tests::{content, publish},
    testing::{Office, backstage, office::add_contact},
};

/// A published quote of a project.
async fn quote(office: &Office, project: &Value, title: &str) -> Value {
    let body = json!({ "client_id": office.meyer_id, "type": "quote", "title": title, "project_id": project["id"],
                       "content": content() });
    let draft = must(office, Method::POST, "/api/admin/documents", body).await;
    publish(office, draft["id"].as_str().unwrap()).await
}

#[tokio::test]
async fn a_client_follows_a_project_on_one_page() {
    let office = Office::new().await;
    let made = project(&office, "P-1", "Kitchen").await;
    let health =
        json!({ "health": "amber", "health_reason": "Tiles are late.", "due_date": "2027-02-01" });
    must(&office, Method::PATCH, &kept(&made, ""), health).await;
    let phases = json!({ "revision": 1, "phases": [
        { "name": "Design", "state": "done", "percent": 100, "end_date": "2026-11-01" },
        { "name": "Build", "state": "active", "percent": 30 }] });
    let phases =
        must(&office, Method::PUT, &kept(&made, "/phases"), phases).await["phases"].clone();
    for (name, day) in [("Handover", "2027-01-31"), ("Walls", "2026-12-15")] {
        let body = json!({ "name": name, "baseline_date": day, "phase_id": phases[1]["id"] });
        must(&office, Method::POST, &kept(&made, "/milestones"), body).await;
    }
    let document = quote(&office, &made, "Tiles").await;
    let elsewhere = project(&office, "P-2", "Bath").await;
    quote(&office, &elsewhere, "Taps").await;

    let page = office.read(&office.ben, &followed(&made)).await;
    assert_eq!(page.code(), 200, "{}", page.text());
    let page = page.json();
    let says = [
        "code",
        "name",
        "status",
        "health",
        "health_reason",
        "start_date",
        "due_date",
        "waiting_count",
    ];
    assert_eq!(
        says.map(|name| page[name].clone()),
        [
            json!("P-1"),
            json!("Kitchen"),
            json!("active"),
            json!("amber"),
            json!("Tiles are late."),
            json!(null),
            json!("2027-02-01"),
            json!(1),
        ]
    );
    assert_eq!(page["phases"], phases);
    let milestones = page["milestones"].as_array().unwrap();
    let names: Vec<&Value> = milestones.iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["Walls", "Handover"], "the earliest first");
    assert_eq!(
        page["documents"],
        json!([{ "id": document["id"], "type": "quote", "number": document["number"], "title": "Tiles",
                 "year": 2026, "slug": document["slug"], "published_at": "2026-11-21T09:30:00.000000Z" }])
    );
    assert!(
        page["revision"].is_null() && page["harvest_project_id"].is_null(),
        "{page}"
    );
}

#[tokio::test]
async fn a_page_shows_the_newest_twenty_documents_and_counts_what_can_still_be_answered() {
    let office = Office::new().await;
    let made = project(&office, "P-1", "Kitchen").await;
    for number in 1..=21 {
        quote(&office, &made, &format!("Offer {number}")).await;
        office
            .test
            .clock
            .advance(std::time::Duration::from_secs(60));
    }
    let page = async || office.read(&office.vera, &followed(&made)).await.json();
    let shown = page().await;
    let documents = shown["documents"].as_array().unwrap();
    assert_eq!(documents.len(), 20);
    assert_eq!(
        (&documents[0]["title"], &documents[19]["title"]),
        (&json!("Offer 21"), &json!("Offer 2"))
    );
    assert_eq!(shown["waiting_count"], 21, "more than are shown");
    let first = office
        .ada(Method::GET, "/api/admin/documents?limit=100", None)
        .await
        .json();
    let items = first["items"].as_array().unwrap();
    let id = items.iter().find(|one| one["title"] == "Offer 21").unwrap()["id"]
        .as_str()
        .unwrap();
    let path = format!("/api/admin/documents/{id}/withdrawal");
    must(&office, Method::POST, &path, json!({})).await;
    let shown = page().await;
    assert_eq!(
        (&shown["documents"][0]["title"], &shown["waiting_count"]),
        (&json!("Offer 20"), &json!(20))
    );
}

#[tokio::test]
async fn a_membership_narrowed_to_a_project_knows_of_no_other() {
    let office = Office::new().await;
    let (own, other) = (
        project(&office, "P-1", "Kitchen").await,
        project(&office, "P-2", "Bath").await,
    );
    let phases =
        json!({ "revision": 1, "phases": [{ "name": "Build", "state": "active", "percent": 30 }] });
    for one in [&own, &other] {
        must(&office, Method::PUT, &kept(one, "/phases"), phases.clone()).await;
    }
    let progress = async |contact| office.read(contact, "/api/client/progress").await.json();
    assert_eq!(
        column(&progress(&office.ben).await, "code"),
        ["P-2", "P-1"],
        "by name"
    );
    let membership = office.ben.membership_id;
    let provider_id = office.studio.provider_id;
    backstage::narrow_membership(office.app(), provider_id, membership, id_of(&own))
        .await
        .unwrap();

    let list = office
        .read(&office.ben, "/api/client/projects")
        .await
        .json();
    assert_eq!(column(&list, "code"), ["P-1"]);
    assert_eq!(list["items"][0]["current_phase"], "Build");
    let seen = progress(&office.ben).await;
    assert_eq!(column(&seen, "code"), ["P-1"]);
    assert_eq!(seen["items"][0]["phases"][0]["percent"], 30);
    assert_eq!(office.read(&office.ben, &followed(&own)).await.code(), 200);
    let nothing = format!("/api/client/projects/{}", office.app().ids.id());
    let of_nothing = without_request(office.read(&office.ben, &nothing).await.json());
    for (who, path) in [
        (&office.ben, followed(&other)),
        (&office.nora, followed(&own)),
    ] {
        let hidden = office.read(who, &path).await;
        assert_eq!(hidden.code(), 404);
        assert_eq!(without_request(hidden.json()), of_nothing);
    }
}

fn without_request(mut problem: Value) -> Value {
    problem["request_id"] = json!("");
    problem
}

#[tokio::test]
async fn whoever_reads_no_projects_is_refused_and_a_guest_finds_none() {
    let office = Office::new().await;
    let made = project(&office, "P-1", "Kitchen").await;
    let person = async |name, role, phone| {
        add_contact(
            office.app(),
            &office.ada,
            &office.studio,
            office.meyer_id,
            (name, role, phone),
        )
        .await
    };
    let (cash, guest) = (
        person("Cash", "billing", "+4915112345681").await,
        person("Gus", "guest", "+4915112345682").await,
    );
    for path in [
        "/api/client/projects",
        "/api/client/progress",
        &followed(&made),
    ] {
        let refused = office.read(&cash, path).await;
        assert_eq!(
            super::refusal(&refused),
            (403, "permission_missing".to_owned()),
            "{path}"
        );
    }
    for path in ["/api/client/projects", "/api/client/progress"] {
        assert_eq!(
            office.read(&guest, path).await.json()["items"],
            json!([]),
            "{path}"
        );
    }
    assert_eq!(office.read(&guest, &followed(&made)).await.code(), 404);
}

#[tokio::test]
async fn a_list_is_narrowed_searched_sorted_and_comes_page_by_page() {
    let office = Office::new().await;
    for (code, name) in [("A", "Zaun"), ("B", "Küche"), ("C", "Bad")] {
        project(&office, code, name).await;
    }
    let last = project(&office, "D", "Garten").await;
    must(
        &office,
        Method::PATCH,
        &kept(&last, ""),
        json!({ "status": "completed" }),
    )
    .await;
    let list = async |query: &str| {
        let path = format!("/api/client/projects?{query}");
        let page = office.read(&office.vera, &path).await;
        assert_eq!(page.code(), 200, "{query}: {}", page.text());
        page.json()
    };
    for (query, codes) in [
        ("", vec!["C", "D", "B", "A"]),
        ("sort=newest", vec!["D", "C", "B", "A"]),
        ("status=completed", vec!["D"]),
        ("q=kue", vec!["B"]),
        ("status=active&q=ga", vec![]),
    ] {
        assert_eq!(column(&list(query).await, "code"), codes, "{query}");
    }
    for path in [
        "/api/client/projects?sort=name&",
        "/api/client/projects?sort=newest&",
        "/api/client/progress?",
    ] {
        let whole = office.read(&office.vera, path).await.json();
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = office
                .read(&office.vera, &format!("{path}limit=3{cursor}"))
                .await
                .json();
            seen.extend(column(&page, "code"));
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(seen, column(&whole, "code"), "{path}");
    }
}

#[tokio::test]
async fn a_project_page_asks_the_database_no_more_than_it_must() {
    let office = Office::new().await;
    let made = project(&office, "P-1", "Kitchen").await;
    let asked = async |path: &str| {
        // The brand of the host is known from here on.
        assert_eq!(office.read(&office.ben, path).await.code(), 200);
        office.app().db.counts().take();
        assert_eq!(office.read(&office.ben, path).await.code(), 200);
        office.app().db.counts().take()
    };
    let of = |reads, writes, statements| Asked {
        reads,
        writes,
        statements,
    };
    let page = asked(&followed(&made)).await;
    let list = asked("/api/client/projects").await;
    let progress = asked("/api/client/progress").await;
    assert_eq!(
        [page, list, progress],
        [of(2, 0, 7), of(2, 0, 2), of(2, 0, 3)],
        "a project, the list, the progress; the session is one statement of each"
    );
}
