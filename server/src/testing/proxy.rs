//! Stands between the program and a server, and lets the way to it fail as a test says.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::watch,
};

/// What becomes of connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// They are passed on.
    Open,
    /// Those that there are break off, and new ones are refused.
    Closed,
    /// Nothing goes through in either direction; new ones are taken, and hear nothing.
    Silent,
}

/// The running proxy; it ends with the test's runtime.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    way: watch::Sender<Way>,
}

impl Proxy {
    /// Starts a proxy before a server, `host:port`.
    ///
    /// # Panics
    /// When there is no port left.
    pub async fn before(server: String) -> Self {
        let listener = listen(([127, 0, 0, 1], 0).into()).expect("a free port");
        let address = listener.local_addr().expect("its address");
        let (way, seen) = watch::channel(Way::Open);
        tokio::spawn(run(listener, address, server, seen));
        Self { address, way }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// From now on the way is like this.
    pub fn is(&self, way: Way) {
        self.way.send_replace(way);
    }

    /// Breaks off the connections that there are; new ones are passed on.
    pub async fn cut(&self) {
        self.is(Way::Closed);
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        self.is(Way::Open);
    }
}

fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(1_024)
}

async fn run(
    listener: TcpListener,
    address: SocketAddr,
    server: String,
    mut way: watch::Receiver<Way>,
) {
    let mut listener = Some(listener);
    loop {
        let now = *way.borrow_and_update();
        if now == Way::Closed {
            listener = None;
        } else if listener.is_none() {
            listener = listen(address).ok();
        }
        let accepted = async {
            match &listener {
                Some(listener) => listener.accept().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            changed = way.changed() => if changed.is_err() { return },
            Ok((near, _)) = accepted => drop(tokio::spawn(carry(near, server.clone(), way.clone()))),
        }
    }
}

/// One connection. Dropped, it is reset: neither side hears a polite end.
async fn carry(mut near: TcpStream, server: String, mut way: watch::Receiver<Way>) {
    let Ok(mut far) = TcpStream::connect(&server).await else {
        return;
    };
    let _ = (near.set_zero_linger(), far.set_zero_linger());
    let _ = (near.set_nodelay(true), far.set_nodelay(true));
    let (mut asked, mut said) = ([0; 16_384], [0; 16_384]);
    loop {
        let now = *way.borrow_and_update();
        let is_open = now == Way::Open;
        tokio::select! {
            changed = way.changed() => if changed.is_err() { return },
            Ok(read) = near.read(&mut asked), if is_open => {
                if read == 0 || far.write_all(&asked[..read]).await.is_err() {
                    return;
                }
            }
            Ok(read) = far.read(&mut said), if is_open => {
                if read == 0 || near.write_all(&said[..read]).await.is_err() {
                    return;
                }
            }
        }
        if *way.borrow() == Way::Closed {
            return;
        }
    }
}
