//! How the installation stands: what leaves it, what waits, and how near the day's ceiling of SMS is (P12, F2).

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    error::Result,
    kit::outbox::{self, Channel},
    scope::Operator,
};

/// How the installation stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct Installation {
    /// Mail, of every provider.
    pub mail: ChannelState,
    /// SMS, of every provider.
    pub sms: ChannelState,
    /// SMS that left today (UTC), as gateways count them.
    pub sms_today: i64,
    /// How many may leave in a day; none: no ceiling.
    pub sms_a_day: Option<u32>,
    /// Whether one waits for tomorrow because of the ceiling.
    pub sms_ceiling_reached: bool,
}

/// How a channel stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChannelState {
    /// Whether the installation has a way to send it. A provider's own device is none.
    pub configured: bool,
    /// Messages that have not left.
    pub waiting: i64,
}

/// How the installation stands now.
pub async fn show_installation(State(app): State<App>, _: Operator) -> Result<Json<Installation>> {
    let waiting = outbox::count_waiting(&app.db).await?;
    let day = outbox::sms_day(&app.db, app.clock.now()).await?;
    Ok(Json(Installation {
        mail: ChannelState {
            configured: app.gateways.reaches(Channel::Email),
            waiting: waiting.mail,
        },
        sms: ChannelState {
            configured: app.gateways.reaches(Channel::Sms),
            waiting: waiting.sms,
        },
        sms_today: day.sent,
        sms_a_day: app.gateways.sms_rules.most_a_day,
        sms_ceiling_reached: day.is_full,
    }))
}
