//! `portico serve`: the real thing.

use std::sync::Arc;

use super::{Outcome, database_config, gateways, server_keys};
use crate::app::App;
use crate::config::Config;
use crate::db::{self, Db};
use crate::kit::clock::SystemClock;
use crate::kit::id::Random;
use crate::kit::shutdown::Shutdown;
use crate::serve::{self, Limits};

pub(super) async fn run(config: Config) -> Outcome {
    let clock = Arc::new(SystemClock);
    let ids = Arc::new(Random::new(clock.clone()));
    let keys = server_keys(&config, ids.as_ref())?;
    let database = database_config(&config)?;
    if !config.is_postgres() || config.database.owner_url.is_some() {
        db::migrate(&database).await?;
    }
    let db = Db::open(database).await?;
    let gateways = gateways(&config)?;
    let app = App::new(config, db, clock, ids, keys, gateways);
    listen(&app).await
}

/// Serves `app` until it is told to stop by a signal.
pub(super) async fn listen(app: &App) -> Outcome {
    let address = app.config.server.address;
    let listener =
        serve::listen(address).map_err(|error| format!("server.address: {address}: {error}"))?;
    let limits = Limits {
        max_connections: app.config.server.max_connections,
        ..Limits::default()
    };
    warn_of_waiting(&app.config);
    tracing::info!(%address, staff = %app.config.staff_site()?.origin, "serving");
    let stop = tokio::spawn(stop_on_signal(app.shutdown.clone()));
    serve::serve(listener, app.door()?, limits, app.shutdown.clone()).await;
    stop.abort();
    tracing::info!("stopped");
    Ok(())
}

fn warn_of_waiting(config: &Config) {
    if config.mail.smtp_url.is_none() {
        tracing::warn!("mail.smtp_url is not set: mail waits in the outbox");
    }
    if config.sms.webhook_url.is_none() {
        tracing::warn!("sms.webhook_url is not set: SMS wait in the outbox");
    }
}

async fn stop_on_signal(shutdown: Shutdown) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            shutdown.request();
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_ok() {
        shutdown.request();
    }
}
