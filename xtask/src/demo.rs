//! `cargo xtask demo`: from a fresh clone to a portal one can click through.

use std::os::unix::process::CommandExt;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;

use crate::build;
use crate::dependencies::target_folder;
use crate::shell::command;

/// Where the demo keeps its data and listens; the rest goes to `portico demo` as it is.
#[derive(Args)]
pub struct Options {
    /// The folder of its data, kept between starts [default: demo in the target folder].
    #[arg(long)]
    data: Option<PathBuf>,
    /// The port on 127.0.0.1.
    #[arg(long, default_value_t = 3060)]
    port: u16,
    /// Further arguments of `portico demo`.
    #[arg(last = true)]
    rest: Vec<String>,
}

/// Builds, then becomes the demo, so that a signal meant for it reaches it.
pub fn run(options: &Options) -> Result<()> {
    let program = build::run_release()?;
    let data = match &options.data {
        Some(folder) => std::env::current_dir()?.join(folder),
        None => target_folder()?.join("demo"),
    };
    let error = command(&program, &["demo", "--data"])
        .arg(data)
        .args(["--port", &options.port.to_string()])
        .args(&options.rest)
        .exec();
    Err(error).with_context(|| format!("{} could not be started", program.display()))
}
