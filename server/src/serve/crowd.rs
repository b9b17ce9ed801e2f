//! What one network may have of the connections, so that nobody can take the whole room and shut everybody else out.

use std::{
    io::Write as _,
    net::{IpAddr, Shutdown},
    sync::Arc,
};

use ipnet::IpNet;
use tokio::net::TcpStream;

use super::Limits;
use crate::kit::{
    http::{place::network, proxy::is_trusted},
    seldom::Seldom,
    share::{Share, Shares},
};

/// Whoever has too many hears this before anything is read.
const REFUSAL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nconnection: close\r\n\
    content-length: 0\r\n\r\n";

static REFUSED: Seldom = Seldom::new();

/// This network has its share.
#[derive(Debug)]
pub(super) struct TooMany;

/// Who has connections.
pub(super) struct Crowd {
    shares: Arc<Shares<IpAddr>>,
    without_share: Vec<IpNet>,
}

impl Crowd {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            shares: Arc::new(Shares::of(limits.max_of_network)),
            without_share: limits.without_share.clone(),
        }
    }

    /// One more connection; nothing is held for who may have all of them.
    pub(super) fn admit(&self, peer: IpAddr) -> Result<Option<Share<IpAddr>>, TooMany> {
        if is_trusted(&self.without_share, peer.to_canonical()) {
            return Ok(None);
        }
        match self.shares.take(network(peer)) {
            Some(share) => Ok(Some(share)),
            None => Err(TooMany),
        }
    }
}

/// Says so, as far as it fits in what the system keeps for a connection, and closes it.
pub(super) fn refuse(stream: TcpStream) {
    if let Some(times) = REFUSED.times() {
        tracing::warn!(times, "connections were refused: a network has its share");
    }
    // Nothing waits for it: the socket takes these few bytes at once, or the connection is gone.
    if let Ok(mut stream) = stream.into_std() {
        let _ = stream.write_all(REFUSAL);
        let _ = stream.shutdown(Shutdown::Write);
    }
}
