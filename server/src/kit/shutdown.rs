//! The one signal that the server is to stop: the accept loop drains, event streams end at once, jobs go back.

use std::sync::Arc;

use tokio::sync::watch;

/// How far a stop has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Running,
    Announced,
    Requested,
}

/// A cheap handle on the signal.
#[derive(Debug, Clone)]
pub struct Shutdown(Arc<watch::Sender<Stage>>);

impl Default for Shutdown {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(Stage::Running)))
    }
}

impl Shutdown {
    /// Says that a stop is coming: this copy is no longer ready for new work, and still takes it.
    pub fn announce(&self) {
        self.0.send_if_modified(|stage| {
            let is_news = *stage == Stage::Running;
            if is_news {
                *stage = Stage::Announced;
            }
            is_news
        });
    }

    /// Whether a stop is coming.
    pub fn is_announced(&self) -> bool {
        *self.0.borrow() >= Stage::Announced
    }

    /// Asks everything to stop. Asking twice does nothing more.
    pub fn request(&self) {
        self.0.send_replace(Stage::Requested);
    }

    /// Whether the stop was asked for.
    pub fn is_requested(&self) -> bool {
        *self.0.borrow() == Stage::Requested
    }

    /// Ends when the stop was asked for; at once, if it was before.
    pub async fn requested(&self) {
        // The sender lives in `self`, so the channel can't close while this waits.
        let _ = self
            .0
            .subscribe()
            .wait_for(|stage| *stage == Stage::Requested)
            .await;
    }
}
