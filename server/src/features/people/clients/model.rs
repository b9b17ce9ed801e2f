//! What a client is, and what is allowed in its fields.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kit::{field::FieldErrors, text};

/// How far the business with a client has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClientStatus {
    /// Nothing accepted yet.
    Prospect,
    /// A customer.
    Active,
    /// No longer one: its contacts can't act for it.
    Inactive,
}

impl ClientStatus {
    /// The word in the database and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prospect => "prospect",
            Self::Active => "active",
            Self::Inactive => "inactive",
        }
    }
}

impl std::str::FromStr for ClientStatus {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        [Self::Prospect, Self::Active, Self::Inactive]
            .into_iter()
            .find(|status| status.as_str() == word)
            .ok_or(())
    }
}

crate::word_column!(ClientStatus);

/// The longest name of a client or contact, in characters.
pub const NAME_LIMIT: usize = 200;

crate::text_kind! {
    /// The name of a person or a client, on one line.
    pub Name, 1..=NAME_LIMIT, Some(text::LINE)
}

/// A trimmed name, or what is wrong with it.
///
/// # Errors
/// Empty, longer than [`NAME_LIMIT`], or with control characters.
pub fn name(field: &str, typed: &str) -> Result<String, FieldErrors> {
    if typed.trim().is_empty() {
        return Err(FieldErrors::one(field, "required", "Write a name."));
    }
    let name = text::line(typed, 1..=NAME_LIMIT).ok_or_else(|| {
        let message = format!("A name has at most {NAME_LIMIT} characters, on one line.");
        FieldErrors::one(field, "invalid", message)
    })?;
    Ok(name.to_owned())
}

/// The key by which names sort and are searched: folded, so that both databases order alike.
pub fn sort_name(name: &str) -> String {
    name.to_lowercase()
}

/// The bounds of all sort names that start with what was typed: from, and up to but not including.
pub fn search_bounds(typed: &str) -> (String, String) {
    let from = sort_name(typed.trim());
    let to = format!("{from}{}", char::MAX);
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_trimmed_and_bounded() {
        assert_eq!(name("name", "  Ada & Söhne ").unwrap(), "Ada & Söhne");
        for bad in ["", "   ", "two\nlines", &"x".repeat(201)] {
            assert_eq!(name("name", bad).unwrap_err().0[0].field, "name", "{bad:?}");
        }
    }

    #[test]
    fn a_name_is_what_the_document_says() {
        text::must_agree::<Name>(NAME_LIMIT, |typed| name("name", typed).is_ok());
    }

    #[test]
    fn search_bounds_hold_exactly_what_starts_alike() {
        let (from, to) = search_bounds(" Har");
        for (name, inside) in [
            ("harbour house", true),
            ("har", true),
            ("ha", false),
            ("hat", false),
        ] {
            assert_eq!(
                name >= from.as_str() && name < to.as_str(),
                inside,
                "{name}"
            );
        }
    }
}
