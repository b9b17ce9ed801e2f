//! What messages leave through: SMTP, and for SMS a webhook or Twilio, each there only if it is configured.

use std::{sync::Arc, time::SystemTime};

use super::{
    Channel, ceiling::SmsRules, local::LocalOutbox, mail::Smtp, sms::SmsWebhook, twilio::Twilio,
};
use crate::kit::id::Id;

/// A message on its way out.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The outbox message; the same on every attempt, so that a gateway can tell a repeat.
    pub message_id: Id,
    /// SMS or mail.
    pub channel: Channel,
    /// Name of the sender, of the provider's brand.
    pub sender_name: Option<String>,
    /// E.164 number or e-mail address.
    pub recipient: String,
    /// Subject of a mail.
    pub subject: Option<String>,
    /// The whole text.
    pub text: String,
    /// The whole mail as HTML.
    pub html: Option<String>,
    /// Now, as the mail's date.
    pub sent_at: SystemTime,
    /// Now, in seconds since 1970.
    pub sent_at_s: i64,
}

/// Why a message did not leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendError {
    /// The gateway is away, and took nothing or knows a message that comes twice.
    Away(String),
    /// The gateway fell silent, and may have taken it.
    Unanswered(String),
    /// The gateway is there and does not take this one now.
    Postponed(String),
    /// The gateway will never take it.
    Refused(String),
}

impl SendError {
    /// Why, in words.
    pub fn reason(&self) -> &str {
        match self {
            Self::Away(reason)
            | Self::Unanswered(reason)
            | Self::Postponed(reason)
            | Self::Refused(reason) => reason,
        }
    }
}

/// What SMS leave through.
pub enum SmsGateway {
    /// A webhook of the operator's.
    Webhook(SmsWebhook),
    /// Twilio's HTTP API.
    Twilio(Twilio),
}

/// The configured gateways.
#[derive(Default)]
pub struct Gateways {
    /// For mail.
    pub mail: Option<Smtp>,
    /// For SMS.
    pub sms: Option<SmsGateway>,
    /// Where SMS may go, and how many.
    pub sms_rules: SmsRules,
    /// For both, in their place: keeps every message and sends none.
    pub local: Option<Arc<LocalOutbox>>,
}

impl Gateways {
    /// Whether this channel leads anywhere.
    pub fn reaches(&self, channel: Channel) -> bool {
        let leaves = match channel {
            Channel::Sms => self.sms.is_some(),
            Channel::Email => self.mail.is_some(),
        };
        leaves || self.local.is_some()
    }

    /// Whether the gateway of this channel listens, as far as that can be asked without sending anything.
    ///
    /// # Errors
    /// Why not, in words.
    pub async fn greet(&self, channel: Channel) -> Result<(), String> {
        match (channel, &self.mail, &self.local) {
            (Channel::Email, Some(mail), None) => mail.greet().await,
            _ => Ok(()),
        }
    }

    /// Hands the letter to the gateway of its channel.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn send(&self, letter: &Letter) -> Result<(), SendError> {
        if let Some(local) = &self.local {
            return local.keep(letter);
        }
        match (letter.channel, &self.mail, &self.sms) {
            (Channel::Email, Some(mail), _) => mail.send(letter).await,
            (Channel::Sms, _, Some(SmsGateway::Webhook(sms))) => sms.send(letter).await,
            (Channel::Sms, _, Some(SmsGateway::Twilio(sms))) => sms.send(letter).await,
            _ => Err(SendError::Away("no gateway is set up".to_owned())),
        }
    }
}
