//! Whether a host may get a certificate. Caddy asks before it gets one (`on_demand_tls`), so that nobody can make it
//! spend certificates on names that are none of ours (P5).

use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use crate::{app::App, kit::http::host};

/// Whom is asked about.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    domain: Option<String>,
}

/// `GET /ask?domain=www.studio.example`: 200 for the staff host and for hosts that are proven, else 404.
pub(super) async fn show_ask(State(app): State<App>, Query(asked): Query<Asked>) -> Response {
    let Some(host) = asked.domain.and_then(|name| host::fold(&name).ok()) else {
        return no();
    };
    if app
        .config
        .staff_site()
        .is_ok_and(|staff| staff.host == host)
    {
        return yes();
    }
    match app.brands.is_proven(&host).await {
        Ok(true) => yes(),
        Ok(false) => no(),
        Err(error) => {
            tracing::warn!(%error, "whether a host is proven could not be looked up");
            (StatusCode::SERVICE_UNAVAILABLE, "not now\n").into_response()
        }
    }
}

fn yes() -> Response {
    "yes\n".into_response()
}

fn no() -> Response {
    (StatusCode::NOT_FOUND, "no\n").into_response()
}
