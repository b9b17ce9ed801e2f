//! Measures Portico: beside a small reference server, beside the same work in Node, and by itself.
//!
//! `cargo xtask bench` builds everything and starts this; `docs/benchmarks.md` says what each row means. The reference
//! server is this program too, so that it is built the same way as what it is compared with.

mod bare;
mod facts;
mod load;
mod machine;
mod measure;
mod process;
mod proof;
mod report;
mod request;
mod seed;
mod streams;
mod targets;
mod wire;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[cfg(feature = "jemalloc")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[derive(Parser)]
#[command(
    name = "portico-bench",
    about = "Measures Portico beside reference servers"
)]
struct Arguments {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// Measures and prints the table. Fails when a row misses what it must reach.
    Run(measure::Options),
    /// Serves as the reference, over a database that a run has filled.
    Bare(bare::Options),
}

fn main() -> ExitCode {
    match act(Arguments::parse().act) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("portico-bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn act(act: Act) -> Result<bool> {
    match act {
        Act::Bare(options) => bare::serve(&options).map(|()| true),
        Act::Run(options) => measure::run(&options),
    }
}
