//! Who of a client can be told something of one of its projects.

use super::permission::{ContactRole, Permissions};
use crate::{
    db::{FromJson, Read, Result, Statement},
    kit::id::Id,
    params, row,
    scope::Audience,
    scoped,
};

/// Somebody who can be told.
#[derive(Debug)]
pub struct Reachable {
    /// Who.
    pub contact_id: Id,
    /// Its name.
    pub name: String,
    /// Where to, first.
    pub email: Option<String>,
    /// Where to, else.
    pub phone: Option<String>,
    /// BCP 47: its own, or its client's; none for the provider's.
    pub language: Option<String>,
    /// What it may do for this client.
    pub may: Permissions,
}

row! {
    struct Member {
        contact_id: Id,
        name: String,
        email: Option<String>,
        phone: Option<String>,
        language: Option<String>,
        role: ContactRole,
        added: FromJson<Permissions>,
        removed: FromJson<Permissions>,
    }
}

/// People of a portal that is open, who were invited to it and are not switched off, whose membership covers the project;
/// by name. Guests see what is marked for them only, and are left out.
///
/// # Errors
/// Those of the database.
pub async fn list_reachable<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    client_id: Id,
    project_id: Option<Id>,
) -> Result<Vec<Reachable>> {
    let members: Vec<Member> = read
        .list(
            scoped!(
                "select c.contact_id, c.name, c.email, c.phone, coalesce(c.language, k.language), m.role,
                        m.added_permissions, m.removed_permissions
                 from membership m
                 join contact c on {provider:c} and c.contact_id = m.contact_id
                 join client k on {client:k} and k.client_id = m.client_id
                 where {client:m} and m.client_id = $4 and m.switched_off_at is null and c.state <> 'off'
                   and (c.state = 'active' or c.invited_at is not null)
                   and k.portal_enabled and k.status <> 'inactive'
                   and (m.narrowed = $5 or exists (select 1 from membership_project p where {client:p}
                        and p.membership_id = m.membership_id and p.project_id = $6))
                 order by c.name, c.contact_id"
            ),
            params![client_id, false, project_id],
        )
        .await?;
    let members = members.into_iter();
    Ok(members
        .filter(|member| member.role != ContactRole::Guest)
        .map(|member| Reachable {
            may: member.role.granted(member.added.0, member.removed.0),
            contact_id: member.contact_id,
            name: member.name,
            email: member.email,
            phone: member.phone,
            language: member.language,
        })
        .collect())
}
