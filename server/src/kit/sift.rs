//! Narrowing a page of a list by what somebody typed. Rows that do not match are left out of their page, so a page may
//! be short and still have a next one.

use super::page::Page;
use crate::error::Result;

/// Makes the rows of a page, and keeps those that match.
///
/// # Errors
/// The first of the rows that could not be made.
pub fn sift<T>(page: Page<Result<T>>, keep: impl Fn(&T) -> bool) -> Result<Page<T>> {
    let mut items = Vec::with_capacity(page.items.len());
    for item in page.items {
        let item = item?;
        if keep(&item) {
            items.push(item);
        }
    }
    Ok(Page {
        items,
        next_cursor: page.next_cursor,
    })
}

/// Whether every word of `q` stands in one of the texts, in whatever case. Without `q` everything matches.
pub fn finds(q: Option<&str>, texts: &[&str]) -> bool {
    let texts: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
    q.unwrap_or_default()
        .to_lowercase()
        .split_whitespace()
        .all(|word| texts.iter().any(|text| text.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_to_be_there() {
        let texts = ["Küche und Bad", "Q-2026-0007"];
        for (q, found) in [
            (None, true),
            (Some(" "), true),
            (Some("KÜCHE 0007"), true),
            (Some("bad"), true),
            (Some("küche 8"), false),
        ] {
            assert_eq!(finds(q, &texts), found, "{q:?}");
        }
    }
}
