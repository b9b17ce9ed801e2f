//! The SQL of staff's sign-in and sessions.

use crate::{
    app::App,
    db::{Because, Db, Read, Write},
    error::Result,
    features::{
        sessions::{OVER, REVOKED_KEPT},
        sign_in_settings::Setting,
    },
    kit::{clock::Time, id::Id, sweep::BATCH},
    params, row,
    scope::{Job, Strength},
    scoped, system,
};

row! {
    /// A staff account, found by its e-mail, which is unique in the installation.
    pub struct Account {
        /// Its provider; the installation for an operator's.
        pub provider_id: Id,
        /// Key.
        pub staff_id: Id,
        /// Name of the person.
        pub name: String,
        /// Language of its mail.
        pub language: String,
        /// PHC string of its password.
        pub password_hash: String,
    }
}

/// The account of an e-mail address, unless it is switched off.
pub async fn find_account(db: &Db, email: &str) -> Result<Option<Account>> {
    let system = db.system(Because::StaffSignIn);
    let account = system
        .read()
        .await?
        .find(
            system!(
                "select s.provider_id, s.staff_id, s.name, s.language, s.password_hash from staff s
                 where s.email = $1 and s.switched_off_at is null"
            ),
            params![email],
        )
        .await?;
    Ok(account)
}

row! {
    /// A staff session that was not revoked, of an account that is not switched off.
    pub struct Acting {
        pub provider_id: Id,
        pub session_id: Id,
        pub staff_id: Id,
        pub name: String,
        pub role: String,
        pub sees_all_clients: bool,
        pub strength: Strength,
        pub fresh_at: Option<Time>,
        pub created_at: Time,
        pub last_seen_at: Time,
        pub preset: String,
        pub setting: Option<Setting>,
        pub idle_s: Option<i64>,
        pub absolute_s: Option<i64>,
        pub totp_confirmed_at: Option<Time>,
    }
}

/// The session of a token.
pub async fn find_acting(db: &Db, token_hash: &[u8; 32]) -> Result<Option<Acting>> {
    let system = db.system(Because::StaffSignIn);
    let acting = system
        .find(
            system!(
                "select s.provider_id, s.staff_session_id, s.staff_id, m.name, m.role, m.sees_all_clients, s.strength,
                        s.fresh_at, s.created_at, s.last_seen_at, p.preset, g.staff_second_factor, g.staff_idle_s,
                        g.staff_absolute_s, f.totp_confirmed_at
                 from staff_session s
                 join staff m on m.provider_id = s.provider_id and m.staff_id = s.staff_id
                 join provider p on p.provider_id = s.provider_id
                 left join sign_in_setting g on g.provider_id = s.provider_id
                 left join second_factor f on f.provider_id = s.provider_id and f.staff_id = s.staff_id
                 where s.token_hash = $1 and s.revoked_at is null and m.switched_off_at is null"
            ),
            params![token_hash],
        )
        .await?;
    Ok(acting)
}

/// What a new session is made of.
pub struct NewSession<'a> {
    /// Its key.
    pub session_id: Id,
    /// Whose it is.
    pub staff_id: Id,
    /// The hash of its token.
    pub token_hash: &'a [u8; 32],
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
                "insert into staff_session (provider_id, staff_session_id, staff_id, token_hash, strength, ip, agent,
                        created_at, last_seen_at, fresh_at)
                 select s.provider_id, $4, s.staff_id, $6, 'code', $7, $8, $9, $9, $9
                 from staff s where {provider:s} and s.staff_id = $5"
            ),
            params![new.session_id, new.staff_id, new.token_hash, new.ip, new.agent, now],
        )
        .await?;
    Ok(())
}

/// Writes down that a session was used.
pub async fn save_seen(write: &Write<'_, Job>, session_id: Id, now: Time) -> Result<()> {
    write
        .exec(
            scoped!(
                "update staff_session as s set last_seen_at = $5
                 where {own:s} and s.staff_session_id = $4 and s.last_seen_at < $5"
            ),
            params![session_id, now],
        )
        .await?;
    Ok(())
}

/// Notes that the owner of a session gave a fresh code or password, and how strong the session is now.
pub async fn save_fresh(
    write: &Write<'_, Job>,
    session_id: Id,
    strength: Strength,
    now: Time,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update staff_session as s set strength = $5, fresh_at = $6
                 where {own:s} and s.staff_session_id = $4 and s.revoked_at is null"
            ),
            params![session_id, strength, now],
        )
        .await?;
    Ok(())
}

/// Ends a session.
pub async fn revoke(write: &Write<'_, Job>, session_id: Id, now: Time) -> Result<()> {
    write
        .exec(
            scoped!(
                "update staff_session as s set revoked_at = $5
                 where {own:s} and s.staff_session_id = $4 and s.revoked_at is null"
            ),
            params![session_id, now],
        )
        .await?;
    Ok(())
}

/// Removes sessions that ended at least 90 days ago; how many.
pub async fn sweep(app: &App, who: &Job) -> Result<u64> {
    let now = app.clock.now();
    let write = app.db.write(who).await?;
    let removed = write
        .exec(
            scoped!(
                "delete from staff_session as s where {own:s} and s.staff_session_id in (
                     select o.staff_session_id from staff_session o
                     where {own:o} and (o.revoked_at < $4 or o.last_seen_at < $5) limit $6)"
            ),
            params![now.minus(REVOKED_KEPT), now.minus(OVER), BATCH],
        )
        .await?;
    write.commit().await?;
    Ok(removed)
}

/// The hash of a staff member's password.
pub async fn find_password(read: &Read<'_, Job>, staff_id: Id) -> Result<Option<String>> {
    let hash = read
        .find(
            scoped!("select s.password_hash from staff s where {provider:s} and s.staff_id = $4"),
            params![staff_id],
        )
        .await?;
    Ok(hash)
}

/// A staff member's e-mail.
pub async fn find_email(read: &Read<'_, Job>, staff_id: Id) -> Result<Option<String>> {
    let email = read
        .find(
            scoped!("select s.email from staff s where {provider:s} and s.staff_id = $4"),
            params![staff_id],
        )
        .await?;
    Ok(email)
}

/// Sets a staff member's password.
pub async fn save_password(write: &Write<'_, Job>, staff_id: Id, hash: &str) -> Result<()> {
    write
        .exec(
            scoped!(
                "update staff as s set password_hash = $5 where {provider:s} and s.staff_id = $4"
            ),
            params![staff_id, hash],
        )
        .await?;
    Ok(())
}

/// Whose the link of a token is, while it is good: provider, staff member and its name.
pub async fn find_reset(
    db: &Db,
    token_hash: &[u8; 32],
    now: Time,
) -> Result<Option<(Id, Id, String)>> {
    let system = db.system(Because::StaffSignIn);
    let found = system
        .read()
        .await?
        .find(
            system!(
                "select r.provider_id, r.staff_id, s.name from password_reset r
                 join staff s on s.provider_id = r.provider_id and s.staff_id = r.staff_id
                 where r.token_hash = $1 and r.spent_at is null and r.expires_at > $2 and s.switched_off_at is null"
            ),
            params![token_hash, now],
        )
        .await?;
    Ok(found)
}

row! {
    /// One of a staff member's sessions.
    pub struct Own {
        pub session_id: Id,
        pub strength: Strength,
        pub agent: Option<String>,
        pub ip: Option<String>,
        pub created_at: Time,
        pub last_seen_at: Time,
    }
}

/// The sessions of a staff member that were not revoked, the latest used first.
pub async fn list_own(read: &Read<'_, Job>, staff_id: Id) -> Result<Vec<Own>> {
    let own = read
        .list(
            scoped!(
                "select s.staff_session_id, s.strength, s.agent, s.ip, s.created_at, s.last_seen_at from staff_session s
                 where {own:s} and s.staff_id = $4 and s.revoked_at is null
                 order by s.last_seen_at desc, s.staff_session_id"
            ),
            params![staff_id],
        )
        .await?;
    Ok(own)
}

row! {
    /// An open session of one of a provider's staff.
    pub struct OfStaff {
        /// Its key.
        pub session_id: Id,
        /// Whose it is.
        pub staff_id: Id,
        /// Their name.
        pub name: String,
        /// How strongly it was signed in to.
        pub strength: Strength,
        /// The address it was made from.
        pub ip: Option<String>,
        /// When it was used last.
        pub last_seen_at: Time,
    }
}

/// The sessions of all staff that were not revoked.
pub async fn list_all(read: &Read<'_, Job>) -> Result<Vec<OfStaff>> {
    let listed = read
        .list(
            scoped!(
                "select s.staff_session_id, s.staff_id, m.name, s.strength, s.ip, s.last_seen_at from staff_session s
                 join staff m on m.provider_id = s.provider_id and m.staff_id = s.staff_id and {provider:m}
                 where {own:s} and s.revoked_at is null"
            ),
            params![],
        )
        .await?;
    Ok(listed)
}

/// Ends one session of a staff member. Whether there was one to end.
pub async fn revoke_own(
    write: &Write<'_, Job>,
    staff_id: Id,
    session_id: Id,
    now: Time,
) -> Result<bool> {
    let ended = write
        .exec(
            scoped!(
                "update staff_session as s set revoked_at = $6
                 where {own:s} and s.staff_id = $4 and s.staff_session_id = $5 and s.revoked_at is null"
            ),
            params![staff_id, session_id, now],
        )
        .await?;
    Ok(ended > 0)
}

row! {
    /// A staff member and its provider, as its own session shows them.
    pub struct Person {
        pub name: String,
        pub email: String,
        pub role: String,
        pub language: String,
        pub provider_name: String,
        pub kind: String,
        pub currency: String,
        pub provider_language: String,
        pub time_zone: String,
        pub country: String,
        pub colour: String,
    }
}

/// A staff member's own data.
pub async fn find_person(read: &Read<'_, Job>, staff_id: Id) -> Result<Option<Person>> {
    let person = read
        .find(
            scoped!(
                "select s.name, s.email, s.role, s.language, p.name, p.kind, p.currency, p.language, p.time_zone, p.country,
                        p.brand_colour
                 from staff s join provider p using (provider_id) where {provider:s} and s.staff_id = $4"
            ),
            params![staff_id],
        )
        .await?;
    Ok(person)
}

/// Origin and prefix of the provider's main brand domains.
pub async fn list_brands(read: &Read<'_, Job>) -> Result<Vec<(String, String)>> {
    let brands = read
        .list(
            scoped!(
                "select d.origin, d.path_prefix from brand_domain d
                 where {provider:d} and d.main_brand_domain_id is null and d.proven_at is not null
                 order by d.created_at, d.brand_domain_id"
            ),
            params![],
        )
        .await?;
    Ok(brands)
}

/// How many messages wait in the outbox.
pub async fn count_waiting(read: &Read<'_, Job>) -> Result<i64> {
    let count = read
        .one(
            scoped!(
                "select count(*) from outbox_message m where {provider:m} and m.state = 'waiting'"
            ),
            params![],
        )
        .await?;
    Ok(count)
}

/// Whether a device of the provider's sends its SMS.
pub async fn has_device(read: &Read<'_, Job>) -> Result<bool> {
    let keys: i64 = read
        .one(
            scoped!(
                "select count(*) from api_key k where {provider:k} and k.scope = 'sms' and k.revoked_at is null"
            ),
            params![],
        )
        .await?;
    Ok(keys > 0)
}
