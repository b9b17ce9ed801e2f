//! Days of the demo's scripts: `@+14` is in a fortnight.

use serde_json::{Value, json};

use crate::{cli::Outcome, kit::clock::Time};

/// The content with its days counted from today.
pub(super) fn dated(content: &Value, today: Time) -> Outcome<Value> {
    Ok(match content {
        Value::String(word) => match word
            .strip_prefix('@')
            .and_then(|days| days.parse::<i32>().ok())
        {
            Some(days) => {
                let day = today.date_in(&jiff::tz::TimeZone::UTC);
                json!(day.checked_add(jiff::Span::new().days(days))?)
            }
            None => content.clone(),
        },
        Value::Array(items) => items
            .iter()
            .map(|item| dated(item, today))
            .collect::<Outcome<Vec<_>>>()?
            .into(),
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(name, value)| Ok((name.clone(), dated(value, today)?)));
            Value::Object(members.collect::<Outcome<_>>()?)
        }
        other => other.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_today() {
        let content = json!({ "valid_until": "@+14", "blocks": [{ "date": "@-1", "title": "@home" }], "n": 3 });
        let today = Time::from_micros(1_795_219_200_000_000);
        assert_eq!(
            dated(&content, today).unwrap(),
            json!({ "valid_until": "2026-12-05", "blocks": [{ "date": "2026-11-20", "title": "@home" }], "n": 3 })
        );
    }
}
