//! `demo.json`: who can sign in where. Renamed into place when the server answers, so that whoever waits for the file
//! finds a server that is ready.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::{operator, outbox, public::Public, script::Script};
use crate::cli::{Outcome, say};

const REPORT: &str = "demo.json";
/// The addresses of the waiting quotes; there once the history is whole.
const MADE: &str = "made.json";

/// Takes away the report of an earlier start.
pub(super) fn take_away(folder: &Path) -> Outcome {
    match std::fs::remove_file(folder.join(REPORT)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// What an earlier start made in this folder.
pub(super) fn made_before(folder: &Path) -> Outcome<Option<Vec<String>>> {
    match std::fs::read(folder.join(MADE)) {
        Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Writes down that the history is whole.
pub(super) fn remember(folder: &Path, quotes: &[String]) -> Outcome {
    put(folder, MADE, &json!(quotes))
}

/// The report.
pub(super) fn report(scripts: &[Script], quotes: &[String], port: u16, public: Public) -> Value {
    let staff_url = public.origin("localhost");
    let owner = scripts.first().and_then(|script| script.staff.first());
    let roles = scripts.iter().flat_map(|script| {
        script.staff.iter().map(move |staff| {
            json!({
                "brand": script.url(public),
                "role": staff.role,
                "email": staff.email,
                "password": staff.password,
                "totp_secret": staff.totp_secret,
            })
        })
    });
    json!({
        "address": format!("127.0.0.1:{port}"),
        "staff": {
            "url": staff_url,
            "email": owner.map(|owner| &owner.email),
            "password": owner.map(|owner| &owner.password),
        },
        "operator": operator::report(&staff_url),
        "staff_roles": roles.collect::<Vec<_>>(),
        "outbox": format!("http://{}:{port}{}", outbox::HOST, outbox::PATH),
        "brands": scripts.iter().zip(quotes).map(|(script, quote)| brand(script, quote, public)).collect::<Vec<_>>(),
    })
}

fn brand(script: &Script, quote_path: &str, public: Public) -> Value {
    let clients = script
        .clients
        .iter()
        .filter(|client| client.status != "inactive");
    let contacts = clients.flat_map(|client| {
        client.contacts.iter().map(|contact| {
            json!({
                "name": contact.name,
                "client": client.name,
                "email": contact.email,
                "phone": contact.phone,
                "role": contact.role,
            })
        })
    });
    json!({
        "url": script.url(public),
        "host": script.host_and_port(public),
        "preset": script.provider.preset,
        "contacts": contacts.collect::<Vec<_>>(),
        "quote_path": quote_path,
    })
}

/// Waits until the server answers, then puts the report in its place and shows it.
pub(super) async fn announce(address: SocketAddr, folder: PathBuf, report: Value) {
    while !is_ready(address).await {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    if let Err(error) = put(&folder, REPORT, &report) {
        tracing::error!(%error, "demo.json can't be written");
    }
    show(&report);
}

async fn is_ready(address: SocketAddr) -> bool {
    let asked = async {
        let mut stream = TcpStream::connect(address).await?;
        stream
            .write_all(b"GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
            .await?;
        let mut head = [0; 12];
        stream.read_exact(&mut head).await?;
        Ok::<_, std::io::Error>(head == *b"HTTP/1.1 200")
    };
    asked.await.unwrap_or(false)
}

fn put(folder: &Path, name: &str, value: &Value) -> Outcome {
    let draft = folder.join(format!("{name}.new"));
    std::fs::write(&draft, serde_json::to_vec_pretty(value)?)?;
    Ok(std::fs::rename(draft, folder.join(name))?)
}

fn show(report: &Value) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    say(format!("\nStaff       {}", text(&report["staff"]["url"])));
    for role in list(&report["staff_roles"]) {
        let (email, password) = (text(&role["email"]), text(&role["password"]));
        let brand = text(&role["brand"]);
        let secret = role["totp_secret"].as_str();
        let secret = secret.map_or_else(String::new, |secret| {
            format!("  authenticator secret {secret}")
        });
        say(format!(
            "  {:8}  {email}  password {password}{secret}  ({brand})",
            text(&role["role"]),
        ));
    }
    let operator = &report["operator"];
    say(format!(
        "Operator    {}  password {}  authenticator secret {}",
        text(&operator["email"]),
        text(&operator["password"]),
        text(&operator["totp_secret"]),
    ));
    for brand in list(&report["brands"]) {
        say(format!(
            "\nBrand       {}  ({})",
            text(&brand["url"]),
            text(&brand["preset"])
        ));
        for contact in list(&brand["contacts"]) {
            let (name, client) = (text(&contact["name"]), text(&contact["client"]));
            let (phone, email) = (text(&contact["phone"]), text(&contact["email"]));
            say(format!(
                "  {:10}{name}, {client}  {phone}  {email}",
                text(&contact["role"])
            ));
        }
        say(format!(
            "  a quote that waits: {}{}",
            text(&brand["url"]),
            text(&brand["quote_path"])
        ));
    }
    let outbox = text(&report["outbox"]);
    say(format!(
        "\nMail, SMS   {}  (codes for signing in are here)\n",
        outbox.trim_end_matches(outbox::PATH)
    ));
}
