//! One connection to a server: as little HTTP/1.1 as measuring needs, so that the two cores are the server's.

use anyhow::{Context as _, Result, bail, ensure};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// An answer.
#[derive(Debug)]
pub struct Answer<'a> {
    /// Its status.
    pub status: u16,
    /// Its header, as sent.
    pub head: &'a str,
    /// Its body; chunks put together.
    pub body: &'a [u8],
}

/// A connection that is kept open.
pub struct Wire {
    stream: TcpStream,
    bytes: Vec<u8>,
    body: Vec<u8>,
    head_length: usize,
}

/// How a body ends.
enum Ends {
    After(usize),
    Chunked,
}

impl Wire {
    /// Connects to a port of this computer.
    pub async fn open(port: u16) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            bytes: Vec::with_capacity(16 * 1024),
            body: Vec::new(),
            head_length: 0,
        })
    }

    /// Sends a request and waits for the whole answer.
    pub async fn ask(&mut self, request: &[u8]) -> Result<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.bytes.clear();
        self.body.clear();
        let start = self.read_head().await?;
        let head = std::str::from_utf8(&self.bytes[..start]).context("a header that is no text")?;
        let status: u16 = head
            .get(9..12)
            .and_then(|digits| digits.parse().ok())
            .context("an answer without a status")?;
        match ends(head, status)? {
            Ends::After(length) => {
                while self.bytes.len() < start + length {
                    self.fill().await?;
                }
                self.body
                    .extend_from_slice(&self.bytes[start..start + length]);
            }
            Ends::Chunked => self.read_chunks(start).await?,
        }
        self.head_length = start;
        let head = std::str::from_utf8(&self.bytes[..self.head_length])?;
        Ok(Answer {
            status,
            head,
            body: &self.body,
        })
    }

    /// Where the header ends.
    async fn read_head(&mut self) -> Result<usize> {
        loop {
            if let Some(at) = find(&self.bytes, b"\r\n\r\n") {
                return Ok(at + 4);
            }
            self.fill().await?;
        }
    }

    async fn read_chunks(&mut self, mut at: usize) -> Result<()> {
        loop {
            let line_end = loop {
                match find(&self.bytes[at..], b"\r\n") {
                    Some(end) => break at + end,
                    None => self.fill().await?,
                }
            };
            let digits = std::str::from_utf8(&self.bytes[at..line_end])?;
            let size =
                usize::from_str_radix(digits.trim(), 16).context("a chunk without a size")?;
            let (start, end) = (line_end + 2, line_end + 2 + size);
            while self.bytes.len() < end + 2 {
                self.fill().await?;
            }
            self.body.extend_from_slice(&self.bytes[start..end]);
            at = end + 2;
            if size == 0 {
                return Ok(());
            }
        }
    }

    async fn fill(&mut self) -> Result<()> {
        let read = self.stream.read_buf(&mut self.bytes).await?;
        ensure!(read > 0, "the server closed the connection");
        Ok(())
    }
}

fn ends(head: &str, status: u16) -> Result<Ends> {
    for line in head.lines() {
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        if name.eq_ignore_ascii_case("content-length") {
            return Ok(Ends::After(value.trim().parse()?));
        }
        if name.eq_ignore_ascii_case("transfer-encoding") {
            return Ok(Ends::Chunked);
        }
    }
    match status {
        204 | 304 => Ok(Ends::After(0)),
        _ => bail!("an answer that does not say where it ends"),
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}
