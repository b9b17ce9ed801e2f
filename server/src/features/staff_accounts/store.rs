//! The SQL of staff accounts. Sessions of others are reached as background work for the provider.

use crate::{
    db::{Because, Db, Read, Write},
    error::Result,
    kit::{clock::Time, id::Id},
    params, row,
    scope::Job,
    scoped, system,
};

/// What stands for the password of somebody who has not chosen one: no hash, so that nothing matches it.
pub const NO_PASSWORD: &str = "!";

row! {
    /// An account.
    #[derive(Debug, Clone)]
    pub struct Account {
        pub staff_id: Id,
        pub name: String,
        pub email: String,
        pub role: String,
        pub password_hash: String,
        pub sees_all_clients: bool,
        pub language: String,
        pub created_at: Time,
        pub switched_off_at: Option<Time>,
        pub last_seen_at: Option<Time>,
    }
}

/// Every account, the oldest first.
pub(super) async fn list(read: &Read<'_, Job>) -> Result<Vec<Account>> {
    Ok(read
        .list(
            scoped!(
                "select s.staff_id, s.name, s.email, s.role, s.password_hash, s.sees_all_clients, s.language, s.created_at,
                        s.switched_off_at,
                        (select max(n.last_seen_at) from staff_session n where {own:n} and n.staff_id = s.staff_id)
                 from staff s where {provider:s} order by s.created_at, s.staff_id"
            ),
            params![],
        )
        .await?)
}

/// One of them.
pub(super) async fn find(read: &Read<'_, Job>, staff_id: Id) -> Result<Option<Account>> {
    let all = list(read).await?;
    Ok(all.into_iter().find(|one| one.staff_id == staff_id))
}

/// The clients that are assigned to an account.
pub(super) async fn list_clients(read: &Read<'_, Job>, staff_id: Id) -> Result<Vec<Id>> {
    Ok(read
        .list(
            scoped!(
                "select a.client_id from client_staff a where {client:a} and a.staff_id = $4 order by a.client_id"
            ),
            params![staff_id],
        )
        .await?)
}

/// Adds an account. False when the e-mail is taken anywhere in the installation.
pub(super) async fn add(write: &Write<'_, Job>, account: &Account) -> Result<bool> {
    let added = write
        .exec(
            scoped!(
                "insert into staff (provider_id, staff_id, name, email, role, password_hash, sees_all_clients, language,
                        created_at)
                 select p.provider_id, $4, $5, $6, $7, $8, $9, $10, $11 from provider p where {provider:p}
                 on conflict (email) do nothing"
            ),
            params![
                account.staff_id,
                &account.name,
                &account.email,
                &account.role,
                &account.password_hash,
                account.sees_all_clients,
                &account.language,
                account.created_at
            ],
        )
        .await?;
    Ok(added == 1)
}

/// Saves what can change of an account.
pub(super) async fn save(write: &Write<'_, Job>, account: &Account) -> Result<()> {
    write
        .exec(
            scoped!(
                "update staff as s set name = $5, role = $6, sees_all_clients = $7, language = $8, switched_off_at = $9
                 where {provider:s} and s.staff_id = $4"
            ),
            params![
                account.staff_id,
                &account.name,
                &account.role,
                account.sees_all_clients,
                &account.language,
                account.switched_off_at
            ],
        )
        .await?;
    Ok(())
}

/// Locks the provider's row until the end of the transaction: of two who change accounts at once the second sees what
/// the first did. A change is of what was read, so this comes before the reading.
pub(super) async fn lock(write: &Write<'_, Job>) -> Result<()> {
    write
        .exec(
            scoped!("update provider as p set updated_at = p.updated_at where {provider:p}"),
            params![],
        )
        .await?;
    Ok(())
}

/// Owners beside one account who can sign in.
pub(super) async fn count_other_owners(write: &Write<'_, Job>, staff_id: Id) -> Result<i64> {
    Ok(write
        .one(
            scoped!(
                "select count(*) from staff s
                 where {provider:s} and s.role = 'owner' and s.switched_off_at is null
                   and s.password_hash <> '!' and s.staff_id <> $4"
            ),
            params![staff_id],
        )
        .await?)
}

/// Puts exactly these clients in an account's hands.
pub(super) async fn save_clients(
    write: &Write<'_, Job>,
    staff_id: Id,
    client_ids: &[Id],
) -> Result<()> {
    write
        .exec(
            scoped!("delete from client_staff as a where {client:a} and a.staff_id = $4"),
            params![staff_id],
        )
        .await?;
    for client_id in client_ids {
        write
            .exec(
                scoped!(
                    "insert into client_staff (provider_id, client_id, staff_id)
                     select c.provider_id, c.client_id, $4 from client c where {client:c} and c.client_id = $5
                     on conflict (provider_id, client_id, staff_id) do nothing"
                ),
                params![staff_id, *client_id],
            )
            .await?;
    }
    Ok(())
}

/// Whether the provider has such a client.
pub(super) async fn has_client(read: &Read<'_, Job>, client_id: Id) -> Result<bool> {
    let found: Option<Id> = read
        .find(
            scoped!("select c.client_id from client c where {client:c} and c.client_id = $4"),
            params![client_id],
        )
        .await?;
    Ok(found.is_some())
}

/// The name of one of the staff.
pub(super) async fn find_name(read: &Read<'_, Job>, staff_id: Id) -> Result<String> {
    Ok(read
        .one(
            scoped!("select s.name from staff s where {provider:s} and s.staff_id = $4"),
            params![staff_id],
        )
        .await?)
}

/// The provider's name.
pub(super) async fn find_provider_name(read: &Read<'_, Job>) -> Result<String> {
    Ok(read
        .one(
            scoped!("select p.name from provider p where {provider:p}"),
            params![],
        )
        .await?)
}

/// Adds an invitation and voids earlier ones of the same account.
pub(super) async fn add_invitation(
    write: &Write<'_, Job>,
    staff_invitation_id: Id,
    staff_id: Id,
    token_hash: &[u8; 32],
    now: Time,
    expires_at: Time,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update staff_invitation as i set spent_at = $5
                 where {provider:i} and i.staff_id = $4 and i.spent_at is null"
            ),
            params![staff_id, now],
        )
        .await?;
    write
        .exec(
            scoped!(
                "insert into staff_invitation (provider_id, staff_invitation_id, staff_id, token_hash, created_at,
                        expires_at)
                 select s.provider_id, $5, s.staff_id, $6, $7, $8 from staff s where {provider:s} and s.staff_id = $4"
            ),
            params![staff_id, staff_invitation_id, token_hash, now, expires_at],
        )
        .await?;
    Ok(())
}

row! {
    /// An invitation that was not spent, of an account that is not switched off and has no password yet.
    pub struct Invitation {
        pub provider_id: Id,
        pub staff_invitation_id: Id,
        pub staff_id: Id,
        pub name: String,
        pub email: String,
        pub provider_name: String,
        pub expires_at: Time,
    }
}

/// The invitation of a token. Nobody is signed in yet, and the staff host does not say whose it is.
pub(super) async fn find_invitation(db: &Db, token_hash: &[u8; 32]) -> Result<Option<Invitation>> {
    let system = db.system(Because::StaffSignIn);
    let found = system
        .read()
        .await?
        .find(
            system!(
                "select i.provider_id, i.staff_invitation_id, i.staff_id, s.name, s.email, p.name, i.expires_at
                 from staff_invitation i
                 join staff s on s.provider_id = i.provider_id and s.staff_id = i.staff_id
                 join provider p on p.provider_id = i.provider_id
                 where i.token_hash = $1 and i.spent_at is null and s.switched_off_at is null
                   and s.password_hash = '!'"
            ),
            params![token_hash],
        )
        .await?;
    Ok(found)
}

/// Spends an invitation. False when somebody did before: only one of many gets true.
pub(super) async fn spend_invitation(
    write: &Write<'_, Job>,
    staff_invitation_id: Id,
    now: Time,
) -> Result<bool> {
    let spent = write
        .exec(
            scoped!(
                "update staff_invitation as i set spent_at = $5
                 where {provider:i} and i.staff_invitation_id = $4 and i.spent_at is null and i.expires_at > $5"
            ),
            params![staff_invitation_id, now],
        )
        .await?;
    Ok(spent == 1)
}

/// Sets the first password of an account. False when it has one: a link by mail may have set it meanwhile.
pub(super) async fn save_first_password(
    write: &Write<'_, Job>,
    staff_id: Id,
    password_hash: &str,
) -> Result<bool> {
    let saved = write
        .exec(
            scoped!(
                "update staff as s set password_hash = $5
                 where {provider:s} and s.staff_id = $4 and s.password_hash = '!' and s.switched_off_at is null"
            ),
            params![staff_id, password_hash],
        )
        .await?;
    Ok(saved == 1)
}
