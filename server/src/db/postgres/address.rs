//! Where a server is and how it is reached: its URL, and TLS by rustls.
//!
//! | `sslmode` | encrypted | certificate |
//! | --- | --- | --- |
//! | `disable` | no | |
//! | `prefer` | if the server can | not looked at |
//! | `require` | yes | not looked at |
//! | `verify-full` | yes | of a trusted root, for the host of the URL |
//!
//! With `database.root_certificate` the certificate is looked at wherever there is TLS, and `verify-full` is what a
//! URL without `sslmode` means; without it `prefer` is, as for other clients of PostgreSQL.

use std::{
    future::Future,
    io,
    path::{Path, PathBuf},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use rustls::{
    ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject as _},
};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::{
    Config, Socket,
    config::SslMode,
    tls::{self, MakeTlsConnect, TlsConnect},
};

use crate::db::error::{Error, Result};

const MODES: &str = "disable, prefer, require, verify-full";
/// The server's host has so long to take a connection,
const CONNECT: Duration = Duration::from_secs(5);
/// and so long to acknowledge what was sent to it.
const UNANSWERED: Duration = Duration::from_secs(20);
/// After so long a silence it is asked whether it is still there,
const SILENCE: Duration = Duration::from_secs(15);
/// and again after this, three times in all.
const BETWEEN_PROBES: Duration = Duration::from_secs(5);

/// A server's address with everything that a connection needs.
#[derive(Clone)]
pub(in crate::db) struct Address {
    /// Host, user, database.
    pub(in crate::db) config: Config,
    /// How to encrypt.
    pub(in crate::db) tls: Tls,
}

impl Address {
    /// Reads a `postgres://` URL. The root certificates are those of the file, else those of the web.
    pub(in crate::db) fn read(url: &str, roots: Option<&PathBuf>) -> Result<Self> {
        let (url, given) = without_mode(url);
        let default = if roots.is_some() {
            "verify-full"
        } else {
            "prefer"
        };
        let word = given.as_deref().unwrap_or(default);
        let mode = match word {
            "disable" => SslMode::Disable,
            "prefer" => SslMode::Prefer,
            "require" | "verify-full" => SslMode::Require,
            other => {
                return Err(Error::Setup(format!(
                    "sslmode of a PostgreSQL address: {MODES}, not {other}"
                )));
            }
        };
        let mut config: Config = url
            .parse()
            .map_err(|error| Error::Setup(format!("not a PostgreSQL address: {error}")))?;
        config.ssl_mode(mode);
        notice_silence(&mut config);
        let is_verified = word == "verify-full" || roots.is_some();
        let tls = Tls::new(is_verified, roots.map(PathBuf::as_path))?;
        Ok(Self { config, tls })
    }
}

/// A server that vanished without a word is noticed within half a minute, unless the URL says otherwise.
fn notice_silence(config: &mut Config) {
    let unsaid = Config::new();
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(UNANSWERED);
    }
    if config.get_keepalives_idle() == unsaid.get_keepalives_idle() {
        config.keepalives_idle(SILENCE);
    }
    if config.get_keepalives_interval().is_none() {
        config.keepalives_interval(BETWEEN_PROBES);
    }
    if config.get_keepalives_retries().is_none() {
        config.keepalives_retries(3);
    }
}

/// Takes `sslmode` out of the query: the driver knows fewer words for it.
fn without_mode(url: &str) -> (String, Option<String>) {
    let Some((head, query)) = url.split_once('?') else {
        return (url.to_owned(), None);
    };
    let mut given = None;
    let kept: Vec<&str> = query
        .split('&')
        .filter(|part| match part.strip_prefix("sslmode=") {
            Some(word) => {
                given = Some(word.to_owned());
                false
            }
            None => true,
        })
        .collect();
    (format!("{head}?{}", kept.join("&")), given)
}

/// Makes encrypted connections.
#[derive(Clone)]
pub(in crate::db) struct Tls(Arc<ClientConfig>);

impl Tls {
    fn new(is_verified: bool, roots: Option<&Path>) -> Result<Self> {
        let fault = |error: rustls::Error| Error::Setup(format!("TLS to PostgreSQL: {error}"));
        let provider = Arc::new(ring::default_provider());
        let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(fault)?;
        let config = if is_verified {
            config.with_root_certificates(root_store(roots)?)
        } else {
            config
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(AnyCertificate(provider)))
        };
        Ok(Self(Arc::new(config.with_no_client_auth())))
    }
}

fn root_store(file: Option<&Path>) -> Result<RootCertStore> {
    let Some(path) = file else {
        return Ok(RootCertStore {
            roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
        });
    };
    let fault = |what: &dyn std::fmt::Display| {
        Error::Setup(format!(
            "database.root_certificate: {}: {what}",
            path.display()
        ))
    };
    let mut store = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|error| fault(&error))? {
        let certificate = certificate.map_err(|error| fault(&error))?;
        store.add(certificate).map_err(|error| fault(&error))?;
    }
    if store.is_empty() {
        return Err(fault(&"holds no certificate in PEM form"));
    }
    Ok(store)
}

/// For `prefer` and `require`: keeps listeners out, and does not ask who answers.
#[derive(Debug)]
struct AnyCertificate(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

impl MakeTlsConnect<Socket> for Tls {
    type Stream = Encrypted;
    type TlsConnect = Handshake;
    type Error = io::Error;

    fn make_tls_connect(&mut self, host: &str) -> io::Result<Handshake> {
        // A socket in the file system has no host; it never gets as far as the handshake.
        let name = ServerName::try_from(host.to_owned()).ok();
        Ok(Handshake {
            config: Arc::clone(&self.0),
            name,
        })
    }
}

/// A handshake with one server.
pub(in crate::db) struct Handshake {
    config: Arc<ClientConfig>,
    name: Option<ServerName<'static>>,
}

impl TlsConnect<Socket> for Handshake {
    type Stream = Encrypted;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Encrypted>> + Send>>;

    fn connect(self, socket: Socket) -> Self::Future {
        Box::pin(async move {
            let name = self.name.ok_or_else(|| {
                io::Error::new(io::ErrorKind::InvalidInput, "the host is no name for TLS")
            })?;
            let connector = tokio_rustls::TlsConnector::from(self.config);
            connector.connect(name, socket).await.map(Encrypted)
        })
    }
}

/// An encrypted connection.
pub(in crate::db) struct Encrypted(tokio_rustls::client::TlsStream<Socket>);

impl tls::TlsStream for Encrypted {
    fn channel_binding(&self) -> tls::ChannelBinding {
        tls::ChannelBinding::none()
    }
}

impl AsyncRead for Encrypted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl AsyncWrite for Encrypted {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, buffer)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mode_is_taken_from_the_query_and_nothing_else_is() {
        for (url, rest, mode) in [
            ("postgres://a@b/c", "postgres://a@b/c", None),
            (
                "postgres://a@b/c?sslmode=verify-full",
                "postgres://a@b/c?",
                Some("verify-full"),
            ),
            (
                "postgres://a@b/c?connect_timeout=3&sslmode=require&options=x",
                "postgres://a@b/c?connect_timeout=3&options=x",
                Some("require"),
            ),
        ] {
            assert_eq!(
                without_mode(url),
                (rest.to_owned(), mode.map(str::to_owned))
            );
        }
    }

    #[test]
    fn a_servers_silence_is_noticed_unless_the_address_says_otherwise() {
        let config = |url: &str| Address::read(url, None).unwrap().config;
        let unsaid = config("postgres://a@b/c");
        assert_eq!(unsaid.get_connect_timeout(), Some(&CONNECT));
        assert_eq!(unsaid.get_tcp_user_timeout(), Some(&UNANSWERED));
        assert_eq!(unsaid.get_keepalives_idle(), SILENCE);
        let said =
            config("postgres://a@b/c?connect_timeout=60&keepalives_idle=7&tcp_user_timeout=9");
        assert_eq!(said.get_connect_timeout(), Some(&Duration::from_secs(60)));
        assert_eq!(said.get_keepalives_idle(), Duration::from_secs(7));
    }

    #[test]
    fn modes_are_the_listed_ones() {
        let read = |mode: &str| {
            let url = format!("postgres://a@b/c?sslmode={mode}");
            Address::read(&url, None).map(|address| address.config.get_ssl_mode())
        };
        assert_eq!(read("disable").unwrap(), SslMode::Disable);
        assert_eq!(read("prefer").unwrap(), SslMode::Prefer);
        assert_eq!(read("require").unwrap(), SslMode::Require);
        assert_eq!(read("verify-full").unwrap(), SslMode::Require);
        let Err(Error::Setup(refused)) = read("verify-ca") else {
            panic!("a mode of others was taken");
        };
        assert!(refused.contains(MODES), "{refused}");
        let missing = PathBuf::from("/nowhere/root.crt");
        let Err(Error::Setup(refused)) = Address::read("postgres://a@b/c", Some(&missing)) else {
            panic!("a missing file was taken");
        };
        assert!(
            refused.starts_with("database.root_certificate: /nowhere/root.crt"),
            "{refused}"
        );
    }
}
