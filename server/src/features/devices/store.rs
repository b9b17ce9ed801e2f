//! The SQL of what devices report.

use crate::{
    db::{Read, Write},
    error::Result,
    kit::{clock::Time, id::Id},
    params,
    scope::Device,
    scoped,
};

/// What became of an SMS.
pub(super) enum Outcome {
    /// It left.
    Sent,
    /// It arrived.
    Delivered,
    /// Neither, and why.
    Failed(String),
}

/// Whether the device's key was not revoked.
pub(super) async fn is_live(read: &Read<'_, Device>) -> Result<bool> {
    let live: i64 = read
        .one(
            scoped!(
                "select count(*) from api_key k where {provider:k} and k.api_key_id = $4 and k.revoked_at is null"
            ),
            params![read.who().api_key_id],
        )
        .await?;
    Ok(live == 1)
}

/// The state of an SMS that was handed to a device once.
pub(super) async fn find_state(read: &Read<'_, Device>, message_id: Id) -> Result<Option<String>> {
    let state = read
        .find(
            scoped!(
                "select m.state from outbox_message m
                 where {provider:m} and m.outbox_message_id = $4 and m.channel = 'sms' and m.leased_by is not null"
            ),
            params![message_id],
        )
        .await?;
    Ok(state)
}

/// What became of an outcome that was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// It was written down.
    New,
    /// It was known, or what is known is more.
    Known,
    /// Another report changed the state meanwhile.
    Overtaken,
}

/// Writes an outcome down over the state that was read before, unless it says nothing new. What left needs its text no
/// more.
pub(super) async fn save_outcome(
    write: &Write<'_, Device>,
    message_id: Id,
    now: Time,
    before: &str,
    outcome: &Outcome,
) -> Result<Said> {
    let (state, reason) = match (before, outcome) {
        ("delivered", _) | ("sent", Outcome::Sent) | ("failed", Outcome::Failed(_)) => {
            return Ok(Said::Known);
        }
        (_, Outcome::Sent) => ("sent", None),
        (_, Outcome::Delivered) => ("delivered", None),
        (_, Outcome::Failed(reason)) => ("failed", Some(reason.as_str())),
    };
    let saved = if state == "failed" {
        write
            .exec(
                scoped!(
                    "update outbox_message as m set state = 'failed', reason = $5, leased_until = null
                     where {provider:m} and m.outbox_message_id = $4 and m.state = $6"
                ),
                params![message_id, reason, before],
            )
            .await?
    } else {
        write
            .exec(
                scoped!(
                    "update outbox_message as m set state = $5, reason = null, sent_at = coalesce(m.sent_at, $6),
                            secret_text = null, secret_html = null, leased_until = null
                     where {provider:m} and m.outbox_message_id = $4 and m.state = $7"
                ),
                params![message_id, state, now, before],
            )
            .await?
    };
    Ok(if saved == 1 {
        Said::New
    } else {
        Said::Overtaken
    })
}
