//! A run: every load on every server in turn, round by round, and the medians of it.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    thread::sleep,
    time::Duration,
};

use anyhow::{Context as _, Result};
use clap::Args;

use crate::{
    facts::{CLIENTS, ITEMS},
    load::{self, Make, Outcome, Span},
    machine::{Machine, said},
    proof,
    report::{Figure, ROWS, Results, Round, Row},
    request, streams,
    targets::{Ground, Running, Target},
};

/// How it is run; `cargo xtask bench` gives the places.
#[derive(Args, Debug)]
pub struct Options {
    /// The program to be measured.
    #[arg(long)]
    portico: PathBuf,
    /// Where data, logs and results go; what an earlier run left there is removed.
    #[arg(long)]
    folder: PathBuf,
    /// The folder of the repository, where `--keep` writes to.
    #[arg(long)]
    repository: PathBuf,
    /// The address of a superuser of a PostgreSQL server that writes to its disk.
    #[arg(long)]
    postgres: Option<String>,
    /// The folder of the reference in Node.
    #[arg(long)]
    node: Option<PathBuf>,
    /// Rounds of each load; the median counts.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Seconds that count, after three that do not.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Only loads of this name: read, decision, page, lists, alone, streams.
    #[arg(long)]
    only: Vec<String>,
    /// Write the results into docs/benchmarks.md and bench/results.json.
    #[arg(long)]
    keep: bool,
}

/// One load.
struct Load {
    name: &'static str,
    status: u16,
    targets: &'static [Target],
}

const READ: Load = Load {
    name: "read",
    status: 200,
    targets: &[
        Target::Portico,
        Target::Bare,
        Target::PorticoPostgres,
        Target::Node,
    ],
};
const DECISION: Load = Load {
    name: "decision",
    status: 201,
    targets: &[Target::Portico, Target::Bare, Target::Node],
};
const PAGE: Load = Load {
    name: "page",
    status: 200,
    targets: &[Target::Portico, Target::Bare],
};

const STAFF_LIST: Load = Load {
    name: "staff list",
    status: 200,
    targets: &[Target::Few, Target::Many],
};
const CLIENT_LIST: Load = Load {
    name: "client list",
    ..STAFF_LIST
};

/// A run under way.
pub struct Run {
    ground: Ground,
    span: Span,
    rounds: usize,
    done: Vec<Round>,
    figures: Vec<Figure>,
}

/// Measures; whether every row reaches what it must.
pub fn run(options: &Options) -> Result<bool> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let machine = Machine::look(options.folder.parent().unwrap_or(Path::new("/")));
    let results = runtime.block_on(measure(options, machine))?;
    eprintln!("\n{}", results.markdown());
    let file = options
        .folder
        .with_extension(format!("{}.json", results.at.replace(':', "-")));
    fs::write(&file, results.json()?)?;
    eprintln!("written to {}", file.display());
    if options.keep {
        results.keep(&options.repository)?;
    }
    Ok(results.holds())
}

async fn measure(options: &Options, machine: Machine) -> Result<Results> {
    let ground = Ground::prepare(
        &options.folder,
        &options.portico,
        options.postgres.clone(),
        options.node.clone(),
    )
    .await?;
    let mut run = Run {
        ground,
        span: Span {
            warm_up: Duration::from_secs(3),
            counted: Duration::from_secs(options.seconds),
        },
        rounds: options.rounds,
        done: Vec::new(),
        figures: Vec::new(),
    };
    let wants = |name: &str| options.only.is_empty() || options.only.iter().any(|one| one == name);
    for load in [READ, DECISION, PAGE] {
        if wants(load.name) {
            run.load(&load).await?;
        }
    }
    if wants("lists") {
        run.ground.fill_lists().await?;
        for load in [STAFF_LIST, CLIENT_LIST] {
            run.load(&load).await?;
        }
    }
    if wants("alone") {
        run.alone().await?;
    }
    if wants("streams") {
        let opened = streams::measure(&run.ground).await?;
        run.figure("stream_memory", opened.memory_each_kib, opened.detail());
        run.figure("stream_open", opened.seconds_to_5000, opened.detail());
    }
    run.compare();
    let figures = ROWS
        .into_iter()
        .map(|row| {
            let found = run.figures.iter().find(|figure| figure.row.key == row.key);
            found
                .cloned()
                .unwrap_or_else(|| Figure::gap(row, "not measured in this run"))
        })
        .collect();
    Ok(Results {
        at: said("date", &["-u", "+%Y-%m-%dT%H:%M"]),
        commit: said(
            "git",
            &[
                "-C",
                &options.repository.to_string_lossy(),
                "rev-parse",
                "--short",
                "HEAD",
            ],
        ),
        command: "cargo xtask bench".to_owned(),
        machine,
        figures,
        rounds: run.done,
    })
}

impl Run {
    /// Every round of a load, the servers in turn.
    async fn load(&mut self, load: &Load) -> Result<()> {
        for round in 1..=self.rounds {
            for target in load.targets {
                if self.ground.lacks(*target).is_some() {
                    continue;
                }
                let running = self.ground.start(*target).await?;
                let outcome = self
                    .round(load, *target, &running)
                    .await
                    .with_context(|| format!("{} on {}", load.name, target.name()))?;
                eprintln!(
                    "{} {round} {}: {:.0} a second, {:.0} µs of CPU each, p50 {} µs, p99 {} µs",
                    load.name,
                    target.name(),
                    outcome.per_second,
                    outcome.cpu_us,
                    outcome.p50_us,
                    outcome.p99_us
                );
                self.done.push(Round {
                    load: load.name,
                    server: target.name(),
                    per_second: outcome.per_second,
                    cpu_us: outcome.cpu_us,
                    p50_us: outcome.p50_us,
                    p99_us: outcome.p99_us,
                    memory_mb: outcome.memory as f64 / 1e6,
                });
                running.process.stop()?;
            }
        }
        Ok(())
    }

    async fn round(&self, load: &Load, target: Target, running: &Running) -> Result<Outcome> {
        let host = running.host.clone();
        let views_before = proof::views_kept(running).await?;
        let make: Arc<Make> = match load.name {
            "read" => {
                proof::reads(running, self.ground.version_hash(target)).await?;
                Arc::new(move |number| {
                    let client = number % CLIENTS;
                    Some(request::read(&host, client, Some(client)))
                })
            }
            "decision" => {
                let hash = self.ground.version_hash(target).to_owned();
                Arc::new(move |number| {
                    (number < CLIENTS * ITEMS).then(|| request::decide(&host, number, &hash))
                })
            }
            "page" => Arc::new(move |_| Some(request::page(&host, "/login"))),
            list => {
                let is_staff = list == STAFF_LIST.name;
                let pages = proof::first_pages(running, is_staff).await?;
                Arc::new(move |number| pages.get(number % pages.len()).cloned())
            }
        };
        let span = self.span;
        let (process, port, status) = (&running.process, running.port, load.status);
        // The load has threads of its own; this one only waits for them.
        let outcome = tokio::task::block_in_place(|| load::run(process, port, status, make, span))?;
        match load.name {
            // One was asked for before.
            "read" => proof::views(running, target, views_before, outcome.answered + 1).await?,
            "decision" => proof::writes(running, target, outcome.answered).await?,
            _ => {}
        }
        Ok(outcome)
    }

    /// What needs no other server: start, memory, size, weight.
    async fn alone(&mut self) -> Result<()> {
        let (mut starts, mut idle) = (Vec::new(), Vec::new());
        for _ in 0..5 {
            let running = self.ground.start(Target::Portico).await?;
            starts.push(running.first_answer.as_secs_f64() * 1_000.0);
            sleep(Duration::from_secs(2));
            idle.push(running.process.memory()? as f64 / 1e6);
            running.process.stop()?;
        }
        let detail = format!("median of {} starts", starts.len());
        self.figure("start", median(&mut starts), detail.clone());
        self.figure("memory_idle", median(&mut idle), detail);
        let size = fs::metadata(self.ground.program())?.len();
        self.figure("program", size as f64 / 1e6, format!("{size} bytes"));
        let running = self.ground.start(Target::Portico).await?;
        let (bytes, files) = proof::first_load(&running).await?;
        let detail = format!("{bytes} bytes in {files} files");
        self.figure("page_bytes", bytes as f64 / 1e3, detail);
        running.process.stop()
    }

    /// The rows that follow from the loads.
    fn compare(&mut self) {
        for (key, load, ours, other) in [
            ("read_bare", "read", Target::Portico, Target::Bare),
            (
                "read_postgres_node",
                "read",
                Target::PorticoPostgres,
                Target::Node,
            ),
            ("read_node", "read", Target::Portico, Target::Node),
            ("decision_bare", "decision", Target::Portico, Target::Bare),
            ("decision_node", "decision", Target::Portico, Target::Node),
            ("page_bare", "page", Target::Portico, Target::Bare),
        ] {
            let speed = |target| self.median_of(load, target, |round| round.per_second);
            match (speed(ours), speed(other)) {
                (Some(own), Some(others)) => {
                    let detail = format!("{own:.0} and {others:.0} a second");
                    self.figure(key, own / others, detail);
                }
                _ => {
                    let why = self.ground.lacks(other).or(self.ground.lacks(ours));
                    let row = row_of(key);
                    self.figures
                        .push(Figure::gap(row, why.unwrap_or("not measured in this run")));
                }
            }
        }
        for (key, load) in [
            ("list_staff", STAFF_LIST.name),
            ("list_client", CLIENT_LIST.name),
        ] {
            let speed = |target| self.median_of(load, target, |round| round.per_second);
            if let (Some(few), Some(many)) = (speed(Target::Few), speed(Target::Many)) {
                let detail = format!("{many:.0} and {few:.0} a second");
                self.figure(key, few / many, detail);
            }
        }
        if let Some(cpu) = self.median_of("read", Target::Portico, |round| round.cpu_us) {
            self.figure("read_cpu", cpu, "of the program, on SQLite".to_owned());
        }
        if let Some(memory) = self.median_of("read", Target::Portico, |round| round.memory_mb) {
            self.figure("memory_load", memory, "the most that was seen".to_owned());
        }
    }

    fn median_of(&self, load: &str, target: Target, figure: fn(&Round) -> f64) -> Option<f64> {
        let rounds = self.done.iter();
        let mut figures: Vec<f64> = rounds
            .filter(|round| round.load == load && round.server == target.name())
            .map(figure)
            .collect();
        (!figures.is_empty()).then(|| median(&mut figures))
    }

    fn figure(&mut self, key: &str, value: f64, detail: String) {
        self.figures.push(Figure::of(row_of(key), value, detail));
    }
}

fn row_of(key: &str) -> Row {
    let found = ROWS.into_iter().find(|row| row.key == key);
    found.expect("every key that is measured is a row")
}

fn median(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
