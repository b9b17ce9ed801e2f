//! Staff remind a client by hand: the nudge of the list of what waits for clients (A4).

use std::time::Duration;

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    sending::{self, Desk},
    store::{self, Item},
};
use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    features::audit::Actor,
    kit::{
        clock::Time,
        http::{
            body::Body,
            meta::Meta,
            params::{IdempotencyKey, Params},
        },
        id::Id,
        idempotency::{self, Claim, CreatedOnce},
    },
    scope::Staff,
};

/// So long nobody is reminded of the same thing by hand again.
const PAUSE: Duration = Duration::from_secs(24 * 3_600);

/// Which item.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct ActionItemPath {
    /// The item.
    pub action_item_id: Id,
}

/// Nothing is asked but that it be done.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateReminder {}

/// Who was reminded.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReminderSent {
    /// Those who got a message.
    pub sent_to: Vec<ReminderRecipient>,
    /// When.
    pub at: Time,
}

/// Somebody who was reminded.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReminderRecipient {
    /// The contact.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// Whether something that was last brought to mind then may be again.
pub fn may_remind_again(now: Time, last_reminded_at: Option<Time>) -> bool {
    last_reminded_at.is_none_or(|last| last.plus(PAUSE) <= now)
}

/// Reminds those of a client who may answer what waits for them. Once a day.
pub async fn create_reminder(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    key: IdempotencyKey,
    Params(path): Params<ActionItemPath>,
    body: Body<CreateReminder>,
) -> Result<CreatedOnce<ReminderSent>> {
    let (now, item_id) = (app.clock.now(), path.action_item_id);
    let write = app.db.write(&staff).await?;
    let item = store::find_item(&write, item_id).await?;
    let item = item.ok_or_else(Error::not_found)?;
    let called = format!("POST /api/admin/action-items/{item_id}/reminder");
    let request = idempotency::Request::new(&called, staff.staff_id, &key, &body.bytes, now);
    let fresh = match idempotency::claim(&write, request).await? {
        Claim::Again(answer) => return Ok(answer),
        Claim::Fresh(fresh) => fresh,
    };
    let sent = remind(&app, &write, &meta, now, &item).await?;
    let answer = CreatedOnce::new(&sent, None)?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    Ok(answer)
}

async fn remind(
    app: &App,
    write: &Write<'_, Staff>,
    meta: &Meta,
    now: Time,
    item: &Item,
) -> Result<ReminderSent> {
    let is_over = item.kind == "choose" && item.due_at.is_some_and(|due| due <= now);
    if item.state != "open" || is_over {
        return Err(not_open());
    }
    if let Some(last) = item
        .last_reminded_at
        .filter(|_| !may_remind_again(now, item.last_reminded_at))
    {
        return Err(Error::limited(last.plus(PAUSE).since(now).as_secs().max(1)));
    }
    let recipients = sending::reachable(app, store::list_recipients(write, item).await?);
    if recipients.is_empty() {
        return Err(Error::conflict(
            "nobody_to_remind",
            "Nobody of this client may answer this and can be reached.",
        ));
    }
    let desk = Desk::load(write).await?;
    let next = desk.next(now, item)?;
    if !store::save_reminded(write, now, item.action_item_id, now.minus(PAUSE), next).await? {
        return Err(not_open());
    }
    let actor = Actor::staff(write.who(), meta);
    sending::send(app, write, &actor, &desk, item, &recipients).await?;
    Ok(ReminderSent {
        sent_to: recipients
            .into_iter()
            .map(|to| ReminderRecipient {
                id: to.contact_id,
                name: to.name,
            })
            .collect(),
        at: now,
    })
}

fn not_open() -> Error {
    Error::conflict("not_open", "This no longer waits for the client.")
}
