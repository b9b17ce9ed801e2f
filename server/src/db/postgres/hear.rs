//! The one connection that listens. It comes back by itself, and says that something may have been missed.

use std::{future::poll_fn, pin::pin, time::Duration};

use tokio::sync::{broadcast, oneshot};
use tokio_postgres::{AsyncMessage, Error};

use super::{Address, CHANNEL};
use crate::kit::event::Heard;

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
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn listen(
    address: &Address,
    events: &broadcast::Sender<Heard>,
    ready: &mut Option<oneshot::Sender<()>>,
) -> Result<(), Error> {
    let (client, mut connection) = address.config.connect(address.tls.clone()).await?;
    let command = format!("listen {CHANNEL}");
    let mut listening = pin!(client.batch_execute(&command));
    let mut began = false;
    poll_fn(|context| {
        loop {
            if !began && let std::task::Poll::Ready(answer) = listening.as_mut().poll(context) {
                answer?;
                began = true;
                match ready.take() {
                    Some(ready) => drop(ready.send(())),
                    None => drop(events.send(Heard::Gap)),
                }
            }
            match std::task::ready!(connection.poll_message(context)) {
                Some(Ok(AsyncMessage::Notification(said))) => {
                    match serde_json::from_str(said.payload()) {
                        Ok(event) => drop(events.send(Heard::Event(event))),
                        Err(error) => tracing::warn!(%error, "an event that is none of ours"),
                    }
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => return std::task::Poll::Ready(Err(error)),
                None => return std::task::Poll::Ready(Ok(())),
            }
        }
    })
    .await
}
