//! The SMS gateway Twilio, by its HTTP API (<https://www.twilio.com/docs/messaging/api/message-resource>).

use std::time::Duration;

use serde::Deserialize;

use super::gateway::{Letter, SendError};

/// Where Twilio answers.
pub const API: &str = "https://api.twilio.com";

/// Whom messages come from.
#[derive(Debug, Clone)]
pub enum TwilioSender {
    /// A number or name of the account's.
    From(String),
    /// A messaging service, which picks one.
    MessagingService(String),
}

/// One account at Twilio.
pub struct Twilio {
    client: reqwest::Client,
    url: String,
    account_sid: String,
    auth_token: String,
    sender: TwilioSender,
    timeout: Duration,
}

/// What Twilio says of a message that it does not take.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Fault {
    code: i64,
    message: String,
}

impl Twilio {
    /// `client` is the program's one outgoing client, `api` [`API`] or a stand-in; after `timeout` it counts as away.
    pub fn new(
        client: reqwest::Client,
        api: &str,
        account_sid: String,
        auth_token: String,
        sender: TwilioSender,
        timeout: Duration,
    ) -> Self {
        Self {
            url: format!("{api}/2010-04-01/Accounts/{account_sid}/Messages.json"),
            client,
            account_sid,
            auth_token,
            sender,
            timeout,
        }
    }

    fn body(&self, letter: &Letter) -> String {
        let (name, sender) = match &self.sender {
            TwilioSender::From(from) => ("From", from),
            TwilioSender::MessagingService(sid) => ("MessagingServiceSid", sid),
        };
        form_urlencoded::Serializer::new(String::new())
            .append_pair("To", &letter.recipient)
            .append_pair("Body", &letter.text)
            .append_pair(name, sender)
            .finish()
    }

    /// Hands one message over. Done means that Twilio queued it.
    ///
    /// # Errors
    /// `Refused` when the number or the text can't be sent to, `Unanswered` when it may have been sent; else `Away`,
    /// also for a wrong account, which the operator can put right, or `Postponed`.
    pub async fn send(&self, letter: &Letter) -> Result<(), SendError> {
        let answer = self
            .client
            .post(&self.url)
            .timeout(self.timeout)
            .basic_auth(&self.account_sid, Some(&self.auth_token))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(self.body(letter))
            .send()
            .await
            .map_err(|error| {
                let was_reached = !error.is_connect();
                let reason = format!("Twilio: {}", error.without_url());
                if was_reached {
                    SendError::Unanswered(reason)
                } else {
                    SendError::Away(reason)
                }
            })?;
        let status = answer.status();
        if status.is_success() {
            return Ok(());
        }
        // An answer that is not Twilio's (a proxy's page) is told by its status alone.
        let fault = serde_json::from_slice(&beginning(answer).await).unwrap_or_default();
        let reason = reason(status.as_u16(), &fault);
        match status.as_u16() {
            401 | 403 | 404 | 502..=504 => Err(SendError::Away(reason)),
            408 | 429 | 500..=599 => Err(SendError::Postponed(reason)),
            _ => Err(SendError::Refused(reason)),
        }
    }
}

/// The body of an answer, as much of it as Twilio would say: what answers without an end is not Twilio.
async fn beginning(mut answer: reqwest::Response) -> Vec<u8> {
    const MOST: usize = 64 * 1024;
    let mut body = Vec::new();
    while let Ok(Some(piece)) = answer.chunk().await {
        body.extend_from_slice(&piece);
        if body.len() > MOST {
            break;
        }
    }
    body
}

/// What it means for whoever reads the outbox (<https://www.twilio.com/docs/api/errors>).
fn reason(status: u16, fault: &Fault) -> String {
    let words = match fault.code {
        20003 => "Twilio does not know this account sid and auth token",
        20404 => "Twilio does not know this account",
        20429 => "Twilio is asked too often",
        21211 | 21217 => "Twilio: this is no phone number",
        21408 => "Twilio: the account may not send to this country",
        21606 | 21659 | 21660 | 21212 => "Twilio: the account may not send from this sender",
        21610 => "Twilio: this number has said STOP to messages",
        21612 => "Twilio: this number can't be reached from this sender",
        21614 => "Twilio: this number is no mobile phone",
        21617 => "Twilio: the text is too long",
        21701 | 21703 => "Twilio does not know this messaging service, or it has no sender",
        _ if fault.message.is_empty() => return format!("Twilio answered {status}"),
        code => return format!("Twilio: {} ({code})", fault.message),
    };
    format!("{words} ({})", fault.code)
}
