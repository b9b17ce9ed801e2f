//! The SQL of operators' accounts, and of what operators see of providers.

use crate::{
    db::{Because, Db, Read, Write},
    error::Result,
    kit::{clock::Time, id::Id},
    params, row,
    scope::{INSTALLATION, Job, OPERATOR, SystemScope},
    scoped, system,
};

row! {
    /// An operator's account.
    #[derive(Debug, Clone)]
    pub struct Account {
        /// Key.
        pub operator_id: Id,
        /// Name.
        pub name: String,
        /// E-mail.
        pub email: String,
        /// When it was made.
        pub created_at: Time,
        /// Since when it has an authenticator app.
        pub totp_confirmed_at: Option<Time>,
    }
}

/// Makes what operators' accounts belong to, unless it is there.
pub(super) async fn begin_installation(db: &Db, now: Time) -> Result<()> {
    let write = db.system(Because::Provision).write().await?;
    write
        .exec(
            system!(
                "insert into provider (provider_id, name, kind, preset, language, time_zone, country, currency, sender_name,
                        brand_colour, sign_in_by_sms, sign_in_by_email, offers_deposit, offers_full, four_eyes, created_at, updated_at)
                 values ($1, 'Portico', 'business', 'client-area', 'en', 'Etc/UTC', 'DE', 'EUR', 'Portico', '#27508f', $2, $2,
                        $2, $2, $2, $3, $3)
                 on conflict (provider_id) do nothing"
            ),
            params![INSTALLATION, false, now],
        )
        .await?;
    write
        .exec(
            system!(
                "insert into audit_head (provider_id, last_sequence) values ($1, 0) on conflict (provider_id) do nothing"
            ),
            params![INSTALLATION],
        )
        .await?;
    write.commit().await?;
    Ok(())
}

/// Adds an account. False when the e-mail is taken anywhere in the installation.
pub(super) async fn add(
    write: &Write<'_, Job>,
    (operator_id, name, email): (Id, &str, &str),
    password_hash: &str,
    now: Time,
) -> Result<bool> {
    let added = write
        .exec(
            scoped!(
                "insert into staff (provider_id, staff_id, name, email, role, password_hash, sees_all_clients, language,
                        created_at)
                 select p.provider_id, $4, $5, $6, $7, $8, $9, 'en', $10 from provider p where {provider:p}
                 on conflict (email) do nothing"
            ),
            params![operator_id, name, email, OPERATOR, password_hash, false, now],
        )
        .await?;
    Ok(added == 1)
}

/// Every account that was not removed, the oldest first.
pub(super) async fn list(read: &Read<'_, Job>) -> Result<Vec<Account>> {
    Ok(read
        .list(
            scoped!(
                "select s.staff_id, s.name, s.email, s.created_at,
                        (select f.totp_confirmed_at from second_factor f where {provider:f} and f.staff_id = s.staff_id)
                 from staff s where {provider:s} and s.switched_off_at is null order by s.created_at, s.staff_id"
            ),
            params![],
        )
        .await?)
}

/// Switches an account off for good; its e-mail may be used for another.
pub(super) async fn switch_off(write: &Write<'_, Job>, operator_id: Id, now: Time) -> Result<()> {
    write
        .exec(
            scoped!(
                "update staff as s set switched_off_at = $5, email = $6 where {provider:s} and s.staff_id = $4"
            ),
            params![operator_id, now, &format!("{operator_id}@removed.invalid")],
        )
        .await?;
    Ok(())
}

row! {
    /// A provider, as far as an operator sees it.
    pub struct Line {
        pub provider_id: Id,
        pub name: String,
        pub kind: String,
        pub preset: String,
        pub created_at: Time,
        pub contacts: i64,
    }
}

/// Providers made before one of them, the newest first.
pub(super) async fn list_providers(
    read: &Read<'_, SystemScope>,
    before: Id,
    count: i64,
) -> Result<Vec<Line>> {
    Ok(read
        .list(
            system!(
                "select p.provider_id, p.name, p.kind, p.preset, p.created_at,
                        (select count(*) from contact k where k.provider_id = p.provider_id)
                 from provider p where p.provider_id <> $1 and p.provider_id < $2
                 order by p.provider_id desc limit $3"
            ),
            params![INSTALLATION, before, count],
        )
        .await?)
}

/// Where a provider's portal is found.
pub(super) async fn list_addresses(
    read: &Read<'_, SystemScope>,
    provider_id: Id,
) -> Result<Vec<String>> {
    let found: Vec<(String, String)> = read
        .list(
            system!(
                "select d.origin, d.path_prefix from brand_domain d where d.provider_id = $1 and d.proven_at is not null
                 order by d.created_at, d.brand_domain_id"
            ),
            params![provider_id],
        )
        .await?;
    let whole = |(origin, prefix)| format!("{origin}{prefix}");
    Ok(found.into_iter().map(whole).collect())
}

/// How many providers and staff are visible, and one more for each kind of what is a client's.
pub(super) async fn count_visible(read: &Read<'_, Job>) -> Result<i64> {
    let providers: i64 = read
        .one(
            scoped!("select count(*) from provider p where {provider:p}"),
            params![],
        )
        .await?;
    let staff: i64 = read
        .one(
            scoped!("select count(*) from staff s where {provider:s}"),
            params![],
        )
        .await?;
    let client: Option<Id> = read
        .find(
            scoped!(
                "select c.client_id from client c where {client:c} order by c.sort_name, c.client_id limit $4"
            ),
            params![1_i64],
        )
        .await?;
    Ok(providers + staff + i64::from(client.is_some()))
}
