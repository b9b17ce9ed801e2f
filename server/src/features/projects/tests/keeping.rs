//! What staff do with a project, its phases, next actions and key contacts.

use http::Method;
use serde_json::{Value, json};

use super::{
    super::model::MOST_OF_A_KIND, ALL, column, faults, followed, id_of, kept, must, project,
    refusal,
};
use crate::{
    params,
    scope::Job,
    scoped,
    testing::{Office, TestApp},
};

#[tokio::test]
async fn a_project_is_made_changed_and_read_again() {
    let office = Office::new().await;
    let body = json!({ "client_id": office.meyer_id, "code": " P-1 ", "name": " Kitchen ",
                       "start_date": "2026-11-22", "due_date": "2027-03-31", "harvest_project_id": "4711" });
    let made = must(&office, Method::POST, ALL, body).await;
    assert_eq!(
        made["client"],
        json!({ "id": office.meyer_id, "name": "Meyer" })
    );
    let said = |project: &Value| {
        [
            "code",
            "name",
            "status",
            "health",
            "health_reason",
            "start_date",
            "due_date",
            "harvest_project_id",
        ]
        .map(|name| project[name].clone())
    };
    let first = [
        json!("P-1"),
        json!("Kitchen"),
        json!("planned"),
        json!("green"),
        json!(null),
        json!("2026-11-22"),
        json!("2027-03-31"),
        json!("4711"),
    ];
    assert_eq!(said(&made), first, "its start lies ahead");
    assert_eq!(made["may_change"], true);

    let change = json!({ "name": "Kitchen and bath", "status": "on_hold", "health": "red",
                         "health_reason": " The tiles are late. ", "start_date": null, "harvest_project_id": null });
    let path = kept(&made, "");
    let changed = must(&office, Method::PATCH, &path, change).await;
    let then = [
        json!("P-1"),
        json!("Kitchen and bath"),
        json!("on_hold"),
        json!("red"),
        json!("The tiles are late."),
        json!(null),
        json!("2027-03-31"),
        json!(null),
    ];
    assert_eq!(said(&changed), then);
    assert_eq!(
        must(&office, Method::GET, &path, Value::Null).await,
        changed
    );
    let cleared = must(
        &office,
        Method::PATCH,
        &path,
        json!({ "health_reason": "" }),
    )
    .await;
    assert_eq!(cleared["health_reason"], json!(null));
    let active = project(&office, "P-2", "Bath").await;
    assert_eq!(
        active["status"], "active",
        "without a start it is worked on"
    );
}

#[tokio::test]
async fn projects_are_found_by_words_client_and_status_in_either_order() {
    let office = Office::new().await;
    for (code, name) in [
        ("K-7", "Küche & Flur"),
        ("B-8", "bad"),
        ("A-9", "Zaun"),
        ("A-10", "Bad und Küche"),
    ] {
        project(&office, code, name).await;
    }
    let other = json!({ "client_id": office.nora.client_id, "code": "N-1", "name": "Anbau", "start_date": "2027-01-01" });
    must(&office, Method::POST, ALL, other).await;
    let list = async |query: &str| {
        let path = format!("{ALL}?{query}");
        column(
            &must(&office, Method::GET, &path, Value::Null).await,
            "code",
        )
    };
    assert_eq!(list("").await, ["N-1", "B-8", "A-10", "K-7", "A-9"]);
    assert_eq!(
        list("sort=newest").await,
        ["N-1", "A-10", "A-9", "B-8", "K-7"]
    );
    for (query, codes) in [
        ("q=kueche", vec!["A-10", "K-7"]),
        ("q=K%C3%BCche%20ba", vec!["A-10"]),
        ("q=a-10", vec!["A-10"]),
        ("q=uche", vec![]),
        ("status=planned", vec!["N-1"]),
        ("status=active&q=bad&sort=newest", vec!["A-10", "B-8"]),
    ] {
        assert_eq!(list(query).await, codes, "{query}");
    }
    let meyer = format!("client_id={}", office.meyer_id);
    assert_eq!(list(&meyer).await, ["B-8", "A-10", "K-7", "A-9"]);
    assert_eq!(
        list(&format!("{meyer}&status=planned")).await,
        Vec::<String>::new()
    );
    assert_eq!(
        list(&format!("{meyer}&sort=newest&limit=2")).await,
        ["A-10", "A-9"]
    );
    for sort in ["name", "newest"] {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let path = format!("{ALL}?sort={sort}&limit=2{cursor}");
            let page = must(&office, Method::GET, &path, Value::Null).await;
            seen.extend(column(&page, "code"));
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(seen, list(&format!("sort={sort}")).await, "page by page");
    }
}

#[tokio::test]
async fn a_code_is_one_projects_alone_and_free_at_another_provider() {
    let office = Office::new().await;
    let first = project(&office, "P-1", "Kitchen").await;
    let second = project(&office, "P-2", "Bath").await;
    let again = json!({ "client_id": office.nora.client_id, "code": "P-1", "name": "Hall" });
    let taken = office.ada(Method::POST, ALL, Some(&again)).await;
    assert_eq!(refusal(&taken), (409, "code_taken".to_owned()));
    let code = json!({ "code": "P-1" });
    let taken = office
        .ada(Method::PATCH, &kept(&second, ""), Some(&code))
        .await;
    assert_eq!(refusal(&taken), (409, "code_taken".to_owned()));
    let list = must(&office, Method::GET, ALL, Value::Null).await;
    assert_eq!(
        column(&list, "code"),
        ["P-2", "P-1"],
        "nothing of it stayed"
    );
    must(&office, Method::PATCH, &kept(&first, ""), code).await;

    let Office { test, .. } = office;
    let elsewhere = Office::at(test, "elsewhere.example").await;
    project(&elsewhere, "P-1", "Kitchen").await;
}

#[tokio::test]
async fn what_can_not_be_kept_of_a_project_is_refused_by_its_field() {
    let office = Office::new().await;
    let body = json!({ "client_id": office.meyer_id, "code": " ", "name": "", "start_date": "2026-12-02",
                       "due_date": "2026-12-01", "harvest_project_id": "a\nb" });
    let refused = office.ada(Method::POST, ALL, Some(&body)).await;
    let mut named = faults(&refused);
    named.sort();
    assert_eq!(
        named,
        [
            "code invalid",
            "due_date too_early",
            "harvest_project_id invalid",
            "name required"
        ]
    );
    let made = project(&office, "P-1", "Kitchen").await;
    for (part, method, body, fault) in [
        (
            "",
            Method::PATCH,
            json!({ "due_date": "2026-1-1" }),
            "due_date invalid",
        ),
        (
            "",
            Method::PATCH,
            json!({ "status": "paused" }),
            "status invalid",
        ),
        (
            "",
            Method::PATCH,
            json!({ "health_reason": "x".repeat(301) }),
            "health_reason too_long",
        ),
        (
            "/phases",
            Method::PUT,
            json!({ "revision": 1, "phases": [{ "name": "A", "state": "done", "percent": 101 }] }),
            "phases[0].percent out_of_range",
        ),
        (
            "/phases",
            Method::PUT,
            json!({ "revision": 1, "phases": [{ "name": "A", "state": "done", "percent": 1, "start_date": "2026-01-02",
                                                "end_date": "2026-01-01" }] }),
            "phases[0].end_date too_early",
        ),
        (
            "/contacts",
            Method::PUT,
            json!({ "revision": 1, "contacts": [{ "what_for": "Nobody" }] }),
            "contacts[0] invalid",
        ),
        (
            "/contacts",
            Method::PUT,
            json!({ "revision": 1, "contacts": [{ "contact_id": office.nora.contact_id, "what_for": "Keys" }] }),
            "contacts[0].contact_id unknown",
        ),
        (
            "/milestones",
            Method::POST,
            json!({ "name": "A" }),
            "baseline_date missing",
        ),
        (
            "/next-actions",
            Method::POST,
            json!({ "side": "client", "description": "two\nlines" }),
            "description invalid",
        ),
    ] {
        let refused = office.ada(method, &kept(&made, part), Some(&body)).await;
        assert_eq!(faults(&refused), [fault], "{body}");
    }
    let now = must(&office, Method::GET, &kept(&made, ""), Value::Null).await;
    assert_eq!(now["revision"], 1, "nothing was kept");
}

fn phase(name: &str, state: &str, percent: i64) -> Value {
    json!({ "name": name, "state": state, "percent": percent })
}

#[tokio::test]
async fn phases_are_one_list_and_two_editors_do_not_undo_each_other() {
    let office = Office::new().await;
    let made = project(&office, "P-1", "Kitchen").await;
    let path = kept(&made, "/phases");
    let first = json!({ "revision": 1, "phases": [phase("Design", "done", 100), phase("Build", "active", 30)] });
    let saved = must(&office, Method::PUT, &path, first.clone()).await;
    assert_eq!(saved["revision"], 2);
    let late = office.ada(Method::PUT, &path, Some(&first)).await;
    assert_eq!(refusal(&late), (409, "project_changed".to_owned()));
    assert_eq!(late.json()["revision"], 2);

    let [design, build] = [0, 1].map(|place| saved["phases"][place].clone());
    let ends =
        json!({ "name": "Handover", "baseline_date": "2026-12-01", "phase_id": design["id"] });
    let milestone = must(&office, Method::POST, &kept(&made, "/milestones"), ends).await;
    assert_eq!(milestone["phase_id"], design["id"]);
    // Another order, a new one before, and one that goes.
    let mut kept_one = phase("Building", "active", 55);
    kept_one["id"] = build["id"].clone();
    kept_one["end_date"] = json!("2027-01-31");
    let second = json!({ "revision": 2, "phases": [phase("Permits", "planned", 0), kept_one] });
    let saved = must(&office, Method::PUT, &path, second).await;
    let phases = saved["phases"].as_array().unwrap();
    let names: Vec<&Value> = phases.iter().map(|phase| &phase["name"]).collect();
    assert_eq!(names, ["Permits", "Building"]);
    assert_eq!(phases[1]["id"], build["id"]);
    assert_eq!(phases[1]["end_date"], "2027-01-31");
    assert_eq!(
        saved["milestones"][0]["phase_id"],
        json!(null),
        "it stays, without a phase"
    );

    let mut doubled = phase("Twice", "planned", 0);
    doubled["id"] = build["id"].clone();
    for phases in [
        json!([doubled, doubled]),
        json!([{ "id": design["id"], "name": "Gone", "state": "done", "percent": 1 }]),
    ] {
        let body = json!({ "revision": 3, "phases": phases });
        let refused = office.ada(Method::PUT, &path, Some(&body)).await;
        assert!(
            faults(&refused)[0].ends_with(".id unknown"),
            "{}",
            refused.text()
        );
    }
}

#[tokio::test]
async fn what_is_to_be_done_next_is_added_done_opened_again_and_removed() {
    let office = Office::new().await;
    let made = project(&office, "P-1", "Kitchen").await;
    let path = kept(&made, "/next-actions");
    let add = async |side: &str, description: &str, due_date: Value| {
        let body = json!({ "side": side, "description": description, "due_date": due_date });
        must(&office, Method::POST, &path, body).await
    };
    let someday = add("provider", "Order the tiles", Value::Null).await;
    let soon = add("client", "Choose a tap", json!("2026-11-30")).await;
    let later = add("client", "Empty the hall", json!("2026-12-30")).await;
    let open = async || {
        let page = office.read(&office.ben, &followed(&made)).await.json();
        let actions = page["next_actions"].as_array().unwrap().clone();
        actions
            .iter()
            .map(|action| action["description"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        open().await,
        ["Choose a tap", "Empty the hall", "Order the tiles"]
    );
    let at = |action: &Value| format!("{path}/{}", action["id"].as_str().unwrap());
    let done = must(
        &office,
        Method::PATCH,
        &at(&soon),
        json!({ "is_done": true }),
    )
    .await;
    assert_eq!(done["done_at"], "2026-11-21T09:30:00.000000Z");
    let change =
        json!({ "side": "client", "due_date": "2026-12-01", "description": "Agree on tiles" });
    must(&office, Method::PATCH, &at(&someday), change).await;
    assert_eq!(open().await, ["Agree on tiles", "Empty the hall"]);
    let again = must(
        &office,
        Method::PATCH,
        &at(&soon),
        json!({ "is_done": false }),
    )
    .await;
    assert_eq!(again["done_at"], json!(null));
    must(&office, Method::DELETE, &at(&later), Value::Null).await;
    assert_eq!(open().await, ["Choose a tap", "Agree on tiles"]);
    let gone = office.ada(Method::DELETE, &at(&later), None).await;
    assert_eq!(gone.code(), 404);
}

#[tokio::test]
async fn key_contacts_of_both_sides_are_shown_for_as_long_as_they_act_for_theirs() {
    let office = Office::new().await;
    let made = project(&office, "P-1", "Kitchen").await;
    let body = json!({ "revision": 1, "contacts": [
        { "staff_id": office.ada.staff_id, "what_for": "Planning" },
        { "contact_id": office.vera.contact_id, "what_for": "Keys" },
        { "contact_id": office.ben.contact_id, "what_for": "Decisions" }] });
    let saved = must(&office, Method::PUT, &kept(&made, "/contacts"), body).await;
    assert_eq!(saved["revision"], 2);
    let shown =
        async || office.read(&office.ben, &followed(&made)).await.json()["key_contacts"].clone();
    assert_eq!(
        shown().await,
        json!([
            { "side": "provider", "name": "Ada", "email": "ada@studio.example", "what_for": "Planning" },
            { "side": "client", "name": "Vera", "email": "vera@client.example", "what_for": "Keys" },
            { "side": "client", "name": "Ben", "email": "ben@client.example", "what_for": "Decisions" },
        ])
    );
    let off = json!({ "state": "off" });
    let path = format!("/api/admin/contacts/{}", office.vera.contact_id);
    must(&office, Method::PATCH, &path, off).await;
    let names: Vec<Value> = shown()
        .await
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].clone())
        .collect();
    assert_eq!(names, ["Ada", "Ben"]);
    let now = must(&office, Method::GET, &kept(&made, ""), Value::Null).await;
    let is_shown: Vec<Value> = now["key_contacts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["is_shown"].clone())
        .collect();
    assert_eq!(is_shown, [true, false, true]);
}

#[tokio::test]
async fn a_project_that_came_with_its_provider_is_like_any_other() {
    let office = Office::new().await;
    let provider_id = office.studio.provider_id;
    let id =
        crate::testing::backstage::add_project(office.app(), provider_id, office.meyer_id, "Attic")
            .await;
    let list = must(&office, Method::GET, &format!("{ALL}?q=att"), Value::Null).await;
    assert_eq!(column(&list, "id"), [id.unwrap().to_string()]);
    assert_eq!(list["items"][0]["status"], "active");
}

#[tokio::test]
async fn every_change_of_a_project_is_in_the_audit() {
    let office = Office::new().await;
    let made = project(&office, "P-1", "Kitchen").await;
    must(
        &office,
        Method::PATCH,
        &kept(&made, ""),
        json!({ "health": "amber" }),
    )
    .await;
    let phases = json!({ "revision": 1, "phases": [phase("Design", "active", 10)] });
    must(&office, Method::PUT, &kept(&made, "/phases"), phases).await;
    let contacts = json!({ "revision": 2, "contacts": [] });
    must(&office, Method::PUT, &kept(&made, "/contacts"), contacts).await;
    let milestone = json!({ "name": "Handover", "baseline_date": "2026-12-01" });
    let milestone = must(
        &office,
        Method::POST,
        &kept(&made, "/milestones"),
        milestone,
    )
    .await;
    let at = kept(
        &made,
        &format!("/milestones/{}", milestone["id"].as_str().unwrap()),
    );
    must(&office, Method::PATCH, &at, json!({ "name": "Keys" })).await;
    let action = json!({ "side": "client", "description": "Choose a tap" });
    let action = must(&office, Method::POST, &kept(&made, "/next-actions"), action).await;
    let at = kept(
        &made,
        &format!("/next-actions/{}", action["id"].as_str().unwrap()),
    );
    must(&office, Method::PATCH, &at, json!({ "is_done": true })).await;
    must(&office, Method::DELETE, &at, Value::Null).await;
    let job = Job::of(office.studio.provider_id);
    let read = office.app().db.read(&job).await.unwrap();
    let list = scoped!(
        "select e.act from audit_entry e
         where {provider:e} and e.subject_kind = 'project' and e.subject_id = $4 and e.client_id = $5
         order by e.sequence"
    );
    let acts: Vec<String> = read
        .list(list, params![id_of(&made), office.meyer_id])
        .await
        .unwrap();
    assert_eq!(
        acts,
        [
            "project_created",
            "project_changed",
            "project_phases_saved",
            "project_contacts_saved",
            "milestone_added",
            "milestone_changed",
            "next_action_added",
            "next_action_changed",
            "next_action_removed",
        ]
    );
}

#[tokio::test]
async fn a_project_holds_so_many_milestones_and_no_more() {
    let office = Office::at(TestApp::new().await, "studio.example").await;
    let made = project(&office, "P-1", "Kitchen").await;
    for part in ["/milestones", "/next-actions"] {
        let body = if part == "/milestones" {
            json!({ "name": "One of many", "baseline_date": "2026-12-01" })
        } else {
            json!({ "side": "client", "description": "One of many" })
        };
        for _ in 0..MOST_OF_A_KIND {
            must(&office, Method::POST, &kept(&made, part), body.clone()).await;
        }
        let one_more = office
            .ada(Method::POST, &kept(&made, part), Some(&body))
            .await;
        assert_eq!(refusal(&one_more), (409, "project_full".to_owned()));
    }
}
