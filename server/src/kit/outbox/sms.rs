//! The SMS gateway: a webhook of the operator's, signed as Standard Webhooks describe
//! (<https://www.standardwebhooks.com>): HMAC-SHA256 over `id.timestamp.body`.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;

use super::gateway::{Letter, SendError};

/// Posts `{ "id", "to", "text" }` to one address.
pub struct SmsWebhook {
    client: reqwest::Client,
    url: String,
    secret: Vec<u8>,
    timeout: Duration,
}

impl SmsWebhook {
    /// `client` is the program's one outgoing client; after `timeout` the gateway counts as away.
    pub fn new(client: reqwest::Client, url: String, secret: Vec<u8>, timeout: Duration) -> Self {
        Self {
            client,
            url,
            secret,
            timeout,
        }
    }

    /// Hands one message over. Done means that the gateway answered with a 2xx status.
    ///
    /// # Errors
    /// `Refused` for a 4xx answer that trying again can't change, `Postponed` for one that is about this message;
    /// else `Away`, since the gateway knows a message that comes twice by its `webhook-id`.
    pub async fn send(&self, letter: &Letter) -> Result<(), SendError> {
        let id = letter.message_id.to_string();
        let timestamp = letter.sent_at_s.to_string();
        let body = json!({ "id": id, "to": letter.recipient, "text": letter.text }).to_string();
        let answer = self
            .client
            .post(&self.url)
            .timeout(self.timeout)
            .header("content-type", "application/json")
            .header("webhook-id", &id)
            .header("webhook-timestamp", &timestamp)
            .header(
                "webhook-signature",
                signature(&self.secret, &id, &timestamp, &body),
            )
            .body(body)
            .send()
            .await
            .map_err(|error| SendError::Away(error.without_url().to_string()))?;
        let status = answer.status();
        let reason = format!("the SMS gateway answered {status}");
        match status.as_u16() {
            200..=299 => Ok(()),
            502..=504 => Err(SendError::Away(reason)),
            408 | 425 | 429 | 500..=599 => Err(SendError::Postponed(reason)),
            _ => Err(SendError::Refused(reason)),
        }
    }
}

fn signature(secret: &[u8], id: &str, timestamp: &str, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes a key of any length");
    mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the Standard Webhooks specification.
    #[test]
    fn signs_as_standard_webhooks_does() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        assert_eq!(
            signature(
                &secret,
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "1614265330",
                r#"{"test": 2432232314}"#
            ),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }
}
