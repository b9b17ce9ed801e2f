//! Event streams: how much memory each open one costs, and how fast many open.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
    task::JoinSet,
};

use crate::{
    facts::{self, CLIENTS},
    targets::{Ground, Running, Target},
};

const STREAMS: usize = 10_000;
const HALF: usize = 5_000;
/// Tasks that open them, one stream after the other.
const OPENERS: usize = 64;

/// What was seen.
pub struct Opened {
    /// Memory of the server for each stream.
    pub memory_each_kib: f64,
    /// From the first request to the five thousandth greeting.
    pub seconds_to_5000: f64,
    /// How many heard of an event that concerns them, of how many it concerns.
    heard: (usize, usize),
}

impl Opened {
    /// What the figures are made of.
    pub fn detail(&self) -> String {
        format!(
            "{STREAMS} streams; {} of {} heard of a decision",
            self.heard.0, self.heard.1
        )
    }
}

/// Opens them all on a fresh server.
pub async fn measure(ground: &Ground) -> Result<Opened> {
    let running = ground.start(Target::Portico).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let before = running.process.memory()?;
    let began = Instant::now();
    let mut streams = open(&running, 0..HALF).await?;
    let seconds_to_5000 = began.elapsed().as_secs_f64();
    streams.extend(open(&running, HALF..STREAMS).await?);
    tokio::time::sleep(Duration::from_secs(2)).await;
    let memory = running.process.memory()?.saturating_sub(before);
    let heard = hear(&running, ground, streams).await?;
    running.process.stop()?;
    Ok(Opened {
        memory_each_kib: memory as f64 / STREAMS as f64 / 1_024.0,
        seconds_to_5000,
        heard,
    })
}

/// The client that the nth stream is for.
fn client_of(stream: usize) -> usize {
    stream % CLIENTS
}

async fn open(
    running: &Running,
    numbers: std::ops::Range<usize>,
) -> Result<Vec<(usize, TcpStream)>> {
    let mut openers = JoinSet::new();
    for first in numbers.start..numbers.start + OPENERS {
        let (host, port, end) = (running.host.0.clone(), running.port, numbers.end);
        openers.spawn(async move {
            let mut opened = Vec::new();
            for number in (first..end).step_by(OPENERS) {
                opened.push((number, open_one(&host, port, number).await?));
            }
            anyhow::Ok(opened)
        });
    }
    let mut streams = Vec::new();
    while let Some(opened) = openers.join_next().await {
        streams.extend(opened??);
    }
    Ok(streams)
}

/// Opens one and waits for its greeting.
async fn open_one(host: &str, port: u16, number: usize) -> Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    let mut stream = socket.connect(([127, 0, 0, 1], port).into()).await?;
    let request = format!(
        "GET /api/client/events HTTP/1.1\r\nhost: {host}\r\ncookie: portico={}\r\naccept: text/event-stream\r\n\r\n",
        facts::token(client_of(number))
    );
    stream.write_all(request.as_bytes()).await?;
    wait_for(&mut stream, ": listening").await?;
    Ok(stream)
}

async fn wait_for(stream: &mut TcpStream, wanted: &str) -> Result<()> {
    let mut text = String::new();
    let mut bytes = [0; 1_024];
    while !text.contains(wanted) {
        let read = stream.read(&mut bytes).await?;
        ensure!(read > 0, "a stream was closed after: {text}");
        text.push_str(&String::from_utf8_lossy(&bytes[..read]));
        ensure!(
            !text.starts_with("HTTP/1.1 4") && !text.starts_with("HTTP/1.1 5"),
            "a stream was refused: {text}"
        );
    }
    Ok(())
}

/// Lets the first client decide; how many of its streams hear of it.
async fn hear(
    running: &Running,
    ground: &Ground,
    streams: Vec<(usize, TcpStream)>,
) -> Result<(usize, usize)> {
    let mut listening = JoinSet::new();
    let mut others = Vec::new();
    for (number, mut stream) in streams {
        if client_of(number) == 0 {
            listening.spawn(async move {
                let wait = wait_for(&mut stream, "\"kind\":\"decision\"");
                tokio::time::timeout(Duration::from_secs(5), wait)
                    .await
                    .is_ok_and(|heard| heard.is_ok())
            });
        } else {
            others.push(stream);
        }
    }
    let all = listening.len();
    let request = crate::request::decide(&running.host, 0, ground.version_hash(Target::Portico));
    let mut wire = crate::wire::Wire::open(running.port).await?;
    let status = wire.ask(&request).await?.status;
    ensure!(status == 201, "the decision was answered {status}");
    let heard = listening.join_all().await;
    drop(others);
    Ok((heard.into_iter().filter(|heard| *heard).count(), all))
}
