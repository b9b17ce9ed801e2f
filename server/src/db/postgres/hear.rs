//! The one connection that listens. It comes back by itself, and says that something may have been missed.

use std::{future::poll_fn, time::Duration};

use tokio::{
    sync::{broadcast, oneshot},
    time::{sleep, timeout},
};
use tokio_postgres::{AsyncMessage, Client, Connection, Socket};

use super::{
    super::error::{Error, Result},
    Address, CHANNEL,
    address::Encrypted,
};
use crate::kit::event::Heard;

/// A connection that listens may be silent for hours, so it is asked whether it still hears,
const EVERY: Duration = Duration::from_secs(15);
/// and what it is asked it answers within this.
const ANSWER: Duration = Duration::from_secs(5);

/// Listens for ever; says when it does for the first time.
pub(super) async fn run(
    address: Address,
    events: broadcast::Sender<Heard>,
    ready: oneshot::Sender<()>,
) {
    let mut ready = Some(ready);
    loop {
        if let Err(error) = listen(&address, &events, &mut ready).await {
            tracing::warn!(%error, "listening for events stopped; trying again");
        }
        sleep(Duration::from_secs(1)).await;
    }
}

async fn listen(
    address: &Address,
    events: &broadcast::Sender<Heard>,
    ready: &mut Option<oneshot::Sender<()>>,
) -> Result<()> {
    let connect = async { Ok(address.config.connect(address.tls.clone()).await?) };
    let (client, connection) = answered(connect).await?;
    tokio::select! {
        ended = pass_on(connection, events) => ended,
        failed = keep_asking(&client, events, ready) => failed,
    }
}

/// Whatever is said on the connection goes to everybody who listens.
async fn pass_on(
    mut connection: Connection<Socket, Encrypted>,
    events: &broadcast::Sender<Heard>,
) -> Result<()> {
    while let Some(message) = poll_fn(|context| connection.poll_message(context)).await {
        if let AsyncMessage::Notification(said) = message? {
            match serde_json::from_str(said.payload()) {
                Ok(event) => drop(events.send(Heard::Event(event))),
                Err(error) => tracing::warn!(%error, "an event that is none of ours"),
            }
        }
    }
    Ok(())
}

/// Begins to listen, and ends only when the server no longer answers.
async fn keep_asking(
    client: &Client,
    events: &broadcast::Sender<Heard>,
    ready: &mut Option<oneshot::Sender<()>>,
) -> Result<()> {
    let ask =
        |question: String| answered(async move { Ok(client.batch_execute(&question).await?) });
    ask(format!("listen {CHANNEL}")).await?;
    match ready.take() {
        Some(ready) => drop(ready.send(())),
        None => drop(events.send(Heard::Gap)),
    }
    loop {
        sleep(EVERY).await;
        ask("select 1".to_owned()).await?;
    }
}

/// The answer, if it comes in time.
async fn answered<T>(answer: impl Future<Output = Result<T>>) -> Result<T> {
    let silent = |_| Error::Away("PostgreSQL does not answer".into());
    timeout(ANSWER, answer).await.map_err(silent)?
}
