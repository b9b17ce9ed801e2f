//! Every place of a request that may name something, found in `openapi.json`: a parameter of the path or the query, a
//! header, a property of the body however deep. What stands there is tried with another's key by `foreign`, `bodies` and
//! `queries`, or stands below with its reason.

use std::{collections::BTreeSet, sync::LazyLock};

use serde_json::{Value, json};

use super::table::Row;

/// Where in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    Path,
    Query,
    Header,
    Body,
}

/// A place that may name something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// `POST /api/client/decisions`.
    pub operation: String,
    pub at: At,
    /// `client_id`, `items[].action_item_id`, `contact_ids[]`.
    pub place: String,
}

/// What stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A row, by this name of a side's ids.
    Row(&'static str),
    /// The place where a page of a list begins.
    Cursor,
    /// A key that makes a request happen once.
    Once,
    /// Nothing of anybody's.
    Nothing,
}

use Meaning::{Cursor, Nothing, Once, Row as Names};

/// What stands where: the beginning of the operation, the end of the place, what it is, and why it is tried nowhere.
const MEANINGS: &[(&str, &str, Meaning, &str)] = &[
    // Nobody's.
    ("", "kind", Nothing, "a word of a list: which logo"),
    ("", "page", Nothing, "a word of a list: which text"),
    ("", "language", Nothing, "a language"),
    ("", "year", Nothing, "goes with the slug, which is tried"),
    (
        "",
        "editor_id",
        Nothing,
        "made up by the browser, and known within one document only",
    ),
    (
        "",
        "option_id",
        Nothing,
        "a key within the document, which is tried",
    ),
    (
        "",
        "content.blocks[].id",
        Nothing,
        "made up by the author, within the content",
    ),
    (
        "",
        "[].options[].id",
        Nothing,
        "made up by the author, within the content",
    ),
    (
        "",
        "[].lines[].id",
        Nothing,
        "made up by the author, within the content",
    ),
    (
        "",
        "[].entries[].id",
        Nothing,
        "made up by the author, within the content",
    ),
    (
        "",
        "content.blocks[].type",
        Nothing,
        "a word of a list: which block",
    ),
    (
        "",
        "images[].sha256",
        Nothing,
        "what the picture is, compared with the picture beside it",
    ),
    (
        "",
        "excluded_method_ids[]",
        Nothing,
        "left out of what is offered: shows and gives nothing, whatever it names",
    ),
    (
        "POST /api/admin/document-types",
        "key",
        Nothing,
        "the key that a new type is to have",
    ),
    (
        "POST /api/admin/session/",
        "token",
        Nothing,
        "a secret at the staff host, which is one for all providers",
    ),
    // Paths alone.
    (
        "",
        "version",
        Nothing,
        "a number within the file, whose versions are its own",
    ),
    (
        "GET /api/client/downloads/",
        "token",
        Nothing,
        "a_download_address_is_good_for_its_session_alone",
    ),
    (
        "GET /api/admin/downloads/",
        "token",
        Nothing,
        "a_download_address_is_good_for_its_session_alone",
    ),
    (
        "POST /api/device/",
        "message_id",
        Nothing,
        "a_device_gets_its_own_providers_sms_and_reports_what_it_was_given",
    ),
    (
        "POST /api/admin/dead-jobs/",
        "job_id",
        Nothing,
        "an operator's, who sees all providers",
    ),
    (
        "POST /api/admin/domain-claims/",
        "brand_domain_id",
        Nothing,
        "an operator's, who sees all providers",
    ),
    ("", "session_id", Names("session_id"), ""),
    ("", "slug", Names("slug"), ""),
    ("", "decision_id", Names("decision_id"), ""),
    ("", "api_key_id", Names("api_key_id"), ""),
    ("", "brand_domain_id", Names("brand_domain_id"), ""),
    ("", "delivery_link_id", Names("delivery_link_id"), ""),
    (
        "",
        "document_template_id",
        Names("document_template_id"),
        "",
    ),
    ("", "type_key", Names("type_key"), ""),
    ("", "inbox_entry_id", Names("inbox_entry_id"), ""),
    ("", "membership_id", Names("membership_id"), ""),
    ("", "staff_id", Names("staff_id"), ""),
    // Bodies and queries too.
    ("", "action_item_id", Names("action_item_id"), ""),
    ("", "client_id", Names("client_id"), ""),
    ("", "client_ids[]", Names("client_id"), ""),
    ("", "primary_contact_id", Names("contact_id"), ""),
    ("", "contact_ids[]", Names("contact_id"), ""),
    ("", "project_ids[]", Names("project_id"), ""),
    ("", "contact_id", Names("contact_id"), ""),
    ("", "document_id", Names("document_id"), ""),
    ("", "project_id", Names("project_id"), ""),
    ("", "phases[].id", Names("phase_id"), ""),
    ("", "phase_id", Names("phase_id"), ""),
    ("", "milestone_id", Names("milestone_id"), ""),
    ("", "file_id", Names("file_id"), ""),
    ("", "upload_id", Names("upload_id"), ""),
    ("", "next_action_id", Names("next_action_id"), ""),
    (
        "",
        "harvest_project_id",
        Nothing,
        "what another program calls it",
    ),
    ("", "template_id", Names("document_template_id"), ""),
    (
        "",
        "content.blocks[].images[].image_id",
        Nothing,
        "kept half typed, whatever it names: a_picture_of_another_is_published_by_nobody",
    ),
    ("", "image_id", Names("image_id"), ""),
    ("", "org_id", Names("org_id"), ""),
    ("", "payment_method_id", Names("payment_method_id"), ""),
    (
        "",
        "main_brand_domain_id",
        Names("second_brand_domain_id"),
        "",
    ),
    ("", "version_hash", Names("version_hash"), ""),
    ("", "type", Names("type_key"), ""),
    // What a message holds.
    (
        "POST /api/client/delivery",
        "token",
        Names("delivery_token"),
        "",
    ),
    ("", "delivery_token", Names("delivery_token"), ""),
    (
        "POST /api/client/sign-in/password-reset/",
        "token",
        Names("reset_token"),
        "",
    ),
    (
        "POST /api/client/sign-in",
        "token",
        Names("sign_in_token"),
        "",
    ),
    ("", "refresh_token", Names("refresh_token"), ""),
    // Of lists and requests.
    ("GET ", "cursor", Cursor, ""),
    ("", "Idempotency-Key", Once, ""),
    ("", "Tus-Resumable", Nothing, "a version of the protocol"),
    ("", "Upload-Length", Nothing, "a number of bytes"),
    ("", "Upload-Offset", Nothing, "a number of bytes"),
    ("", "Upload-Checksum", Nothing, "a hash of the body"),
    (
        "",
        "Upload-Metadata",
        Nothing,
        "an_upload_is_for_nobody_elses_client_project_or_file",
    ),
];

/// What stands at a spot; nothing when nobody said.
pub fn meaning(spot: &Spot) -> Option<Meaning> {
    told(spot).map(|place| MEANINGS[place].2)
}

fn told(spot: &Spot) -> Option<usize> {
    MEANINGS.iter().position(|(operation, place, ..)| {
        let ends = spot.place == *place
            || spot.place.ends_with(&format!(".{place}"))
            || place.starts_with('[') && spot.place.ends_with(place);
        spot.operation.starts_with(operation) && ends
    })
}

/// The spots of a row that name a row of the database, with the name.
pub fn named(row: &Row, at: At) -> Vec<(Spot, &'static str)> {
    let operation = super::name(row);
    let of_row = spots()
        .iter()
        .filter(|spot| spot.at == at && spot.operation == operation);
    of_row
        .filter_map(|spot| match meaning(spot) {
            Some(Names(name)) => Some((spot.clone(), name)),
            _ => None,
        })
        .collect()
}

/// Every spot of the document.
pub fn spots() -> &'static BTreeSet<Spot> {
    static SPOTS: LazyLock<BTreeSet<Spot>> = LazyLock::new(read);
    &SPOTS
}

fn read() -> BTreeSet<Spot> {
    let contract = document();
    let mut found = BTreeSet::new();
    for (path, operations) in contract["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let name = format!("{} {path}", method.to_uppercase());
            let mut add = |at, place: String| {
                let operation = name.clone();
                found.insert(Spot {
                    operation,
                    at,
                    place,
                });
            };
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let place = parameter["name"].as_str().unwrap();
                let at = match parameter["in"].as_str().unwrap() {
                    "path" => At::Path,
                    "query" => At::Query,
                    "header" => At::Header,
                    other => panic!("a parameter in {other}"),
                };
                // Whatever is part of a path or a header names something.
                if at != At::Query || is_id(&parameter["schema"]) || looks_like_a_key(place) {
                    add(at, place.to_owned());
                }
            }
            for kind in operation["requestBody"]["content"]
                .as_object()
                .into_iter()
                .flatten()
            {
                members(
                    &contract,
                    &kind.1["schema"],
                    &mut |place, name, property| {
                        if is_id(property) || looks_like_a_key(name) {
                            add(At::Body, place.to_owned());
                        }
                    },
                );
            }
        }
    }
    found
}

/// The API's document.
pub fn document() -> Value {
    serde_json::from_str(include_str!("../../../openapi.json")).unwrap()
}

/// Shows each member of a schema, however deep, with its place and its name.
pub fn members(contract: &Value, schema: &Value, show: &mut Shown<'_>) {
    walk(contract, schema, "", &mut Vec::new(), show);
}

/// Is shown a place, the name that it ends with, and what stands there.
type Shown<'a> = dyn FnMut(&str, &str, &Value) + 'a;

/// `above`: the types it is inside of.
fn walk(contract: &Value, schema: &Value, at: &str, above: &mut Vec<String>, show: &mut Shown<'_>) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap().to_owned();
        if !above.contains(&name) {
            let of_name = &contract["components"]["schemas"][&name];
            above.push(name);
            walk(contract, of_name, at, above, show);
            above.pop();
        }
    }
    for one_of in ["oneOf", "anyOf", "allOf"] {
        for part in schema[one_of].as_array().into_iter().flatten() {
            walk(contract, part, at, above, show);
        }
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let list = if is_list(property) { "[]" } else { "" };
        let dot = if at.is_empty() { "" } else { "." };
        let place = format!("{at}{dot}{name}{list}");
        show(&place, name, property);
        walk(contract, property, &place, above, show);
    }
    if schema.get("items").is_some() {
        walk(contract, &schema["items"], at, above, show);
    }
    if schema["additionalProperties"].is_object() {
        walk(
            contract,
            &schema["additionalProperties"],
            &format!("{at}{{}}"),
            above,
            show,
        );
    }
}

fn is_list(schema: &Value) -> bool {
    let kind = &schema["type"];
    *kind == "array"
        || kind
            .as_array()
            .is_some_and(|kinds| kinds.contains(&json!("array")))
}

/// Whether a schema is that of an id, or of a list of ids, or of one that may be null.
fn is_id(schema: &Value) -> bool {
    let one_of = ["oneOf", "anyOf"].iter().any(|key| {
        let parts = schema[key].as_array();
        parts.is_some_and(|parts| parts.iter().any(is_id))
    });
    let is_named = schema["$ref"]
        .as_str()
        .is_some_and(|name| name.ends_with("/Id"));
    one_of || is_named || schema["format"] == "uuid" || schema.get("items").is_some_and(is_id)
}

/// Whether a name is one of something that is told apart by it.
fn looks_like_a_key(name: &str) -> bool {
    const WHOLE: &[&str] = &[
        "id", "ids", "type", "token", "slug", "key", "hash", "sha256", "cursor",
    ];
    const ENDS: &[&str] = &[
        "_id", "_ids", "_token", "_key", "_hash", "_slug", "_cursor", "_keys",
    ];
    WHOLE.contains(&name) || ENDS.iter().any(|end| name.ends_with(end))
}

/// A body with `value` at a place, and whatever must stand around it.
pub fn with(spot: &Spot, mut body: Value, value: impl Into<Value>) -> Value {
    if body.is_null() {
        body = json!({});
    }
    if spot.place.starts_with("approvals[]") {
        body["approvals"] = json!([{ "kind": "approve_time", "contact_ids": [] }]);
    }
    let steps: Vec<&str> = spot.place.split('.').collect();
    put(&mut body, &steps, value.into());
    body
}

fn put(at: &mut Value, steps: &[&str], value: Value) {
    let (step, rest) = steps.split_first().unwrap();
    let name = step.trim_end_matches("[]");
    let is_list = name.len() < step.len();
    let member = &mut at[name];
    let Some(next) = rest.first() else {
        *member = if is_list { json!([value]) } else { value };
        return;
    };
    if !is_list {
        return put(member, rest, value);
    }
    let items = member.as_array_mut().unwrap();
    let has_next = |item: &Value| item.get(next.trim_end_matches("[]")).is_some();
    let place = items.iter().position(has_next).unwrap();
    put(&mut items[place], rest, value);
}

#[test]
fn every_key_of_the_contract_is_tried_or_has_its_reason() {
    let spots = spots();
    let unknown: Vec<_> = spots
        .iter()
        .filter(|spot| meaning(spot).is_none())
        .collect();
    assert!(unknown.is_empty(), "say what stands there: {unknown:#?}");
    let used: BTreeSet<usize> = spots.iter().filter_map(told).collect();
    for (place, line) in MEANINGS.iter().enumerate() {
        assert!(used.contains(&place), "{line:?} stands for nothing");
        assert_eq!(line.2 == Nothing, !line.3.is_empty(), "{line:?}");
    }
    let count = |at| spots.iter().filter(|spot| spot.at == at).count();
    let counts = [At::Path, At::Query, At::Header, At::Body].map(count);
    assert!(counts.iter().all(|count| *count > 10), "{counts:?}");
}

#[test]
fn a_key_is_found_wherever_it_stands() {
    let spots = spots();
    for (operation, at, place) in [
        ("GET /api/admin/documents", At::Query, "client_id"),
        ("GET /api/client/documents", At::Query, "type"),
        ("POST /api/admin/documents", At::Header, "Idempotency-Key"),
        (
            "POST /api/client/decisions",
            At::Body,
            "items[].action_item_id",
        ),
        (
            "PATCH /api/admin/staff/{staff_id}",
            At::Body,
            "client_ids[]",
        ),
        ("POST /api/admin/documents", At::Body, "template_id"),
        (
            "PUT /api/admin/documents/{document_id}/draft",
            At::Body,
            "content.blocks[].images[].image_id",
        ),
    ] {
        let spot = Spot {
            operation: operation.into(),
            at,
            place: place.into(),
        };
        assert!(spots.contains(&spot), "{spot:?}");
    }
}
