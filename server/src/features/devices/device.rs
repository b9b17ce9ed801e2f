//! What a device asks and says.

use std::time::Duration;

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::time::Instant;
use utoipa::{IntoParams, ToSchema};

use super::store::{self, Outcome, Said};
use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    features::audit::{self, Actor, Entry},
    kit::{
        clock::Time,
        http::{Search, body::Body, meta::Meta, params::Params, reply::NoContent},
        id::Id,
        outbox::queue,
        text,
    },
    scope::Device,
};

/// The longest that a request may wait, in seconds.
const LONGEST_WAIT_S: u64 = 30;
/// How often the queue is looked at meanwhile.
const LOOK_PAUSE: Duration = Duration::from_millis(500);
/// Letters of a reason that are kept.
const LONGEST_REASON: usize = 300;

/// How long to wait.
#[derive(Debug, Deserialize, IntoParams)]
pub struct SmsQuery {
    /// Seconds to wait for something to send, 0 to 30.
    pub wait: Option<u64>,
}

/// What is to be sent now.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueuedSms {
    /// The oldest first; empty when nothing came in time.
    pub items: Vec<LeasedSms>,
}

/// An SMS that this device holds for a minute.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeasedSms {
    /// The message; the same whenever it is handed out again.
    pub id: Id,
    /// E.164 number.
    pub to: String,
    /// The whole text.
    pub text: String,
    /// Not to be sent after this.
    pub expires_at: Option<Time>,
    /// To be reported before this, or another gets it.
    pub leased_until: Time,
}

/// Leases what waits; waits for it, if nothing does, unless four requests of this key wait. Ends early when the server
/// stops.
pub async fn lease_sms(
    State(app): State<App>,
    device: Device,
    Search(query): Search<SmsQuery>,
) -> Result<Json<QueuedSms>> {
    let wait_s = query.wait.unwrap_or(0);
    if wait_s > LONGEST_WAIT_S {
        let allowed = format!("0 to {LONGEST_WAIT_S} seconds.");
        return Err(Error::invalid("wait", "out_of_range", allowed));
    }
    // Each waiting request holds one of the server's places: a key has a few.
    let waiting = app.waits.take(device.api_key_id);
    let wait_s = waiting.as_ref().map_or(0, |_| wait_s);
    let until = Instant::now() + Duration::from_secs(wait_s);
    loop {
        let now = app.clock.now();
        let rules = &app.gateways.sms_rules;
        let leased = queue::lease(&app.db, &device, rules, now, device.api_key_id).await?;
        if !leased.is_empty() || Instant::now() >= until || app.shutdown.is_requested() {
            let item = |sms: queue::Leased| LeasedSms {
                id: sms.message_id,
                to: sms.recipient,
                text: sms.text,
                expires_at: sms.expires_at,
                leased_until: sms.leased_until,
            };
            let items = leased.into_iter().map(item).collect();
            return Ok(Json(QueuedSms { items }));
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_PAUSE) => {}
            () = app.shutdown.requested() => {}
        }
        // A key that was revoked meanwhile gets nothing more.
        if !store::is_live(&app.db.read(&device).await?).await? {
            return Err(Error::unauthorized());
        }
    }
}

/// Which SMS.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct SmsPath {
    /// The message.
    pub message_id: Id,
}

/// What became of an SMS.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateReport {
    /// What became of it.
    pub state: ReportedState,
    /// Why it failed.
    pub reason: Option<String>,
}

/// What a device can say of an SMS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReportedState {
    /// It left.
    Sent,
    /// It arrived.
    Delivered,
    /// It did not leave, or did not arrive.
    Failed,
}

/// Writes down what became of an SMS. Said twice it changes nothing more; what arrived stays so.
pub async fn create_report(
    State(app): State<App>,
    device: Device,
    meta: Meta,
    Params(path): Params<SmsPath>,
    body: Body<CreateReport>,
) -> Result<NoContent> {
    let (now, message_id, state) = (app.clock.now(), path.message_id, body.value.state);
    let outcome = match state {
        ReportedState::Sent => Outcome::Sent,
        ReportedState::Delivered => Outcome::Delivered,
        ReportedState::Failed => {
            let given = body.value.reason.as_deref().unwrap_or_default();
            let reason = text::folded(given, LONGEST_REASON);
            let said = if reason.is_empty() {
                "the device gave no reason".to_owned()
            } else {
                reason
            };
            Outcome::Failed(said)
        }
    };
    let write = app.db.write(&device).await?;
    let mut said = save(&write, message_id, now, &outcome).await?;
    if said == Said::Overtaken {
        // The other report holds no lock any more: its state is the one to go on from.
        said = save(&write, message_id, now, &outcome).await?;
    }
    if said == Said::New {
        let entry = Entry::done("sms_reported")
            .on("outbox_message", message_id)
            .detail(json!({ "state": state }));
        audit::record(&write, now, &Actor::device(&device, &meta), &entry).await?;
    }
    write.commit().await?;
    Ok(NoContent)
}

async fn save(
    write: &Write<'_, Device>,
    message_id: Id,
    now: Time,
    outcome: &Outcome,
) -> Result<Said> {
    let before = store::find_state(write, message_id).await?;
    let before = before.ok_or_else(Error::not_found)?;
    store::save_outcome(write, message_id, now, &before, outcome).await
}
