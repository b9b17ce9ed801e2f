//! The configuration: one TOML file, and an environment variable for every key in it.
//!
//! `server.address` in the file is `PORTICO_SERVER_ADDRESS` in the environment, which wins. A key that does not exist
//! and a value that does not fit are refused by name.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use ipnet::IpNet;
use serde::Deserialize;
use toml::{Table, Value};

use crate::kit::http::host;
use crate::kit::http::site::StaffSite;

mod files;
mod limits;
mod sms;

pub use files::Files;
pub use limits::SignIn;
pub use sms::Sms;

/// Everything that can be configured.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Folder for the SQLite database, the server key and files. Default `data`.
    pub data_folder: PathBuf,
    /// The listener and what it bears.
    pub server: Server,
    /// Which database.
    pub database: Database,
    /// The staff host.
    pub staff: StaffHost,
    /// Outgoing mail.
    pub mail: Mail,
    /// Outgoing SMS.
    pub sms: Sms,
    /// Who is asked whether a domain is proven.
    pub dns: Dns,
    /// How often somebody may try to sign in.
    pub sign_in: SignIn,
    /// Uploaded files.
    pub files: Files,
    /// The listener for whoever runs the installation.
    pub operations: Operations,
    /// The server's own log.
    pub log: Log,
}

/// The listener and what it bears.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    /// Address and port to listen on. Default `127.0.0.1:3060`.
    pub address: SocketAddr,
    /// Addresses or networks (`10.0.0.0/8`) of proxies whose `X-Forwarded-*` headers count. Default none.
    #[serde(deserialize_with = "networks")]
    pub trusted_proxies: Vec<IpNet>,
    /// Connections at once; further ones wait. Default 20000.
    pub max_connections: usize,
    /// How many of them one network may have (an IPv4 address, a /64 of IPv6); further ones get 503. Not of trusted
    /// proxies and this machine. Default a quarter.
    pub max_connections_per_network: Option<usize>,
    /// Requests worked on (64 at once) or waiting half a second for that; further ones get 503. Default 1024.
    pub max_in_flight: usize,
    /// After a signal to stop, so long `/readyz` says 503 before anything else changes, for a proxy to see. Default 0.
    pub stop_pause_ms: u64,
    /// 32 random bytes as 64 hexadecimal digits: the root of all keys. On SQLite made at the first start.
    pub key: Option<String>,
    /// A file that holds `server.key`.
    pub key_file: Option<PathBuf>,
    /// Keys that were `server.key` before: what was made with them is still accepted. Default none.
    pub previous_keys: Vec<String>,
    /// A file that holds `server.previous_keys`, one a line.
    pub previous_keys_file: Option<PathBuf>,
}

/// Which database.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Database {
    /// `postgres://…` of the app's role. Default: SQLite in the data folder.
    pub url: Option<String>,
    /// `postgres://…` of the role that owns the tables; for migrations only.
    pub owner_url: Option<String>,
    /// A file of certificates (PEM) that PostgreSQL's must come from. Default: the well-known ones.
    pub root_certificate: Option<PathBuf>,
    /// Connections to PostgreSQL. Default 16.
    pub pool_size: Option<usize>,
    /// Where the data lies, as `portico doctor` is to name it.
    pub region: Option<String>,
}

/// The staff host.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StaffHost {
    /// Public origin of the staff host, such as `https://staff.studio.example`. Default `http://localhost:PORT`.
    pub origin: Option<String>,
}

/// Outgoing mail. Without `mail.smtp_url` messages wait in the outbox.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    /// `smtp://…`, `smtps://…`, with user and password if needed.
    pub smtp_url: Option<String>,
    /// A file that holds `mail.smtp_url`.
    pub smtp_url_file: Option<PathBuf>,
    /// Sender address of all mail.
    pub from: Option<String>,
    /// Where the mail server stands, as `portico doctor` is to name it.
    pub region: Option<String>,
}

/// Who is asked whether a domain is proven.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Dns {
    /// Address and port of the DNS server that is asked. Default: the system's own.
    pub server: Option<SocketAddr>,
}

/// The listener for whoever runs the installation: health and metrics.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Operations {
    /// Address and port, such as `127.0.0.1:9464`; never one that clients reach. Default: no such listener.
    pub address: Option<SocketAddr>,
}

/// The server's own log.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// `text` or `json`. Default `text`.
    pub format: LogFormat,
}

/// How a log line looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data_folder: PathBuf::from("data"),
            server: Server::default(),
            database: Database::default(),
            staff: StaffHost::default(),
            mail: Mail::default(),
            sms: Sms::default(),
            dns: Dns::default(),
            sign_in: SignIn::default(),
            files: Files::default(),
            operations: Operations::default(),
            log: Log::default(),
        }
    }
}

impl Default for Server {
    fn default() -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 3060)),
            trusted_proxies: Vec::new(),
            max_connections: 20_000,
            max_connections_per_network: None,
            max_in_flight: 1024,
            stop_pause_ms: 0,
            key: None,
            key_file: None,
            previous_keys: Vec::new(),
            previous_keys_file: None,
        }
    }
}

/// What is wrong with the configuration, with the key and what is allowed.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(pub String);

/// Every key there is.
fn keys() -> impl Iterator<Item = &'static str> {
    TEXTS.into_iter().chain(numbers()).chain(LISTS)
}

fn numbers() -> impl Iterator<Item = &'static str> {
    let of_sections = sms::NUMBERS.into_iter().chain(files::NUMBERS);
    NUMBERS.into_iter().chain(of_sections).chain(limits::KEYS)
}

/// Keys whose value is a number, and those that are lists; all others are text.
const NUMBERS: [&str; 5] = [
    "server.max_connections",
    "server.max_connections_per_network",
    "server.max_in_flight",
    "server.stop_pause_ms",
    "database.pool_size",
];
const LISTS: [&str; 3] = [
    "server.previous_keys",
    "server.trusted_proxies",
    "sms.countries",
];
const TEXTS: [&str; 27] = [
    "data_folder",
    "files.folder",
    "server.address",
    "server.key",
    "server.key_file",
    "server.previous_keys_file",
    "database.url",
    "database.owner_url",
    "database.root_certificate",
    "database.region",
    "staff.origin",
    "mail.smtp_url",
    "mail.smtp_url_file",
    "mail.from",
    "mail.region",
    "sms.region",
    "sms.webhook_url",
    "sms.webhook_secret",
    "sms.webhook_secret_file",
    "dns.server",
    "sms.twilio_account_sid",
    "sms.twilio_auth_token",
    "sms.twilio_auth_token_file",
    "sms.twilio_from",
    "sms.twilio_messaging_service",
    "operations.address",
    "log.format",
];

impl Config {
    /// Reads the file, if one is named, and the environment over it.
    pub fn load(
        file: Option<&Path>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigError> {
        let text = match file {
            Some(path) => std::fs::read_to_string(path)
                .map_err(|error| ConfigError(format!("{}: {error}", path.display())))?,
            None => String::new(),
        };
        Self::from_text(&text, variable)
    }

    fn from_text(
        text: &str,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigError> {
        let mut table: Table = text
            .parse()
            .map_err(|error| ConfigError(format!("the configuration is not TOML: {error}")))?;
        for key in keys() {
            let name = variable_name(key);
            if let Some(given) = variable(&name).filter(|given| !given.is_empty()) {
                put(&mut table, key, value(key, &name, &given)?);
            }
        }
        let config: Self =
            serde_path_to_error::deserialize(Value::Table(table)).map_err(|error| named(&error))?;
        config.with_secrets()?.checked()
    }

    /// Reads the secrets that were given as files.
    fn with_secrets(mut self) -> Result<Self, ConfigError> {
        secret(
            "server.key",
            &mut self.server.key,
            self.server.key_file.as_deref(),
        )?;
        if let Some(path) = &self.server.previous_keys_file {
            let mut text = None;
            secret("server.previous_keys", &mut text, Some(path))?;
            let lines = text.iter().flat_map(|text| text.lines());
            self.server.previous_keys.extend(lines.map(str::to_owned));
        }
        secret(
            "mail.smtp_url",
            &mut self.mail.smtp_url,
            self.mail.smtp_url_file.as_deref(),
        )?;
        secret(
            "sms.webhook_secret",
            &mut self.sms.webhook_secret,
            self.sms.webhook_secret_file.as_deref(),
        )?;
        secret(
            "sms.twilio_auth_token",
            &mut self.sms.twilio_auth_token,
            self.sms.twilio_auth_token_file.as_deref(),
        )?;
        Ok(self)
    }

    fn checked(self) -> Result<Self, ConfigError> {
        self.staff_site()?;
        self.sign_in.check()?;
        self.sms.check()?;
        self.files.check()?;
        let numbers = [
            ("server.max_connections", self.server.max_connections),
            (
                "server.max_connections_per_network",
                self.server.max_connections_per_network.unwrap_or(1),
            ),
            ("server.max_in_flight", self.server.max_in_flight),
        ];
        if let Some((key, _)) = numbers.into_iter().find(|(_, number)| *number == 0) {
            return Err(ConfigError(format!("{key}: at least 1")));
        }
        if self
            .database
            .url
            .as_deref()
            .is_some_and(|url| !url.starts_with("postgres://") && !url.starts_with("postgresql://"))
        {
            return Err(ConfigError(
                "database.url: an address that starts with postgres://, or nothing for SQLite"
                    .into(),
            ));
        }
        Ok(self)
    }

    /// The folder for uploaded files.
    pub fn files_folder(&self) -> PathBuf {
        let named = self.files.folder.clone();
        named.unwrap_or_else(|| self.data_folder.join("files"))
    }

    /// Whether the database is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        self.database.url.is_some()
    }

    /// The staff host, by its registered origin.
    pub fn staff_site(&self) -> Result<StaffSite, ConfigError> {
        let origin = self
            .staff
            .origin
            .clone()
            .unwrap_or_else(|| format!("http://localhost:{}", self.server.address.port()));
        let host = origin_host(&origin)
            .map_err(|allowed| ConfigError(format!("staff.origin: {allowed}")))?;
        Ok(StaffSite { origin, host })
    }
}

/// The folded host of a public origin: https, or http for `localhost` and `*.localhost` only (P4).
pub fn origin_host(origin: &str) -> Result<String, &'static str> {
    const ALLOWED: &str =
        "https://host without a path; plain http:// only for localhost and *.localhost";
    let (is_https, rest) = match (
        origin.strip_prefix("https://"),
        origin.strip_prefix("http://"),
    ) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => return Err(ALLOWED),
    };
    let host = host::fold(rest).map_err(|_| ALLOWED)?;
    let is_canonical = rest.split(':').next() == Some(host.as_str());
    let is_local = host == "localhost" || host.ends_with(".localhost");
    if is_canonical && (is_https || is_local) {
        Ok(host)
    } else {
        Err(ALLOWED)
    }
}

/// `server.max_connections` → `PORTICO_SERVER_MAX_CONNECTIONS`.
fn variable_name(key: &str) -> String {
    format!("PORTICO_{}", key.replace('.', "_").to_uppercase())
}

fn value(key: &str, name: &str, given: &str) -> Result<Value, ConfigError> {
    if numbers().any(|number| number == key) {
        let number = given
            .parse()
            .map_err(|_| ConfigError(format!("{key} ({name}): a whole number")))?;
        return Ok(Value::Integer(number));
    }
    if LISTS.contains(&key) {
        return Ok(Value::Array(
            given
                .split(',')
                .map(|part| Value::String(part.trim().to_owned()))
                .collect(),
        ));
    }
    Ok(Value::String(given.to_owned()))
}

fn put(table: &mut Table, key: &str, value: Value) {
    match key.split_once('.') {
        None => {
            table.insert(key.to_owned(), value);
        }
        Some((section, rest)) => {
            let section = table
                .entry(section.to_owned())
                .or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(inner) = section {
                inner.insert(rest.to_owned(), value);
            }
        }
    }
}

fn secret(key: &str, value: &mut Option<String>, file: Option<&Path>) -> Result<(), ConfigError> {
    let Some(path) = file else { return Ok(()) };
    if value.is_some() {
        return Err(ConfigError(format!(
            "{key}: either the value or {key}_file, not both"
        )));
    }
    let text = std::fs::read_to_string(path)
        .map_err(|error| ConfigError(format!("{key}_file: {}: {error}", path.display())))?;
    *value = Some(text.trim().to_owned());
    Ok(())
}

/// Puts the key before what is wrong with it.
fn named(error: &serde_path_to_error::Error<toml::de::Error>) -> ConfigError {
    ConfigError(format!("{}: {}", error.path(), error.inner().message()))
}

fn networks<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<IpNet>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    let read = |text: &String| {
        let plain = text.parse::<std::net::IpAddr>().map(IpNet::from);
        text.parse().or(plain).map_err(|_| {
            serde::de::Error::custom(format!(
                "`{text}` is neither an address nor a network such as 10.0.0.0/8"
            ))
        })
    };
    texts.iter().map(read).collect()
}

#[cfg(test)]
mod tests;
