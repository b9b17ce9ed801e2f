//! Tests of what may be saved and what may be published.

use serde_json::{Value, json};

use super::*;

fn sample() -> Value {
    json!({
        "currency": "EUR",
        "deposit": { "kind": "percent", "rate": 30000 },
        "payment": { "asks": true, "offers": ["deposit", "full"] },
        "blocks": [
            { "type": "heading", "id": "h", "text": "Scope", "level": 2 },
            { "type": "rich_text", "id": "r", "markdown": "*Hi*" },
            { "type": "option_group", "id": "g", "title": "Tier", "kind": "add_ons", "required": true, "max": 1,
              "options": [{ "id": "o", "name": "Small", "features": ["a"], "unit_price_minor": 100,
                            "tax_category": "S", "tax_rate": 19000 }] },
            { "type": "line_items", "id": "l", "lines": [
                { "id": "l1", "description": "Work", "quantity_milli": 1500, "unit_price_minor": 9000,
                  "tax_category": "AE", "tax_rate": 0 }] },
            { "type": "itinerary", "id": "i", "entries": [
                { "id": "e", "date": "2026-12-01", "time": "09:30", "title": "Start" }] },
            { "type": "terms", "id": "t", "markdown": "Terms" }
        ]
    })
}

fn content(change: impl FnOnce(&mut Value)) -> Content {
    let mut value = sample();
    change(&mut value);
    serde_json::from_value(value).unwrap()
}

/// The faults of the sample with `value` put at `pointer`: those of a draft, those of publishing.
fn faults(pointer: &str, value: Value) -> (Vec<String>, Vec<String>) {
    let content = content(|sample| *sample.pointer_mut(pointer).unwrap() = value);
    let words = |result: Result<(), FieldErrors>| match result {
        Ok(()) => Vec::new(),
        Err(errors) => errors
            .0
            .into_iter()
            .map(|e| format!("{} {}", e.field, e.code))
            .collect(),
    };
    (
        words(check_draft(&content)),
        words(check_complete(&content)),
    )
}

fn wrong_always(pointer: &str, value: Value, expected: &str) {
    let (draft, complete) = faults(pointer, value);
    assert_eq!(draft, [expected], "{pointer}, draft");
    assert_eq!(complete, [expected], "{pointer}, complete");
}

fn wrong_when_published(pointer: &str, value: Value, expected: &str) {
    let (draft, complete) = faults(pointer, value);
    assert!(draft.is_empty(), "{pointer} {draft:?}");
    assert_eq!(complete, [expected], "{pointer}");
}

#[test]
fn the_sample_is_fine() {
    let sample = content(|_| {});
    assert_eq!(check_draft(&sample), Ok(()));
    assert_eq!(check_complete(&sample), Ok(()));
}

#[test]
fn faults_name_their_place() {
    let price = "/blocks/2/options/0/unit_price_minor";
    let at = "blocks[2].options[0].unit_price_minor out_of_range";
    wrong_always(price, json!(MAX_MINOR + 1), at);
    wrong_always(price, json!(-MAX_MINOR - 1), at);
    wrong_when_published(
        "/blocks/3/lines/0/quantity_milli",
        json!(0),
        "blocks[3].lines[0].quantity_milli out_of_range",
    );
    wrong_when_published("/blocks/0/level", json!(1), "blocks[0].level out_of_range");
    wrong_when_published(
        "/blocks/4/entries/0/time",
        json!("24:00"),
        "blocks[4].entries[0].time wrong_time",
    );
    wrong_when_published(
        "/blocks/2/options/0/tax_rate",
        json!(100_001),
        "blocks[2].options[0].tax_rate out_of_range",
    );
    wrong_when_published(
        "/blocks/2/options/0/tax_rate",
        json!(0),
        "blocks[2].options[0].tax_rate out_of_range",
    );
    wrong_when_published(
        "/blocks/3/lines/0/tax_rate",
        json!(1),
        "blocks[3].lines[0].tax_rate out_of_range",
    );
    wrong_when_published("/deposit/rate", json!(100_001), "deposit.rate out_of_range");
    wrong_always(
        "/payment/offers",
        json!(["full", "full"]),
        "payment.offers repeated",
    );
}

#[test]
fn ids_are_plain_and_unique_in_the_whole_document() {
    wrong_always("/blocks/0/id", json!("r"), "blocks[1].id repeated_id");
    wrong_always(
        "/blocks/3/lines/0/id",
        json!("o"),
        "blocks[3].lines[0].id repeated_id",
    );
    for id in ["", "a b", "ä", &"a".repeat(41)] {
        wrong_always("/blocks/0/id", json!(id), "blocks[0].id wrong_id");
    }
}

#[test]
fn texts_and_lists_have_an_end() {
    wrong_always(
        "/blocks/1/markdown",
        json!("x".repeat(20_001)),
        "blocks[1].markdown too_long",
    );
    wrong_always(
        "/blocks/1/markdown",
        json!("a\u{0}b"),
        "blocks[1].markdown control_characters",
    );
    wrong_always(
        "/blocks/2/options/0/features",
        json!(vec!["x"; 101]),
        "blocks[2].options[0].features too_many",
    );
    let many: Vec<_> = (0..101)
        .map(|n| json!({ "type": "rich_text", "id": format!("r{n}"), "markdown": "x" }))
        .collect();
    wrong_always("/blocks", json!(many), "blocks too_many");
}

#[test]
fn a_draft_may_have_gaps_and_a_published_one_may_not() {
    wrong_when_published("/blocks/0/text", json!(" "), "blocks[0].text required");
    wrong_when_published("/blocks/2/options", json!([]), "blocks[2].options required");
    wrong_when_published("/blocks/3/lines", json!([]), "blocks[3].lines required");
    wrong_when_published("/deposit", json!(null), "deposit required");
    wrong_when_published("/payment/offers", json!([]), "payment.offers required");
}

#[test]
fn what_says_nothing_is_not_published() {
    wrong_when_published("/blocks", json!([]), "blocks required");
    let words = json!([{ "type": "rich_text", "id": "r", "markdown": "Hello" }]);
    wrong_when_published("/blocks", words, "blocks nothing_priced");
    let free = content(|sample| {
        sample["payment"] = json!({ "asks": false, "offers": [] });
        sample["blocks"] = json!([{ "type": "rich_text", "id": "r", "markdown": "Hello" }]);
    });
    assert_eq!(check_complete(&free), Ok(()));
}

#[test]
fn publishing_names_every_gap_at_once() {
    let half_typed = content(|sample| {
        sample["blocks"][2]["options"][0] =
            json!({ "id": "o", "name": "", "tax_category": "S", "tax_rate": 0 });
        sample["blocks"][3]["lines"][0]["unit_price_minor"] = json!(null);
    });
    assert_eq!(check_draft(&half_typed), Ok(()));
    let faults = check_complete(&half_typed).unwrap_err().0;
    let fields: Vec<_> = faults
        .iter()
        .map(|fault| (fault.field.as_str(), fault.code))
        .collect();
    assert_eq!(
        fields,
        [
            ("blocks[2].options[0].name", "required"),
            ("blocks[2].options[0].unit_price_minor", "required"),
            ("blocks[2].options[0].tax_rate", "out_of_range"),
            ("blocks[3].lines[0].unit_price_minor", "required"),
        ]
    );
}

#[test]
fn what_has_no_price_is_not_published() {
    wrong_when_published(
        "/blocks/3/lines/0/unit_price_minor",
        json!(-9000),
        "total_minor negative_total",
    );
    wrong_when_published(
        "/deposit",
        json!({ "kind": "amount", "amount_minor": 13_620 }),
        "deposit deposit_too_large",
    );
    let at = "/blocks/3/lines/0/unit_price_minor";
    wrong_when_published(
        at,
        json!(MAX_MINOR),
        "blocks[3].lines[0] amount_out_of_range",
    );
}

#[test]
fn add_ons_ask_for_no_more_than_there_is() {
    wrong_when_published("/blocks/2/max", json!(2), "blocks[2].max out_of_range");
    wrong_when_published("/blocks/2/max", json!(0), "blocks[2].max out_of_range");
    let content = content(|sample| sample["blocks"][2]["options"][0]["max_quantity"] = json!(0));
    let fault = check_complete(&content).unwrap_err().0.remove(0);
    assert_eq!(fault.field, "blocks[2].options[0].max_quantity");
}
