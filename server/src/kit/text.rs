//! Kinds of text that people type, and how the API's document describes them. Whoever checks a text names its kind with
//! the bounds of the check, so that the two can't differ.

use std::ops::RangeInclusive;

use utoipa::openapi::{
    RefOr, Schema,
    schema::{ObjectBuilder, Type},
};

/// One line: something that can be seen, without control characters. Blanks around it are taken off.
pub const LINE: &str = concat!(
    r"^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*",
    r"[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]",
    r"([^\u0000-\u001f\u007f-\u009f]*",
    r"[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000])?",
    r"[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$",
);

/// The text without blanks around it, if it is one line of so many characters.
pub fn line(typed: &str, length: RangeInclusive<usize>) -> Option<&str> {
    let text = typed.trim();
    let fits = length.contains(&text.chars().count()) && !text.chars().any(char::is_control);
    fits.then_some(text)
}

/// The schema of a kind of text.
pub fn described(
    description: &str,
    length: RangeInclusive<usize>,
    pattern: Option<&str>,
) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description.trim()))
        .min_length(Some(*length.start()))
        .max_length(Some(*length.end()))
        .pattern(pattern)
        .into()
}

/// Names a kind of text in the document: its length in characters, and a pattern if it has one. It is the `value_type`
/// of members that hold such a text.
#[macro_export]
macro_rules! text_kind {
    ($(#[doc = $doc:literal])+ $vis:vis $name:ident, $length:expr, $pattern:expr) => {
        $(#[doc = $doc])+
        $vis enum $name {}

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                $crate::kit::text::described(concat!($($doc),+), $length, $pattern)
            }
        }

        impl utoipa::ToSchema for $name {}
    };
}

/// The longest label, in characters.
pub const LABEL: usize = 80;
/// The longest name of a brand or an org, in characters.
pub const BRAND: usize = 120;

text_kind! {
    /// What somebody calls a thing among others of its kind, on one line.
    pub Label, 1..=LABEL, Some(LINE)
}

text_kind! {
    /// The name of a brand or an org, on one line.
    pub BrandName, 1..=BRAND, Some(LINE)
}

/// What the document says of a kind and what the program checks are the same, whatever is typed.
///
/// # Panics
/// When they differ.
#[cfg(test)]
pub fn must_agree<T: utoipa::PartialSchema>(longest: usize, check: impl Fn(&str) -> bool) {
    use proptest::{prelude::*, test_runner::TestRunner};

    let schema = serde_json::to_value(T::schema()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let edges = (longest.saturating_sub(1)..longest + 2).prop_map(|length| "x".repeat(length));
    let typed = prop_oneof![
        edges,
        "\\PC{0,20}",
        "[\\x00-\\x7f]{0,4}",
        "[ \\t\\n]{0,2}\\PC{0,3}[ \\t\\n]{0,2}",
        r"[\s\PC]{0,2}[\s\u0080-\u00a0x]{0,4}",
    ];
    let mut runner = TestRunner::default();
    let same = runner.run(&typed, |text| {
        let is_allowed = schema.is_valid(&serde_json::json!(text));
        prop_assert_eq!(is_allowed, check(&text), "{:?}", text);
        Ok(())
    });
    same.unwrap();
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::text_kind! {
        /// Up to nine.
        Short, 1..=9, Some(LINE)
    }

    #[test]
    fn labels_and_names_of_brands_are_what_the_document_says() {
        let is_line =
            |typed: &str, most| line(typed, 1..=most).is_some() && typed.chars().count() <= most;
        must_agree::<Label>(LABEL, |typed| is_line(typed, LABEL));
        must_agree::<BrandName>(BRAND, |typed| is_line(typed, BRAND));
    }

    #[test]
    fn a_line_is_what_its_pattern_says() {
        // Blanks around it count for the document alone: nobody counts on them.
        must_agree::<Short>(9, |typed| {
            line(typed, 1..=9).is_some() && typed.chars().count() < 10
        });
    }

    #[test]
    fn a_line_has_no_control_characters_and_no_blanks_around_it() {
        assert_eq!(line(" Ada \n", 1..=3), Some("Ada"));
        assert_eq!(line("äöü", 1..=3), Some("äöü"));
        for bad in [
            "", " ", "a\nb", "a\tb", "\u{1b}a", "\u{7f}a", "a\u{85}b", "four",
        ] {
            assert_eq!(line(bad, 1..=3), None, "{bad:?}");
        }
    }
}
