//! Which passwords are good enough: long, and none that is tried first.

use crate::{
    features::staff_sign_in::password::{MAX_LENGTH, MIN_LENGTH},
    kit::field::FieldErrors,
};

crate::text_kind! {
    /// A password to be. One of the first that are tried is refused, however long.
    pub NewPassword, MIN_LENGTH..=MAX_LENGTH, None
}

/// Passwords of twelve characters and more that many people have, and words that they are made of, one a line.
const COMMON: &str = include_str!("texts/common.txt");

/// Rows that fingers walk along; also backwards.
const WALKS: [&str; 5] = [
    "012345678901234567890123456789",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnmqwertyuiop",
    "qwertzuiopasdfghjklyxcvbnmqwertzuiop",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
];

/// Refuses a password that is too short, too long or guessed early. `about`: words about the person and the brand.
///
/// # Errors
/// 422 for the field `password`.
pub fn check(password: &str, about: &[&str]) -> Result<(), FieldErrors> {
    let refuse = |code, message: &str| Err(FieldErrors::one("password", code, message));
    if password.chars().count() < MIN_LENGTH {
        return refuse("too_short", "Use at least 12 characters.");
    }
    if password.len() > MAX_LENGTH {
        return refuse("too_long", "Use at most 256 characters.");
    }
    if is_common(password) || is_about(password, about) {
        return refuse(
            "too_common",
            "This is one of the first that are tried. Choose another one.",
        );
    }
    Ok(())
}

fn is_common(password: &str) -> bool {
    let plain = password.to_lowercase();
    let mut letters: Vec<char> = plain.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    if letters.len() < 5 {
        return true;
    }
    let backwards: String = plain.chars().rev().collect();
    let walks = |text: &str| WALKS.iter().any(|walk| walk.contains(text));
    if walks(&plain) || walks(&backwards) {
        return true;
    }
    let listed = |text: &str| COMMON.lines().any(|common| common == text);
    let core = core_of(&plain);
    listed(&plain) || core.is_empty() || is_made_of(&core, &listed)
}

/// Whether a text is one common word, or several in a row.
fn is_made_of(text: &str, listed: &impl Fn(&str) -> bool) -> bool {
    // ends[n]: the first n letters are common words.
    let letters: Vec<char> = text.chars().collect();
    let mut ends = vec![false; letters.len() + 1];
    ends[0] = true;
    for end in 3..=letters.len() {
        ends[end] = (0..=end - 3)
            .any(|start| ends[start] && listed(&letters[start..end].iter().collect::<String>()));
    }
    ends[letters.len()]
}

/// Whether little is left of it without the name, the address and the brand.
fn is_about(password: &str, about: &[&str]) -> bool {
    let core = core_of(&password.to_lowercase());
    let mut left = core.clone();
    for word in about
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
    {
        let word = core_of(&word.to_lowercase());
        if word.chars().count() >= 4 {
            left = left.replace(&word, "");
        }
    }
    left != core && left.chars().count() < 5
}

/// Letters only, with what commonly stands for letters read as letters, and nothing around them.
fn core_of(plain: &str) -> String {
    let around = |c: char| !c.is_alphabetic();
    plain
        .trim_end_matches(around)
        .trim_start_matches(|c: char| !c.is_alphabetic() && !matches!(c, '@' | '$' | '0'..='9'))
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .chars()
        .filter_map(|c| match c {
            '0' => Some('o'),
            '1' | '!' => Some('i'),
            '3' => Some('e'),
            '4' | '@' => Some('a'),
            '5' | '$' => Some('s'),
            '7' => Some('t'),
            other => other.is_alphabetic().then_some(other),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(password: &str) -> Option<String> {
        let about = ["ada.winter@acme.example", "Ada Winter", "Marlow Studio"];
        let refused = check(password, &about).err()?;
        Some(refused.0[0].code.to_string())
    }

    #[test]
    fn what_is_tried_first_is_refused() {
        for common in [
            "password1234",
            "Password1234!",
            "P@ssw0rd2026",
            "passwordpassword",
            "welcomewelcome1",
            "letmeinletmein",
            "123456789012",
            "098765432109",
            "aaaaaaaaaaaa",
            "abababababab",
            "abcdefghijklm",
            "qwertyuiopasdf",
            "lkjhgfdsapoiu",
            "1qaz2wsx3edc4rfv",
            "iloveyou123456",
            "administrator1",
            "sunshinesummer2026",
            "hallopasswort12",
            "marlowstudio2026",
            "AdaWinter1990!",
            "winter-winter-1",
        ] {
            assert_eq!(code(common).as_deref(), Some("too_common"), "{common}");
        }
    }

    #[test]
    fn length_counts_characters_and_a_good_one_passes() {
        assert_eq!(code("elf zeichen").as_deref(), Some("too_short"));
        assert_eq!(code("ööööööööööö").as_deref(), Some("too_short"));
        assert_eq!(
            code(&"kettle drum ".repeat(30)).as_deref(),
            Some("too_long")
        );
        for good in [
            "a long enough password",
            "quiet-harbour-light",
            "correct horse battery",
            "vK9#mQ2$xL7!",
            "drei blaue Fahrräder",
            "second-camera-ready",
        ] {
            assert_eq!(code(good), None, "{good}");
        }
    }
}
