//! `cargo xtask bench`: how fast the program is, beside reference servers on the same machine.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use crate::build;
use crate::dependencies::target_folder;
use crate::postgres::Server;
use crate::shell::{command, root, run as run_command};
use crate::system;

/// What is built and measured; the rest goes to `portico-bench run` as it is.
#[derive(Args)]
pub struct Options {
    /// Rounds of each load; the median counts.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Seconds of each round that count.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Only loads of this name: read, decision, page, lists, alone, streams.
    #[arg(long)]
    only: Vec<String>,
    /// Leave the reference in Node out: its rows are gaps.
    #[arg(long)]
    no_node: bool,
    /// Write the results into docs/benchmarks.md and bench/results.json.
    #[arg(long)]
    keep: bool,
    /// Measure this program, built before, instead of building one.
    #[arg(long, requires = "bench")]
    portico: Option<PathBuf>,
    /// The `portico-bench` that was built with it.
    #[arg(long, requires = "portico")]
    bench: Option<PathBuf>,
}

/// Builds, starts a PostgreSQL whose answers last, and measures.
pub fn run(options: &Options) -> Result<()> {
    let [portico, bench] = match (&options.portico, &options.bench) {
        (Some(portico), Some(bench)) => [portico.canonicalize()?, bench.canonicalize()?],
        _ => build::run_dist()?,
    };
    let node = root().join("bench/node");
    if !options.no_node {
        system::require_node()?;
        run_command(command("npm", &["ci", "--no-audit", "--no-fund"]).current_dir(&node))?;
    }
    let postgres = match system::postgres_folder() {
        Some(programs) => Some(Server::start_lasting(&programs)?),
        None => {
            eprintln!("no PostgreSQL here: what needs one is left out");
            None
        }
    };
    // Many streams are many open files, on both sides.
    let mut measure = command(
        "sh",
        &["-c", "ulimit -n \"$(ulimit -Hn)\"; exec \"$@\"", "sh"],
    );
    measure
        .arg(bench)
        .arg("run")
        .arg("--portico")
        .arg(portico)
        .arg("--folder")
        .arg(target_folder()?.join("bench"))
        .arg("--repository")
        .arg(root())
        .args(["--rounds", &options.rounds.to_string()])
        .args(["--seconds", &options.seconds.to_string()]);
    for load in &options.only {
        measure.args(["--only", load]);
    }
    if let Some(server) = &postgres {
        measure.args(["--postgres", server.url()]);
    }
    if !options.no_node {
        measure.arg("--node").arg(node);
    }
    if options.keep {
        measure.arg("--keep");
    }
    if run_command(&mut measure).is_err() {
        bail!("a row misses what it must reach, or something could not be measured: see above");
    }
    Ok(())
}
