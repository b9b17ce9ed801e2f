//! A mail server of a test's own that takes each mail. (Against a real one: `kit/outbox/tests.rs`.)

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

struct Shared {
    /// The `Message-ID` of each mail.
    taken: Mutex<Vec<String>>,
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
        let shared = Arc::new(Shared {
            taken: Mutex::default(),
        });
        let own = shared.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let own = own.clone();
                tokio::spawn(async move { own.serve(stream).await });
            }
        });
        Self { address, shared }
    }

    /// The ids of what it took, in order.
    pub fn taken(&self) -> Vec<String> {
        self.shared.taken.lock().unwrap().clone()
    }
}

impl Shared {
    async fn serve(&self, stream: TcpStream) -> Option<()> {
        let mut stream = BufReader::new(stream);
        say(&mut stream, "220 test.example ESMTP").await?;
        loop {
            let line = hear(&mut stream).await?;
            match line.get(..4).unwrap_or_default() {
                "EHLO" => say(&mut stream, "250-test.example\r\n250 8BITMIME").await?,
                "DATA" => {
                    say(&mut stream, "354 go on").await?;
                    let id = hear_mail(&mut stream).await?;
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
