//! The SQL of keys.

use crate::{
    db::{Because, Db, Read, Write},
    error::Result,
    kit::{clock::Time, id::Id},
    params, row,
    scope::{Device, Staff},
    scoped, system,
};

row! {
    /// A key, perhaps a revoked one.
    pub(super) struct Found {
        pub(super) provider_id: Id,
        pub(super) api_key_id: Id,
        pub(super) name: String,
        pub(super) last_used_at: Option<Time>,
        pub(super) revoked_at: Option<Time>,
    }
}

/// The key with this hash, for one purpose. Its provider is not known before.
pub(super) async fn find_by_hash(
    db: &Db,
    key_hash: &[u8; 32],
    scope: &str,
) -> Result<Option<Found>> {
    let system = db.system(Because::ApiKey);
    let found = system
        .read()
        .await?
        .find(
            system!(
                "select k.provider_id, k.api_key_id, k.name, k.last_used_at, k.revoked_at from api_key k
                 where k.key_hash = $1 and k.scope = $2"
            ),
            params![key_hash, scope],
        )
        .await?;
    Ok(found)
}

/// Writes down that a device used its key.
pub(super) async fn save_used(write: &Write<'_, Device>, now: Time) -> Result<()> {
    let api_key_id = write.who().api_key_id;
    write
        .exec(
            scoped!(
                "update api_key as k set last_used_at = $5 where {provider:k} and k.api_key_id = $4"
            ),
            params![api_key_id, now],
        )
        .await?;
    Ok(())
}

row! {
    /// A key as staff see it.
    pub(super) struct Line {
        pub(super) api_key_id: Id,
        pub(super) name: String,
        pub(super) scope: String,
        pub(super) created_by: String,
        pub(super) created_at: Time,
        pub(super) last_used_at: Option<Time>,
        pub(super) revoked_at: Option<Time>,
    }
}

/// All keys, the newest first.
pub(super) async fn list(read: &Read<'_, Staff>) -> Result<Vec<Line>> {
    let lines = read
        .list(
            scoped!(
                "select k.api_key_id, k.name, k.scope, s.name, k.created_at, k.last_used_at, k.revoked_at
                 from api_key k join staff s on s.provider_id = k.provider_id and s.staff_id = k.created_by and {provider:s}
                 where {provider:k} order by k.created_at desc, k.api_key_id desc"
            ),
            params![],
        )
        .await?;
    Ok(lines)
}

/// Adds a key.
pub(super) async fn add(
    write: &Write<'_, Staff>,
    now: Time,
    api_key_id: Id,
    name: &str,
    scope: &str,
    key_hash: &[u8; 32],
) -> Result<()> {
    let staff_id = write.who().staff_id;
    write
        .exec(
            scoped!(
                "insert into api_key (provider_id, api_key_id, name, scope, key_hash, created_by, created_at)
                 select s.provider_id, $4, $5, $6, $7, s.staff_id, $8 from staff s where {provider:s} and s.staff_id = $9"
            ),
            params![api_key_id, name, scope, key_hash, now, staff_id],
        )
        .await?;
    Ok(())
}

/// Revokes a key: its name. None when it is not there; once revoked it stays as it was.
pub(super) async fn revoke(
    write: &Write<'_, Staff>,
    now: Time,
    api_key_id: Id,
) -> Result<Option<String>> {
    let name = write
        .find(
            scoped!(
                "update api_key as k set revoked_at = coalesce(k.revoked_at, $5)
                 where {provider:k} and k.api_key_id = $4 returning name"
            ),
            params![api_key_id, now],
        )
        .await?;
    Ok(name)
}
