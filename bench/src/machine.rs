//! What it is measured on, and the time there.

use std::{
    fs,
    path::Path,
    process::Command,
    time::{SystemTime, UNIX_EPOCH},
};

use serde::Serialize;
use uuid::Uuid;

/// The machine, as it describes itself.
#[derive(Debug, Serialize)]
pub struct Machine {
    /// Its processor.
    pub processor: String,
    /// How many threads of it this machine has.
    pub cores: usize,
    /// Its memory in megabytes.
    pub memory_mb: u64,
    /// Its kernel.
    pub kernel: String,
    /// The file system that the databases lie on.
    pub disk: String,
    /// Others' work when the run began: the load average of the last minute.
    pub load_before: String,
    /// What ran: name and version.
    pub versions: Vec<String>,
}

impl Machine {
    /// Looks at this one.
    pub fn look(folder: &Path) -> Self {
        let line_of = |path: &str, start: &str| {
            let text = fs::read_to_string(path).unwrap_or_default();
            let line = text.lines().find(|line| line.starts_with(start));
            let value = line.and_then(|line| line.split(':').nth(1));
            value.unwrap_or("unknown").trim().to_owned()
        };
        let memory = line_of("/proc/meminfo", "MemTotal");
        let kilobytes: u64 = memory
            .split(' ')
            .next()
            .and_then(|digits| digits.parse().ok())
            .unwrap_or(0);
        let folder = folder.to_string_lossy();
        let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        Self {
            processor: line_of("/proc/cpuinfo", "model name"),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            memory_mb: kilobytes / 1024,
            kernel: said("uname", &["-sr"]),
            disk: said("df", &["--output=fstype", &folder])
                .lines()
                .last()
                .unwrap_or("unknown")
                .to_owned(),
            load_before: load.split(' ').next().unwrap_or_default().to_owned(),
            versions: vec![
                said("rustc", &["--version"]),
                format!("SQLite {}", rusqlite::version()),
                format!("Node {}", said("node", &["--version"])),
            ],
        }
    }
}

/// The first thing a program says; nothing when it can't.
pub fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    output
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
        .unwrap_or_default()
}

/// Microseconds since 1970.
#[expect(
    clippy::disallowed_methods,
    reason = "nothing here is tested by the clock: it measures the real one"
)]
pub fn now_us() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_micros()).unwrap_or(0))
}

/// A new id.
#[expect(
    clippy::disallowed_methods,
    reason = "the reference server makes its ids as any server would"
)]
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}
