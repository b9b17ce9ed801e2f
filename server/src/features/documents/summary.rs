//! What lists show of a content. It is kept beside it, written in the same statement: a list reads no content.

use jiff::civil::Date;

use super::{
    content::{Block, Content},
    pricing,
};

/// What lists show of a content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The code of its currency.
    pub currency: &'static str,
    /// The last day on which it can be accepted.
    pub valid_until: Option<Date>,
    /// The total of the least that may be chosen; none when that can't be priced.
    pub total_minor_from: Option<i64>,
    /// The total that nothing can change; none where there is something to choose, or nothing has a price.
    pub fixed_total_minor: Option<i64>,
}

impl Summary {
    /// Of this content.
    pub fn of(content: &Content) -> Self {
        let is_open = |block: &Block| matches!(block, Block::OptionGroup(_));
        let total_minor_from = pricing::total_from(content);
        let is_fixed = content.has_prices() && !content.blocks.iter().any(is_open);
        Self {
            currency: content.currency.code(),
            valid_until: content.valid_until,
            total_minor_from,
            fixed_total_minor: total_minor_from.filter(|_| is_fixed),
        }
    }
}
