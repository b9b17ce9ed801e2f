//! A calendar day as somebody sends it: `full-date` of RFC 3339, `2026-12-31` and no other spelling.
//!
//! jiff reads more, among it years before 4713 BC, which PostgreSQL has not.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, de::Error};

/// For `#[serde(deserialize_with)]`.
///
/// # Errors
/// When it is no such day.
pub fn read<'de, D: Deserializer<'de>>(value: D) -> Result<Date, D::Error> {
    parse(&String::deserialize(value)?).ok_or_else(|| D::Error::custom("a day, as 2026-12-31"))
}

/// The same for a day that may be null.
///
/// # Errors
/// When it is neither.
pub fn read_optional<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Date>, D::Error> {
    let text = Option::<String>::deserialize(value)?;
    let day = text.as_deref().map(parse);
    day.map(|day| day.ok_or_else(|| D::Error::custom("a day, as 2026-12-31")))
        .transpose()
}

/// The same for a member that may be left out too: tells a null (`Some(None)`) from what was left out.
///
/// # Errors
/// When it is given, and neither.
pub fn read_given<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Option<Date>>, D::Error> {
    read_optional(value).map(Some)
}

fn parse(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let is_full_date = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    is_full_date.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_full_date_is_a_day() {
        for text in ["2026-12-31", "0000-01-01", "9999-12-31", "2028-02-29"] {
            assert_eq!(parse(text).unwrap().to_string(), text);
        }
        for text in [
            "-009999-01-01",
            "+002026-12-31",
            "20261231",
            "2026-12-31T00:00",
            "2026-02-30",
            "2026-13-01",
            "2026-1-001",
            "٢٠٢٦-12-31",
            "",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
