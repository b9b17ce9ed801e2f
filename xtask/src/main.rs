//! The tasks of this repository: `cargo xtask <command>`.
//!
//! Each command is a file of its own. They run the tools a person would run by hand, in the same
//! order and with the same arguments, and say each line before they run it.

mod bench;
mod build;
mod check;
mod demo;
mod dependencies;
mod fixture;
mod generate;
mod licence;
mod peers;
mod postgres;
mod prove;
mod shell;
mod system;
mod test;
mod web;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Build, try, check, test and measure Portico"
)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the web apps and the release program that carries them.
    Build,
    /// Measure the program beside reference servers, and print what each row reaches.
    Bench(bench::Options),
    /// Ask the program whatever its document allows and what it does not, on SQLite and PostgreSQL, for a long time.
    Contract,
    /// Build, then start the demo at http://localhost:3060.
    Demo(demo::Options),
    /// Keep a filled database of the present schema, on SQLite and PostgreSQL: before the next migration is added.
    Fixture,
    /// Write openapi.json and the TypeScript types made from it.
    Gen,
    /// Formatting, lints, types, generated files, licences.
    Check,
    /// Install what single tests need beside the system's packages: an SMTP server and schemathesis, into target/peers.
    Peers,
    /// Kill, stop, double and pause the program as it is shipped, on SQLite and PostgreSQL, for a long time.
    Prove,
    /// Everything: check, server tests on SQLite and PostgreSQL, web tests, browser journeys.
    Test(test::Options),
}

fn main() -> ExitCode {
    match run(&Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: &Task) -> Result<()> {
    match task {
        Task::Build => build::run_release().map(drop),
        Task::Bench(options) => bench::run(options),
        Task::Contract => prove::run_contract(),
        Task::Demo(options) => demo::run(options),
        Task::Fixture => fixture::run_all(),
        Task::Gen => generate::run(),
        Task::Check => check::run_all(),
        Task::Peers => peers::python(true).map(drop),
        Task::Prove => prove::run(),
        Task::Test(options) => test::run(options),
    }
}
