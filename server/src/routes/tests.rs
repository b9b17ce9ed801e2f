//! What is served, what is documented and who it is for agree.

use std::collections::{BTreeMap, BTreeSet};

use http::Method;

use super::table;
use crate::kit::http::table::Audience;
use crate::testing::{TestApp, add_brand_domain, add_provider};

#[test]
fn every_documented_operation_is_a_row_and_every_api_row_is_documented() {
    let table = table();
    let document = serde_json::to_value(table.openapi()).unwrap();
    let mut documented = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let audience = operation["x-audience"].as_str().unwrap().to_owned();
            documented.insert((method.to_uppercase(), path.clone(), audience));
        }
    }
    let rows = table
        .rows()
        .iter()
        .filter(|row| row.path.starts_with("/api/"));
    let served: BTreeSet<_> = rows
        .map(|row| {
            (
                row.method.to_string(),
                row.path.to_owned(),
                row.audience.as_str().to_owned(),
            )
        })
        .collect();
    assert_eq!(served, documented);
}

#[test]
fn an_audience_has_its_own_addresses_and_operations_their_own_names() {
    let table = table();
    let mut names = BTreeSet::new();
    for row in table.rows() {
        let root = match row.audience {
            Audience::Contact => "/api/client/",
            Audience::Staff | Audience::Operator => "/api/admin/",
            Audience::Device => "/api/device/",
            Audience::Public => "/",
        };
        assert!(row.path.starts_with(root), "{} {}", row.method, row.path);
        assert!(
            !row.is_documented || names.insert(row.operation_id().to_owned()),
            "{} twice",
            row.operation_id()
        );
    }
}

#[test]
fn what_the_document_refers_to_is_in_it() {
    let document = serde_json::to_value(table().openapi()).unwrap();
    let text = document.to_string();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name}");
    }
}

#[test]
fn a_name_means_one_schema() {
    fn without_required(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(members) => {
                members.remove("required");
                members.values_mut().for_each(without_required);
            }
            serde_json::Value::Array(items) => items.iter_mut().for_each(without_required),
            _ => {}
        }
    }
    let table = table();
    let mut known = BTreeMap::new();
    for (name, schema) in table.rows().iter().flat_map(|row| row.schemas()) {
        let mut schema = serde_json::to_value(schema).unwrap();
        without_required(&mut schema);
        let first = known.entry(name).or_insert_with(|| schema.clone());
        assert_eq!(first, &schema, "two schemas are called {name}");
    }
}

#[test]
fn what_is_answered_names_every_member_and_what_is_only_taken_need_not() {
    let document = serde_json::to_value(table().openapi()).unwrap();
    let schemas = &document["components"]["schemas"];
    let required = |name: &str, member: &str| {
        let named = schemas[name]["required"].as_array().unwrap();
        assert!(schemas[name]["properties"][member].is_object(), "{name}");
        named.iter().any(|word| word == member)
    };
    assert!(required("StaffDocument", "published_at"));
    assert!(required("DocumentContent", "valid_until"));
    assert!(required("CreateClient", "name"));
    assert!(!required("CreateClient", "language"));
}

/// A method that no row has tells a served path (405) from one that is not (404).
#[tokio::test]
async fn every_row_is_served() {
    let test = TestApp::new().await;
    let (db, ids) = (&test.app.db, test.app.ids.as_ref());
    let provider_id = add_provider(db, ids).await;
    add_brand_domain(db, ids, provider_id, "studio.example", "").await;
    for row in table().rows() {
        let host = if matches!(
            row.audience,
            Audience::Staff | Audience::Operator | Audience::Device
        ) || row.path.starts_with("/api/admin")
        {
            "staff.example"
        } else {
            "studio.example"
        };
        let mut path = String::new();
        for part in row.path.split('/').skip(1) {
            path.push('/');
            path.push_str(if part.starts_with('{') { "7" } else { part });
        }
        let answer = test.visitor().send(Method::TRACE, host, &path, None).await;
        assert_eq!(answer.code(), 405, "{} {}", row.method, row.path);
    }
}
