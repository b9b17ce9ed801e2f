//! The mail server: where it is, how it is reached, and how much it may say. lettre reads an answer to the end of its
//! line, however far away that is; through the stream that it gets here, an answer ends after so many bytes.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use lettre::{
    AsyncSmtpTransport, Tokio1Executor,
    transport::smtp::{
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, AsyncTokioStream, TlsParameters},
        extension::ClientId,
    },
};
use reqwest::Url;
use rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};
use tokio_rustls::TlsConnector;

use super::{gateway::SendError, mail::means};

/// The most that is read of one answer, or of what comes in place of one. lettre takes answers of 100,000 bytes.
pub(super) const LONGEST_ANSWER: usize = 128 * 1024;

/// How a connection is encrypted.
enum Security {
    /// Not at all.
    None,
    /// By STARTTLS if the server knows it.
    IfOffered(TlsParameters),
    /// By STARTTLS, or there is no connection.
    Required(TlsParameters),
    /// From its first byte on.
    Whole(TlsConnector, ServerName<'static>),
}

/// Where mail is handed to.
pub(super) struct MailServer {
    host: String,
    port: u16,
    security: Security,
    /// Who greets.
    hello: ClientId,
    credentials: Option<Credentials>,
}

impl MailServer {
    /// The server at an address as lettre reads it: `smtps://user:password@host:465`, `smtp://host:25`,
    /// `smtp://host?tls=required`, with the name to greet by as its path.
    pub(super) fn new(url: &str) -> Result<Self, String> {
        // What lettre has no use for is refused in its words.
        AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|wrong| wrong.to_string())?;
        let url = Url::parse(url).map_err(|wrong| wrong.to_string())?;
        let host = url.host_str().unwrap_or_default();
        let tls = url.query_pairs().find(|(name, _)| name == "tls");
        let tls = tls.map(|(_, how)| how.into_owned());
        let starttls = || TlsParameters::new(host.to_owned()).map_err(|wrong| wrong.to_string());
        let (usual_port, security) = match (url.scheme(), tls.as_deref()) {
            ("smtps", _) => (465, whole(host)?),
            (_, Some("required")) => (587, Security::Required(starttls()?)),
            (_, Some(_)) => (587, Security::IfOffered(starttls()?)),
            (_, None) => (25, Security::None),
        };
        let hello = match url.path().trim_matches('/') {
            "" => ClientId::default(),
            name => ClientId::Domain(name.to_owned()),
        };
        let credentials = url
            .password()
            .map(|password| Credentials::new(decoded(url.username()), decoded(password)));
        Ok(Self {
            host: host.trim_matches(['[', ']']).to_owned(),
            port: url.port().unwrap_or(usual_port),
            security,
            hello,
            credentials,
        })
    }

    /// A connection that has greeted, is encrypted as it should be, and is signed in.
    pub(super) async fn connect(&self) -> Result<AsyncSmtpConnection, SendError> {
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await;
        let stream = stream.map_err(|error| away(&error))?;
        let peer = stream.peer_addr().map_err(|error| away(&error))?;
        let stream: Box<dyn AsyncTokioStream> = match &self.security {
            Security::Whole(connector, name) => {
                let encrypted = connector.connect(name.clone(), stream).await;
                Box::new(Bounded::new(encrypted.map_err(|error| away(&error))?, peer))
            }
            _ => Box::new(Bounded::new(stream, peer)),
        };
        self.greet(stream).await.map_err(|error| means(&error))
    }

    async fn greet(
        &self,
        stream: Box<dyn AsyncTokioStream>,
    ) -> Result<AsyncSmtpConnection, lettre::transport::smtp::Error> {
        let mut connection =
            AsyncSmtpConnection::connect_with_transport(stream, &self.hello).await?;
        let tls = match &self.security {
            Security::Required(tls) => Some(tls),
            Security::IfOffered(tls) => Some(tls).filter(|_| connection.can_starttls()),
            Security::None | Security::Whole(..) => None,
        };
        if let Some(tls) = tls {
            connection.starttls(tls.clone(), &self.hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }
}

/// Nothing was said.
fn away(error: &io::Error) -> SendError {
    SendError::Unanswered(error.to_string())
}

/// TLS from the first byte on, with the certificates that browsers know.
fn whole(host: &str) -> Result<Security, String> {
    let roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|wrong| wrong.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = host.trim_matches(['[', ']']).to_owned();
    let name = ServerName::try_from(name).map_err(|wrong| wrong.to_string())?;
    Ok(Security::Whole(TlsConnector::from(Arc::new(config)), name))
}

/// A part of an address as it was meant: `p%40ss` is `p@ss`, a plus is a plus.
fn decoded(part: &str) -> String {
    let query = format!("={}", part.replace('+', "%2B").replace('&', "%26"));
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs
        .next()
        .map_or_else(String::new, |(_, value)| value.into_owned())
}

/// A stream whose other side may say so much at once, and then waits for a word of ours.
#[derive(Debug)]
struct Bounded<S> {
    stream: S,
    peer: SocketAddr,
    left: usize,
}

impl<S> Bounded<S> {
    fn new(stream: S, peer: SocketAddr) -> Self {
        Self {
            stream,
            peer,
            left: LONGEST_ANSWER,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Bounded<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.left == 0 {
            let words = "the mail server says more than an answer";
            return Poll::Ready(Err(io::Error::new(io::ErrorKind::InvalidData, words)));
        }
        let before = buffer.filled().len();
        ready!(Pin::new(&mut this.stream).poll_read(context, buffer))?;
        this.left = this.left.saturating_sub(buffer.filled().len() - before);
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Bounded<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        this.left = LONGEST_ANSWER;
        Pin::new(&mut this.stream).poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}

impl<S: AsyncRead + AsyncWrite + Send + Sync + Unpin + std::fmt::Debug> AsyncTokioStream
    for Bounded<S>
{
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.peer)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    use super::*;

    #[test]
    fn an_address_says_where_and_how() {
        let server = MailServer::new("smtps://ada%40studio:a+b%26c=d@mail.example").unwrap();
        assert_eq!((server.host.as_str(), server.port), ("mail.example", 465));
        assert!(matches!(server.security, Security::Whole(..)));
        let expected = Credentials::new("ada@studio".into(), "a+b&c=d".into());
        assert_eq!(server.credentials, Some(expected));
        let server = MailServer::new("smtp://127.0.0.1:2525/portal.example").unwrap();
        assert_eq!((server.host.as_str(), server.port), ("127.0.0.1", 2525));
        assert_eq!(server.hello, ClientId::Domain("portal.example".into()));
        assert!(matches!(server.security, Security::None));
        let server = MailServer::new("smtp://mail.example?tls=required").unwrap();
        assert_eq!(server.port, 587);
        assert!(matches!(server.security, Security::Required(_)));
        let server = MailServer::new("smtp://mail.example:25?tls=opportunistic").unwrap();
        assert_eq!(server.port, 25);
        assert!(matches!(server.security, Security::IfOffered(_)));
        for bad in [
            "mail.example",
            "http://mail.example",
            "smtp://mail.example?tls=no",
        ] {
            assert!(MailServer::new(bad).is_err(), "{bad}");
        }
    }

    #[tokio::test]
    async fn an_answer_ends_and_a_word_of_ours_lets_the_next_begin() {
        let (own, mut other) = duplex(4 * LONGEST_ANSWER);
        let mut own = Bounded::new(own, SocketAddr::from(([127, 0, 0, 1], 25)));
        let half = vec![b'x'; LONGEST_ANSWER / 2];
        let mut heard = vec![0; LONGEST_ANSWER / 2];
        for _ in 0..4 {
            other.write_all(&half).await.unwrap();
            own.read_exact(&mut heard).await.unwrap();
            own.write_all(b"NOOP\r\n").await.unwrap();
        }
        other
            .write_all(&vec![b'x'; 2 * LONGEST_ANSWER])
            .await
            .unwrap();
        let mut heard = Vec::new();
        let error = own.read_to_end(&mut heard).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        // The last read may have taken a little more.
        assert!(heard.len() >= LONGEST_ANSWER && heard.len() < 2 * LONGEST_ANSWER);
    }
}
