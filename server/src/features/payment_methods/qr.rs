//! The codes on the confirmed page: EPC069-12 for SEPA transfers in euro, BIP 21 and its kin for
//! crypto, drawn as SVG (D14).

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

use super::PaymentCode;
use super::model::{Qr, Scheme, fold_iban};
use crate::kit::{
    money::{Currency, Money},
    text,
};

/// The longest payload EPC069-12 allows, in bytes.
const MAX_EPC_BYTES: usize = 331;
const MAX_EPC_NAME: usize = 70;
const MAX_EPC_REMITTANCE: usize = 140;
const MAX_EPC_MINOR: i64 = 99_999_999_999;

/// What the code of a method says for an amount due and a reference. None where the standard has
/// no such code: EPC knows only euro from 0.01 to 999,999,999.99.
pub fn payload(qr: &Qr, due: Option<Money>, reference: &str) -> Option<String> {
    match qr {
        Qr::Epc { name, iban, bic } => epc(name, iban, bic.as_deref(), due?, reference),
        Qr::Bip21 {
            scheme,
            address,
            amount,
        } => Some(coin_uri(*scheme, address, amount.as_deref(), reference)),
    }
}

/// The lines of EPC069-12, version 002 (no BIC needed), UTF-8, unstructured remittance.
fn epc(name: &str, iban: &str, bic: Option<&str>, due: Money, reference: &str) -> Option<String> {
    if due.currency() != Currency::EUR || !(1..=MAX_EPC_MINOR).contains(&due.minor()) {
        return None;
    }
    let amount = format!("EUR{}", due.to_decimal());
    // A line break would start the next field of the code.
    let lines = [
        "BCD",
        "002",
        "1",
        "SCT",
        bic.map_or("", str::trim),
        &text::folded(name, MAX_EPC_NAME),
        &fold_iban(iban),
        &amount,
        "",
        "",
        &text::folded(reference, MAX_EPC_REMITTANCE),
    ];
    let payload = lines.join("\n");
    (payload.len() <= MAX_EPC_BYTES).then_some(payload)
}

/// `bitcoin:ADDRESS?amount=0.015&message=Q-2026-0007`; for ether `ethereum:0x…?value=WEI`
/// (ERC-681), which has no place for a message.
fn coin_uri(scheme: Scheme, address: &str, amount: Option<&str>, reference: &str) -> String {
    let mut members = Vec::new();
    if let Some(amount) = amount {
        members.push(match scheme {
            Scheme::Ethereum => format!("value={}", smallest_units(amount, scheme.digits())),
            _ => format!("amount={amount}"),
        });
    }
    if scheme != Scheme::Ethereum && !reference.is_empty() {
        members.push(format!("message={}", percent_encoded(reference)));
    }
    let mark = if members.is_empty() { "" } else { "?" };
    format!("{}:{address}{mark}{}", scheme.as_str(), members.join("&"))
}

/// A decimal in units of its last digit: `0.5` with 3 digits is `500`.
fn smallest_units(amount: &str, digits: usize) -> String {
    let (whole, rest) = amount.split_once('.').unwrap_or((amount, ""));
    let units = format!("{whole}{rest:0<digits$}");
    match units.trim_start_matches('0') {
        "" => "0".to_owned(),
        units => units.to_owned(),
    }
}

fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// The code of a method, drawn. None where `payload` has none, or where it is too long.
pub fn code(qr: &Qr, due: Option<Money>, reference: &str) -> Option<PaymentCode> {
    let payload = payload(qr, due, reference)?;
    let svg = to_svg(&payload)?;
    Some(PaymentCode { payload, svg })
}

/// The payload as an SVG element with its quiet zone, to be put in a page or an image. Black on
/// white whatever the page's colours are: cameras want it so. None when it is too long.
pub fn to_svg(payload: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(payload, EcLevel::M).ok()?;
    let svg = code
        .render::<svg::Color<'_>>()
        .module_dimensions(4, 4)
        .build();
    let start = svg.find("<svg")?;
    Some(svg[start..].to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kit::money::MAX_MINOR;

    fn eur(minor: i64) -> Option<Money> {
        Money::new(minor, Currency::EUR).ok()
    }

    fn account(bic: Option<&str>) -> Qr {
        Qr::Epc {
            name: "Studio Ada".to_owned(),
            iban: "DE89 3704 0044 0532 0130 00".to_owned(),
            bic: bic.map(str::to_owned),
        }
    }

    fn coin(scheme: Scheme, amount: Option<&str>) -> Qr {
        Qr::Bip21 {
            scheme,
            address: "addr".to_owned(),
            amount: amount.map(str::to_owned),
        }
    }

    #[test]
    fn a_transfer_has_the_lines_of_the_standard() {
        assert_eq!(
            payload(&account(None), eur(12_345), "Q-2026-0007").unwrap(),
            "BCD\n002\n1\nSCT\n\nStudio Ada\nDE89370400440532013000\nEUR123.45\n\n\nQ-2026-0007"
        );
        assert!(
            payload(&account(Some("COBADEFFXXX")), eur(1), "x")
                .unwrap()
                .contains("\nSCT\nCOBADEFFXXX\n")
        );
    }

    #[test]
    fn a_transfer_is_in_euro_and_within_the_amounts_of_the_standard() {
        for (minor, fits) in [
            (0, false),
            (1, true),
            (99_999_999_999, true),
            (100_000_000_000, false),
            (-1, false),
        ] {
            assert_eq!(
                payload(&account(None), eur(minor), "x").is_some(),
                fits,
                "{minor}"
            );
        }
        let pounds = Money::new(100, Currency::from_code("GBP").unwrap()).ok();
        assert_eq!(payload(&account(None), pounds, "x"), None);
        assert_eq!(payload(&account(None), None, "x"), None);
    }

    #[test]
    fn a_reference_can_not_write_other_fields() {
        let payload = payload(&account(None), eur(100), "a\nb\r\nc").unwrap();
        assert_eq!(payload.lines().count(), 11);
        assert!(payload.ends_with("\na b c"));
    }

    #[test]
    fn coins_carry_an_amount_only_where_staff_entered_one() {
        let uri =
            |scheme, amount| payload(&coin(scheme, amount), eur(5000), "Q-2026-0007 &").unwrap();
        assert_eq!(
            uri(Scheme::Bitcoin, None),
            "bitcoin:addr?message=Q-2026-0007%20%26"
        );
        assert_eq!(
            uri(Scheme::Litecoin, Some("0.015")),
            "litecoin:addr?amount=0.015&message=Q-2026-0007%20%26"
        );
        assert_eq!(uri(Scheme::Ethereum, None), "ethereum:addr");
        assert_eq!(
            uri(Scheme::Ethereum, Some("0.015")),
            "ethereum:addr?value=15000000000000000"
        );
        assert_eq!(
            uri(Scheme::Ethereum, Some("2")),
            "ethereum:addr?value=2000000000000000000"
        );
    }

    #[test]
    fn a_code_is_one_svg_element() {
        let svg = to_svg("bitcoin:addr").unwrap();
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"));
        assert!(!svg.contains("<?xml") && !svg.contains("script"));
        assert_eq!(to_svg(&"x".repeat(5000)), None);
    }

    proptest! {
        #[test]
        fn every_transfer_fits_the_standard_and_a_code(
            name in "\\PC{1,70}", reference in "\\PC{0,200}", minor in 1..MAX_MINOR,
        ) {
            let qr = Qr::Epc { name, iban: "DE89370400440532013000".to_owned(), bic: None };
            if let Some(payload) = payload(&qr, eur(minor), &reference) {
                prop_assert!(payload.len() <= MAX_EPC_BYTES);
                prop_assert_eq!(payload.split('\n').count(), 11);
                prop_assert!(to_svg(&payload).is_some());
            }
        }
    }
}
