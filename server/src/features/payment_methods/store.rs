//! Payment methods in the database.

use super::model::{LabelledField, PaymentMethodContent, Qr, Section};
use crate::{
    db::{FromJson, Read, Statement, Write},
    error::{Error, Result},
    kit::{clock::Time, id::Id},
    params, row,
    scope::{Audience, Staff},
    scoped,
};

row! {
    /// A payment method.
    #[derive(Debug, Clone)]
    pub(super) struct Method {
        pub(super) payment_method_id: Id,
        section: String,
        pub(super) name: String,
        pub(super) instructions: String,
        pub(super) fields: FromJson<Vec<LabelledField>>,
        pub(super) currency: Option<String>,
        pub(super) qr: Option<FromJson<Qr>>,
        pub(super) position: i64,
        pub(super) switched_on: bool,
    }
}

impl Method {
    /// Where it stands on the confirmed page.
    pub(super) fn section(&self) -> Result<Section> {
        read_section(&self.section)
    }
}

row! {
    /// What is read of a method to offer it.
    pub(super) struct Line {
        pub(super) payment_method_id: Id,
        section: String,
        pub(super) name: String,
        pub(super) currency: Option<String>,
    }
}

impl Line {
    /// Where it stands among the choices.
    pub(super) fn section(&self) -> Result<Section> {
        read_section(&self.section)
    }
}

fn read_section(word: &str) -> Result<Section> {
    Section::from_word(word).ok_or_else(|| Error::internal(format!("no section {word}")))
}

/// The methods that are switched on, in the provider's order, as far as a choice shows them: a page that is read often
/// needs neither instructions nor fields.
pub(super) async fn list_lines<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
) -> Result<Vec<Line>> {
    Ok(read
        .list(
            scoped!(
                "select m.payment_method_id, m.section, m.name, m.currency
                 from payment_method m where {provider:m} and m.switched_on order by m.position, m.payment_method_id"
            ),
            params![],
        )
        .await?)
}

/// All methods in the provider's order, or only those that are switched on.
pub(super) async fn list<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
) -> Result<Vec<Method>> {
    Ok(read
        .list(
            scoped!(
                "select m.payment_method_id, m.section, m.name, m.instructions, m.fields, m.currency, m.qr, m.position,
                        m.switched_on
                 from payment_method m where {provider:m} order by m.position, m.payment_method_id"
            ),
            params![],
        )
        .await?)
}

/// One method.
pub(super) async fn find(read: &Read<'_, Staff>, id: Id) -> Result<Option<Method>> {
    Ok(list(read)
        .await?
        .into_iter()
        .find(|method| method.payment_method_id == id))
}

/// Adds or replaces a method.
pub(super) async fn save(
    write: &Write<'_, Staff>,
    now: Time,
    id: Id,
    content: &PaymentMethodContent,
    position: i64,
    switched_on: bool,
) -> Result<()> {
    let fields = serde_json::to_value(&content.fields).map_err(Error::internal)?;
    let qr = content
        .qr
        .as_ref()
        .map(serde_json::to_value)
        .transpose()
        .map_err(Error::internal)?;
    write
        .exec(
            scoped!(
                "insert into payment_method (provider_id, payment_method_id, section, name, instructions, fields,
                        currency, qr, position, switched_on, created_at, updated_at)
                 select p.provider_id, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13 from provider p where {provider:p}
                 on conflict (provider_id, payment_method_id) do update set section = excluded.section,
                    name = excluded.name, instructions = excluded.instructions, fields = excluded.fields,
                    currency = excluded.currency, qr = excluded.qr, position = excluded.position,
                    switched_on = excluded.switched_on, updated_at = excluded.updated_at"
            ),
            params![
                id,
                content.section.as_str(),
                content.name.trim(),
                &content.instructions,
                &fields,
                content.currency.as_deref(),
                qr.as_ref(),
                position,
                switched_on,
                now
            ],
        )
        .await?;
    Ok(())
}

/// Whether a client picked it on a response. Asked for staff who see every client.
pub(super) async fn is_picked(read: &Read<'_, Staff>, id: Id) -> Result<bool> {
    Ok(read
        .one(
            scoped!("select exists (select 1 from response r where {project:r} and r.payment_method_id = $4)"),
            params![id],
        )
        .await?)
}

/// Removes a method that no response names.
pub(super) async fn remove(write: &Write<'_, Staff>, id: Id) -> Result<()> {
    write
        .exec(
            scoped!("delete from payment_method where {provider:payment_method} and payment_method_id = $4"),
            params![id],
        )
        .await?;
    Ok(())
}
