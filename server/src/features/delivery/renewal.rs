//! Making a link anew in one act: the old one leads nowhere from then on, the new one goes the same way (P17).

use axum::extract::State;

use super::staff::{CreateDelivery, Delivery, DeliveryLinkPath, end, key_of, make};
use super::store;
use crate::{
    app::App,
    error::{Error, Result},
    features::people::must_invite,
    kit::{
        http::{
            meta::Meta,
            params::{IdempotencyKey, Params},
        },
        idempotency::{self, Claim, CreatedOnce},
    },
    scope::Staff,
};

/// Revokes a link, unless it was before, and makes another to the same document for the same contact.
pub async fn create_renewal(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    key: IdempotencyKey,
    Params(path): Params<DeliveryLinkPath>,
) -> Result<CreatedOnce<Delivery>> {
    let (now, link_id) = (app.clock.now(), path.delivery_link_id);
    let write = app.db.write(&staff).await?;
    let link = store::find_link(&write, link_id)
        .await?
        .ok_or_else(Error::not_found)?;
    must_invite(&staff)?;
    let key = key_of(key, link.channel);
    let called = format!("POST /api/admin/delivery-links/{link_id}/renewal");
    let request = idempotency::Request::new(&called, staff.staff_id, &key, b"", now);
    let fresh = match idempotency::claim(&write, request).await? {
        Claim::Again(answer) => return Ok(answer),
        Claim::Fresh(fresh) => fresh,
    };
    if link.revoked_at.is_none() {
        end(&write, &meta, now, link_id).await?;
    }
    let wanted = CreateDelivery {
        contact_id: link.contact_id,
        channel: link.channel,
    };
    let delivery = make(&app, &write, &meta, now, link.document_id, &wanted).await?;
    let answer = CreatedOnce::new(&delivery, None)?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    Ok(answer)
}
