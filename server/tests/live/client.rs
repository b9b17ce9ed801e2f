//! A browser on a real socket that knows how far a request came: answered, refused before anything of it was sent, or
//! sent and unanswered. That is what is counted where programs are killed; larger clients hide the difference.

use std::{net::SocketAddr, time::Duration};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

/// Nothing that works takes so long.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Who asks: where, and with which cookie.
#[derive(Debug, Clone)]
pub struct Person {
    pub host: String,
    /// `name=value`, if it is anybody.
    pub cookie: Option<String>,
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: &'static str,
    pub path: String,
    /// The idempotency key.
    pub key: Option<String>,
    pub body: Option<String>,
}

impl Request {
    pub fn get(path: impl Into<String>) -> Self {
        Self {
            method: "GET",
            path: path.into(),
            key: None,
            body: None,
        }
    }

    pub fn post(path: impl Into<String>, body: &Value) -> Self {
        Self::with("POST", path, body)
    }

    pub fn with(method: &'static str, path: impl Into<String>, body: &Value) -> Self {
        Self {
            method,
            path: path.into(),
            key: None,
            body: Some(body.to_string()),
        }
    }

    #[must_use]
    pub fn under(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// The bytes on the wire; those of the body begin at the second value.
    pub fn wire(&self, person: &Person) -> (Vec<u8>, usize) {
        let mut head = format!(
            "{} {} HTTP/1.1\r\nHost: {}\r\n",
            self.method, self.path, person.host
        );
        let mut add = |name: &str, value: &str| {
            head.push_str(name);
            head.push_str(": ");
            head.push_str(value);
            head.push_str("\r\n");
        };
        if let Some(cookie) = &person.cookie {
            add("Cookie", cookie);
        }
        if let Some(key) = &self.key {
            add("Idempotency-Key", key);
        }
        if let Some(body) = &self.body {
            add("Content-Type", "application/json");
            add("Content-Length", &body.len().to_string());
        }
        head.push_str("\r\n");
        let body_at = head.len();
        let body = self.body.as_deref().unwrap_or_default();
        ([head.as_bytes(), body.as_bytes()].concat(), body_at)
    }
}

/// An answer that arrived whole.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }

    /// The value of a header, its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.head, name)
    }
}

/// How far a request came.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// All the way.
    Answered(Answer),
    /// Nobody took the connection: nothing of it was sent.
    Refused,
    /// It may have had its effect.
    Unanswered,
}

impl Outcome {
    /// The answer of a server that is there.
    pub fn answer(self) -> Answer {
        match self {
            Self::Answered(answer) => answer,
            other => panic!("{other:?} by a server that should answer"),
        }
    }
}

/// One person at one server, on one connection after the other.
pub struct Client {
    address: SocketAddr,
    pub person: Person,
    stream: Option<TcpStream>,
}

impl Client {
    pub fn new(address: SocketAddr, person: &Person) -> Self {
        Self {
            address,
            person: person.clone(),
            stream: None,
        }
    }

    /// Sends a request on the connection that is open, or on a new one.
    pub async fn send(&mut self, request: &Request) -> Outcome {
        let (wire, _) = request.wire(&self.person);
        self.send_wire(&wire).await
    }

    /// The same with bytes of one's own.
    pub async fn send_wire(&mut self, wire: &[u8]) -> Outcome {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => match connect(self.address).await {
                Some(stream) => stream,
                None => return Outcome::Refused,
            },
        };
        if stream.write_all(wire).await.is_err() {
            return Outcome::Unanswered;
        }
        match read_answer(&mut stream).await {
            Some(answer) => {
                if answer.header("connection") != Some("close") {
                    self.stream = Some(stream);
                }
                Outcome::Answered(answer)
            }
            None => Outcome::Unanswered,
        }
    }

    /// `GET` of a server that must answer 200.
    pub async fn read(&mut self, path: &str) -> Value {
        let answer = self.send(&Request::get(path)).await.answer();
        assert_eq!(answer.status, 200, "GET {path}: {}", answer.body);
        answer.json()
    }

    /// Opens a stream on a connection of its own.
    pub async fn stream(&self, path: &str) -> Stream {
        let (wire, _) = Request::get(path).wire(&self.person);
        let mut socket = connect(self.address).await.unwrap();
        socket.write_all(&wire).await.unwrap();
        let mut bytes = Vec::new();
        let end = timeout(LONGEST_WAIT, read_head(&mut socket, &mut bytes)).await;
        let end = end.unwrap().unwrap();
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        Stream {
            socket,
            text: String::from_utf8_lossy(&bytes[end..]).into_owned(),
        }
    }
}

/// A stream of events, its chunks not taken apart.
pub struct Stream {
    socket: TcpStream,
    text: String,
}

/// How a stream ended.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    /// With the last chunk: nothing is missing.
    Whole,
    /// In the middle.
    Broken,
}

impl Stream {
    /// Waits for a text among all that was heard.
    pub async fn hears(&mut self, text: &str) -> bool {
        while !self.text.contains(text) {
            let mut piece = [0; 4_096];
            match self.socket.read(&mut piece).await {
                Ok(read) if read > 0 => self.text += &String::from_utf8_lossy(&piece[..read]),
                _ => return false,
            }
        }
        true
    }

    /// Waits for its end.
    pub async fn end(mut self) -> End {
        while !self.text.ends_with("\r\n0\r\n\r\n") {
            let mut piece = [0; 4_096];
            match self.socket.read(&mut piece).await {
                Ok(0) | Err(_) => return End::Broken,
                Ok(read) => self.text += &String::from_utf8_lossy(&piece[..read]),
            }
        }
        End::Whole
    }
}

/// A connection, if anybody listens.
pub async fn connect(address: SocketAddr) -> Option<TcpStream> {
    let stream = timeout(LONGEST_WAIT, TcpStream::connect(address)).await;
    let stream = stream.ok()?.ok()?;
    stream.set_nodelay(true).ok()?;
    Some(stream)
}

/// The whole of an answer; none when the connection ends or falls silent before.
pub async fn read_answer(stream: &mut TcpStream) -> Option<Answer> {
    timeout(LONGEST_WAIT, read_whole(stream)).await.ok()?
}

async fn read_whole(stream: &mut TcpStream) -> Option<Answer> {
    let mut bytes = Vec::new();
    let end = read_head(stream, &mut bytes).await?;
    let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
    let mut body = bytes.split_off(end);
    let status = head.split(' ').nth(1)?.parse().ok()?;
    if let Some(length) = header(&head, "content-length") {
        let length: usize = length.parse().ok()?;
        while body.len() < length {
            read_more(stream, &mut body).await?;
        }
    } else if header(&head, "transfer-encoding") == Some("chunked") {
        while !body.ends_with(b"0\r\n\r\n") {
            read_more(stream, &mut body).await?;
        }
    }
    Some(Answer {
        status,
        head: String::from_utf8_lossy(&bytes).into_owned(),
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}

/// Reads until the head is there; where it ends.
async fn read_head(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<usize> {
    loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            return Some(at + 4);
        }
        read_more(stream, bytes).await?;
    }
}

async fn read_more(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<()> {
    let read = stream.read_buf(bytes).await.ok()?;
    (read > 0).then_some(())
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(own, _)| own.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
}
