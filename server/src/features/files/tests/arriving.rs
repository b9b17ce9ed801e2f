//! How bytes arrive: in parts, cut off, two at once, and never more than were sent.

use std::{convert::Infallible, io, time::Duration};

use axum::body::Body;
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http::Method;
use serde_json::json;
use tokio::sync::mpsc;

use super::{Asker, ada, check, part_headers, refusal, refused, text};
use crate::{features::providers::hex, kit::id::sha256, testing::Office};

const PLAN: &[u8] = b"%PDF-1.7 a plan of the kitchen";

/// Ada begins to bring the plan; where it goes on.
async fn begun(office: &Office, ada: &Asker) -> String {
    let meyer = office.meyer_id.to_string();
    let said = [
        ("client_id", meyer.as_str()),
        ("filename", "plan.pdf"),
        ("folder", "/Plans/ Kitchen"),
        ("note", "First"),
    ];
    let answer = ada.begin(office, PLAN.len(), &said).await;
    assert_eq!(answer.code(), 201, "{}", answer.text());
    assert_eq!(
        text(&answer, "upload-expires").as_deref(),
        Some("Tue, 24 Nov 2026 09:30:00 GMT")
    );
    text(&answer, "location").unwrap()
}

#[tokio::test]
async fn a_file_arrives_in_parts_and_is_nobodys_to_read_before_it_was_checked() {
    let office = Office::new().await;
    let ada = ada(&office);
    let path = begun(&office, &ada).await;
    let zero = Some("0".to_owned());
    assert_eq!(ada.standing(&office, &path).await, (200, zero));
    let first = ada.part(&office, &path, 0, &PLAN[..8]).await;
    assert_eq!(
        (first.code(), text(&first, "upload-offset").as_deref()),
        (204, Some("8"))
    );
    for offset in [0, 7, 9] {
        let answer = ada.part(&office, &path, offset, &PLAN[8..]).await;
        assert_eq!(refusal(&answer), refused(409, "wrong_offset"));
        assert_eq!(answer.json()["offset_bytes"], 8);
    }
    assert_eq!(ada.standing(&office, &path).await.1.as_deref(), Some("8"));
    let last = ada.part(&office, &path, 8, &PLAN[8..]).await;
    assert_eq!(last.code(), 204, "{}", last.text());
    // Whoever lost the last answer hears that everything is there, and may say so once more.
    let whole = Some(PLAN.len().to_string());
    assert_eq!(ada.standing(&office, &path).await, (200, whole));
    let again = ada.part(&office, &path, PLAN.len(), Body::empty()).await;
    assert_eq!(again.code(), 204, "{}", again.text());

    let list = ada
        .json(&office, Method::GET, "/api/admin/files", json!(null))
        .await;
    let row = &list.json()["items"][0];
    assert_eq!(
        (
            &row["name"],
            &row["folder"],
            &row["status"],
            &row["version"],
            &row["last_version"]
        ),
        (
            &json!("plan.pdf"),
            &json!("Plans/Kitchen"),
            &json!("draft"),
            &json!(null),
            &json!(1)
        )
    );
    let file = format!("/api/admin/files/{}", row["id"].as_str().unwrap());
    for step in [
        "publication",
        "versions/1/download",
        "versions/1/restoration",
    ] {
        let path = format!("{file}/{step}");
        let answer = ada.json(&office, Method::POST, &path, json!(null)).await;
        assert_eq!(refusal(&answer), refused(409, "being_checked"), "{step}");
    }
    check(&office).await;
    let shown = ada
        .json(&office, Method::GET, &file, json!(null))
        .await
        .json();
    let version = &shown["versions"][0];
    assert_eq!(
        (
            &version["state"],
            &version["media_type"],
            &version["size_bytes"],
            &version["note"]
        ),
        (
            &json!("clean"),
            &json!("application/pdf"),
            &json!(PLAN.len()),
            &json!("First")
        )
    );
    assert_eq!(version["sha256"], hex(&sha256(PLAN)));
    assert_eq!(version["brought_by"], "Ada");
    assert_eq!(shown["version"], 1);
}

#[tokio::test]
async fn what_arrived_before_a_connection_broke_stays() {
    let office = Office::new().await;
    let ada = ada(&office);
    let path = begun(&office, &ada).await;
    let broken = stream::iter([
        Ok(Bytes::from_static(&PLAN[..5])),
        Err(io::Error::from(io::ErrorKind::ConnectionReset)),
    ]);
    let answer = ada.part(&office, &path, 0, Body::from_stream(broken)).await;
    assert_eq!(refusal(&answer), refused(408, "body_incomplete"));
    assert_eq!(ada.standing(&office, &path).await.1.as_deref(), Some("5"));

    // The answer is nobody's any more when its connection is gone.
    let (send, body) = channel();
    let asked = ada.part(&office, &path, 5, body);
    let gone = async {
        send.send(Bytes::from_static(&PLAN[5..9])).await.unwrap();
        // Taken once what came before was handed on.
        send.send(Bytes::new()).await.unwrap();
    };
    tokio::select! {
        _ = asked => panic!("there is more to come"),
        () = gone => {}
    }
    for _ in 0..600 {
        if ada.standing(&office, &path).await.1.as_deref() == Some("9") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let mut answer = ada.part(&office, &path, 9, &PLAN[9..]).await;
    for _ in 0..600 {
        // Until the part before is let go.
        if answer.code() != 423 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        answer = ada.part(&office, &path, 9, &PLAN[9..]).await;
    }
    assert_eq!(answer.code(), 204, "{}", answer.text());
    check(&office).await;
    let list = ada
        .json(&office, Method::GET, "/api/admin/files", json!(null))
        .await
        .json();
    let file = format!(
        "/api/admin/files/{}",
        list["items"][0]["id"].as_str().unwrap()
    );
    let shown = ada
        .json(&office, Method::GET, &file, json!(null))
        .await
        .json();
    assert_eq!(shown["versions"][0]["sha256"], hex(&sha256(PLAN)));
}

/// A body that is written as the test goes on.
fn channel() -> (mpsc::Sender<Bytes>, Body) {
    let (send, take) = mpsc::channel::<Bytes>(1);
    let pieces = stream::unfold(take, |mut take| async move {
        let piece = take.recv().await?;
        Some((Ok::<_, Infallible>(piece), take))
    });
    (send, Body::from_stream(pieces.boxed()))
}

#[tokio::test]
async fn of_two_parts_at_once_one_wins() {
    let office = Office::new().await;
    let ada = ada(&office);
    let path = begun(&office, &ada).await;
    let (send, body) = channel();
    let first = ada.part(&office, &path, 0, body);
    let second = async {
        // Taken as soon as the first has the upload.
        send.send(Bytes::from_static(&PLAN[..4])).await.unwrap();
        send.send(Bytes::from_static(&PLAN[4..8])).await.unwrap();
        let answer = ada.part(&office, &path, 0, PLAN).await;
        drop(send);
        answer
    };
    let (first, second) = tokio::join!(first, second);
    assert_eq!(first.code(), 204, "{}", first.text());
    assert_eq!(refusal(&second), refused(423, "upload_locked"));
    assert_eq!(ada.standing(&office, &path).await.1.as_deref(), Some("8"));
}

#[tokio::test]
async fn an_upload_that_is_given_up_is_gone_even_while_it_arrives() {
    let office = Office::new().await;
    let ada = ada(&office);
    let path = begun(&office, &ada).await;
    let (send, body) = channel();
    let part = ada.part(&office, &path, 0, body);
    let given_up = async {
        send.send(Bytes::from_static(&PLAN[..4])).await.unwrap();
        send.send(Bytes::from_static(&PLAN[4..8])).await.unwrap();
        let headers = [("tus-resumable", "1.0.0")];
        let answer = ada
            .ask(&office, Method::DELETE, &path, &headers, Body::empty())
            .await;
        drop(send);
        answer
    };
    let (part, given_up) = tokio::join!(part, given_up);
    assert_eq!(given_up.code(), 204, "{}", given_up.text());
    assert_eq!(refusal(&part), refused(404, "not_found"));
    assert_eq!(ada.standing(&office, &path).await.0, 404);
    check(&office).await;
    let folder = office.app().config.files_folder();
    let incoming = folder
        .join(office.studio.provider_id.to_string())
        .join("incoming");
    assert_eq!(std::fs::read_dir(incoming).unwrap().count(), 0);
}

#[tokio::test]
async fn a_part_as_long_as_what_is_put_on_the_disk_at_once_ends_its_upload() {
    let office = Office::new().await;
    let ada = ada(&office);
    let meyer = office.meyer_id.to_string();
    let said = [("client_id", meyer.as_str()), ("filename", "large.bin")];
    let bytes = vec![7; 8 * 1024 * 1024];
    let file = ada.bring(&office, &bytes, &said).await;
    let path = format!("/api/admin/files/{file}");
    let shown = ada.json(&office, Method::GET, &path, json!(null)).await;
    assert_eq!(shown.json()["version"], 1, "{}", shown.text());
}

#[tokio::test]
async fn a_part_with_a_checksum_counts_as_a_whole_or_not_at_all() {
    let office = Office::new().await;
    let ada = ada(&office);
    let path = begun(&office, &ada).await;
    let part = async |offset: &str, checksum: &str, body: Body| {
        let mut headers = part_headers(offset).to_vec();
        headers.push(("upload-checksum", checksum));
        ada.ask(&office, Method::PATCH, &path, &headers, body).await
    };
    // SHA-1 and SHA-256 of "hello"; the upload's bytes are what is sent, whatever its name says.
    let (sha1, sha256) = (
        "sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=",
        "sha256 LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=",
    );
    for checksum in [sha1, sha256] {
        let answer = part("0", checksum, Body::from("hallo")).await;
        assert_eq!(refusal(&answer), refused(460, "checksum_mismatch"));
        let broken = stream::iter([
            Ok(Bytes::from_static(b"hello")),
            Err(io::Error::from(io::ErrorKind::ConnectionReset)),
        ]);
        let answer = part("0", checksum, Body::from_stream(broken)).await;
        assert_eq!(refusal(&answer), refused(408, "body_incomplete"));
        assert_eq!(ada.standing(&office, &path).await.1.as_deref(), Some("0"));
    }
    assert_eq!(part("0", sha1, Body::from("hello")).await.code(), 204);
    assert_eq!(part("5", sha256, Body::from("hello")).await.code(), 204);
    assert_eq!(ada.standing(&office, &path).await.1.as_deref(), Some("10"));
    let answer = part("10", "md5 XUFAKrxLKna5cZ2REBfFkg==", Body::from("hello")).await;
    assert_eq!(refusal(&answer), refused(400, "bad_upload"));
    // More than was announced: what was there before stays.
    let answer = ada.part(&office, &path, 10, vec![b'x'; PLAN.len()]).await;
    assert_eq!(refusal(&answer), refused(413, "too_large"));
    assert_eq!(ada.standing(&office, &path).await.1.as_deref(), Some("10"));
}
