//! Inbox entries in the database.

use crate::{
    db::{FromJson, Read, Write},
    error::Result,
    features::documents::pricing::Calculation,
    kit::{clock::Time, id::Id},
    params, row,
    scope::Staff,
    scoped,
};

row! {
    /// An entry with what it is about.
    pub(super) struct Entry {
        pub(super) inbox_entry_id: Id,
        pub(super) kind: String,
        pub(super) document_id: Id,
        pub(super) number: Option<String>,
        pub(super) title: String,
        pub(super) client_id: Id,
        pub(super) client_name: String,
        pub(super) contact_name: String,
        pub(super) total_minor: i64,
        pub(super) currency: String,
        pub(super) payment: Option<String>,
        pub(super) payment_method_name: Option<String>,
        pub(super) purchase_order: Option<String>,
        pub(super) comment: Option<String>,
        pub(super) calculation: FromJson<Option<Calculation>>,
        pub(super) created_at: Time,
        pub(super) read_at: Option<Time>,
    }
}

/// What is read of every entry.
macro_rules! entry {
    () => {
        "select i.inbox_entry_id, i.kind, d.document_id, d.number, d.title, c.client_id, c.name, k.name,
                r.total_minor, r.currency, r.payment, m.name, r.purchase_order, r.comment, r.calculation,
                i.created_at, i.read_at
         from inbox_entry i
         join client c using (provider_id, client_id)
         join document d using (provider_id, document_id)
         join response r using (provider_id, response_id)
         join contact k on {provider:k} and k.contact_id = i.contact_id
         left join payment_method m on {provider:m} and m.payment_method_id = r.payment_method_id
         where {client:i} and {org:i} and {org:d} and {org:r}"
    };
}

/// Entries, newest first.
pub(super) async fn list_all(
    read: &Read<'_, Staff>,
    (at, id): (Time, Id),
    count: i64,
) -> Result<Vec<Entry>> {
    Ok(read
        .list(
            scoped!(concat!(
                entry!(),
                " and (i.created_at, i.inbox_entry_id) < ($4, $5)
                  order by i.created_at desc, i.inbox_entry_id desc limit $6"
            )),
            params![at, id, count],
        )
        .await?)
}

/// Those that nobody has read. They are found first: where few are unread PostgreSQL expects to see fewer than a page of
/// them, and would read all of them whole. An entry belongs to the org of its document and its response.
pub(super) async fn list_unread(
    read: &Read<'_, Staff>,
    (at, id): (Time, Id),
    count: i64,
) -> Result<Vec<Entry>> {
    Ok(read
        .list(
            scoped!(concat!(
                entry!(),
                " and i.inbox_entry_id in (
                    select u.inbox_entry_id from inbox_entry u
                    where {client:u} and {org:u} and u.read_at is null
                      and (u.created_at, u.inbox_entry_id) < ($4, $5)
                    order by u.created_at desc, u.inbox_entry_id desc limit $6)
                  order by i.created_at desc, i.inbox_entry_id desc"
            )),
            params![at, id, count],
        )
        .await?)
}

/// How many entries nobody has read, up to `most`.
pub(super) async fn count_unread(read: &Read<'_, Staff>, most: i64) -> Result<i64> {
    let unread: Vec<Id> = read
        .list(
            scoped!(
                "select i.inbox_entry_id from inbox_entry i
                 where {client:i} and {org:i} and i.read_at is null
                 order by i.created_at desc, i.inbox_entry_id desc limit $4"
            ),
            params![most],
        )
        .await?;
    Ok(i64::try_from(unread.len()).unwrap_or(most))
}

/// Marks an entry read or unread; its client. None when it is not there.
pub(super) async fn save_reading(
    write: &Write<'_, Staff>,
    id: Id,
    read_at: Option<Time>,
) -> Result<Option<Id>> {
    let read_by = read_at.map(|_| write.who().staff_id);
    Ok(write
        .find(
            scoped!(
                "update inbox_entry set read_at = $5, read_by = $6
                 where {client:inbox_entry} and {org:inbox_entry} and inbox_entry_id = $4 returning client_id"
            ),
            params![id, read_at, read_by],
        )
        .await?)
}
