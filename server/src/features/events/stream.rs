//! One open stream: what it hears, when it ends, and how events look on the wire.

use std::{convert::Infallible, time::Duration};

use axum::{body::Body, response::Response};
use bytes::Bytes;
use futures_util::stream::unfold;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use serde_json::json;
use tokio::time::Instant;

use super::streams::Held;
use crate::{
    app::App,
    db::Listener,
    kit::{
        event::{Event, Heard},
        http::reply::Plain,
        metrics::OpenStream,
    },
};

/// A stream says something at least this often; pages take twice the silence for a broken connection.
pub(super) const HEARTBEAT: Duration = Duration::from_secs(15);

/// Comments are for those who look at the bytes; they also show that the stream is alive.
const HELLO: &str = ": listening\n\n";
const BEAT: &str = ": heartbeat\n\n";
const RESYNC: &str = "event: resync\ndata: {\"kind\":\"resync\",\"id\":\"\"}\n\n";

/// Whoever a stream is for.
pub(super) trait Hearer: Send + 'static {
    /// Whether its session is still good.
    fn is_live(&self, app: &App) -> impl Future<Output = bool> + Send;

    /// Whether this event may end its session.
    fn concerns_session(&self, event: &Event) -> bool;

    /// Whether it may hear of this.
    fn may_hear(&self, app: &App, event: &Event) -> impl Future<Output = bool> + Send;
}

/// The named headers, copied: a clone would keep all that the connection had read for as long as the stream is open.
pub(super) fn copied(headers: &HeaderMap, names: &[HeaderName]) -> HeaderMap {
    let mut own = HeaderMap::new();
    for name in names {
        for line in headers.get_all(name) {
            if let Ok(line) = HeaderValue::from_bytes(line.as_bytes()) {
                own.append(name, line);
            }
        }
    }
    own
}

struct Open<H> {
    app: App,
    hearer: H,
    listener: Listener,
    beat_at: Instant,
    greeted: bool,
    _counted: OpenStream,
    _held: Held,
}

/// The answer that stays open.
pub(super) fn answer<H: Hearer + Sync>(app: &App, hearer: H, held: Held) -> Plain {
    let open = Open {
        app: app.clone(),
        hearer,
        listener: app.db.listen(),
        beat_at: Instant::now() + HEARTBEAT,
        greeted: false,
        _counted: app.metrics.open_stream(),
        _held: held,
    };
    let pieces = unfold(open, |mut open| async move {
        let piece = open.next().await?;
        Some((Ok::<_, Infallible>(piece), open))
    });
    let mut response = Response::new(Body::from_stream(pieces));
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // nginx would otherwise hold small pieces back.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Plain(response)
}

impl<H: Hearer> Open<H> {
    /// The next piece; nothing when the stream is over.
    async fn next(&mut self) -> Option<Bytes> {
        if !std::mem::replace(&mut self.greeted, true) {
            return Some(Bytes::from_static(HELLO.as_bytes()));
        }
        loop {
            tokio::select! {
                biased;
                () = self.app.shutdown.requested() => return None,
                () = tokio::time::sleep_until(self.beat_at) => {
                    self.beat_at = Instant::now() + HEARTBEAT;
                    let is_live = self.is_live().await;
                    return is_live.then(|| Bytes::from_static(BEAT.as_bytes()));
                }
                heard = self.listener.next() => match heard? {
                    // What it missed may have been the end of its session.
                    Heard::Gap => {
                        let is_live = self.is_live().await;
                        return is_live.then(|| Bytes::from_static(RESYNC.as_bytes()));
                    }
                    Heard::Event(event) => {
                        if self.hearer.concerns_session(&event) && !self.is_live().await {
                            return None;
                        }
                        // Boxed like `is_live`: a stream that waits is as small as its waiting.
                        if Box::pin(self.hearer.may_hear(&self.app, &event)).await {
                            return Some(written(&event));
                        }
                    }
                },
            }
        }
    }

    async fn is_live(&self) -> bool {
        Box::pin(self.hearer.is_live(&self.app)).await
    }
}

/// An event on the wire.
fn written(event: &Event) -> Bytes {
    let data = json!({ "kind": event.kind, "id": event.id });
    Bytes::from(format!("event: changed\ndata: {data}\n\n"))
}
