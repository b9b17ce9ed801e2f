//! `cargo xtask test`: everything there is to test, and at the end what each runner said of it.

use std::ffi::OsString;
use std::path::Path;

use anyhow::Result;
use clap::Args;

use crate::postgres::Server;
use crate::shell::{capture, cargo, npm, run_keeping};
use crate::system::{Peers, find_peers};
use crate::{build, check, peers};

/// How to go about missing packages.
#[derive(Args)]
pub struct Options {
    /// Install no system packages; fail with their names instead.
    #[arg(long)]
    no_install: bool,
}

/// Runs all tests and stops at the first runner that fails.
pub fn run(options: &Options) -> Result<()> {
    let given = std::env::var("TEST_DATABASE_URL")
        .ok()
        .filter(|url| !url.is_empty());
    let peers = find_peers(!options.no_install, given.is_none())?;
    let python = peers::python(!options.no_install)?;
    check::run_all()?;

    let server = match (&given, &peers.postgres) {
        (None, Some(programs)) => Some(Server::start(programs)?),
        _ => None,
    };
    let url = given
        .as_deref()
        .or(server.as_ref().map(Server::url))
        .unwrap_or_default();
    let mut closing = Closing::default();
    closing.add("Server, SQLite", server_tests("sqlite", url, &python)?);
    closing.add(
        "Server, PostgreSQL",
        server_tests("postgres", url, &python)?,
    );
    closing.add("Web", web_tests()?);
    let program = build::run_debug()?;
    closing.add("Browser, SQLite", journeys(&peers, &program, None)?);
    closing.add(
        "Browser, PostgreSQL",
        journeys(&peers, &program, Some(url))?,
    );
    drop(server);
    closing.print();
    Ok(())
}

/// The last lines of each runner, word for word.
#[derive(Default)]
pub struct Closing(Vec<(&'static str, Vec<String>)>);

impl Closing {
    /// What a runner said.
    pub fn add(&mut self, runner: &'static str, lines: Vec<String>) {
        self.0.push((runner, lines));
    }

    /// Says it all once more.
    pub fn print(&self) {
        eprintln!();
        for (runner, lines) in &self.0 {
            eprintln!("{runner}:");
            for line in lines {
                eprintln!("  {}", line.trim());
            }
        }
    }
}

fn server_tests(database: &str, url: &str, python: &Path) -> Result<Vec<String>> {
    let arguments = [
        "--locked",
        "--workspace",
        "--exclude",
        "portico-bench",
        "--features",
        "portico/testing",
    ];
    let has_nextest = capture(&mut cargo(&["nextest", "--version"])).is_ok();
    let mut tests = if has_nextest {
        cargo(&["nextest", "run", "--no-fail-fast"])
    } else {
        cargo(&["test"])
    };
    tests
        .args(arguments)
        .env("PORTICO_TEST_DATABASE", database)
        .env("TEST_DATABASE_URL", url)
        .env("PORTICO_TEST_PYTHON", python);
    run_keeping(&mut tests, is_closing_line)
}

/// Whether a line of a runner of server tests says how they went.
pub fn is_closing_line(line: &str) -> bool {
    line.trim_start().starts_with("Summary [") || line.starts_with("test result:")
}

fn web_tests() -> Result<Vec<String>> {
    run_keeping(
        npm(&["run", "--silent", "test"]).env("NO_COLOR", "1"),
        |line| {
            ["Test Files ", "Tests "]
                .iter()
                .any(|start| line.trim_start().starts_with(start))
        },
    )
}

/// All journeys on SQLite; with a PostgreSQL address only those tagged `@both`, on a database there.
fn journeys(peers: &Peers, program: &Path, postgres: Option<&str>) -> Result<Vec<String>> {
    let mut playwright = npm(&["run", "--silent", "e2e", "--"]);
    playwright
        .env("PORTICO_BIN", program)
        .env("PORTICO_CHROMIUM", &peers.chromium)
        .env("PORTICO_CADDY", &peers.caddy)
        .env("PORTICO_NGINX", &peers.nginx)
        .env("NO_COLOR", "1");
    if let Some(url) = postgres {
        playwright
            .args(["--grep", "@both"])
            .env("PORTICO_E2E_DATABASE_URL", url);
        if let Some(bin) = &peers.postgres {
            playwright.env("PATH", with_folder(bin));
        }
    }
    run_keeping(&mut playwright, |line| {
        let line = line.trim_start();
        let count = line.split(' ').next().unwrap_or_default();
        let is_count = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
        is_count
            && [" passed", " flaky", " skipped", " failed"]
                .iter()
                .any(|word| line.contains(word))
    })
}

/// The PATH with the folder of PostgreSQL's programs at its end.
fn with_folder(folder: &Path) -> OsString {
    let mut path = std::env::var_os("PATH").unwrap_or_default();
    path.push(":");
    path.push(folder);
    path
}
