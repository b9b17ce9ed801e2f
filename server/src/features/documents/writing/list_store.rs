//! The staff's list of documents in the database.

use crate::{
    db::{Date, Read},
    error::Result,
    features::documents::detail::Asks,
    kit::{clock::Time, id::Id, terms::Sought},
    params, row,
    scope::Staff,
    scoped,
};

row! {
    /// A document in the staff's list.
    pub(super) struct Listed {
        pub(super) document_id: Id,
        pub(super) type_key: String,
        pub(super) title: String,
        pub(super) number: Option<String>,
        pub(super) status: String,
        pub(super) client_id: Id,
        pub(super) client_name: String,
        pub(super) year: Option<i32>,
        pub(super) slug: Option<String>,
        pub(super) version: Option<i64>,
        pub(super) updated_at: Time,
        pub(super) published_at: Option<Time>,
        pub(super) valid_until: Option<Date>,
        pub(super) draft_currency: String,
        pub(super) draft_total_minor: Option<i64>,
        pub(super) draft_valid_until: Option<Date>,
        pub(super) outcome: Option<String>,
        pub(super) total_minor: Option<i64>,
        pub(super) opened_at: Option<Time>,
        pub(super) asks: Option<Asks>,
        pub(super) acknowledged: bool,
    }
}

/// What is read of every document of the list, however it is narrowed.
macro_rules! listed {
    () => {
        "select d.document_id, d.type_key, d.title, d.number, d.status, d.client_id, c.name, d.year, d.slug,
                d.published_version, d.updated_at, d.published_at, d.valid_until, d.draft_currency,
                d.draft_total_minor, d.draft_valid_until, r.outcome, r.total_minor,
                (select min(o.opened_at) from document_opening o
                 where {project:o} and o.document_id = d.document_id),
                d.asks,
                case when d.asks = 'acknowledge' then
                  (select count(*) from action_item a
                   where {project:a} and a.document_id = d.document_id and a.state = 'decided'
                     and a.kind = 'acknowledge' and a.version = d.published_version) > 0
                else false end
         from document d
         join client c on {client:c} and c.client_id = d.client_id
         left join response r
           on {project:r} and {org:r} and r.document_id = d.document_id and r.version = d.published_version"
    };
}

/// What the list is narrowed to.
pub(super) struct Narrowed<'a> {
    pub(super) status: Option<&'a str>,
    pub(super) client_id: Option<Id>,
    /// Only what waits for approval; false for whoever approves nothing.
    pub(super) waits: Option<bool>,
    pub(super) four_eyes: bool,
    pub(super) before: (Time, Id),
    pub(super) count: i64,
}

/// Documents, last changed first: each way to narrow the list has an index in its order.
pub(super) async fn list(read: &Read<'_, Staff>, narrowed: &Narrowed<'_>) -> Result<Vec<Listed>> {
    match (narrowed.waits, narrowed.client_id, narrowed.status) {
        (Some(false), ..) => Ok(Vec::new()),
        (Some(true), ..) => list_waiting(read, narrowed).await,
        (None, Some(client_id), _) => list_of_client(read, narrowed, client_id).await,
        (None, None, Some(status)) => list_by_status(read, narrowed, status).await,
        (None, None, None) => list_all(read, narrowed).await,
    }
}

/// Those of every client and status.
async fn list_all(read: &Read<'_, Staff>, narrowed: &Narrowed<'_>) -> Result<Vec<Listed>> {
    let (at, id) = narrowed.before;
    Ok(read
        .list(
            scoped!(concat!(
                listed!(),
                " where {project:d} and {org:d} and (d.updated_at, d.document_id) < ($4, $5)
                 order by d.updated_at desc, d.document_id desc limit $6"
            )),
            params![at, id, narrowed.count],
        )
        .await?)
}

/// Those that these staff can approve, of one client or of all. They are found by what waits for approval, of which
/// there is little, however many documents there are.
async fn list_waiting(read: &Read<'_, Staff>, narrowed: &Narrowed<'_>) -> Result<Vec<Listed>> {
    let (at, id) = narrowed.before;
    Ok(read
        .list(
            scoped!(concat!(
                listed!(),
                " where {project:d} and {org:d} and d.document_id in (
                   select w.document_id from document_approval w
                   where {project:w} and w.outcome is null and (not $8 or w.submitted_by <> $9))
                   and (not $8 or (d.author_staff_id <> $9 and (d.draft_saved_by is null or d.draft_saved_by <> $9)))
                   and (d.updated_at, d.document_id) < ($4, $5)
                   and ($7 is null or d.client_id = $7)
                 order by d.updated_at desc, d.document_id desc limit $6"
            )),
            params![
                at,
                id,
                narrowed.count,
                narrowed.client_id,
                narrowed.four_eyes,
                read.who().staff_id
            ],
        )
        .await?)
}

/// Those of one status.
async fn list_by_status(
    read: &Read<'_, Staff>,
    narrowed: &Narrowed<'_>,
    status: &str,
) -> Result<Vec<Listed>> {
    let (at, id) = narrowed.before;
    Ok(read
        .list(
            scoped!(concat!(
                listed!(),
                " where {project:d} and {org:d} and d.status = $4
                   and (d.updated_at, d.document_id) < ($5, $6)
                 order by d.updated_at desc, d.document_id desc limit $7"
            )),
            params![status, at, id, narrowed.count],
        )
        .await?)
}

/// Those of one client.
async fn list_of_client(
    read: &Read<'_, Staff>,
    narrowed: &Narrowed<'_>,
    client_id: Id,
) -> Result<Vec<Listed>> {
    let (at, id) = narrowed.before;
    Ok(read
        .list(
            scoped!(concat!(
                listed!(),
                " where {project:d} and {org:d} and d.client_id = $4 and ($5 is null or d.status = $5)
                   and (d.updated_at, d.document_id) < ($6, $7)
                 order by d.updated_at desc, d.document_id desc limit $8"
            )),
            params![client_id, narrowed.status, at, id, narrowed.count],
        )
        .await?)
}

/// The same of those that have all the words: their keys are found first, so that only the rows of the page are read
/// whole, however many have the words.
pub(super) async fn list_found(
    read: &Read<'_, Staff>,
    narrowed: &Narrowed<'_>,
    sought: &Sought,
) -> Result<Vec<Listed>> {
    let (at, id) = narrowed.before;
    Ok(read
        .list(
            scoped!(concat!(
                listed!(),
                " where {project:d} and {org:d} and d.document_id in (
                   select e.document_id from search_term s
                   join document e on {project:e} and {org:e} and e.document_id = s.subject_id
                   where {project:s} and {org:s} and s.kind = 'document' and s.term >= $12 and s.term < $13
                     and (select count(*) from search_term p
                          where {project:p} and {org:p} and p.kind = 'document' and p.subject_id = s.subject_id
                            and p.term >= $14 and p.term < $15) > 0
                     and (select count(*) from search_term q
                          where {project:q} and {org:q} and q.kind = 'document' and q.subject_id = s.subject_id
                            and replace($16, ' ' || q.term || ' ', '') <> $16) = $17
                     and ($4 is null or e.status = $4) and ($5 is null or e.client_id = $5)
                     and (e.updated_at, e.document_id) < ($6, $7)
                     and ($9 is null or ($9 and exists (
                       select 1 from document_approval w
                       where {project:w} and w.document_id = e.document_id and w.outcome is null
                         and (not $10 or (w.submitted_by <> $11 and e.author_staff_id <> $11
                                          and (e.draft_saved_by is null or e.draft_saved_by <> $11))))))
                   group by e.document_id, e.updated_at
                   order by e.updated_at desc, e.document_id desc limit $8)
                 order by d.updated_at desc, d.document_id desc"
            )),
            params![
                narrowed.status,
                narrowed.client_id,
                at,
                id,
                narrowed.count,
                narrowed.waits,
                narrowed.four_eyes,
                read.who().staff_id,
                &sought.rarest_from,
                &sought.rarest_to,
                &sought.from,
                &sought.to,
                &sought.others,
                sought.others_count
            ],
        )
        .await?)
}
