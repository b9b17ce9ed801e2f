//! Tests of what a payment method may say.

use serde_json::{Value, json};

use super::*;

fn sample() -> Value {
    json!({
        "section": "transfer", "name": "Bank transfer", "instructions": "Thank you.",
        "fields": [{ "label": "IBAN", "value": "DE89 3704 0044 0532 0130 00" }], "currency": "EUR",
        "qr": { "standard": "epc", "name": "Studio Ada", "iban": "DE89 3704 0044 0532 0130 00", "bic": "COBADEFFXXX" }
    })
}

fn faults(pointer: &str, value: Value) -> Vec<String> {
    let mut sample = sample();
    *sample.pointer_mut(pointer).unwrap() = value;
    let method: PaymentMethodContent = serde_json::from_value(sample).unwrap();
    match method.checked() {
        Ok(_) => Vec::new(),
        Err(errors) => errors
            .0
            .into_iter()
            .map(|e| format!("{} {}", e.field, e.code))
            .collect(),
    }
}

#[test]
fn a_good_method_is_taken() {
    assert!(faults("/currency", json!("EUR")).is_empty());
    assert!(faults("/qr", json!(null)).is_empty());
    assert!(faults("/qr/bic", json!(null)).is_empty());
}

#[test]
fn faults_name_their_place() {
    assert_eq!(faults("/name", json!(" ")), ["name required"]);
    assert_eq!(
        faults("/fields/0/value", json!("x".repeat(501))),
        ["fields[0].value too_long"]
    );
    assert_eq!(
        faults("/currency", json!("eur")),
        ["currency wrong_currency", "currency wrong_currency"]
    );
    assert_eq!(
        faults("/currency", json!("USD")),
        ["currency wrong_currency"]
    );
    assert_eq!(
        faults("/qr/iban", json!("DE89 3704 0044 0532 0130 01")),
        ["qr.iban wrong_iban"]
    );
    assert_eq!(faults("/qr/bic", json!("COBA")), ["qr.bic wrong_bic"]);
    assert_eq!(
        faults("/qr/name", json!("x".repeat(71))),
        ["qr.name too_long"]
    );
    assert_eq!(faults("/qr/name", json!("Ada\nEUR1")), ["qr.name one_line"]);
    assert_eq!(faults("/name", json!("Bank\ntransfer")), ["name one_line"]);
    assert_eq!(
        faults("/fields/0/label", json!("IBAN\tBIC")),
        ["fields[0].label one_line"]
    );
}

#[test]
fn coins_have_addresses_and_amounts_of_their_own_form() {
    let coin = |scheme: &str, address: &str, amount: Value| {
        let mut sample = sample();
        sample["currency"] = json!(null);
        sample["qr"] =
            json!({ "standard": "bip21", "scheme": scheme, "address": address, "amount": amount });
        serde_json::from_value::<PaymentMethodContent>(sample)
            .unwrap()
            .checked()
            .is_ok()
    };
    let (btc, eth) = (
        "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
        "0x52908400098527886E0F7030069857D2E4169EE7",
    );
    assert!(coin("bitcoin", btc, json!(null)) && coin("bitcoin", btc, json!("0.015")));
    assert!(coin("ethereum", eth, json!("0.000000000000000001")));
    assert!(!coin(
        "bitcoin",
        eth.trim_start_matches("0x").get(..20).unwrap(),
        json!(null)
    ));
    assert!(!coin(
        "bitcoin",
        "bc1?amount=1&x=aaaaaaaaaaaaaaaaaaaa",
        json!(null)
    ));
    assert!(!coin("ethereum", btc, json!(null)));
    for amount in [
        "0",
        "0.0",
        "-1",
        "1e5",
        ".5",
        "1.",
        "1,5",
        "0.123456789",
        "",
        " 1",
    ] {
        assert!(!coin("bitcoin", btc, json!(amount)), "{amount}");
    }
}

#[test]
fn ibans_are_proven_by_their_remainder() {
    for iban in [
        "GB82 WEST 1234 5698 7654 32",
        "nl91abna0417164300",
        "NO93 8601 1117 947",
    ] {
        assert!(is_iban(iban), "{iban}");
    }
    for iban in [
        "",
        "DE",
        "GB82 WEST 1234 5698 7654 33",
        "1234567890123456",
        "DE8937040044053201300é",
    ] {
        assert!(!is_iban(iban), "{iban}");
    }
}

#[test]
fn sections_keep_their_words_and_order() {
    for section in Section::ALL {
        assert_eq!(serde_json::to_value(section).unwrap(), section.as_str());
        assert_eq!(Section::from_word(section.as_str()), Some(section));
    }
}

#[test]
fn names_are_what_the_document_says() {
    text::must_agree::<MethodName>(MAX_NAME, |typed| {
        let mut errors = FieldErrors::new();
        line("name", typed, &mut errors);
        errors.or(()).is_ok()
    });
}
