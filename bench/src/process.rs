//! A server as a process of its own: started, watched through `/proc`, stopped.

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};

/// Clock ticks of `/proc` in a second, on every Linux there is.
const TICKS: u64 = 100;
const LONGEST_START: Duration = Duration::from_secs(60);

/// A server; dropped, it stops.
pub struct Process {
    child: Child,
    name: String,
}

impl Process {
    /// Starts it, its log going to a file.
    pub fn start(name: &str, command: &mut Command, log: &Path) -> Result<Self> {
        let log = fs::File::create(log)?;
        let child = command
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("{name} could not be started"))?;
        Ok(Self {
            child,
            name: name.to_owned(),
        })
    }

    /// Waits until `is_ready` says so; how long that took.
    pub fn wait(&mut self, is_ready: impl Fn() -> bool) -> Result<Duration> {
        let began = Instant::now();
        while began.elapsed() < LONGEST_START {
            if is_ready() {
                return Ok(began.elapsed());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!(
                    "{} ended ({status}) instead of serving; see its log",
                    self.name
                );
            }
            sleep(Duration::from_micros(500));
        }
        bail!("{} did not answer within a minute", self.name)
    }

    /// Asks it to stop, and waits until it has.
    pub fn stop(mut self) -> Result<()> {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status()?;
        for _ in 0..300 {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            sleep(Duration::from_millis(100));
        }
        bail!("{} did not stop", self.name)
    }

    /// Processor time that it and its children have used, in microseconds.
    pub fn cpu_us(&self) -> Result<u64> {
        let mut ticks = 0;
        for id in self.family()? {
            // The name stands in brackets and may hold anything; the figures follow it.
            let text = fs::read_to_string(format!("/proc/{id}/stat"))?;
            let rest = text.rsplit(')').next().unwrap_or_default();
            let fields: Vec<&str> = rest.split_whitespace().collect();
            ticks += fields[11].parse::<u64>()? + fields[12].parse::<u64>()?;
        }
        Ok(ticks * 1_000_000 / TICKS)
    }

    /// Memory that it and its children hold, in bytes.
    pub fn memory(&self) -> Result<u64> {
        let mut bytes = 0;
        for id in self.family()? {
            let text = fs::read_to_string(format!("/proc/{id}/status"))?;
            let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
            let digits = line.and_then(|line| line.split_whitespace().next());
            bytes += digits.context("no VmRSS")?.parse::<u64>()? * 1024;
        }
        Ok(bytes)
    }

    /// It and the processes it started.
    fn family(&self) -> Result<Vec<u32>> {
        let id = self.child.id();
        let mut all = vec![id];
        let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children"));
        for child in children.unwrap_or_default().split_whitespace() {
            all.push(child.parse()?);
        }
        Ok(all)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(Some(_))) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
