//! The load: 2 threads, 16 connections each, every connection asking again as soon as it has its answer.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use tokio::{runtime::Builder, task::LocalSet, time::timeout_at};

use crate::{process::Process, wire::Wire};

/// Threads of the load.
pub const THREADS: usize = 2;
/// Connections of each thread.
pub const CONNECTIONS: usize = 16;

/// Makes the nth request; nothing when there are no more.
pub type Make = dyn Fn(usize) -> Option<Vec<u8>> + Send + Sync;

/// How long.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// Asked, but not counted.
    pub warm_up: Duration,
    /// Counted.
    pub counted: Duration,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Answers in all, the warm-up's too.
    pub answered: usize,
    /// Answers a second.
    pub per_second: f64,
    /// Processor time of the server for each of them, in microseconds.
    pub cpu_us: f64,
    /// Half of the answers took no longer, in microseconds.
    pub p50_us: u32,
    /// And 99 of 100 no longer than this.
    pub p99_us: u32,
    /// The most memory that the server held meanwhile, in bytes.
    pub memory: u64,
}

struct Plan {
    port: u16,
    status: u16,
    next: AtomicUsize,
    make: Arc<Make>,
    counted_from: Instant,
    until: Instant,
}

/// What one connection saw.
#[derive(Default)]
struct Seen {
    answered: usize,
    latencies: Vec<u32>,
}

/// Asks a server for as long as `span` says. Any status but the expected one ends the run.
pub fn run(
    server: &Process,
    port: u16,
    status: u16,
    make: Arc<Make>,
    span: Span,
) -> Result<Outcome> {
    let start = Instant::now();
    let plan = Arc::new(Plan {
        port,
        status,
        next: AtomicUsize::new(0),
        make,
        counted_from: start + span.warm_up,
        until: start + span.warm_up + span.counted,
    });
    let threads: Vec<_> = (0..THREADS)
        .map(|_| {
            let plan = Arc::clone(&plan);
            thread::spawn(move || ask_on_thread(&plan))
        })
        .collect();
    thread::sleep(span.warm_up);
    let before = server.cpu_us()?;
    let mut memory = 0;
    while Instant::now() < plan.until {
        memory = memory.max(server.memory()?);
        thread::sleep(Duration::from_millis(100));
    }
    let cpu = server.cpu_us()?.saturating_sub(before);
    let mut seen = Seen::default();
    for thread in threads {
        let part = thread.join().ok().context("a thread of the load broke")??;
        seen.answered += part.answered;
        seen.latencies.extend(part.latencies);
    }
    seen.latencies.sort_unstable();
    let counted = seen.latencies.len();
    if counted == 0 {
        bail!("no answers came");
    }
    Ok(Outcome {
        answered: seen.answered,
        per_second: counted as f64 / span.counted.as_secs_f64(),
        cpu_us: cpu as f64 / counted as f64,
        p50_us: seen.latencies[counted / 2],
        p99_us: seen.latencies[counted * 99 / 100],
        memory,
    })
}

fn ask_on_thread(plan: &Arc<Plan>) -> Result<Seen> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let local = LocalSet::new();
    let asked: Vec<_> = (0..CONNECTIONS)
        .map(|_| local.spawn_local(ask(Arc::clone(plan))))
        .collect();
    runtime.block_on(local.run_until(async {
        let mut all = Seen::default();
        for one in asked {
            let seen = one.await??;
            all.answered += seen.answered;
            all.latencies.extend(seen.latencies);
        }
        Ok(all)
    }))
}

async fn ask(plan: Arc<Plan>) -> Result<Seen> {
    let mut wire = Wire::open(plan.port).await?;
    let mut seen = Seen::default();
    loop {
        let began = Instant::now();
        if began >= plan.until {
            return Ok(seen);
        }
        let number = plan.next.fetch_add(1, Relaxed);
        let Some(request) = (plan.make)(number) else {
            bail!(
                "there is nothing left to ask for: more was prepared than this machine was thought to answer"
            );
        };
        // An answer that is under way when time is up is waited for: a write counts, whoever looks at the clock.
        let patience = (plan.until + Duration::from_secs(10)).into();
        let answer = timeout_at(patience, wire.ask(&request))
            .await
            .context("no answer within ten seconds")??;
        if answer.status != plan.status {
            let said = String::from_utf8_lossy(answer.body);
            bail!("request {number} was answered {}: {said}", answer.status);
        }
        seen.answered += 1;
        let ended = Instant::now();
        if ended >= plan.counted_from && ended < plan.until {
            let took = (ended - began).as_micros();
            seen.latencies.push(u32::try_from(took).unwrap_or(u32::MAX));
        }
    }
}
