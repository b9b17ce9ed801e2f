//! The SQL of sessions that read by a delivery link.

use crate::{
    db::{FromJson, Read, Write},
    error::Result,
    features::people::permission::Permissions,
    kit::{clock::Time, id::Id},
    params, row,
    scope::Job,
    scoped,
};

row! {
    /// A delivery link that shows its document right now, and to whom it was sent.
    pub struct Shown {
        pub delivery_link_id: Id,
        pub token_hash: Vec<u8>,
        pub contact_id: Id,
        pub membership_id: Id,
        pub client_id: Id,
        pub year: i32,
        pub slug: String,
        pub role: String,
        pub added: FromJson<Permissions>,
        pub removed: FromJson<Permissions>,
        pub narrowed: bool,
        pub networks: Option<FromJson<Vec<String>>>,
        pub preset: String,
        pub idle_s: Option<i64>,
        pub absolute_s: Option<i64>,
    }
}

/// What a link shows to whoever holds it: nothing unless its provider lets links show documents, once it was revoked,
/// its document is not published, or its contact may not read that document for its client. Guests never do.
pub async fn find_shown(read: &Read<'_, Job>, link_id: Id) -> Result<Option<Shown>> {
    let shown = read
        .find(
            scoped!(
                "select l.delivery_link_id, l.token_hash, l.contact_id, m.membership_id, l.client_id, d.year, d.slug, m.role,
                        m.added_permissions, m.removed_permissions, m.narrowed, k.networks, p.preset,
                        g.contact_idle_s, g.contact_absolute_s
                 from delivery_link l
                 join provider p using (provider_id)
                 join sign_in_setting g on {provider:g}
                 join document d on d.provider_id = l.provider_id and d.document_id = l.document_id and {project:d} and {org:d}
                 join contact c on c.provider_id = l.provider_id and c.contact_id = l.contact_id and {provider:c}
                 join membership m on m.provider_id = l.provider_id and m.contact_id = l.contact_id
                      and m.client_id = l.client_id and {client:m}
                 join client k on k.provider_id = l.provider_id and k.client_id = l.client_id and {client:k}
                 where {project:l} and l.delivery_link_id = $4 and l.revoked_at is null and g.read_by_delivery_link
                   and d.status = 'published' and d.year is not null and d.slug is not null
                   and c.state <> 'off' and m.switched_off_at is null and k.portal_enabled and k.status <> 'inactive'
                   and m.role <> 'guest'
                   and (m.narrowed = $5 or exists (select 1 from membership_project n where {client:n}
                        and n.membership_id = m.membership_id and n.project_id = d.project_id))"
            ),
            params![link_id, false],
        )
        .await?;
    Ok(shown)
}

row! {
    /// A session that reads by a link.
    pub struct ByLink {
        pub session_id: Id,
        pub delivery_link_id: Id,
        pub created_at: Time,
        pub last_seen_at: Time,
    }
}

/// The session of a token at one brand domain.
pub async fn find(
    read: &Read<'_, Job>,
    token_hash: &[u8; 32],
    brand_domain_id: Id,
) -> Result<Option<ByLink>> {
    let found = read
        .find(
            scoped!(
                "select s.contact_session_id, s.delivery_link_id, s.created_at, s.last_seen_at
                 from contact_session s
                 where {provider:s} and s.token_hash = $4 and s.brand_domain_id = $5 and s.revoked_at is null
                   and s.delivery_link_id is not null"
            ),
            params![token_hash, brand_domain_id],
        )
        .await?;
    Ok(found)
}

/// What a session by link is made of.
pub struct NewByLink<'a> {
    /// Its key.
    pub session_id: Id,
    /// Where it is good.
    pub brand_domain_id: Id,
    /// The hash of its token.
    pub token_hash: &'a [u8; 32],
    /// The address it was made from.
    pub ip: Option<&'a str>,
    /// The program it was made with.
    pub agent: Option<&'a str>,
}

/// Adds a session of strength `link`, for the contact that the link was sent to.
pub async fn add(
    write: &Write<'_, Job>,
    now: Time,
    shown: &Shown,
    new: &NewByLink<'_>,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into contact_session (provider_id, contact_session_id, contact_id, membership_id, brand_domain_id,
                        delivery_link_id, token_hash, strength, ip, agent, created_at, last_seen_at)
                 select m.provider_id, $4, m.contact_id, m.membership_id, $5, $6, $7, 'link', $8, $9, $10, $10
                 from membership m where {client:m} and m.membership_id = $11"
            ),
            params![
                new.session_id,
                new.brand_domain_id,
                shown.delivery_link_id,
                new.token_hash,
                new.ip,
                new.agent,
                now,
                shown.membership_id
            ],
        )
        .await?;
    Ok(())
}
