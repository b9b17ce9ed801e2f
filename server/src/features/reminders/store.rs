//! Reminders in the database.

use super::model::Ladder;
use crate::{
    db::{FromJson, Json, Read, Statement, Write},
    error::{Error, Result},
    features::people::{
        permission::{Permission, Permissions},
        reachable::{Reachable, list_reachable},
    },
    kit::{clock::Time, id::Id},
    params, row,
    scope::{Audience, Job, Staff},
    scoped,
};

row! {
    struct Stored {
        reminds: bool,
        days_after: FromJson<Vec<u16>>,
        days_before_due: FromJson<Vec<u16>>,
    }
}

/// The provider's ladder.
pub async fn find_ladder<A: Audience<Statement = Statement>>(read: &Read<'_, A>) -> Result<Ladder> {
    let found: Option<Stored> = read
        .find(
            scoped!(
                "select s.reminds, s.days_after, s.days_before_due from reminder_setting s where {provider:s}"
            ),
            params![],
        )
        .await?;
    Ok(found.map_or_else(Ladder::default, |stored| Ladder {
        reminds: stored.reminds,
        days_after: stored.days_after.0,
        days_before_due: stored.days_before_due.0,
    }))
}

/// Saves the provider's ladder.
pub(super) async fn save_ladder(
    write: &Write<'_, Staff>,
    now: Time,
    ladder: &Ladder,
) -> Result<()> {
    let (after, before) = (
        Json::from(ladder.days_after.clone()),
        Json::from(ladder.days_before_due.clone()),
    );
    write
        .exec(
            scoped!(
                "insert into reminder_setting (provider_id, reminds, days_after, days_before_due, updated_at)
                 select p.provider_id, $4, $5, $6, $7 from provider p where {provider:p}
                 on conflict (provider_id) do update set reminds = excluded.reminds, days_after = excluded.days_after,
                   days_before_due = excluded.days_before_due, updated_at = excluded.updated_at"
            ),
            params![ladder.reminds, &after, &before, now],
        )
        .await?;
    Ok(())
}

row! {
    /// Something that waits, as reminding needs it.
    pub(super) struct Item {
        pub(super) action_item_id: Id,
        pub(super) client_id: Id,
        pub(super) project_id: Option<Id>,
        pub(super) kind: String,
        pub(super) title: String,
        pub(super) permission: String,
        pub(super) state: String,
        pub(super) created_at: Time,
        pub(super) due_at: Option<Time>,
        pub(super) last_reminded_at: Option<Time>,
        pub(super) year: Option<i32>,
        pub(super) slug: Option<String>,
    }
}

/// An item that these staff may see, whatever its state.
pub(super) async fn find_item(read: &Read<'_, Staff>, item_id: Id) -> Result<Option<Item>> {
    Ok(read
        .find(
            scoped!(
                "select a.action_item_id, a.client_id, a.project_id, a.kind, a.title, a.permission, a.state, a.created_at,
                        a.due_at, a.last_reminded_at, d.year, d.slug
                 from action_item a
                 left join document d on {project:d} and {org:d} and d.document_id = a.document_id
                 where {project:a} and a.action_item_id = $4 and (a.document_id is null or d.document_id is not null)"
            ),
            params![item_id],
        )
        .await?)
}

/// What is due to be brought to mind. A choice whose time has passed can't be made any more.
pub(super) async fn list_due(read: &Read<'_, Job>, now: Time, count: i64) -> Result<Vec<Item>> {
    Ok(read
        .list(
            scoped!(
                "select a.action_item_id, a.client_id, a.project_id, a.kind, a.title, a.permission, a.state, a.created_at,
                        a.due_at, a.last_reminded_at, d.year, d.slug
                 from action_item a
                 left join document d on {project:d} and {org:d} and d.document_id = a.document_id
                 where {project:a} and a.state = 'open' and a.next_reminder_at <= $4
                   and (a.kind <> 'choose' or a.due_at is null or a.due_at > $4)
                 order by a.next_reminder_at nulls last, a.action_item_id limit $5"
            ),
            params![now, count],
        )
        .await?)
}

/// Notes that an open item was brought to mind, and when it next will be. False when it is not open any more, or when
/// somebody else was reminded of it after `unless_since`.
pub(super) async fn save_reminded<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    now: Time,
    item_id: Id,
    unless_since: Time,
    next: Option<Time>,
) -> Result<bool> {
    let saved = write
        .exec(
            scoped!(
                "update action_item set reminders_sent = coalesce(reminders_sent, 0) + 1, last_reminded_at = $5,
                        next_reminder_at = $7
                 where {project:action_item} and action_item_id = $4 and state = 'open'
                   and (last_reminded_at is null or last_reminded_at <= $6)"
            ),
            params![item_id, now, unless_since, next],
        )
        .await?;
    Ok(saved == 1)
}

/// Passes over a step of an open item: there is nobody to remind, or the ladder no longer has it.
pub(super) async fn save_passed_over(
    write: &Write<'_, Job>,
    item_id: Id,
    next: Option<Time>,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update action_item set next_reminder_at = $5
                 where {project:action_item} and action_item_id = $4 and state = 'open'"
            ),
            params![item_id, next],
        )
        .await?;
    Ok(())
}

/// Who of the client may decide an item and can be reached: those to whom it is addressed, with the permission.
pub(super) async fn list_recipients<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    item: &Item,
) -> Result<Vec<Reachable>> {
    let needed = Permission::from_word(&item.permission)
        .ok_or_else(|| Error::internal(format!("no permission {}", item.permission)))?;
    let addressed: Vec<Id> = read
        .list(
            scoped!(
                "select n.contact_id from action_item_contact n where {project:n} and n.action_item_id = $4"
            ),
            params![item.action_item_id],
        )
        .await?;
    let is_asked = |who: &Reachable| addressed.is_empty() || addressed.contains(&who.contact_id);
    // Nobody binds a client to a price that it can't read.
    let sees_price = |may: Permissions| item.kind != "choose" || may.has(Permission::SeeMoney);
    let mut members = list_reachable(read, item.client_id, item.project_id).await?;
    members.retain(|who| is_asked(who) && who.may.has(needed) && sees_price(who.may));
    Ok(members)
}
