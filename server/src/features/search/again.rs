//! Writing the index anew in the background, where a name changed that stands in many rows.

use serde_json::json;

use super::{
    index::{note_all, note_client, note_contact},
    store::{self, Kind},
};
use crate::{
    app::App,
    db::Write,
    error::Result,
    kit::{
        id::Id,
        job::{self, NewJob},
    },
    scope::{Job, Staff},
};

/// Rows that are written in one transaction.
const BATCH: i64 = 50;

/// A client has a new name: so have its documents, questions and contacts, soon after this transaction.
pub async fn rename_client(app: &App, write: &Write<'_, Staff>, client_id: Id) -> Result<()> {
    note_client(write, client_id).await?;
    let job = NewJob {
        kind: "index_client",
        payload: json!({ "client_id": client_id }),
        effect_key: None,
    };
    job::enqueue(write, app.ids.id(), app.clock.now(), &job).await
}

/// A contact has a new name or address; soon after this transaction at clients too that whoever changed it does not see.
pub async fn change_contact(app: &App, write: &Write<'_, Staff>, contact_id: Id) -> Result<()> {
    if !note_contact(write, contact_id).await? {
        return Ok(());
    }
    let job = NewJob {
        kind: "index_contact",
        payload: json!({ "contact_id": contact_id }),
        effect_key: None,
    };
    job::enqueue(write, app.ids.id(), app.clock.now(), &job).await
}

/// Writes a client and all of its rows as they are now. Done twice it changes nothing.
///
/// # Errors
/// Those of the database.
pub async fn index_client(app: &App, who: &Job, client_id: Id) -> Result<()> {
    let write = app.db.write(who).await?;
    note_all(&write, Kind::Client, &[client_id]).await?;
    write.commit().await?;
    for kind in [Kind::Document, Kind::Asked, Kind::Contact] {
        let mut after = Id::from_bytes([0; 16]);
        loop {
            let write = app.db.write(who).await?;
            let found = store::list_of_client(&write, kind, client_id, after, BATCH).await?;
            let Some((last, _)) = found.last().copied() else {
                break;
            };
            let subjects: Vec<Id> = found.into_iter().map(|(_, subject)| subject).collect();
            note_all(&write, kind, &subjects).await?;
            write.commit().await?;
            after = last;
        }
    }
    Ok(())
}

/// Writes a contact as it is now at all of its clients.
///
/// # Errors
/// Those of the database.
pub async fn index_contact(app: &App, who: &Job, contact_id: Id) -> Result<()> {
    let write = app.db.write(who).await?;
    note_contact(&write, contact_id).await?;
    write.commit().await?;
    Ok(())
}
