//! The SQL of colleagues, as one contact of the client sees them.

use serde_json::json;

use super::model::Granted;
use crate::{
    db::{FromJson, Read, Write},
    error::Result,
    features::people::permission::{ContactRole, Permissions},
    kit::{clock::Time, id::Id},
    params, row,
    scope::{Contact, Reach},
    scoped,
};

row! {
    /// A colleague.
    #[derive(Debug, Clone)]
    pub struct Colleague {
        pub contact_id: Id,
        pub membership_id: Id,
        pub name: String,
        pub email: Option<String>,
        pub phone: Option<String>,
        pub language: Option<String>,
        pub state: String,
        pub role: ContactRole,
        pub added: FromJson<Permissions>,
        pub removed: FromJson<Permissions>,
        pub narrowed: bool,
        pub switched_off_at: Option<Time>,
        pub invited_at: Option<Time>,
        pub first_signed_in_at: Option<Time>,
        pub foreign_projects: i64,
    }
}

impl Colleague {
    /// What it may do.
    pub fn permissions(&self) -> Permissions {
        self.role.granted(self.added.0, self.removed.0)
    }

    /// `invited`, `active` or `off`, for this client.
    pub fn state_here(&self) -> &str {
        match self.switched_off_at {
            Some(_) => "off",
            None => &self.state,
        }
    }

    /// Whether it sees what this contact does not.
    pub fn sees_more(&self, than: &Contact) -> bool {
        let is_guest = self.role == ContactRole::Guest;
        match than.reach {
            Reach::Client => false,
            Reach::Projects => !is_guest && (!self.narrowed || self.foreign_projects > 0),
            Reach::Marked => !is_guest,
        }
    }
}

/// Everybody who acts for this client, the oldest first.
pub async fn list(read: &Read<'_, Contact>) -> Result<Vec<Colleague>> {
    Ok(read
        .list(
            scoped!(
                "select k.contact_id, m.membership_id, k.name, k.email, k.phone, k.language, k.state, m.role,
                        m.added_permissions, m.removed_permissions, m.narrowed, m.switched_off_at, k.invited_at,
                        k.first_signed_in_at,
                        (select count(*) from membership_project p
                         where {client:p} and p.membership_id = m.membership_id and p.project_id not in
                               (select q.project_id from membership_project q
                                where {client:q} and q.membership_id = $3))
                 from membership m join contact k using (provider_id, contact_id)
                 where {client:m} and {provider:k} order by m.created_at, m.membership_id"
            ),
            params![],
        )
        .await?)
}

/// One of them.
pub async fn find(read: &Read<'_, Contact>, contact_id: Id) -> Result<Option<Colleague>> {
    let all = list(read).await?;
    Ok(all.into_iter().find(|one| one.contact_id == contact_id))
}

/// A person that is new to the provider, with a place at this client: never more projects than the one who invites.
pub async fn add(
    write: &Write<'_, Contact>,
    now: Time,
    colleague: &Colleague,
    granted: &Granted,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into membership (provider_id, membership_id, client_id, contact_id, role, added_permissions,
                        removed_permissions, narrowed, created_at)
                 select m.provider_id, $4, m.client_id, $5, $6, $7, $8, m.narrowed, $9 from membership m
                 where {client:m} and m.membership_id = $3"
            ),
            params![
                colleague.membership_id,
                colleague.contact_id,
                granted.role,
                &json!(granted.added),
                &json!(granted.removed),
                now
            ],
        )
        .await?;
    write
        .exec(
            scoped!(
                "insert into membership_project (provider_id, membership_id, client_id, project_id)
                 select p.provider_id, $4, p.client_id, p.project_id from membership_project p
                 where {client:p} and p.membership_id = $3"
            ),
            params![colleague.membership_id],
        )
        .await?;
    Ok(())
}

/// Gives a colleague other permissions.
pub async fn save_granted(
    write: &Write<'_, Contact>,
    membership_id: Id,
    granted: &Granted,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update membership as m set role = $5, added_permissions = $6, removed_permissions = $7
                 where {client:m} and m.membership_id = $4"
            ),
            params![
                membership_id,
                granted.role,
                &json!(granted.added),
                &json!(granted.removed)
            ],
        )
        .await?;
    Ok(())
}

/// Switches a colleague off, which ends its sessions for this client, or on again.
pub async fn save_switched_off(
    write: &Write<'_, Contact>,
    membership_id: Id,
    switched_off_at: Option<Time>,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update membership as m set switched_off_at = $5 where {client:m} and m.membership_id = $4"
            ),
            params![membership_id, switched_off_at],
        )
        .await?;
    if let Some(now) = switched_off_at {
        write
            .exec(
                scoped!(
                    "update contact_session as s set revoked_at = $5
                     where {provider:s} and s.revoked_at is null and s.membership_id in
                         (select m.membership_id from membership m where {client:m} and m.membership_id = $4)"
                ),
                params![membership_id, now],
            )
            .await?;
    }
    Ok(())
}

row! {
    /// In whose name an invitation goes out.
    pub struct Sender {
        pub portal: String,
        pub language: String,
        pub country: String,
        pub client: String,
        pub client_language: Option<String>,
        pub colleague: String,
        pub role: ContactRole,
    }
}

/// In whose name this contact invites.
pub async fn find_sender(read: &Read<'_, Contact>) -> Result<Sender> {
    Ok(read
        .one(
            scoped!(
                "select p.sender_name, p.language, p.country, c.name, c.language, k.name, m.role
                 from membership m
                 join provider p using (provider_id)
                 join client c on {client:c} and c.client_id = m.client_id
                 join contact k on {provider:k} and k.contact_id = m.contact_id
                 where {client:m} and m.membership_id = $3"
            ),
            params![],
        )
        .await?)
}
