//! Amounts as people of a country write them in their language. The pages leave this to the browser; what the program
//! writes itself, in mails, reads the same. Both are held against `web/src/shared/i18n/money.json`.

use super::Money;
use crate::kit::language::is_german;

/// Keeps a number and its currency on one line.
const NO_BREAK: &str = "\u{a0}";

impl Money {
    /// `€3,025.00` in English, `3.025,00 €` in German, by the manner of `country` (ISO 3166) where it has its own.
    pub fn written(self, language: &str, country: &str) -> String {
        let german = is_german(language);
        let (mark, point) = match (german, country) {
            (true, "CH" | "LI") => ('’', '.'),
            (true, _) => ('.', ','),
            (false, _) => (',', '.'),
        };
        let decimal = self.to_decimal();
        let (sign, digits) = match decimal.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", decimal.as_str()),
        };
        let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
        let mut number = grouped(whole, mark, !german && country == "IN");
        if !rest.is_empty() {
            number.push(point);
            number.push_str(rest);
        }
        let symbol = symbol(self.currency().code(), german, country);
        if german && !matches!(country, "AT" | "CH" | "LI") {
            return format!("{sign}{number}{NO_BREAK}{symbol}");
        }
        let is_word = symbol.ends_with(|last: char| last.is_alphabetic());
        let space = if german || is_word { NO_BREAK } else { "" };
        format!("{sign}{symbol}{space}{number}")
    }
}

/// Digits in groups of three; in India those before the last three in groups of two.
fn grouped(digits: &str, mark: char, is_indian: bool) -> String {
    let mut grouped = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len() - at;
        let begins_group = match left {
            _ if at == 0 => false,
            4.. if is_indian => left % 2 == 1,
            _ => left.is_multiple_of(3),
        };
        if begins_group {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    grouped
}

/// The sign of a currency where it is known for certain, else its three letters.
fn symbol(code: &'static str, german: bool, country: &str) -> &'static str {
    match (code, german, country) {
        ("AUD", false, "AU") | ("CAD", false, "CA") | ("NZD", false, "NZ") => "$",
        (_, false, "AU") => code,
        ("EUR", true, "CH" | "LI") => "EUR",
        ("EUR", ..) => "€",
        ("GBP", ..) => "£",
        ("USD", false, "US" | "IN") | ("USD", true, _) => "$",
        ("USD", ..) => "US$",
        ("JPY", false, "US") | ("JPY", true, _) => "¥",
        ("JPY", ..) => "JP¥",
        ("AUD", true, _) => "AU$",
        ("AUD", ..) => "A$",
        ("BRL", ..) => "R$",
        ("CAD", ..) => "CA$",
        ("CNY", ..) => "CN¥",
        ("HKD", ..) => "HK$",
        ("ILS", ..) => "₪",
        ("INR", ..) => "₹",
        ("KRW", ..) => "₩",
        ("MXN", ..) => "MX$",
        ("NZD", ..) => "NZ$",
        ("TWD", ..) => "NT$",
        ("VND", ..) => "₫",
        _ => code,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::kit::money::{Currency, Money};

    #[test]
    fn amounts_are_written_as_the_pages_write_them() {
        let known = include_str!("../../../../web/src/shared/i18n/money.json");
        let known: Vec<Value> = serde_json::from_str(known).unwrap();
        assert!(known.len() > 50);
        for row in &known {
            let word = |at: usize| row[at].as_str().unwrap();
            let currency = Currency::from_code(word(2)).unwrap();
            let money = Money::new(row[3].as_i64().unwrap(), currency).unwrap();
            assert_eq!(money.written(word(0), word(1)), word(4), "{row}");
        }
    }
}
