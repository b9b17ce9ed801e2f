//! The lists of a contact in the database: what waits for its client, and what was decided.

use super::model::{Kind, Outcome};
use crate::{
    db::{Read, Result, Statement},
    kit::{
        clock::Time,
        id::Id,
        page::First,
        terms::{Bounds, Sought},
    },
    params, row,
    scope::Contact,
    scoped,
};

row! {
    /// An open item as listed.
    pub(super) struct OpenItem {
        pub(super) action_item_id: Id,
        pub(super) kind: String,
        pub(super) title: String,
        pub(super) project_id: Option<Id>,
        pub(super) version: Option<i64>,
        pub(super) version_hash: String,
        pub(super) permission: String,
        pub(super) due_at: Option<Time>,
        pub(super) created_at: Time,
        pub(super) year: Option<i32>,
        pub(super) slug: Option<String>,
        pub(super) number: Option<String>,
        pub(super) type_key: Option<String>,
        pub(super) currency: Option<String>,
        pub(super) total_minor_from: Option<i64>,
        pub(super) names_somebody: bool,
    }
}

/// Where a list of what waits stands: when it was begun, so that what falls due meanwhile does not jump between its
/// pages; then 0 for what was overdue then and 1 for the rest; when it was due, or asked, and its id.
pub(super) type Place = (Time, i64, Time, Id);

/// The place of an item.
pub(super) fn place(as_of: Time, due_at: Option<Time>, created_at: Time, item_id: Id) -> Place {
    match due_at.filter(|due| *due <= as_of) {
        Some(due_at) => (as_of, 0, due_at, item_id),
        None => (as_of, 1, created_at, item_id),
    }
}

/// The time and id after which the items of a rank go on.
pub(super) fn within(after: Option<Place>, rank: i64) -> (Time, Id) {
    let place = after.filter(|place| place.1 == rank);
    place.map_or(First::FIRST, |(_, _, at, id)| (at, id))
}

/// Which page of what waits.
#[derive(Clone, Copy)]
pub(super) struct OpenPage<'a> {
    pub(super) now: Time,
    pub(super) as_of: Time,
    pub(super) after: Option<Place>,
    pub(super) sought: Option<&'a Sought>,
    pub(super) count: i64,
}

/// Open items, the longest overdue first, then oldest, after the cursor. A choice whose time has passed can't be made
/// any more and is left out. Both kinds are asked for at once: mostly little is overdue.
pub(super) async fn list_open(
    read: &Read<'_, Contact>,
    page: OpenPage<'_>,
) -> Result<Vec<OpenItem>> {
    if page.after.is_some_and(|place| place.1 == 1) {
        return list_not_overdue(read, page).await;
    }
    let (mut found, others) =
        tokio::try_join!(list_overdue(read, page), list_not_overdue(read, page))?;
    found.extend(others);
    found.truncate(usize::try_from(page.count).unwrap_or(usize::MAX));
    Ok(found)
}

/// What is read of every open item.
macro_rules! open_item {
    () => {
        "select a.action_item_id, a.kind, a.title, a.project_id, a.version, a.version_hash, a.permission, a.due_at,
                a.created_at, d.year, d.slug, d.number, d.type_key, v.currency, v.total_minor_from,
                exists (select 1 from action_item_contact n
                        where {project:n} and n.action_item_id = a.action_item_id)
         from action_item a
         left join document d on {project:d} and {org:d} and d.document_id = a.document_id
         left join document_version v on {project:v} and v.document_id = a.document_id and v.version = a.version
         where {project:a} and a.state = 'open' and (a.kind <> $8 or a.due_at is null or a.due_at > $4)"
    };
}

async fn list_overdue(read: &Read<'_, Contact>, page: OpenPage<'_>) -> Result<Vec<OpenItem>> {
    let statement = scoped!(concat!(
        open_item!(),
        " and a.due_at <= $5 and (a.due_at, a.action_item_id) > ($6, $7)",
        has_words!(),
        " order by a.due_at nulls last, a.action_item_id limit $9"
    ));
    list_by(read, statement, page, 0).await
}

async fn list_not_overdue(read: &Read<'_, Contact>, page: OpenPage<'_>) -> Result<Vec<OpenItem>> {
    let statement = scoped!(concat!(
        open_item!(),
        " and (a.due_at is null or a.due_at > $5)
          and (a.created_at, a.action_item_id) > ($6, $7)",
        has_words!(),
        " order by a.created_at, a.action_item_id limit $9"
    ));
    list_by(read, statement, page, 1).await
}

async fn list_by(
    read: &Read<'_, Contact>,
    statement: &'static Statement,
    page: OpenPage<'_>,
    rank: i64,
) -> Result<Vec<OpenItem>> {
    let words = Bounds::of(page.sought);
    let (at, id) = within(page.after, rank);
    read.list(
        statement,
        params![
            page.now,
            page.as_of,
            at,
            id,
            Kind::Choose.as_str(),
            page.count,
            words.from,
            words.to,
            words.others,
            words.others_count
        ],
    )
    .await
}

row! {
    /// A decision as listed.
    pub(super) struct Decided {
        pub(super) decision_id: Id,
        pub(super) kind: String,
        pub(super) title: String,
        pub(super) outcome: String,
        pub(super) comment: Option<String>,
        pub(super) decided_at: Time,
        pub(super) contact_name: String,
        pub(super) year: Option<i32>,
        pub(super) slug: Option<String>,
        pub(super) number: Option<String>,
    }
}

/// What is read of every decision that has the words, before the cursor.
macro_rules! decided {
    () => {
        "select e.decision_id, e.kind, e.title, e.outcome, e.comment, e.decided_at, c.name,
                d.year, d.slug, d.number
         from decision e
         join contact c using (provider_id, contact_id)
         join action_item a on {project:a} and a.action_item_id = e.action_item_id
         left join document d on {project:d} and {org:d} and d.document_id = a.document_id and d.status = 'published'
         where {project:e} and (e.decided_at, e.decision_id) < ($4, $5)
           and ($9 is null or (
             (select count(*) from search_term s
              where {project:s} and {org:s} and s.kind = 'asked' and s.subject_id = e.action_item_id
                and s.term >= $9 and s.term < $10) > 0
             and (select count(*) from search_term s
                  where {project:s} and {org:s} and s.kind = 'asked' and s.subject_id = e.action_item_id
                    and replace($11, ' ' || s.term || ' ', '') <> $11) = $12))"
    };
}

/// Decisions of one kind and outcome, or of all, newest first, before the cursor: each way to narrow the list has an
/// index in its order.
pub(super) async fn list_decided(
    read: &Read<'_, Contact>,
    (kind, outcome, sought): (Option<Kind>, Option<Outcome>, Option<&Sought>),
    (at, id): (Time, Id),
    count: i64,
) -> Result<Vec<Decided>> {
    let words = Bounds::of(sought);
    let statement: &'static Statement = match (kind, outcome) {
        (_, Some(_)) => scoped!(concat!(
            decided!(),
            " and ($7 is null or e.kind = $7) and e.outcome = $8
              order by e.decided_at desc, e.decision_id desc limit $6"
        )),
        (Some(_), None) => scoped!(concat!(
            decided!(),
            " and e.kind = $7 and ($8 is null or e.outcome = $8)
              order by e.decided_at desc, e.decision_id desc limit $6"
        )),
        (None, None) => scoped!(concat!(
            decided!(),
            " and ($7 is null or e.kind = $7) and ($8 is null or e.outcome = $8)
              order by e.decided_at desc, e.decision_id desc limit $6"
        )),
    };
    read.list(
        statement,
        params![
            at,
            id,
            count,
            kind.map(Kind::as_str),
            outcome.map(Outcome::as_str),
            words.from,
            words.to,
            words.others,
            words.others_count
        ],
    )
    .await
}
