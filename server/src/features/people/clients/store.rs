//! The SQL of clients.

use super::model::{ClientStatus, sort_name};
use crate::{
    db::{Read, Statement, Write},
    error::Result,
    kit::{clock::Time, id::Id},
    params, row,
    scope::{Audience, Staff},
    scoped,
};

row! {
    /// A client as staff see it.
    #[derive(Debug, Clone)]
    pub struct Client {
        pub client_id: Id,
        pub name: String,
        pub status: ClientStatus,
        pub portal_enabled: bool,
        pub language: Option<String>,
        pub currency: Option<String>,
        pub created_at: Time,
    }
}

row! {
    /// One line of the list of clients.
    #[derive(Debug, Clone)]
    pub struct ClientLine {
        pub client_id: Id,
        pub name: String,
        pub sort_name: String,
        pub status: ClientStatus,
        pub portal_enabled: bool,
        pub created_at: Time,
        pub contacts_count: i64,
        pub documents_count: i64,
    }
}

pub(super) async fn find(read: &Read<'_, Staff>, client_id: Id) -> Result<Option<Client>> {
    Ok(read
        .find(
            scoped!(
                "select c.client_id, c.name, c.status, c.portal_enabled, c.language, c.currency, c.created_at
                 from client c where {client:c} and c.client_id = $4"
            ),
            params![client_id],
        )
        .await?)
}

/// Clients in order of name, after a place in it and up to a sort name.
pub(super) async fn list(
    read: &Read<'_, Staff>,
    after: &(String, Id),
    to: &str,
    count: i64,
) -> Result<Vec<ClientLine>> {
    Ok(read
        .list(
            scoped!(
                "select c.client_id, c.name, c.sort_name, c.status, c.portal_enabled, c.created_at,
                        (select count(*) from membership m where {client:m} and m.client_id = c.client_id),
                        (select count(*) from document d where {project:d} and {org:d} and d.client_id = c.client_id)
                 from client c
                 where {client:c} and (c.sort_name, c.client_id) > ($4, $5) and c.sort_name < $6
                 order by c.sort_name, c.client_id limit $7"
            ),
            params![&after.0, after.1, to, count],
        )
        .await?)
}

pub(super) async fn add(write: &Write<'_, Staff>, client: &Client) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into client (provider_id, client_id, name, sort_name, status, portal_enabled, language, currency,
                        created_at, updated_at)
                 select p.provider_id, $4, $5, $6, $7, $8, $9, $10, $11, $11 from provider p where {provider:p}"
            ),
            params![
                client.client_id,
                &client.name,
                &sort_name(&client.name),
                client.status,
                client.portal_enabled,
                client.language.as_deref(),
                client.currency.as_deref(),
                client.created_at
            ],
        )
        .await?;
    Ok(())
}

pub(super) async fn save(write: &Write<'_, Staff>, client: &Client, now: Time) -> Result<()> {
    write
        .exec(
            scoped!(
                "update client as c set name = $5, sort_name = $6, status = $7, portal_enabled = $8, language = $9,
                        currency = $10, updated_at = $11
                 where {client:c} and c.client_id = $4"
            ),
            params![
                client.client_id,
                &client.name,
                &sort_name(&client.name),
                client.status,
                client.portal_enabled,
                client.language.as_deref(),
                client.currency.as_deref(),
                now
            ],
        )
        .await?;
    Ok(())
}

/// Ends every session that acts for a client.
pub(super) async fn end_sessions(write: &Write<'_, Staff>, client_id: Id, now: Time) -> Result<()> {
    write
        .exec(
            scoped!(
                "update contact_session as s set revoked_at = $5
                 where {provider:s} and s.revoked_at is null and s.membership_id in
                     (select m.membership_id from membership m where {client:m} and m.client_id = $4)"
            ),
            params![client_id, now],
        )
        .await?;
    Ok(())
}

/// Opens the portal to a client: its first contact is invited.
pub async fn enable_portal(write: &Write<'_, Staff>, client_id: Id, now: Time) -> Result<bool> {
    let changed = write
        .exec(
            scoped!(
                "update client as c set portal_enabled = $6, updated_at = $5
                 where {client:c} and c.client_id = $4 and c.portal_enabled = $7"
            ),
            params![client_id, now, true, false],
        )
        .await?;
    Ok(changed > 0)
}

/// Makes a prospect an active client, as its first accepted quote does (P8). Says whether it was one.
pub async fn activate_prospect<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    client_id: Id,
    now: Time,
) -> Result<bool> {
    let changed = write
        .exec(
            scoped!(
                "update client as c set status = 'active', updated_at = $5
                 where {client:c} and c.client_id = $4 and c.status = 'prospect'"
            ),
            params![client_id, now],
        )
        .await?;
    Ok(changed > 0)
}

/// Whether whoever asks sees such a client.
pub async fn exists<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    client_id: Id,
) -> Result<bool> {
    let found: Option<Id> = read
        .find(
            scoped!("select c.client_id from client c where {client:c} and c.client_id = $4"),
            params![client_id],
        )
        .await?;
    Ok(found.is_some())
}
