//! Delivery links in the database.

use serde::Serialize;
use utoipa::ToSchema;

use super::staff::DeliveryChannel;
use crate::{
    db::{Read, Statement, Write},
    error::Result,
    kit::{clock::Time, id::Id},
    params, row,
    scope::{Audience, Staff},
    scoped,
};

row! {
    /// A link that was sent.
    #[derive(Debug, Serialize, ToSchema)]
    pub struct DeliveryLinkRow {
        /// The link.
        pub id: Id,
        /// To whom.
        pub contact_id: Id,
        /// Its name.
        pub contact_name: String,
        /// `sms`, `email` or `copy`.
        #[schema(value_type = DeliveryChannel)]
        pub channel: String,
        /// When.
        pub created_at: Time,
        /// When it was first opened.
        pub opened_at: Option<Time>,
        /// When it was taken back.
        pub revoked_at: Option<Time>,
    }
}

/// The links to a document, newest first.
pub async fn of_document(read: &Read<'_, Staff>, document_id: Id) -> Result<Vec<DeliveryLinkRow>> {
    Ok(read
        .list(
            scoped!(
                "select l.delivery_link_id, l.contact_id, c.name, l.channel, l.created_at, l.opened_at, l.revoked_at
                 from delivery_link l
                 join contact c using (provider_id, contact_id)
                 where {project:l} and l.document_id = $4 order by l.created_at desc, l.delivery_link_id desc"
            ),
            params![document_id],
        )
        .await?)
}

/// Where the provider's portal is: origin and prefix of its main brand domain.
pub async fn main_address<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
) -> Result<Option<String>> {
    let found: Option<(String, String)> = read
        .find(
            scoped!(
                "select b.origin, b.path_prefix from brand_domain b
                 where {provider:b} and b.main_brand_domain_id is null
                 order by b.created_at, b.brand_domain_id limit 1"
            ),
            params![],
        )
        .await?;
    Ok(found.map(|(origin, prefix)| format!("{origin}{prefix}")))
}

row! {
    /// What sending needs to know of a document.
    pub(super) struct Sendable {
        pub(super) client_id: Id,
        pub(super) project_id: Option<Id>,
        pub(super) status: String,
        pub(super) title: String,
        pub(super) year: Option<i32>,
        pub(super) slug: Option<String>,
    }
}

/// A document that these staff may see.
pub(super) async fn find_document(
    read: &Read<'_, Staff>,
    document_id: Id,
) -> Result<Option<Sendable>> {
    Ok(read
        .find(
            scoped!(
                "select d.client_id, d.project_id, d.status, d.title, d.year, d.slug
                 from document d where {project:d} and {org:d} and d.document_id = $4"
            ),
            params![document_id],
        )
        .await?)
}

row! {
    /// A contact of a client.
    pub(super) struct Recipient {
        pub(super) name: String,
        pub(super) email: Option<String>,
        pub(super) phone: Option<String>,
        pub(super) state: String,
        pub(super) language: Option<String>,
        pub(super) role: String,
        pub(super) may_read: bool,
    }
}

/// A contact of a client, and whether its membership covers a project.
pub(super) async fn find_recipient(
    read: &Read<'_, Staff>,
    client_id: Id,
    contact_id: Id,
    project_id: Option<Id>,
) -> Result<Option<Recipient>> {
    Ok(read
        .find(
            scoped!(
                "select c.name, c.email, c.phone, case when m.switched_off_at is null then c.state else 'off' end,
                        coalesce(c.language, k.language), m.role,
                        m.narrowed = $6 or exists (select 1 from membership_project p where {client:p}
                            and p.membership_id = m.membership_id and p.project_id = $7)
                 from contact c
                 join membership m on {client:m} and m.contact_id = c.contact_id and m.client_id = $4
                 join client k on {client:k} and k.client_id = m.client_id
                 where {provider:c} and c.contact_id = $5"
            ),
            params![client_id, contact_id, false, project_id],
        )
        .await?)
}

/// A link to be added.
pub(super) struct NewLink<'a> {
    pub(super) delivery_link_id: Id,
    pub(super) document_id: Id,
    pub(super) contact_id: Id,
    pub(super) channel: &'a str,
    pub(super) token_hash: &'a [u8; 32],
}

/// Adds a link.
pub(super) async fn add(write: &Write<'_, Staff>, now: Time, link: &NewLink<'_>) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into delivery_link (provider_id, delivery_link_id, document_id, client_id, project_id,
                        contact_id, channel, token_hash, created_by, created_at)
                 select d.provider_id, $5, d.document_id, d.client_id, d.project_id, $6, $7, $8, $9, $10
                 from document d where {project:d} and {org:d} and d.document_id = $4"
            ),
            params![
                link.document_id,
                link.delivery_link_id,
                link.contact_id,
                link.channel,
                link.token_hash,
                write.who().staff_id,
                now
            ],
        )
        .await?;
    Ok(())
}

/// Notes that a contact was invited, unless it was before.
pub(super) async fn save_invited(
    write: &Write<'_, Staff>,
    now: Time,
    contact_id: Id,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update contact set invited_at = $5, updated_at = $5
                 where {provider:contact} and contact_id = $4 and invited_at is null"
            ),
            params![contact_id, now],
        )
        .await?;
    Ok(())
}

/// Opens the portal to a client.
pub(super) async fn enable_portal(
    write: &Write<'_, Staff>,
    now: Time,
    client_id: Id,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update client set portal_enabled = $5, updated_at = $6
                 where {client:client} and client_id = $4 and portal_enabled <> $5"
            ),
            params![client_id, true, now],
        )
        .await?;
    Ok(())
}

row! {
    /// A link as it was made.
    pub(super) struct Made {
        pub(super) document_id: Id,
        pub(super) contact_id: Id,
        pub(super) channel: DeliveryChannel,
        pub(super) revoked_at: Option<Time>,
    }
}

/// A link to a document that these staff may see.
pub(super) async fn find_link(read: &Read<'_, Staff>, link_id: Id) -> Result<Option<Made>> {
    Ok(read
        .find(
            scoped!(
                "select l.document_id, l.contact_id, l.channel, l.revoked_at from delivery_link l
                 join document d on {project:d} and {org:d} and d.document_id = l.document_id
                 where {project:l} and l.delivery_link_id = $4"
            ),
            params![link_id],
        )
        .await?)
}

/// Takes a link back; its client and document. None when it is not there or was taken back before.
pub(super) async fn revoke(
    write: &Write<'_, Staff>,
    now: Time,
    link_id: Id,
) -> Result<Option<(Id, Id)>> {
    Ok(write
        .find(
            scoped!(
                "update delivery_link set revoked_at = coalesce(revoked_at, $5)
                 where {project:delivery_link} and delivery_link_id = $4
                   and exists (select 1 from document d
                       where {project:d} and {org:d} and d.document_id = delivery_link.document_id)
                 returning client_id, document_id"
            ),
            params![link_id, now],
        )
        .await?)
}
