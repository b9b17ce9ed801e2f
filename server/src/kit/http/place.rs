//! Places: how many requests are worked on at once, and how many wait for that, in the order in which they came. A request
//! whose own body is still on its way is not worked on; how many of those there may be, and how many of one network, is
//! counted apart, so that slow ones hold up nobody else.

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::body::{Body, Bytes};
use http_body::{Body as _, Frame, SizeHint};
use tokio::{
    runtime::Handle,
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};
use tokio_util::sync::PollSemaphore;

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
const AT_ONCE: usize = 64;
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
    /// Places at which requests are worked on, handed on in the order in which they were asked for.
    at_once: Arc<Semaphore>,
    longest_wait: Duration,
    /// Room for those who wait for a place.
    waiting: Semaphore,
    /// Room for those whose bodies are waited for.
    awaited: Arc<Semaphore>,
    by_network: Arc<Shares<Option<IpAddr>>>,
}

/// A request's place, while its answer is being made. Dropped, it is handed to the first who waits.
#[derive(Debug)]
pub(super) struct Place {
    places: Arc<Places>,
    held: Held,
}

/// What makes a place one's own. `None`: somebody else has it while the request's body is waited for.
type Held = Arc<Mutex<Option<OwnedSemaphorePermit>>>;

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
        Self::with(most, most.min(AT_ONCE), LONGEST_WAIT)
    }

    fn with(most: usize, at_once: usize, longest_wait: Duration) -> Self {
        Self {
            at_once: Arc::new(Semaphore::new(at_once)),
            longest_wait,
            waiting: Semaphore::new(most - at_once),
            awaited: Arc::new(Semaphore::new(most * AWAITED_PER_PLACE)),
            by_network: Arc::new(Shares::of((most * AWAITED_PER_PLACE / PARTS).max(1))),
        }
    }

    /// A place as soon as there is one, or 503.
    pub(super) async fn take(self: &Arc<Self>) -> Result<Place> {
        let at_once = || Arc::clone(&self.at_once);
        let permit = match at_once().try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => {
                let _room = self.waiting.try_acquire().map_err(|_| overloaded())?;
                let turn = timeout(self.longest_wait, at_once().acquire_owned()).await;
                turn.map_err(|_| overloaded())?.map_err(|_| overloaded())?
            }
        };
        if many_are_ready() {
            // Reads of SQLite never pause, and while one goes on nobody sees how many others have come.
            tokio::task::yield_now().await;
        }
        Ok(Place {
            places: Arc::clone(self),
            held: Arc::new(Mutex::new(Some(permit))),
        })
    }
}

fn overloaded() -> Error {
    Error::unavailable("overloaded", 1)
}

/// Whether the runtime is behind with its tasks.
fn many_are_ready() -> bool {
    Handle::try_current().is_ok_and(|runtime| runtime.metrics().global_queue_depth() > MANY_READY)
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
            places: Arc::clone(&self.places),
            held: Arc::clone(&self.held),
            away: None,
            arrived: None,
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
    held: Held,
    away: Option<Away>,
    /// What came of the body, until there is a place again to work on it.
    arrived: Option<Part>,
}

type Part = Option<Result<Frame<Bytes>, axum::Error>>;

/// Nobody works on the request: its body is waited for, and then a place.
struct Away {
    line: PollSemaphore,
    _room: OwnedSemaphorePermit,
    _share: Share<Option<IpAddr>>,
}

impl Away {
    fn begin(places: &Arc<Places>, held: &Held, ip: Option<IpAddr>) -> Result<Self, Crowded> {
        let share = places.by_network.take(ip.map(network)).ok_or(Crowded)?;
        let room = Arc::clone(&places.awaited).try_acquire_owned();
        let room = room.map_err(|_| Crowded)?;
        set(held, None);
        Ok(Self {
            line: PollSemaphore::new(Arc::clone(&places.at_once)),
            _room: room,
            _share: share,
        })
    }
}

fn set(held: &Held, permit: Option<OwnedSemaphorePermit>) {
    *held.lock().unwrap_or_else(PoisonError::into_inner) = permit;
}

impl Awaited {
    /// The next part of the body, whether or not there is a place to work on it.
    fn poll_part(&mut self, context: &mut Context<'_>) -> Poll<Part> {
        if let Some(part) = self.arrived.take() {
            return Poll::Ready(part);
        }
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if polled.is_pending() && self.away.is_none() {
            match Away::begin(&self.places, &self.held, self.ip) {
                Ok(away) => self.away = Some(away),
                Err(crowded) => return Poll::Ready(Some(Err(axum::Error::new(crowded)))),
            }
        }
        polled
    }
}

impl http_body::Body for Awaited {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Part> {
        let this = self.get_mut();
        let part = ready!(this.poll_part(context));
        if let Some(away) = &mut this.away {
            match away.line.poll_acquire(context) {
                Poll::Ready(permit) => set(&this.held, permit),
                Poll::Pending => {
                    this.arrived = Some(part);
                    return Poll::Pending;
                }
            }
            this.away = None;
        }
        Poll::Ready(part)
    }

    fn is_end_stream(&self) -> bool {
        self.arrived.is_none() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        match self.arrived {
            None => self.body.size_hint(),
            Some(_) => SizeHint::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use futures_util::stream::poll_fn;
    use http_body_util::BodyExt as _;
    use tokio::sync::mpsc;

    use super::*;

    #[test]
    fn a_network_is_an_address_or_the_first_half_of_one() {
        let of = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(of("203.0.113.7"), "203.0.113.7");
        assert_eq!(of("::ffff:203.0.113.7"), "203.0.113.7");
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    }

    const LONG: Duration = Duration::from_secs(60);

    fn places(most: usize, at_once: usize) -> Arc<Places> {
        Arc::new(Places::with(most, at_once, LONG))
    }

    /// How many places are free, and for how many more who wait there is room.
    fn free(places: &Places) -> (usize, usize) {
        let waiting = places.waiting.available_permits();
        (places.at_once.available_permits(), waiting)
    }

    /// A body and whoever sends its parts.
    fn slow_body() -> (mpsc::UnboundedSender<&'static str>, Body) {
        let (sender, mut receiver) = mpsc::unbounded_channel();
        let parts = poll_fn(move |context| {
            receiver
                .poll_recv(context)
                .map(|part| part.map(io::Result::Ok))
        });
        (sender, Body::from_stream(parts))
    }

    #[tokio::test]
    async fn whoever_came_first_has_the_next_place_and_one_too_many_is_refused() {
        let places = places(4, 2);
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
        assert_eq!(free(&places), (0, 2));
        drop((third, fourth));
        assert_eq!(free(&places), (2, 2));
    }

    #[tokio::test]
    async fn whoever_goes_while_waiting_takes_no_place_along() {
        let places = places(8, 1);
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
        assert_eq!(free(&places), (1, 7));
    }

    #[tokio::test]
    async fn nobody_waits_for_a_place_without_end() {
        let places = Arc::new(Places::with(8, 1, Duration::from_millis(20)));
        let first = places.take().await.unwrap();
        assert_eq!(places.take().await.unwrap_err().code(), "overloaded");
        drop(first);
        assert!(places.take().await.is_ok());
        assert_eq!(free(&places), (1, 7));
    }

    #[tokio::test]
    async fn a_body_that_is_waited_for_leaves_its_place_to_the_next() {
        let places = places(8, 1);
        let first = places.take().await.unwrap();
        let mut second = Box::pin(places.take());
        assert!(futures_util::poll!(second.as_mut()).is_pending());
        let (sender, body) = slow_body();
        let mut body = first.lent_by(body, None);
        assert!(futures_util::poll!(body.frame()).is_pending());
        let second = second.await.unwrap();
        sender.send("its body").unwrap();
        assert!(futures_util::poll!(body.frame()).is_pending(), "worked on");
        assert!(!body.is_end_stream());
        let mut third = Box::pin(places.take());
        assert!(futures_util::poll!(third.as_mut()).is_pending());
        drop(second);
        let part = body.frame().await.unwrap().unwrap();
        assert_eq!(part.into_data().unwrap(), "its body");
        assert!(futures_util::poll!(third.as_mut()).is_pending(), "after it");
        drop((first, body));
        assert!(third.await.is_ok());
        assert_eq!(free(&places), (1, 7));
    }

    #[tokio::test]
    async fn a_body_that_is_waited_for_leaves_its_place_to_the_next_even_if_it_never_comes() {
        let places = places(8, 1);
        let first = places.take().await.unwrap();
        let (_sender, body) = slow_body();
        let mut body = first.lent_by(body, None);
        assert!(futures_util::poll!(body.frame()).is_pending());
        assert_eq!(free(&places), (1, 7));
        drop((body, first));
        assert_eq!(free(&places), (1, 7));
    }
}
