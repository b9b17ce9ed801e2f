//! `portico doctor`: what is configured, what works, what to do about the rest.

use super::{Outcome, database_config, say};
use crate::assets;
use crate::config::Config;
use crate::db::Db;
use crate::db::postgres::role_statements;
use crate::kit::clock::{Clock as _, SystemClock, Time};

/// A clock before this was never set: 2026-01-01.
const EARLIEST: Time = Time::from_micros(1_767_225_600_000_000);

pub(super) async fn run(config: &Config) -> Outcome {
    let mut findings = Findings::default();
    let staff = config.staff_site()?.origin;
    findings.note(
        "configuration",
        Ok(format!(
            "listens on {}, staff at {staff}",
            config.server.address
        )),
    );
    findings.note("key", key(config));
    findings.note("database", database(config).await);
    findings.note("clock", clock());
    findings.note("web apps", web_apps());
    findings.note("mail", Ok(waiting(config.mail.smtp_url.as_ref())));
    findings.note("SMS", Ok(waiting(config.sms.webhook_url.as_ref())));
    if config.is_postgres() {
        say("\nPostgreSQL roles, to be made once by a superuser:\n");
        say(role_statements(&app_role(config)));
    }
    if findings.failed > 0 {
        return Err(format!("{} of the checks failed", findings.failed).into());
    }
    Ok(())
}

#[derive(Default)]
struct Findings {
    failed: usize,
}

impl Findings {
    fn note(&mut self, what: &str, finding: Result<String, String>) {
        match finding {
            Ok(text) => say(format!("ok     {what}: {text}")),
            Err(text) => {
                self.failed += 1;
                say(format!("FAILED {what}: {text}"));
            }
        }
    }
}

/// Looks without making one: the doctor changes nothing.
fn key(config: &Config) -> Result<String, String> {
    let file = config.data_folder.join("server.key");
    match (&config.server.key, config.is_postgres()) {
        (Some(text), _) if crate::kit::keys::Keys::from_hex(text).is_some() => {
            Ok("configured".into())
        }
        (Some(_), _) => Err("server.key is not 64 hexadecimal digits".into()),
        (None, true) => Err("server.key must be set on PostgreSQL".into()),
        (None, false) if file.exists() => Ok(format!("in {}", file.display())),
        (None, false) => Ok("will be made at the first start".into()),
    }
}

async fn database(config: &Config) -> Result<String, String> {
    if !config.is_postgres() && !config.data_folder.join("portico.db").exists() {
        return Ok("will be made at the first start".into());
    }
    let database = database_config(config).map_err(|error| error.to_string())?;
    let db = Db::open(database)
        .await
        .map_err(|error| error.to_string())?;
    Ok(format!("{:?}, schema and roles are right", db.dialect()))
}

fn clock() -> Result<String, String> {
    let now = SystemClock.now();
    if now > EARLIEST {
        Ok(now.to_string())
    } else {
        Err(format!(
            "{now} cannot be right: codes and sessions would not end"
        ))
    }
}

fn web_apps() -> Result<String, String> {
    if assets::is_complete() {
        Ok("built in".into())
    } else {
        Err("not built in: run `cargo xtask build`".into())
    }
}

fn waiting(address: Option<&String>) -> String {
    address
        .map_or("not set up: messages wait in the outbox", |_| "set up")
        .to_owned()
}

/// The user in `database.url`.
fn app_role(config: &Config) -> String {
    let url = config.database.url.as_deref().unwrap_or_default();
    let authority = url.split("://").nth(1).unwrap_or_default();
    let user = authority
        .split_once('@')
        .map_or("portico_app", |(user, _)| user);
    user.split(':').next().unwrap_or(user).to_owned()
}
