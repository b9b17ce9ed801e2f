//! The reference: axum, prepared statements, and nothing of the product around them. It looks the session up by hash,
//! keeps to the client in its SQL, and writes a decision with its audit row in a transaction that is on the disk before
//! the answer. Writes that wait share a transaction, as a good server's would. A look at a document is written down too,
//! soon after its answer, together with others.

mod reads;
mod views;
mod writes;

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use anyhow::Result;
use axum::{
    Router,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use clap::Args;
use rusqlite::Connection;
use tokio::{net::TcpListener, runtime::Builder};

use crate::facts::hash;
use views::Views;
use writes::Writer;

/// Where it serves what.
#[derive(Args)]
pub struct Options {
    /// A SQLite file that a run has filled.
    #[arg(long)]
    database: PathBuf,
    /// The port on 127.0.0.1.
    #[arg(long)]
    port: u16,
    /// The page that it answers at `/login`, as it is.
    #[arg(long)]
    page: PathBuf,
}

struct Bare {
    database: PathBuf,
    writer: Writer,
    views: Arc<Views>,
    page: Vec<u8>,
}

/// Serves until it is stopped.
pub fn serve(options: &Options) -> Result<()> {
    let writer = Writer::start(open(&options.database)?)?;
    let bare = Arc::new(Bare {
        database: options.database.clone(),
        views: Views::start(writer.clone())?,
        writer,
        page: std::fs::read(&options.page)?,
    });
    let router = Router::new()
        .route("/login", get(reads::show_page))
        .route(
            "/api/client/documents/{year}/{slug}",
            get(reads::show_document),
        )
        .route("/api/client/decisions", post(writes::create_decision))
        .with_state(bare);
    let address = SocketAddr::from(([127, 0, 0, 1], options.port));
    Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(async {
            let listener = TcpListener::bind(address).await?;
            axum::serve(listener, router).await?;
            Ok(())
        })
}

/// With the settings that the product has.
fn open(path: &std::path::Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "cache_size", -8_192)?;
    connection.pragma_update(None, "wal_autocheckpoint", 4_096)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Whoever is signed in.
#[derive(Clone)]
struct Caller {
    provider: Vec<u8>,
    client: Vec<u8>,
    contact: Vec<u8>,
}

/// Finds the session of a request's cookie.
fn caller(connection: &Connection, headers: &HeaderMap) -> Result<Caller, Fault> {
    let token = headers
        .get(header::COOKIE)
        .and_then(|line| line.to_str().ok())
        .and_then(|line| {
            line.split(';')
                .find_map(|pair| pair.trim().strip_prefix("portico="))
        })
        .ok_or(Fault(StatusCode::UNAUTHORIZED))?;
    let mut find = connection.prepare_cached(
        "select provider_id, client_id, contact_id from session where token_hash = ?1 and expires_at > ?2",
    )?;
    let mut rows = find.query((hash(token), now()))?;
    let row = rows.next()?.ok_or(Fault(StatusCode::UNAUTHORIZED))?;
    Ok(Caller {
        provider: row.get(0)?,
        client: row.get(1)?,
        contact: row.get(2)?,
    })
}

/// Microseconds since 1970.
fn now() -> i64 {
    crate::machine::now_us()
}

/// A status and nothing more.
struct Fault(StatusCode);

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        eprintln!("bare: {error}");
        Self(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}
