//! Which pages there are, and in which language one is shown.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LegalKind {
    /// What happens to whose data.
    Privacy,
    /// Whose portal this is.
    Imprint,
}

impl LegalKind {
    /// The stored word, which is also the page's address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Privacy => "privacy",
            Self::Imprint => "imprint",
        }
    }

    /// The page at a path such as `/imprint`.
    pub fn at(path: &str) -> Option<Self> {
        [Self::Privacy, Self::Imprint]
            .into_iter()
            .find(|kind| path.strip_prefix('/') == Some(kind.as_str()))
    }
}

impl std::str::FromStr for LegalKind {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "privacy" => Ok(Self::Privacy),
            "imprint" => Ok(Self::Imprint),
            _ => Err(()),
        }
    }
}

crate::word_column!(LegalKind);

/// The language to show, of those there are texts in: the one asked for, else the first that the browser accepts, else
/// the provider's, else any.
pub fn chosen<'a>(
    there: &'a [String],
    asked: Option<&str>,
    accepted: &str,
    usual: &str,
) -> Option<&'a str> {
    // Browsers name languages in the order of liking; weights only repeat it.
    let accepted = accepted
        .split(',')
        .filter_map(|range| range.split(';').next())
        .filter_map(|range| range.trim().split('-').next());
    let wishes = asked.into_iter().chain(accepted).chain([usual]);
    for wish in wishes {
        if let Some(found) = there.iter().find(|known| known.eq_ignore_ascii_case(wish)) {
            return Some(found);
        }
    }
    there.first().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_known_by_its_whole_path() {
        assert_eq!(LegalKind::at("/imprint"), Some(LegalKind::Imprint));
        assert_eq!(LegalKind::at("/imprint/x"), None);
        assert_eq!(LegalKind::at("/"), None);
    }

    #[test]
    fn what_is_asked_for_goes_before_what_is_accepted_and_the_provider_s_own() {
        let there = ["de".to_owned(), "en".to_owned()];
        assert_eq!(chosen(&there, Some("en"), "de", "de"), Some("en"));
        assert_eq!(
            chosen(&there, None, "fr-FR, en-GB;q=0.9, de;q=0.8", "de"),
            Some("en")
        );
        assert_eq!(chosen(&there, Some("fr"), "", "en"), Some("en"));
        assert_eq!(chosen(&there, None, "fr", "nl"), Some("de"));
        assert_eq!(chosen(&[], Some("en"), "en", "en"), None);
    }
}
