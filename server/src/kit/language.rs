//! Which language the program itself writes: German to those who read it, English to everybody else.

/// Whether whoever has this language (BCP 47) reads German.
pub fn is_german(language: &str) -> bool {
    language.starts_with("de")
}
