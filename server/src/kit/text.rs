//! What people type on one line: the name of a person, a client, a key.

use std::ops::RangeInclusive;

/// The text without blanks around it, if it is one line of so many characters.
pub fn line(typed: &str, length: RangeInclusive<usize>) -> Option<&str> {
    let text = typed.trim();
    let fits = length.contains(&text.chars().count()) && !text.chars().any(char::is_control);
    fits.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

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
