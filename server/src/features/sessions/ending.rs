//! The end of all of a contact's sessions, and what keeps new ones from slipping past it.

use super::store::revoke;
use crate::{
    db::Write,
    error::Result,
    kit::{clock::Time, event::Event, id::Id},
    params,
    scope::Job,
    scoped,
};

/// Locks a contact's row until the end of the transaction: of two who make a session from another and end all of them,
/// the second sees what the first did.
pub async fn lock(write: &Write<'_, Job>, contact_id: Id) -> Result<()> {
    write
        .exec(
            scoped!(
                "update contact as c set updated_at = c.updated_at where {provider:c} and c.contact_id = $4"
            ),
            params![contact_id],
        )
        .await?;
    Ok(())
}

/// Ends every session of a contact, save one.
pub async fn end_all(
    write: &Write<'_, Job>,
    contact_id: Id,
    save: Option<Id>,
    now: Time,
) -> Result<()> {
    lock(write, contact_id).await?;
    let live: Vec<(Id, Id, Id)> = write
        .list(
            scoped!(
                "select s.provider_id, s.contact_session_id, m.client_id from contact_session s
                 join membership m on m.provider_id = s.provider_id and m.membership_id = s.membership_id and {client:m}
                 where {provider:s} and s.contact_id = $4 and s.revoked_at is null"
            ),
            params![contact_id],
        )
        .await?;
    for (provider_id, session_id, client_id) in live {
        if Some(session_id) == save {
            continue;
        }
        revoke(write, contact_id, session_id, now).await?;
        write.notify(Event {
            provider_id,
            client_id: Some(client_id),
            kind: "session".to_owned(),
            id: session_id,
        });
    }
    Ok(())
}
