//! Hearing of changes.

use tokio::sync::broadcast::{self, error::RecvError};

use crate::kit::event::Heard;

/// A place in the audience of all events; every listener hears every one.
pub struct Listener(broadcast::Receiver<Heard>);

impl Listener {
    pub(super) fn new(receiver: broadcast::Receiver<Heard>) -> Self {
        Self(receiver)
    }

    /// The next event; nothing when the database is closed. One that was too slow hears a gap.
    pub async fn next(&mut self) -> Option<Heard> {
        match self.0.recv().await {
            Ok(heard) => Some(heard),
            Err(RecvError::Lagged(_)) => Some(Heard::Gap),
            Err(RecvError::Closed) => None,
        }
    }
}
