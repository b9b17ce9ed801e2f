//! `portico openapi`: the document of the public API, as JSON.

use serde_json::{Map, Value};

use super::{Outcome, say};
use crate::routes;

pub(super) fn run() -> Outcome {
    let document = sorted(serde_json::to_value(routes::table().openapi())?);
    say(serde_json::to_string_pretty(&document)?);
    Ok(())
}

/// The same value with the members of every object in order of their names: the document's extensions are kept in a
/// hash map, and what is committed must not differ from run to run.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<(String, Value)> = members.into_iter().collect();
            members.sort_by(|(a, _), (b, _)| a.cmp(b));
            Value::Object(
                members
                    .into_iter()
                    .map(|(name, value)| (name, sorted(value)))
                    .collect::<Map<_, _>>(),
            )
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}
