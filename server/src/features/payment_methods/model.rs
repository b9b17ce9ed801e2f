//! What a payment method says, and whether it may be saved (D18).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kit::{field::FieldErrors, text};

const MAX_NAME: usize = 70;
const MAX_FIELDS: usize = 20;
const MAX_VALUE: usize = 500;
const MAX_INSTRUCTIONS: usize = 5_000;

crate::text_kind! {
    /// What a payment method, or one of its fields, is called; the payee of a transfer. On one line.
    pub MethodName, 1..=MAX_NAME, Some(text::LINE)
}

crate::text_kind! {
    /// What is copied from a payment method.
    pub Copied, 1..=MAX_VALUE, Some(text::LINES)
}

crate::text_kind! {
    /// How to pay, Markdown.
    pub Instructions, 0..=MAX_INSTRUCTIONS, Some(text::LINES)
}

/// The part of the confirmed page a method stands in, in that page's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PaymentSection)]
pub enum Section {
    /// Crypto.
    Crypto,
    /// Cash & prepaid.
    CashPrepaid,
    /// Transfers.
    Transfer,
}

impl Section {
    /// Every section, in the order of the confirmed page.
    pub const ALL: [Self; 3] = [Self::Crypto, Self::CashPrepaid, Self::Transfer];

    /// The word in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Crypto => "crypto",
            Self::CashPrepaid => "cash_prepaid",
            Self::Transfer => "transfer",
        }
    }

    /// The section of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|section| section.as_str() == word)
    }
}

/// Something to copy: an account number, an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PaymentField)]
pub struct LabelledField {
    /// What it is.
    #[schema(value_type = MethodName)]
    pub label: String,
    /// What is copied.
    #[schema(value_type = Copied)]
    pub value: String,
}

/// What the method's QR code is made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "standard", rename_all = "snake_case", deny_unknown_fields)]
#[schema(as = PaymentQr)]
pub enum Qr {
    /// A SEPA transfer in euro (EPC069-12).
    Epc {
        /// The payee, at most 70 characters.
        #[schema(value_type = MethodName)]
        name: String,
        /// The payee's account.
        iban: String,
        /// The payee's bank; not needed within the SEPA.
        #[serde(default)]
        bic: Option<String>,
    },
    /// A crypto address (BIP 21 and its kin).
    Bip21 {
        /// The coin.
        scheme: Scheme,
        /// Where to send it.
        address: String,
        /// In the coin itself, as staff entered it; nothing is ever converted.
        #[serde(default)]
        amount: Option<String>,
    },
}

impl Qr {
    /// Whether a code can be made from what is written.
    pub fn is_complete(&self) -> bool {
        let mut errors = FieldErrors::new();
        check_qr(self, None, &mut errors);
        errors.or(()).is_ok()
    }
}

/// The coins whose addresses can be put in a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CoinScheme)]
pub enum Scheme {
    /// BIP 21.
    Bitcoin,
    /// As BIP 21.
    Litecoin,
    /// As BIP 21.
    Dogecoin,
    /// ERC-681.
    Ethereum,
}

impl Scheme {
    /// The scheme of its URI.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bitcoin => "bitcoin",
            Self::Litecoin => "litecoin",
            Self::Dogecoin => "dogecoin",
            Self::Ethereum => "ethereum",
        }
    }

    /// Digits after the decimal point.
    pub fn digits(self) -> usize {
        match self {
            Self::Bitcoin | Self::Litecoin | Self::Dogecoin => 8,
            Self::Ethereum => 18,
        }
    }

    /// Whether an address has this coin's form. Typing faults inside it are not found.
    pub fn has_address(self, address: &str) -> bool {
        match self {
            Self::Ethereum => address.strip_prefix("0x").is_some_and(|digits| {
                digits.len() == 40 && digits.bytes().all(|b| b.is_ascii_hexdigit())
            }),
            _ => {
                (26..=90).contains(&address.len())
                    && address.bytes().all(|b| b.is_ascii_alphanumeric())
            }
        }
    }
}

/// A payment method as staff write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentMethodContent {
    /// Where it stands.
    pub section: Section,
    /// What the client picks it by.
    pub name: String,
    /// What to do, Markdown.
    #[serde(default)]
    pub instructions: String,
    /// What can be copied.
    #[serde(default)]
    pub fields: Vec<LabelledField>,
    /// The currency it takes: three letters of ISO 4217 or a coin's sign. None: any.
    #[serde(default)]
    pub currency: Option<String>,
    /// What its code is made from.
    #[serde(default)]
    pub qr: Option<Qr>,
}

impl PaymentMethodContent {
    /// It as it is kept, if it may be saved.
    pub fn checked(mut self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        self.name = line("name", &self.name, &mut errors);
        let instructions = text::lines("instructions", Some(&self.instructions), MAX_INSTRUCTIONS);
        self.instructions = errors.keep(instructions).unwrap_or_default();
        if self.fields.len() > MAX_FIELDS {
            errors.add(
                "fields",
                "too_many",
                format!("At most {MAX_FIELDS} fields can stand here."),
            );
        }
        for (index, field) in self.fields.iter_mut().enumerate() {
            let at = format!("fields[{index}]");
            field.label = line(&format!("{at}.label"), &field.label, &mut errors);
            let at = format!("{at}.value");
            must_say_something(&at, &field.value, &mut errors);
            let value = text::lines(&at, Some(&field.value), MAX_VALUE);
            field.value = errors.keep(value).unwrap_or_default();
        }
        if let Some(currency) = &self.currency
            && !(is_between(currency.len(), 3, 5)
                && currency.bytes().all(|b| b.is_ascii_uppercase()))
        {
            let message = "Write the currency as three to five capital letters: EUR, BTC.";
            errors.add("currency", "wrong_currency", message);
        }
        if let Some(qr) = &self.qr {
            check_qr(qr, self.currency.as_deref(), &mut errors);
        }
        errors.or(self)
    }
}

fn check_qr(qr: &Qr, currency: Option<&str>, errors: &mut FieldErrors) {
    match qr {
        Qr::Epc { name, iban, bic } => {
            line("qr.name", name, errors);
            if !is_iban(iban) {
                errors.add(
                    "qr.iban",
                    "wrong_iban",
                    "This is not an IBAN. Check its digits.",
                );
            }
            if bic.as_deref().is_some_and(|bic| !is_bic(bic)) {
                errors.add(
                    "qr.bic",
                    "wrong_bic",
                    "A BIC has 8 or 11 letters and digits.",
                );
            }
            if currency.is_some_and(|currency| currency != "EUR") {
                errors.add(
                    "currency",
                    "wrong_currency",
                    "An EPC code is for transfers in EUR.",
                );
            }
        }
        Qr::Bip21 {
            scheme,
            address,
            amount,
        } => {
            if !scheme.has_address(address) {
                let message = format!("This is not an address of {}.", scheme.as_str());
                errors.add("qr.address", "wrong_address", message);
            }
            if amount
                .as_deref()
                .is_some_and(|amount| !is_coin_amount(amount, *scheme))
            {
                let message = format!(
                    "Write the amount as 0.015, with at most {} decimals.",
                    scheme.digits()
                );
                errors.add("qr.amount", "wrong_amount", message);
            }
        }
    }
}

/// A name as it is kept.
fn line(field: &str, typed: &str, errors: &mut FieldErrors) -> String {
    must_say_something(field, typed, errors);
    text::check_trimmed_line(field, typed, MAX_NAME, errors).to_owned()
}

fn must_say_something(field: &str, text: &str, errors: &mut FieldErrors) {
    if text.trim().is_empty() {
        errors.add(field, "required", "Something has to stand here.");
    }
}

fn is_between(value: usize, least: usize, most: usize) -> bool {
    (least..=most).contains(&value)
}

/// The IBAN without spaces, in upper case.
pub fn fold_iban(iban: &str) -> String {
    iban.chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_uppercase()
}

/// Country, check digits and the remainder of ISO 13616.
pub fn is_iban(iban: &str) -> bool {
    let iban = fold_iban(iban);
    let bytes = iban.as_bytes();
    let formed = is_between(bytes.len(), 15, 34)
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit);
    formed && iban_remainder(bytes) == 1
}

fn iban_remainder(bytes: &[u8]) -> u32 {
    let turned = bytes[4..].iter().chain(&bytes[..4]);
    turned.fold(0, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        letter => (rest * 100 + u32::from(letter - b'A') + 10) % 97,
    })
}

/// The form of ISO 9362.
fn is_bic(bic: &str) -> bool {
    let bic = bic.trim().as_bytes();
    matches!(bic.len(), 8 | 11)
        && bic
            .iter()
            .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        && bic[4..6].iter().all(u8::is_ascii_uppercase)
}

/// A plain decimal above zero with no more digits than the coin has.
pub fn is_coin_amount(amount: &str, scheme: Scheme) -> bool {
    let (whole, rest) = amount.split_once('.').unwrap_or((amount, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    digits(whole)
        && digits(rest)
        && whole.len() <= 12
        && rest.len() <= scheme.digits()
        && amount.bytes().any(|b| (b'1'..=b'9').contains(&b))
}

#[cfg(test)]
mod tests;
