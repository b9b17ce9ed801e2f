//! Tests of the shape of content, in JSON and in its schema.

use serde_json::{Value, json};
use utoipa::PartialSchema;

use super::*;

pub(super) fn sample() -> Value {
    json!({
        "currency": "EUR", "intro": null, "valid_until": "2026-12-31",
        "deposit": { "kind": "percent", "rate": 30000, "due_in_days": 7 },
        "payment": { "asks": true, "offers": ["deposit", "full"], "excluded_method_ids": ["01936c2e-0000-7000-8000-000000000002"] },
        "next_steps": null,
        "blocks": [
            { "type": "heading", "id": "h", "text": "Scope", "level": 2 },
            { "type": "rich_text", "id": "r", "markdown": "*Hi*" },
            { "type": "option_group", "id": "g", "title": "Tier", "description": null, "kind": "tiers",
              "required": true, "min": null, "max": null, "options": [
                { "id": "o", "name": "Small", "description": null, "features": ["a"], "unit_price_minor": 100,
                  "unit": null, "tax_category": "S", "tax_rate": 19000, "min_quantity": 1, "max_quantity": 1,
                  "recommended": true } ] },
            { "type": "line_items", "id": "l", "title": null, "lines": [
                { "id": "l1", "description": "Work", "quantity_milli": 1500, "unit": "hour",
                  "unit_price_minor": 9000, "tax_category": "AE", "tax_rate": 0 } ] },
            { "type": "itinerary", "id": "i", "title": null, "entries": [
                { "id": "e", "date": "2026-12-01", "time": "09:30", "title": "Start", "description": null } ] },
            { "type": "terms", "id": "t", "title": null, "markdown": "Terms" },
            { "type": "payment_instructions", "id": "p", "markdown": null },
            { "type": "images", "id": "im", "title": null, "layout": "grid", "images": [
                { "image_id": "01936c2e-0000-7000-8000-000000000001", "sha256": "ab", "alt": "A house", "caption": null } ] },
            { "type": "signature", "id": "s", "label": "Place, date", "signer": "client", "name": null }
        ]
    })
}

#[test]
fn content_goes_through_json_unchanged() {
    let content: Content = serde_json::from_value(sample()).unwrap();
    assert_eq!(serde_json::to_value(&content).unwrap(), sample());
    let ids: Vec<_> = content.blocks.iter().map(Block::id).collect();
    assert_eq!(ids, ["h", "r", "g", "l", "i", "t", "p", "im", "s"]);
}

#[test]
fn unknown_fields_and_kinds_are_refused() {
    for pointer in [
        "",
        "/blocks/0",
        "/blocks/2",
        "/blocks/2/options/0",
        "/blocks/3/lines/0",
        "/deposit",
        "/payment",
    ] {
        let mut value = sample();
        let object = value
            .pointer_mut(pointer)
            .and_then(Value::as_object_mut)
            .unwrap();
        object.insert("surprise".to_owned(), json!(1));
        assert!(
            serde_json::from_value::<Content>(value).is_err(),
            "{pointer}"
        );
    }
    for (pointer, wrong) in [
        ("/blocks/0/type", "video"),
        ("/blocks/3/lines/0/tax_category", "X"),
        ("/currency", "eur"),
        ("/valid_until", "soon"),
    ] {
        let mut value = sample();
        *value.pointer_mut(pointer).unwrap() = json!(wrong);
        assert!(
            serde_json::from_value::<Content>(value).is_err(),
            "{pointer}"
        );
    }
}

#[test]
fn no_fractions_among_amounts() {
    let mut value = sample();
    *value
        .pointer_mut("/blocks/3/lines/0/unit_price_minor")
        .unwrap() = json!(1.5);
    assert!(serde_json::from_value::<Content>(value).is_err());
}

/// The schema with everything it refers to, as one JSON Schema.
pub(super) fn whole_schema() -> Value {
    let mut parts = vec![(Content::name().into_owned(), Content::schema())];
    Content::schemas(&mut parts);
    let parts: serde_json::Map<String, Value> = parts
        .into_iter()
        .map(|(name, part)| (name, serde_json::to_value(part).unwrap()))
        .collect();
    json!({ "$ref": format!("#/components/schemas/{}", Content::name()), "components": { "schemas": parts } })
}

#[test]
fn the_schema_admits_what_the_type_admits() {
    let schema = jsonschema::validator_for(&whole_schema()).unwrap();
    if let Err(error) = schema.validate(&sample()) {
        panic!("{error} at {}", error.instance_path());
    }
    for pointer in [
        "",
        "/blocks/0",
        "/blocks/2",
        "/blocks/2/options/0",
        "/blocks/3/lines/0",
    ] {
        let mut value = sample();
        let object = value
            .pointer_mut(pointer)
            .and_then(Value::as_object_mut)
            .unwrap();
        object.insert("surprise".to_owned(), json!(1));
        assert!(!schema.is_valid(&value), "{pointer}");
    }
    let mut value = sample();
    value["blocks"][0]["type"] = json!("video");
    assert!(!schema.is_valid(&value));
}
