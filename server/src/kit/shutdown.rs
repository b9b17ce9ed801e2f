//! The one signal that the server is to stop: the accept loop drains, event streams end at once, jobs go back.

use std::sync::Arc;

use tokio::sync::watch;

/// A cheap handle on the signal.
#[derive(Debug, Clone)]
pub struct Shutdown(Arc<watch::Sender<bool>>);

impl Default for Shutdown {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

impl Shutdown {
    /// Asks everything to stop. Asking twice does nothing more.
    pub fn request(&self) {
        self.0.send_replace(true);
    }

    /// Whether the stop was asked for.
    pub fn is_requested(&self) -> bool {
        *self.0.borrow()
    }

    /// Ends when the stop was asked for; at once, if it was before.
    pub async fn requested(&self) {
        // The sender lives in `self`, so the channel can't close while this waits.
        let _ = self.0.subscribe().wait_for(|asked| *asked).await;
    }
}
