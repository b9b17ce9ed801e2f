//! Kinds of text that people type, and how the API's document describes them. Whoever checks a text names its kind with
//! the bounds of the check, so that the two can't differ.

use std::ops::RangeInclusive;

use utoipa::openapi::{
    RefOr, Schema,
    schema::{ObjectBuilder, Type},
};

use super::field::FieldErrors;

/// One line: something that can be seen, without control characters and separators of lines. Blanks around it are taken
/// off.
pub const LINE: &str = concat!(
    r"^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*",
    r"[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]",
    r"([^\u0000-\u001f\u007f-\u009f\u2028\u2029]*",
    r"[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000])?",
    r"[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$",
);

/// One line, or nothing at all.
pub const LINE_OR_NOTHING: &str = r"^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$";

/// Any number of lines: breaks and tabs, and no other control characters.
pub const LINES: &str = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$";

/// The text without blanks around it, if it is one line of so many characters, with those blanks.
pub fn line(typed: &str, length: RangeInclusive<usize>) -> Option<&str> {
    let text = typed.trim();
    let is_plain = |c: char| !is_stray(c) && !divides(c);
    let fits = typed.chars().count() <= *length.end() && text.chars().count() >= *length.start();
    (fits && text.chars().all(is_plain)).then_some(text)
}

/// A text of several lines as it is kept: without blanks around it, and wherever it was pasted from its lines end in a
/// line feed. Nothing when nothing is left of it.
///
/// # Errors
/// What [`check`] finds, under `field`.
pub fn lines(
    field: &str,
    typed: Option<&str>,
    longest: usize,
) -> Result<Option<String>, FieldErrors> {
    let typed = typed.unwrap_or_default();
    let mut errors = FieldErrors::new();
    check(field, typed, longest, &mut errors);
    let text = typed
        .trim()
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    errors.or((!text.is_empty()).then_some(text))
}

/// The words of a text on one line, cut to so many characters: for what a program says or another program reads.
pub fn folded(text: &str, longest: usize) -> String {
    let words = text.split(|c: char| c.is_control() || c.is_whitespace());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(longest).collect()
}

/// Notes what keeps a text from being kept: it is too long, or holds control characters other than breaks and tabs.
pub fn check(field: &str, text: &str, longest: usize, errors: &mut FieldErrors) {
    check_length(field, text, longest, errors);
    check_characters(field, text, errors);
}

/// Notes what keeps a text from being kept as one line, with the blanks around it.
pub fn check_line(field: &str, text: &str, longest: usize, errors: &mut FieldErrors) {
    check_length(field, text, longest, errors);
    check_is_line(field, text, errors);
}

/// The text without blanks around it, which count all the same, and a note of what keeps it from being kept as a line.
pub fn check_trimmed_line<'a>(
    field: &str,
    typed: &'a str,
    longest: usize,
    errors: &mut FieldErrors,
) -> &'a str {
    let text = typed.trim();
    check_length(field, typed, longest, errors);
    check_is_line(field, text, errors);
    text
}

fn check_length(field: &str, text: &str, longest: usize, errors: &mut FieldErrors) {
    if text.chars().count() > longest {
        let allowed = format!("At most {longest} characters can stand here.");
        errors.add(field, "too_long", allowed);
    }
}

fn check_characters(field: &str, text: &str, errors: &mut FieldErrors) {
    if text.chars().any(is_stray) {
        let allowed = "Remove the control characters.";
        errors.add(field, "control_characters", allowed);
    }
}

fn check_is_line(field: &str, text: &str, errors: &mut FieldErrors) {
    check_characters(field, text, errors);
    if text.chars().any(divides) {
        errors.add(field, "one_line", "Write this on one line.");
    }
}

/// Whether something has to go from every text.
fn is_stray(c: char) -> bool {
    c.is_control() && !divides(c)
}

/// Whether something divides lines or columns.
fn divides(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}')
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

/// The longest remark, in characters.
pub const REMARK: usize = 2_000;
/// The longest text of a brand, in characters.
pub const BRAND_TEXT: usize = 1_000;

text_kind! {
    /// What somebody says about something: a comment, a reason.
    pub Remark, 0..=REMARK, Some(LINES)
}

text_kind! {
    /// What has to be said: a reason.
    pub Reason, 1..=REMARK, Some(LINES)
}

text_kind! {
    /// What a brand says on its pages, as plain text. An empty one clears it.
    pub BrandText, 0..=BRAND_TEXT, Some(LINES)
}

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
    let edges = longest.saturating_sub(1)..longest + 2;
    let typed = prop_oneof![
        edges.clone().prop_map(|length| "x".repeat(length)),
        edges.prop_map(|length| format!("{:length$}", "x")),
        "\\PC{0,20}",
        "[\\x00-\\x7f]{0,4}",
        "[ \\t\\n]{0,2}\\PC{0,3}[ \\t\\n]{0,2}",
        r"x[\t\r\n\u2028\u2029\u200e\u202e]{1,2}x",
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
        must_agree::<Label>(LABEL, |typed| line(typed, 1..=LABEL).is_some());
        must_agree::<BrandName>(BRAND, |typed| line(typed, 1..=BRAND).is_some());
    }

    #[test]
    fn a_line_is_what_its_pattern_says() {
        must_agree::<Short>(9, |typed| line(typed, 1..=9).is_some());
    }

    #[test]
    fn a_line_has_no_control_characters_and_no_blanks_around_it() {
        assert_eq!(line(" Ada \n", 1..=6), Some("Ada"));
        assert_eq!(line("äöü", 1..=3), Some("äöü"));
        for bad in [
            "",
            " ",
            "a\nb",
            "a\tb",
            "\u{1b}a",
            "\u{7f}a",
            "a\u{85}b",
            "a\u{2028}b",
            "a\u{2029}b",
            "four",
        ] {
            assert_eq!(line(bad, 1..=3), None, "{bad:?}");
        }
    }

    #[test]
    fn lines_are_what_their_pattern_says() {
        must_agree::<Remark>(REMARK, |typed| {
            lines("comment", Some(typed), REMARK).is_ok()
        });
    }

    #[test]
    fn lines_are_kept_with_line_feeds_and_without_control_characters() {
        let kept = |typed| lines("comment", Some(typed), 15);
        for (typed, expected) in [
            (" Yes.\r\n\r\nAda\t!\r", "Yes.\n\nAda\t!"),
            ("a\rb\u{2028}c\u{2029}d", "a\nb\nc\nd"),
            ("\u{202e}äöü", "\u{202e}äöü"),
        ] {
            assert_eq!(kept(typed), Ok(Some(expected.to_owned())), "{typed:?}");
        }
        assert_eq!(kept(" \r\n"), Ok(None));
        assert_eq!(lines("comment", None, 9), Ok(None));
        for (bad, code) in [
            ("sixteen letters.", "too_long"),
            ("fourteen signs\r\n", "too_long"),
            ("\u{b}", "control_characters"),
            ("a\0b", "control_characters"),
            ("a\u{b}b", "control_characters"),
            ("\u{1b}[2J", "control_characters"),
            ("a\u{7f}", "control_characters"),
            ("a\u{85}b", "control_characters"),
        ] {
            let fault = &kept(bad).unwrap_err().0[0];
            assert_eq!((fault.field.as_str(), fault.code), ("comment", code));
        }
    }

    #[test]
    fn what_a_program_says_is_folded_to_one_line() {
        assert_eq!(folded(" no\r\n\u{1b}[2J route ", 40), "no [2J route");
        assert_eq!(folded("a\u{2028}b", 2), "a ");
    }
}
