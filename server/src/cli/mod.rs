//! The commands, one file each.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Config, LogFormat};

mod account;
mod audit;
mod demo;
mod doctor;
mod domain;
mod jobs;
mod migrate;
mod openapi;
mod operator;
mod provider;
mod provider_file;
mod serve;
mod session;
mod staff;
mod start;

pub use start::{database_config, gateways, hold_data_folder, http_client, server_keys};

/// What a command returns; the error is shown to whoever typed it.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// A self-hosted, white-label client portal.
#[derive(Debug, Parser)]
#[command(name = "portico", version)]
struct Arguments {
    /// Configuration file. Every key in it also has a variable, such as PORTICO_SERVER_ADDRESS.
    #[arg(long, short, global = true, env = "PORTICO_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the portal.
    Serve,
    /// Shows three brands with a history, on this computer only.
    Demo(demo::Options),
    /// Creates providers.
    #[command(subcommand)]
    Provider(provider::Act),
    /// Creates staff accounts, and helps them in.
    #[command(subcommand)]
    Staff(staff::Act),
    /// Creates accounts for whoever runs the installation, and helps them in.
    #[command(subcommand)]
    Operator(operator::Act),
    /// Lists and ends sessions, and helps contacts in.
    #[command(subcommand)]
    Session(session::Act),
    /// Proves the domains that staff added.
    #[command(subcommand)]
    Domain(domain::Act),
    /// Lists jobs that were given up, such as messages that no gateway took, and tries them again.
    #[command(subcommand)]
    Jobs(jobs::Act),
    /// Proves the audit, or writes it out.
    #[command(subcommand)]
    Audit(audit::Act),
    /// Brings the database to this program's schema.
    Migrate,
    /// Prints the OpenAPI document.
    Openapi,
    /// Checks configuration, storage, clock and isolation.
    Doctor,
}

/// Runs the command that was typed.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match act(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "portico: {error}");
            ExitCode::FAILURE
        }
    }
}

fn act(arguments: &Arguments) -> Outcome {
    if matches!(arguments.command, Command::Openapi) {
        return openapi::run();
    }
    let config = Config::load(arguments.config.as_deref(), |name| std::env::var(name).ok())?;
    start_log(config.log.format);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match &arguments.command {
            Command::Serve => serve::run(config).await,
            Command::Demo(options) => demo::run(options, config).await,
            Command::Provider(act) => provider::run(act, &config).await,
            Command::Staff(act) => staff::run(act, &config).await,
            Command::Operator(act) => operator::run(act, &config).await,
            Command::Session(act) => session::run(act, &config).await,
            Command::Domain(act) => domain::run(act, &config).await,
            Command::Jobs(act) => jobs::run(act, &config).await,
            Command::Audit(act) => audit::run(act, &config).await,
            Command::Migrate => migrate::run(&config).await,
            Command::Doctor => doctor::run(&config).await,
            Command::Openapi => Ok(()),
        }
    })
}

/// Writes the log to standard error, at `info` unless `RUST_LOG` says otherwise.
fn start_log(format: LogFormat) {
    let filter =
        tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into());
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
}

/// Prints a line to standard output; a closed pipe is nobody's fault.
fn say(line: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
