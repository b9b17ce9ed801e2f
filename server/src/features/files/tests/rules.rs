//! What is refused of uploads: another version of the protocol, too much, what is over, and what is not one's own.

use std::time::Duration;

use axum::body::Body;
use http::Method;
use serde_json::json;

use super::{ada, check, contact, part_headers, published, refusal, refused, text, with_room};
use crate::{
    features::{files::uploads, projects::tests as projects},
    scope::Job,
    testing::{Office, backstage},
};

#[tokio::test]
async fn every_answer_says_which_protocol_is_spoken_and_another_is_refused() {
    let office = Office::new().await;
    let ada = ada(&office);
    let all = "/api/admin/uploads";
    let one = format!("{all}/{}", office.meyer_id);
    let ask = async |method: Method, path: &str, version: Option<&str>| {
        let mut headers = part_headers("0").to_vec();
        headers.retain(|(name, _)| {
            *name != "tus-resumable" && (method == Method::PATCH || *name != "content-type")
        });
        headers.extend(version.map(|version| ("tus-resumable", version)));
        ada.ask(&office, method, path, &headers, Body::empty())
            .await
    };
    for (method, path) in [
        (Method::POST, all),
        (Method::HEAD, &one),
        (Method::PATCH, &one),
        (Method::DELETE, &one),
    ] {
        for (version, status) in [
            (None, 412),
            (Some("0.2.2"), 412),
            (Some("1.0.0"), if path == all { 400 } else { 404 }),
        ] {
            let answer = ask(method.clone(), path, version).await;
            assert_eq!(
                answer.code(),
                status,
                "{method} {version:?} {}",
                answer.text()
            );
            assert_eq!(
                text(&answer, "tus-resumable").as_deref(),
                Some("1.0.0"),
                "{method}"
            );
        }
    }
    let headers = [
        ("tus-resumable", "1.0.0"),
        ("upload-offset", "0"),
        ("content-type", "text/plain"),
    ];
    let answer = ada.ask(&office, Method::PATCH, &one, &headers, "x").await;
    assert_eq!(answer.code(), 415);
    assert_eq!(text(&answer, "tus-resumable").as_deref(), Some("1.0.0"));
    for wrong in [
        ("upload-length", "many"),
        ("upload-length", "-1"),
        ("upload-length", "99999999999999999999"),
        ("upload-metadata", "filename !"),
    ] {
        let mut headers = vec![("tus-resumable", "1.0.0"), ("upload-length", "3")];
        headers.retain(|(name, _)| *name != wrong.0);
        headers.push(wrong);
        let answer = ada
            .ask(&office, Method::POST, all, &headers, Body::empty())
            .await;
        assert_eq!(refusal(&answer), refused(400, "bad_upload"), "{wrong:?}");
    }
}

#[tokio::test]
async fn a_provider_has_so_much_room_to_the_byte() {
    let office = with_room(10, 16).await;
    let ada = ada(&office);
    let meyer = office.meyer_id.to_string();
    let said = [("client_id", meyer.as_str()), ("filename", "a")];
    assert_eq!(
        refusal(&ada.begin(&office, 11, &said).await),
        refused(413, "too_large")
    );
    let first = ada.begin(&office, 10, &said).await;
    assert_eq!(first.code(), 201);
    assert_eq!(
        refusal(&ada.begin(&office, 7, &said).await),
        refused(413, "quota_exceeded")
    );
    let second = ada.bring(&office, b"123456", &said).await;
    assert_eq!(
        refusal(&ada.begin(&office, 1, &said).await),
        refused(413, "quota_exceeded")
    );
    // What is given up or removed makes room again, and its bytes go.
    let path = text(&first, "location").unwrap();
    assert_eq!(ada.part(&office, &path, 0, "123").await.code(), 204);
    let headers = [("tus-resumable", "1.0.0")];
    let answer = ada
        .ask(&office, Method::DELETE, &path, &headers, Body::empty())
        .await;
    assert_eq!(answer.code(), 204, "{}", answer.text());
    assert_eq!(ada.standing(&office, &path).await.0, 404);
    let path = format!("/api/admin/files/{second}");
    assert_eq!(
        ada.json(&office, Method::DELETE, &path, json!(null))
            .await
            .code(),
        204
    );
    check(&office).await;
    assert_eq!(count_bytes(&office), 0);
    assert_eq!(ada.begin(&office, 10, &said).await.code(), 201);
    assert_eq!(ada.begin(&office, 6, &said).await.code(), 201);
    assert_eq!(
        refusal(&ada.begin(&office, 1, &said).await),
        refused(413, "quota_exceeded")
    );
}

/// The files on the disk.
fn count_bytes(office: &Office) -> usize {
    let provider = office.studio.provider_id.to_string();
    let folder = office.app().config.files_folder().join(provider);
    let files =
        ["incoming", "kept"].map(|part| folder.join(part).read_dir().map_or(0, Iterator::count));
    files.iter().sum()
}

#[tokio::test]
async fn an_upload_that_nobody_goes_on_with_ends() {
    let office = Office::new().await;
    let mut ada = ada(&office);
    let meyer = office.meyer_id.to_string();
    let said = [("client_id", meyer.as_str()), ("filename", "a")];
    let begun = ada.begin(&office, 10, &said).await;
    let path = text(&begun, "location").unwrap();
    // A session does not live as long as an upload waits.
    let later = async |days: u64| {
        office
            .test
            .clock
            .advance(Duration::from_secs(days * 24 * 3_600));
        let (provider_id, staff_id) = (office.studio.provider_id, office.ada.staff_id);
        let minted = backstage::mint_staff_session(office.app(), provider_id, staff_id).await;
        minted.unwrap()
    };
    let job = Job::of(office.studio.provider_id);
    ada.token = later(2).await;
    assert_eq!(ada.part(&office, &path, 0, "12345").await.code(), 204);
    ada.token = later(2).await;
    assert_eq!(
        uploads::sweep(office.app(), &job).await.unwrap(),
        0,
        "it went on"
    );
    assert_eq!(ada.standing(&office, &path).await.0, 200);
    ada.token = later(1).await;
    let answer = ada.part(&office, &path, 5, "12345").await;
    assert_eq!(refusal(&answer), refused(410, "gone"));
    assert_eq!(uploads::sweep(office.app(), &job).await.unwrap(), 1);
    assert_eq!(ada.part(&office, &path, 5, "12345").await.code(), 404);
    check(&office).await;
    assert_eq!(count_bytes(&office), 0);
}

#[tokio::test]
async fn an_upload_is_for_nobody_elses_client_project_or_file() {
    let office = Office::new().await;
    let (ada, ben, nora) = (
        ada(&office),
        contact(&office, &office.ben),
        contact(&office, &office.nora),
    );
    let novak = office.nora.client_id.to_string();
    let theirs = nora
        .bring(&office, b"theirs", &[("filename", "theirs")])
        .await;
    let provided = published(&office, "ours", b"ours").await;
    let project = projects::project(&office, "P-1", "Kitchen").await;
    let project = project["id"].as_str().unwrap();
    let nobody = office.studio.provider_id.to_string();
    for (asker, said, expected) in [
        (
            &ben,
            ("file_id", theirs.as_str()),
            refused(404, "not_found"),
        ),
        (
            &ben,
            ("file_id", nobody.as_str()),
            refused(404, "not_found"),
        ),
        (
            &ben,
            ("client_id", novak.as_str()),
            refused(404, "not_found"),
        ),
        (
            &ben,
            ("file_id", provided.as_str()),
            refused(409, "other_side"),
        ),
        (
            &ada,
            ("file_id", theirs.as_str()),
            refused(409, "other_side"),
        ),
        (
            &ada,
            ("client_id", nobody.as_str()),
            refused(404, "not_found"),
        ),
        (
            &ada,
            ("project_id", nobody.as_str()),
            refused(404, "not_found"),
        ),
        (&nora, ("project_id", project), refused(404, "not_found")),
        (&ada, ("note", "of nobody"), refused(422, "invalid")),
        (&ada, ("client_id", "no id"), refused(422, "invalid")),
    ] {
        let answer = asker.begin(&office, 3, &[("filename", "x"), said]).await;
        assert_eq!(refusal(&answer), expected, "{said:?}: {}", answer.text());
    }
    // A contact need not name its client, and may.
    let meyer = office.meyer_id.to_string();
    let said = [("filename", "mine"), ("client_id", meyer.as_str())];
    let file = ben.bring(&office, b"mine", &said).await;
    let path = format!("/api/admin/files/{file}");
    let shown = ada
        .json(&office, Method::GET, &path, json!(null))
        .await
        .json();
    assert_eq!(shown["client_id"], meyer);
    let vera = contact(&office, &office.vera);
    let answer = vera.begin(&office, 3, &[("filename", "x")]).await;
    assert_eq!(refusal(&answer), refused(403, "permission_missing"));
    // Nor does anybody go on with another's.
    let begun = ben.begin(&office, 3, &[("filename", "x")]).await;
    let path = text(&begun, "location").unwrap();
    assert_eq!(nora.part(&office, &path, 0, "abc").await.code(), 404);
    assert_eq!(vera.part(&office, &path, 0, "abc").await.code(), 403);
    let of_staff = path.replace("/client/", "/admin/");
    assert_eq!(ada.part(&office, &of_staff, 0, "abc").await.code(), 404);
    assert_eq!(ben.part(&office, &path, 0, "abc").await.code(), 204);
}
