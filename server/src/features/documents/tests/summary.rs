//! What lists show stands beside what it is taken from: both say the same after everything that changes either.

use http::Method;
use serde_json::{Value, json};

use super::{act, client_path, content, draft, publish};
use crate::{
    db::{Date, FromJson},
    features::documents::{content::Content, summary::Summary, version::Frozen},
    params, row, scoped,
    testing::Office,
};

row! {
    struct KeptDraft {
        draft: FromJson<Content>,
        draft_currency: String,
        draft_total_minor: Option<i64>,
        draft_valid_until: Option<Date>,
    }
}

row! {
    struct KeptVersion {
        content: Vec<u8>,
        version: i64,
        number: String,
        title: String,
        currency: String,
        total_minor_from: Option<i64>,
        fixed_total_minor: Option<i64>,
    }
}

/// Reads every draft and every version, and compares; how many versions there are.
async fn compare(office: &Office, after: &str) -> usize {
    let read = office.app().db.read(&office.ada).await.unwrap();
    let drafts = scoped!(
        "select d.draft, d.draft_currency, d.draft_total_minor, d.draft_valid_until
         from document d where {project:d} and {org:d}"
    );
    let drafts: Vec<KeptDraft> = read.list(drafts, params![]).await.unwrap();
    assert!(!drafts.is_empty(), "{after}");
    for kept in drafts {
        let says = Summary::of(&kept.draft.0);
        assert_eq!(
            (
                kept.draft_currency.as_str(),
                kept.draft_total_minor,
                kept.draft_valid_until
            ),
            (says.currency, says.fixed_total_minor, says.valid_until),
            "{after}"
        );
    }
    let versions = scoped!(
        "select v.content, v.version, v.number, v.title, v.currency, v.total_minor_from, v.fixed_total_minor
         from document_version v where {project:v}"
    );
    let versions: Vec<KeptVersion> = read.list(versions, params![]).await.unwrap();
    for kept in &versions {
        let frozen = Frozen::open(&kept.content).unwrap();
        let says = Summary::of(&frozen.content);
        assert_eq!(
            (kept.version, Some(&kept.number), &kept.title),
            (frozen.version, frozen.number.as_ref(), &frozen.title),
            "{after}"
        );
        assert_eq!(
            (
                kept.currency.as_str(),
                kept.total_minor_from,
                kept.fixed_total_minor
            ),
            (says.currency, says.total_minor_from, says.fixed_total_minor),
            "{after}"
        );
    }
    versions.len()
}

/// One line at a price, 19 % on top.
fn line(price: Option<i64>, currency: &str, until: &str) -> Value {
    let mut fixed = content();
    fixed["currency"] = json!(currency);
    fixed["valid_until"] = json!(until);
    fixed["blocks"] = json!([{ "type": "line_items", "id": "lines", "lines": [
        { "id": "wall", "description": "Wall", "quantity_milli": 1_000, "unit_price_minor": price,
          "tax_category": "S", "tax_rate": 19_000 } ] }]);
    fixed
}

async fn save(office: &Office, id: &str, revision: &Value, content: &Value) {
    let body = json!({ "draft_revision": revision, "title": "Other words", "content": content });
    let path = format!("/api/admin/documents/{id}/draft");
    let saved = office.ada(Method::PUT, &path, Some(&body)).await;
    assert_eq!(saved.code(), 200, "{}", saved.text());
}

async fn accept(office: &Office, document: &Value) {
    let path = format!("{}/response", client_path(document));
    let body = json!({ "version_hash": document["version_hash"], "outcome": "accepted", "payment": "full",
                       "options": [] });
    let made = office.send(&office.ben, &path, "accept", &body).await;
    assert_eq!(made.code(), 201, "{}", made.text());
}

/// Currency, total and last day of the only document in the staff's list.
async fn listed(office: &Office) -> Value {
    let list = office
        .ada(Method::GET, "/api/admin/documents", None)
        .await
        .json();
    let row = &list["items"][0];
    json!([row["currency"], row["total_minor"], row["valid_until"]])
}

#[tokio::test]
async fn what_lists_show_is_what_the_contents_say() {
    let office = Office::new().await;
    let id = draft(&office, "Kitchen", &content()).await;
    assert_eq!(compare(&office, "beginning").await, 0);
    assert_eq!(listed(&office).await, json!(["EUR", null, "2026-12-31"]));
    save(&office, &id, &json!(1), &line(None, "CHF", "2026-11-30")).await;
    compare(&office, "saving without a price").await;
    assert_eq!(listed(&office).await, json!(["CHF", null, "2026-11-30"]));
    save(
        &office,
        &id,
        &json!(2),
        &line(Some(10_000), "EUR", "2026-12-01"),
    )
    .await;
    compare(&office, "saving").await;
    assert_eq!(listed(&office).await, json!(["EUR", 11_900, "2026-12-01"]));

    let first = publish(&office, &id).await;
    assert_eq!(compare(&office, "publishing").await, 1);
    let longer = act(
        &office,
        &id,
        "extension",
        &json!({ "valid_until": "2026-12-24" }),
    )
    .await;
    assert_eq!(longer.code(), 200, "{}", longer.text());
    compare(&office, "extending").await;
    assert_eq!(listed(&office).await, json!(["EUR", 11_900, "2026-12-24"]));

    accept(&office, &first).await;
    let path = format!("/api/admin/documents/{id}/revision");
    for ends in ["given up", "published"] {
        let opened = act(&office, &id, "revision", &json!({})).await;
        assert_eq!(opened.code(), 200, "{}", opened.text());
        let revision = &opened.json()["draft_revision"];
        save(
            &office,
            &id,
            revision,
            &line(Some(20_000), "EUR", "2026-12-29"),
        )
        .await;
        compare(&office, "saving a revision").await;
        if ends == "given up" {
            let back = office.ada(Method::DELETE, &path, None).await;
            assert_eq!(back.code(), 200, "{}", back.text());
            compare(&office, "giving a revision up").await;
            assert_eq!(listed(&office).await, json!(["EUR", 11_900, "2026-12-24"]));
        } else {
            publish(&office, &id).await;
            assert_eq!(compare(&office, "publishing a revision").await, 2);
        }
    }
    let read = office
        .read(&office.ben, "/api/client/documents")
        .await
        .json();
    let row = &read["items"][0];
    assert_eq!(
        (
            &row["title"],
            &row["total_minor"],
            &row["currency"],
            &row["number"]
        ),
        (
            &json!("Other words"),
            &json!(23_800),
            &json!("EUR"),
            &first["number"]
        )
    );
}

#[tokio::test]
async fn the_same_holds_for_copies_templates_and_other_types() {
    let office = Office::new().await;
    let id = draft(&office, "Kitchen", &line(Some(10_000), "CHF", "2026-12-01")).await;
    let copied = act(&office, &id, "duplication", &json!({})).await;
    assert_eq!(copied.code(), 201, "{}", copied.text());
    compare(&office, "copying").await;
    let body = json!({ "document_id": id, "name": "Walls" });
    let template = office
        .ada(Method::POST, "/api/admin/document-templates", Some(&body))
        .await;
    assert_eq!(template.code(), 201, "{}", template.text());
    let body = json!({ "client_id": office.meyer_id, "type": "quote", "title": "From a template",
                       "template_id": template.json()["id"] });
    let begun = office
        .ada(Method::POST, "/api/admin/documents", Some(&body))
        .await;
    assert_eq!(begun.code(), 201, "{}", begun.text());
    compare(&office, "beginning with a template").await;
    assert_eq!(listed(&office).await, json!(["CHF", 11_900, null]));
    let blank = json!({ "client_id": office.meyer_id, "type": "quote", "title": "Blank" });
    let begun = office
        .ada(Method::POST, "/api/admin/documents", Some(&blank))
        .await;
    assert_eq!(begun.code(), 201, "{}", begun.text());
    compare(&office, "beginning with nothing").await;

    publish(&office, &id).await;
    let words = json!({ "title": "Offer", "allowed_blocks": ["rich_text", "line_items"] });
    let changed = office
        .ada(
            Method::PATCH,
            "/api/admin/document-types/quote",
            Some(&words),
        )
        .await;
    assert_eq!(changed.code(), 200, "{}", changed.text());
    assert_eq!(compare(&office, "changing the type").await, 1);
}

#[test]
fn a_summary_says_what_can_change_and_what_not() {
    let of = |content: Value| Summary::of(&serde_json::from_value(content).unwrap());
    let totals = |summary: Summary| (summary.total_minor_from, summary.fixed_total_minor);
    assert_eq!(totals(of(content())), (Some(124_350), None));
    let fixed = of(line(Some(10_000), "CHF", "2026-12-01"));
    assert_eq!(
        (fixed.currency, fixed.valid_until),
        ("CHF", Some(jiff::civil::date(2026, 12, 1)))
    );
    assert_eq!(totals(fixed), (Some(11_900), Some(11_900)));
    assert_eq!(totals(of(line(None, "EUR", "2026-12-01"))), (None, None));
    let mut words = content();
    words["blocks"] = json!([{ "type": "rich_text", "id": "text", "markdown": "Only words" }]);
    assert_eq!(totals(of(words)), (Some(0), None));
}
