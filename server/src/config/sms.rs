//! `sms.*`: what SMS leave through, where they may go, and how many.

use std::path::PathBuf;

use serde::Deserialize;

use super::ConfigError;
use crate::kit::{outbox::SmsRules, phone};

/// Outgoing SMS. Without a gateway messages wait in the outbox.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sms {
    /// Where each SMS is posted to.
    pub webhook_url: Option<String>,
    /// Signs what is posted.
    pub webhook_secret: Option<String>,
    /// A file that holds `sms.webhook_secret`.
    pub webhook_secret_file: Option<PathBuf>,
    /// The account at Twilio, in place of a webhook.
    pub twilio_account_sid: Option<String>,
    /// Its secret.
    pub twilio_auth_token: Option<String>,
    /// A file that holds `sms.twilio_auth_token`.
    pub twilio_auth_token_file: Option<PathBuf>,
    /// The number or name that SMS come from.
    pub twilio_from: Option<String>,
    /// The messaging service that SMS come from, in place of a number.
    pub twilio_messaging_service: Option<String>,
    /// Where the gateway stands, as `portico doctor` is to name it.
    pub region: Option<String>,
    /// Countries (`DE`, `AT`) that SMS may go to. Default: all.
    pub countries: Option<Vec<String>>,
    /// What SMS may cost in a day (UTC), of all providers together: so many messages, or with `sms.price_minor` so
    /// much money. Default: no ceiling.
    pub daily_ceiling: Option<u32>,
    /// What one message costs, in the currency's minor unit.
    pub price_minor: Option<u32>,
}

/// The keys whose value is a number.
pub(super) const NUMBERS: [&str; 2] = ["sms.daily_ceiling", "sms.price_minor"];

impl Sms {
    /// Whether SMS leave through anything that is configured here.
    pub fn is_set_up(&self) -> bool {
        self.webhook_url.is_some() || self.twilio_account_sid.is_some()
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let wrong = |key: &str, allowed: &str| Err(ConfigError(format!("sms.{key}: {allowed}")));
        let listed = self.countries.as_deref().unwrap_or_default();
        if let Some(country) = listed.iter().find(|country| !phone::is_country(country)) {
            return Err(ConfigError(format!(
                "sms.countries: `{country}` is no country; two letters each, such as DE"
            )));
        }
        if self.countries.as_ref().is_some_and(Vec::is_empty) {
            return wrong("countries", "at least one, or leave it out to allow all");
        }
        match (self.daily_ceiling, self.price_minor) {
            (None, Some(_)) => wrong("price_minor", "counts only with sms.daily_ceiling"),
            (_, Some(0)) => wrong("price_minor", "at least 1"),
            (Some(0), _) => wrong("daily_ceiling", "at least 1"),
            (Some(ceiling), Some(price)) if ceiling < price => wrong(
                "daily_ceiling",
                "at least sms.price_minor, or nothing could be sent",
            ),
            _ => Ok(()),
        }
    }

    /// Where SMS may go, and how many may leave in a day.
    pub fn rules(&self) -> SmsRules {
        let most = |ceiling| {
            self.price_minor
                .map_or(ceiling, |price| ceiling / price.max(1))
        };
        SmsRules {
            countries: self.countries.clone(),
            most_a_day: self.daily_ceiling.map(most),
        }
    }
}
