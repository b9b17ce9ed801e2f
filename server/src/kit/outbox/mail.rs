//! The mail gateway: SMTP by lettre, over TLS by rustls.

use std::time::Duration;

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart, header::ContentType},
};

use super::gateway::{Letter, SendError};

/// Sends mail through one SMTP server.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    timeout: Duration,
}

impl Smtp {
    /// `url` as lettre reads it (`smtps://user:password@host:465`, `smtp://host:25`), `from` a mailbox. After
    /// `timeout` the server counts as away.
    ///
    /// # Errors
    /// What is wrong with the address, in words.
    pub fn new(url: &str, from: &str, timeout: Duration) -> Result<Self, String> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| error.to_string())?
            .timeout(Some(timeout))
            .build();
        let from = from.parse::<Mailbox>().map_err(|error| error.to_string())?;
        Ok(Self {
            transport,
            from,
            timeout,
        })
    }

    /// Whether the server answers and takes the password. Nothing is sent.
    ///
    /// # Errors
    /// Why not, in words.
    pub async fn greet(&self) -> Result<(), String> {
        match tokio::time::timeout(self.timeout, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err("the mail server does not greet".to_owned()),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err("the mail server does not answer".to_owned()),
        }
    }

    /// Hands one letter to the server. Done means that the server took it.
    ///
    /// # Errors
    /// `Refused` when trying again can't help, else what is known of the server and the letter.
    pub async fn send(&self, letter: &Letter) -> Result<(), SendError> {
        let refused = |error: &dyn std::error::Error| SendError::Refused(error.to_string());
        let from = Mailbox::new(
            letter
                .sender_name
                .clone()
                .or_else(|| self.from.name.clone()),
            self.from.email.clone(),
        );
        let to = letter
            .recipient
            .parse::<Mailbox>()
            .map_err(|error| refused(&error))?;
        let message = Message::builder()
            .from(from)
            .to(to)
            .subject(letter.subject.as_deref().unwrap_or_default())
            .message_id(Some(format!(
                "<{}@{}>",
                letter.message_id,
                self.from.email.domain()
            )))
            .date(letter.sent_at);
        let message = match &letter.html {
            Some(html) => message.multipart(MultiPart::alternative_plain_html(
                letter.text.clone(),
                html.clone(),
            )),
            None => message
                .header(ContentType::TEXT_PLAIN)
                .body(letter.text.clone()),
        }
        .map_err(|error| refused(&error))?;
        // The transport's own time limit holds for connecting only.
        match tokio::time::timeout(self.timeout, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(means(&error)),
            Err(_) => Err(SendError::Unanswered(
                "the mail server does not answer".to_owned(),
            )),
        }
    }
}

/// What an error says of the server, and of the letter.
fn means(error: &lettre::transport::smtp::Error) -> SendError {
    let reason = error.to_string();
    match error.status().map(u16::from) {
        // The server takes nothing at all, or does not know us: what the operator can put right (RFC 5321, RFC 4954).
        Some(421 | 454 | 521 | 530 | 534 | 535 | 538) => SendError::Away(reason),
        Some(500..) => SendError::Refused(reason),
        Some(_) => SendError::Postponed(reason),
        None => SendError::Unanswered(reason),
    }
}
