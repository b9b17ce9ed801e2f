//! Refusals of what staff tried: they share no transaction with an act.

use http::StatusCode;
use serde_json::json;

use super::{Actor, Entry, store};
use crate::{app::App, error::Error, kit::http::Meta, scope::Staff};

/// Writes down that staff were refused, and gives the refusal back. What is wrong with a request (4xx other than 403 and
/// 409) is no refusal of an act.
pub async fn refuse(app: &App, staff: &Staff, meta: &Meta, entry: Entry, refusal: Error) -> Error {
    if !matches!(
        refusal.status(),
        StatusCode::FORBIDDEN | StatusCode::CONFLICT
    ) {
        return refusal;
    }
    let entry = entry.detail(json!({ "reason": refusal.code() }));
    let written = async {
        let write = app.db.write(staff).await?;
        store::record(&write, app.clock.now(), &Actor::staff(staff, meta), &entry).await?;
        write.commit().await?;
        Ok::<(), Error>(())
    };
    match written.await {
        Ok(()) => refusal,
        Err(error) => error,
    }
}
