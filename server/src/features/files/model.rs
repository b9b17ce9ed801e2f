//! What a file is: its words, and what it and its folder may be called.

use crate::kit::{field::FieldErrors, text};

/// The longest name of a file, in characters.
pub(super) const NAME: usize = 200;
/// The longest name of a folder with those above it.
pub(super) const FOLDER: usize = 300;
/// The longest note, in characters.
pub(super) const NOTE: usize = 500;

crate::words! {
    /// Who brought a file.
    FileSide {
        /// A contact.
        Client = "client",
        /// Staff.
        Provider = "provider",
    }
}

crate::words! {
    /// How far the check of a version has come.
    VersionState {
        /// It is being checked, and nobody can read it.
        Quarantined = "quarantined",
        /// It can be read.
        Clean = "clean",
        /// It was refused, and nobody can read it.
        Refused = "refused",
    }
}

crate::text_kind! {
    /// The name of a file, on one line and without slashes.
    pub FileName, 1..=NAME, Some(text::LINE)
}

crate::text_kind! {
    /// The folder that a file lies in: names between slashes. Empty for none.
    pub FolderPath, 0..=FOLDER, Some(text::LINE_OR_NOTHING)
}

/// The name of a file.
///
/// # Errors
/// When it is empty, too long, no line, or leads somewhere.
pub(super) fn name(field: &str, typed: &str) -> Result<String, FieldErrors> {
    let name = text::line(typed, 1..=NAME).filter(|name| is_plain(name));
    name.map(str::to_owned).ok_or_else(|| {
        let allowed = format!("1 to {NAME} characters on one line, without slashes.");
        FieldErrors::one(field, "invalid", allowed)
    })
}

/// The folder of a file, without slashes and blanks at the ends of its names.
///
/// # Errors
/// When it is too long, no line, or one of its names is none.
pub(super) fn folder(field: &str, typed: &str) -> Result<String, FieldErrors> {
    let names: Vec<&str> = typed
        .split('/')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    let is_line = text::line(typed, 0..=FOLDER).is_some();
    if is_line && names.iter().all(|name| is_plain(name)) {
        return Ok(names.join("/"));
    }
    let allowed = format!("Names between slashes, at most {FOLDER} characters.");
    Err(FieldErrors::one(field, "invalid", allowed))
}

fn is_plain(name: &str) -> bool {
    !name.contains(['/', '\\']) && !matches!(name, "." | "..")
}

/// What is said of a version; nothing when it is empty.
///
/// # Errors
/// When it is too long or no line.
pub(super) fn note(field: &str, typed: Option<&str>) -> Result<Option<String>, FieldErrors> {
    let typed = typed.unwrap_or_default();
    let mut errors = FieldErrors::new();
    let note = text::check_trimmed_line(field, typed, NOTE, &mut errors);
    errors.or((!note.is_empty()).then(|| note.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere() {
        assert_eq!(name("name", " plan.pdf ").unwrap(), "plan.pdf");
        for wrong in ["", " ", "a/b", "a\\b", ".", "..", "a\nb", &"x".repeat(201)] {
            assert!(name("name", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn folders_are_names_between_slashes() {
        for (typed, kept) in [
            ("", ""),
            ("/", ""),
            ("Plans", "Plans"),
            ("/Plans/ Ground floor //", "Plans/Ground floor"),
        ] {
            assert_eq!(folder("folder", typed).unwrap(), kept, "{typed}");
        }
        for wrong in ["a/../b", ".", "a\\b", "a\nb", &"x".repeat(301)] {
            assert!(folder("folder", wrong).is_err(), "{wrong}");
        }
    }
}
