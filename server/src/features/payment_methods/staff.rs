//! What staff do with payment methods. Owners and admins change them.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    model::{Instructions, LabelledField, MethodName, PaymentMethodContent, Qr, Section},
    store::{self, Method},
};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        people::must_administer,
    },
    kit::{
        http::{
            body::{Body, given},
            meta::Meta,
            params::{IdempotencyKey, Params},
            reply::NoContent,
        },
        id::Id,
        idempotency::{self, Claim, CreatedOnce},
    },
    scope::Staff,
};

/// Which method.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct MethodPath {
    /// The method.
    pub payment_method_id: Id,
}

/// All payment methods.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentMethodList {
    /// In their order.
    pub items: Vec<PaymentMethodRow>,
}

/// A payment method.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentMethodRow {
    /// The method.
    pub id: Id,
    /// Where it stands.
    pub section: Section,
    /// What it is called.
    pub name: String,
    /// What to do, Markdown.
    pub instructions: String,
    /// What can be copied.
    pub fields: Vec<LabelledField>,
    /// The currency it takes.
    pub currency: Option<String>,
    /// What its code is made from.
    pub qr: Option<Qr>,
    /// Smaller ones stand first.
    pub position: i64,
    /// Whether clients see it.
    pub switched_on: bool,
}

/// A payment method to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreatePaymentMethod {
    /// Where it stands.
    pub section: Section,
    /// What the client picks it by.
    #[schema(value_type = MethodName)]
    pub name: String,
    /// What to do, Markdown.
    #[serde(default)]
    #[schema(value_type = Instructions)]
    pub instructions: String,
    /// What can be copied.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub fields: Vec<LabelledField>,
    /// Three letters of ISO 4217 or a coin's sign; any when left out.
    #[serde(default)]
    pub currency: Option<String>,
    /// What its code is made from.
    #[serde(default)]
    pub qr: Option<Qr>,
    /// Smaller ones stand first; the last when left out.
    #[serde(default)]
    pub position: Option<i64>,
    /// On when left out.
    #[serde(default)]
    pub switched_on: Option<bool>,
}

/// What changes of a payment method; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePaymentMethod {
    /// Where it stands.
    pub section: Option<Section>,
    /// What the client picks it by.
    #[schema(value_type = Option<MethodName>)]
    pub name: Option<String>,
    /// What to do, Markdown.
    #[schema(value_type = Option<Instructions>)]
    pub instructions: Option<String>,
    /// What can be copied.
    #[schema(max_items = 20)]
    pub fields: Option<Vec<LabelledField>>,
    /// The currency it takes; null for any.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub currency: Option<Option<String>>,
    /// What its code is made from; null for none.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Qr>)]
    pub qr: Option<Option<Qr>>,
    /// Smaller ones stand first.
    pub position: Option<i64>,
    /// Whether clients see it.
    pub switched_on: Option<bool>,
}

/// All payment methods, also those that are off.
pub async fn list_payment_methods(
    State(app): State<App>,
    staff: Staff,
) -> Result<Json<PaymentMethodList>> {
    let read = app.db.read(&staff).await?;
    let items = store::list(&read)
        .await?
        .into_iter()
        .map(method_row)
        .collect::<Result<_>>()?;
    Ok(Json(PaymentMethodList { items }))
}

/// Adds a payment method.
pub async fn create_payment_method(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    key: IdempotencyKey,
    body: Body<CreatePaymentMethod>,
) -> Result<CreatedOnce<PaymentMethodRow>> {
    must_administer(&staff)?;
    let (wanted, now, id) = (body.value, app.clock.now(), app.ids.id());
    let content = PaymentMethodContent {
        section: wanted.section,
        name: wanted.name,
        instructions: wanted.instructions,
        fields: wanted.fields,
        currency: wanted.currency,
        qr: wanted.qr,
    };
    let content = content.checked()?;
    let write = app.db.write(&staff).await?;
    let request = idempotency::Request::new(
        "POST /api/admin/payment-methods",
        staff.staff_id,
        &key,
        &body.bytes,
        now,
    );
    let fresh = match idempotency::claim(&write, request).await? {
        Claim::Again(answer) => return Ok(answer),
        Claim::Fresh(fresh) => fresh,
    };
    let last = store::list(&write)
        .await?
        .last()
        .map_or(0, |method| method.position);
    let position = wanted.position.unwrap_or(last.saturating_add(1));
    store::save(
        &write,
        now,
        id,
        &content,
        position,
        wanted.switched_on.unwrap_or(true),
    )
    .await?;
    let entry = Entry::done("payment_method_created").on("payment_method", id);
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    let saved = store::find(&write, id)
        .await?
        .ok_or_else(Error::not_found)?;
    let location = format!("/api/admin/payment-methods/{id}");
    let answer = CreatedOnce::new(&method_row(saved)?, Some(location))?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    Ok(answer)
}

/// Changes a payment method.
pub async fn change_payment_method(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<MethodPath>,
    body: Body<ChangePaymentMethod>,
) -> Result<Json<PaymentMethodRow>> {
    let (wanted, now, id) = (body.value, app.clock.now(), path.payment_method_id);
    let write = app.db.write(&staff).await?;
    let before = store::find(&write, id)
        .await?
        .ok_or_else(Error::not_found)?;
    must_administer(&staff)?;
    let content = PaymentMethodContent {
        section: wanted.section.unwrap_or(before.section()?),
        name: wanted.name.unwrap_or(before.name),
        instructions: wanted.instructions.unwrap_or(before.instructions),
        fields: wanted.fields.unwrap_or(before.fields.0),
        currency: wanted.currency.unwrap_or(before.currency),
        qr: wanted.qr.unwrap_or(before.qr.map(|qr| qr.0)),
    };
    let content = content.checked()?;
    let position = wanted.position.unwrap_or(before.position);
    let switched_on = wanted.switched_on.unwrap_or(before.switched_on);
    store::save(&write, now, id, &content, position, switched_on).await?;
    let entry = Entry::done("payment_method_changed")
        .on("payment_method", id)
        .detail(serde_json::json!({ "switched_on": switched_on }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    let saved = store::find(&write, id)
        .await?
        .ok_or_else(Error::not_found)?;
    write.commit().await?;
    Ok(Json(method_row(saved)?))
}

/// Removes a payment method. One that a client picked can only be switched off: 409.
pub async fn delete_payment_method(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<MethodPath>,
) -> Result<NoContent> {
    let (now, id) = (app.clock.now(), path.payment_method_id);
    let write = app.db.write(&staff).await?;
    store::find(&write, id)
        .await?
        .ok_or_else(Error::not_found)?;
    must_administer(&staff)?;
    if store::is_picked(&write, id).await? {
        return Err(Error::conflict(
            "in_use",
            "A client picked this method. Switch it off instead.",
        ));
    }
    store::remove(&write, id).await?;
    let entry = Entry::done("payment_method_deleted").on("payment_method", id);
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.commit().await?;
    Ok(NoContent)
}

fn method_row(method: Method) -> Result<PaymentMethodRow> {
    Ok(PaymentMethodRow {
        id: method.payment_method_id,
        section: method.section()?,
        name: method.name,
        instructions: method.instructions,
        fields: method.fields.0,
        currency: method.currency,
        qr: method.qr.map(|qr| qr.0),
        position: method.position,
        switched_on: method.switched_on,
    })
}
