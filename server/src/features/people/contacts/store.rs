//! The SQL of contacts.

use super::staff::ContactRow;
use crate::{
    db::{self, FromJson, Read, Statement, Write},
    error::{Error, Result},
    features::people::permission::{ContactRole, Permissions},
    kit::{clock::Time, id::Id},
    params, row,
    scope::{Audience, Staff},
    scoped,
};

row! {
    /// A contact, apart from its memberships.
    #[derive(Debug, Clone)]
    pub struct Contact {
        /// Its key.
        pub contact_id: Id,
        /// Its name.
        pub name: String,
        /// Folded.
        pub email: Option<String>,
        /// E.164.
        pub phone: Option<String>,
        /// `invited`, `active` or `off`.
        pub state: String,
        /// BCP 47, if it has one of its own.
        pub language: Option<String>,
        /// When it was added.
        pub created_at: Time,
        /// When it first signed in.
        pub first_signed_in_at: Option<Time>,
    }
}

row! {
    struct Line {
        contact_id: Id,
        membership_id: Id,
        client_id: Id,
        name: String,
        email: Option<String>,
        phone: Option<String>,
        language: Option<String>,
        role: ContactRole,
        added: FromJson<Permissions>,
        removed: FromJson<Permissions>,
        state: String,
        invited_at: Option<Time>,
        first_signed_in_at: Option<Time>,
        has_second_factor: bool,
    }
}

impl From<Line> for ContactRow {
    fn from(line: Line) -> Self {
        Self {
            id: line.contact_id,
            membership_id: line.membership_id,
            client_id: line.client_id,
            name: line.name,
            email: line.email,
            phone: line.phone,
            language: line.language,
            role: line.role,
            permissions: line
                .role
                .granted(line.added.0, line.removed.0)
                .iter()
                .collect(),
            state: line.state,
            invited_at: line.invited_at,
            first_signed_in_at: line.first_signed_in_at,
            has_second_factor: line.has_second_factor,
        }
    }
}

/// Every contact of a client, the oldest membership first.
pub async fn of_client(read: &Read<'_, Staff>, client_id: Id) -> Result<Vec<ContactRow>> {
    let lines: Vec<Line> = read
        .list(
            scoped!(
                "select k.contact_id, m.membership_id, m.client_id, k.name, k.email, k.phone, k.language, m.role, m.added_permissions,
                        m.removed_permissions,
                            case when m.switched_off_at is null then k.state else 'off' end, k.invited_at, k.first_signed_in_at,
                        f.totp_confirmed_at is not null or f.by_message_at is not null
                 from membership m join contact k using (provider_id, contact_id)
                 left join second_factor f on {provider:f} and f.contact_id = k.contact_id
                 where {client:m} and {provider:k} and m.client_id = $4
                 order by m.created_at, m.membership_id"
            ),
            params![client_id],
        )
        .await?;
    Ok(lines.into_iter().map(Into::into).collect())
}

/// Memberships with their contacts, by membership, after one of them; of one client or of all.
pub(super) async fn list(
    read: &Read<'_, Staff>,
    client_id: Option<Id>,
    after: Id,
    count: i64,
) -> Result<Vec<ContactRow>> {
    let lines: Vec<Line> = match client_id {
        Some(client_id) => {
            read.list(
                scoped!(
                    "select k.contact_id, m.membership_id, m.client_id, k.name, k.email, k.phone, k.language, m.role, m.added_permissions,
                            m.removed_permissions,
                            case when m.switched_off_at is null then k.state else 'off' end, k.invited_at, k.first_signed_in_at,
                            f.totp_confirmed_at is not null or f.by_message_at is not null
                     from membership m join contact k using (provider_id, contact_id)
                     left join second_factor f on {provider:f} and f.contact_id = k.contact_id
                     where {client:m} and {provider:k} and m.client_id = $4 and m.membership_id > $5
                     order by m.membership_id limit $6"
                ),
                params![client_id, after, count],
            )
            .await?
        }
        None => {
            read.list(
                scoped!(
                    "select k.contact_id, m.membership_id, m.client_id, k.name, k.email, k.phone, k.language, m.role, m.added_permissions,
                            m.removed_permissions,
                            case when m.switched_off_at is null then k.state else 'off' end, k.invited_at, k.first_signed_in_at,
                            f.totp_confirmed_at is not null or f.by_message_at is not null
                     from membership m join contact k using (provider_id, contact_id)
                     left join second_factor f on {provider:f} and f.contact_id = k.contact_id
                     where {client:m} and {provider:k} and m.membership_id > $4
                     order by m.membership_id limit $5"
                ),
                params![after, count],
            )
            .await?
        }
    };
    Ok(lines.into_iter().map(Into::into).collect())
}

/// A contact that has a membership of a client these staff see.
pub(super) async fn find(read: &Read<'_, Staff>, contact_id: Id) -> Result<Option<Contact>> {
    Ok(read
        .find(
            scoped!(
                "select k.contact_id, k.name, k.email, k.phone, k.state, k.language, k.created_at, k.first_signed_in_at
                 from contact k
                 where {provider:k} and k.contact_id = $4 and exists
                     (select 1 from membership m where {client:m} and m.contact_id = k.contact_id)"
            ),
            params![contact_id],
        )
        .await?)
}

/// The other contact of this provider that already has the e-mail or the phone, and which of the two it is.
pub async fn holder<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    email: Option<&str>,
    phone: Option<&str>,
    except: Id,
) -> Result<Option<(Id, &'static str)>> {
    let found: Option<(Id, Option<String>)> = read
        .find(
            scoped!(
                "select k.contact_id, k.email from contact k
                 where {provider:k} and (k.email = $4 or k.phone = $5) and k.contact_id <> $6
                 order by k.contact_id limit 1"
            ),
            params![email, phone, except],
        )
        .await?;
    Ok(found.map(|(id, taken)| {
        (
            id,
            if email.is_some() && taken.as_deref() == email {
                "email"
            } else {
                "phone"
            },
        )
    }))
}

/// Adds a contact.
pub async fn add<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    contact: &Contact,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into contact (provider_id, contact_id, name, email, phone, state, language, created_at, updated_at)
                 select p.provider_id, $4, $5, $6, $7, $8, $9, $10, $10 from provider p where {provider:p}"
            ),
            params![
                contact.contact_id,
                &contact.name,
                contact.email.as_deref(),
                contact.phone.as_deref(),
                &contact.state,
                contact.language.as_deref(),
                contact.created_at
            ],
        )
        .await
        .map_err(taken)?;
    Ok(())
}

pub(super) async fn save(write: &Write<'_, Staff>, contact: &Contact, now: Time) -> Result<()> {
    write
        .exec(
            scoped!(
                "update contact as k set name = $5, email = $6, phone = $7, state = $8, language = $9, updated_at = $10
                 where {provider:k} and k.contact_id = $4"
            ),
            params![
                contact.contact_id,
                &contact.name,
                contact.email.as_deref(),
                contact.phone.as_deref(),
                &contact.state,
                contact.language.as_deref(),
                now
            ],
        )
        .await
        .map_err(taken)?;
    Ok(())
}

/// Somebody took the address between the look and the write.
fn taken(error: db::Error) -> Error {
    match error {
        db::Error::Conflict(_) => Error::conflict(
            "address_taken",
            "Another contact already has this e-mail or phone.",
        ),
        other => other.into(),
    }
}

/// The clients that a contact acts for, as far as these staff see them.
pub async fn clients_of(read: &Read<'_, Staff>, contact_id: Id) -> Result<Vec<Id>> {
    Ok(read
        .list(
            scoped!(
                "select m.client_id from membership m where {client:m} and m.contact_id = $4
                 order by m.created_at, m.membership_id"
            ),
            params![contact_id],
        )
        .await?)
}

/// Ends every session of a contact.
pub(super) async fn end_sessions(
    write: &Write<'_, Staff>,
    contact_id: Id,
    now: Time,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update contact_session as s set revoked_at = $5
                 where {provider:s} and s.contact_id = $4 and s.revoked_at is null"
            ),
            params![contact_id, now],
        )
        .await?;
    Ok(())
}

/// Writes down the first time a contact was invited.
pub async fn mark_invited<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    contact_id: Id,
    now: Time,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update contact as k set invited_at = $5, updated_at = $5
                 where {provider:k} and k.contact_id = $4 and k.invited_at is null"
            ),
            params![contact_id, now],
        )
        .await?;
    Ok(())
}

/// Whether these staff see such a contact.
pub async fn exists(read: &Read<'_, Staff>, contact_id: Id) -> Result<bool> {
    Ok(find(read, contact_id).await?.is_some())
}

/// The provider's country, in which phone numbers are read.
pub(super) async fn country(read: &Read<'_, Staff>) -> Result<String> {
    Ok(read
        .one(
            scoped!("select p.country from provider p where {provider:p}"),
            params![],
        )
        .await?)
}
