//! What a client answers, and whether it can be taken.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    features::{
        decisions::model::Outcome,
        documents::{
            content::{Content, Deposit, Offer},
            pricing::{self, Calculation},
            selection::SelectedOption,
        },
    },
    kit::{field::FieldErrors, id::Id, text},
};

const LONGEST_ORDER: usize = 100;

crate::text_kind! {
    /// A client's own order number, on one line.
    pub OrderNumber, 0..=LONGEST_ORDER, Some(text::LINE_OR_NOTHING)
}

/// An answer to a document.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateResponse {
    /// The version that was shown.
    pub version_hash: String,
    /// What was chosen; not looked at when declining.
    #[serde(default)]
    pub options: Vec<SelectedOption>,
    /// `accepted` when left out.
    #[serde(default)]
    pub outcome: ResponseOutcome,
    /// What is paid first. Needed when the document offers both.
    #[serde(default)]
    pub payment: Option<Offer>,
    /// The method it will be paid by, if the client knows already.
    #[serde(default)]
    pub payment_method_id: Option<Id>,
    /// The client's own order number, at most 100 characters.
    #[serde(default)]
    #[schema(value_type = Option<OrderNumber>)]
    pub purchase_order: Option<String>,
    /// At most 2,000 characters.
    #[serde(default)]
    #[schema(value_type = Option<text::Remark>)]
    pub comment: Option<String>,
}

/// Yes or no.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResponseOutcome {
    /// Yes.
    #[default]
    Accepted,
    /// No.
    Declined,
}

impl ResponseOutcome {
    /// The word in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        self.decision().as_str()
    }

    /// As the decision engine knows it.
    pub fn decision(self) -> Outcome {
        match self {
            Self::Accepted => Outcome::Accepted,
            Self::Declined => Outcome::Declined,
        }
    }

    /// The outcome of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Accepted, Self::Declined]
            .into_iter()
            .find(|outcome| outcome.as_str() == word)
    }
}

/// An answer that keeps every rule, priced.
#[derive(Debug)]
pub(super) struct Checked {
    /// Empty when declined.
    pub(super) selection: Vec<SelectedOption>,
    /// None when declined.
    pub(super) calculation: Option<Calculation>,
    /// What is paid first.
    pub(super) payment: Option<Offer>,
    /// Picked by the client.
    pub(super) payment_method_id: Option<Id>,
    /// The client's order number.
    pub(super) purchase_order: Option<String>,
    /// What was said.
    pub(super) comment: Option<String>,
}

/// Prices the answer again and checks it; `methods` are those that the document can be paid by.
pub(super) fn check(
    content: &Content,
    methods: &[Id],
    wanted: CreateResponse,
) -> Result<Checked, FieldErrors> {
    let mut errors = FieldErrors::new();
    let comment = text::lines("comment", wanted.comment.as_deref(), text::REMARK);
    let comment = errors.keep(comment);
    if wanted.outcome == ResponseOutcome::Declined {
        let nothing = Checked {
            selection: Vec::new(),
            calculation: None,
            payment: None,
            payment_method_id: None,
            purchase_order: None,
            comment,
        };
        return errors.or(nothing);
    }
    let purchase_order = wanted.purchase_order.as_deref().unwrap_or_default();
    text::check_line("purchase_order", purchase_order, LONGEST_ORDER, &mut errors);
    let purchase_order = Some(purchase_order.trim()).filter(|order| !order.is_empty());
    let payment = payment(content, wanted.payment, &mut errors);
    if wanted
        .payment_method_id
        .is_some_and(|id| !methods.contains(&id))
    {
        errors.add(
            "payment_method_id",
            "unknown_method",
            "This document can't be paid by that method.",
        );
    }
    match pricing::calculate(content, &wanted.options) {
        Ok(calculation) => errors.or(Checked {
            selection: wanted.options,
            calculation: Some(calculation),
            payment,
            payment_method_id: wanted.payment_method_id,
            purchase_order: purchase_order.map(str::to_owned),
            comment,
        }),
        Err(mut priced) => {
            priced.0.append(&mut errors.0);
            Err(priced)
        }
    }
}

/// What is paid first: as asked, or the only thing that is offered.
fn payment(content: &Content, wanted: Option<Offer>, errors: &mut FieldErrors) -> Option<Offer> {
    let offers = &content.payment.offers;
    match wanted {
        Some(offer) if content.payment.offers(offer) => Some(offer),
        Some(_) => {
            errors.add(
                "payment",
                "not_offered",
                "This document does not offer that.",
            );
            None
        }
        None if !content.payment.asks => None,
        None if offers.len() == 1 => offers.first().copied(),
        None => {
            errors.add(
                "payment",
                "required",
                "Choose what to pay first: the deposit or the full amount.",
            );
            None
        }
    }
}

/// What is due now, and until when, for what was agreed on a day.
pub(super) fn due(
    content: &Content,
    calculation: &Calculation,
    payment: Option<Offer>,
    agreed_on: Date,
) -> (Option<i64>, Option<Date>) {
    match payment {
        None => (None, None),
        Some(Offer::Full) => (Some(calculation.total_minor), None),
        Some(Offer::Deposit) => {
            let days = content.deposit.as_ref().and_then(Deposit::due_in_days);
            let date = days.and_then(|days| agreed_on.checked_add(days.days()).ok());
            (calculation.deposit_minor, date)
        }
    }
}
