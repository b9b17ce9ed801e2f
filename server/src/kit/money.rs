//! Amounts: integers in the minor unit of an ISO 4217 currency, within ±(2^53 − 1), so that
//! every JSON reader keeps them exact. Nothing here uses floating point.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

mod written;

/// The largest amount in minor units, 2^53 − 1.
pub const MAX_MINOR: i64 = (1 << 53) - 1;

/// Why an amount could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Beyond ±(2^53 − 1).
    #[error("the amount is too large")]
    OutOfRange,
    /// Amounts of two currencies met.
    #[error("amounts of different currencies can't be added")]
    CurrencyMismatch,
    /// No currency of ISO 4217 with a minor unit.
    #[error("not a currency of ISO 4217")]
    UnknownCurrency,
}

/// A currency of ISO 4217 that has a minor unit (gold and the test codes have none).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(try_from = "String", into = "&'static str")]
#[schema(value_type = String, example = "EUR", min_length = 3, max_length = 3)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The euro, the only currency of EPC069-12 codes.
    pub const EUR: Self = Self(iso_currency::Currency::EUR);

    /// By its three letters, in upper case.
    pub fn from_code(code: &str) -> Result<Self, MoneyError> {
        iso_currency::Currency::from_code(code)
            .filter(|currency| currency.exponent().is_some())
            .map(Self)
            .ok_or(MoneyError::UnknownCurrency)
    }

    /// Its three letters.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Digits after the decimal point: EUR 2, JPY 0, KWD 3.
    pub fn digits(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyError;

    fn try_from(code: String) -> Result<Self, MoneyError> {
        Self::from_code(&code)
    }
}

impl From<Currency> for &'static str {
    fn from(currency: Currency) -> Self {
        currency.code()
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount of one currency, always within ±[`MAX_MINOR`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// An amount of `minor` minor units.
    pub fn new(minor: i64, currency: Currency) -> Result<Self, MoneyError> {
        let minor = in_range(i128::from(minor))?;
        Ok(Self { minor, currency })
    }

    /// Nothing of `currency`.
    pub fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// The amount in minor units.
    pub fn minor(self) -> i64 {
        self.minor
    }

    /// Its currency.
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// The sum of two amounts of one currency.
    #[expect(
        clippy::should_implement_trait,
        reason = "adding amounts can fail, which `std::ops::Add` can't say"
    )]
    pub fn add(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyMismatch);
        }
        let minor = in_range(i128::from(self.minor) + i128::from(other.minor))?;
        Ok(Self { minor, ..self })
    }

    /// The difference of two amounts of one currency.
    pub fn subtract(self, other: Self) -> Result<Self, MoneyError> {
        self.add(Self {
            minor: -other.minor,
            ..other
        })
    }

    /// The amount with a decimal point and no grouping, as payment standards want it: `1234.50`.
    pub fn to_decimal(self) -> String {
        let digits = self.currency.digits();
        let sign = if self.minor < 0 { "-" } else { "" };
        let unit = 10_u64.pow(digits);
        let (whole, rest) = (
            self.minor.unsigned_abs() / unit,
            self.minor.unsigned_abs() % unit,
        );
        match digits {
            0 => format!("{sign}{whole}"),
            width => format!("{sign}{whole}.{rest:0width$}", width = width as usize),
        }
    }
}

/// The amount as `i64`, when it lies within ±[`MAX_MINOR`].
pub fn in_range(minor: i128) -> Result<i64, MoneyError> {
    i64::try_from(minor)
        .ok()
        .filter(|minor| (-MAX_MINOR..=MAX_MINOR).contains(minor))
        .ok_or(MoneyError::OutOfRange)
}

/// `numerator / denominator`, rounded half up in the commercial sense: a half goes away from
/// zero, so that a discount is rounded exactly as the price it takes back.
/// `denominator` must be positive.
pub fn divide_half_up(numerator: i128, denominator: i128) -> i128 {
    debug_assert!(
        denominator > 0,
        "amounts are divided by positive numbers only"
    );
    let (whole, rest) = (numerator / denominator, (numerator % denominator).abs());
    // Not `2 * rest`, which may be more than there is room for.
    let up = rest >= denominator - rest;
    whole + if up { numerator.signum() } else { 0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::from_code(code).unwrap()
    }

    #[test]
    fn currencies_know_their_digits() {
        assert_eq!(currency("EUR").digits(), 2);
        assert_eq!(currency("JPY").digits(), 0);
        assert_eq!(currency("KWD").digits(), 3);
        for code in ["eur", "XYZ", "", "EURO", "XAU", "XXX"] {
            assert_eq!(
                Currency::from_code(code),
                Err(MoneyError::UnknownCurrency),
                "{code}"
            );
        }
    }

    #[test]
    fn a_currency_is_its_code_in_json() {
        assert_eq!(serde_json::to_string(&currency("KWD")).unwrap(), r#""KWD""#);
        assert_eq!(
            serde_json::from_str::<Currency>(r#""JPY""#).unwrap(),
            currency("JPY")
        );
        assert!(serde_json::from_str::<Currency>(r#""gold""#).is_err());
    }

    #[test]
    fn amounts_end_at_two_to_the_53() {
        let eur = Currency::EUR;
        assert_eq!(Money::new(MAX_MINOR + 1, eur), Err(MoneyError::OutOfRange));
        assert_eq!(Money::new(-MAX_MINOR - 1, eur), Err(MoneyError::OutOfRange));
        assert_eq!(Money::new(i64::MIN, eur), Err(MoneyError::OutOfRange));
        let most = Money::new(MAX_MINOR, eur).unwrap();
        let cent = Money::new(1, eur).unwrap();
        assert_eq!(most.add(cent), Err(MoneyError::OutOfRange));
        assert_eq!(most.subtract(most), Ok(Money::zero(eur)));
        assert_eq!(
            cent.add(Money::zero(currency("JPY"))),
            Err(MoneyError::CurrencyMismatch)
        );
    }

    #[test]
    fn decimals_follow_the_currency() {
        let write = |minor, code| Money::new(minor, currency(code)).unwrap().to_decimal();
        assert_eq!(write(123_450, "EUR"), "1234.50");
        assert_eq!(write(-5, "EUR"), "-0.05");
        assert_eq!(write(1234, "JPY"), "1234");
        assert_eq!(write(1234, "KWD"), "1.234");
    }

    #[test]
    fn a_half_goes_away_from_zero() {
        for (numerator, denominator, expected) in [
            (5, 10, 1),
            (4, 10, 0),
            (-5, 10, -1),
            (-4, 10, 0),
            (15, 10, 2),
            (1, 3, 0),
            (2, 3, 1),
            (0, 7, 0),
            // Any quantity times any price, as a draft may have it.
            (
                i128::from(i64::MIN).pow(2),
                1000,
                85_070_591_730_234_615_865_843_651_857_942_053,
            ),
            (i128::MIN, 1, i128::MIN),
        ] {
            assert_eq!(
                divide_half_up(numerator, denominator),
                expected,
                "{numerator}/{denominator}"
            );
        }
    }

    const WIDEST: i128 = 10_000_000;
    /// What is rounded and taken times its divisor again still fits.
    const MOST: i128 = i128::MAX - WIDEST;

    proptest! {
        #[test]
        fn rounding_is_never_off_by_more_than_a_half(n in -MOST..=MOST, d in 1..=WIDEST) {
            let rounded = divide_half_up(n, d);
            prop_assert!((rounded * d - n).abs() * 2 <= d);
            prop_assert_eq!(divide_half_up(-n, d), -rounded);
        }

        #[test]
        fn what_is_added_can_be_taken_away(a in -MAX_MINOR..=MAX_MINOR, b in -MAX_MINOR..=MAX_MINOR) {
            let (a, b) = (Money::new(a, Currency::EUR).unwrap(), Money::new(b, Currency::EUR).unwrap());
            match a.add(b) {
                Ok(sum) => prop_assert_eq!(sum.subtract(b), Ok(a)),
                Err(error) => {
                    prop_assert_eq!(error, MoneyError::OutOfRange);
                    prop_assert!((a.minor() + b.minor()).abs() > MAX_MINOR);
                }
            }
        }
    }
}
