//! The confirmed page: what was chosen, what is due, how to pay (D14).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    model::{self, ResponseOutcome},
    store::Stored,
};
use crate::{
    db::Read,
    error::{Error, Result},
    features::{
        documents::{
            content::Offer,
            figures::Figures,
            pricing::{CalculatedLine, Calculation},
            settings::Settings,
            version::Frozen,
        },
        payment_methods::{self, PaymentSectionDetail},
    },
    kit::{clock::Time, id::Id, markdown, money::Money},
    scope::Contact,
};

/// What was agreed and what comes next.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Confirmation {
    /// What it is about.
    pub document: ConfirmedDocument,
    /// The decision, whose receipt says all that is kept of it.
    pub decision_id: Id,
    /// Yes or no.
    pub outcome: ResponseOutcome,
    /// The chosen options.
    pub chosen: Vec<ChosenOption>,
    /// The amounts; empty when declined, and without the permission to see money. So are payment, what is due, and how
    /// to pay.
    pub calculation: Option<Calculation>,
    /// What is paid first.
    pub payment: Option<Offer>,
    /// What is due now.
    pub amount_due_minor: Option<i64>,
    /// Until when.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_date: Option<Date>,
    /// The currency of it all.
    pub currency: String,
    /// To be quoted with a payment: the document's number.
    pub reference: String,
    /// The client's order number.
    pub purchase_order: Option<String>,
    /// What was said.
    pub comment: Option<String>,
    /// The method the client picked; its section opens first.
    pub payment_method_id: Option<Id>,
    /// How to pay.
    pub sections: Vec<PaymentSectionDetail>,
    /// When it was answered.
    pub accepted_at: Time,
    /// By whom.
    pub contact_name: String,
    /// What happens next, safe HTML.
    pub next_steps_html: Option<String>,
}

/// The document of a confirmation.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ConfirmedDocument {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Part of its address.
    pub year: i32,
    /// Part of its address.
    pub slug: String,
    /// The version that was answered.
    pub version: i64,
    /// Its hash.
    pub version_hash: String,
}

/// A chosen option.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ChosenOption {
    /// The option.
    pub option_id: String,
    /// What it is called.
    pub name: String,
    /// How many.
    pub quantity: i64,
    /// What they cost before tax; empty without the permission to see money.
    pub net_minor: Option<i64>,
}

/// Puts a confirmation together from what was written down.
pub(super) async fn build(read: &Read<'_, Contact>, stored: Stored) -> Result<Confirmation> {
    let frozen = Frozen::open(&stored.content)?;
    let content = &frozen.content;
    let outcome = ResponseOutcome::from_word(&stored.outcome)
        .ok_or_else(|| Error::internal(format!("no outcome {}", stored.outcome)))?;
    let figures = Figures::of(read.who());
    let chosen = chosen(stored.calculation.0.as_ref(), figures);
    let payment = stored.payment.as_deref().and_then(Offer::from_word);
    let payment = figures.show(payment).flatten();
    let calculation = figures.show(stored.calculation.0).flatten();
    let agreed_on = Settings::load(read).await?.today(stored.created_at)?;
    let (due_minor, due_date) = match &calculation {
        Some(calculation) => model::due(content, calculation, payment, agreed_on),
        None => (None, None),
    };
    let due = due_minor.and_then(|minor| Money::new(minor, content.currency).ok());
    let reference = frozen.number.clone().unwrap_or_default();
    let sections = match outcome {
        ResponseOutcome::Accepted if figures.are_shown() => payment_methods::sections(
            &payment_methods::offered(read, content).await?,
            due,
            &reference,
        ),
        _ => Vec::new(),
    };
    let next_steps = content
        .next_steps
        .as_deref()
        .filter(|_| outcome == ResponseOutcome::Accepted);
    Ok(Confirmation {
        decision_id: stored.decision_id,
        outcome,
        chosen,
        calculation,
        payment,
        amount_due_minor: due_minor,
        due_date,
        currency: stored.currency,
        purchase_order: stored.purchase_order,
        comment: stored.comment,
        payment_method_id: figures.show(stored.payment_method_id).flatten(),
        sections,
        accepted_at: stored.created_at,
        contact_name: stored.contact_name,
        next_steps_html: next_steps.map(markdown::to_html),
        document: ConfirmedDocument {
            number: reference.clone(),
            title: frozen.title,
            year: stored.year,
            slug: stored.slug,
            version: frozen.version,
            version_hash: stored.version_hash,
        },
        reference,
    })
}

fn chosen(calculation: Option<&Calculation>, figures: Figures) -> Vec<ChosenOption> {
    let lines = calculation
        .map(|calculation| calculation.lines.as_slice())
        .unwrap_or_default();
    let option = |line: &CalculatedLine| {
        Some(ChosenOption {
            option_id: line.option_id.clone()?,
            name: line.label.clone(),
            quantity: line.quantity_milli / 1_000,
            net_minor: figures.show(line.net_minor),
        })
    };
    lines.iter().filter_map(option).collect()
}
