//! `cargo xtask prove`: the long runs against the program as it is shipped.
//!
//! The same tests that `cargo xtask test` runs short, on both databases, one at a time. PostgreSQL syncs to disk here.

use std::path::Path;

use anyhow::{Context, Result};

use crate::postgres::Server;
use crate::shell::{cargo, run_keeping};
use crate::system;
use crate::test::{Closing, is_closing_line};
use crate::{build, peers};

/// Builds the program and tries it on SQLite and on PostgreSQL.
pub fn run() -> Result<()> {
    run_those("test(/^live::/)")
}

/// Only what compares the program with its document, for any input.
pub fn run_contract() -> Result<()> {
    run_those("test(/^live::contract::/)")
}

fn run_those(tests: &str) -> Result<()> {
    let python = peers::python(true)?;
    let program = build::run_dist_program()?;
    let programs = system::postgres_folder().context("PostgreSQL is needed")?;
    let server = Server::start_lasting(&programs)?;
    let mut closing = Closing::default();
    let mut end = Ok(());
    for (runner, database) in [("Live, SQLite", "sqlite"), ("Live, PostgreSQL", "postgres")] {
        // So long a run is not begun anew for what the other database would have shown.
        match live_tests(tests, (&program, &python), database, server.url()) {
            Ok(lines) => closing.add(runner, lines),
            Err(failed) => end = end.and(Err(failed)),
        }
    }
    drop(server);
    closing.print();
    end
}

fn live_tests(
    which: &str,
    (program, python): (&Path, &Path),
    database: &str,
    url: &str,
) -> Result<Vec<String>> {
    let mut tests = cargo(&["nextest", "run", "--locked", "--no-fail-fast", "-j1"]);
    tests
        .args(["--package", "portico", "--features", "testing"])
        .args(["--test", "main", "--no-capture", "-E", which])
        .env("PORTICO_LIVE", "long")
        .env("PORTICO_LIVE_BIN", program)
        .env("PORTICO_TEST_PYTHON", python)
        .env("PORTICO_TEST_DATABASE", database)
        .env("TEST_DATABASE_URL", url);
    run_keeping(&mut tests, is_closing_line)
}
