//! A mail server of a test's own that takes mail well or badly. (Against a real one: `kit/outbox/tests.rs`.)

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

/// What it does with a connection while it is bad, one after the other.
#[derive(Debug, Clone, Copy)]
enum Manner {
    /// Is too busy for anybody (421).
    Busy,
    /// Says what no mail server says.
    Garbage,
    /// Closes the connection before it says anything.
    Mute,
    /// Greets with a line that never ends.
    Endless,
    /// Hears a mail to its end, and closes the connection in place of saying that it has it.
    CutsOff,
}

const MANNERS: [Manner; 5] = [
    Manner::Endless,
    Manner::CutsOff,
    Manner::Busy,
    Manner::Garbage,
    Manner::Mute,
];

#[derive(Default)]
struct Shared {
    /// The `Message-ID` of each mail that it said to have.
    taken: Mutex<Vec<String>>,
    is_bad: AtomicBool,
    /// Connections that it was bad to, and that are over.
    badly: AtomicUsize,
}

/// The running server; it ends with the test's runtime.
pub struct MailServer {
    pub address: SocketAddr,
    shared: Arc<Shared>,
}

impl MailServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared::default());
        let own = shared.clone();
        tokio::spawn(async move {
            let mut manners = MANNERS.into_iter().cycle();
            while let Ok((stream, _)) = listener.accept().await {
                let own = own.clone();
                let manner = own.is_bad.load(Ordering::SeqCst).then(|| manners.next());
                tokio::spawn(async move {
                    own.serve(stream, manner.flatten()).await;
                    let bad = usize::from(manner.is_some());
                    own.badly.fetch_add(bad, Ordering::SeqCst);
                });
            }
        });
        Self { address, shared }
    }

    /// From now on it is bad to new connections, in all ways that it has; or good again.
    pub fn is_bad(&self, is_bad: bool) {
        self.shared.is_bad.store(is_bad, Ordering::SeqCst);
    }

    /// How many connections it was bad to.
    pub fn badly(&self) -> usize {
        self.shared.badly.load(Ordering::SeqCst)
    }

    /// The ids of what it took, in order.
    pub fn taken(&self) -> Vec<String> {
        self.shared.taken.lock().unwrap().clone()
    }
}

impl Shared {
    async fn serve(&self, stream: TcpStream, manner: Option<Manner>) -> Option<()> {
        let mut stream = BufReader::new(stream);
        match manner {
            Some(Manner::Busy) => return end(&mut stream, "421 too busy").await,
            Some(Manner::Garbage) => return end(&mut stream, "\0\u{1}hello?\r\nGET /").await,
            Some(Manner::Mute) => return None,
            Some(Manner::Endless) => return talk(&mut stream).await,
            Some(Manner::CutsOff) | None => {}
        }
        say(&mut stream, "220 test.example ESMTP").await?;
        loop {
            let line = hear(&mut stream).await?;
            match line.get(..4).unwrap_or_default() {
                "EHLO" => say(&mut stream, "250-test.example\r\n250 8BITMIME").await?,
                "DATA" => {
                    say(&mut stream, "354 go on").await?;
                    let id = hear_mail(&mut stream).await?;
                    if manner.is_some() {
                        return None;
                    }
                    self.taken.lock().unwrap().push(id);
                    say(&mut stream, "250 taken").await?;
                }
                _ => say(&mut stream, "250 fine").await?,
            }
        }
    }
}

async fn say(stream: &mut BufReader<TcpStream>, text: &str) -> Option<()> {
    let line = format!("{text}\r\n");
    stream.write_all(line.as_bytes()).await.ok()
}

/// Says one line for as long as anybody listens.
async fn talk(stream: &mut BufReader<TcpStream>) -> Option<()> {
    loop {
        stream.write_all(&[b'2'; 16 * 1024]).await.ok()?;
    }
}

/// Says a last word. It is heard for sure only where the other side closes the connection.
async fn end(stream: &mut BufReader<TcpStream>, text: &str) -> Option<()> {
    say(stream, text).await?;
    while hear(stream).await.is_some() {}
    None
}

async fn hear(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).await.ok()?;
    (read > 0).then(|| line.trim_end().to_owned())
}

/// A mail to its end; its `Message-ID`.
async fn hear_mail(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut id = String::new();
    loop {
        let line = hear(stream).await?;
        if line == "." {
            return Some(id);
        }
        if let Some(value) = line.strip_prefix("Message-ID: ") {
            id = value.to_owned();
        }
    }
}
