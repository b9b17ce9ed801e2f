//! An HTTP server of a test's own: it keeps what it is sent and answers as it is told, well or badly.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};

/// What the peer does with a request.
#[derive(Debug, Clone)]
pub enum Conduct {
    /// Answers with this status and body.
    Answer(u16, &'static str),
    /// Answers 200 once the semaphore has a permit for it.
    Hold(Arc<Semaphore>),
    /// Never answers.
    Hang,
    /// Answers something that is not HTTP.
    Garbage,
    /// Closes the connection.
    CutOff,
    /// Begins an answer whose head never ends.
    Endless,
    /// Does the one after the other, by turns.
    ByTurns(Vec<Conduct>),
}

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Method and path.
    pub line: String,
    /// Headers, their names in lower case.
    pub headers: HashMap<String, String>,
    /// The body.
    pub body: String,
}

/// The running peer; it ends with the test's runtime.
pub struct Peer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    conduct: Mutex<Conduct>,
    asked: Mutex<Vec<Asked>>,
}

impl Peer {
    /// Starts a peer.
    ///
    /// # Panics
    /// When there is no port left.
    pub async fn start(conduct: Conduct) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("its address");
        let shared = Arc::new(Shared {
            conduct: Mutex::new(conduct),
            asked: Mutex::default(),
        });
        let own = shared.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, own.clone()));
            }
        });
        Self { address, shared }
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on it does this.
    pub fn conduct(&self, conduct: Conduct) {
        *self
            .shared
            .conduct
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = conduct;
    }

    /// All that it was asked, in order.
    pub fn asked(&self) -> Vec<Asked> {
        self.shared
            .asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Waits until it was asked so often.
    ///
    /// # Panics
    /// When that takes more than 20 seconds.
    pub async fn wait_for(&self, count: usize) {
        for _ in 0..2_000 {
            if self.asked().len() >= count {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("asked {} times, not {count}", self.asked().len());
    }
}

async fn serve(mut stream: TcpStream, shared: Arc<Shared>) {
    while let Some(asked) = read(&mut stream).await {
        let conduct = shared
            .conduct
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let turn = {
            let mut all = shared.asked.lock().unwrap_or_else(PoisonError::into_inner);
            all.push(asked);
            all.len()
        };
        let conduct = match conduct {
            Conduct::ByTurns(each) => each[turn % each.len()].clone(),
            conduct => conduct,
        };
        let (status, body) = match conduct {
            Conduct::Answer(status, body) => (status, body),
            Conduct::Hold(gate) => {
                let Ok(permit) = gate.acquire().await else {
                    return;
                };
                permit.forget();
                (200, "")
            }
            Conduct::Hang => std::future::pending().await,
            Conduct::Garbage => {
                let garbage = b"\x00\x01 this is no answer\r\n\r\n";
                let _ = stream.write_all(garbage).await;
                // Whoever closes first may take it back.
                let _ = read(&mut stream).await;
                return;
            }
            Conduct::Endless => {
                let mut piece = b"HTTP/1.1 200 OK\r\nx: ".to_vec();
                while stream.write_all(&piece).await.is_ok() {
                    piece = vec![b'x'; 64 * 1024];
                }
                return;
            }
            Conduct::CutOff | Conduct::ByTurns(_) => return,
        };
        let length = body.len();
        let answer = format!(
            "HTTP/1.1 {status} Said\r\ncontent-type: application/json\r\nlocation: /elsewhere\r\n\
             content-length: {length}\r\n\r\n{body}"
        );
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

async fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let line = lines.next()?.trim_end_matches(" HTTP/1.1").to_owned();
    let headers: HashMap<String, String> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length: usize = headers
        .get("content-length")
        .and_then(|length| length.parse().ok())
        .unwrap_or(0);
    let mut body = bytes.split_off(end + 4);
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    Some(Asked {
        line,
        headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}
