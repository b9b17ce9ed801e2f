//! Finding the code that a message brings.

/// The first six digits that stand alone.
pub(super) fn code_in(text: &str) -> Option<&str> {
    text.split(|letter: char| !letter.is_ascii_digit())
        .find(|digits| digits.len() == 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_six_digits_alone() {
        assert_eq!(
            code_in("Room 12, 2026: 1234567 is too long, 654321 is it"),
            Some("654321")
        );
        assert_eq!(code_in("none here"), None);
    }
}
