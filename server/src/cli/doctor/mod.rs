//! `portico doctor`: what is configured, what works, what to do about the rest.

mod places;
mod portals;

use super::{Outcome, database_config, gateways, say};
use crate::assets;
use crate::config::Config;
use crate::db::Db;
use crate::db::postgres::role_statements;
use crate::features::events::Streams;
use crate::kit::clock::{Clock as _, SystemClock, Time};
use crate::kit::{job, outbox};
use crate::serve::files;

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
    portals::staff_host(config, &staff, &mut findings);
    findings.note("storage", storage(config));
    open_files(config, &mut findings);
    findings.note("database", database(config).await);
    findings.note("clock", clock());
    findings.note("web apps", web_apps());
    messages(config, &mut findings).await;
    // What is wrong with it was said already under its own name.
    if let Ok(Some(db)) = existing(config).await {
        findings.note("isolation", portals::isolation(&db).await);
        portals::operators(&db, &mut findings).await;
        portals::brand_domains(&db, &mut findings).await;
    }
    say("\nData goes to:\n");
    for place in places::places(config) {
        let region = place
            .region
            .map_or_else(String::new, |region| format!(" ({region})"));
        say(format!("  {}: {}{region}", place.what, place.place));
    }
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
    /// Something that works as configured, and yet is to be known.
    fn warn(&mut self, what: &str, finding: &str) {
        say(format!("NOTE   {what}: {finding}"));
    }

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

/// Whether the data folder can be written to; without one, whether it may be made.
fn storage(config: &Config) -> Result<String, String> {
    let folder = &config.data_folder;
    match std::fs::metadata(folder) {
        Ok(found) if !found.is_dir() => Err(format!("{} is no folder", folder.display())),
        Ok(found) if found.permissions().readonly() => {
            Err(format!("{} can't be written to", folder.display()))
        }
        Ok(_) => Ok(folder.display().to_string()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(format!(
            "{} will be made at the first start",
            folder.display()
        )),
        Err(error) => Err(format!("{}: {error}", folder.display())),
    }
}

/// How many connections and streams of events there is room for.
fn open_files(config: &Config, findings: &mut Findings) {
    let (wanted, files) = (config.server.max_connections, files::raise());
    let room = files::room_for(wanted, files);
    let limit = files.map_or_else(|| "no limit".to_owned(), |files| files.to_string());
    let told = format!(
        "{limit}: room for {room} connections, {} of them streams of events",
        Streams::most_beside(room)
    );
    if room < wanted {
        let wanted = format!("{told}; server.max_connections wants {wanted}");
        findings.warn("open files", &wanted);
    } else {
        findings.note("open files", Ok(told));
    }
}

async fn database(config: &Config) -> Result<String, String> {
    Ok(match existing(config).await? {
        Some(db) => format!("{:?}, schema and roles are right", db.dialect()),
        None => "will be made at the first start".into(),
    })
}

/// The database, unless it is a file that nobody made yet.
async fn existing(config: &Config) -> Result<Option<Db>, String> {
    if !config.is_postgres() && !config.data_folder.join("portico.db").exists() {
        return Ok(None);
    }
    let database = database_config(config).map_err(|error| error.to_string())?;
    let db = Db::open(database).await;
    db.map(Some).map_err(|error| error.to_string())
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

/// Mail, SMS and what was given up. What the database would say is left out where there is none yet.
async fn messages(config: &Config, findings: &mut Findings) {
    // What is wrong with it was said already under its own name.
    let db = existing(config).await.unwrap_or_default();
    let counted = match &db {
        Some(db) => outbox::count_waiting(db).await.ok(),
        None => None,
    };
    let wait = |count: Option<i64>| {
        let count = count.unwrap_or(0);
        format!("not set up: messages wait in the outbox, {count} now")
    };
    let mail = counted.map(|counted| counted.mail);
    if config.mail.smtp_url.is_some() {
        findings.note("mail", mail_server(config, mail.unwrap_or(0)).await);
    } else {
        findings.warn("mail", &wait(mail));
    }
    let sms = counted.map(|counted| counted.sms);
    if config.sms.is_set_up() {
        let told = gateways(config).map_err(|error| error.to_string());
        let told = told.map(|_| format!("set up; {} wait", sms.unwrap_or(0)));
        findings.note("SMS", told);
    } else {
        findings.warn("SMS", &wait(sms));
    }
    let Some(db) = db else { return };
    if let Some(most) = config.sms.rules().most_a_day {
        match outbox::sms_day(&db, SystemClock.now()).await {
            Ok(day) if day.is_full => findings.warn(
                "SMS ceiling",
                &format!(
                    "reached: {} of {most} today, further ones wait for midnight UTC",
                    day.sent
                ),
            ),
            Ok(day) => findings.note("SMS ceiling", Ok(format!("{} of {most} today", day.sent))),
            Err(error) => findings.note("SMS ceiling", Err(error.to_string())),
        }
    }
    match job::count_dead(&db).await {
        Ok(0) => findings.note("jobs", Ok("none was given up".into())),
        Ok(dead) => findings.warn("jobs", &format!("{dead} given up: see `portico jobs list`")),
        Err(error) => findings.note("jobs", Err(error.to_string())),
    }
}

/// Greets the mail server and sends nothing.
async fn mail_server(config: &Config, waiting: i64) -> Result<String, String> {
    let gateways = gateways(config).map_err(|error| error.to_string())?;
    let smtp = gateways.mail.ok_or("not set up")?;
    let place = places::places(config)
        .into_iter()
        .find(|place| place.what.starts_with("mail"))
        .map_or_else(String::new, |place| place.place);
    match smtp.greet().await {
        Ok(()) => Ok(format!("{place} answers; {waiting} wait")),
        Err(error) => Err(format!("{place}: {error}; {waiting} wait")),
    }
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
