//! Outgoing mail and SMS. A message is a row and a job, written in the transaction that causes it;
//! the job hands it to the gateway later. Codes and tokens stand only in the secret texts, which are
//! emptied when the message has left or its life is over; `kept_text` is what history may show.

mod again;
mod ceiling;
mod delivery;
mod gateway;
mod local;
mod mail;
mod mail_server;
pub mod queue;
mod sms;
mod sweep;
pub mod twilio;
mod waiting;

pub use again::{retry, retry_in};
pub use ceiling::{SmsDay, SmsRules, sms_day};
pub use delivery::{Attempt, deliver};
pub use gateway::{Gateways, Letter, SendError, SmsGateway};
pub use local::{KeptLetter, LocalOutbox};
pub use mail::Smtp;
pub use sms::SmsWebhook;
pub use sweep::sweep;
pub use twilio::{Twilio, TwilioSender};
pub use waiting::{WaitingMessages, count_waiting};

use std::time::Duration;

use serde_json::json;

use super::{clock::Time, id::Id, job};
use crate::{
    db::{Statement, Write},
    error::Result,
    params,
    scope::Audience,
    scoped,
};

/// After this a gateway counts as away.
pub const TIMEOUT: Duration = Duration::from_secs(15);

/// How a message travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// A text message to a phone.
    Sms,
    /// Mail.
    Email,
}

impl Channel {
    /// The word in the database and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Email => "email",
        }
    }
}

/// One message to one person.
#[derive(Debug, Clone)]
pub struct Message {
    /// The contact it is for.
    pub contact_id: Option<Id>,
    /// The staff member it is for.
    pub staff_id: Option<Id>,
    /// SMS or mail.
    pub channel: Channel,
    /// E.164 number or e-mail address.
    pub recipient: String,
    /// Subject of a mail.
    pub subject: Option<String>,
    /// What history shows: the text without codes and links that sign in.
    pub kept_text: String,
    /// The whole text as it is sent.
    pub text: String,
    /// The whole mail as HTML.
    pub html: Option<String>,
    /// After this it is no longer sent.
    pub expires_at: Option<Time>,
}

/// Puts a message in the outbox, in the transaction of what causes it.
pub async fn send<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    id: Id,
    now: Time,
    message: &Message,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into outbox_message (provider_id, outbox_message_id, contact_id, staff_id, channel, recipient, subject,
                        kept_text, secret_text, secret_html, state, expires_at, created_at)
                 select p.provider_id, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'waiting', $13, $14
                 from provider p where {provider:p}"
            ),
            params![
                id,
                message.contact_id,
                message.staff_id,
                message.channel.word(),
                &message.recipient,
                message.subject.as_deref(),
                &message.kept_text,
                &message.text,
                message.html.as_deref(),
                message.expires_at,
                now
            ],
        )
        .await?;
    job::enqueue(write, id, now, &job_of(id)).await
}

/// A message and the job that sends it share their id.
fn job_of(message_id: Id) -> job::NewJob {
    job::NewJob {
        kind: "send_message",
        payload: json!({ "outbox_message_id": message_id }),
        effect_key: Some(format!("message:{message_id}")),
    }
}

#[cfg(test)]
mod tests;
