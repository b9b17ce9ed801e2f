//! What several commands begin with: where the database is, and the server's keys.

use std::fs::{File, TryLockError};
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use super::Outcome;
use crate::config::{Config, Sms};
use crate::db::DbConfig;
use crate::kit::id::Ids;
use crate::kit::keys::Keys;
use crate::kit::outbox::{
    Gateways, SmsGateway, SmsWebhook, Smtp, TIMEOUT, Twilio, TwilioSender, twilio,
};

const KEY_FILE: &str = "server.key";
/// Held by whichever program serves from the folder; what is in it means nothing.
const LOCK_FILE: &str = "portico.lock";
const KEY_FORM: &str =
    "server.key: 64 hexadecimal digits, for instance from `openssl rand -hex 32`";

/// The database that is configured. Makes the data folder where SQLite needs it.
pub fn database_config(config: &Config) -> Outcome<DbConfig> {
    let mut database = match &config.database.url {
        Some(url) => DbConfig::postgres(url, config.database.owner_url.clone())
            .trusting(config.database.root_certificate.clone()),
        None => {
            make_data_folder(config)?;
            DbConfig::sqlite(config.data_folder.join("portico.db"))
        }
    };
    if let Some(size) = config.database.pool_size {
        database.connections = size;
    }
    Ok(database)
}

fn make_data_folder(config: &Config) -> Outcome {
    let folder = &config.data_folder;
    std::fs::create_dir_all(folder)
        .map_err(|error| format!("data_folder: {}: {error}", folder.display()).into())
}

/// The server's keys: configured, or on SQLite kept in the data folder and made at the first start (F2).
pub fn server_keys(config: &Config, ids: &dyn Ids) -> Outcome<Keys> {
    let previous =
        config.server.previous_keys.iter().map(|text| {
            Keys::from_hex(text).ok_or("server.previous_keys: each 64 hexadecimal digits")
        });
    let previous = previous.collect::<Result<Vec<Keys>, _>>()?;
    Ok(present_keys(config, ids)?.with_previous(previous))
}

/// Keeps every other program from serving from the same folder, as long as what this returns is held: SQLite's writer is
/// one, and a newer program would migrate the file below an older one. Nothing to hold on PostgreSQL.
///
/// # Errors
/// When another program serves from it, or the file for this can't be made.
pub fn hold_data_folder(config: &Config) -> Outcome<Option<File>> {
    if config.is_postgres() {
        return Ok(None);
    }
    make_data_folder(config)?;
    let path = config.data_folder.join(LOCK_FILE);
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let file = File::create(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(format!(
            "{}: another program serves from this folder; stop it first",
            path.display()
        )
        .into()),
        Err(TryLockError::Error(error)) => Err(failed(error).into()),
    }
}

fn present_keys(config: &Config, ids: &dyn Ids) -> Outcome<Keys> {
    if let Some(text) = &config.server.key {
        return Keys::from_hex(text).ok_or_else(|| KEY_FORM.into());
    }
    if config.is_postgres() {
        return Err(format!(
            "{KEY_FORM}; on PostgreSQL it must be set, since several copies share it"
        )
        .into());
    }
    make_data_folder(config)?;
    let path = config.data_folder.join(KEY_FILE);
    match std::fs::read_to_string(&path) {
        Ok(text) => Keys::from_hex(&text)
            .ok_or_else(|| format!("{}: not 64 hexadecimal digits", path.display()).into()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let keys = Keys::new(ids.bytes());
            write_secret(&path, &keys.to_hex())
                .map_err(|error| format!("{}: {error}", path.display()))?;
            Ok(keys)
        }
        Err(error) => Err(format!("{}: {error}", path.display()).into()),
    }
}

/// What mail and SMS leave through, as far as it is configured.
pub fn gateways(config: &Config) -> Outcome<Gateways> {
    let mail = match (&config.mail.smtp_url, &config.mail.from) {
        (Some(url), Some(from)) => Some(
            Smtp::new(url, from, TIMEOUT)
                .map_err(|wrong| format!("mail.smtp_url or mail.from: {wrong}"))?,
        ),
        (Some(_), None) => {
            return Err("mail.from: the sender's address, needed with mail.smtp_url".into());
        }
        (None, _) => None,
    };
    Ok(Gateways {
        mail,
        sms: sms_gateway(&config.sms)?,
        sms_rules: config.sms.rules(),
        local: None,
    })
}

fn sms_gateway(config: &Sms) -> Outcome<Option<SmsGateway>> {
    match (&config.webhook_url, &config.twilio_account_sid) {
        (Some(url), None) => {
            let secret = config.webhook_secret.clone().ok_or(
                "sms.webhook_secret: what posts are signed with, needed with sms.webhook_url",
            )?;
            let webhook =
                SmsWebhook::new(http_client()?, url.clone(), secret.into_bytes(), TIMEOUT);
            Ok(Some(SmsGateway::Webhook(webhook)))
        }
        (None, Some(sid)) => {
            let token = config
                .twilio_auth_token
                .clone()
                .ok_or("sms.twilio_auth_token: needed with sms.twilio_account_sid")?;
            let sender = match (&config.twilio_from, &config.twilio_messaging_service) {
                (Some(from), None) => TwilioSender::From(from.clone()),
                (None, Some(service)) => TwilioSender::MessagingService(service.clone()),
                _ => return Err("sms.twilio_from: this or sms.twilio_messaging_service, needed with sms.twilio_account_sid".into()),
            };
            let twilio = Twilio::new(
                http_client()?,
                twilio::API,
                sid.clone(),
                token,
                sender,
                TIMEOUT,
            );
            Ok(Some(SmsGateway::Twilio(twilio)))
        }
        (Some(_), Some(_)) => {
            Err("sms.webhook_url: either this or sms.twilio_account_sid, not both".into())
        }
        (None, None) => Ok(None),
    }
}

/// The one client for outgoing HTTP: no redirects, no proxy from the environment, bounded in time.
pub fn http_client() -> Outcome<reqwest::Client> {
    // Fails only if a provider is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .connect_timeout(Duration::from_secs(5))
        .timeout(Duration::from_secs(15));
    Ok(client.build()?)
}

/// Writes a file that only its owner may read, never over an existing one.
fn write_secret(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::id::TestIds;

    #[test]
    fn the_key_is_made_once_and_read_after_that() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config {
            data_folder: folder.path().join("new"),
            ..Config::default()
        };
        let ids = TestIds::default();
        let first = server_keys(&config, &ids).unwrap();
        assert_eq!(server_keys(&config, &ids).unwrap().to_hex(), first.to_hex());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(config.data_folder.join(KEY_FILE))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn previous_keys_are_read_and_must_be_keys() {
        let mut config = Config::default();
        config.server.key = Some("ab".repeat(32));
        config.server.previous_keys = vec!["cd".repeat(32)];
        let keys = server_keys(&config, &TestIds::default()).unwrap();
        let old = Keys::from_hex(&"cd".repeat(32)).unwrap();
        assert_eq!(keys.all_for_codes().last().as_ref(), Some(old.for_codes()));
        config.server.previous_keys.push("short".to_owned());
        let refused = server_keys(&config, &TestIds::default()).unwrap_err();
        assert!(refused.to_string().starts_with("server.previous_keys:"));
    }

    #[test]
    fn postgres_needs_a_configured_key() {
        let mut config = Config::default();
        config.database.url = Some("postgres://portico@localhost/portico".into());
        assert!(
            server_keys(&config, &TestIds::default())
                .unwrap_err()
                .to_string()
                .starts_with("server.key:")
        );
        config.server.key = Some("ab".repeat(32));
        assert_eq!(
            server_keys(&config, &TestIds::default()).unwrap().to_hex(),
            "ab".repeat(32)
        );
    }
}
