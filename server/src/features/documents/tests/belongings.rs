//! What belongs to a draft: who is at work on it, its pictures, and what it begins with.

use std::time::Duration;

use axum::body::Body;
use http::{Method, Request};
use serde_json::{Value, json};

use super::{act, client_path, content, draft, publish};
use crate::{
    features::sign_in_settings::offer_to_staff,
    testing::{Answer, Office, Visitor, cast::STAFF},
};

const TEMPLATES: &str = "/api/admin/document-templates";

async fn colleague<'a>(office: &'a Office, name: &str, role: &str) -> Visitor<'a> {
    let provider_id = office.studio.provider_id;
    offer_to_staff(office.app(), provider_id).await.unwrap();
    let email = format!("{}@studio.example", name.to_lowercase());
    office.test.add_staff(provider_id, name, &email, role).await;
    office.test.staff_signed_in(&email).await
}

fn code(answer: &Answer) -> (u16, String) {
    let word = answer.json()["code"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (answer.code(), word)
}

fn refused(status: u16, word: &str) -> (u16, String) {
    (status, word.to_owned())
}

/// A picture of two by three pixels that says where it was taken.
fn picture() -> Vec<u8> {
    let chunk = |kind: &[u8], data: &[u8]| {
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&length[..], kind, data, b"crc!"].concat()
    };
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &[0, 0, 0, 2, 0, 0, 0, 3, 8, 2, 0, 0, 0]),
        chunk(b"tEXt", b"GPS canary"),
        chunk(b"IDAT", b"pixels"),
        chunk(b"IEND", b""),
    ]
    .concat()
}

async fn upload(office: &Office, id: &str, media_type: &str, bytes: Vec<u8>) -> Answer {
    let request = Request::builder()
        .method(Method::POST)
        .uri(format!("/api/admin/documents/{id}/images"))
        .header("host", STAFF)
        .header(
            "cookie",
            format!("__Host-portico-staff={}", office.ada.session_id),
        )
        .header("content-type", media_type);
    office
        .test
        .answer(request.body(Body::from(bytes)).unwrap())
        .await
}

/// The usual content with a picture and a place to sign.
fn with_picture(image: &Value) -> Value {
    let mut content = content();
    let blocks = content["blocks"].as_array_mut().unwrap();
    blocks.push(json!({ "type": "images", "id": "pics", "layout": "wide", "images": [
        { "image_id": image["id"], "sha256": image["sha256"], "alt": "The kitchen", "caption": "Today" }] }));
    blocks.push(
        json!({ "type": "signature", "id": "sign", "label": "Place, date", "signer": "client" }),
    );
    content
}

async fn save(office: &Office, id: &str, revision: i64, content: &Value) {
    let body = json!({ "draft_revision": revision, "title": "Kitchen", "content": content });
    let path = format!("/api/admin/documents/{id}/draft");
    let saved = office.ada(Method::PUT, &path, Some(&body)).await;
    assert_eq!(saved.code(), 200, "{}", saved.text());
}

#[tokio::test]
async fn whoever_opens_a_draft_learns_who_else_is_there() {
    let office = Office::new().await;
    let id = draft(&office, "Kitchen", &content()).await;
    let path = format!("/api/admin/documents/{id}/editing");
    let lea = colleague(&office, "Lea", "lead").await;
    let tab = |n: u8| json!({ "editor_id": format!("018f0000-0000-7000-8000-0000000000{n:02}") });
    let others = |answer: Answer| {
        assert_eq!(answer.code(), 200, "{}", answer.text());
        let rows = answer.json()["others"].as_array().unwrap().clone();
        let row = |row: &Value| {
            (
                row["name"].as_str().unwrap().to_owned(),
                row["is_me"] == true,
            )
        };
        rows.iter().map(row).collect::<Vec<_>>()
    };
    let ada = async |n: u8| others(office.ada(Method::PUT, &path, Some(&tab(n))).await);
    assert_eq!(ada(1).await, []);
    assert_eq!(ada(2).await, [("Ada".to_owned(), true)]);
    let seen = others(lea.send(Method::PUT, STAFF, &path, Some(&tab(3))).await);
    assert_eq!(seen, [("Ada".to_owned(), false), ("Ada".to_owned(), false)]);
    let gone = office
        .ada(
            Method::DELETE,
            &format!("{path}/018f0000-0000-7000-8000-000000000002"),
            None,
        )
        .await;
    assert_eq!(gone.code(), 204);
    assert_eq!(ada(1).await, [("Lea".to_owned(), false)]);
    office.test.clock.advance(Duration::from_secs(30));
    assert_eq!(ada(1).await, [("Lea".to_owned(), false)]);
    office.test.clock.advance(Duration::from_secs(15));
    assert_eq!(ada(1).await, []);
    let nowhere = "/api/admin/documents/018f0000-0000-7000-8000-000000000000/editing";
    assert_eq!(
        office.ada(Method::PUT, nowhere, Some(&tab(1))).await.code(),
        404
    );
    // A draft that somebody looks at can be thrown away.
    let gone = office
        .ada(Method::DELETE, &format!("/api/admin/documents/{id}"), None)
        .await;
    assert_eq!(gone.code(), 204, "{}", gone.text());
}

#[tokio::test]
async fn a_page_asks_thirty_times_a_minute_at_most() {
    let office = Office::new().await;
    let id = draft(&office, "Kitchen", &content()).await;
    let path = format!("/api/admin/documents/{id}/editing");
    let tab = json!({ "editor_id": "018f0000-0000-7000-8000-000000000001" });
    for n in 0..31 {
        let answer = office.ada(Method::PUT, &path, Some(&tab)).await;
        assert_eq!(answer.code(), if n < 30 { 200 } else { 429 }, "{n}");
    }
}

#[tokio::test]
async fn a_picture_stands_in_the_version_and_tells_nothing_of_who_took_it() {
    let office = Office::new().await;
    let id = draft(&office, "Kitchen", &content()).await;
    let made = upload(&office, &id, "image/png", picture()).await;
    assert_eq!(made.code(), 201, "{}", made.text());
    let image = made.json();
    assert_eq!(
        (&image["media_type"], &image["width"], &image["height"]),
        (&json!("image/png"), &json!(2), &json!(3))
    );
    save(&office, &id, 1, &with_picture(&image)).await;
    let preview = office
        .ada(
            Method::GET,
            &format!("/api/admin/documents/{id}/preview"),
            None,
        )
        .await
        .json();
    assert_eq!(
        preview["content"]["blocks"][5]["images"][0]["url"],
        image["url"]
    );
    let document = publish(&office, &id).await;
    assert_eq!(document["images"][0]["id"], image["id"]);

    let page = client_path(&document);
    let shown = office.read(&office.ben, &page).await.json();
    let block = &shown["content"]["blocks"][5];
    assert_eq!(
        (
            &block["layout"],
            &block["images"][0]["alt"],
            &block["images"][0]["height"]
        ),
        (&json!("wide"), &json!("The kitchen"), &json!(3))
    );
    assert_eq!(shown["content"]["blocks"][6]["answered"], Value::Null);
    let url = format!("/{}", block["images"][0]["url"].as_str().unwrap());
    let got = office.read(&office.ben, &url).await;
    assert_eq!(
        (got.code(), &got.headers["content-type"]),
        (200, &"image/png".parse().unwrap())
    );
    assert_eq!(got.headers["x-content-type-options"], "nosniff");
    assert!(
        got.headers["cache-control"]
            .to_str()
            .unwrap()
            .starts_with("private")
    );
    assert!(
        got.headers["content-disposition"]
            .to_str()
            .unwrap()
            .starts_with("inline; filename=")
    );
    assert!(
        got.headers["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("sandbox")
    );
    assert!(!got.text().contains("canary") && got.text().contains("pixels"));
    // Another client's contact gets nothing, and a picture that a version holds stays.
    assert_eq!(office.read(&office.nora, &url).await.code(), 404);
    let staff = image["url"].as_str().unwrap();
    assert_eq!(office.ada(Method::GET, staff, None).await.code(), 200);
    assert_eq!(
        code(&office.ada(Method::DELETE, staff, None).await),
        refused(409, "in_use")
    );

    // A newer version without it: those who accepted the one before go on seeing it, others do not.
    let answer = json!({ "version_hash": shown["version_hash"], "payment": "full",
                         "options": [{ "option_id": "small", "quantity": 1 }] });
    let accepted = office
        .send(&office.ben, &format!("{page}/response"), "k", &answer)
        .await;
    assert_eq!(accepted.code(), 201, "{}", accepted.text());
    let signed = office.read(&office.ben, &page).await.json();
    assert_eq!(signed["content"]["blocks"][6]["answered"]["by"], "Ben");
    act(&office, &id, "revision", &json!({})).await;
    save(&office, &id, 2, &content()).await;
    publish(&office, &id).await;
    assert_eq!(office.read(&office.ben, &url).await.code(), 200);
}

#[tokio::test]
async fn a_picture_of_a_draft_is_not_the_clients_to_see() {
    let office = Office::new().await;
    let id = draft(&office, "Kitchen", &content()).await;
    let document = publish(&office, &id).await;
    let image = upload(&office, &id, "image/png", picture()).await.json();
    save(&office, &id, 1, &with_picture(&image)).await;
    let url = format!(
        "{}/images/{}",
        client_path(&document),
        image["id"].as_str().unwrap()
    );
    assert_eq!(office.read(&office.ben, &url).await.code(), 404);
    let newer = publish(&office, &id).await;
    assert_ne!(newer["version_hash"], document["version_hash"]);
    assert_eq!(office.read(&office.ben, &url).await.code(), 200);
}

#[tokio::test]
async fn only_pictures_come_in_and_only_known_ones_go_out() {
    let office = Office::new().await;
    let id = draft(&office, "Kitchen", &content()).await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec();
    assert_eq!(
        upload(&office, &id, "image/svg+xml", svg.clone())
            .await
            .code(),
        415
    );
    assert_eq!(
        code(&upload(&office, &id, "image/png", svg).await),
        refused(422, "not_an_image")
    );
    assert_eq!(
        upload(&office, &id, "image/png", vec![0; 6 << 20])
            .await
            .code(),
        413
    );
    let nobodys = json!({ "id": "018f0000-0000-7000-8000-000000000000", "sha256": "00" });
    save(&office, &id, 1, &with_picture(&nobodys)).await;
    let unknown = act(&office, &id, "publication", &json!({})).await;
    assert_eq!(unknown.code(), 422);
    let fault = &unknown.json()["errors"][0];
    assert_eq!(
        (&fault["field"], &fault["code"]),
        (
            &json!("content.blocks[5].images[0].image_id"),
            &json!("unknown_image")
        )
    );
    for n in 0..41 {
        let answer = upload(&office, &id, "image/png", picture()).await;
        let expected = if n < 40 {
            (201, String::new())
        } else {
            refused(422, "too_many_images")
        };
        assert_eq!(code(&answer), expected, "{n}");
    }
    let gone = office
        .ada(Method::DELETE, &format!("/api/admin/documents/{id}"), None)
        .await;
    assert_eq!(gone.code(), 204, "{}", gone.text());
}

#[tokio::test]
async fn a_template_begins_documents_without_what_belonged_to_one_occasion() {
    let office = Office::new().await;
    let id = draft(&office, "Kitchen", &content()).await;
    let body = json!({ "document_id": id, "name": " Usual kitchen " });
    let made = office.ada(Method::POST, TEMPLATES, Some(&body)).await;
    assert_eq!(made.code(), 201, "{}", made.text());
    let made = made.json();
    assert_eq!(
        (
            &made["name"],
            &made["type"],
            &made["title"],
            &made["blocks"]
        ),
        (
            &json!("Usual kitchen"),
            &json!("quote"),
            &json!("Kitchen"),
            &json!(5)
        )
    );
    let again = office.ada(Method::POST, TEMPLATES, Some(&body)).await;
    assert_eq!(code(&again), refused(409, "name_taken"));
    let begun =
        json!({ "client_id": office.meyer_id, "template_id": made["id"], "title": "For Meyer" });
    let begun = office
        .ada(Method::POST, "/api/admin/documents", Some(&begun))
        .await;
    assert_eq!(begun.code(), 201, "{}", begun.text());
    let begun = begun.json();
    assert_eq!(
        (
            &begun["type"],
            &begun["draft"]["intro"],
            &begun["draft"]["valid_until"],
            &begun["number"]
        ),
        (&json!("quote"), &json!("Hello"), &Value::Null, &Value::Null)
    );
    let unknown = json!({ "client_id": office.meyer_id, "title": "x",
                          "template_id": "018f0000-0000-7000-8000-000000000000" });
    let unknown = office
        .ada(Method::POST, "/api/admin/documents", Some(&unknown))
        .await;
    assert_eq!(unknown.json()["errors"][0]["code"], "unknown_template");

    let image = upload(&office, &id, "image/png", picture()).await.json();
    save(&office, &id, 1, &with_picture(&image)).await;
    let pictured = json!({ "document_id": id, "name": "With a picture" });
    let pictured = office.ada(Method::POST, TEMPLATES, Some(&pictured)).await;
    assert_eq!(
        pictured.json()["errors"][0]["code"],
        "has_images",
        "{}",
        pictured.text()
    );
}

#[tokio::test]
async fn a_template_is_renamed_by_anybody_and_removed_by_its_author_or_a_lead() {
    let office = Office::new().await;
    let id = draft(&office, "Kitchen", &content()).await;
    let max = colleague(&office, "Max", "member").await;
    let make = async |who: Option<&Visitor<'_>>, name: &str| {
        let body = json!({ "document_id": id, "name": name });
        let made = match who {
            Some(who) => who.post(STAFF, TEMPLATES, &body).await,
            None => office.ada(Method::POST, TEMPLATES, Some(&body)).await,
        };
        format!("{TEMPLATES}/{}", made.json()["id"].as_str().unwrap())
    };
    let (adas, maxs) = (make(None, "Ada's").await, make(Some(&max), "Max's").await);
    let name = |name: &str| json!({ "name": name });
    let taken = max
        .send(Method::PATCH, STAFF, &maxs, Some(&name("Ada's")))
        .await;
    assert_eq!(code(&taken), refused(409, "name_taken"));
    let renamed = max
        .send(Method::PATCH, STAFF, &adas, Some(&name("Ours")))
        .await;
    assert_eq!(renamed.json()["name"], "Ours", "{}", renamed.text());
    let listed = max
        .get(STAFF, &format!("{TEMPLATES}?type=quote"))
        .await
        .json();
    let names: Vec<&str> = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Max's", "Ours"]);
    let none = max
        .get(STAFF, &format!("{TEMPLATES}?type=plan"))
        .await
        .json();
    assert_eq!(none["items"], json!([]));
    let kept = max.send(Method::DELETE, STAFF, &adas, None).await;
    assert_eq!(code(&kept), refused(403, "permission_missing"));
    assert_eq!(
        max.send(Method::DELETE, STAFF, &maxs, None).await.code(),
        204
    );
    assert_eq!(office.ada(Method::DELETE, &adas, None).await.code(), 204);
}

#[tokio::test]
async fn a_copy_has_the_words_and_the_pictures_and_none_of_the_history() {
    let office = Office::new().await;
    let id = draft(&office, "Kitchen", &content()).await;
    let image = upload(&office, &id, "image/png", picture()).await.json();
    save(&office, &id, 1, &with_picture(&image)).await;
    publish(&office, &id).await;
    let copied = act(
        &office,
        &id,
        "duplication",
        &json!({ "title": "Second kitchen" }),
    )
    .await;
    assert_eq!(copied.code(), 201, "{}", copied.text());
    let copied = copied.json();
    assert_eq!(
        (
            &copied["status"],
            &copied["number"],
            &copied["title"],
            &copied["client"]["name"]
        ),
        (
            &json!("draft"),
            &Value::Null,
            &json!("Second kitchen"),
            &json!("Meyer")
        )
    );
    assert_eq!(
        (&copied["draft"]["valid_until"], &copied["draft"]["intro"]),
        (&Value::Null, &json!("Hello"))
    );
    assert_eq!(copied["images"][0]["id"], image["id"]);
    let second = publish(&office, copied["id"].as_str().unwrap()).await;
    assert_eq!(second["number"], "Q-2026-0002");
    let other = json!({ "client_id": office.nora.client_id });
    let other = act(&office, &id, "duplication", &other).await.json();
    assert_eq!(
        (&other["client"]["name"], &other["title"]),
        (&json!("Novak"), &json!("Kitchen"))
    );
}
