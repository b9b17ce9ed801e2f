//! A request body that fails when nothing of it arrives for too long, or too little in all.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use tokio::time::{Instant, Sleep};

/// How slowly a body may come.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Longest pause.
    pub pause: Duration,
    /// So long it may take in any case,
    pub at_least: Duration,
    /// and one second more for each so many bytes that came.
    pub bytes_per_second: u64,
}

/// Wraps an incoming body; the clock runs from the moment when it is first waited for.
pub(super) struct Paced {
    body: Incoming,
    pace: Pace,
    began: Option<Instant>,
    arrived_bytes: u64,
    deadline: Option<Pin<Box<Sleep>>>,
}

impl Paced {
    pub(super) fn new(body: Incoming, pace: Pace) -> Self {
        Self {
            body,
            pace,
            began: None,
            arrived_bytes: 0,
            deadline: None,
        }
    }

    /// When the next piece has to be there.
    fn due(&mut self) -> Instant {
        let now = Instant::now();
        let began = *self.began.get_or_insert(now);
        let earned = Duration::from_secs(self.arrived_bytes / self.pace.bytes_per_second);
        (now + self.pace.pause).min(began + self.pace.at_least + earned)
    }
}

impl Body for Paced {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let this = self.get_mut();
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(cx) {
            this.deadline = None;
            if let Some(Ok(frame)) = &frame {
                let bytes = frame.data_ref().map_or(0, Bytes::len);
                this.arrived_bytes += u64::try_from(bytes).unwrap_or(u64::MAX);
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        if this.deadline.is_none() {
            let due = this.due();
            this.deadline = Some(Box::pin(tokio::time::sleep_until(due)));
        }
        if let Some(deadline) = &mut this.deadline {
            ready!(deadline.as_mut().poll(cx));
        }
        Poll::Ready(Some(Err("the body came too slowly".into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
