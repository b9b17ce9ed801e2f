//! The SQL of orgs, of who belongs to them, and of whom a session acts for.

use crate::{
    db::{Read, Statement, Write},
    error::Result,
    kit::{clock::Time, id::Id},
    params, row,
    scope::{Audience, Staff},
    scoped,
};

row! {
    /// An org.
    pub(super) struct Org {
        pub(super) org_id: Id,
        pub(super) name: String,
    }
}

/// Every org of the provider.
pub(super) async fn list(read: &Read<'_, Staff>) -> Result<Vec<Org>> {
    Ok(read
        .list(
            scoped!(
                "select o.org_id, o.name from org o where {provider:o} order by o.name, o.org_id"
            ),
            params![],
        )
        .await?)
}

row! {
    /// Somebody of the staff, and perhaps an org they belong to.
    pub(super) struct Person {
        pub(super) staff_id: Id,
        pub(super) name: String,
        pub(super) org_id: Option<Id>,
    }
}

/// Everybody who is not switched off, once for each of their orgs.
pub(super) async fn list_people(read: &Read<'_, Staff>) -> Result<Vec<Person>> {
    Ok(read
        .list(
            scoped!(
                "select s.staff_id, s.name, m.org_id from staff s
                 left join org_member m on m.provider_id = s.provider_id and m.staff_id = s.staff_id and {provider:m}
                 where {provider:s} and s.switched_off_at is null order by s.name, s.staff_id, m.org_id"
            ),
            params![],
        )
        .await?)
}

/// Adds an org; false when the provider is a single person.
pub(super) async fn add(
    write: &Write<'_, Staff>,
    now: Time,
    org_id: Id,
    name: &str,
) -> Result<bool> {
    let added = write
        .exec(
            scoped!(
                "insert into org (provider_id, org_id, name, created_at)
                 select p.provider_id, $4, $5, $6 from provider p where {provider:p} and p.kind = 'business'"
            ),
            params![org_id, name, now],
        )
        .await?;
    Ok(added == 1)
}

/// Saves an org's name.
pub(super) async fn save_name(write: &Write<'_, Staff>, org_id: Id, name: &str) -> Result<()> {
    write
        .exec(
            scoped!("update org as o set name = $5 where {provider:o} and o.org_id = $4"),
            params![org_id, name],
        )
        .await?;
    Ok(())
}

/// Whether the org is there.
pub(super) async fn exists(read: &Read<'_, Staff>, org_id: Id) -> Result<bool> {
    let found: Option<i64> = read
        .find(
            scoped!("select 1 from org o where {provider:o} and o.org_id = $4"),
            params![org_id],
        )
        .await?;
    Ok(found.is_some())
}

/// Whether both are there: the org, and somebody of the staff.
pub(super) async fn has(read: &Read<'_, Staff>, org_id: Id, staff_id: Id) -> Result<bool> {
    let found: Option<i64> = read
        .find(
            scoped!(
                "select 1 from org o join staff s using (provider_id)
                 where {provider:o} and {provider:s} and o.org_id = $4 and s.staff_id = $5"
            ),
            params![org_id, staff_id],
        )
        .await?;
    Ok(found.is_some())
}

/// Adds a member; nothing changes for who is one.
pub(super) async fn add_member(write: &Write<'_, Staff>, org_id: Id, staff_id: Id) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into org_member (provider_id, org_id, staff_id)
                 select o.provider_id, o.org_id, $5 from org o where {provider:o} and o.org_id = $4
                 on conflict (provider_id, org_id, staff_id) do nothing"
            ),
            params![org_id, staff_id],
        )
        .await?;
    Ok(())
}

/// Takes a member out; false when they were none. Their sessions no longer act for the org.
pub(super) async fn remove_member(
    write: &Write<'_, Staff>,
    org_id: Id,
    staff_id: Id,
) -> Result<bool> {
    let removed = write
        .exec(
            scoped!("delete from org_member as m where {provider:m} and m.org_id = $4 and m.staff_id = $5"),
            params![org_id, staff_id],
        )
        .await?;
    Ok(removed == 1)
}

/// Keeps on the session for whom its owner acts: one of their orgs, or none. False when it is not theirs.
pub(super) async fn save_acting(
    write: &Write<'_, Staff>,
    now: Time,
    org_id: Option<Id>,
) -> Result<bool> {
    let saved = write
        .exec(
            scoped!(
                "update staff_session as s set acting_org_id = $5, org_chosen_at = $6
                 where {own:s} and s.staff_session_id = $4
                   and ($5 is null or exists (select 1 from org_member m where {provider:m} and m.org_id = $5
                                              and m.staff_id = s.staff_id))"
            ),
            params![write.who().session_id, org_id, now],
        )
        .await?;
    Ok(saved == 1)
}

row! {
    /// An org that somebody belongs to, and whether a session acts for it.
    #[derive(Debug)]
    pub struct Acting {
        /// The org.
        pub org_id: Id,
        /// Its name.
        pub name: String,
        /// Whether it was chosen on the session.
        pub chosen: bool,
        /// Whether anything was chosen on the session, be it none.
        pub has_chosen: bool,
    }
}

/// The orgs of one of the staff, and what was chosen on their session; nothing was on one that is just being made.
pub async fn find_acting<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    staff_id: Id,
    session_id: Option<Id>,
) -> Result<Vec<Acting>> {
    Ok(read
        .list(
            scoped!(
                "select o.org_id, o.name, coalesce(s.acting_org_id = o.org_id, false), s.org_chosen_at is not null
                 from org_member m
                 join org o on o.provider_id = m.provider_id and o.org_id = m.org_id and {provider:o}
                 left join staff_session s on s.provider_id = m.provider_id and s.staff_id = m.staff_id
                      and s.staff_session_id = $5 and {own:s}
                 where {provider:m} and m.staff_id = $4 order by o.name, o.org_id"
            ),
            params![staff_id, session_id],
        )
        .await?)
}
