//! What staff see of their sessions and do with them.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{extract::StaffOrOperator, store};
use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        sessions::Lifetime,
        sign_in_settings,
    },
    kit::{
        clock::Time,
        event::Event,
        http::{meta::Meta, params::Params, reply::NoContent},
        id::Id,
    },
    scope::{Job, Strength},
};

/// The sessions of the staff member that asks.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffSessionList {
    /// The latest used first.
    pub items: Vec<StaffSessionRow>,
}

/// One session.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffSessionRow {
    /// Key.
    pub id: Id,
    /// How strongly it was signed in to.
    pub strength: Strength,
    /// The program it was made with.
    pub agent: Option<String>,
    /// The address it was made from.
    pub ip: Option<String>,
    /// When it was made.
    pub created_at: Time,
    /// When it was used last, give or take a minute.
    pub last_seen_at: Time,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// One's sessions that are still good.
pub async fn list_sessions(
    State(app): State<App>,
    StaffOrOperator(staff): StaffOrOperator,
) -> Result<Json<StaffSessionList>> {
    let job = Job::of(staff.provider_id);
    let read = app.db.read(&job).await?;
    let stored = sign_in_settings::find(&read).await?;
    let (lifetime, now) = (Lifetime::of_staff(&stored), app.clock.now());
    let own = store::list_own(&read, staff.staff_id).await?;
    let items = own
        .into_iter()
        .filter(|own| lifetime.ends_at(own.created_at, own.last_seen_at) > now)
        .map(|own| StaffSessionRow {
            id: own.session_id,
            strength: own.strength,
            agent: own.agent,
            ip: own.ip,
            created_at: own.created_at,
            last_seen_at: own.last_seen_at,
            current: own.session_id == staff.session_id,
        })
        .collect();
    Ok(Json(StaffSessionList { items }))
}

/// Which session.
#[derive(Debug, Deserialize, IntoParams)]
pub struct StaffSessionPath {
    /// Key of the session.
    pub session_id: Id,
}

/// Ends one of one's sessions.
pub async fn end_own_session(
    State(app): State<App>,
    StaffOrOperator(staff): StaffOrOperator,
    meta: Meta,
    Params(path): Params<StaffSessionPath>,
) -> Result<NoContent> {
    let now = app.clock.now();
    let job = Job::of(staff.provider_id);
    let write = app.db.write(&job).await?;
    if !store::revoke_own(&write, staff.staff_id, path.session_id, now).await? {
        return Err(Error::not_found());
    }
    let entry = Entry::done("session_revoked").on("session", path.session_id);
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    tell(&write, staff.provider_id, path.session_id);
    write.commit().await?;
    Ok(NoContent)
}

/// Ends every session of a staff member, save one.
///
/// # Errors
/// Those of the database.
pub async fn end_all(
    write: &Write<'_, Job>,
    provider_id: Id,
    staff_id: Id,
    save: Option<Id>,
    now: Time,
) -> Result<()> {
    for own in store::list_own(write, staff_id).await? {
        if Some(own.session_id) != save {
            store::revoke_own(write, staff_id, own.session_id, now).await?;
            tell(write, provider_id, own.session_id);
        }
    }
    Ok(())
}

/// Open streams of an ended session end too.
fn tell(write: &Write<'_, Job>, provider_id: Id, session_id: Id) {
    write.notify(Event {
        provider_id,
        client_id: None,
        kind: "staff_session".to_owned(),
        id: session_id,
    });
}
