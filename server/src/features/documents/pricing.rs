//! What a composed document costs for what was chosen (D10, D11, D19). Computed here only.
//!
//! A line's net is quantity × unit price, rounded to the minor unit; tax is taken once per
//! category and rate on the sum of its nets, and rounded once (EN 16931 BR-CO-17); the total is
//! nets and taxes together. Half a minor unit is rounded away from zero, so that a discount
//! takes back exactly what its price added.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::content::{Block, Content, Deposit, Offer, TaxCategory};
use super::selection::{self, CheckedSelection, SelectedOption};
use crate::kit::field::FieldErrors;
use crate::kit::money::{Currency, divide_half_up, in_range};

/// Thousandths of a per cent in the whole.
pub const WHOLE_RATE: i64 = 100_000;

/// The priced document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Calculation {
    /// Lines and chosen options, in the order of the document.
    pub lines: Vec<CalculatedLine>,
    /// One entry per category and rate.
    pub taxes: Vec<CalculatedTax>,
    /// The sum of the nets.
    pub net_minor: i64,
    /// The sum of the taxes.
    pub tax_minor: i64,
    /// Nets and taxes.
    pub total_minor: i64,
    /// What is due first, when the document offers a deposit.
    pub deposit_minor: Option<i64>,
    /// The currency of it all.
    pub currency: Currency,
}

/// One priced line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CalculatedLine {
    /// The id of the line, or of the option.
    pub line_id: String,
    /// The option, when it was chosen and not part of the document anyway.
    pub option_id: Option<String>,
    /// The line's description, or the option's name.
    pub label: String,
    /// Quantity in thousandths.
    pub quantity_milli: i64,
    /// Net price of one.
    pub unit_price_minor: i64,
    /// Net price of the line.
    pub net_minor: i64,
}

/// The tax of one category and rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CalculatedTax {
    /// Category.
    pub category: TaxCategory,
    /// Thousandths of a per cent.
    pub rate: i64,
    /// The sum of the nets.
    pub base_minor: i64,
    /// The tax on it.
    pub tax_minor: i64,
}

/// Prices `content` for what was chosen. Besides the faults of [`selection::check`] the codes
/// are `required` where a draft has no price yet, `amount_out_of_range`, `negative_total` and
/// `deposit_too_large`, at the place that makes the amount or at `total_minor`, `deposit`.
pub fn calculate(
    content: &Content,
    selected: &[SelectedOption],
) -> Result<Calculation, FieldErrors> {
    let selection = selection::check(content, selected)?;
    let priced = price_lines(content, &selection)?;
    let mut bases: BTreeMap<(TaxCategory, i64), i128> = BTreeMap::new();
    for (line, category, rate) in &priced {
        *bases.entry((*category, *rate)).or_default() += i128::from(line.net_minor);
    }
    let mut taxes = Vec::new();
    for ((category, rate), base) in bases {
        let tax = divide_half_up(base * i128::from(rate), i128::from(WHOLE_RATE));
        taxes.push(CalculatedTax {
            category,
            rate,
            base_minor: amount(base, "total_minor")?,
            tax_minor: amount(tax, "total_minor")?,
        });
    }
    let lines: Vec<CalculatedLine> = priced.into_iter().map(|(line, ..)| line).collect();
    let net: i128 = lines.iter().map(|line| i128::from(line.net_minor)).sum();
    let tax: i128 = taxes.iter().map(|tax| i128::from(tax.tax_minor)).sum();
    let total_minor = amount(net + tax, "total_minor")?;
    if total_minor < 0 {
        let message = "The discounts are more than the prices: the total can't be below zero.";
        return Err(FieldErrors::one("total_minor", "negative_total", message));
    }
    Ok(Calculation {
        lines,
        taxes,
        net_minor: amount(net, "total_minor")?,
        tax_minor: amount(tax, "total_minor")?,
        total_minor,
        deposit_minor: deposit(content, total_minor)?,
        currency: content.currency,
    })
}

/// The total of the least that may be chosen; none when that can't be priced.
pub fn total_from(content: &Content) -> Option<i64> {
    let calculation = calculate(content, &selection::smallest(content)).ok()?;
    Some(calculation.total_minor)
}

type PricedLine = (CalculatedLine, TaxCategory, i64);

fn price_lines(
    content: &Content,
    selection: &CheckedSelection<'_>,
) -> Result<Vec<PricedLine>, FieldErrors> {
    let mut priced = Vec::new();
    for (index, block) in content.blocks.iter().enumerate() {
        match block {
            Block::LineItems(items) => {
                for (at, line) in items.lines.iter().enumerate() {
                    let field = format!("blocks[{index}].lines[{at}]");
                    let unit_price_minor = typed_price(line.unit_price_minor, &field)?;
                    let net = line_net(line.quantity_milli, unit_price_minor, &field)?;
                    let line_out = CalculatedLine {
                        line_id: line.id.clone(),
                        option_id: None,
                        label: line.description.clone(),
                        quantity_milli: line.quantity_milli,
                        unit_price_minor,
                        net_minor: net,
                    };
                    priced.push((line_out, line.tax_category, line.tax_rate));
                }
            }
            Block::OptionGroup(group) => {
                for (at, option) in group.options.iter().enumerate() {
                    let Some(quantity) = selection.quantity(&option.id) else {
                        continue;
                    };
                    let field = format!("blocks[{index}].options[{at}]");
                    let quantity_milli = amount(i128::from(quantity) * 1000, &field)?;
                    let unit_price_minor = typed_price(option.unit_price_minor, &field)?;
                    let net = line_net(quantity_milli, unit_price_minor, &field)?;
                    let line_out = CalculatedLine {
                        line_id: option.id.clone(),
                        option_id: Some(option.id.clone()),
                        label: option.name.clone(),
                        quantity_milli,
                        unit_price_minor,
                        net_minor: net,
                    };
                    priced.push((line_out, option.tax_category, option.tax_rate));
                }
            }
            _ => {}
        }
    }
    Ok(priced)
}

/// The price of something that is part of the sum.
fn typed_price(unit_price_minor: Option<i64>, field: &str) -> Result<i64, FieldErrors> {
    let field = || format!("{field}.unit_price_minor");
    unit_price_minor.ok_or_else(|| FieldErrors::one(field(), "required", "Enter a price."))
}

fn line_net(quantity_milli: i64, unit_price_minor: i64, field: &str) -> Result<i64, FieldErrors> {
    let product = i128::from(quantity_milli) * i128::from(unit_price_minor);
    amount(divide_half_up(product, 1000), field)
}

fn deposit(content: &Content, total_minor: i64) -> Result<Option<i64>, FieldErrors> {
    let Some(deposit) = &content.deposit else {
        return Ok(None);
    };
    if !content.payment.offers(Offer::Deposit) {
        return Ok(None);
    }
    let minor = match deposit {
        Deposit::Percent { rate, .. } => {
            let product = i128::from(total_minor) * i128::from(*rate);
            amount(divide_half_up(product, i128::from(WHOLE_RATE)), "deposit")?
        }
        Deposit::Amount { amount_minor, .. } => *amount_minor,
    };
    if !(0..=total_minor).contains(&minor) {
        let message = "The deposit must lie between nothing and the total.";
        return Err(FieldErrors::one("deposit", "deposit_too_large", message));
    }
    Ok(Some(minor))
}

fn amount(minor: i128, field: &str) -> Result<i64, FieldErrors> {
    in_range(minor)
        .map_err(|_| FieldErrors::one(field, "amount_out_of_range", "This amount is too large."))
}

#[cfg(test)]
mod tests;
