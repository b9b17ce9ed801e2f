//! The one value that everything is handed through: built once at start, cloned cheaply, axum's state.

use std::ops::Deref;
use std::sync::Arc;

use axum::Router;

use crate::config::{Config, ConfigError};
use crate::db::Db;
use crate::features::audit;
use crate::features::documents::reading::Views;
use crate::features::events::Streams;
use crate::features::providers::domain::BrandDomains;
use crate::kit::blob::Blobs;
use crate::kit::clock::Clock;
use crate::kit::http::door::{Door, DoorParts};
use crate::kit::id::{Id, Ids};
use crate::kit::keys::Keys;
use crate::kit::metrics::Metrics;
use crate::kit::outbox::Gateways;
use crate::kit::share::Shares;
use crate::kit::shutdown::Shutdown;
use crate::{
    pages::{self, KeptPages},
    routes,
};

/// Requests of one device's key that may wait at once: each holds one of the server's places.
const WAITS_PER_KEY: usize = 4;

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
    /// The bytes of files.
    pub blobs: Blobs,
    /// The server's keys.
    pub keys: Keys,
    /// Host → brand; told when a domain changes.
    pub brands: Arc<BrandDomains>,
    /// Sign-in pages written lately; told when what stands on them changes.
    pub sign_in_pages: KeptPages,
    /// What is counted of this process.
    pub metrics: Arc<Metrics>,
    /// Devices' requests that wait, by key.
    pub waits: Arc<Shares<Id>>,
    /// Event streams that are open.
    pub streams: Streams,
    /// Views that are not written down yet.
    pub views: Arc<Views>,
    /// Tells everything to stop.
    pub shutdown: Shutdown,
}

impl App {
    /// Puts the parts together.
    pub fn new(
        config: Config,
        db: Db,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        keys: Keys,
        gateways: Gateways,
    ) -> Self {
        let brands = Arc::new(BrandDomains::new(db.clone()));
        let streams = Streams::beside(config.server.max_connections);
        let blobs = Blobs::at(config.files_folder());
        Self(Arc::new(Parts {
            blobs,
            config,
            db,
            clock,
            ids,
            gateways,
            keys,
            brands,
            sign_in_pages: KeptPages::default(),
            metrics: Arc::default(),
            waits: Arc::new(Shares::of(WAITS_PER_KEY)),
            streams,
            views: Arc::default(),
            shutdown: Shutdown::default(),
        }))
    }

    /// Whether it has what it needs to answer, and no stop is coming.
    pub async fn is_ready(&self) -> bool {
        !self.shutdown.is_announced() && self.brands.is_reachable().await
    }

    /// The whole HTTP side of this app.
    pub fn door(&self) -> Result<Door, ConfigError> {
        self.door_with(Vec::new())
    }

    /// The same with further hosts of the program's own: folded name and routes.
    pub fn door_with(&self, own_hosts: Vec<(String, Router)>) -> Result<Door, ConfigError> {
        let (ids, probe, app) = (self.ids.clone(), self.clone(), self.clone());
        Ok(Door::new(DoorParts {
            router: routes::table()
                .router_or(pages::show_page)
                .with_state(self.clone()),
            brands: self.brands.clone(),
            staff: Arc::new(self.config.staff_site()?),
            own_hosts,
            trusted_proxies: self.config.server.trusted_proxies.clone(),
            max_in_flight: self.config.server.max_in_flight,
            metrics: self.metrics.clone(),
            request_ids: Arc::new(move || ids.id().to_string()),
            ready: Arc::new(move || {
                let probe = probe.clone();
                Box::pin(async move { probe.is_ready().await })
            }),
            refusals: Arc::new(move |refusal| Box::pin(audit::refused(app.clone(), refusal))),
        }))
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
