//! A DNS server of a test's own, on 127.0.0.1: knows the texts it is given, and nothing else.

use std::{
    collections::HashMap,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
};

use tokio::net::UdpSocket;

/// Name → texts.
type Texts = Arc<Mutex<HashMap<String, Vec<String>>>>;

/// A running server; it ends with the test's runtime.
pub(super) struct DnsServer {
    pub(super) address: SocketAddr,
    texts: Texts,
}

impl DnsServer {
    pub(super) async fn start() -> Self {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = socket.local_addr().unwrap();
        let texts = Texts::default();
        tokio::spawn(serve(socket, texts.clone()));
        Self { address, texts }
    }

    /// Writes TXT records of a name in place of those it had.
    pub(super) fn write(&self, name: &str, texts: &[&str]) {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        self.texts.lock().unwrap().insert(name.to_owned(), texts);
    }
}

async fn serve(socket: UdpSocket, texts: Texts) {
    let mut question = [0; 1500];
    loop {
        let (length, peer) = socket.recv_from(&mut question).await.unwrap();
        let answer = answer(&question[..length], &texts.lock().unwrap());
        socket.send_to(&answer, peer).await.unwrap();
    }
}

/// RFC 1035, 4.1: the header, the question again, and an answer for each text.
fn answer(question: &[u8], known: &HashMap<String, Vec<String>>) -> Vec<u8> {
    let mut at = 12;
    let mut labels = Vec::new();
    while question[at] != 0 {
        let length = usize::from(question[at]);
        labels.push(String::from_utf8_lossy(&question[at + 1..=at + length]).to_lowercase());
        at += length + 1;
    }
    let asked = &question[12..at + 5];
    let found = known.get(&labels.join("."));
    let texts = found.cloned().unwrap_or_default();
    let no_such_name = if found.is_some() { 0 } else { 3 };
    let mut answer = question[..2].to_vec();
    answer.extend([0x81, 0x80 | no_such_name, 0, 1, 0]);
    answer.push(u8::try_from(texts.len()).unwrap());
    answer.extend([0, 0, 0, 0]);
    answer.extend(asked);
    for text in texts {
        let length = u8::try_from(text.len()).unwrap();
        // The name is that of the question; TXT, IN, not to be kept.
        answer.extend([0xc0, 0x0c, 0, 16, 0, 1, 0, 0, 0, 0, 0, length + 1, length]);
        answer.extend(text.as_bytes());
    }
    answer
}
