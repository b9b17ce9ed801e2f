//! Sessions as whoever runs the installation sees and ends them, from the command line: of contacts and staff alike.

use serde_json::json;

use super::store;
use crate::{
    db::Db,
    error::Result,
    features::{
        audit::{self, Actor, Entry},
        staff_sign_in,
    },
    kit::{clock::Time, event::Event, id::Id},
    scope::{Job, Strength},
};

/// An open session of a contact or a staff member.
#[derive(Debug)]
pub struct Listed {
    /// Its key.
    pub session_id: Id,
    /// Whose it is.
    pub person_id: Id,
    /// The client that a contact acts for; none for staff.
    pub client_id: Option<Id>,
    /// The person's name.
    pub name: String,
    /// How strongly it was signed in to.
    pub strength: Strength,
    /// The address it was made from.
    pub ip: Option<String>,
    /// When it was used last.
    pub last_seen_at: Time,
}

impl Listed {
    /// Whether it is a staff member's.
    pub const fn is_staff(&self) -> bool {
        self.client_id.is_none()
    }
}

/// The sessions of a provider's contacts and staff that were not ended, the latest used first.
///
/// # Errors
/// Those of the database.
pub async fn list_of_provider(db: &Db, provider_id: Id) -> Result<Vec<Listed>> {
    let job = Job::of(provider_id);
    let read = db.read(&job).await?;
    let contacts = store::list_all(&read).await?.into_iter().map(|one| Listed {
        session_id: one.session_id,
        person_id: one.contact_id,
        client_id: Some(one.client_id),
        name: one.name,
        strength: one.strength,
        ip: one.ip,
        last_seen_at: one.last_seen_at,
    });
    let staff = staff_sign_in::list_all(&read).await?;
    let staff = staff.into_iter().map(|one| Listed {
        session_id: one.session_id,
        person_id: one.staff_id,
        client_id: None,
        name: one.name,
        strength: one.strength,
        ip: one.ip,
        last_seen_at: one.last_seen_at,
    });
    let mut listed: Vec<Listed> = contacts.chain(staff).collect();
    listed.sort_by_key(|session| std::cmp::Reverse(session.last_seen_at));
    Ok(listed)
}

/// Ends one of them at once, on every copy of the program. Whether there was one to end.
///
/// # Errors
/// Those of the database.
pub async fn revoke_of_provider(
    db: &Db,
    now: Time,
    provider_id: Id,
    session_id: Id,
) -> Result<bool> {
    let job = Job::of(provider_id);
    let listed = list_of_provider(db, provider_id).await?;
    let Some(found) = listed.into_iter().find(|one| one.session_id == session_id) else {
        return Ok(false);
    };
    let write = db.write(&job).await?;
    let (kind, client_id) = if found.is_staff() {
        staff_sign_in::revoke(&write, session_id, now).await?;
        ("staff_session", None)
    } else {
        store::revoke(&write, found.person_id, session_id, now).await?;
        ("session", found.client_id)
    };
    write.notify(Event {
        provider_id,
        client_id,
        kind: kind.to_owned(),
        id: session_id,
    });
    let entry = Entry::done("session_revoked")
        .on("session", session_id)
        .detail(json!({ "of": found.person_id }));
    audit::record(&write, now, &Actor::command_line(), &entry).await?;
    write.commit().await?;
    Ok(true)
}
