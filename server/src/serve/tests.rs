//! Real sockets: deadlines, both protocols, the drain.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use axum::routing::{get, post};
use bytes::Bytes;
use http_body_util::Empty;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

use super::*;
use crate::kit::http::body::Raw;
use crate::kit::http::door::DoorParts;
use crate::kit::http::site::{BrandTable, Lookup, StaffSite};

mod crowd;

struct NoBrands;

impl BrandTable for NoBrands {
    fn find<'a>(&'a self, _: &'a str) -> Lookup<'a> {
        Box::pin(async { Ok(None) })
    }
}

struct Server {
    address: SocketAddr,
    door: Door,
    shutdown: Shutdown,
    task: JoinHandle<()>,
}

fn routes(shutdown: Shutdown) -> Router {
    let stream = move || {
        let shutdown = shutdown.clone();
        async move {
            let beats = futures_util::stream::unfold(0, move |beat| {
                let shutdown = shutdown.clone();
                async move {
                    tokio::select! {
                        () = shutdown.requested() => None,
                        () = tokio::time::sleep(Duration::from_millis(if beat == 0 { 0 } else { 60_000 })) => {
                            Some((Ok::<_, Infallible>(Bytes::from_static(b"beat\n")), beat + 1))
                        }
                    }
                }
            });
            Response::new(Body::from_stream(beats))
        }
    };
    let slow = || async {
        tokio::time::sleep(Duration::from_millis(400)).await;
        "slow"
    };
    Router::new()
        .route("/slow", get(slow))
        .route("/endless", get(endless))
        .route("/panic", get(panicking))
        .route("/stream", get(stream))
        .route(
            "/body",
            post(|body: Raw<1_000_000>| async move { body.0.len().to_string() }),
        )
}

async fn endless() -> Response {
    let pieces = futures_util::stream::repeat_with(|| {
        Ok::<_, Infallible>(Bytes::from_static(&[b'x'; 65_536]))
    });
    Response::new(Body::from_stream(pieces))
}

async fn panicking() -> &'static str {
    panic!("out of order")
}

fn start(limits: Limits) -> Server {
    start_with(limits, 100)
}

/// With so many places for requests.
fn start_with(limits: Limits, places: usize) -> Server {
    let shutdown = Shutdown::default();
    let door = Door::new(DoorParts {
        router: routes(shutdown.clone()),
        brands: Arc::new(NoBrands),
        staff: Arc::new(StaffSite {
            origin: "http://localhost".into(),
            host: "localhost".into(),
        }),
        own_hosts: Vec::new(),
        trusted_proxies: Vec::new(),
        metrics: Arc::default(),
        max_in_flight: places,
        request_ids: Arc::new(|| "r".to_owned()),
        ready: Arc::new(|| Box::pin(async { true })),
        refusals: Arc::new(|_| Box::pin(async { Ok(()) })),
    });
    let listener = listen(([127, 0, 0, 1], 0).into()).unwrap();
    let address = listener.local_addr().unwrap();
    let task = tokio::spawn(serve(listener, door.clone(), limits, shutdown.clone()));
    Server {
        address,
        door,
        shutdown,
        task,
    }
}

fn quick() -> Limits {
    let short = Duration::from_millis(300);
    Limits {
        header: short,
        body: Pace {
            pause: short,
            at_least: Duration::from_secs(1),
            bytes_per_second: 1_000,
        },
        write: short,
        idle: short,
        drain: Duration::from_secs(2),
        max_connections: 50,
        ..Limits::default()
    }
}

async fn connect(server: &Server, first: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(first.as_bytes()).await.unwrap();
    stream
}

async fn rest(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut text))
        .await
        .unwrap();
    String::from_utf8_lossy(&text).into_owned()
}

#[tokio::test]
async fn a_connection_costs_what_its_own_state_costs_and_not_all_handlers() {
    let server = start(quick());
    let stream = connect(&server, "").await;
    let peer = stream.local_addr().unwrap();
    let door = server.door.clone();
    let limits = quick();
    let served = connection::serve(stream, peer, door, &limits, Shutdown::default());
    let bytes = size_of_val(&served);
    assert!(
        bytes <= 1_024,
        "a connection's own future has {bytes} bytes"
    );
}

#[tokio::test]
async fn half_sent_headers_and_silence_are_cut_off() {
    let server = start(quick());
    for first in [
        "",
        "PRI * HT",
        "GET / HTTP/1.1\r\nHost: loc",
        "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    ] {
        let began = Instant::now();
        let text = rest(&mut connect(&server, first).await).await;
        let took = began.elapsed();
        assert!(
            took >= Duration::from_millis(250) && took < Duration::from_secs(2),
            "{first:?} {took:?} {text}"
        );
    }
}

#[tokio::test]
async fn a_body_that_stalls_is_408_and_one_that_trickles_is_read() {
    let server = start(quick());
    let head =
        "POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\nConnection: close\r\n\r\n";
    let mut stalled = connect(&server, head).await;
    assert!(rest(&mut stalled).await.starts_with("HTTP/1.1 408"));
    let mut trickling = connect(&server, head).await;
    for _ in 0..5 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        trickling.write_all(b"xx").await.unwrap();
    }
    let text = rest(&mut trickling).await;
    assert!(
        text.starts_with("HTTP/1.1 200") && text.ends_with("10"),
        "{text}"
    );
}

const BODY_OF_50: &str =
    "POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\nConnection: close\r\n\r\n";

#[tokio::test]
async fn a_body_that_trickles_too_slowly_is_cut_off_in_the_end() {
    let server = start(quick());
    let mut stream = connect(&server, BODY_OF_50).await;
    let began = Instant::now();
    let (mut read, mut write) = stream.split();
    let trickle = async {
        loop {
            tokio::time::sleep(Duration::from_millis(100)).await;
            if write.write_all(b"x").await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    };
    let mut first = [0; 12];
    tokio::select! {
        answered = read.read_exact(&mut first) => drop(answered.unwrap()),
        () = trickle => {}
    }
    assert_eq!(&first, b"HTTP/1.1 408");
    let took = began.elapsed();
    assert!(took < Duration::from_secs(3), "{took:?}");
}

#[tokio::test]
async fn bodies_that_trickle_hold_up_nobody_else() {
    let server = start_with(Limits::default(), 20);
    let mut slow = Vec::new();
    for _ in 0..60 {
        slow.push(connect(&server, &format!("{BODY_OF_50}x")).await);
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    // One network's share waits; what is more is refused rather than waited for.
    let refused = rest(slow.last_mut().unwrap()).await;
    assert!(refused.starts_with("HTTP/1.1 503"), "{refused}");
    assert!(refused.contains("retry-after: 1"), "{refused}");
    let get = "GET /slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let whole = format!("{BODY_OF_50}{}", "x".repeat(50));
    for asked in [get, &whole] {
        let text = rest(&mut connect(&server, asked).await).await;
        assert!(text.starts_with("HTTP/1.1 200"), "{text}");
    }
    // Those that wait are answered when the rest comes, and have given their share back.
    for stream in slow.iter_mut().take(20) {
        stream.write_all(&[b'x'; 49]).await.unwrap();
        assert!(rest(stream).await.starts_with("HTTP/1.1 200"));
    }
    let mut late = connect(&server, BODY_OF_50).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    late.write_all(&[b'x'; 50]).await.unwrap();
    assert!(rest(&mut late).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn whoever_takes_nothing_of_the_answer_is_cut_off() {
    let server = start(quick());
    let asked = "GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let mut stream = connect(&server, asked).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    // What was under way comes, and then an end.
    assert!(rest(&mut stream).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn on_http_2_whoever_takes_nothing_of_the_answer_is_cut_off_too() {
    let server = start(Limits {
        write: Duration::from_millis(30),
        ..quick()
    });
    let stream = TcpStream::connect(server.address).await.unwrap();
    let handshake = hyper::client::conn::http2::Builder::new(TokioExecutor::new())
        .initial_stream_window_size(1_000)
        .handshake::<_, Empty<Bytes>>(TokioIo::new(stream));
    let (mut sender, connection) = handshake.await.unwrap();
    let connection = tokio::spawn(connection);
    let request = http::Request::get("http://localhost/endless");
    let request = request.body(Empty::<Bytes>::new()).unwrap();
    let answer = sender.send_request(request).await.unwrap();
    assert_eq!(answer.status(), 200);
    let ended = tokio::time::timeout(Duration::from_secs(4), connection).await;
    assert!(ended.is_ok(), "the connection is still open");
    drop(answer);
}

#[tokio::test]
async fn a_panic_is_answered_and_costs_nobody_else_anything() {
    let server = start(Limits::default());
    let panic = "GET /panic HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let slow = "GET /slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let both = format!("{panic}{slow}");
    let text = rest(&mut connect(&server, &both).await).await;
    assert!(text.starts_with("HTTP/1.1 500"), "{text}");
    assert!(text.contains(r#""code":"internal""#), "{text}");
    assert!(!text.contains("out of order"), "{text}");
    assert!(text.ends_with("slow"), "{text}");
}

#[tokio::test]
async fn a_stop_lets_requests_finish_and_ends_streams_at_once() {
    let server = start(Limits::default());
    let mut slow = connect(&server, "GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    let mut stream = connect(&server, "GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    let idle = connect(&server, "").await;
    let mut first = [0; 12];
    stream.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    tokio::time::sleep(Duration::from_millis(50)).await;
    let began = Instant::now();
    server.shutdown.request();
    assert!(rest(&mut slow).await.ends_with("slow"));
    assert!(rest(&mut stream).await.contains("beat"));
    server.task.await.unwrap();
    assert!(
        began.elapsed() < Duration::from_secs(2),
        "{:?}",
        began.elapsed()
    );
    drop(idle);
    assert!(TcpStream::connect(server.address).await.is_err());
}

#[tokio::test]
async fn the_drain_does_not_wait_for_ever() {
    let server = start(Limits {
        drain: Duration::from_millis(100),
        ..Limits::default()
    });
    let _slow = connect(&server, "GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    let began = Instant::now();
    server.shutdown.request();
    server.task.await.unwrap();
    assert!(
        began.elapsed() < Duration::from_millis(300),
        "{:?}",
        began.elapsed()
    );
}

#[tokio::test]
async fn http_2_is_spoken_with_prior_knowledge() {
    let server = start(quick());
    let stream = TcpStream::connect(server.address).await.unwrap();
    let (mut sender, connection) = hyper::client::conn::http2::handshake::<_, _, Empty<Bytes>>(
        TokioExecutor::new(),
        TokioIo::new(stream),
    )
    .await
    .unwrap();
    let connection = tokio::spawn(connection);
    let ask = |uri: &str| http::Request::get(uri).body(Empty::<Bytes>::new()).unwrap();
    assert_eq!(
        sender
            .send_request(ask("http://localhost/slow"))
            .await
            .unwrap()
            .status(),
        200
    );
    assert_eq!(
        sender
            .send_request(ask("http://other.example/slow"))
            .await
            .unwrap()
            .status(),
        421
    );
    let ended = tokio::time::timeout(Duration::from_secs(3), connection).await;
    assert!(ended.is_ok(), "an idle connection is closed");
}

#[tokio::test]
async fn connections_above_the_cap_wait_their_turn() {
    let server = start(Limits {
        max_connections: 1,
        header: Duration::from_millis(500),
        ..Limits::default()
    });
    let _first = connect(&server, "").await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    let began = Instant::now();
    let mut second = connect(
        &server,
        "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    )
    .await;
    assert!(rest(&mut second).await.starts_with("HTTP/1.1 200"));
    assert!(
        began.elapsed() > Duration::from_millis(300),
        "{:?}",
        began.elapsed()
    );
}
