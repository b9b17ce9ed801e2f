//! The listener for whoever runs the installation: health and numbers, on an address of its own that no client
//! reaches (`operations.address`, off unless it is set).

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::net::TcpListener;

use crate::{
    app::App,
    db::{Because, params, system},
    error::Result,
    kit::metrics::Page,
};

mod ask;
#[cfg(test)]
mod tests;

/// Every address of the listener.
pub fn router(app: &App) -> Router {
    Router::new()
        .route("/ask", get(ask::show_ask))
        .route("/healthz", get(show_health))
        .route("/readyz", get(show_readiness))
        .route("/metrics", get(show_metrics))
        .with_state(app.clone())
}

/// Answers until the program stops.
pub async fn serve(listener: TcpListener, app: App) {
    let stop = app.shutdown.clone();
    let serving = axum::serve(listener, router(&app))
        .with_graceful_shutdown(async move { stop.requested().await });
    if let Err(error) = serving.await {
        tracing::error!(%error, "the operations listener ended");
    }
}

/// Whether the program runs.
async fn show_health() -> &'static str {
    "ok\n"
}

/// Whether it has what it needs to answer, and no stop is coming.
async fn show_readiness(State(app): State<App>) -> Response {
    if app.is_ready().await {
        "ready\n".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response()
    }
}

/// Everything that is counted, for Prometheus.
async fn show_metrics(State(app): State<App>) -> Response {
    let kind = [(
        header::CONTENT_TYPE,
        "text/plain; version=0.0.4; charset=utf-8",
    )];
    let mut page = Page::default();
    page.head("portico_build_info", "gauge", "The program that answers.");
    let version = [("version", env!("CARGO_PKG_VERSION"))];
    page.line("portico_build_info", &version, 1);
    // Numbers of this process are told even while the database is away.
    page.head(
        "portico_database_up",
        "gauge",
        "Whether the database answers.",
    );
    match waiting(&app).await {
        Ok(waiting) => {
            page.line("portico_database_up", &[], 1);
            waiting.write(&mut page);
        }
        Err(error) => {
            tracing::warn!(%error, "the metrics lack the database's");
            page.line("portico_database_up", &[], 0);
        }
    }
    let pool = app.db.connections();
    page.head(
        "portico_database_connections",
        "gauge",
        "Connections to the database.",
    );
    for (state, count) in [("open", pool.open), ("idle", pool.idle)] {
        page.line("portico_database_connections", &[("state", state)], count);
    }
    page.head(
        "portico_database_waiting",
        "gauge",
        "Those who wait for a connection or for the writer.",
    );
    page.line("portico_database_waiting", &[], pool.waiting);
    let text = page.into_text() + &app.metrics.text();
    (kind, text).into_response()
}

/// What the database has of work that is not done.
struct Waiting {
    jobs: [(&'static str, i64); 3],
    messages: i64,
}

impl Waiting {
    fn write(&self, page: &mut Page) {
        page.head(
            "portico_jobs",
            "gauge",
            "Jobs by state; those that are done are not counted.",
        );
        for (state, count) in &self.jobs {
            page.line("portico_jobs", &[("state", state)], count);
        }
        page.head(
            "portico_outbox_waiting",
            "gauge",
            "Messages that have not left.",
        );
        page.line("portico_outbox_waiting", &[], self.messages);
    }
}

async fn waiting(app: &App) -> Result<Waiting> {
    let system = app.db.system(Because::Operations);
    let read = system.read().await?;
    // The states stand in the text: nearly all jobs are done, and a plan for any state would go through those too.
    let counts = system!(
        "select (select count(*) from job where state = 'waiting'), (select count(*) from job where state = 'running'),
                (select count(*) from job where state = 'dead'),
                (select count(*) from outbox_message where state = 'waiting')"
    );
    let (waiting, running, dead, messages) = read.one(counts, params![]).await?;
    Ok(Waiting {
        jobs: [("waiting", waiting), ("running", running), ("dead", dead)],
        messages,
    })
}
