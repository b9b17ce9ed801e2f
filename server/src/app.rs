//! The one value that everything is handed through: built once at start, cloned cheaply, axum's state.

use std::ops::Deref;
use std::sync::Arc;

use crate::config::Config;
use crate::db::Db;
use crate::kit::clock::Clock;
use crate::kit::id::Ids;
use crate::kit::keys::Keys;
use crate::kit::outbox::Gateways;
use crate::kit::shutdown::Shutdown;

/// A cheap handle on all parts of the server.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts.
pub struct Parts {
    /// What was configured.
    pub config: Config,
    /// The database.
    pub db: Db,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// New ids, and chance.
    pub ids: Arc<dyn Ids>,
    /// What messages leave through.
    pub gateways: Gateways,
    /// The server's keys.
    pub keys: Keys,
    /// Tells everything to stop.
    pub shutdown: Shutdown,
}

impl App {
    /// Wraps the parts.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
