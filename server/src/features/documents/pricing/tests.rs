//! Tests of prices: examples, edges, and properties over made-up documents.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::features::documents::content::{Line, LineItems, PaymentTerms};
use crate::kit::money::MAX_MINOR;

fn content(code: &str, lines: Vec<Line>) -> Content {
    Content {
        currency: Currency::from_code(code).unwrap(),
        intro: None,
        blocks: vec![Block::LineItems(LineItems {
            id: "block".to_owned(),
            title: None,
            lines,
        })],
        valid_until: None,
        deposit: None,
        payment: PaymentTerms {
            asks: true,
            offers: vec![Offer::Deposit, Offer::Full],
            excluded_method_ids: vec![],
        },
        next_steps: None,
    }
}

fn line(quantity_milli: i64, unit_price_minor: i64, tax_rate: i64) -> Line {
    Line {
        id: format!("{quantity_milli}-{unit_price_minor}-{tax_rate}"),
        description: "Work".to_owned(),
        quantity_milli,
        unit: None,
        unit_price_minor: Some(unit_price_minor),
        tax_category: if tax_rate == 0 {
            TaxCategory::Z
        } else {
            TaxCategory::S
        },
        tax_rate,
    }
}

fn price(lines: Vec<Line>) -> Result<Calculation, FieldErrors> {
    calculate(&content("EUR", lines), &[])
}

fn code(result: Result<Calculation, FieldErrors>) -> (String, &'static str) {
    let error = result.unwrap_err().0.remove(0);
    (error.field, error.code)
}

#[test]
fn tax_is_rounded_once_per_rate_not_per_line() {
    // Three lines of 0.33 at 19 %: per line 0.06 each, together 0.19.
    let sum = price(vec![line(1000, 33, 19_000); 3]).unwrap();
    assert_eq!(
        (sum.net_minor, sum.tax_minor, sum.total_minor),
        (99, 19, 118)
    );
    assert_eq!(sum.taxes.len(), 1);
}

#[test]
fn each_category_and_rate_has_its_own_tax() {
    let sum = price(vec![
        line(1000, 10_000, 19_000),
        line(1000, 10_000, 7_000),
        line(500, 10_000, 19_000),
    ])
    .unwrap();
    let taxes: Vec<_> = sum
        .taxes
        .iter()
        .map(|t| (t.rate, t.base_minor, t.tax_minor))
        .collect();
    assert_eq!(taxes, [(7_000, 10_000, 700), (19_000, 15_000, 2_850)]);
    assert_eq!(sum.total_minor, 28_550);
}

#[test]
fn half_a_minor_unit_goes_up_and_a_discount_takes_back_the_same() {
    // 0.5 × 0.01 and 1.5 × 0.01 and 0.499 × 0.01
    let nets = |quantity, unit| {
        price(vec![line(1000, 1000, 0), line(quantity, unit, 0)])
            .unwrap()
            .lines[1]
            .net_minor
    };
    assert_eq!((nets(500, 1), nets(1500, 1), nets(499, 1)), (1, 2, 0));
    assert_eq!((nets(500, -1), nets(1500, -1), nets(499, -1)), (-1, -2, 0));
}

#[test]
fn chosen_options_are_priced_where_they_stand() {
    let option = |id: &str, price: i64| {
        json!({ "id": id, "name": id.to_uppercase(), "unit_price_minor": price, "tax_category": "S",
                "tax_rate": 20000, "max_quantity": 3 })
    };
    let content: Content = serde_json::from_value(json!({
        "currency": "GBP", "payment": { "asks": true, "offers": ["full"] },
        "blocks": [
            { "type": "option_group", "id": "g", "title": "G", "kind": "add_ons", "required": true,
              "options": [option("a", 500), option("b", 250)] },
            { "type": "line_items", "id": "l", "lines": [
                { "id": "l1", "description": "Off", "quantity_milli": 1000, "unit_price_minor": -100,
                  "tax_category": "S", "tax_rate": 20000 }] }
        ]
    }))
    .unwrap();
    let chosen = [("b", 3), ("a", 1)].map(|(id, quantity)| SelectedOption {
        option_id: id.to_owned(),
        quantity,
    });
    let sum = calculate(&content, &chosen).unwrap();
    let lines: Vec<_> = sum
        .lines
        .iter()
        .map(|l| (l.label.as_str(), l.option_id.as_deref(), l.net_minor))
        .collect();
    assert_eq!(
        lines,
        [
            ("A", Some("a"), 500),
            ("B", Some("b"), 750),
            ("Off", None, -100)
        ]
    );
    assert_eq!(
        (
            sum.net_minor,
            sum.tax_minor,
            sum.total_minor,
            sum.deposit_minor
        ),
        (1150, 230, 1380, None)
    );
    assert_eq!(total_from(&content), Some(180));
    assert_eq!(
        code(calculate(&content, &[])),
        ("groups.g".to_owned(), "choose_at_least")
    );
}

#[test]
fn nothing_and_zero_cost_nothing() {
    assert_eq!(price(vec![]).unwrap().total_minor, 0);
    assert_eq!(price(vec![line(1000, 0, 19_000)]).unwrap().total_minor, 0);
}

#[test]
fn totals_are_never_negative() {
    assert_eq!(
        code(price(vec![line(1000, -1, 0)])),
        ("total_minor".to_owned(), "negative_total")
    );
    assert_eq!(
        price(vec![line(1000, -1, 0), line(1000, 1, 0)])
            .unwrap()
            .total_minor,
        0
    );
}

#[test]
fn amounts_end_at_two_to_the_53() {
    assert_eq!(
        price(vec![line(1000, MAX_MINOR, 0)]).unwrap().total_minor,
        MAX_MINOR
    );
    assert_eq!(
        code(price(vec![line(1001, MAX_MINOR, 0)])),
        ("blocks[0].lines[0]".to_owned(), "amount_out_of_range")
    );
    assert_eq!(
        code(price(vec![line(1000, MAX_MINOR, 1)])).1,
        "amount_out_of_range"
    );
    assert_eq!(
        code(price(vec![line(1000, MAX_MINOR, 0), line(1000, 1, 0)])).1,
        "amount_out_of_range"
    );
    assert_eq!(
        code(price(vec![line(1000, -MAX_MINOR, 0), line(1000, -1, 0)])).1,
        "amount_out_of_range"
    );
    assert_eq!(
        code(price(vec![line(i64::MAX, i64::MIN, 0)])).1,
        "amount_out_of_range"
    );
    let back = price(vec![line(1000, MAX_MINOR, 0), line(1000, -MAX_MINOR, 0)]).unwrap();
    assert_eq!(back.total_minor, 0);
}

#[test]
fn currencies_without_and_with_three_digits_round_to_their_own_unit() {
    for code in ["JPY", "KWD"] {
        let sum = calculate(&content(code, vec![line(1500, 1333, 10_000)]), &[]).unwrap();
        assert_eq!(
            (sum.net_minor, sum.tax_minor, sum.total_minor),
            (2000, 200, 2200),
            "{code}"
        );
        assert_eq!(sum.currency.code(), code);
    }
}

#[test]
fn a_deposit_lies_between_nothing_and_the_whole() {
    let with = |deposit| {
        let mut content = content("EUR", vec![line(1000, 1001, 0)]);
        content.deposit = Some(deposit);
        calculate(&content, &[])
    };
    let percent = |rate| {
        with(Deposit::Percent {
            rate,
            due_in_days: None,
        })
    };
    let fixed = |amount_minor| {
        with(Deposit::Amount {
            amount_minor,
            due_in_days: None,
        })
    };
    for (rate, expected) in [(0, 0), (50_000, 501), (49_950, 500), (100_000, 1001)] {
        assert_eq!(
            percent(rate).unwrap().deposit_minor,
            Some(expected),
            "{rate}"
        );
    }
    assert_eq!(fixed(0).unwrap().deposit_minor, Some(0));
    assert_eq!(fixed(1001).unwrap().deposit_minor, Some(1001));
    for wrong in [percent(100_100), fixed(1002), fixed(-1), fixed(i64::MAX)] {
        assert_eq!(code(wrong), ("deposit".to_owned(), "deposit_too_large"));
    }
}

#[test]
fn a_deposit_that_is_not_offered_is_not_shown() {
    let mut content = content("EUR", vec![line(1000, 1000, 0)]);
    content.deposit = Some(Deposit::Percent {
        rate: 50_000,
        due_in_days: None,
    });
    content.payment.offers = vec![Offer::Full];
    assert_eq!(calculate(&content, &[]).unwrap().deposit_minor, None);
}

fn some_line() -> impl Strategy<Value = Line> {
    let price = prop_oneof![
        -10_000_000_i64..10_000_000,
        -MAX_MINOR..=MAX_MINOR,
        Just(0),
        Just(MAX_MINOR)
    ];
    let rate = prop_oneof![Just(0), Just(7_000), Just(19_000), 1_i64..100_000];
    (1_i64..100_000, price, rate).prop_map(|(quantity, price, rate)| line(quantity, price, rate))
}

proptest! {
    #[test]
    fn the_order_of_lines_changes_no_sum(
        (lines, mixed) in prop::collection::vec(some_line(), 0..12)
            .prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
    ) {
        match (price(lines), price(mixed)) {
            (Ok(one), Ok(other)) => {
                prop_assert_eq!(one.taxes, other.taxes);
                prop_assert_eq!(one.total_minor, other.total_minor);
            }
            (Err(_), Err(_)) => {}
            (one, other) => prop_assert!(false, "{:?} {:?}", one, other),
        }
    }

    #[test]
    fn sums_hold_and_taxes_are_off_by_at_most_half_a_unit(lines in prop::collection::vec(some_line(), 0..12)) {
        if let Ok(sum) = price(lines.clone()) {
            prop_assert_eq!(sum.lines.iter().map(|l| l.net_minor).sum::<i64>(), sum.net_minor);
            prop_assert_eq!(sum.taxes.iter().map(|t| t.base_minor).sum::<i64>(), sum.net_minor);
            prop_assert_eq!(sum.taxes.iter().map(|t| t.tax_minor).sum::<i64>(), sum.tax_minor);
            prop_assert_eq!(sum.net_minor + sum.tax_minor, sum.total_minor);
            prop_assert!((0..=MAX_MINOR).contains(&sum.total_minor));
            for tax in &sum.taxes {
                let exact = i128::from(tax.base_minor) * i128::from(tax.rate);
                let off = (i128::from(tax.tax_minor) * 100_000 - exact).abs();
                prop_assert!(off * 2 <= 100_000);
            }
            for (line, calculated) in lines.iter().zip(&sum.lines) {
                let exact = i128::from(line.quantity_milli) * i128::from(line.unit_price_minor.unwrap());
                let off = (i128::from(calculated.net_minor) * 1000 - exact).abs();
                prop_assert!(off * 2 <= 1000);
            }
        }
    }

    #[test]
    fn a_line_and_its_opposite_cancel_out(lines in prop::collection::vec(some_line(), 1..6)) {
        let mut both = lines.clone();
        let reversed = |line: Line| Line { unit_price_minor: line.unit_price_minor.map(|minor| -minor), ..line };
        both.extend(lines.into_iter().map(reversed));
        if let Ok(sum) = price(both) {
            prop_assert_eq!((sum.net_minor, sum.tax_minor), (0, 0));
        }
    }

    #[test]
    fn a_deposit_is_never_more_than_the_total(total in 0_i64..=MAX_MINOR, rate in 0_i64..=100_000) {
        let mut content = content("EUR", vec![line(1000, total, 0)]);
        content.deposit = Some(Deposit::Percent { rate, due_in_days: None });
        let deposit = calculate(&content, &[]).unwrap().deposit_minor.unwrap();
        prop_assert!((0..=total).contains(&deposit));
        prop_assert!((i128::from(deposit) * 100_000 - i128::from(total) * i128::from(rate)).abs() <= 50_000);
    }

    #[test]
    fn every_currency_is_priced_as_by_hand(
        (lines, options) in (prop::collection::vec(some_line(), 0..6), prop::collection::vec((some_line(), 1_i64..1_000), 0..4)),
        currency in prop::sample::select(vec!["EUR", "JPY", "KWD", "CLF", "USD"]),
    ) {
        let mut content = content(currency, lines.clone());
        let offered = options.iter().enumerate().map(|(at, (line, quantity))| json!({
            "id": format!("o{at}"), "name": "Option", "unit_price_minor": line.unit_price_minor, "tax_category": line.tax_category,
            "tax_rate": line.tax_rate, "min_quantity": 1, "max_quantity": quantity
        }));
        let group = json!({ "type": "option_group", "id": "g", "title": "G", "kind": "add_ons", "required": false,
                            "options": offered.collect::<Vec<_>>() });
        content.blocks.push(serde_json::from_value(group).unwrap());
        let chosen: Vec<_> = options.iter().enumerate().map(|(at, (_, quantity))| SelectedOption {
            option_id: format!("o{at}"),
            quantity: *quantity,
        }).collect();
        let by_hand = by_hand(lines.iter().map(|line| (line, line.quantity_milli))
            .chain(options.iter().map(|(line, quantity)| (line, quantity * 1_000))));
        match calculate(&content, &chosen) {
            Ok(sum) => prop_assert_eq!(Some((sum.net_minor, sum.tax_minor, sum.total_minor)), by_hand),
            Err(_) => prop_assert_eq!(by_hand, None),
        }
    }
}

/// Net, tax and total as one would write them on paper: decimal digits, and a look at the first digit behind the point.
/// Nothing where an amount on the way is too large or the total is below zero.
fn by_hand<'a>(lines: impl Iterator<Item = (&'a Line, i64)>) -> Option<(i64, i64, i64)> {
    let fits = |amount: i128| (amount.abs() <= i128::from(MAX_MINOR)).then_some(amount);
    let mut net = 0;
    let mut bases: Vec<((TaxCategory, i64), i128)> = Vec::new();
    for (line, quantity_milli) in lines {
        let product = i128::from(line.unit_price_minor.unwrap()) * i128::from(quantity_milli);
        let own = fits(cut(product, 3))?;
        net += own;
        let rate = (line.tax_category, line.tax_rate);
        match bases.iter_mut().find(|(known, _)| *known == rate) {
            Some((_, base)) => *base += own,
            None => bases.push((rate, own)),
        }
    }
    let mut tax = 0;
    for ((_, rate), base) in bases {
        tax += fits(cut(fits(base)? * i128::from(rate), 5))?;
    }
    let total = fits(net + tax).filter(|total| *total >= 0)?;
    let sums = (fits(net)?, fits(tax)?, total);
    let plain = |amount: i128| i64::try_from(amount).unwrap();
    Some((plain(sums.0), plain(sums.1), plain(sums.2)))
}

/// A number without its last digits, one more if the first of them is 5 to 9; the sign is kept.
fn cut(number: i128, digits: usize) -> i128 {
    let text = format!("{:0>width$}", number.unsigned_abs(), width = digits + 1);
    let (whole, rest) = text.split_at(text.len() - digits);
    let more = i128::from(rest.as_bytes()[0] >= b'5');
    (whole.parse::<i128>().unwrap() + more) * number.signum()
}
