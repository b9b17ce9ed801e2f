//! The SQL of memberships.

use serde_json::json;

use crate::{
    db::{FromJson, Read, Write},
    error::Result,
    features::people::permission::{ContactRole, Permissions},
    kit::{clock::Time, id::Id},
    params, row,
    scope::Staff,
    scoped,
};

/// A contact's place at a client.
#[derive(Debug, Clone)]
pub struct Membership {
    /// Its key.
    pub membership_id: Id,
    /// The client.
    pub client_id: Id,
    /// The contact.
    pub contact_id: Id,
    /// The role.
    pub role: ContactRole,
    /// Permissions beyond the role.
    pub added: Permissions,
    /// Permissions of the role that it lacks.
    pub removed: Permissions,
}

row! {
    struct Line {
        membership_id: Id,
        client_id: Id,
        contact_id: Id,
        role: ContactRole,
        added: FromJson<Permissions>,
        removed: FromJson<Permissions>,
    }
}

pub(super) async fn find(read: &Read<'_, Staff>, membership_id: Id) -> Result<Option<Membership>> {
    let line: Option<Line> = read
        .find(
            scoped!(
                "select m.membership_id, m.client_id, m.contact_id, m.role, m.added_permissions, m.removed_permissions
                 from membership m where {client:m} and m.membership_id = $4"
            ),
            params![membership_id],
        )
        .await?;
    Ok(line.map(|line| Membership {
        membership_id: line.membership_id,
        client_id: line.client_id,
        contact_id: line.contact_id,
        role: line.role,
        added: line.added.0,
        removed: line.removed.0,
    }))
}

/// Whether the contact already acts for the client.
pub(super) async fn is_member(
    read: &Read<'_, Staff>,
    client_id: Id,
    contact_id: Id,
) -> Result<bool> {
    let found: Option<Id> = read
        .find(
            scoped!(
                "select m.membership_id from membership m
                 where {client:m} and m.client_id = $4 and m.contact_id = $5"
            ),
            params![client_id, contact_id],
        )
        .await?;
    Ok(found.is_some())
}

/// Adds a membership of a client that these staff see.
pub async fn add(write: &Write<'_, Staff>, membership: &Membership, now: Time) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into membership (provider_id, membership_id, client_id, contact_id, role, added_permissions,
                        removed_permissions, narrowed, created_at)
                 select c.provider_id, $5, c.client_id, $6, $7, $8, $9, $10, $11 from client c
                 where {client:c} and c.client_id = $4"
            ),
            params![
                membership.client_id,
                membership.membership_id,
                membership.contact_id,
                membership.role,
                &json!(membership.added),
                &json!(membership.removed),
                false,
                now
            ],
        )
        .await?;
    Ok(())
}

/// Lets a contact of a project's client see it, if its membership is narrowed to some. Whether the contact acts for that
/// client at all.
pub async fn show_project(
    write: &Write<'_, Staff>,
    client_id: Id,
    contact_id: Id,
    project_id: Id,
) -> Result<bool> {
    let widen = scoped!(
        "insert into membership_project (provider_id, membership_id, client_id, project_id)
         select m.provider_id, m.membership_id, m.client_id, $6 from membership m
         where {client:m} and m.client_id = $4 and m.contact_id = $5 and m.narrowed
         on conflict do nothing"
    );
    let ids = params![client_id, contact_id, project_id];
    write.exec(widen, ids).await?;
    is_member(write, client_id, contact_id).await
}

/// Whether the contact acts for another client that these staff see.
pub(super) async fn has_another(read: &Read<'_, Staff>, membership: &Membership) -> Result<bool> {
    let found: Option<Id> = read
        .find(
            scoped!(
                "select m.membership_id from membership m
                 where {client:m} and m.contact_id = $4 and m.membership_id <> $5 limit 1"
            ),
            params![membership.contact_id, membership.membership_id],
        )
        .await?;
    Ok(found.is_some())
}

/// Removes a membership with its projects and sessions: a session acts for one membership and is nothing without.
pub(super) async fn remove(write: &Write<'_, Staff>, membership_id: Id) -> Result<()> {
    let sessions =
        scoped!("delete from contact_session as s where {provider:s} and s.membership_id = $4");
    write.exec(sessions, params![membership_id]).await?;
    let projects =
        scoped!("delete from membership_project as p where {client:p} and p.membership_id = $4");
    write.exec(projects, params![membership_id]).await?;
    let membership =
        scoped!("delete from membership as m where {client:m} and m.membership_id = $4");
    write.exec(membership, params![membership_id]).await?;
    Ok(())
}

pub(super) async fn save(write: &Write<'_, Staff>, membership: &Membership) -> Result<()> {
    write
        .exec(
            scoped!(
                "update membership as m set role = $5, added_permissions = $6, removed_permissions = $7
                 where {client:m} and m.membership_id = $4"
            ),
            params![membership.membership_id, membership.role, &json!(membership.added), &json!(membership.removed)],
        )
        .await?;
    Ok(())
}
