//! The table: what each row must reach, what it reached, and how that is written down.

use std::{fmt::Write as _, fs, path::Path};

use anyhow::{Context as _, Result};
use serde::Serialize;

use crate::machine::Machine;

/// What a row is measured in, and which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// As many times as fast as the other; more is better.
    Ratio,
    /// As many times as long; less is better.
    Growth,
    /// Microseconds.
    Us,
    /// Milliseconds.
    Ms,
    /// Seconds.
    S,
    /// 1,000,000 bytes.
    Mb,
    /// 1,000 bytes.
    Kb,
    /// 1,024 bytes.
    Kib,
}

/// A row of the table.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Row {
    /// Its name in `--only` and in the results.
    pub key: &'static str,
    /// What is measured.
    pub what: &'static str,
    /// In what.
    pub unit: Unit,
    /// It must reach this.
    pub must: f64,
    /// It is meant to reach this.
    pub aim: f64,
}

const fn row(key: &'static str, what: &'static str, unit: Unit, must: f64, aim: f64) -> Row {
    Row {
        key,
        what,
        unit,
        must,
        aim,
    }
}

/// Every row, in the order of the table.
pub const ROWS: [Row; 16] = [
    row(
        "read_bare",
        "document page read, SQLite, against bare",
        Unit::Ratio,
        0.5,
        0.8,
    ),
    row(
        "read_postgres_node",
        "document page read, PostgreSQL with row-level security, against Node on PostgreSQL",
        Unit::Ratio,
        3.0,
        5.0,
    ),
    row(
        "read_node",
        "document page read, SQLite, against Node on PostgreSQL",
        Unit::Ratio,
        8.0,
        14.0,
    ),
    row(
        "decision_bare",
        "decision with its audit row, SQLite, against bare",
        Unit::Ratio,
        0.5,
        0.8,
    ),
    row(
        "decision_node",
        "decision with its audit row, SQLite, against Node on PostgreSQL",
        Unit::Ratio,
        3.0,
        6.0,
    ),
    row(
        "page_bare",
        "sign-in page, against a fixed page from bare axum",
        Unit::Ratio,
        0.5,
        0.75,
    ),
    row(
        "read_cpu",
        "CPU per document page read",
        Unit::Us,
        75.0,
        45.0,
    ),
    row("memory_idle", "resident memory, idle", Unit::Mb, 40.0, 25.0),
    row(
        "memory_load",
        "resident memory, under the read load",
        Unit::Mb,
        80.0,
        50.0,
    ),
    row(
        "start",
        "start to first answer on an existing database",
        Unit::Ms,
        80.0,
        50.0,
    ),
    row(
        "stream_memory",
        "memory of each of 10,000 open event streams",
        Unit::Kib,
        20.0,
        14.0,
    ),
    row(
        "stream_open",
        "time to open 5,000 event streams",
        Unit::S,
        1.0,
        0.5,
    ),
    row(
        "page_bytes",
        "sign-in page, first load, brotli, all but the font",
        Unit::Kb,
        100.0,
        40.0,
    ),
    row(
        "list_staff",
        "pages of staff's list of documents, 100,000 behind it, against 1,000",
        Unit::Growth,
        1.2,
        1.05,
    ),
    row(
        "list_client",
        "pages of a client's list of documents, 100,000 behind it, against 1,000",
        Unit::Growth,
        1.2,
        1.05,
    ),
    row(
        "program",
        "program with both web apps in it",
        Unit::Mb,
        46.0,
        32.0,
    ),
];

impl Row {
    /// Whether `value` is as good as `wanted`.
    fn reaches(&self, value: f64, wanted: f64) -> bool {
        if self.unit == Unit::Ratio {
            value >= wanted
        } else {
            value <= wanted
        }
    }

    /// `must` missed, `must` reached, or `aim` reached.
    fn verdict(&self, value: f64) -> &'static str {
        match (
            self.reaches(value, self.must),
            self.reaches(value, self.aim),
        ) {
            (_, true) => "aim",
            (true, false) => "must",
            (false, false) => "missed",
        }
    }

    fn written(&self, value: f64) -> String {
        match self.unit {
            Unit::Ratio | Unit::Growth => format!("{value:.2} ×"),
            Unit::Us => format!("{value:.0} µs"),
            Unit::Ms => format!("{value:.0} ms"),
            Unit::S => format!("{value:.2} s"),
            Unit::Mb => format!("{value:.1} MB"),
            Unit::Kb => format!("{value:.1} KB"),
            Unit::Kib => format!("{value:.1} KiB"),
        }
    }
}

/// What a row came to.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// The row.
    #[serde(flatten)]
    pub row: Row,
    /// The figure; nothing where it was not measured.
    pub value: Option<f64>,
    /// What it is made of, or why there is none.
    pub detail: String,
    /// How it stands.
    pub verdict: &'static str,
}

impl Figure {
    /// A figure, with what it is made of.
    pub fn of(row: Row, value: f64, detail: String) -> Self {
        Self {
            row,
            value: Some(value),
            detail,
            verdict: row.verdict(value),
        }
    }

    /// None, and why.
    pub fn gap(row: Row, why: &str) -> Self {
        Self {
            row,
            value: None,
            detail: why.to_owned(),
            verdict: "gap",
        }
    }
}

/// One round of one server.
#[derive(Debug, Clone, Serialize)]
pub struct Round {
    /// What was asked.
    pub load: &'static str,
    /// Whom.
    pub server: &'static str,
    /// Answers a second.
    pub per_second: f64,
    /// Processor time of the server for each, in microseconds.
    pub cpu_us: f64,
    /// Half of the answers took no longer, in microseconds.
    pub p50_us: u32,
    /// And 99 of 100 no longer than this.
    pub p99_us: u32,
    /// The most memory that the server held.
    pub memory_mb: f64,
}

/// A run.
#[derive(Debug, Serialize)]
pub struct Results {
    /// When it ended, in UTC.
    pub at: String,
    /// Of which commit.
    pub commit: String,
    /// How it was called.
    pub command: String,
    /// Where.
    pub machine: Machine,
    /// Every row.
    pub figures: Vec<Figure>,
    /// Every round behind them.
    pub rounds: Vec<Round>,
}

impl Results {
    /// Whether no row that was measured misses what it must reach.
    pub fn holds(&self) -> bool {
        self.figures.iter().all(|figure| figure.verdict != "missed")
    }

    /// The table in Markdown.
    pub fn table(&self) -> String {
        let mut text = String::from(
            "| What | Measured | Must | Aim | Verdict | Made of |\n| --- | --- | --- | --- | --- | --- |\n",
        );
        for figure in &self.figures {
            let row = &figure.row;
            let measured = figure
                .value
                .map_or("—".to_owned(), |value| row.written(value));
            let _ = writeln!(
                text,
                "| {} | {measured} | {} | {} | {} | {} |",
                row.what,
                row.written(row.must),
                row.written(row.aim),
                figure.verdict,
                figure.detail
            );
        }
        text
    }

    /// The whole of it in Markdown: when, where, the table, the rounds.
    pub fn markdown(&self) -> String {
        let machine = &self.machine;
        let mut text = format!(
            "`{}` at commit `{}`, {} UTC.\n\nMachine: {}, {} threads, {} MB of memory, {}, {}, load before the run {}; {}.\n\n{}\n",
            self.command,
            self.commit,
            self.at,
            machine.processor,
            machine.cores,
            machine.memory_mb,
            machine.kernel,
            machine.disk,
            machine.load_before,
            machine.versions.join(", "),
            self.table()
        );
        text.push_str("| Load | Server | Answers a second | CPU for each | Half within | 99 of 100 within | Memory |\n");
        text.push_str("| --- | --- | --- | --- | --- | --- | --- |\n");
        for round in &self.rounds {
            let _ = writeln!(
                text,
                "| {} | {} | {:.0} | {:.0} µs | {:.2} ms | {:.2} ms | {:.0} MB |",
                round.load,
                round.server,
                round.per_second,
                round.cpu_us,
                f64::from(round.p50_us) / 1_000.0,
                f64::from(round.p99_us) / 1_000.0,
                round.memory_mb
            );
        }
        text
    }

    /// Writes the results beside the bench and the table into the guide.
    pub fn keep(&self, repository: &Path) -> Result<()> {
        fs::write(repository.join("bench/results.json"), self.json()?)?;
        let path = repository.join("docs/benchmarks.md");
        let guide = fs::read_to_string(&path)?;
        let (start, end) = (
            "<!-- results: written by the tool -->\n",
            "<!-- end of results -->",
        );
        let (before, rest) = guide
            .split_once(start)
            .context("no place for results in docs/benchmarks.md")?;
        let (_, after) = rest
            .split_once(end)
            .context("no end of results in docs/benchmarks.md")?;
        fs::write(
            path,
            format!("{before}{start}\n{}\n{end}{after}", self.markdown()),
        )?;
        Ok(())
    }

    /// As JSON.
    pub fn json(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}
