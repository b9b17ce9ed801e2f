//! The job that takes one message out of the outbox.

use std::time::Duration;

use super::{
    Channel,
    gateway::{Gateways, Letter, SendError},
};
use crate::{
    db::Db,
    error::Result,
    kit::{
        clock::{Clock, Time},
        id::Id,
        job::Ended,
    },
    params, row,
    scope::Job,
    scoped,
};

/// How long a message waits for its channel to be configured before the next look.
const NOT_CONFIGURED_PAUSE: Duration = Duration::from_secs(300);

row! {
    struct Waiting {
        channel: String,
        recipient: String,
        subject: Option<String>,
        text: Option<String>,
        html: Option<String>,
        expires_at: Option<Time>,
        sender_name: String,
    }
}

/// Sends one message if it still waits. `retry_at` is when to come back if the gateway is away.
///
/// # Errors
/// Only those of the database: a gateway's refusal is an end, not an error.
pub async fn deliver(
    db: &Db,
    clock: &dyn Clock,
    gateways: &Gateways,
    who: &Job,
    message_id: Id,
    retry_at: Time,
) -> Result<Ended> {
    let read = db.read(who).await?;
    let waiting: Option<Waiting> = read
        .find(
            scoped!(
                "select m.channel, m.recipient, m.subject, m.secret_text, m.secret_html, m.expires_at, p.sender_name
                 from outbox_message m join provider p using (provider_id)
                 where {provider:m} and m.outbox_message_id = $4 and m.state = 'waiting'"
            ),
            params![message_id],
        )
        .await?;
    drop(read);
    let Some(waiting) = waiting else {
        return Ok(Ended::Done);
    };
    let now = clock.now();
    if waiting.expires_at.is_some_and(|at| at <= now) {
        close(db, who, message_id, "expired", None, None).await?;
        return Ok(Ended::Done);
    }
    let letter = Letter {
        message_id,
        channel: if waiting.channel == "sms" {
            Channel::Sms
        } else {
            Channel::Email
        },
        sender_name: Some(waiting.sender_name),
        recipient: waiting.recipient,
        subject: waiting.subject,
        text: waiting.text.unwrap_or_default(),
        html: waiting.html,
        sent_at: now.timestamp().into(),
        sent_at_s: now.seconds(),
    };
    match gateways.send(&letter).await {
        Ok(()) => {
            close(db, who, message_id, "sent", None, Some(clock.now())).await?;
            Ok(Ended::Done)
        }
        Err(SendError::Refused(reason)) => {
            close(db, who, message_id, "failed", Some(&reason), None).await?;
            Ok(Ended::Dead { reason })
        }
        Err(SendError::Away(reason)) => Ok(Ended::Retry {
            at: retry_at,
            reason,
        }),
        Err(SendError::NotConfigured) => Ok(Ended::Later {
            at: now.plus(NOT_CONFIGURED_PAUSE),
        }),
    }
}

/// Ends a message's wait and empties its secret texts.
async fn close(
    db: &Db,
    who: &Job,
    message_id: Id,
    state: &str,
    reason: Option<&str>,
    sent_at: Option<Time>,
) -> Result<()> {
    let write = db.write(who).await?;
    write
        .exec(
            scoped!(
                "update outbox_message as m set state = $5, reason = $6, sent_at = $7, secret_text = null, secret_html = null
                 where {provider:m} and m.outbox_message_id = $4 and m.state = 'waiting'"
            ),
            params![message_id, state, reason, sent_at],
        )
        .await?;
    write.commit().await?;
    Ok(())
}
