//! `portico serve`: the real thing.

use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use super::{Outcome, database_config, gateways, hold_data_folder, server_keys};
use crate::app::App;
use crate::config::Config;
use crate::db::{self, Db};
use crate::features::documents::reading;
use crate::housekeeping;
use crate::jobs;
use crate::kit::clock::SystemClock;
use crate::kit::http::door::Door;
use crate::kit::id::Random;
use crate::kit::job;
use crate::kit::outbox::{self, Channel};
use crate::kit::shutdown::Shutdown;
use crate::operations;
use crate::serve::{self, Limits, files};

/// From the moment a stop is asked for: the drain, and then what jobs, housekeeping and views still have to write. What
/// is not done by then is left to the next start.
const LONGEST_STOP: Duration = Duration::from_secs(24);

pub(super) async fn run(config: Config) -> Outcome {
    let config = with_room(config);
    let _held = hold_data_folder(&config)?;
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
    let listener = listen(&app)?;
    warn_of_waiting(&app).await?;
    tracing::info!(address = %listener.local_addr()?, staff = %app.config.staff_site()?.origin, "serving");
    watch_over(&app)?;
    let door = app.door()?;
    serve_until_stopped(&app, listener, door).await;
    Ok(())
}

/// Asks for as many open files as the system gives, and takes no more connections than fit beside everything else.
pub(super) fn with_room(mut config: Config) -> Config {
    let wanted = config.server.max_connections;
    let room = files::room_for(wanted, files::raise());
    if room < wanted {
        tracing::warn!(
            room,
            wanted,
            "the limit of open files leaves room for fewer connections than server.max_connections"
        );
    }
    config.server.max_connections = room;
    config
}

/// Opens the listener for whoever runs the installation, if one is configured.
pub(super) fn watch_over(app: &App) -> Outcome {
    if let Some(address) = app.config.operations.address {
        let listener = serve::listen(address)
            .map_err(|error| format!("operations.address: {address}: {error}"))?;
        tracing::info!(address = %listener.local_addr()?, "health and metrics");
        tokio::spawn(operations::serve(listener, app.clone()));
    }
    Ok(())
}

/// Opens the configured address. From here on connections are taken, and answered once the app serves.
pub(super) fn listen(app: &App) -> Outcome<TcpListener> {
    let address = app.config.server.address;
    serve::listen(address).map_err(|error| format!("server.address: {address}: {error}").into())
}

/// What the listener takes. Connections of proxies belong to those behind them, and whoever is on this machine can do
/// worse than open many.
fn limits(config: &Config) -> Limits {
    let server = &config.server;
    let own = ["127.0.0.0/8", "::1/128"].map(|net| net.parse().expect("a network"));
    Limits {
        max_connections: server.max_connections,
        max_of_network: server
            .max_connections_per_network
            .unwrap_or_else(|| (server.max_connections / 4).max(1)),
        without_share: server.trusted_proxies.iter().copied().chain(own).collect(),
        ..Limits::default()
    }
}

/// Serves and does jobs until a signal says to stop, then drains.
pub(super) async fn serve_until_stopped(app: &App, listener: TcpListener, door: Door) {
    let limits = limits(&app.config);
    let pause = Duration::from_millis(app.config.server.stop_pause_ms);
    let stop = tokio::spawn(stop_on_signal(app.shutdown.clone(), pause));
    let shutdown = app.shutdown.clone();
    let is_over = tokio::spawn(async move {
        shutdown.requested().await;
        tokio::time::sleep(LONGEST_STOP).await;
    });
    let jobs = tokio::spawn(jobs::run(app.clone()));
    let housekeeping = tokio::spawn(housekeeping::run(app.clone()));
    let views = tokio::spawn(reading::keep_views(app.clone()));
    serve::serve(listener, door, limits, app.shutdown.clone()).await;
    let end = async {
        if jobs.await.is_err() || housekeeping.await.is_err() || views.await.is_err() {
            tracing::error!("the jobs ended badly");
        }
        // Those of the last requests, which were answered while everything stopped.
        if let Err(error) = reading::write_views(app).await {
            tracing::error!(%error, "the last views were not written down");
        }
    };
    tokio::select! {
        () = end => {}
        _ = is_over => tracing::error!("jobs and views were cut off at the end of the stop"),
    }
    stop.abort();
    tracing::info!("stopped");
}

/// Says what can't be sent, and how much of it there is already (F2).
async fn warn_of_waiting(app: &App) -> Outcome {
    let waiting = outbox::count_waiting(&app.db).await?;
    if !app.gateways.reaches(Channel::Email) {
        let count = waiting.mail;
        tracing::warn!(count, "mail.smtp_url is not set: mail waits in the outbox");
    }
    if !app.gateways.reaches(Channel::Sms) {
        let count = waiting.sms;
        tracing::warn!(count, "no SMS gateway is set: SMS wait in the outbox");
    }
    let dead = job::count_dead(&app.db).await?;
    if dead > 0 {
        tracing::warn!(dead, "jobs were given up: see `portico jobs list`");
    }
    Ok(())
}

/// Waits for a signal, says that a stop is coming, and after the pause asks for it.
async fn stop_on_signal(shutdown: Shutdown, pause: Duration) {
    if signalled().await {
        shutdown.announce();
        tokio::time::sleep(pause).await;
        shutdown.request();
    }
}

/// Whether a signal to stop came; false where there are none.
async fn signalled() -> bool {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return true;
        }
    }
    tokio::signal::ctrl_c().await.is_ok()
}
