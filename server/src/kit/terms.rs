//! Words by which things are found: how texts are taken apart into terms, and how what somebody typed is held against
//! them. Case and accents do not matter: `Küche` is found by `küche`, `kueche` and `kuche`.

use std::collections::BTreeSet;

/// The most terms of one thing.
pub const MOST: usize = 64;
/// The longest term, in characters; what is longer is cut.
const LONGEST: usize = 40;
/// The shortest tail of a phone number that it is found by.
const SHORTEST_TAIL: usize = 4;

/// The terms of one thing. What is added first is kept when there are too many.
#[derive(Debug, Default)]
pub struct Terms(BTreeSet<String>);

impl Terms {
    /// Adds a number such as `Q-2026-0007`: as a whole, by its digits, and by each of its parts.
    #[must_use]
    pub fn number(mut self, text: &str) -> Self {
        let whole: String = spelled(text, plain_letter).concat();
        let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
        self.add(&whole);
        self.add(&digits);
        self.words(text)
    }

    /// Adds a phone number, by all of its digits and by every tail of them.
    #[must_use]
    pub fn phone(mut self, text: &str) -> Self {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        for start in 0..=digits.len().saturating_sub(SHORTEST_TAIL) {
            self.add(&digits[start..]);
        }
        self
    }

    /// Adds the words of a text: of two letters up, numbers of any length.
    #[must_use]
    pub fn words(mut self, text: &str) -> Self {
        for spelling in [plain_letter, bare_letter] {
            for word in spelled(text, spelling) {
                if is_number(&word) {
                    self.add(word.trim_start_matches('0'));
                }
                if counts(&word) {
                    self.add(&word);
                }
            }
        }
        self
    }

    /// All of them.
    pub fn into_set(self) -> BTreeSet<String> {
        self.0
    }

    fn add(&mut self, term: &str) {
        if !term.is_empty() && self.0.len() < MOST {
            self.0.insert(term.chars().take(LONGEST).collect());
        }
    }
}

/// What somebody looks for: every word must be there, the last may be the beginning of one. Bounds are from, and up to
/// but not including.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// Where terms that begin with the last word begin.
    pub from: String,
    /// Where they end.
    pub to: String,
    /// The other words, each between spaces.
    pub others: String,
    /// How many those are.
    pub others_count: i64,
    /// Where the terms of the word that finds the fewest things begin, as far as can be told: the longest.
    pub rarest_from: String,
    /// Where they end.
    pub rarest_to: String,
}

/// The same as parameters of a statement that may as well look for nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bounds<'a> {
    /// Where terms that begin with the last word begin.
    pub from: Option<&'a str>,
    /// Where they end.
    pub to: Option<&'a str>,
    /// The other words, each between spaces.
    pub others: Option<&'a str>,
    /// How many those are.
    pub others_count: Option<i64>,
}

impl<'a> Bounds<'a> {
    /// Those of what is looked for, if anything is.
    pub fn of(sought: Option<&'a Sought>) -> Self {
        sought.map_or_else(Self::default, |sought| Self {
            from: Some(&sought.from),
            to: Some(&sought.to),
            others: Some(&sought.others),
            others_count: Some(sought.others_count),
        })
    }
}

impl Sought {
    /// Reads what was typed. Without a letter or digit nothing is looked for.
    pub fn read(typed: Option<&str>) -> Option<Self> {
        let mut words = typed_words(typed?);
        if words.len() > 1 && words.iter().any(|word| counts(word)) {
            words.retain(|word| counts(word));
        }
        let last = words.pop()?;
        let others: BTreeSet<String> = words.into_iter().collect();
        let to = format!("{last}{}", char::MAX);
        let rarest = others.iter().max_by_key(|word| word.len());
        let (rarest_from, rarest_to) = match rarest {
            Some(word) => (word.clone(), format!("{word}\u{1}")),
            None => (last.clone(), to.clone()),
        };
        Some(Self {
            from: last,
            to,
            others_count: i64::try_from(others.len()).unwrap_or(i64::MAX),
            others: others.iter().map(|word| format!(" {word} ")).collect(),
            rarest_from,
            rarest_to,
        })
    }
}

/// The words of what was typed; a phone number, which begins with `+` or 0, is one.
fn typed_words(typed: &str) -> Vec<String> {
    let typed = typed.trim();
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let is_phone = typed.starts_with(['+', '0', '('])
        && digits.len() > SHORTEST_TAIL
        && typed
            .chars()
            .all(|sign| sign.is_ascii_digit() || " +-/().".contains(sign));
    let significant = digits.trim_start_matches('0');
    if is_phone && !significant.is_empty() {
        return vec![significant.to_owned()];
    }
    let words = spelled(typed, plain_letter).into_iter();
    words
        .map(|word| word.chars().take(LONGEST).collect())
        .collect()
}

/// Whether a word is kept: one letter says too little.
fn counts(word: &str) -> bool {
    is_number(word) || word.chars().nth(1).is_some()
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|sign| sign.is_ascii_digit())
}

/// The words of a text, folded; `spelling` says what an accented letter becomes.
fn spelled(text: &str, spelling: fn(char) -> Option<&'static str>) -> Vec<String> {
    let (mut words, mut word) = (Vec::new(), String::new());
    let mut letters = text.chars().flat_map(char::to_lowercase).peekable();
    while let Some(letter) = letters.next() {
        let letter = match (letter, letters.peek()) {
            ('a', Some('\u{308}')) => 'ä',
            ('o', Some('\u{308}')) => 'ö',
            ('u', Some('\u{308}')) => 'ü',
            _ => letter,
        };
        match spelling(letter) {
            Some(text) => word.push_str(text),
            None if letter.is_alphanumeric() => word.push(letter),
            // An accent that stands by itself behind its letter.
            None if ('\u{300}'..='\u{36f}').contains(&letter) => {}
            None if word.is_empty() => {}
            None => words.push(std::mem::take(&mut word)),
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// A small accented letter of Europe in plain ones, as it is spelled where there is none: ü is ue.
pub fn plain_letter(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ä' | 'æ' => "ae",
        'ö' | 'œ' | 'ø' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ő' => "o",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ț' | 'ţ' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

/// The same with the mark left out: ü is u.
fn bare_letter(letter: char) -> Option<&'static str> {
    match letter {
        'ä' => Some("a"),
        'ö' | 'ø' => Some("o"),
        'ü' => Some("u"),
        _ => plain_letter(letter),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the statements of the lists do.
    fn finds(typed: &str, terms: &BTreeSet<String>) -> bool {
        let Some(sought) = Sought::read(Some(typed)) else {
            return false;
        };
        let within = |from: &str, to: &str| {
            terms
                .iter()
                .any(|term| term.as_str() >= from && term.as_str() < to)
        };
        let others = terms
            .iter()
            .filter(|term| sought.others.contains(&format!(" {term} ")));
        let found = within(&sought.from, &sought.to)
            && i64::try_from(others.count()).unwrap() == sought.others_count;
        assert!(!found || within(&sought.rarest_from, &sought.rarest_to));
        found
    }

    #[test]
    fn a_title_is_found_by_its_words_in_whatever_spelling() {
        let title = Terms::default()
            .number("Q-2026-0007")
            .words("Küche & Bad: L’été, Plan B")
            .into_set();
        for typed in [
            "küche",
            "KUECHE",
            "kuche",
            "ku",
            "bad ku",
            "ete",
            "été",
            "plan b",
            "plan",
            "0007",
            "7",
            "2026",
            "Q-2026-0007",
            "q20260007",
            "2026-0007",
            "q-2026-0",
            "k",
            "u\u{308}",
            "Ku\u{308}che bad",
        ] {
            let hit = typed != "u\u{308}";
            assert_eq!(finds(typed, &title), hit, "{typed}");
        }
        for typed in [
            "uche",
            "ku bad",
            "küche 8",
            "",
            " ",
            "?!",
            "20260007 x1",
            "08",
        ] {
            assert!(!finds(typed, &title), "{typed}");
        }
    }

    #[test]
    fn a_person_is_found_by_name_mailbox_and_any_tail_of_the_phone() {
        let person = Terms::default()
            .phone("+4915112345678")
            .words("Anna O’Brien")
            .words("anna.b@meyer.example")
            .into_set();
        for typed in [
            "anna",
            "brien an",
            "anna.b@meyer.example",
            "meyer",
            "+49 151 12345678",
            "0151 1234",
            "(0151) 12345678",
            "004915112345678",
            "5678",
            "12345678",
            "o'brien",
        ] {
            assert!(finds(typed, &person), "{typed}");
        }
        for typed in ["678", "0152 1234", "+43 151", "anna c1"] {
            assert!(!finds(typed, &person), "{typed}");
        }
    }

    #[test]
    fn one_letter_says_too_little_beside_a_word() {
        assert_eq!(
            Sought::read(Some("a kitchen")),
            Sought::read(Some("kitchen b"))
        );
        assert_eq!(Sought::read(Some("ä")).unwrap().from, "ae");
        assert_eq!(Sought::read(Some(" – ")), None);
        assert_eq!(Sought::read(None), None);
    }

    proptest! {
        #[test]
        fn a_text_is_found_by_its_words_in_any_order_and_the_beginning_of_any(
            words in proptest::collection::vec("[a-zA-Zäöüéß]{2,12}", 1..8),
            turn in 0_usize..8,
            cut in 2_usize..12,
        ) {
            let terms = Terms::default().words(&words.join(" ")).into_set();
            let mut typed = words.clone();
            typed.rotate_left(turn % words.len());
            prop_assert!(finds(&typed.join(" "), &terms));
            let last = typed.pop().unwrap();
            typed.push(last.chars().take(cut).collect());
            prop_assert!(finds(&typed.join("  ").to_uppercase(), &terms));
        }

        #[test]
        fn terms_are_few_short_and_without_spaces(text in ".{0,400}", phone in "[+0-9 ]{0,30}") {
            let terms = Terms::default().phone(&phone).number(&text).words(&text).into_set();
            prop_assert!(terms.len() <= MOST);
            for term in &terms {
                prop_assert!(!term.is_empty() && term.chars().count() <= LONGEST);
                prop_assert!(!term.contains([' ', '\0']));
            }
        }

        #[test]
        fn whatever_is_typed_can_be_read(typed in ".{0,100}") {
            if let Some(sought) = Sought::read(Some(&typed)) {
                prop_assert!(sought.from < sought.to && sought.rarest_from < sought.rarest_to);
                let others = sought.others.split_whitespace().count();
                prop_assert_eq!(i64::try_from(others).unwrap(), sought.others_count);
            }
        }
    }
}
