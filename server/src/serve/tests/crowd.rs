//! Many connections of one network, on real sockets.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
};

use super::{Limits, Server, start};

/// A request from an address of this machine's.
async fn ask_from(own: &str, server: &Server, kept: &mut Vec<TcpStream>) -> String {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(format!("{own}:0").parse().unwrap()).unwrap();
    let mut stream = socket.connect(server.address).await.unwrap();
    let mut first = [0; 12];
    // A refusal comes unasked.
    let unasked = tokio::time::timeout(Duration::from_millis(100), stream.read_exact(&mut first));
    if unasked.await.is_err() {
        let request = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
        stream.write_all(request).await.unwrap();
        stream.read_exact(&mut first).await.unwrap();
        kept.push(stream);
    }
    String::from_utf8_lossy(&first).into_owned()
}

#[tokio::test]
async fn a_network_has_its_share_of_the_connections_and_leaves_the_others_room() {
    let server = start(Limits {
        max_of_network: 2,
        without_share: vec!["127.0.0.9/32".parse().unwrap()],
        ..Limits::default()
    });
    let mut kept = Vec::new();
    for (own, answer) in [
        ("127.0.0.2", "200"),
        ("127.0.0.2", "200"),
        ("127.0.0.2", "503"),
        ("127.0.0.3", "200"),
        ("127.0.0.9", "200"),
        ("127.0.0.9", "200"),
        ("127.0.0.9", "200"),
        ("127.0.0.2", "503"),
    ] {
        let heard = ask_from(own, &server, &mut kept).await;
        assert_eq!(heard, format!("HTTP/1.1 {answer}"), "{own}");
    }
    kept.clear();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let heard = ask_from("127.0.0.2", &server, &mut kept).await;
    assert_eq!(heard, "HTTP/1.1 200", "those that ended count no more");
}
