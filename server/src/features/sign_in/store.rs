//! The SQL of contacts' sign-in.

use crate::{
    db::{Read, Write},
    error::Result,
    kit::{clock::Time, id::Id},
    params, row,
    scope::Job,
    scoped,
};

row! {
    /// A contact that may act for a client.
    #[derive(Debug, Clone)]
    pub struct Known {
        pub contact_id: Id,
        pub name: String,
        pub language: Option<String>,
        pub membership_id: Id,
        pub client_id: Id,
    }
}

/// The contact of a phone number or e-mail address, unless it may act for no client (P8).
pub async fn find_by_address(read: &Read<'_, Job>, address: &str) -> Result<Option<Known>> {
    let known = read
        .find(
            scoped!(
                "select c.contact_id, c.name, c.language, m.membership_id, m.client_id from contact c
                 join membership m on m.provider_id = c.provider_id and m.contact_id = c.contact_id and {client:m}
                 join client k on k.provider_id = m.provider_id and k.client_id = m.client_id and {client:k}
                 where {provider:c} and (c.phone = $4 or c.email = $4) and c.state <> 'off'
                   and m.switched_off_at is null and k.portal_enabled and k.status <> 'inactive'
                 order by m.created_at, m.membership_id limit 1"
            ),
            params![address],
        )
        .await?;
    Ok(known)
}

/// The same by its key; of several clients the one that has the document of this address, else the oldest.
pub async fn find_by_id(
    read: &Read<'_, Job>,
    contact_id: Id,
    document: Option<(i64, &str)>,
) -> Result<Option<Known>> {
    let (year, slug) = document.unzip();
    let known = read
        .find(
            scoped!(
                "select c.contact_id, c.name, c.language, m.membership_id, m.client_id from contact c
                 join membership m on m.provider_id = c.provider_id and m.contact_id = c.contact_id and {client:m}
                 join client k on k.provider_id = m.provider_id and k.client_id = m.client_id and {client:k}
                 where {provider:c} and c.contact_id = $4 and c.state <> 'off'
                   and m.switched_off_at is null and k.portal_enabled and k.status <> 'inactive'
                 order by case when exists (
                       select 1 from document d where {project:d} and {org:d} and d.client_id = m.client_id
                         and d.year = $5 and d.slug = $6 and d.status = 'published') then 0 else 1 end,
                     m.created_at, m.membership_id limit 1"
            ),
            params![contact_id, year, slug],
        )
        .await?;
    Ok(known)
}

/// Writes down a first sign-in.
pub async fn save_signed_in(write: &Write<'_, Job>, contact_id: Id, now: Time) -> Result<()> {
    write
        .exec(
            scoped!(
                "update contact as c set state = 'active', first_signed_in_at = coalesce(c.first_signed_in_at, $5)
                 where {provider:c} and c.contact_id = $4 and c.state <> 'off'"
            ),
            params![contact_id, now],
        )
        .await?;
    Ok(())
}

/// What a new pending sign-in is made of.
pub struct NewSignIn<'a> {
    /// Its key.
    pub sign_in_id: Id,
    /// The brand domain it was asked for at.
    pub brand_domain_id: Id,
    /// Whose it is; nobody's for an unknown address.
    pub contact_id: Option<Id>,
    /// `sms` or `email`.
    pub channel: &'a str,
    /// Where the code went, or would have gone.
    pub address: &'a str,
    /// The hash of the pending cookie.
    pub cookie_hash: &'a [u8; 32],
    /// The sealed code.
    pub code_hmac: &'a [u8; 32],
    /// The hash of the link's token.
    pub token_hash: &'a [u8; 32],
    /// Where to go afterwards.
    pub return_to: Option<&'a str>,
    /// Until when code and link are good.
    pub expires_at: Time,
}

/// Adds a pending sign-in, voids earlier ones of the same address and forgets those of `forget_before`.
pub async fn add(
    write: &Write<'_, Job>,
    now: Time,
    forget_before: Time,
    new: &NewSignIn<'_>,
) -> Result<()> {
    write
        .exec(
            scoped!("delete from sign_in as s where {provider:s} and s.address = $4 and s.created_at < $5"),
            params![new.address, forget_before],
        )
        .await?;
    write
        .exec(
            scoped!(
                "update sign_in as s set voided_at = $5
                 where {provider:s} and s.address = $4 and s.voided_at is null and s.spent_at is null"
            ),
            params![new.address, now],
        )
        .await?;
    write
        .exec(
            scoped!(
                "insert into sign_in (provider_id, sign_in_id, brand_domain_id, contact_id, channel, address, cookie_hash,
                        code_hmac, token_hash, return_to, created_at, expires_at)
                 select p.provider_id, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14
                 from provider p where {provider:p}"
            ),
            params![
                new.sign_in_id,
                new.brand_domain_id,
                new.contact_id,
                new.channel,
                new.address,
                new.cookie_hash,
                new.code_hmac,
                new.token_hash,
                new.return_to,
                now,
                new.expires_at
            ],
        )
        .await?;
    Ok(())
}

row! {
    /// A sign-in that was asked for.
    #[derive(Debug, Clone)]
    pub struct Pending {
        pub sign_in_id: Id,
        pub contact_id: Option<Id>,
        pub channel: String,
        pub address: String,
        pub cookie_hash: Vec<u8>,
        pub code_hmac: Vec<u8>,
        pub return_to: Option<String>,
        pub expires_at: Time,
        pub voided_at: Option<Time>,
        pub spent_at: Option<Time>,
    }
}

impl Pending {
    /// Whether its code and link are still good.
    pub fn is_live(&self, now: Time) -> bool {
        self.voided_at.is_none() && self.spent_at.is_none() && self.expires_at > now
    }
}

/// The sign-in of a pending cookie at one brand domain.
pub async fn find_by_cookie(
    read: &Read<'_, Job>,
    cookie_hash: &[u8; 32],
    brand_domain_id: Id,
) -> Result<Option<Pending>> {
    let pending = read
        .find(
            scoped!(
                "select s.sign_in_id, s.contact_id, s.channel, s.address, s.cookie_hash, s.code_hmac, s.return_to, s.expires_at,
                        s.voided_at, s.spent_at
                 from sign_in s where {provider:s} and s.cookie_hash = $4 and s.brand_domain_id = $5"
            ),
            params![cookie_hash, brand_domain_id],
        )
        .await?;
    Ok(pending)
}

/// The sign-in of a link's token at one brand domain.
pub async fn find_by_token(
    read: &Read<'_, Job>,
    token_hash: &[u8; 32],
    brand_domain_id: Id,
) -> Result<Option<Pending>> {
    let pending = read
        .find(
            scoped!(
                "select s.sign_in_id, s.contact_id, s.channel, s.address, s.cookie_hash, s.code_hmac, s.return_to, s.expires_at,
                        s.voided_at, s.spent_at
                 from sign_in s where {provider:s} and s.token_hash = $4 and s.brand_domain_id = $5"
            ),
            params![token_hash, brand_domain_id],
        )
        .await?;
    Ok(pending)
}

/// Spends a sign-in. False when it was spent, voided or over before: only one of many gets true.
pub async fn spend(write: &Write<'_, Job>, sign_in_id: Id, now: Time) -> Result<bool> {
    let spent = write
        .exec(
            scoped!(
                "update sign_in as s set spent_at = $5
                 where {provider:s} and s.sign_in_id = $4 and s.spent_at is null and s.voided_at is null
                   and s.expires_at > $5"
            ),
            params![sign_in_id, now],
        )
        .await?;
    Ok(spent == 1)
}

row! {
    /// A delivery link that leads to a published document.
    #[derive(Debug, Clone)]
    pub struct Link {
        pub delivery_link_id: Id,
        pub channel: String,
        pub year: i64,
        pub slug: String,
        pub document_id: Id,
        pub client_id: Id,
        pub contact_id: Id,
        pub phone: Option<String>,
        pub email: Option<String>,
        pub opened_at: Option<Time>,
    }
}

/// The delivery link of a token, unless it was revoked, its document is not published or its contact may not act for
/// the document's client.
pub async fn find_link(read: &Read<'_, Job>, token_hash: &[u8]) -> Result<Option<Link>> {
    let link = read
        .find(
            scoped!(
                "select l.delivery_link_id, l.channel, d.year, d.slug, d.document_id, d.client_id, c.contact_id, c.phone,
                        c.email, l.opened_at
                 from delivery_link l
                 join document d on d.provider_id = l.provider_id and d.document_id = l.document_id and {project:d} and {org:d}
                 join contact c on c.provider_id = l.provider_id and c.contact_id = l.contact_id and {provider:c}
                 join membership m on m.provider_id = l.provider_id and m.contact_id = l.contact_id
                      and m.client_id = l.client_id and {client:m}
                 join client k on k.provider_id = l.provider_id and k.client_id = l.client_id and {client:k}
                 where {project:l} and l.token_hash = $4 and l.revoked_at is null and d.status = 'published'
                   and d.year is not null and d.slug is not null
                   and c.state <> 'off' and m.switched_off_at is null and k.portal_enabled and k.status <> 'inactive'"
            ),
            params![token_hash],
        )
        .await?;
    Ok(link)
}

/// Writes down the first time a delivery link was opened.
pub async fn save_link_opened(
    write: &Write<'_, Job>,
    delivery_link_id: Id,
    now: Time,
) -> Result<bool> {
    let first = write
        .exec(
            scoped!(
                "update delivery_link as l set opened_at = $5
                 where {project:l} and l.delivery_link_id = $4 and l.opened_at is null"
            ),
            params![delivery_link_id, now],
        )
        .await?;
    Ok(first == 1)
}

/// Costs what adding a message costs, and changes nothing: an unknown address is answered in the same time (P14).
pub async fn touch_nothing(write: &Write<'_, Job>, message_id: Id) -> Result<()> {
    write
        .exec(
            scoped!(
                "update outbox_message as m set reason = 'unknown'
                 where {provider:m} and m.outbox_message_id = $4 and m.state = 'expired'"
            ),
            params![message_id],
        )
        .await?;
    Ok(())
}
