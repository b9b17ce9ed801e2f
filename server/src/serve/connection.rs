//! One connection: HTTP/1.1 or HTTP/2 by its first bytes, served directly.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use http::{HeaderValue, Request, Response, header};
use http_body::{Frame, SizeHint};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::net::TcpStream;

use super::paced::{Pace, Paced};
use super::patient::Patient;
use super::{LAST_LOOK, Limits};
use crate::kit::http::door::Door;
use crate::kit::shutdown::Shutdown;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// Serves `stream` to its end.
pub(super) async fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    door: Door,
    limits: &Limits,
    shutdown: Shutdown,
) {
    let _ = stream.set_nodelay(true);
    let patience = async {
        tokio::select! {
            // Its first request may have arrived just before the stop.
            () = shutdown.requested() => tokio::time::sleep(LAST_LOOK).await,
            () = tokio::time::sleep(limits.header) => {}
        }
    };
    let speaks_h2 = tokio::select! {
        biased;
        peeked = is_h2(&stream) => match peeked {
            Ok(speaks_h2) => speaks_h2,
            Err(_) => return,
        },
        () = patience => return,
    };
    // Boxed, so that a connection is as large as its own protocol asks for and not as the larger one.
    if speaks_h2 {
        Box::pin(serve_h2(stream, peer, door, limits, shutdown)).await
    } else {
        Box::pin(serve_h1(stream, peer, door, limits, shutdown)).await
    }
}

/// Looks at the first bytes without taking them.
async fn is_h2(stream: &TcpStream) -> std::io::Result<bool> {
    let mut first = [0; PREFACE.len()];
    loop {
        let read = stream.peek(&mut first).await?;
        if read == 0 || first[..read] != PREFACE[..read] {
            return Ok(false);
        }
        if read == PREFACE.len() {
            return Ok(true);
        }
        // `peek` answers at once while these few bytes wait; the rest of the preface follows within moments.
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn answer(
    door: &Door,
    request: Request<Incoming>,
    peer: SocketAddr,
    pace: Pace,
) -> Result<Response<Body>, Infallible> {
    let request = request.map(|body| {
        if http_body::Body::is_end_stream(&body) {
            Body::empty()
        } else {
            Body::new(Paced::new(body, pace))
        }
    });
    Ok(door.answer(request, Some(peer)).await)
}

async fn serve_h1(
    stream: TcpStream,
    peer: SocketAddr,
    door: Door,
    limits: &Limits,
    shutdown: Shutdown,
) {
    let pace = limits.body;
    let stop = shutdown.clone();
    let service = service_fn(move |request| {
        let (door, stop) = (door.clone(), stop.clone());
        // hyper keeps a place for this future as long as the connection is open: a pointer, not all of the handlers.
        Box::pin(async move {
            let mut answer = answer(&door, request, peer, pace).await;
            if let (Ok(answer), true) = (&mut answer, stop.is_requested()) {
                // Whoever is told sends its next request elsewhere, and not into a connection about to close.
                let close = HeaderValue::from_static("close");
                answer.headers_mut().insert(header::CONNECTION, close);
            }
            answer
        })
    });
    let mut builder = hyper::server::conn::http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header)
        .max_buf_size(64 * 1024);
    let stream = TokioIo::new(Patient::new(stream, limits.write));
    let mut connection = std::pin::pin!(builder.serve_connection(stream, service));
    tokio::select! {
        biased;
        _ = connection.as_mut() => return,
        () = last_look(&shutdown) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

/// Ends a moment after the stop: hyper closes a connection between two requests without looking whether the second has
/// arrived.
async fn last_look(shutdown: &Shutdown) {
    shutdown.requested().await;
    tokio::time::sleep(LAST_LOOK).await;
}

async fn serve_h2(
    stream: TcpStream,
    peer: SocketAddr,
    door: Door,
    limits: &Limits,
    shutdown: Shutdown,
) {
    let pace = limits.body;
    let open = Arc::new(AtomicUsize::new(0));
    let seen = Arc::new(AtomicUsize::new(0));
    let service = {
        let (open, seen) = (open.clone(), seen.clone());
        service_fn(move |request| {
            let (door, open, seen) = (door.clone(), open.clone(), seen.clone());
            seen.fetch_add(1, Ordering::Relaxed);
            async move {
                open.fetch_add(1, Ordering::Relaxed);
                let answer = answer(&door, request, peer, pace).await;
                open.fetch_sub(1, Ordering::Relaxed);
                answer.map(|answer| answer.map(|body| Body::new(Moving { body, seen })))
            }
        })
    };
    let mut builder = hyper::server::conn::http2::Builder::new(TokioExecutor::new());
    builder
        .timer(TokioTimer::new())
        .max_concurrent_streams(128)
        .max_header_list_size(64 * 1024)
        .keep_alive_interval(Duration::from_secs(20))
        .keep_alive_timeout(Duration::from_secs(20));
    let stream = TokioIo::new(Patient::new(stream, limits.write));
    let mut connection = std::pin::pin!(builder.serve_connection(stream, service));
    tokio::select! {
        _ = connection.as_mut() => return,
        () = shutdown.requested() => {}
        () = idle(&open, &seen, limits.idle) => {}
    }
    connection.as_mut().graceful_shutdown();
    // An answer that its asker never takes would keep the connection for ever.
    tokio::select! {
        _ = connection.as_mut() => {}
        () = idle(&open, &seen, limits.write * 10) => {}
    }
}

/// An answer's body; each piece that is taken of it is seen.
struct Moving {
    body: Body,
    seen: Arc<AtomicUsize>,
}

impl http_body::Body for Moving {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.body).poll_frame(cx);
        if polled.is_ready() {
            this.seen.fetch_add(1, Ordering::Relaxed);
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

/// Ends when nothing was asked, worked on or taken for a whole `period`.
async fn idle(open: &AtomicUsize, seen: &AtomicUsize, period: Duration) {
    let mut before = seen.load(Ordering::Relaxed);
    loop {
        tokio::time::sleep(period).await;
        let now = seen.load(Ordering::Relaxed);
        if now == before && open.load(Ordering::Relaxed) == 0 {
            return;
        }
        before = now;
    }
}
