//! Whether content may be saved, and whether it may be published. A draft may hold what is only half typed; whether
//! it makes sense is asked when it is published. Each fault names its place
//! (`blocks[2].options[0].unit_price_minor`) and says in words what is wrong.

use std::collections::HashSet;

use super::content::kinds::{
    MAX_BLOCKS, MAX_HASH, MAX_ID, MAX_MARKDOWN, MAX_ROWS, MAX_TITLE, MAX_WORDS,
};
use super::content::{
    Block, Content, Deposit, GroupKind, GroupOption, Images, Itinerary, Line, LineItems, Offer,
    OptionGroup, TaxCategory,
};
use super::pricing::{self, WHOLE_RATE};
use super::selection;
use crate::kit::field::FieldErrors;
use crate::kit::money::MAX_MINOR;
use crate::kit::text;

/// In a browser it would not name a member of an object but what all objects have.
const NO_ID: &str = "__proto__";
const MAX_QUANTITY: i64 = 1_000_000;
const MAX_DUE_DAYS: i64 = 3_650;

/// What staff may save: what can be kept at all. Texts and lists have an end, ids are unique; everything may still be
/// empty, and a number may still be wrong.
pub fn check_draft(content: &Content) -> Result<(), FieldErrors> {
    let mut check = Check::new(false);
    check.content(content);
    check.errors.or(())
}

/// What may be shown to a client: a draft without gaps that says something, and whose smallest choice has a price.
pub fn check_complete(content: &Content) -> Result<(), FieldErrors> {
    let mut check = Check::new(true);
    check.content(content);
    check.errors.or(())?;
    pricing::calculate(content, &selection::smallest(content)).map(|_| ())
}

struct Check<'a> {
    complete: bool,
    ids: HashSet<&'a str>,
    errors: FieldErrors,
}

impl<'a> Check<'a> {
    fn new(complete: bool) -> Self {
        Self {
            complete,
            ids: HashSet::new(),
            errors: FieldErrors::new(),
        }
    }

    fn content(&mut self, content: &'a Content) {
        self.optional("intro", content.intro.as_deref(), MAX_WORDS);
        self.optional("next_steps", content.next_steps.as_deref(), MAX_MARKDOWN);
        self.count("blocks", content.blocks.len(), MAX_BLOCKS);
        for (index, block) in content.blocks.iter().enumerate() {
            self.block(&format!("blocks[{index}]"), block);
        }
        self.deposit(content);
        if self.complete {
            self.says_something(content);
        }
        self.count(
            "payment.excluded_method_ids",
            content.payment.excluded_method_ids.len(),
            MAX_ROWS,
        );
        let offers = &content.payment.offers;
        if offers.len() > 2 || (offers.len() == 2 && offers[0] == offers[1]) {
            self.errors
                .add("payment.offers", "repeated", "An offer stands here twice.");
        }
        if self.complete && content.payment.asks && offers.is_empty() {
            let message = "Offer the deposit, the full amount, or both.";
            self.errors.add("payment.offers", "required", message);
        }
    }

    fn says_something(&mut self, content: &Content) {
        if content.blocks.is_empty() {
            let message = "Add a block: there is nothing to read yet.";
            self.errors.add("blocks", "required", message);
        } else if self.errors.is_empty() && content.payment.asks && !content.has_prices() {
            let message = "It asks for a payment, but nothing in it has a price. Add a price, or ask for no payment.";
            self.errors.add("blocks", "nothing_priced", message);
        }
    }

    fn deposit(&mut self, content: &Content) {
        match &content.deposit {
            Some(Deposit::Percent { rate, .. }) => {
                self.range(
                    "deposit.rate",
                    *rate,
                    0,
                    WHOLE_RATE,
                    "a share from 0 to 100 %",
                );
            }
            Some(Deposit::Amount { amount_minor, .. }) => {
                self.range(
                    "deposit.amount_minor",
                    *amount_minor,
                    0,
                    MAX_MINOR,
                    "an amount of 0 or more",
                );
            }
            None if self.complete && content.payment.offers(Offer::Deposit) => {
                self.errors
                    .add("deposit", "required", "Say how much the deposit is.");
            }
            None => {}
        }
        if let Some(days) = content.deposit.as_ref().and_then(Deposit::due_in_days) {
            self.range(
                "deposit.due_in_days",
                days,
                0,
                MAX_DUE_DAYS,
                "days from 0 to 3650",
            );
        }
    }

    fn block(&mut self, at: &str, block: &'a Block) {
        self.id(at, block.id());
        match block {
            Block::Heading(block) => {
                self.required(&format!("{at}.text"), &block.text, MAX_TITLE);
                self.range(&format!("{at}.level"), block.level, 2, 3, "2 or 3");
            }
            Block::RichText(block) => {
                self.required(&format!("{at}.markdown"), &block.markdown, MAX_MARKDOWN);
            }
            Block::OptionGroup(block) => self.group(at, block),
            Block::LineItems(block) => self.line_items(at, block),
            Block::Itinerary(block) => self.itinerary(at, block),
            Block::Terms(block) => {
                self.optional(&format!("{at}.title"), block.title.as_deref(), MAX_TITLE);
                self.required(&format!("{at}.markdown"), &block.markdown, MAX_MARKDOWN);
            }
            Block::PaymentInstructions(block) => {
                self.optional(
                    &format!("{at}.markdown"),
                    block.markdown.as_deref(),
                    MAX_MARKDOWN,
                );
            }
            Block::Images(block) => self.images(at, block),
            Block::Signature(block) => {
                self.required(&format!("{at}.label"), &block.label, MAX_TITLE);
                self.optional(&format!("{at}.name"), block.name.as_deref(), MAX_TITLE);
            }
        }
    }

    fn images(&mut self, at: &str, block: &'a Images) {
        self.optional(&format!("{at}.title"), block.title.as_deref(), MAX_TITLE);
        let field = format!("{at}.images");
        self.count(&field, block.images.len(), MAX_ROWS);
        if self.complete && block.images.is_empty() {
            self.errors
                .add(field, "required", "Add a picture, or remove the block.");
        }
        for (index, image) in block.images.iter().enumerate() {
            let at = format!("{at}.images[{index}]");
            self.required(&format!("{at}.alt"), &image.alt, MAX_TITLE);
            self.optional(
                &format!("{at}.caption"),
                image.caption.as_deref(),
                MAX_WORDS,
            );
            self.optional(&format!("{at}.sha256"), Some(&image.sha256), MAX_HASH);
        }
    }

    fn group(&mut self, at: &str, group: &'a OptionGroup) {
        self.required(&format!("{at}.title"), &group.title, MAX_TITLE);
        self.optional(
            &format!("{at}.description"),
            group.description.as_deref(),
            MAX_WORDS,
        );
        let field = format!("{at}.options");
        self.count(&field, group.options.len(), MAX_ROWS);
        if self.complete && group.options.is_empty() {
            self.errors
                .add(field, "required", "Add something to choose from.");
        }
        for (index, option) in group.options.iter().enumerate() {
            self.option(&format!("{at}.options[{index}]"), option);
        }
        self.how_many(at, group);
    }

    fn how_many(&mut self, at: &str, group: &OptionGroup) {
        let all = i64::try_from(group.options.len()).unwrap_or(i64::MAX);
        // Of tiers one is chosen, whatever stands here.
        let is_meant = group.kind == GroupKind::AddOns && self.complete;
        let (none, all) = if is_meant {
            (0, all)
        } else {
            (-MAX_MINOR, MAX_MINOR)
        };
        let words = "no more than there are options";
        if let Some(min) = group.min {
            self.range(&format!("{at}.min"), min, none, all, words);
        }
        if let Some(max) = group.max {
            let least = if is_meant {
                group.min.unwrap_or(0).max(1)
            } else {
                none
            };
            let words = "at least 1, at least the minimum and no more than there are options";
            self.range(&format!("{at}.max"), max, least, all.max(least), words);
        }
    }

    fn option(&mut self, at: &str, option: &'a GroupOption) {
        self.id(at, &option.id);
        self.required(&format!("{at}.name"), &option.name, MAX_TITLE);
        self.optional(
            &format!("{at}.description"),
            option.description.as_deref(),
            MAX_WORDS,
        );
        self.optional(&format!("{at}.unit"), option.unit.as_deref(), MAX_ID);
        self.count(&format!("{at}.features"), option.features.len(), MAX_ROWS);
        for (index, feature) in option.features.iter().enumerate() {
            self.required(&format!("{at}.features[{index}]"), feature, MAX_TITLE);
        }
        self.price(
            at,
            option.unit_price_minor,
            option.tax_category,
            option.tax_rate,
        );
        let least = option.min_quantity;
        self.range(
            &format!("{at}.min_quantity"),
            least,
            1,
            MAX_QUANTITY,
            "from 1 to 1,000,000",
        );
        let words = "from the smallest quantity to 1,000,000";
        let from = least.clamp(1, MAX_QUANTITY);
        self.range(
            &format!("{at}.max_quantity"),
            option.max_quantity,
            from,
            MAX_QUANTITY,
            words,
        );
    }

    fn line_items(&mut self, at: &str, items: &'a LineItems) {
        self.optional(&format!("{at}.title"), items.title.as_deref(), MAX_TITLE);
        let field = format!("{at}.lines");
        self.count(&field, items.lines.len(), MAX_ROWS);
        if self.complete && items.lines.is_empty() {
            self.errors
                .add(field, "required", "Add a line, or remove the block.");
        }
        for (index, line) in items.lines.iter().enumerate() {
            self.line(&format!("{at}.lines[{index}]"), line);
        }
    }

    fn line(&mut self, at: &str, line: &'a Line) {
        self.id(at, &line.id);
        self.required(&format!("{at}.description"), &line.description, MAX_WORDS);
        self.optional(&format!("{at}.unit"), line.unit.as_deref(), MAX_ID);
        let most = MAX_QUANTITY * 1000;
        let words = "more than 0 and at most 1,000,000";
        self.range(
            &format!("{at}.quantity_milli"),
            line.quantity_milli,
            1,
            most,
            words,
        );
        self.price(at, line.unit_price_minor, line.tax_category, line.tax_rate);
    }

    fn itinerary(&mut self, at: &str, itinerary: &'a Itinerary) {
        self.optional(
            &format!("{at}.title"),
            itinerary.title.as_deref(),
            MAX_TITLE,
        );
        self.count(&format!("{at}.entries"), itinerary.entries.len(), MAX_ROWS);
        for (index, entry) in itinerary.entries.iter().enumerate() {
            let at = format!("{at}.entries[{index}]");
            self.id(&at, &entry.id);
            self.required(&format!("{at}.title"), &entry.title, MAX_TITLE);
            self.optional(
                &format!("{at}.description"),
                entry.description.as_deref(),
                MAX_WORDS,
            );
            let time = entry.time.as_deref();
            self.optional(&format!("{at}.time"), time, MAX_ID);
            if self.complete && time.is_some_and(|time| !is_time(time)) {
                self.errors.add(
                    format!("{at}.time"),
                    "wrong_time",
                    "Write the time as 09:30.",
                );
            }
        }
    }

    fn price(&mut self, at: &str, unit_price_minor: Option<i64>, category: TaxCategory, rate: i64) {
        let words = "an amount within ±9,007,199,254,740,991 minor units";
        let field = format!("{at}.unit_price_minor");
        match unit_price_minor {
            Some(minor) => self.range(&field, minor, -MAX_MINOR, MAX_MINOR, words),
            None if self.complete => self.errors.add(field, "required", "Enter a price."),
            None => {}
        }
        let field = format!("{at}.tax_rate");
        if category.takes_a_rate() {
            let least = i64::from(category == TaxCategory::S);
            self.range(
                &field,
                rate,
                least,
                WHOLE_RATE,
                "a rate up to 100 %; nil has its own category",
            );
        } else {
            self.range(&field, rate, 0, 0, "0: this tax category has no rate");
        }
    }

    fn id(&mut self, at: &str, id: &'a str) {
        let field = format!("{at}.id");
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        if id.is_empty() || id.len() > MAX_ID || !id.bytes().all(plain) || id == NO_ID {
            let message = "An id has 1 to 40 letters, digits, hyphens or underscores.";
            self.errors.add(field, "wrong_id", message);
        } else if !self.ids.insert(id) {
            self.errors.add(
                field,
                "repeated_id",
                "This id stands in the document twice.",
            );
        }
    }

    fn required(&mut self, field: &str, text: &str, most: usize) {
        if self.complete && text.trim().is_empty() {
            self.errors
                .add(field, "required", "Something has to stand here.");
        }
        self.optional(field, Some(text), most);
    }

    fn optional(&mut self, field: &str, text: Option<&str>, most: usize) {
        if let Some(text) = text {
            text::check(field, text, most, &mut self.errors);
        }
    }

    fn count(&mut self, field: &str, count: usize, most: usize) {
        if count > most {
            self.errors
                .add(field, "too_many", format!("At most {most} can stand here."));
        }
    }

    /// A draft may hold any number that can be kept.
    fn range(&mut self, field: &str, value: i64, least: i64, most: i64, words: &str) {
        let allowed = if self.complete {
            least..=most
        } else {
            -MAX_MINOR..=MAX_MINOR
        };
        if !allowed.contains(&value) {
            self.errors
                .add(field, "out_of_range", format!("This must be {words}."));
        }
    }
}

/// `HH:MM` of a day of 24 hours.
fn is_time(text: &str) -> bool {
    let digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    let Some((hour, minute)) = text.split_once(':') else {
        return false;
    };
    digits(hour) && digits(minute) && hour < "24" && minute < "60"
}

#[cfg(test)]
mod tests;
