//! Responses as staff read them.

use serde::Serialize;
use utoipa::ToSchema;

use super::{model::ResponseOutcome, store};
use crate::{
    db::Read,
    error::Result,
    features::documents::{content::Offer, pricing::Calculation},
    kit::{clock::Time, id::Id},
    scope::Staff,
};

/// What was answered.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffResponse {
    /// The response.
    pub id: Id,
    /// `accepted` or `declined`.
    #[schema(value_type = ResponseOutcome)]
    pub outcome: String,
    /// The version it answers.
    pub version: i64,
    /// By whom.
    pub contact_name: String,
    /// When.
    pub created_at: Time,
    /// The total with tax; empty when declined.
    pub total_minor: Option<i64>,
    /// `deposit` or `full`.
    #[schema(value_type = Option<Offer>)]
    pub payment: Option<String>,
    /// The method it will be paid by.
    pub payment_method_name: Option<String>,
    /// The client's order number.
    pub purchase_order: Option<String>,
    /// What was said.
    pub comment: Option<String>,
    /// What was chosen.
    pub chosen: Vec<ChosenName>,
}

/// A chosen option by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChosenName {
    /// What it was called.
    pub name: String,
    /// How many.
    pub quantity: i64,
}

/// What was answered to a document, newest first.
pub async fn of_document(read: &Read<'_, Staff>, document_id: Id) -> Result<Vec<StaffResponse>> {
    let found = store::list_of(read, document_id).await?;
    Ok(found
        .into_iter()
        .map(|row| StaffResponse {
            id: row.response_id,
            total_minor: (row.outcome == "accepted").then_some(row.total_minor),
            outcome: row.outcome,
            version: row.version,
            contact_name: row.contact_name,
            created_at: row.created_at,
            payment: row.payment,
            payment_method_name: row.payment_method_name,
            purchase_order: row.purchase_order,
            comment: row.comment,
            chosen: chosen_names(row.calculation.0.as_ref()),
        })
        .collect())
}

/// The options of a calculation.
pub fn chosen_names(calculation: Option<&Calculation>) -> Vec<ChosenName> {
    let lines = calculation
        .map(|calculation| calculation.lines.as_slice())
        .unwrap_or_default();
    let options = lines.iter().filter(|line| line.option_id.is_some());
    options
        .map(|line| ChosenName {
            name: line.label.clone(),
            quantity: line.quantity_milli / 1_000,
        })
        .collect()
}
