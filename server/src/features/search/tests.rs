//! Search and the lists that search, through HTTP, on whichever database the run is for.

use http::Method;
use serde_json::{Value, json};

use crate::{
    features::{
        documents::tests::{act, content, draft, publish, published},
        people::permission::StaffRole,
        provisioning::{NewStaff, add_staff},
    },
    jobs::run_due,
    kit::id::Id,
    params, scoped,
    testing::{Office, Visitor, backstage, cast::STAFF},
};

const SEARCH: &str = "/api/admin/search";

/// The titles of what Ada finds, each with its kind.
async fn found(office: &Office, q: &str) -> Vec<String> {
    let answer = office
        .ada(Method::GET, &format!("{SEARCH}?limit=100&q={q}"), None)
        .await;
    assert_eq!(answer.code(), 200, "{}", answer.text());
    labels(&answer.json())
}

fn labels(answer: &Value) -> Vec<String> {
    let label = |item: &Value| {
        let text = |name: &str| item[name].as_str().unwrap().to_owned();
        format!("{} {}", text("kind"), text("title"))
    };
    answer["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(label)
        .collect()
}

async fn titles(office: &Office, path: &str) -> Vec<String> {
    let answer = if path.starts_with("/api/admin/") {
        office.ada(Method::GET, path, None).await
    } else {
        office.read(&office.ben, path).await
    };
    assert_eq!(answer.code(), 200, "{path}: {}", answer.text());
    let rows = answer.json()["items"].as_array().unwrap().clone();
    rows.iter()
        .map(|row| row["title"].as_str().unwrap().to_owned())
        .collect()
}

async fn add_client(office: &Office, name: &str) -> Value {
    let made = office
        .ada(
            Method::POST,
            "/api/admin/clients",
            Some(&json!({ "name": name })),
        )
        .await;
    assert_eq!(made.code(), 201, "{}", made.text());
    made.json()
}

async fn add_contact(office: &Office, client: &Value, name: &str, phone: &str) -> Value {
    let body = json!({ "client_id": client["id"], "name": name, "phone": phone, "role": "executive",
                       "email": format!("{}@harbour.example", name.to_lowercase().replace(' ', ".")) });
    let made = office
        .ada(Method::POST, "/api/admin/contacts", Some(&body))
        .await;
    assert_eq!(made.code(), 201, "{}", made.text());
    made.json()
}

async fn save_title(office: &Office, id: &str, title: &str) {
    let path = format!("/api/admin/documents/{id}");
    let shown = office.ada(Method::GET, &path, None).await.json();
    let body =
        json!({ "draft_revision": shown["draft_revision"], "title": title, "content": content() });
    let saved = office
        .ada(Method::PUT, &format!("{path}/draft"), Some(&body))
        .await;
    assert_eq!(saved.code(), 200, "{}", saved.text());
}

async fn run_jobs(office: &Office) {
    while run_due(office.app()).await.unwrap() > 0 {}
}

/// Every term that there is.
async fn terms(office: &Office) -> Vec<(String, Id, String)> {
    let read = office.app().db.read(&office.ada).await.unwrap();
    let all = scoped!(
        "select s.kind, s.subject_id, s.term from search_term s where {project:s} and {org:s}
         order by s.kind, s.subject_id, s.term"
    );
    read.list(all, params![]).await.unwrap()
}

#[tokio::test]
async fn staff_find_documents_clients_and_contacts_by_their_words() {
    let office = Office::new().await;
    let harbour = add_client(&office, "Häfen & Söhne").await;
    let anna = add_contact(&office, &harbour, "Anna Berg", "+4915199988877").await;
    let body = json!({ "client_id": harbour["id"], "type": "quote", "title": "Küche am Wasser", "content": content() });
    let made = office
        .ada(Method::POST, "/api/admin/documents", Some(&body))
        .await;
    let kitchen = publish(&office, made.json()["id"].as_str().unwrap()).await;
    published(&office, "Kitchen", &content()).await;

    for (q, expected) in [
        ("küche", vec!["document Küche am Wasser"]),
        ("KUCHE%20wass", vec!["document Küche am Wasser"]),
        ("q-2026-0001", vec!["document Küche am Wasser"]),
        ("20260002", vec!["document Kitchen"]),
        ("2%20meyer", vec!["document Kitchen"]),
        (
            "haefen",
            vec![
                "document Küche am Wasser",
                "client Häfen & Söhne",
                "contact Anna Berg",
            ],
        ),
        ("sohne%20anna", vec!["contact Anna Berg"]),
        ("0151%2099988", vec!["contact Anna Berg"]),
        ("8877", vec!["contact Anna Berg"]),
        ("anna.berg@harbour.ex", vec!["contact Anna Berg"]),
        ("wasser%20meyer", vec![]),
        ("asser", vec![]),
        ("", vec![]),
        ("%20%3F", vec![]),
    ] {
        assert_eq!(found(&office, q).await, expected, "{q}");
    }

    let answer = office
        .ada(Method::GET, &format!("{SEARCH}?q=haf&limit=2"), None)
        .await
        .json();
    let items = answer["items"].as_array().unwrap();
    assert_eq!(items.len(), 2, "{answer:#}");
    assert_eq!(
        items[0],
        json!({ "kind": "document", "id": kitchen["id"], "client_id": harbour["id"], "title": "Küche am Wasser",
                "detail": "Q-2026-0001 · Häfen & Söhne", "status": "published" })
    );
    let person = office
        .ada(Method::GET, &format!("{SEARCH}?q=anna"), None)
        .await
        .json();
    assert_eq!(
        person["items"][0],
        json!({ "kind": "contact", "id": anna["id"], "client_id": harbour["id"], "title": "Anna Berg",
                "detail": "Häfen & Söhne · anna.berg@harbour.example", "status": "invited" })
    );
    for limit in ["0", "101"] {
        let refused = office
            .ada(Method::GET, &format!("{SEARCH}?q=a&limit={limit}"), None)
            .await;
        assert_eq!(refused.code(), 422, "{limit}");
    }
}

#[tokio::test]
async fn what_is_thrown_away_copied_or_taken_from_a_client_is_found_accordingly() {
    let office = Office::new().await;
    let id = draft(&office, "Pavilion", &content()).await;
    let copied = act(
        &office,
        &id,
        "duplication",
        &json!({ "title": "Second pavilion" }),
    )
    .await;
    assert_eq!(copied.code(), 201, "{}", copied.text());
    assert_eq!(
        found(&office, "pavil").await,
        ["document Second pavilion", "document Pavilion"]
    );
    let path = format!("/api/admin/documents/{id}");
    assert_eq!(office.ada(Method::DELETE, &path, None).await.code(), 204);
    assert_eq!(found(&office, "pavil").await, ["document Second pavilion"]);
    let gone: Id = id.parse().unwrap();
    assert!(
        terms(&office)
            .await
            .iter()
            .all(|(_, subject, _)| *subject != gone)
    );

    let (one, two) = (
        add_client(&office, "One").await,
        add_client(&office, "Two").await,
    );
    let anna = add_contact(&office, &one, "Anna", "+4915199988877").await;
    let body = json!({ "client_id": two["id"], "contact_id": anna["id"], "role": "viewer" });
    let joined = office
        .ada(Method::POST, "/api/admin/memberships", Some(&body))
        .await
        .json();
    assert_eq!(found(&office, "anna").await.len(), 2);
    assert_eq!(found(&office, "two%20anna").await, ["contact Anna"]);
    let path = format!("/api/admin/memberships/{}", joined["id"].as_str().unwrap());
    assert_eq!(office.ada(Method::DELETE, &path, None).await.code(), 204);
    assert_eq!(found(&office, "two%20anna").await, Vec::<String>::new());
}

#[tokio::test]
async fn a_client_does_not_find_what_only_a_draft_says() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let id = document["id"].as_str().unwrap();
    save_title(&office, id, "Canaryword").await;
    assert_eq!(found(&office, "canaryword").await, ["document Canaryword"]);
    assert_eq!(found(&office, "kitchen").await, Vec::<String>::new());
    let lists = ["documents", "action-items"].map(|list| format!("/api/client/{list}"));
    for list in &lists {
        assert_eq!(
            titles(&office, &format!("{list}?q=canary")).await,
            Vec::<String>::new(),
            "{list}"
        );
        assert_eq!(
            titles(&office, &format!("{list}?q=kitch")).await,
            ["Kitchen"],
            "{list}"
        );
    }
    publish(&office, id).await;
    for list in &lists {
        assert_eq!(
            titles(&office, &format!("{list}?q=canary")).await,
            ["Canaryword"],
            "{list}"
        );
        assert_eq!(
            titles(&office, &format!("{list}?q=kitch")).await,
            Vec::<String>::new(),
            "{list}"
        );
    }
}

#[tokio::test]
async fn what_was_said_with_a_decision_is_found_in_the_history() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let path = format!(
        "{}/response",
        crate::features::documents::tests::client_path(&document)
    );
    let body = json!({ "version_hash": document["version_hash"], "outcome": "declined", "comment": "Viel zu teuer für uns" });
    let made = office.send(&office.ben, &path, "one", &body).await;
    assert_eq!(made.code(), 201, "{}", made.text());
    let list = "/api/client/decisions";
    for q in ["teuer", "kitchen%20fuer", "0001"] {
        assert_eq!(
            titles(&office, &format!("{list}?q={q}")).await,
            ["Kitchen"],
            "{q}"
        );
    }
    assert_eq!(
        titles(&office, &format!("{list}?q=billig")).await,
        Vec::<String>::new()
    );
    let others = office.read(&office.nora, &format!("{list}?q=teuer")).await;
    assert_eq!(others.json()["items"], json!([]));
}

/// Walks a list in pages of three: what its pages hold.
async fn walk(office: &Office, path: &str) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = format!("{path}&limit=3{cursor}");
        let answer = if path.starts_with("/api/admin/") {
            office.ada(Method::GET, &page, None).await
        } else {
            office.read(&office.ben, &page).await
        };
        assert_eq!(answer.code(), 200, "{page}: {}", answer.text());
        let answer = answer.json();
        let rows = answer["items"].as_array().unwrap().iter();
        pages.push(
            rows.map(|row| row["title"].as_str().unwrap().to_owned())
                .collect(),
        );
        match answer["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return pages,
        }
    }
}

#[tokio::test]
async fn pages_of_a_search_are_full_and_end_where_it_ends() {
    let office = Office::new().await;
    let mut hashes = Vec::new();
    for count in 0..16 {
        let title = if count % 2 == 0 { "Bath" } else { "Kitchen" };
        office.test.clock.advance(std::time::Duration::from_secs(1));
        hashes.push(published(&office, &format!("{title} bathing {count:02}"), &content()).await);
    }
    let seen = [
        "admin/documents",
        "client/documents",
        "admin/action-items",
        "client/action-items",
    ];
    for list in seen {
        let pages = walk(&office, &format!("/api/{list}?q=bathing%20bath")).await;
        assert_eq!(
            pages.iter().map(Vec::len).collect::<Vec<_>>(),
            [3, 3, 3, 3, 3, 1],
            "{list}"
        );
        let pages = walk(&office, &format!("/api/{list}?q=kitch")).await;
        assert_eq!(
            pages.iter().map(Vec::len).collect::<Vec<_>>(),
            [3, 3, 2],
            "{list}"
        );
        let mut all = pages.concat();
        assert!(
            all.iter().all(|title| title.starts_with("Kitchen")),
            "{list}: {all:?}"
        );
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 8, "{list}");
        let exact = walk(
            &office,
            &format!("/api/{list}?q=bath%20bathing%20meyer%200"),
        )
        .await;
        let lengths: Vec<usize> = exact.iter().map(Vec::len).collect();
        // What a client reads of its own documents does not name it.
        let expected = if list == "client/documents" {
            vec![0]
        } else {
            vec![3, 3, 2]
        };
        assert_eq!(lengths, expected, "{list}");
    }
    for (count, document) in hashes.iter().enumerate() {
        let path = format!(
            "{}/response",
            crate::features::documents::tests::client_path(document)
        );
        let body = json!({ "version_hash": document["version_hash"], "outcome": "declined", "comment": "No" });
        let made = office
            .send(&office.ben, &path, &format!("key-{count}"), &body)
            .await;
        assert_eq!(made.code(), 201, "{}", made.text());
    }
    let pages = walk(&office, "/api/client/decisions?q=kitch").await;
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 2]);
    let narrowed = walk(&office, "/api/admin/documents?q=kitch&status=draft").await;
    assert_eq!(narrowed, [Vec::<String>::new()]);
}

#[tokio::test]
async fn a_clients_new_name_finds_its_rows_and_the_old_one_nothing() {
    let office = Office::new().await;
    let client = add_client(&office, "Harbour House").await;
    add_contact(&office, &client, "Anna", "+4915199988877").await;
    let body = json!({ "client_id": client["id"], "type": "quote", "title": "Roof", "content": content() });
    let made = office
        .ada(Method::POST, "/api/admin/documents", Some(&body))
        .await
        .json();
    publish(&office, made["id"].as_str().unwrap()).await;
    assert_eq!(found(&office, "harbour").await.len(), 3);
    let path = format!("/api/admin/clients/{}", client["id"].as_str().unwrap());
    let renamed = office
        .ada(Method::PATCH, &path, Some(&json!({ "name": "Seaside" })))
        .await;
    assert_eq!(renamed.code(), 200, "{}", renamed.text());
    assert_eq!(found(&office, "seaside").await, ["client Seaside"]);
    run_jobs(&office).await;
    assert_eq!(
        found(&office, "seaside").await,
        ["document Roof", "client Seaside", "contact Anna"]
    );
    // The mailbox still has the old word.
    assert_eq!(found(&office, "harbour").await, ["contact Anna"]);
    let waiting = "/api/admin/action-items?q=roof";
    assert_eq!(
        titles(&office, &format!("{waiting}%20seaside")).await,
        ["Roof"]
    );
    assert_eq!(
        titles(&office, &format!("{waiting}%20house")).await,
        Vec::<String>::new()
    );

    let once = terms(&office).await;
    let client_id = client["id"].as_str().unwrap().parse().unwrap();
    let job = crate::scope::Job::of(office.studio.provider_id);
    super::index_client(office.app(), &job, client_id)
        .await
        .unwrap();
    assert_eq!(terms(&office).await, once);
    let settings = format!("{path}/settings");
    let renamed = office
        .ada(Method::PATCH, &settings, Some(&json!({ "name": "Dune" })))
        .await;
    assert_eq!(renamed.code(), 200, "{}", renamed.text());
    run_jobs(&office).await;
    assert_eq!(found(&office, "dune").await.len(), 3);
}

/// A lead in whose hands are these clients only.
async fn limited<'a>(office: &'a Office, clients: &[Id]) -> Visitor<'a> {
    let app = office.app();
    let provider_id = office.studio.provider_id;
    let new = NewStaff {
        name: "Lea".into(),
        email: "lea@studio.example".into(),
        role: StaffRole::Lead,
        password_hash: Some("none".into()),
    };
    let now = app.clock.now();
    let staff_id = add_staff(&app.db, app.ids.as_ref(), now, provider_id, &new)
        .await
        .unwrap();
    backstage::limit_staff(app, provider_id, staff_id, clients)
        .await
        .unwrap();
    let token = backstage::mint_staff_session(app, provider_id, staff_id)
        .await
        .unwrap();
    office
        .test
        .visitor()
        .with_cookie("__Host-portico-staff", &token)
}

#[tokio::test]
async fn limited_staff_find_nothing_of_other_clients_and_rename_a_contact_everywhere() {
    let office = Office::new().await;
    let (one, two) = (
        add_client(&office, "One").await,
        add_client(&office, "Two").await,
    );
    let anna = add_contact(&office, &one, "Anna", "+4915199988877").await;
    let body = json!({ "client_id": two["id"], "contact_id": anna["id"], "role": "viewer" });
    office
        .ada(Method::POST, "/api/admin/memberships", Some(&body))
        .await;
    published(&office, "Kitchen", &content()).await;
    let lea = limited(&office, &[one["id"].as_str().unwrap().parse().unwrap()]).await;
    let finds = async |q: &str| {
        let answer = lea.get(STAFF, &format!("{SEARCH}?q={q}")).await;
        assert_eq!(answer.code(), 200, "{}", answer.text());
        labels(&answer.json())
    };
    for q in ["kitchen", "two", "meyer", "0001"] {
        assert_eq!(finds(q).await, Vec::<String>::new(), "{q}");
    }
    assert_eq!(finds("one").await, ["client One", "contact Anna"]);
    let path = format!("/api/admin/contacts/{}", anna["id"].as_str().unwrap());
    let changed = lea
        .send(Method::PATCH, STAFF, &path, Some(&json!({ "name": "Zoe" })))
        .await;
    assert_eq!(changed.code(), 204, "{}", changed.text());
    assert_eq!(finds("zoe").await, ["contact Zoe"]);
    run_jobs(&office).await;
    assert_eq!(found(&office, "zoe").await, ["contact Zoe", "contact Zoe"]);
}

#[tokio::test]
async fn staff_outside_an_org_and_another_provider_find_nothing() {
    let office = Office::new().await;
    let document = published(&office, "Kitchen", &content()).await;
    let id = document["id"].as_str().unwrap().parse().unwrap();
    let app = office.app();
    let provider_id = office.studio.provider_id;
    let lea = limited(&office, &[office.meyer_id]).await;
    let titles = async |visitor: &Visitor<'_>| {
        let answer = visitor.get(STAFF, &format!("{SEARCH}?q=kitchen")).await;
        assert_eq!(answer.code(), 200, "{}", answer.text());
        labels(&answer.json())
    };
    assert_eq!(titles(&lea).await, ["document Kitchen"]);
    backstage::give_to_org(app, provider_id, "North", office.studio.owner_id, id)
        .await
        .unwrap();
    assert_eq!(titles(&lea).await, Vec::<String>::new());
    assert_eq!(found(&office, "kitchen").await, ["document Kitchen"]);
    // As the product itself writes it down, too.
    let write = app.db.write(&office.ada).await.unwrap();
    super::note_document(&write, id).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(titles(&lea).await, Vec::<String>::new());
    assert_eq!(found(&office, "kitchen").await, ["document Kitchen"]);

    let other = Office::at(office.test, "second.example").await;
    assert_eq!(found(&other, "kitchen").await, Vec::<String>::new());
}
