//! The mail gateway: SMTP by lettre, over TLS by rustls.

use std::time::Duration;

use lettre::{
    Message,
    message::{Mailbox, MultiPart, header::ContentType},
    transport::smtp::client::AsyncSmtpConnection,
};

use super::{
    gateway::{Letter, SendError},
    mail_server::MailServer,
};

/// How long the server may take to say goodbye.
const PARTING: Duration = Duration::from_secs(2);

/// Sends mail through one SMTP server.
pub struct Smtp {
    server: MailServer,
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
        let server = MailServer::new(url)?;
        let from = from.parse::<Mailbox>().map_err(|error| error.to_string())?;
        Ok(Self {
            server,
            from,
            timeout,
        })
    }

    /// Whether the server answers and takes the password. Nothing is sent.
    ///
    /// # Errors
    /// Why not, in words.
    pub async fn greet(&self) -> Result<(), String> {
        let greeted = async {
            let mut connection = self.server.connect().await?;
            let is_there = connection.test_connected().await;
            Ok((connection, is_there))
        };
        match self.in_time(greeted).await {
            Ok((connection, true)) => {
                Self::part(connection).await;
                Ok(())
            }
            Ok((_, false)) => Err("the mail server does not greet".to_owned()),
            Err(error) => Err(error.reason().to_owned()),
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
        let sent = async {
            let mut connection = self.server.connect().await?;
            let (envelope, message) = (message.envelope(), message.formatted());
            let sent = connection.send(envelope, &message).await;
            sent.map_err(|error| means(&error))?;
            Ok(connection)
        };
        Self::part(self.in_time(sent).await?).await;
        Ok(())
    }

    async fn in_time<T>(
        &self,
        work: impl Future<Output = Result<T, SendError>>,
    ) -> Result<T, SendError> {
        let late = || SendError::Unanswered("the mail server does not answer".to_owned());
        tokio::time::timeout(self.timeout, work)
            .await
            .unwrap_or_else(|_| Err(late()))
    }

    /// Ends a connection. Whatever the server says to that: what it took it has.
    async fn part(mut connection: AsyncSmtpConnection) {
        let _ = tokio::time::timeout(PARTING, connection.abort()).await;
    }
}

/// What an error says of the server, and of the letter.
pub(super) fn means(error: &lettre::transport::smtp::Error) -> SendError {
    let reason = error.to_string();
    match error.status().map(u16::from) {
        // The server takes nothing at all, or does not know us: what the operator can put right (RFC 5321, RFC 4954).
        Some(421 | 454 | 521 | 530 | 534 | 535 | 538) => SendError::Away(reason),
        Some(500..) => SendError::Refused(reason),
        Some(_) => SendError::Postponed(reason),
        None => SendError::Unanswered(reason),
    }
}
