//! The accept loop: deadlines for headers, bodies and idle connections, a cap on connections, a bounded drain.
//!
//! axum's own loop never times out half-sent headers, and its drain waits for ever on event streams.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};

use crate::kit::http::door::Door;
use crate::kit::share::Share;
use crate::kit::shutdown::Shutdown;

mod connection;
mod crowd;
pub mod files;
mod paced;
mod patient;

use crowd::{Crowd, TooMany};
pub use paced::Pace;

/// How long things may take, and how many there may be.
#[derive(Debug, Clone)]
pub struct Limits {
    /// From the first moment a connection waits for a request to the end of that request's headers.
    pub header: Duration,
    /// How slowly a request body may come.
    pub body: Pace,
    /// So long a connection may take nothing of what is written to it.
    pub write: Duration,
    /// An HTTP/2 connection without any request is closed after this.
    pub idle: Duration,
    /// Open requests get this long after a stop was asked for.
    pub drain: Duration,
    /// Connections at once; further ones wait in the backlog.
    pub max_connections: usize,
    /// How many of them one network may have; further ones are refused.
    pub max_of_network: usize,
    /// Networks that may have all of them: proxies.
    pub without_share: Vec<IpNet>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header: Duration::from_secs(10),
            body: Pace {
                pause: Duration::from_secs(30),
                at_least: Duration::from_secs(10),
                bytes_per_second: 4_096,
            },
            write: Duration::from_secs(30),
            idle: Duration::from_secs(60),
            drain: Duration::from_secs(20),
            max_connections: 20_000,
            max_of_network: 5_000,
            without_share: Vec::new(),
        }
    }
}

/// So long a stop looks once more for what had arrived before it: connections in the backlog, requests on open ones.
const LAST_LOOK: Duration = Duration::from_millis(50);

/// Opens the listening socket, with a backlog of 4096.
pub fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(4096)
}

/// Serves until `shutdown` is asked for, then takes what waits in the backlog and lets open requests finish within
/// `limits.drain`.
pub async fn serve(listener: TcpListener, door: Door, limits: Limits, shutdown: Shutdown) {
    let places = Arc::new(Semaphore::new(limits.max_connections));
    let crowd = Crowd::new(&limits);
    let limits = Arc::new(limits);
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            () = shutdown.requested() => break,
            Some(_) = connections.join_next(), if !connections.is_empty() => continue,
            accepted = accept(&listener, &places, &crowd) => accepted,
        };
        if let Some(accepted) = accepted {
            connections.spawn(serve_one(accepted, &door, &limits, &shutdown));
        }
    }
    // Whoever was let into the backlog has perhaps sent its request already: closing the listener would reset it.
    let until = Instant::now() + LAST_LOOK;
    while let Ok(accepted) = timeout_at(until, accept(&listener, &places, &crowd)).await {
        if let Some(accepted) = accepted {
            connections.spawn(serve_one(accepted, &door, &limits, &shutdown));
        }
        if Instant::now() >= until {
            break;
        }
    }
    drop(listener);
    let drained = tokio::time::timeout(limits.drain, async {
        while connections.join_next().await.is_some() {}
    });
    if drained.await.is_err() {
        tracing::warn!(
            open = connections.len(),
            "connections were cut at the end of the drain"
        );
        connections.shutdown().await;
    }
}

/// One connection to its end, holding its place.
fn serve_one(
    (stream, peer, held): Accepted,
    door: &Door,
    limits: &Arc<Limits>,
    shutdown: &Shutdown,
) -> impl Future<Output = ()> + use<> {
    let (door, limits, shutdown) = (door.clone(), limits.clone(), shutdown.clone());
    async move {
        connection::serve(stream, peer, door, &limits, shutdown).await;
        drop(held);
    }
}

type Accepted = (
    tokio::net::TcpStream,
    SocketAddr,
    (tokio::sync::OwnedSemaphorePermit, Option<Share<IpAddr>>),
);

async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
    crowd: &Crowd,
) -> Option<Accepted> {
    let place = places.clone().acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => match crowd.admit(peer.ip()) {
            Ok(share) => Some((stream, peer, (place, share))),
            Err(TooMany) => {
                crowd::refuse(stream);
                None
            }
        },
        Err(error) => {
            // Out of file descriptors, most likely: pause, so that the loop does not spin.
            tracing::warn!(%error, "a connection could not be accepted");
            tokio::time::sleep(Duration::from_millis(50)).await;
            None
        }
    }
}

#[cfg(test)]
mod tests;
