//! What a limit refused to whoever has not signed in. Each attempt costs nothing but itself, so that not each can have an
//! entry: an audit is never shortened. The first within ten minutes from one network has one, and each hundredth, which
//! says how many there were.

use serde_json::json;

use super::{
    model::{Actor, Entry},
    store::record,
};
use crate::{
    db::Write,
    error::Result,
    kit::{clock::Time, id::Ids, limit},
    scope::Job,
};

/// Writes down that a limit refused this act to somebody at this network, if it is time to.
///
/// # Errors
/// Those of the database.
pub async fn record_limited(
    write: &Write<'_, Job>,
    ids: &dyn Ids,
    at: Time,
    actor: &Actor,
    entry: Entry,
    network: &str,
) -> Result<()> {
    let kind = format!("{}_refused", entry.act);
    let Some(count) = limit::refused(write, ids, &kind, network, at).await? else {
        return Ok(());
    };
    let detail = match count {
        1 => json!({ "reason": "limit" }),
        count => json!({ "reason": "limit", "count": count }),
    };
    record(write, at, actor, &entry.detail(detail)).await
}
