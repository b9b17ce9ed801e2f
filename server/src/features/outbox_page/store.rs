//! The SQL of the list of outgoing messages.

use crate::{
    db::{Read, params, row, scoped},
    error::Result,
    kit::{clock::Time, id::Id},
    scope::Staff,
};

row! {
    /// A message as staff see it.
    pub struct Line {
        pub outbox_message_id: Id,
        pub channel: String,
        pub recipient: String,
        pub subject: Option<String>,
        pub kept_text: String,
        pub state: String,
        pub reason: Option<String>,
        pub created_at: Time,
        pub sent_at: Option<Time>,
    }
}

/// Messages before a place in the list, the newest first.
pub(super) async fn list(
    read: &Read<'_, Staff>,
    (created_at, id): (Time, Id),
    count: i64,
) -> Result<Vec<Line>> {
    let lines = read
        .list(
            scoped!(
                "select m.outbox_message_id, m.channel, m.recipient, m.subject, m.kept_text, m.state, m.reason,
                        m.created_at, m.sent_at
                 from outbox_message m
                 where {provider:m} and (m.created_at, m.outbox_message_id) < ($4, $5)
                 order by m.created_at desc, m.outbox_message_id desc limit $6"
            ),
            params![created_at, id, count],
        )
        .await?;
    Ok(lines)
}
