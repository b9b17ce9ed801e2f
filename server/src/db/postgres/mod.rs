//! PostgreSQL: a pool of connections. A transaction begins, with its scope, together with its first statement: what
//! says so is sent before it, and neither waits for the other's answer.

use std::{
    fmt::Write as _,
    mem,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use deadpool_postgres::{
    Hook, HookError, Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime,
};
use futures_util::future::{join, join3};
use tokio::{runtime::Handle, sync::broadcast};
use tokio_postgres::{
    Statement,
    types::{ToSql, Type},
};

use super::{
    Connections,
    error::{Error, Result},
    param::P,
    row::{FromRow, Row},
    schema::Schema,
    sqlite::scope_params,
};
use crate::{
    kit::event::{Event, Heard},
    scope::{Kind, Scope},
};

mod address;
mod hear;
mod roles;

pub(super) use address::Address;
pub(super) use roles::quoted;
pub use roles::{SYSTEM_ROLE, role_statements};

/// The channel of `notify`.
const CHANNEL: &str = "portico";
/// A transaction in which nothing is asked for so long is ended by the server: its program hangs, and may hold rows.
const LONGEST_IDLE: Duration = Duration::from_secs(30);
/// How a snapshot begins.
const READ: &str = "begin isolation level repeatable read, read only";

/// How many connections there are, and how long they are waited for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    pub(super) connections: usize,
    /// As in [`super::DbConfig`].
    pub(super) patience: Duration,
}

/// An open PostgreSQL database.
pub(super) struct Postgres {
    pool: Pool,
    longest_statement: Duration,
    hearing: tokio::task::JoinHandle<()>,
}

impl Postgres {
    pub(super) async fn open(
        mut address: Address,
        size: Size,
        events: broadcast::Sender<Heard>,
        schema: &Schema,
    ) -> Result<Self> {
        address.config.application_name("portico");
        let patience = size.patience;
        let longest_statement = patience * 2;
        let limits = session_limits(patience, longest_statement);
        let manager = Manager::from_config(
            address.config.clone(),
            address.tls.clone(),
            ManagerConfig {
                recycling_method: RecyclingMethod::Fast,
            },
        );
        let pool = Pool::builder(manager)
            .max_size(size.connections)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(patience))
            .create_timeout(Some(patience))
            .post_create(Hook::async_fn(move |client, _| {
                let limits = limits.clone();
                Box::pin(async move {
                    let set = client.batch_execute(&limits).await;
                    set.map_err(HookError::Backend)
                })
            }))
            .build();
        let pool =
            pool.map_err(|error| Error::Setup(format!("no pool of connections: {error}")))?;
        let connection = pool.get().await?;
        roles::check(&connection).await?;
        super::migrate::check_postgres(&connection, schema).await?;
        drop(connection);
        let (ready, listening) = tokio::sync::oneshot::channel();
        let opened = Self {
            pool,
            longest_statement,
            hearing: tokio::spawn(hear::run(address, events, ready)),
        };
        // Nothing that is said once this is open may be missed.
        match tokio::time::timeout(Duration::from_secs(30), listening).await {
            Ok(Ok(())) => Ok(opened),
            _ => Err(Error::Away("no connection to listen for events on".into())),
        }
    }

    pub(super) async fn read(&self, scope: &Scope) -> Result<Held> {
        self.hold(begin_message(READ, scope)).await
    }

    pub(super) async fn write(&self, scope: &Scope) -> Result<Held> {
        self.hold(begin_message("begin", scope)).await
    }

    /// How the pool's connections are used.
    pub(super) fn connections(&self) -> Connections {
        let status = self.pool.status();
        Connections {
            open: status.size,
            idle: status.available,
            waiting: status.waiting,
        }
    }

    async fn hold(&self, opening: String) -> Result<Held> {
        Ok(Held {
            object: Some(self.pool.get().await?),
            longest_statement: self.longest_statement,
            opening: Mutex::new(Some(opening)),
            running: AtomicUsize::new(0),
        })
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.hearing.abort();
    }
}

/// What a connection is told once: the server gives up on what its program may no longer wait for.
fn session_limits(lock: Duration, statement: Duration) -> String {
    format!(
        "set lock_timeout = {}; set statement_timeout = {}; set idle_in_transaction_session_timeout = {}",
        lock.as_millis(),
        statement.as_millis(),
        LONGEST_IDLE.as_millis()
    )
}

/// Gives up on a server that does not answer at all. The statement stays half-way, so its connection is given up too.
async fn within<T>(longest: Duration, answer: impl Future<Output = Result<T>>) -> Result<T> {
    // The server's own limit comes first, and says more.
    let longest = longest + longest / 5;
    match tokio::time::timeout(longest, answer).await {
        Ok(answer) => answer,
        Err(_) => Err(Error::Away("PostgreSQL does not answer".into())),
    }
}

/// `begin` and the scope in one message. Ids are written by us and cannot hold a quote.
fn begin_message(begin: &str, scope: &Scope) -> String {
    if scope.kind == Kind::System {
        return format!("{begin}; set local role {SYSTEM_ROLE}");
    }
    let mut message = begin.to_owned();
    for (name, id) in [("provider", scope.provider_id), ("client", scope.client_id)] {
        if let Some(id) = id {
            let _ = write!(message, "; set local app.{name}_id = '{id}'");
        }
    }
    message
}

/// A connection with a transaction, begun with its first statement. It goes back to the pool untouched, or after a
/// commit or a rollback was answered.
pub(super) struct Held {
    object: Option<Object>,
    longest_statement: Duration,
    /// What begins the transaction, until it was sent.
    opening: Mutex<Option<String>>,
    /// Statements sent and not answered yet.
    running: AtomicUsize,
}

impl Held {
    fn connection(&self) -> Result<&Object> {
        self.object
            .as_ref()
            .ok_or_else(|| Error::Aborted("the transaction has ended".into()))
    }

    fn take_opening(&self) -> Option<String> {
        let mut opening = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        opening.take()
    }

    /// Runs a statement, the first one right behind what begins the transaction. Without that the statement would be
    /// nobody's: the policies show it no row and let it write none.
    async fn begun<T>(&self, statement: impl Future<Output = Result<T>>) -> Result<T> {
        let Some(opening) = self.take_opening() else {
            return within(self.longest_statement, statement).await;
        };
        self.running.fetch_add(1, SeqCst);
        let opening = self.connection()?.batch_execute(&opening);
        let both = async {
            let (opened, answer) = join(opening, statement).await;
            opened?;
            self.running.fetch_sub(1, SeqCst);
            answer
        };
        within(self.longest_statement, both).await
    }

    pub(super) async fn rows<T: FromRow>(
        &self,
        text: &str,
        scope: &Scope,
        params: &[P<'_>],
    ) -> Result<Vec<T>> {
        self.begun(async {
            let (statement, values) = self.prepare(text, scope, params).await?;
            let rows = self
                .connection()?
                .query(&statement, &as_dyn(&values))
                .await?;
            self.running.fetch_sub(1, SeqCst);
            rows.iter()
                .map(|row| T::from_row(&Row::Postgres(row)))
                .collect()
        })
        .await
    }

    pub(super) async fn exec(&self, text: &str, scope: &Scope, params: &[P<'_>]) -> Result<u64> {
        self.begun(async {
            let (statement, values) = self.prepare(text, scope, params).await?;
            let changed = self
                .connection()?
                .execute(&statement, &as_dyn(&values))
                .await?;
            self.running.fetch_sub(1, SeqCst);
            Ok(changed)
        })
        .await
    }

    /// One statement that is the whole transaction: its begin, itself and its end are sent together.
    pub(super) async fn rows_alone<T: FromRow>(
        self,
        text: &str,
        scope: &Scope,
        params: &[P<'_>],
    ) -> Result<Vec<T>> {
        // Known to the server before the rest is sent, or it would come after the end.
        let rows = within(self.longest_statement, async {
            let (statement, values) = self.prepare(text, scope, params).await?;
            let connection = self.connection()?;
            let opening = self.take_opening().unwrap_or_default();
            let values = as_dyn(&values);
            let (opened, rows, ended) = join3(
                connection.batch_execute(&opening),
                connection.query(&statement, &values),
                connection.batch_execute("rollback"),
            )
            .await;
            opened?;
            let rows = rows?;
            ended?;
            Ok(rows)
        });
        let rows = rows.await?;
        let found = rows
            .iter()
            .map(|row| T::from_row(&Row::Postgres(row)))
            .collect();
        self.give_back();
        found
    }

    /// Back to the pool as it is: no transaction is open.
    fn give_back(mut self) {
        self.object = None;
    }

    /// Counts the statement as running: one that fails or is dropped stays counted, and the connection is given up.
    async fn prepare<'p>(
        &self,
        text: &str,
        scope: &Scope,
        params: &[P<'p>],
    ) -> Result<(Statement, Vec<P<'p>>)> {
        self.running.fetch_add(1, SeqCst);
        let values: Vec<P<'p>> = scope_params(scope)
            .into_iter()
            .flatten()
            .chain(params.iter().copied())
            .collect();
        let types: Vec<Type> = values.iter().map(P::postgres_type).collect();
        let statement = self
            .connection()?
            .prepare_typed_cached(text, &types)
            .await?;
        Ok((statement, values))
    }

    pub(super) async fn commit(mut self, events: &[Event]) -> Result<()> {
        if self.running.load(SeqCst) > 0 {
            return Err(Error::Aborted("a statement was left half-way".into()));
        }
        let message = match self.take_opening() {
            // Nothing was sent: only what is to be said.
            Some(opening) => format!("{opening}; {}", commit_message(events)?),
            None => commit_message(events)?,
        };
        self.running.store(1, SeqCst);
        let connection = self.connection()?;
        within(self.longest_statement, async {
            Ok(connection.batch_execute(&message).await?)
        })
        .await?;
        self.object = None;
        Ok(())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let Some(object) = self.object.take() else {
            return;
        };
        if self.take_opening().is_some() && self.running.load(SeqCst) == 0 {
            return;
        }
        match Handle::try_current() {
            Ok(runtime) if self.running.load(SeqCst) == 0 => {
                let ending = Ending(Some(object), self.longest_statement);
                runtime.spawn(ending.rollback());
            }
            _ => drop(Object::take(object)),
        }
    }
}

/// A connection whose transaction is being rolled back; given up unless that is answered.
struct Ending(Option<Object>, Duration);

impl Ending {
    async fn rollback(mut self) {
        if let Some(object) = &self.0 {
            let rollback = async { Ok(object.batch_execute("rollback").await?) };
            if within(self.1, rollback).await.is_ok() {
                drop(mem::take(&mut self.0));
            }
        }
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        if let Some(object) = self.0.take() {
            drop(Object::take(object));
        }
    }
}

/// The events and `commit` in one message; the events are delivered with the commit or not at all.
fn commit_message(events: &[Event]) -> Result<String> {
    let mut message = String::new();
    for event in events {
        let payload =
            serde_json::to_string(event).map_err(|error| Error::Aborted(error.to_string()))?;
        let _ = write!(
            message,
            "select pg_notify('{CHANNEL}', '{}'); ",
            payload.replace('\'', "''")
        );
    }
    message.push_str("commit");
    Ok(message)
}

fn as_dyn<'v>(values: &'v [P<'v>]) -> Vec<&'v (dyn ToSql + Sync)> {
    values
        .iter()
        .map(|value| value as &(dyn ToSql + Sync))
        .collect()
}
