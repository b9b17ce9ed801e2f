//! Phone numbers in one form (E.164), so that every spelling of a number counts as that number.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

use super::text::described;

/// The shortest text that can be a number, dialled from next door.
const MIN_TYPED: usize = 3;

/// The longest text that is looked at.
const MAX_TYPED: usize = 60;

/// Digits that a number has at least, its country code among them. What is shorter can be
/// dialled only from next door.
const MIN_DIGITS: usize = 7;

/// A phone number that can exist, as E.164: `+4915112344567`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone {
    e164: String,
    country_digits: usize,
}

impl PartialSchema for Phone {
    fn schema() -> RefOr<Schema> {
        let description = "A phone number, with its country's code or as it is dialled in the provider's country.";
        described(description, MIN_TYPED..=MAX_TYPED, None)
    }
}

impl ToSchema for Phone {}

impl Phone {
    /// What somebody typed. Without a leading `+` or `00` it is a number of `country`
    /// (two letters of ISO 3166, the provider's). None when no such number can exist.
    pub fn parse(typed: &str, country: &str) -> Option<Self> {
        let typed = typed.trim();
        if typed.len() > MAX_TYPED || typed.chars().any(char::is_alphabetic) {
            return None;
        }
        let region: Option<Region> = country.to_ascii_uppercase().parse().ok();
        let number = PHONE_NUMBER_UTIL.parse(typed, region).ok()?;
        if !PHONE_NUMBER_UTIL.is_possible_number(&number) {
            return None;
        }
        let e164 = PHONE_NUMBER_UTIL
            .format(&number, PhoneNumberFormat::E164)
            .into_owned();
        let country_digits = number.country_code.to_string().len();
        (e164.len() > MIN_DIGITS).then_some(Self {
            e164,
            country_digits,
        })
    }

    /// A number that is stored, already as E.164.
    pub fn from_stored(e164: &str) -> Option<Self> {
        Self::parse(e164, "").filter(|phone| phone.e164 == e164)
    }

    /// The E.164 form.
    pub fn as_str(&self) -> &str {
        &self.e164
    }

    /// The first six digits, country code included: what limits per number range count by (P12).
    pub fn prefix(&self) -> &str {
        let end = self.e164.len().min(7);
        &self.e164[1..end]
    }

    /// Whether the number belongs to one of these countries (two letters each). Where several share a code and the
    /// number does not tell, the code's main country counts.
    pub fn is_in(&self, countries: &[String]) -> bool {
        let Ok(number) = PHONE_NUMBER_UTIL.parse(&self.e164, None) else {
            return false;
        };
        let region = PHONE_NUMBER_UTIL
            .get_region_for_number(&number)
            .or_else(|| PHONE_NUMBER_UTIL.get_region_for_country_code(number.country_code));
        countries.iter().any(|country| {
            let listed = country.to_ascii_uppercase().parse::<Region>().ok();
            listed.is_some() && listed == region
        })
    }

    /// The number for a page that its owner has not signed in to: `+49 ••• ••• 4567`.
    pub fn masked(&self) -> String {
        let (country, national) = self.e164.split_at(1 + self.country_digits);
        let shown = if national.len() >= 8 { 4 } else { 2 };
        let tail = &national[national.len().saturating_sub(shown)..];
        format!("{country} ••• ••• {tail}")
    }
}

/// Whether these two letters are a country with phone numbers.
pub fn is_country(code: &str) -> bool {
    let region: Option<Region> = code.to_ascii_uppercase().parse().ok();
    region.is_some_and(|region| {
        PHONE_NUMBER_UTIL
            .get_country_code_for_region(region)
            .is_some()
    })
}

impl std::fmt::Display for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.e164)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_spelling_is_one_number() {
        for typed in [
            "0151 1234 4567",
            "+49 151 12344567",
            "0049 151 1234-4567",
            "(0151) 12344567",
            " +4915112344567 ",
            "+49 (0) 151 12344567",
            "＋４９１５１１２３４４５６７",
        ] {
            let phone = Phone::parse(typed, "DE").unwrap();
            assert_eq!(phone.as_str(), "+4915112344567", "{typed}");
        }
        assert_eq!(
            Phone::parse("020 7946 0018", "gb").unwrap().as_str(),
            "+442079460018"
        );
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for typed in [
            "",
            "12",
            "+",
            "hello",
            "+49",
            "0800FLOWERS",
            "+999 1234567",
            "a@b.example",
        ] {
            assert_eq!(Phone::parse(typed, "DE"), None, "{typed}");
        }
        assert_eq!(Phone::parse(&"1".repeat(61), "DE"), None);
        assert_eq!(Phone::parse("0151 12344567", "??"), None);
    }

    #[test]
    fn a_mask_shows_country_and_tail() {
        assert_eq!(
            Phone::parse("0151 1234 4567", "DE").unwrap().masked(),
            "+49 ••• ••• 4567"
        );
        assert_eq!(
            Phone::parse("+1 212 555 0147", "DE").unwrap().masked(),
            "+1 ••• ••• 0147"
        );
    }

    #[test]
    fn a_number_is_in_its_country_alone() {
        let is_in = |typed: &str, countries: &[&str]| {
            let countries: Vec<String> = countries.iter().map(|code| (*code).to_owned()).collect();
            Phone::parse(typed, "DE").unwrap().is_in(&countries)
        };
        assert!(is_in("0151 12344567", &["DE"]) && is_in("+43 664 1234567", &["DE", "at"]));
        assert!(!is_in("+43 664 1234567", &["DE"]) && !is_in("0151 12344567", &[]));
        assert!(is_in("+1 212 555 0147", &["US"]) && !is_in("+1 416 555 0147", &["US"]));
        assert!(is_in("+1 416 555 0147", &["CA"]));
        assert!(!is_in("+44 20 7946 0018", &["XX", ""]));
        assert!(is_country("de") && !is_country("XX") && !is_country("Germany"));
    }

    #[test]
    fn limits_count_by_six_digits() {
        assert_eq!(
            Phone::parse("0151 1234 4567", "DE").unwrap().prefix(),
            "491511"
        );
    }

    proptest! {
        #[test]
        fn a_stored_number_is_read_back(national in 15_100_000_000_u64..15_199_999_999) {
            let phone = Phone::parse(&format!("0{national}"), "DE").unwrap();
            prop_assert_eq!(Phone::from_stored(phone.as_str()), Some(phone));
        }

        #[test]
        fn nothing_typed_panics(typed in "\\PC{0,70}") {
            if let Some(phone) = Phone::parse(&typed, "DE") {
                prop_assert!(phone.as_str().starts_with('+'));
                prop_assert!(!phone.masked().is_empty() && !phone.prefix().is_empty());
            }
        }

        #[test]
        fn any_text_is_one_number_for_good_or_none(typed in any::<String>(), digits in "[+0-9 ()/.٣-]{0,24}", country in "[A-Za-z?]{0,3}") {
            for typed in [typed, digits] {
                if let Some(phone) = Phone::parse(&typed, &country) {
                    let digits = phone.as_str().strip_prefix('+').unwrap();
                    prop_assert!((MIN_DIGITS..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()), "{}", digits);
                    prop_assert_eq!(Phone::parse(phone.as_str(), "DE"), Some(phone.clone()));
                    prop_assert_eq!(Phone::from_stored(phone.as_str()), Some(phone));
                }
            }
        }
    }
}
