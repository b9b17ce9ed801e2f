//! The document types that every provider starts with (D1). They are data from then on, as those of its own are.

use crate::features::documents::content::Block;

/// A document type to begin with.
pub(super) struct BuiltIn {
    pub(super) key: &'static str,
    pub(super) title: &'static str,
    pub(super) form: &'static str,
    pub(super) series: &'static str,
    pub(super) requires_approval: bool,
    pub(super) allowed_actions: &'static [&'static str],
    pub(super) allowed_blocks: &'static [&'static str],
    pub(super) switched_on: bool,
}

/// What says something and has no price.
const WORDS: &[&str] = &[
    "heading",
    "rich_text",
    "itinerary",
    "terms",
    "images",
    "signature",
];

/// What bills.
const BILL: &[&str] = &[
    "heading",
    "rich_text",
    "line_items",
    "terms",
    "payment_instructions",
];

/// A composed type that tells something and may want to be acknowledged.
const fn told(key: &'static str, title: &'static str, series: &'static str) -> BuiltIn {
    BuiltIn {
        key,
        title,
        form: "composed",
        series,
        requires_approval: false,
        allowed_actions: &["acknowledge"],
        allowed_blocks: WORDS,
        switched_on: true,
    }
}

/// One that bills; switched off until its provider bills here.
const fn billing(key: &'static str, title: &'static str, series: &'static str) -> BuiltIn {
    BuiltIn {
        allowed_actions: &["pay"],
        allowed_blocks: BILL,
        switched_on: false,
        ..told(key, title, series)
    }
}

/// In the order of D1.
pub(super) const BUILT_IN_TYPES: &[BuiltIn] = &[
    BuiltIn {
        allowed_actions: &["choose", "pay"],
        allowed_blocks: &Block::KINDS,
        ..told("quote", "Quote", "Q")
    },
    billing("invoice", "Invoice", "I"),
    billing("credit_note", "Credit note", "CN"),
    BuiltIn {
        requires_approval: true,
        ..told("contract", "Contract", "C")
    },
    told("plan", "Plan", "P"),
    BuiltIn {
        allowed_actions: &[],
        ..told("report", "Report", "R")
    },
    BuiltIn {
        form: "file",
        allowed_actions: &[],
        allowed_blocks: &[],
        ..told("deliverable", "Deliverable", "D")
    },
    told("meeting_note", "Meeting note", "M"),
];
