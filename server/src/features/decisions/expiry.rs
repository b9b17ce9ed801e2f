//! Questions whose last day has passed: closed in the background, each once.

use super::{engine, store};
use crate::{
    app::App,
    error::Result,
    features::audit::{self, Actor, Entry},
    kit::sweep::BATCH,
    scope::Job,
};

/// Marks a batch of what can't be answered any more as `expired`, as the program itself, and tells its readers. Says
/// how many items that were. Only what ends with its day does so; anything else that is overdue goes on waiting.
///
/// # Errors
/// Those of the database.
pub async fn expire_due(app: &App, job: &Job) -> Result<u64> {
    let now = app.clock.now();
    let write = app.db.write(job).await?;
    let due = store::close_due(&write, now, BATCH).await?;
    for item in &due {
        let entry = Entry::done("action_item_expired")
            .on("action_item", item.action_item_id)
            .of_client(item.client_id)
            .detail(serde_json::json!({ "document_id": item.document_id }));
        audit::record(&write, now, &Actor::system(), &entry).await?;
        let client_id = Some(item.client_id);
        engine::notify(&write, client_id, "action_item", item.action_item_id);
        if let Some(document_id) = item.document_id {
            engine::notify(&write, client_id, "document", document_id);
        }
    }
    write.commit().await?;
    Ok(u64::try_from(due.len()).unwrap_or(u64::MAX))
}
