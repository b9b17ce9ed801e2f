//! The SQL of contacts' sessions.

use super::{
    gate::FirstWay,
    model::{OVER, REVOKED_KEPT},
};
use crate::{
    app::App,
    db::{Db, FromJson, Read, Write},
    error::Result,
    features::{
        people::permission::Permissions,
        sign_in_settings::{ByRole, Setting},
    },
    kit::{clock::Time, id::Id, sweep::BATCH},
    params, row,
    scope::{Job, Needs, Strength},
    scoped,
};

/// Removes sessions that ended at least 90 days ago; how many.
pub async fn sweep(app: &App, who: &Job) -> Result<u64> {
    let now = app.clock.now();
    let write = app.db.write(who).await?;
    let removed = write
        .exec(
            scoped!(
                "delete from contact_session as s where {provider:s} and s.contact_session_id in (
                     select o.contact_session_id from contact_session o
                     where {provider:o} and (o.revoked_at < $4 or o.last_seen_at < $5) limit $6)"
            ),
            params![now.minus(REVOKED_KEPT), now.minus(OVER), BATCH],
        )
        .await?;
    write.commit().await?;
    Ok(removed)
}

row! {
    /// A session whose contact may act for its client right now.
    pub struct Acting {
        pub session_id: Id,
        pub contact_id: Id,
        pub membership_id: Id,
        pub client_id: Id,
        pub strength: Strength,
        pub way: Option<FirstWay>,
        pub fresh_at: Option<Time>,
        pub program: Option<String>,
        pub role: String,
        pub added: FromJson<Permissions>,
        pub removed: FromJson<Permissions>,
        pub narrowed: bool,
        pub created_at: Time,
        pub last_seen_at: Time,
        pub email: Option<String>,
        pub phone: Option<String>,
        pub preset: String,
        pub sign_in_by_sms: bool,
        pub sign_in_by_email: bool,
        pub client_setting: Option<Setting>,
        pub provider_setting: Option<Setting>,
        pub by_role: Option<FromJson<ByRole>>,
        pub idle_s: Option<i64>,
        pub absolute_s: Option<i64>,
        pub totp_confirmed_at: Option<Time>,
        pub by_message_at: Option<Time>,
        pub networks: Option<FromJson<Vec<String>>>,
        pub needs: Option<FromJson<Needs>>,
    }
}

/// The live session of a token at one brand domain, unless its contact or client may no longer act (P8).
pub async fn find_acting(
    db: &Db,
    job: &Job,
    token_hash: &[u8; 32],
    brand_domain_id: Id,
) -> Result<Option<Acting>> {
    let found = db
        .find(
            job,
            scoped!(
                "select s.contact_session_id, s.contact_id, s.membership_id, m.client_id, s.strength, s.way, s.fresh_at,
                        s.program, m.role, m.added_permissions, m.removed_permissions, m.narrowed, s.created_at, s.last_seen_at,
                        c.email, c.phone, p.preset, p.sign_in_by_sms, p.sign_in_by_email, k.second_factor,
                        g.second_factor, g.second_factor_by_role, g.contact_idle_s, g.contact_absolute_s,
                        f.totp_confirmed_at, f.by_message_at, k.networks, g.needs
                 from contact_session s
                 join provider p using (provider_id)
                 join membership m on m.provider_id = s.provider_id and m.membership_id = s.membership_id
                      and m.contact_id = s.contact_id and {client:m}
                 join contact c on c.provider_id = s.provider_id and c.contact_id = s.contact_id and {provider:c}
                 join client k on k.provider_id = m.provider_id and k.client_id = m.client_id and {client:k}
                 left join sign_in_setting g on {provider:g}
                 left join second_factor f on {provider:f} and f.contact_id = s.contact_id
                 where {provider:s} and s.token_hash = $4 and s.brand_domain_id = $5 and s.revoked_at is null
                   and s.delivery_link_id is null and c.state <> 'off' and m.switched_off_at is null
                   and k.portal_enabled and k.status <> 'inactive'"
            ),
            params![token_hash, brand_domain_id],
        )
        .await?;
    Ok(found)
}

/// The hash of a program's session at one brand domain: a program names its session, and holds no token of it.
pub async fn find_program(
    read: &Read<'_, Job>,
    session_id: Id,
    brand_domain_id: Id,
) -> Result<Option<[u8; 32]>> {
    let found = read
        .find(
            scoped!(
                "select s.token_hash from contact_session s
                 where {provider:s} and s.contact_session_id = $4 and s.brand_domain_id = $5 and s.program is not null"
            ),
            params![session_id, brand_domain_id],
        )
        .await?;
    Ok(found)
}

row! {
    /// Another membership by which a contact may act.
    pub struct Elsewhere {
        pub membership_id: Id,
        pub client_id: Id,
        pub client_name: String,
        pub role: String,
        pub added: FromJson<Permissions>,
        pub removed: FromJson<Permissions>,
        pub narrowed: bool,
    }
}

/// The memberships by which a contact may act for other clients than by this one, by the client's name.
pub async fn list_elsewhere(
    read: &Read<'_, Job>,
    contact_id: Id,
    membership_id: Id,
) -> Result<Vec<Elsewhere>> {
    let found = read
        .list(
            scoped!(
                "select m.membership_id, m.client_id, k.name, m.role, m.added_permissions, m.removed_permissions,
                        m.narrowed
                 from membership m
                 join client k on k.provider_id = m.provider_id and k.client_id = m.client_id and {client:k}
                 where {client:m} and m.contact_id = $4 and m.membership_id <> $5 and m.switched_off_at is null
                   and k.portal_enabled and k.status <> 'inactive'
                 order by k.sort_name, k.client_id"
            ),
            params![contact_id, membership_id],
        )
        .await?;
    Ok(found)
}

/// The membership by which a contact may act for a client now (P8).
pub async fn find_membership(
    read: &Read<'_, Job>,
    contact_id: Id,
    client_id: Id,
) -> Result<Option<Id>> {
    let found = read
        .find(
            scoped!(
                "select m.membership_id from membership m
                 join client k on k.provider_id = m.provider_id and k.client_id = m.client_id and {client:k}
                 where {client:m} and m.contact_id = $4 and m.client_id = $5 and m.switched_off_at is null
                   and k.portal_enabled and k.status <> 'inactive'"
            ),
            params![contact_id, client_id],
        )
        .await?;
    Ok(found)
}

/// Lets a session act for another membership of its contact.
pub async fn save_membership(
    write: &Write<'_, Job>,
    session_id: Id,
    membership_id: Id,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update contact_session as s set membership_id = $5
                 where {provider:s} and s.contact_session_id = $4 and s.contact_id in
                       (select m.contact_id from membership m where {client:m} and m.membership_id = $5)"
            ),
            params![session_id, membership_id],
        )
        .await?;
    Ok(())
}

/// Notes that the owner of a session gave a fresh code, and how strong the session is now.
pub async fn save_fresh(
    write: &Write<'_, Job>,
    session_id: Id,
    strength: Strength,
    now: Time,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update contact_session as s set strength = $5, fresh_at = $6
                 where {provider:s} and s.contact_session_id = $4 and s.revoked_at is null"
            ),
            params![session_id, strength, now],
        )
        .await?;
    Ok(())
}

/// What a new session is made of.
pub struct NewSession<'a> {
    /// Its key.
    pub session_id: Id,
    /// Whose it is.
    pub contact_id: Id,
    /// The membership it acts for.
    pub membership_id: Id,
    /// Where it is good.
    pub brand_domain_id: Id,
    /// The hash of its token.
    pub token_hash: &'a [u8; 32],
    /// How its owner signed in: a code of now.
    pub way: FirstWay,
    /// The address it was made from.
    pub ip: Option<&'a str>,
    /// The program it was made with.
    pub agent: Option<&'a str>,
}

/// Adds a session, of strength `code`.
pub async fn add(write: &Write<'_, Job>, now: Time, new: &NewSession<'_>) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into contact_session (provider_id, contact_session_id, contact_id, membership_id, brand_domain_id,
                        token_hash, strength, way, ip, agent, created_at, last_seen_at, fresh_at)
                 select m.provider_id, $4, m.contact_id, m.membership_id, $7, $8, 'code', $9, $10, $11, $12, $12, $12
                 from membership m where {client:m} and m.membership_id = $6 and m.contact_id = $5"
            ),
            params![
                new.session_id,
                new.contact_id,
                new.membership_id,
                new.brand_domain_id,
                new.token_hash,
                new.way,
                new.ip,
                new.agent,
                now
            ],
        )
        .await?;
    Ok(())
}

/// Writes down that a session was used.
pub async fn save_seen(write: &Write<'_, Job>, session_id: Id, now: Time) -> Result<()> {
    write
        .exec(
            scoped!(
                "update contact_session as s set last_seen_at = $5
                 where {provider:s} and s.contact_session_id = $4 and s.last_seen_at < $5"
            ),
            params![session_id, now],
        )
        .await?;
    Ok(())
}

row! {
    /// One of a contact's sessions.
    pub struct Own {
        pub session_id: Id,
        pub strength: Strength,
        pub program: Option<String>,
        pub agent: Option<String>,
        pub ip: Option<String>,
        pub created_at: Time,
        pub last_seen_at: Time,
    }
}

/// The sessions of a contact that were not revoked, the latest used first.
pub async fn list_own(read: &Read<'_, Job>, contact_id: Id) -> Result<Vec<Own>> {
    let own = read
        .list(
            scoped!(
                "select s.contact_session_id, s.strength, s.program, s.agent, s.ip, s.created_at, s.last_seen_at
                 from contact_session s
                 where {provider:s} and s.contact_id = $4 and s.revoked_at is null
                 order by s.last_seen_at desc, s.contact_session_id"
            ),
            params![contact_id],
        )
        .await?;
    Ok(own)
}

/// Ends one session of a contact. Whether there was one to end.
pub async fn revoke(
    write: &Write<'_, Job>,
    contact_id: Id,
    session_id: Id,
    now: Time,
) -> Result<bool> {
    let ended = write
        .exec(
            scoped!(
                "update contact_session as s set revoked_at = $6
                 where {provider:s} and s.contact_id = $4 and s.contact_session_id = $5 and s.revoked_at is null"
            ),
            params![contact_id, session_id, now],
        )
        .await?;
    Ok(ended > 0)
}

row! {
    /// An open session of one of a provider's contacts.
    pub struct OfContact {
        pub session_id: Id,
        pub contact_id: Id,
        pub client_id: Id,
        pub name: String,
        pub strength: Strength,
        pub ip: Option<String>,
        pub last_seen_at: Time,
    }
}

/// The sessions of all contacts that were not revoked.
pub async fn list_all(read: &Read<'_, Job>) -> Result<Vec<OfContact>> {
    let listed = read
        .list(
            scoped!(
                "select s.contact_session_id, s.contact_id, m.client_id, c.name, s.strength, s.ip, s.last_seen_at
                 from contact_session s
                 join contact c on c.provider_id = s.provider_id and c.contact_id = s.contact_id and {provider:c}
                 join membership m on m.provider_id = s.provider_id and m.membership_id = s.membership_id and {client:m}
                 where {provider:s} and s.revoked_at is null"
            ),
            params![],
        )
        .await?;
    Ok(listed)
}

row! {
    /// A contact as its own session shows it.
    pub struct Person {
        /// Its name.
        pub name: String,
        /// Its mailbox.
        pub email: Option<String>,
        /// Its phone.
        pub phone: Option<String>,
        /// The language it chose.
        pub language: Option<String>,
        /// Its provider's language.
        pub provider_language: String,
    }
}

/// A contact's own data.
pub async fn find_person(read: &Read<'_, Job>, contact_id: Id) -> Result<Option<Person>> {
    let person = read
        .find(
            scoped!(
                "select c.name, c.email, c.phone, c.language, p.language from contact c join provider p using (provider_id)
                 where {provider:c} and c.contact_id = $4"
            ),
            params![contact_id],
        )
        .await?;
    Ok(person)
}

/// The language that a contact chose.
pub async fn language_of(read: &Read<'_, Job>, contact_id: Id) -> Result<Option<String>> {
    let language: Option<Option<String>> = read
        .find(
            scoped!("select c.language from contact c where {provider:c} and c.contact_id = $4"),
            params![contact_id],
        )
        .await?;
    Ok(language.flatten())
}

/// Saves the language that a contact chose.
pub async fn save_language(
    write: &Write<'_, Job>,
    contact_id: Id,
    language: Option<&str>,
    now: Time,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update contact as c set language = $5, updated_at = $6 where {provider:c} and c.contact_id = $4"
            ),
            params![contact_id, language, now],
        )
        .await?;
    Ok(())
}

row! {
    /// A client that a contact may act for.
    pub struct OwnClient {
        pub client_id: Id,
        pub name: String,
    }
}

/// The clients that a contact may act for, by name.
pub async fn list_clients(read: &Read<'_, Job>, contact_id: Id) -> Result<Vec<OwnClient>> {
    let clients = read
        .list(
            scoped!(
                "select k.client_id, k.name from membership m
                 join client k on k.provider_id = m.provider_id and k.client_id = m.client_id and {client:k}
                 where {client:m} and m.contact_id = $4 and m.switched_off_at is null
                   and k.portal_enabled and k.status <> 'inactive'
                 order by k.sort_name, k.client_id"
            ),
            params![contact_id],
        )
        .await?;
    Ok(clients)
}
