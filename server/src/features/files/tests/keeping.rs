//! What both sides see of files, and what staff do with them.

use http::Method;
use serde_json::{Value, json};

use super::{ada, check, contact, published, refusal, refused};
use crate::{
    jobs,
    kit::{id::Id, page::First as _},
    testing::Office,
};

/// The names in a list.
fn names(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().unwrap().iter();
    items.map(|item| item["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_client_sees_what_is_published_and_what_it_brought() {
    let office = Office::new().await;
    let (ada, ben, nora) = (
        ada(&office),
        contact(&office, &office.ben),
        contact(&office, &office.nora),
    );
    let meyer = office.meyer_id.to_string();
    let said = [("client_id", meyer.as_str()), ("filename", "draft.txt")];
    ada.bring(&office, b"a draft", &said).await;
    published(&office, "Offer for the kitchen.txt", b"an offer").await;
    let begun = ben
        .begin(
            &office,
            4,
            &[("filename", "photo.txt"), ("folder", "Photos")],
        )
        .await;
    let path = super::text(&begun, "location").unwrap();
    assert_eq!(ben.part(&office, &path, 0, "mine").await.code(), 204);
    let list = async |asker: &super::Asker, query: &str| {
        let path = format!("{}/files{query}", asker.root);
        let answer = asker.json(&office, Method::GET, &path, json!(null)).await;
        assert_eq!(answer.code(), 200, "{}", answer.text());
        answer.json()
    };
    let seen = list(&ben, "").await;
    assert_eq!(names(&seen), ["Offer for the kitchen.txt", "photo.txt"]);
    assert_eq!(
        (&seen["items"][0]["version"], &seen["items"][1]["version"]),
        (&json!(1), &json!(null))
    );
    check(&office).await;
    assert_eq!(list(&ben, "").await["items"][1]["version"], 1);
    assert_eq!(
        names(&list(&ben, "?q=kitch").await),
        ["Offer for the kitchen.txt"]
    );
    assert_eq!(names(&list(&ben, "?folder=Photos").await), ["photo.txt"]);
    assert_eq!(
        names(&list(&ben, "?folder=").await),
        ["Offer for the kitchen.txt"]
    );
    let page = list(&ben, "?limit=1").await;
    let next = format!("?limit=1&cursor={}", page["next_cursor"].as_str().unwrap());
    assert_eq!(names(&list(&ben, &next).await), ["photo.txt"]);
    assert_eq!(names(&list(&nora, "").await), Vec::<&str>::new());
    let all = ["draft.txt", "Offer for the kitchen.txt", "photo.txt"];
    assert_eq!(names(&list(&ada, "").await), all);
    assert_eq!(
        names(&list(&ada, &format!("?client_id={meyer}")).await),
        all
    );
    let other = format!("?client_id={}", office.nora.client_id);
    assert_eq!(names(&list(&ada, &other).await), Vec::<&str>::new());
}

#[tokio::test]
async fn folders_are_told_by_the_files_in_them() {
    let office = Office::new().await;
    let (ada, ben, nora) = (
        ada(&office),
        contact(&office, &office.ben),
        contact(&office, &office.nora),
    );
    let meyer = office.meyer_id.to_string();
    let client_id = ("client_id", meyer.as_str());
    for (name, folder) in [
        ("hidden.txt", "Drafts"),
        ("plan.txt", "Plans/Ground floor"),
        ("none.txt", ""),
    ] {
        let said = [client_id, ("filename", name), ("folder", folder)];
        ada.bring(&office, name.as_bytes(), &said).await;
    }
    for name in ["one.txt", "two.txt"] {
        let said = [("filename", name), ("folder", "Photos")];
        ben.bring(&office, name.as_bytes(), &said).await;
    }
    let list = async |asker: &super::Asker, path: &str| {
        let answer = asker.json(&office, Method::GET, path, json!(null)).await;
        answer.json()
    };
    let of = |name: &str, files: i64| json!({ "folder": name, "files": files });
    let (drafts, photos) = (of("Drafts", 1), of("Photos", 2));
    let of_staff = format!("/api/admin/clients/{meyer}/file-folders");
    let all = json!([drafts, photos, of("Plans/Ground floor", 1)]);
    assert_eq!(list(&ada, &of_staff).await["items"], all);
    let page = list(&ada, &format!("{of_staff}?limit=2")).await;
    assert_eq!(page["items"], json!([drafts, photos]));
    let cursor = page["next_cursor"].as_str().unwrap();
    let page = list(&ada, &format!("{of_staff}?limit=2&cursor={cursor}")).await;
    assert_eq!(page["items"], json!([of("Plans/Ground floor", 1)]));
    let of_client = "/api/client/file-folders";
    assert_eq!(list(&ben, of_client).await["items"], json!([photos]));
    assert_eq!(list(&nora, of_client).await["items"], json!([]));
    let nowhere = format!("/api/admin/clients/{}/file-folders", Id::FIRST);
    assert_eq!(list(&ada, &nowhere).await["code"], "not_found");
}

#[tokio::test]
async fn versions_follow_each_other_and_an_earlier_one_is_restored() {
    let office = Office::new().await;
    let (ada, ben) = (ada(&office), contact(&office, &office.ben));
    let file = published(&office, "plan.txt", b"first").await;
    ada.bring(&office, b"second", &[("file_id", &file), ("note", "Wider")])
        .await;
    let path = format!("/api/client/files/{file}/versions");
    let shown = ben
        .json(&office, Method::GET, &path, json!(null))
        .await
        .json();
    assert_eq!(
        (&shown["version"], &shown["versions"][0]["note"]),
        (&json!(2), &json!("Wider"))
    );
    let path = format!("/api/admin/files/{file}/versions/1/restoration");
    let restored = ada.json(&office, Method::POST, &path, json!(null)).await;
    assert_eq!(restored.code(), 200, "{}", restored.text());
    let restored = restored.json();
    let versions = restored["versions"].as_array().unwrap();
    assert_eq!((&restored["version"], versions.len()), (&json!(3), 3));
    assert_eq!(
        (&versions[0]["restored_from"], &versions[0]["sha256"]),
        (&json!(1), &versions[2]["sha256"])
    );
    for (version, bytes) in [(1, "first"), (2, "second"), (3, "first")] {
        let url = ben.address(&office, &file, version).await;
        let answer = ben.json(&office, Method::GET, &url, json!(null)).await;
        assert_eq!(answer.text(), bytes, "{version}");
    }
    let path = format!("/api/admin/files/{file}");
    let answer = ada.json(&office, Method::DELETE, &path, json!(null)).await;
    assert_eq!(refusal(&answer), refused(409, "not_a_draft"));
}

#[tokio::test]
async fn a_file_takes_its_steps_and_its_name_leads_nowhere() {
    let office = Office::new().await;
    let ada = ada(&office);
    let file = published(&office, "plan.txt", b"first").await;
    let path = format!("/api/admin/files/{file}");
    let step = async |name: &str| {
        let path = format!("{path}/{name}");
        refusal(&ada.json(&office, Method::POST, &path, json!(null)).await)
    };
    assert_eq!(step("publication").await, refused(409, "bad_status"));
    assert_eq!(step("withdrawal").await, refused(200, ""));
    assert_eq!(step("withdrawal").await, refused(409, "bad_status"));
    assert_eq!(step("publication").await, refused(409, "bad_status"));
    let changed = json!({ "name": "Other.txt", "folder": "A/ B " });
    let changed = ada
        .json(&office, Method::PATCH, &path, changed)
        .await
        .json();
    assert_eq!(
        (&changed["name"], &changed["folder"]),
        (&json!("Other.txt"), &json!("A/B"))
    );
    for wrong in [json!({ "name": "../x" }), json!({ "folder": "a/../b" })] {
        let answer = ada.json(&office, Method::PATCH, &path, wrong).await;
        assert_eq!(refusal(&answer), refused(422, "invalid"));
    }
    let audit = ada
        .json(&office, Method::GET, "/api/admin/audit", json!(null))
        .await
        .json();
    let acts: Vec<&str> = audit["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["act"].as_str().unwrap())
        .collect();
    for act in [
        "file_changed",
        "file_withdrawn",
        "file_published",
        "file_uploaded",
    ] {
        assert!(acts.contains(&act), "{act} of {acts:?}");
    }
}

#[tokio::test]
async fn a_check_that_was_done_is_done_once() {
    let office = Office::new().await;
    let ada = ada(&office);
    let file = published(&office, "plan.txt", b"first").await;
    let job = crate::scope::Job::of(office.studio.provider_id);
    let file_id = file.parse().unwrap();
    let ended = crate::features::files::check(office.app(), &job, file_id, 1).await;
    assert!(matches!(ended, Ok(crate::kit::job::Ended::Done)));
    assert_eq!(jobs::run_due(office.app()).await.unwrap(), 0);
    let path = format!("/api/admin/files/{file}");
    let shown = ada
        .json(&office, Method::GET, &path, json!(null))
        .await
        .json();
    assert_eq!(shown["version"], 1);
}
