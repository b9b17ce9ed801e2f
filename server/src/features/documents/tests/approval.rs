//! Internal approval through HTTP (D3): every step by every role, four eyes, and that clients see nothing of it.

use http::Method;
use serde_json::{Value, json};

use super::{act, client_path, content, draft, publish};
use crate::{
    features::sign_in_settings::offer_to_staff,
    params, scoped,
    testing::{Answer, Office, Visitor, cast::STAFF},
};

/// Quotes demand approval from now on.
async fn require_approval(office: &Office) {
    let write = office.app().db.write(&office.ada).await.unwrap();
    let set = scoped!(
        "update document_type as t set requires_approval = $4 where {provider:t} and t.type_key = 'quote'"
    );
    write.exec(set, params![true]).await.unwrap();
    write.commit().await.unwrap();
}

async fn four_eyes(office: &Office) {
    let path = "/api/admin/settings/documents";
    let body = json!({ "four_eyes": true });
    let set = office.ada(Method::PATCH, path, Some(&body)).await;
    assert_eq!(set.json()["four_eyes"], true, "{}", set.text());
}

/// Another of the staff, signed in.
async fn colleague<'a>(office: &'a Office, name: &str, role: &str) -> Visitor<'a> {
    let provider_id = office.studio.provider_id;
    offer_to_staff(office.app(), provider_id).await.unwrap();
    let email = format!("{}@studio.example", name.to_lowercase());
    office.test.add_staff(provider_id, name, &email, role).await;
    office.test.staff_signed_in(&email).await
}

async fn by(who: &Visitor<'_>, id: &str, step: &str, body: &Value) -> Answer {
    let path = format!("/api/admin/documents/{id}/{step}");
    who.post(STAFF, &path, body).await
}

async fn save(office: &Office, id: &str, revision: i64, intro: &str) -> Answer {
    let mut other = content();
    other["intro"] = json!(intro);
    let body = json!({ "draft_revision": revision, "title": "Kitchen", "content": other });
    let path = format!("/api/admin/documents/{id}/draft");
    office.ada(Method::PUT, &path, Some(&body)).await
}

fn is(answer: &Answer, status: u16, code: &str) {
    let got = answer.json();
    let got = got["code"].as_str().unwrap_or_default();
    assert_eq!((answer.code(), got), (status, code), "{}", answer.text());
}

/// Brings a new quote to a status.
async fn at(office: &Office, status: &str) -> String {
    let id = draft(office, "Kitchen", &content()).await;
    let one = json!({ "draft_revision": 1 });
    let no = json!({ "draft_revision": 1, "reason": "Too cheap" });
    let nothing = json!({});
    let steps: &[(&str, &Value)] = match status {
        "draft" => &[],
        "pending" => &[("submission", &nothing)],
        "approved" => &[("submission", &nothing), ("approval", &one)],
        "rejected" => &[("submission", &nothing), ("rejection", &no)],
        "published" => &[
            ("submission", &nothing),
            ("approval", &one),
            ("publication", &nothing),
        ],
        _ => &[
            ("submission", &nothing),
            ("approval", &one),
            ("publication", &nothing),
            ("withdrawal", &nothing),
        ],
    };
    for (step, body) in steps {
        let done = act(office, &id, step, body).await;
        assert_eq!(done.code(), 200, "{step}: {}", done.text());
    }
    id
}

#[tokio::test]
async fn whoever_writes_a_document_reads_whether_four_eyes_are_asked_for_and_administrators_say_so()
{
    let office = Office::new().await;
    let member = colleague(&office, "Max", "member").await;
    let path = "/api/admin/settings/documents";
    let read = member.get(STAFF, path).await;
    assert_eq!(
        read.json(),
        json!({ "four_eyes": false }),
        "{}",
        read.text()
    );
    four_eyes(&office).await;
    assert_eq!(member.get(STAFF, path).await.json()["four_eyes"], true);
    let refused = member
        .send(
            Method::PATCH,
            STAFF,
            path,
            Some(&json!({ "four_eyes": false })),
        )
        .await;
    assert_eq!(refused.code(), 403, "{}", refused.text());
    assert_eq!(member.get(STAFF, path).await.json()["four_eyes"], true);
}

#[tokio::test]
async fn every_step_from_every_status_by_a_lead_and_by_a_member() {
    let office = Office::new().await;
    require_approval(&office).await;
    let lead = colleague(&office, "Lea", "lead").await;
    let member = colleague(&office, "Max", "member").await;
    let steps = [
        "submission",
        "approval",
        "rejection",
        "reopening",
        "publication",
        "withdrawal",
    ];
    // What a lead gets, then what a member gets; a refused role comes before a wrong status.
    let table: [(&str, [u16; 6], [u16; 6]); 6] = [
        (
            "draft",
            [200, 409, 409, 409, 409, 409],
            [200, 403, 403, 409, 403, 403],
        ),
        (
            "pending",
            [409, 200, 200, 409, 409, 409],
            [409, 403, 403, 409, 403, 403],
        ),
        (
            "approved",
            [409, 409, 409, 409, 200, 409],
            [409, 403, 403, 409, 403, 403],
        ),
        (
            "rejected",
            [409, 409, 409, 200, 409, 409],
            [409, 403, 403, 200, 403, 403],
        ),
        (
            "published",
            [200, 409, 409, 409, 409, 200],
            [200, 403, 403, 409, 403, 403],
        ),
        (
            "withdrawn",
            [409, 409, 409, 409, 409, 409],
            [409, 403, 403, 409, 403, 403],
        ),
    ];
    for (status, leads, members) in table {
        for (who, expected) in [(&lead, leads), (&member, members)] {
            for (step, expected) in steps.iter().zip(expected) {
                let id = at(&office, status).await;
                let body = match *step {
                    "approval" => json!({ "draft_revision": 1 }),
                    "rejection" => json!({ "draft_revision": 1, "reason": "No" }),
                    _ => json!({}),
                };
                let may = who
                    .get(STAFF, &format!("/api/admin/documents/{id}"))
                    .await
                    .json()["may"]
                    .clone();
                let done = by(who, &id, step, &body).await;
                assert_eq!(done.code(), expected, "{status} {step}: {}", done.text());
                let word = match *step {
                    "submission" => "submit",
                    "approval" | "rejection" => "approve",
                    "reopening" => "reopen",
                    "publication" => "publish",
                    _ => "withdraw",
                };
                assert_eq!(may[word], json!(expected == 200), "{status} {word}");
            }
        }
    }
}

#[tokio::test]
async fn a_draft_is_published_as_it_was_approved_or_not_at_all() {
    let office = Office::new().await;
    require_approval(&office).await;
    let id = draft(&office, "Kitchen", &content()).await;
    is(
        &act(&office, &id, "publication", &json!({})).await,
        409,
        "approval_missing",
    );
    let pending = act(&office, &id, "submission", &json!({})).await.json();
    assert_eq!(
        (&pending["status"], &pending["approval"]["state"]),
        (&json!("pending"), &json!("pending"))
    );
    assert_eq!(pending["approval"]["submitted_by"]["name"], "Ada");
    is(&save(&office, &id, 1, "Changed").await, 409, "bad_status");
    let old = act(&office, &id, "approval", &json!({ "draft_revision": 0 })).await;
    is(&old, 409, "draft_changed");
    assert_eq!(old.json()["draft_revision"], 1);
    let approved = act(
        &office,
        &id,
        "approval",
        &json!({ "draft_revision": 1, "comment": "Fine" }),
    )
    .await
    .json();
    assert_eq!(
        (&approved["status"], &approved["approval"]["comment"]),
        (&json!("approved"), &json!("Fine"))
    );
    is(&save(&office, &id, 1, "Changed").await, 409, "bad_status");
    publish(&office, &id).await;

    // The next version goes the same way, while its client sees the one before.
    assert_eq!(save(&office, &id, 1, "Second").await.code(), 200);
    is(
        &act(&office, &id, "publication", &json!({})).await,
        409,
        "approval_missing",
    );
    let pending = act(&office, &id, "submission", &json!({})).await.json();
    assert_eq!(
        (&pending["status"], &pending["approval"]["state"]),
        (&json!("published"), &json!("pending"))
    );
    is(&save(&office, &id, 2, "Third").await, 409, "bad_status");
    let longer = json!({ "valid_until": "2027-01-31" });
    is(
        &act(&office, &id, "extension", &longer).await,
        409,
        "bad_status",
    );
    assert_eq!(
        act(&office, &id, "approval", &json!({ "draft_revision": 2 }))
            .await
            .code(),
        200
    );
    assert_eq!(publish(&office, &id).await["published_version"], 2);
}

#[tokio::test]
async fn a_rejected_draft_comes_back_with_its_reason_and_asks_again() {
    let office = Office::new().await;
    let member = colleague(&office, "Max", "member").await;
    let id = draft(&office, "Kitchen", &content()).await;
    assert_eq!(by(&member, &id, "submission", &json!({})).await.code(), 200);
    let wordless = json!({ "draft_revision": 1, "reason": "  " });
    is(
        &act(&office, &id, "rejection", &wordless).await,
        422,
        "invalid",
    );
    let no = json!({ "draft_revision": 1, "reason": "Too cheap" });
    let rejected = act(&office, &id, "rejection", &no).await.json();
    assert_eq!(
        (&rejected["status"], &rejected["approval"]["comment"]),
        (&json!("rejected"), &json!("Too cheap"))
    );
    let mail = office
        .test
        .last_message(office.studio.provider_id, "max@studio.example")
        .await;
    assert!(mail.contains("Too cheap") && mail.contains(&id), "{mail}");
    is(&save(&office, &id, 1, "Dearer").await, 409, "bad_status");
    assert_eq!(
        by(&member, &id, "reopening", &json!({})).await.json()["status"],
        "draft"
    );
    assert_eq!(save(&office, &id, 1, "Dearer").await.code(), 200);
    assert_eq!(
        by(&member, &id, "submission", &json!({})).await.json()["status"],
        "pending"
    );
    let yes = json!({ "draft_revision": 2 });
    assert_eq!(
        act(&office, &id, "approval", &yes).await.json()["status"],
        "approved"
    );
    let mail = office
        .test
        .last_message(office.studio.provider_id, "max@studio.example")
        .await;
    assert!(mail.contains("approved"), "{mail}");
    // Quotes need no approval, so that a member may publish them, approved or not.
    assert_eq!(
        by(&member, &id, "publication", &json!({})).await.code(),
        200
    );
}

#[tokio::test]
async fn four_eyes_are_neither_the_authors_nor_the_savers_nor_the_submitters() {
    let office = Office::new().await;
    four_eyes(&office).await;
    let lea = colleague(&office, "Lea", "lead").await;
    let yes = json!({ "draft_revision": 1 });
    // Ada wrote it, Lea submits: neither approves.
    let id = draft(&office, "Kitchen", &content()).await;
    by(&lea, &id, "submission", &json!({})).await;
    is(&act(&office, &id, "approval", &yes).await, 403, "four_eyes");
    is(&by(&lea, &id, "approval", &yes).await, 403, "four_eyes");
    let no = json!({ "draft_revision": 1, "reason": "No" });
    is(&by(&lea, &id, "rejection", &no).await, 403, "four_eyes");
    let waiting = "/api/admin/documents?status=pending&waits_for_me=true";
    assert_eq!(
        office.ada(Method::GET, waiting, None).await.json()["items"],
        json!([])
    );
    let tom = colleague(&office, "Tom", "lead").await;
    assert_eq!(
        tom.get(STAFF, waiting).await.json()["items"][0]["id"],
        json!(id)
    );
    assert_eq!(by(&tom, &id, "approval", &yes).await.code(), 200);
    assert_eq!(tom.get(STAFF, waiting).await.json()["items"], json!([]));
    // Tom saved it last, Ada submits: Lea may.
    let id = draft(&office, "Bath", &content()).await;
    let body = json!({ "draft_revision": 1, "title": "Bath", "content": content() });
    let path = format!("/api/admin/documents/{id}/draft");
    assert_eq!(
        tom.send(Method::PUT, STAFF, &path, Some(&body))
            .await
            .code(),
        200
    );
    act(&office, &id, "submission", &json!({})).await;
    let yes = json!({ "draft_revision": 2 });
    is(&by(&tom, &id, "approval", &yes).await, 403, "four_eyes");
    assert_eq!(by(&lea, &id, "approval", &yes).await.code(), 200);
    // A member approves nothing, and nothing waits for it.
    let max = colleague(&office, "Max", "member").await;
    assert_eq!(max.get(STAFF, waiting).await.json()["items"], json!([]));
    is(
        &by(&max, &id, "approval", &yes).await,
        403,
        "permission_missing",
    );
}

#[tokio::test]
async fn two_who_approve_at_once_approve_once() {
    let office = Office::new().await;
    let id = at(&office, "pending").await;
    let (yes, no) = (
        json!({ "draft_revision": 1 }),
        json!({ "draft_revision": 1, "reason": "No" }),
    );
    let (one, two) = tokio::join!(
        act(&office, &id, "approval", &yes),
        act(&office, &id, "rejection", &no)
    );
    let mut codes = [one.code(), two.code()];
    codes.sort_unstable();
    assert_eq!(codes, [200, 409], "{} {}", one.text(), two.text());
}

#[tokio::test]
async fn what_cannot_be_published_cannot_be_submitted() {
    let office = Office::new().await;
    let mut empty = content();
    empty["blocks"][1]["title"] = json!("");
    let id = draft(&office, "Unfinished", &empty).await;
    let refused = act(&office, &id, "submission", &json!({})).await;
    is(&refused, 422, "invalid");
    assert_eq!(
        refused.json()["errors"][0]["field"],
        "content.blocks[1].title"
    );
}

#[tokio::test]
async fn clients_see_nothing_of_what_waits_for_approval() {
    let office = Office::new().await;
    require_approval(&office).await;
    let canary = "canary-pending";
    let mut secret = content();
    secret["intro"] = json!(canary);
    let hidden = draft(&office, canary, &secret).await;
    let seen = at(&office, "published").await;
    let body = json!({ "draft_revision": 1, "title": canary, "content": secret });
    let path = format!("/api/admin/documents/{seen}/draft");
    office.ada(Method::PUT, &path, Some(&body)).await;
    for id in [&hidden, &seen] {
        assert_eq!(act(&office, id, "submission", &json!({})).await.code(), 200);
    }
    let document = office
        .ada(Method::GET, &format!("/api/admin/documents/{seen}"), None)
        .await
        .json();
    let paths = [
        client_path(&document),
        "/api/client/documents".into(),
        "/api/client/documents?q=canary".into(),
        "/api/client/action-items".into(),
        "/api/client/decisions".into(),
    ];
    for path in paths {
        let answer = office.read(&office.ben, &path).await;
        assert_eq!(answer.code(), 200, "{path}");
        assert!(!answer.text().contains(canary), "{path}: {}", answer.text());
    }
    let gone = office
        .read(&office.ben, "/api/client/documents/2026/canary-pending")
        .await;
    assert_eq!(gone.code(), 404);
}
