//! Places: how many requests are worked on at once. A request whose own body is still on its way is not worked on; how
//! many of those there may be, and how many of one network, is counted apart, so that slow ones hold up nobody else.

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    task::{Context, Poll},
};

use axum::body::{Body, Bytes};
use http_body::{Body as _, Frame, SizeHint};

use crate::{
    error::{Error, Result},
    kit::share::{Share, Shares},
};

/// For each place so many requests may wait for their bodies,
const AWAITED_PER_PLACE: usize = 4;
/// of which one network may have one part in so many.
const PARTS: usize = 4;

/// How many requests there are.
#[derive(Debug)]
pub(super) struct Places {
    most: usize,
    worked_on: AtomicUsize,
    awaited: AtomicUsize,
    by_network: Arc<Shares<Option<IpAddr>>>,
}

/// A request's place, while its answer is being made.
#[derive(Debug)]
pub(super) struct Place(Arc<Places>);

/// The server has too much to do to wait for this body.
#[derive(Debug)]
pub(super) struct Crowded;

impl fmt::Display for Crowded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too many bodies are waited for")
    }
}

impl std::error::Error for Crowded {}

impl Places {
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            worked_on: AtomicUsize::new(0),
            awaited: AtomicUsize::new(0),
            by_network: Arc::new(Shares::of((most * AWAITED_PER_PLACE / PARTS).max(1))),
        }
    }

    /// A place, or 503.
    pub(super) fn take(self: &Arc<Self>) -> Result<Place> {
        let before = self.worked_on.fetch_add(1, Relaxed);
        let place = Place(Arc::clone(self));
        if before < self.most {
            Ok(place)
        } else {
            Err(Error::unavailable("overloaded", 1))
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.worked_on.fetch_sub(1, Relaxed);
    }
}

impl Place {
    /// The body of this place's request: while it is waited for, somebody else has the place.
    pub(super) fn lent_by(&self, body: Body, ip: Option<IpAddr>) -> Body {
        if body.is_end_stream() {
            return body;
        }
        Body::new(Awaited {
            body,
            ip,
            places: Arc::clone(&self.0),
            away: None,
        })
    }
}

/// Addresses that one household or server has: an IPv4 address, or an IPv6 network of /64.
pub fn network(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V6(ip) => Ipv6Addr::from_bits(ip.to_bits() >> 64 << 64).into(),
        ip => ip,
    }
}

struct Awaited {
    body: Body,
    ip: Option<IpAddr>,
    places: Arc<Places>,
    away: Option<Away>,
}

/// Nobody works on the request: its body is waited for. Dropped, it takes its place again, even if there is none.
struct Away {
    places: Arc<Places>,
    _share: Share<Option<IpAddr>>,
}

impl Away {
    fn begin(places: &Arc<Places>, ip: Option<IpAddr>) -> Result<Self, Crowded> {
        let share = places.by_network.take(ip.map(network)).ok_or(Crowded)?;
        if places.awaited.fetch_add(1, Relaxed) >= places.most * AWAITED_PER_PLACE {
            places.awaited.fetch_sub(1, Relaxed);
            return Err(Crowded);
        }
        places.worked_on.fetch_sub(1, Relaxed);
        Ok(Self {
            places: Arc::clone(places),
            _share: share,
        })
    }
}

impl Drop for Away {
    fn drop(&mut self) {
        self.places.worked_on.fetch_add(1, Relaxed);
        self.places.awaited.fetch_sub(1, Relaxed);
    }
}

impl http_body::Body for Awaited {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.body).poll_frame(context);
        if polled.is_ready() {
            this.away = None;
        } else if this.away.is_none() {
            match Away::begin(&this.places, this.ip) {
                Ok(away) => this.away = Some(away),
                Err(crowded) => return Poll::Ready(Some(Err(axum::Error::new(crowded)))),
            }
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_an_address_or_the_first_half_of_one() {
        let of = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(of("203.0.113.7"), "203.0.113.7");
        assert_eq!(of("::ffff:203.0.113.7"), "203.0.113.7");
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    }
}
