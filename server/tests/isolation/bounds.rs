//! How long a text may be, and which characters it may hold, how great a number and how long a list may be, stands in
//! the document: one more, or another character, is refused by the member's name. Members of the body itself; for those
//! within the content of a document: `content/any_input.rs`.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use portico::kit::text;

use super::{
    call::Ids,
    contract::{At, Spot, document, members, with},
    foreign::{own, send},
    must_hold, name, rightful,
    table::{Callers, Row, rows},
    world::{Session, World},
};

/// A member of a body with a longest text.
struct Bounded {
    spot: Spot,
    longest: usize,
    /// What may stand there is more than a length.
    has_form: bool,
    /// Of what form, if the document says.
    pattern: Option<String>,
}

/// Those of a row's body.
fn bounded(contract: &Value, row: &Row) -> Vec<Bounded> {
    let operation = &contract["paths"][row.path][row.method.to_lowercase()];
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let mut found = Vec::new();
    members(contract, schema, &mut |place, _, member| {
        let parts = member["oneOf"].as_array().into_iter().flatten();
        let ways = parts.chain([member]).map(|part| named(contract, part));
        for way in ways {
            // What stands deeper may need more around it than a row's body has.
            let is_deep = place.contains(['.', '[']);
            let Some(longest) = way["maxLength"].as_u64().filter(|_| !is_deep) else {
                continue;
            };
            let spot = Spot {
                operation: name(row),
                at: At::Body,
                place: place.to_owned(),
            };
            found.push(Bounded {
                spot,
                longest: usize::try_from(longest).unwrap(),
                pattern: way["pattern"].as_str().map(str::to_owned),
                has_form: ["Email", "Phone", "NewPassword", "Currency"]
                    .iter()
                    .any(|kind| *way == contract["components"]["schemas"][*kind])
                    || place == "email"
                    || place == "phone",
            });
        }
    });
    found
}

/// The schema itself, where it is named.
fn named<'a>(contract: &'a Value, schema: &'a Value) -> &'a Value {
    let name = schema["$ref"]
        .as_str()
        .and_then(|name| name.rsplit('/').next());
    name.map_or(schema, |name| &contract["components"]["schemas"][name])
}

/// Somebody who may.
fn caller(world: &World, row: &Row) -> Option<Session> {
    match row.callers {
        Callers::Contacts(_) => Some(world.side("north-a").contacts[0].clone()),
        Callers::Staff(_) => Some(world.providers[0].staff[0].clone()),
        Callers::Operators => Some(world.operator.clone()),
        _ => None,
    }
}

/// Whether an answer complains about this member.
fn complains(answer: &portico::testing::Answer, place: &str) -> bool {
    let wrong = answer.json()["errors"].clone();
    let place = place.replace("[]", "[0]");
    let mut wrong = wrong.as_array().into_iter().flatten();
    answer.code() == 422 && wrong.any(|fault| fault["field"] == json!(place))
}

/// Whether a rightful call with `value` at a spot is refused for it, and what was said.
async fn complains_of(
    world: &World,
    session: &mut Session,
    row: &Row,
    spot: &Spot,
    value: impl Into<Value>,
) -> (bool, String) {
    let mut ids: Ids = own(world, row, 0, session);
    ids.extend(rightful::fresh(world, world.side("north-a"), session, row.fresh).await);
    let body = with(spot, (row.body)(&ids), value);
    let answer = send(world, session, row, &ids, body).await;
    (complains(&answer, &spot.place), answer.text())
}

#[tokio::test]
async fn a_text_is_as_long_as_the_document_says_and_no_longer() {
    let world = World::small().await;
    let contract = document();
    let (mut tried, mut faults) = (BTreeSet::new(), Vec::new());
    for row in rows() {
        let Some(mut session) = caller(&world, &row) else {
            continue;
        };
        // Not offered here: refused before anything of it is looked at.
        if row.ok == 409 {
            continue;
        }
        for Bounded {
            spot,
            longest,
            has_form,
            ..
        } in bounded(&contract, &row)
        {
            let what = format!("{} {}", spot.operation, spot.place);
            let mut complaint = async |length: usize| {
                complains_of(&world, &mut session, &row, &spot, "x".repeat(length)).await
            };
            let (is_refused, said) = complaint(longest + 1).await;
            if !is_refused {
                faults.push(format!("{what} with {} letters: {said}", longest + 1));
            }
            let (is_refused, said) = complaint(longest).await;
            if is_refused && !has_form {
                faults.push(format!("{what} with {longest} letters: {said}"));
            }
            tried.insert(what);
        }
    }
    must_hold(&faults, tried.len(), 40);
}

/// What stands in a text of this form; one that is left out has a form of its own, or is not kept as it was typed.
fn forms(bounded: &Bounded) -> Option<&'static [(&'static str, bool)]> {
    match bounded.pattern.as_deref()? {
        text::LINE | text::LINE_OR_NOTHING => Some(&[
            ("x\u{1b}x", false),
            ("x\nx", false),
            ("x\u{2028}x", false),
            ("x x", true),
        ]),
        text::LINES => Some(&[
            ("x\u{1b}x", false),
            ("x\u{85}x", false),
            ("x\r\nx\tx", true),
        ]),
        _ => None,
    }
}

#[tokio::test]
async fn a_text_holds_no_control_characters_and_a_line_no_breaks() {
    let world = World::small().await;
    let contract = document();
    let (mut tried, mut faults) = (BTreeSet::new(), Vec::new());
    for row in rows().into_iter().filter(|row| row.ok != 409) {
        let Some(mut session) = caller(&world, &row) else {
            continue;
        };
        for bounded in bounded(&contract, &row) {
            let what = format!("{} {}", bounded.spot.operation, bounded.spot.place);
            let Some(forms) = forms(&bounded) else {
                if !bounded.has_form && bounded.pattern.is_none() {
                    faults.push(format!("{what} has a length, but says nothing of its form"));
                }
                continue;
            };
            for (typed, is_kept) in forms {
                let (is_refused, said) =
                    complains_of(&world, &mut session, &row, &bounded.spot, *typed).await;
                if is_refused == *is_kept {
                    faults.push(format!("{what} with {typed:?}: {said}"));
                }
            }
            tried.insert(what);
        }
    }
    must_hold(&faults, tried.len(), 35);
}

/// Values of a member of a body at the bounds that the document has for it: within them, and beyond.
struct Edge {
    spot: Spot,
    within: Vec<Value>,
    beyond: Vec<Value>,
}

/// The numbers and lists of a row's body that have bounds.
fn edges(contract: &Value, row: &Row) -> Vec<Edge> {
    let operation = &contract["paths"][row.path][row.method.to_lowercase()];
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let mut found = Vec::new();
    members(contract, schema, &mut |place, _, member| {
        let list = place.trim_end_matches("[]");
        if list.contains(['.', '[']) {
            return;
        }
        let parts = member["oneOf"].as_array().into_iter().flatten();
        for way in parts.chain([member]).map(|part| named(contract, part)) {
            let number = |name: &str, step: i64| {
                let bound = way[name].as_i64()?;
                Some((json!(bound), json!(bound + step)))
            };
            let long = |name: &str, more: bool| {
                let count = way[name].as_u64()?;
                let item = some(contract, &way["items"]);
                let of = |count: u64| json!(vec![item.clone(); usize::try_from(count).unwrap()]);
                Some((of(count), of(if more { count + 1 } else { count - 1 })))
            };
            let bounds = [
                number("minimum", -1),
                number("maximum", 1),
                long("minItems", false),
                long("maxItems", true),
            ];
            let (within, beyond): (Vec<_>, Vec<_>) = bounds.into_iter().flatten().unzip();
            if !within.is_empty() {
                let spot = Spot {
                    operation: name(row),
                    at: At::Body,
                    place: list.to_owned(),
                };
                found.push(Edge {
                    spot,
                    within,
                    beyond,
                });
            }
        }
    });
    found
}

/// Something that fits a schema, be it unknown to the database.
fn some(contract: &Value, schema: &Value) -> Value {
    let schema = named(contract, schema);
    let members = schema["required"].as_array().into_iter().flatten();
    let first = schema["enum"].get(0).or_else(|| schema["oneOf"].get(0));
    match (schema["type"].as_str(), first) {
        (_, Some(first)) if first.is_object() => some(contract, first),
        (_, Some(word)) => word.clone(),
        (Some("object"), _) => members
            .map(|member| {
                let member = member.as_str().unwrap();
                (
                    member.to_owned(),
                    some(contract, &schema["properties"][member]),
                )
            })
            .collect(),
        (Some("integer"), _) => json!(1),
        (Some("array"), _) => json!([]),
        _ if schema["pattern"] == "^[A-Z]{3}$" => json!("EUR"),
        _ if schema["format"] == "uuid" => json!("01936c2e-0000-7000-8000-000000000001"),
        _ => json!("x"),
    }
}

#[tokio::test]
async fn a_number_and_a_list_keep_to_the_bounds_of_the_document() {
    let world = World::small().await;
    let contract = document();
    let (mut tried, mut faults) = (BTreeSet::new(), Vec::new());
    for row in rows().into_iter().filter(|row| row.ok != 409) {
        let Some(mut session) = caller(&world, &row) else {
            continue;
        };
        for edge in edges(&contract, &row) {
            let what = format!("{} {}", edge.spot.operation, edge.spot.place);
            for (values, is_kept) in [(edge.within, true), (edge.beyond, false)] {
                for value in values {
                    let shown: String = value.to_string().chars().take(60).collect();
                    let (is_refused, said) =
                        complains_of(&world, &mut session, &row, &edge.spot, value).await;
                    if is_refused == is_kept {
                        faults.push(format!("{what} with {shown}: {said}"));
                    }
                }
            }
            tried.insert(what);
        }
    }
    must_hold(&faults, tried.len(), 12);
}
