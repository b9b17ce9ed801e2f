//! Refusals, of whatever operation: what somebody who is known asked for and did not get.

use serde_json::json;

use super::{Actor, Entry, store};
use crate::{
    app::App,
    error::Result,
    features::people::clients::exists,
    kit::http::{Asker, Refusal},
};

/// Writes down what somebody was refused.
///
/// # Errors
/// Those of the database; the refusal is then not to be answered.
pub async fn refused(app: App, refusal: Refusal) -> Result<()> {
    let operation = format!("{} {}", refusal.method, refusal.path);
    let entry = Entry {
        subject: refusal.subject,
        ..Entry::refused("request_refused")
    };
    let entry = entry.detail(json!({ "operation": operation, "reason": refusal.code }));
    let meta = &refusal.meta;
    match &refusal.asker {
        Asker::Contact(contact) => {
            let entry = entry.of_client(contact.client_id);
            store::record_alone(&app, contact, &Actor::contact(contact, meta), &entry).await
        }
        Asker::Link(contact) => {
            let entry = entry.of_client(contact.client_id);
            store::record_alone(&app, contact, &Actor::stranger(meta), &entry).await
        }
        Asker::Staff(staff) => {
            let write = app.db.write(staff).await?;
            let client_id = match entry.subject {
                Some(("client", id)) => exists(&write, id).await?.then_some(id),
                Some(("document", id)) => store::find_client_of_document(&write, id).await?,
                _ => None,
            };
            let entry = Entry { client_id, ..entry };
            let now = app.clock.now();
            store::record(&write, now, &Actor::staff(staff, meta), &entry).await?;
            write.commit().await?;
            Ok(())
        }
        Asker::Device(device) => {
            store::record_alone(&app, device, &Actor::device(device, meta), &entry).await
        }
    }
}
