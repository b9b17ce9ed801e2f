//! What a document is called once it is issued: its number (D2) and the last part of its address (D12).

use crate::kit::terms::plain_letter;

/// The longest title part of a slug, in characters.
const LONGEST_TITLE: usize = 60;

/// The number of the `count`th document of a series and year: `Q-2026-0007`.
pub fn number(series: &str, year: i32, count: i64) -> String {
    format!("{series}-{year}-{count:04}")
}

/// The last part of the address: the title in plain letters, then series and count. The ending makes it unique
/// per provider and year without a look at titles that the asking staff may not see.
pub fn slug(title: &str, series: &str, count: i64) -> String {
    format!("{}-{}{count}", plain(title), series.to_ascii_lowercase())
}

/// The address of the page, without prefix.
pub fn page_path(year: i32, slug: &str) -> String {
    format!("/documents/{year}/{slug}")
}

/// Letters a–z and digits with single hyphens between words; `document` when nothing is left.
pub fn plain(title: &str) -> String {
    let mut words = String::new();
    for letter in title.chars().flat_map(char::to_lowercase) {
        match spelled(letter) {
            Some(text) => words.push_str(text),
            None if letter.is_ascii_alphanumeric() => words.push(letter),
            None if !words.is_empty() && !words.ends_with('-') => words.push('-'),
            None => {}
        }
        if words.len() >= LONGEST_TITLE {
            break;
        }
    }
    match words.trim_end_matches('-') {
        "" => "document".to_owned(),
        text => text.to_owned(),
    }
}

/// A letter in plain ones; an apostrophe leaves none.
fn spelled(letter: char) -> Option<&'static str> {
    match letter {
        '\'' | '’' => Some(""),
        _ => plain_letter(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_four_digits_and_more_when_needed() {
        assert_eq!(number("Q", 2026, 7), "Q-2026-0007");
        assert_eq!(number("Q", 2026, 12_345), "Q-2026-12345");
    }

    #[test]
    fn a_slug_is_plain_and_ends_in_its_number() {
        assert_eq!(slug("Küche & Bad: Umbau!", "Q", 7), "kueche-bad-umbau-q7");
        assert_eq!(slug("L’été à la mer", "Q", 1), "lete-a-la-mer-q1");
        assert_eq!(slug("計画 <script>", "Q", 2), "script-q2");
        assert_eq!(slug("???", "Q", 3), "document-q3");
        assert!(slug(&"a b".repeat(500), "Q", 3).len() < 70);
    }

    #[test]
    fn titles_that_look_like_slugs_still_differ() {
        assert_ne!(slug("Offer Q1", "Q", 2), slug("Offer", "Q", 12));
        assert_ne!(slug("Offer", "Q", 1), slug("Offer Q1", "Q", 2));
    }
}
