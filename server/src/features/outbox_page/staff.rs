//! What staff see of outgoing messages.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::store;
use crate::{
    app::App,
    error::Result,
    features::people::must_administer,
    kit::{
        clock::Time,
        http::Search,
        id::Id,
        page::{Page, Paging},
    },
    scope::Staff,
};

/// Which page of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct OutboxQuery {
    /// Where to go on.
    pub cursor: Option<String>,
    /// How many, 1 to 100.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// A message that left or waits to.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutboxRow {
    /// The message.
    pub id: Id,
    /// `sms` or `email`.
    pub channel: String,
    /// E.164 number or e-mail address.
    pub recipient: String,
    /// Subject of a mail.
    pub subject: Option<String>,
    /// Its text without codes and links that sign in.
    pub kept_text: String,
    /// `waiting`, `sent`, `failed` or `expired`.
    pub state: String,
    /// Why it failed or still waits.
    pub reason: Option<String>,
    /// When it was written.
    pub created_at: Time,
    /// When it left.
    pub sent_at: Option<Time>,
}

/// Outgoing messages, the newest first.
pub async fn list_messages(
    State(app): State<App>,
    staff: Staff,
    Search(query): Search<OutboxQuery>,
) -> Result<Page<OutboxRow>> {
    must_administer(&staff)?;
    let paging = Paging::<(Time, Id)>::read(query.cursor.as_deref(), query.limit)?;
    let read = app.db.read(&staff).await?;
    let lines = store::list(&read, paging.before(), paging.fetch()).await?;
    let show = |line: store::Line| OutboxRow {
        id: line.outbox_message_id,
        channel: line.channel,
        recipient: line.recipient,
        subject: line.subject,
        kept_text: line.kept_text,
        state: line.state,
        reason: line.reason,
        created_at: line.created_at,
        sent_at: line.sent_at,
    };
    Ok(paging.page(
        lines,
        |line| (line.created_at, line.outbox_message_id),
        show,
    ))
}
