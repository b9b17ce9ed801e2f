//! The methods that a document can be paid by, and how they are shown after accepting.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    model::{LabelledField, Section},
    qr,
    store::{self, Method},
};
use crate::{
    db::{Read, Statement},
    error::Result,
    features::documents::content::Content,
    kit::{id::Id, markdown, money::Money},
    scope::Audience,
};

/// A method to pick before accepting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MethodChoice {
    /// The method.
    pub id: Id,
    /// Where it stands.
    pub section: Section,
    /// What it is called.
    pub name: String,
}

/// The methods of one section of the confirmed page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConfirmedSection)]
pub struct PaymentSectionDetail {
    /// Which.
    pub section: Section,
    /// In the provider's order.
    pub methods: Vec<ShownMethod>,
}

/// How to pay by one method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConfirmedMethod)]
pub struct ShownMethod {
    /// The method.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// What to do, safe HTML.
    pub instructions_html: Option<String>,
    /// What can be copied.
    pub fields: Vec<LabelledField>,
    /// What a camera can read.
    pub qr: Option<PaymentCode>,
}

/// A QR code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaymentCode {
    /// What it says.
    pub payload: String,
    /// How it looks.
    pub svg: String,
}

/// A method that a document can be paid by.
#[derive(Debug, Clone)]
pub struct Offered {
    section: Section,
    method: Method,
}

impl Offered {
    fn shown(&self, due: Option<Money>, reference: &str) -> ShownMethod {
        let instructions = &self.method.instructions;
        let code = self
            .method
            .qr
            .as_ref()
            .and_then(|qr| qr::code(&qr.0, due, reference));
        ShownMethod {
            id: self.method.payment_method_id,
            name: self.method.name.clone(),
            instructions_html: (!instructions.trim().is_empty())
                .then(|| markdown::to_html(instructions)),
            fields: self.method.fields.0.clone(),
            qr: code,
        }
    }
}

/// The methods that are switched on, take the document's currency and are not left out by it; none when it asks for no
/// payment. The currency of a coin or of cash says what is handed over, not what is owed, so only transfers are held
/// to it.
pub async fn offered<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    content: &Content,
) -> Result<Vec<Offered>> {
    if !content.payment.asks {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for method in store::list(read).await? {
        let section = method.section()?;
        let (id, currency) = (method.payment_method_id, method.currency.as_deref());
        if method.switched_on && takes(content, id, section, currency) {
            found.push(Offered { section, method });
        }
    }
    Ok(found)
}

/// What a client may pick of these methods.
///
/// # Errors
/// Those of the database.
pub async fn choices<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    content: &Content,
) -> Result<Vec<MethodChoice>> {
    if !content.payment.asks {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for line in store::list_lines(read).await? {
        let section = line.section()?;
        if takes(
            content,
            line.payment_method_id,
            section,
            line.currency.as_deref(),
        ) {
            found.push(MethodChoice {
                id: line.payment_method_id,
                section,
                name: line.name,
            });
        }
    }
    Ok(found)
}

/// Whether a document can be paid by a method.
fn takes(content: &Content, id: Id, section: Section, currency: Option<&str>) -> bool {
    let excluded = &content.payment.excluded_method_ids;
    let left_out = excluded
        .iter()
        .any(|excluded| Id::from_uuid(*excluded) == id);
    let other_money = section == Section::Transfer
        && currency.is_some_and(|currency| currency != content.currency.code());
    !left_out && !other_money
}

/// Every method there is, switched on or off.
///
/// # Errors
/// Those of the database.
pub async fn known<A: Audience<Statement = Statement>>(read: &Read<'_, A>) -> Result<Vec<Id>> {
    let methods = store::list(read).await?;
    Ok(methods
        .into_iter()
        .map(|method| method.payment_method_id)
        .collect())
}

/// How to pay an amount, by section.
pub fn sections(
    offered: &[Offered],
    due: Option<Money>,
    reference: &str,
) -> Vec<PaymentSectionDetail> {
    let of = |section: Section| PaymentSectionDetail {
        section,
        methods: offered
            .iter()
            .filter(|method| method.section == section)
            .map(|m| m.shown(due, reference))
            .collect(),
    };
    Section::ALL
        .into_iter()
        .map(of)
        .filter(|section| !section.methods.is_empty())
        .collect()
}
