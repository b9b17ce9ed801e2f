//! Places: how many requests are worked on at once, and how many wait for that, in the order in which they came. A request
//! whose own body is still on its way is not worked on; how many of those there may be, and how many of one network, is
//! counted apart, so that slow ones hold up nobody else.

use std::{
    collections::VecDeque,
    fmt,
    net::{IpAddr, Ipv6Addr},
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::body::{Body, Bytes};
use http_body::{Body as _, Frame, SizeHint};
use tokio::{runtime::Handle, sync::oneshot, time::timeout};

use crate::{
    error::{Error, Result},
    kit::share::{Share, Shares},
};

/// For each place so many requests may wait for their bodies,
const AWAITED_PER_PLACE: usize = 4;
/// of which one network may have one part in so many.
const PARTS: usize = 4;

/// So many are worked on at once. More would each hold a snapshot of the database with its memory, and all of them
/// would be slower.
const AT_ONCE: usize = 128;
/// Whoever waited for a place so long hears that there is too much to do, rather than much later or never. What is built
/// for tests is many times slower.
const LONGEST_WAIT: Duration = if cfg!(debug_assertions) {
    Duration::from_secs(10)
} else {
    Duration::from_millis(500)
};
/// When more tasks than this are ready to go on, requests have come that nobody has looked at yet.
const MANY_READY: usize = 64;

/// How many requests there are.
#[derive(Debug)]
pub(super) struct Places {
    most: usize,
    at_once: usize,
    longest_wait: Duration,
    line: Mutex<Line>,
    awaited: AtomicUsize,
    by_network: Arc<Shares<Option<IpAddr>>>,
}

/// Who is worked on and who waits for that. Somebody waits only while all places are taken.
#[derive(Debug, Default)]
struct Line {
    worked_on: usize,
    waiting: VecDeque<oneshot::Sender<Place>>,
}

/// A request's place, while its answer is being made. Dropped, it is handed to the first who waits.
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
    /// So many requests are worked on or wait.
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            at_once: most.min(AT_ONCE),
            longest_wait: LONGEST_WAIT,
            line: Mutex::default(),
            awaited: AtomicUsize::new(0),
            by_network: Arc::new(Shares::of((most * AWAITED_PER_PLACE / PARTS).max(1))),
        }
    }

    /// A place as soon as there is one, or 503.
    pub(super) async fn take(self: &Arc<Self>) -> Result<Place> {
        let place = match self.stand_in_line()? {
            Turn::Now(place) => place,
            Turn::Later(turn) => match timeout(self.longest_wait, turn).await {
                Ok(Ok(place)) => place,
                Ok(Err(_)) | Err(_) => return Err(overloaded()),
            },
        };
        if many_are_ready() {
            // Reads of SQLite never pause, and while one goes on nobody sees how many others have come.
            tokio::task::yield_now().await;
        }
        Ok(place)
    }

    fn stand_in_line(self: &Arc<Self>) -> Result<Turn> {
        let mut line = self.line();
        if line.worked_on < self.at_once {
            line.worked_on += 1;
            return Ok(Turn::Now(Place(Arc::clone(self))));
        }
        if line.worked_on + line.waiting.len() >= self.most {
            return Err(overloaded());
        }
        let (hand_over, turn) = oneshot::channel();
        line.waiting.push_back(hand_over);
        Ok(Turn::Later(turn))
    }

    /// One request less is worked on: the next one may be.
    fn leave(self: &Arc<Self>) {
        let next = {
            let mut line = self.line();
            let next = if line.worked_on <= self.at_once {
                line.next()
            } else {
                None
            };
            if next.is_none() {
                line.worked_on -= 1;
            }
            next
        };
        if let Some(next) = next {
            // Whoever has gone at this moment drops it, and so hands it on.
            let _ = next.send(Place(Arc::clone(self)));
        }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    /// The first who still waits.
    fn next(&mut self) -> Option<oneshot::Sender<Place>> {
        while let Some(first) = self.waiting.pop_front() {
            if !first.is_closed() {
                return Some(first);
            }
        }
        None
    }
}

/// When a request is worked on.
enum Turn {
    Now(Place),
    Later(oneshot::Receiver<Place>),
}

fn overloaded() -> Error {
    Error::unavailable("overloaded", 1)
}

/// Whether the runtime is behind with its tasks.
fn many_are_ready() -> bool {
    Handle::try_current().is_ok_and(|runtime| runtime.metrics().global_queue_depth() > MANY_READY)
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.leave();
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
        places.leave();
        Ok(Self {
            places: Arc::clone(places),
            _share: share,
        })
    }
}

impl Drop for Away {
    fn drop(&mut self) {
        self.places.line().worked_on += 1;
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

    fn places(most: usize, at_once: usize, longest_wait: Duration) -> Arc<Places> {
        Arc::new(Places {
            at_once,
            longest_wait,
            ..Places::new(most)
        })
    }

    fn count(places: &Places) -> (usize, usize) {
        let line = places.line();
        (line.worked_on, line.waiting.len())
    }

    #[tokio::test]
    async fn whoever_came_first_has_the_next_place_and_one_too_many_is_refused() {
        let places = places(4, 2, Duration::from_secs(60));
        let first = places.take().await.unwrap();
        let second = places.take().await.unwrap();
        let (mut third, mut fourth) = (Box::pin(places.take()), Box::pin(places.take()));
        assert!(futures_util::poll!(third.as_mut()).is_pending());
        assert!(futures_util::poll!(fourth.as_mut()).is_pending());
        assert_eq!(places.take().await.unwrap_err().code(), "overloaded");
        drop(first);
        assert!(futures_util::poll!(fourth.as_mut()).is_pending());
        let third = third.await.unwrap();
        drop(second);
        let fourth = fourth.await.unwrap();
        assert_eq!(count(&places), (2, 0));
        drop((third, fourth));
        assert_eq!(count(&places), (0, 0));
    }

    #[tokio::test]
    async fn whoever_goes_while_waiting_takes_no_place_along() {
        let places = places(8, 1, Duration::from_secs(60));
        let first = places.take().await.unwrap();
        let mut waiting: Vec<_> = (0..3).map(|_| Box::pin(places.take())).collect();
        for one in &mut waiting {
            assert!(futures_util::poll!(one.as_mut()).is_pending());
        }
        let third = waiting.pop();
        // One goes before there is a place, one when it was handed over already.
        drop(waiting.remove(0));
        drop(first);
        drop(waiting);
        assert!(third.unwrap().await.is_ok());
        assert_eq!(count(&places), (0, 0));
    }

    #[tokio::test]
    async fn nobody_waits_for_a_place_without_end() {
        let places = places(8, 1, Duration::from_millis(20));
        let first = places.take().await.unwrap();
        assert_eq!(places.take().await.unwrap_err().code(), "overloaded");
        drop(first);
        assert!(places.take().await.is_ok());
        assert_eq!(count(&places), (0, 0));
    }

    #[tokio::test]
    async fn a_body_that_is_waited_for_leaves_its_place_to_the_next() {
        let places = places(8, 1, Duration::from_secs(60));
        let first = places.take().await.unwrap();
        let mut second = Box::pin(places.take());
        assert!(futures_util::poll!(second.as_mut()).is_pending());
        let away = Away::begin(&places, None).unwrap();
        let second = second.await.unwrap();
        drop(away);
        assert_eq!(count(&places), (2, 0), "its body came");
        let mut third = Box::pin(places.take());
        assert!(futures_util::poll!(third.as_mut()).is_pending());
        drop(first);
        assert!(futures_util::poll!(third.as_mut()).is_pending());
        drop(second);
        assert!(third.await.is_ok());
    }
}
