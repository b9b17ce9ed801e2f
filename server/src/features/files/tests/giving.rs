//! How bytes are given out: at an address of one session, for a while, whole or in part, and never to be run.

use std::time::Duration;

use axum::body::Body;
use http::Method;
use serde_json::json;

use super::{ada, contact, published, refusal, refused, text};
use crate::testing::{Answer, Office};

const BYTES: &[u8] = b"0123456789";

#[tokio::test]
async fn a_download_address_is_good_for_its_session_alone() {
    let office = Office::new().await;
    let (ada, ben, vera) = (
        ada(&office),
        contact(&office, &office.ben),
        contact(&office, &office.vera),
    );
    let file = published(&office, "Grundriß.txt", BYTES).await;
    let url = ben.address(&office, &file, 1).await;
    let read = async |asker: &super::Asker, url: &str| {
        asker
            .ask(&office, Method::GET, url, &[], Body::empty())
            .await
    };
    let answer = read(&ben, &url).await;
    assert_eq!((answer.code(), &answer.bytes[..]), (200, BYTES));
    for (name, expected) in [
        ("content-type", "text/plain; charset=utf-8"),
        (
            "content-disposition",
            "attachment; filename=\"Grundri_.txt\"; filename*=UTF-8''Grundri%C3%9F.txt",
        ),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "private, no-store"),
        ("accept-ranges", "bytes"),
        ("content-length", "10"),
    ] {
        assert_eq!(text(&answer, name).as_deref(), Some(expected), "{name}");
    }
    let policy = text(&answer, "content-security-policy").unwrap();
    assert!(policy.ends_with("sandbox"), "{policy}");
    let of_staff = ada.address(&office, &file, 1).await;
    assert_eq!(&read(&ada, &of_staff).await.bytes[..], BYTES);
    let token = url.rsplit('/').next().unwrap();
    let other = of_staff.rsplit('/').next().unwrap();
    for (asker, url) in [
        (&vera, url.clone()),
        (&ben, url.replace(token, other)),
        (&ben, format!("{url}x")),
        (&ben, url.replace(token, "made-up")),
        (&ada, of_staff.replace(other, token)),
    ] {
        assert_eq!(
            refusal(&read(asker, &url).await),
            refused(404, "not_found"),
            "{url}"
        );
    }
    let nobody = office.test.get(&office.host, &url).await;
    assert_eq!(nobody.code(), 401);
    office.test.clock.advance(Duration::from_secs(15 * 60 - 1));
    assert_eq!(read(&ben, &url).await.code(), 200);
    office.test.clock.advance(Duration::from_secs(1));
    assert_eq!(refusal(&read(&ben, &url).await), refused(410, "gone"));
    assert_eq!(refusal(&read(&ada, &of_staff).await), refused(410, "gone"));
    // What was taken back is over at once.
    let url = ben.address(&office, &file, 1).await;
    let path = format!("/api/admin/files/{file}/withdrawal");
    assert_eq!(
        ada.json(&office, Method::POST, &path, json!(null))
            .await
            .code(),
        200
    );
    assert_eq!(refusal(&read(&ben, &url).await), refused(410, "gone"));
    let path = format!("/api/client/files/{file}/versions/1/download");
    let answer = ben.json(&office, Method::POST, &path, json!(null)).await;
    assert_eq!(refusal(&answer), refused(404, "not_found"));
}

#[tokio::test]
async fn a_part_of_a_file_is_given_out_too() {
    let office = Office::new().await;
    let ben = contact(&office, &office.ben);
    let file = published(&office, "a.txt", BYTES).await;
    let url = ben.address(&office, &file, 1).await;
    let part = async |headers: &[super::Said<'_>]| -> Answer {
        ben.ask(&office, Method::GET, &url, headers, Body::empty())
            .await
    };
    let whole = part(&[]).await;
    let tag = text(&whole, "etag").unwrap();
    let answer = part(&[("range", "bytes=2-4")]).await;
    assert_eq!((answer.code(), &answer.bytes[..]), (206, &BYTES[2..5]));
    assert_eq!(
        text(&answer, "content-range").as_deref(),
        Some("bytes 2-4/10")
    );
    assert_eq!(text(&answer, "content-length").as_deref(), Some("3"));
    let answer = part(&[("range", "bytes=-3"), ("if-range", &tag)]).await;
    assert_eq!((answer.code(), &answer.bytes[..]), (206, &BYTES[7..]));
    let answer = part(&[("range", "bytes=2-4"), ("if-range", "\"other\"")]).await;
    assert_eq!((answer.code(), &answer.bytes[..]), (200, BYTES));
    let answer = part(&[("range", "bytes=10-")]).await;
    assert_eq!((answer.code(), answer.bytes.len()), (416, 0));
    assert_eq!(
        text(&answer, "content-range").as_deref(),
        Some("bytes */10")
    );
    let head = ben
        .ask(&office, Method::HEAD, &url, &[], Body::empty())
        .await;
    assert_eq!(text(&head, "content-length").as_deref(), Some("10"));
}

#[tokio::test]
async fn what_a_browser_could_run_is_only_bytes() {
    let office = Office::new().await;
    let ben = contact(&office, &office.ben);
    for (name, bytes) in [
        (
            "page.html",
            &b"<!doctype html><script>alert(1)</script>"[..],
        ),
        (
            "picture.png",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        ),
        ("notes.txt", b"<?xml version='1.0'?><a/>"),
        ("nothing", b""),
    ] {
        let file = published(&office, name, bytes).await;
        let url = ben.address(&office, &file, 1).await;
        let answer = ben
            .ask(&office, Method::GET, &url, &[], Body::empty())
            .await;
        assert_eq!((answer.code(), &answer.bytes[..]), (200, bytes), "{name}");
        let expected = if bytes.is_empty() {
            "text/plain; charset=utf-8"
        } else {
            "application/octet-stream"
        };
        assert_eq!(
            text(&answer, "content-type").as_deref(),
            Some(expected),
            "{name}"
        );
        let disposition = text(&answer, "content-disposition").unwrap();
        assert!(disposition.starts_with("attachment;"), "{disposition}");
    }
}
