//! Whatever JSON is sent as content: it is read or refused with its place, what is read goes through JSON unchanged and
//! fits the schema, and no number in a draft is too wild to be priced. `PROPTEST_CASES=100000` tries longer.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Map, Number, Value, json};

use super::super::{pricing, selection, summary, validation};
use super::tests::{sample, whole_schema};
use super::{Content, kinds};
use crate::error::Error;
use crate::kit::http::body::parse;

static SCHEMA: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| jsonschema::validator_for(&whole_schema()).unwrap());

/// Numbers that are at an edge of something.
fn some_number() -> impl Strategy<Value = i64> {
    let most = crate::kit::money::MAX_MINOR;
    prop_oneof![
        any::<i64>(),
        prop::sample::select(vec![
            i64::MIN,
            -most - 1,
            -most,
            -1,
            0,
            1,
            2,
            100_000,
            100_001,
            most,
            most + 1,
            i64::MAX
        ]),
    ]
}

const LONGEST: [usize; 5] = [
    kinds::MAX_ID,
    kinds::MAX_HASH,
    kinds::MAX_TITLE,
    kinds::MAX_WORDS,
    kinds::MAX_MARKDOWN,
];

/// Texts that are as long as one may be, or a letter longer.
fn some_edge() -> impl Strategy<Value = String> {
    let longest = prop::sample::select(LONGEST.as_slice());
    (longest, 0..2_usize, "[xä\\n\u{1b}]").prop_map(|(most, more, last)| {
        let mut text = "x".repeat(most + more - 1);
        text.push_str(&last);
        text
    })
}

/// A value without members.
fn some_leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        some_number().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| Number::from_f64(number).map_or(Value::Null, Value::Number)),
        any::<String>().prop_map(Value::String),
        some_edge().prop_map(Value::String),
        prop::sample::select(vec![
            "",
            "S",
            "EUR",
            "JPY",
            "__proto__",
            "constructor",
            "2026-02-30",
            "-009999-01-01",
            "heading",
            "line_items",
            "\u{fffd}",
            "00000000-0000-0000-0000-000000000000",
            "percent",
            "deposit",
        ])
        .prop_map(Value::from),
    ]
}

/// A member's name: one that content knows, or any.
fn some_name() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "type",
            "id",
            "blocks",
            "lines",
            "options",
            "currency",
            "payment",
            "kind",
            "__proto__",
            "markdown",
            "min",
            "max",
            "tax_rate",
            "unit_price_minor",
            "quantity_milli",
            "min_quantity",
            "images",
            "image_id",
            "level",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ]
}

fn some_value() -> impl Strategy<Value = Value> {
    some_leaf().prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::vec((some_name(), inner), 0..6)
                .prop_map(|members| Value::Object(Map::from_iter(members))),
        ]
    })
}

/// The places of all values in one, as pointers.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, &format!("{at}/{index}"), found);
            }
        }
        Value::Object(members) => {
            for (name, item) in members {
                places(item, &format!("{at}/{name}"), found);
            }
        }
        _ => {}
    }
}

/// What becomes of one place of the sample.
#[derive(Debug, Clone)]
enum Change {
    Replaced(Value),
    Added(String, Value),
    Removed,
    Repeated(usize),
}

fn some_change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => some_value().prop_map(Change::Replaced),
        4 => some_leaf().prop_map(Change::Replaced),
        1 => (some_name(), some_value()).prop_map(|(name, value)| Change::Added(name, value)),
        2 => Just(Change::Removed),
        1 => (2..200_usize).prop_map(Change::Repeated),
    ]
}

fn change(whole: &mut Value, place: &str, change: Change) {
    match (whole.pointer_mut(place), change) {
        (Some(value), Change::Replaced(new)) => *value = new,
        (Some(Value::Object(members)), Change::Added(name, new)) => {
            members.insert(name, new);
        }
        (Some(Value::Object(members)), Change::Removed) => members.clear(),
        (Some(Value::Array(items)), Change::Removed) => {
            items.pop();
        }
        (Some(Value::Array(items)), Change::Repeated(times)) => {
            *items = items
                .iter()
                .cycle()
                .take(items.len() * times)
                .cloned()
                .collect();
        }
        _ => {}
    }
}

/// Content that may be anything in a few places, as it is sent.
fn some_content() -> impl Strategy<Value = Value> {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), some_change()), 0..5);
    changes.prop_map(|changes| {
        let mut whole = sample();
        for (index, some_change) in changes {
            let mut all = Vec::new();
            places(&whole, "", &mut all);
            let place: &String = index.get(&all);
            change(&mut whole, place, some_change);
        }
        whole
    })
}

/// Every id of its own in content.
fn ids(content: &Value) -> Vec<&str> {
    let mut all = Vec::new();
    places(content, "", &mut all);
    let ids = all.iter().filter(|place| place.ends_with("/id"));
    ids.filter_map(|place| content.pointer(place)?.as_str())
        .collect()
}

/// Whether each member of it may be kept; whether they go with each other no schema says.
fn may_be_kept(content: &Content) -> bool {
    let Err(faults) = validation::check_draft(content) else {
        return true;
    };
    let mut faults = faults.0.iter();
    faults.all(|fault| ["repeated", "repeated_id"].contains(&fault.code))
}

/// Everything that is done with a draft on its way.
fn is_used(content: &Content) {
    let _ = validation::check_draft(content);
    let _ = validation::check_complete(content);
    let _ = pricing::total_from(content);
    let _ = pricing::calculate(content, &selection::smallest(content));
    let _ = summary::Summary::of(content);
}

proptest! {
    #[test]
    fn any_json_is_read_or_refused_with_its_place(value in prop_oneof![3 => some_content(), 1 => some_value()]) {
        let bytes = serde_json::to_vec(&value).unwrap();
        match parse::<Content>(&bytes) {
            Ok(content) => {
                let written = serde_json::to_value(&content).unwrap();
                let has_own_id = |id: &str| id == "__proto__";
                if !ids(&written).into_iter().any(has_own_id) {
                    prop_assert_eq!(SCHEMA.is_valid(&written), may_be_kept(&content), "{}", written);
                }
                prop_assert_eq!(parse::<Content>(&serde_json::to_vec(&written).unwrap()).unwrap(), content.clone());
                is_used(&content);
            }
            Err(Error::Invalid { fields, .. }) => prop_assert_eq!(fields.len(), 1),
            Err(error) => prop_assert_eq!(error.status().as_u16(), 400),
        }
    }

    #[test]
    fn no_number_of_a_draft_is_too_wild(numbers in prop::collection::vec(some_number(), 12), add_ons: bool) {
        let mut numbers = numbers.into_iter().cycle();
        let mut next = || numbers.next().unwrap();
        let mut option = |id: &str| json!({
            "id": id, "name": id, "unit_price_minor": next(), "tax_category": "S", "tax_rate": next(),
            "min_quantity": next(), "max_quantity": next()
        });
        let options = [option("a"), option("b"), option("c")];
        let kind = if add_ons { "add_ons" } else { "tiers" };
        let mut value = sample();
        value["deposit"] = json!({ "kind": "percent", "rate": next(), "due_in_days": next() });
        value["blocks"] = json!([
            { "type": "option_group", "id": "g", "title": "T", "kind": kind, "required": true, "min": add_ons.then_some(1), "options": options },
            { "type": "line_items", "id": "l", "lines": [{
                "id": "l1", "description": "Work", "quantity_milli": next(), "unit_price_minor": next(), "tax_category": "S", "tax_rate": next() }] },
        ]);
        is_used(&parse(&serde_json::to_vec(&value).unwrap()).unwrap());
    }
}

/// The same at each bound, whatever chance has tried: every text, number and list of the sample, one after the other.
#[test]
fn every_member_may_be_kept_up_to_its_bound_as_the_schema_says() {
    let (whole, mut all) = (sample(), Vec::new());
    places(&whole, "", &mut all);
    let (mut kept, mut refused) = (0, 0);
    for place in all {
        for value in edges(whole.pointer(&place).unwrap()) {
            let mut whole = whole.clone();
            *whole.pointer_mut(&place).unwrap() = value;
            let Ok(content) = serde_json::from_value::<Content>(whole.clone()) else {
                continue;
            };
            let fits = SCHEMA.is_valid(&whole);
            assert_eq!(fits, may_be_kept(&content), "{place}: {whole}");
            if fits { kept += 1 } else { refused += 1 }
        }
    }
    assert!(kept > 150 && refused > 100, "{kept} and {refused}");
}

/// What stands at the edge of something like this.
fn edges(value: &Value) -> Vec<Value> {
    let most = crate::kit::money::MAX_MINOR;
    match value {
        Value::Number(_) | Value::String(_) | Value::Null => {
            [-most - 1, -most, most, most + 1]
                .into_iter()
                .map(Value::from)
                .chain(LONGEST.into_iter().flat_map(|most| {
                    [most, most + 1].map(|length| Value::from("x".repeat(length)))
                }))
                .collect()
        }
        Value::Array(items) if !items.is_empty() => [kinds::MAX_ROWS, kinds::MAX_ROWS + 1]
            .into_iter()
            .map(|length| {
                let items = items.iter().cycle().take(length);
                Value::Array(items.cloned().collect())
            })
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_member_that_stands_twice_and_half_a_letter_are_refused() {
    let sample = sample().to_string();
    let twice = sample.replacen('{', "{\"currency\":\"EUR\",", 1);
    let half = sample.replacen("\"EUR\"", "\"\\ud800\"", 1);
    for text in [twice, half] {
        assert!(parse::<Content>(text.as_bytes()).is_err(), "{text}");
    }
}
