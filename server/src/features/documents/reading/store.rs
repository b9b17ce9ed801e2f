//! Published documents in the database, as their client may see them.

use std::sync::Arc;

use super::{DocumentAddress, kept};
use crate::{
    db::{Date, Read, Statement, Write},
    error::{Error, Result},
    features::documents::{detail::Asks, version::Frozen},
    kit::{
        clock::Time,
        id::Id,
        terms::{Bounds, Sought},
    },
    params, row,
    scope::{Contact, Job},
    scoped,
};

row! {
    /// A document at an address, published or not.
    pub(super) struct Found {
        pub(super) document_id: Id,
        pub(super) status: String,
        pub(super) title: String,
        year: i32,
        slug: String,
        valid_until: Option<Date>,
        org_id: Option<Id>,
        published_at: Option<Time>,
        version: Option<i64>,
        version_hash: Option<String>,
        asks: Option<Asks>,
        type_title: String,
        pub(super) opened_version: Option<i64>,
    }
}

/// A published document and the version that clients see.
#[derive(Debug, Clone)]
pub struct Published {
    /// The document.
    pub document_id: Id,
    /// Part of its address.
    pub year: i32,
    /// Part of its address.
    pub slug: String,
    /// The last day on which it can be accepted, as extended.
    pub valid_until: Option<Date>,
    /// The org it was made for; never shown to clients.
    pub org_id: Option<Id>,
    /// What its version asks.
    pub asks: Option<Asks>,
    /// What its type is called.
    pub type_title: String,
    /// When the version was published.
    pub published_at: Time,
    /// The hash of the version's bytes.
    pub version_hash: String,
    /// What those bytes say.
    pub frozen: Arc<Frozen>,
    /// Whether this contact has opened this version before.
    pub is_known: bool,
}

/// A published document whose version is not there.
pub(super) fn lost(document_id: Id) -> Error {
    Error::internal(format!(
        "document {document_id} is published without a version"
    ))
}

impl Found {
    /// With what its version says.
    pub(super) async fn open(self, read: &Read<'_, Contact>) -> Result<Published> {
        let lost = || lost(self.document_id);
        let version = self.version.ok_or_else(lost)?;
        let version_hash = self.version_hash.ok_or_else(lost)?;
        let frozen = kept::open(read, (self.document_id, version), &version_hash).await?;
        Ok(Published {
            is_known: self.opened_version == Some(version),
            document_id: self.document_id,
            year: self.year,
            slug: self.slug,
            valid_until: self.valid_until,
            org_id: self.org_id,
            asks: self.asks,
            published_at: self.published_at.ok_or_else(lost)?,
            version_hash,
            frozen,
            type_title: self.type_title,
        })
    }
}

/// The document at an address with its current version.
pub(super) async fn find(
    read: &Read<'_, Contact>,
    address: &DocumentAddress,
) -> Result<Option<Found>> {
    Ok(read
        .find(
            scoped!(
                "select d.document_id, d.status, d.title, d.year, d.slug, d.valid_until, d.org_id,
                        v.published_at, v.version, v.version_hash, d.asks, t.title, o.last_version
                 from document d
                 join document_type t on {provider:t} and t.type_key = d.type_key
                 left join document_version v
                   on {project:v} and v.document_id = d.document_id and v.version = d.published_version
                 left join document_opening o
                   on {project:o} and o.document_id = d.document_id and o.contact_id = $6
                 where {project:d} and {org:d} and d.year = $4 and d.slug = $5"
            ),
            params![address.year, &address.slug, read.who().contact_id],
        )
        .await?)
}

/// The bytes of a version.
pub(super) async fn find_content(
    read: &Read<'_, Contact>,
    document_id: Id,
    version: i64,
) -> Result<Option<Vec<u8>>> {
    Ok(read
        .find(
            scoped!(
                "select v.content from document_version v
                 where {project:v} and v.document_id = $4 and v.version = $5"
            ),
            params![document_id, version],
        )
        .await?)
}

/// Holds a published document against other answers and against staff until the transaction ends. False when it is no
/// longer published.
pub async fn lock(write: &Write<'_, Contact>, now: Time, document_id: Id) -> Result<bool> {
    let held = write
        .exec(
            scoped!(
                "update document set updated_at = $5
                 where {project:document} and {org:document} and document_id = $4 and status = 'published'"
            ),
            params![document_id, now],
        )
        .await?;
    Ok(held == 1)
}

row! {
    /// A published document as listed.
    pub(super) struct Listed {
        pub(super) document_id: Id,
        pub(super) type_key: String,
        pub(super) type_title: String,
        pub(super) year: i32,
        pub(super) slug: String,
        pub(super) published_at: Time,
        pub(super) valid_until: Option<Date>,
        pub(super) outcome: Option<String>,
        pub(super) total_minor: Option<i64>,
        pub(super) asks: Option<Asks>,
        pub(super) acknowledged: bool,
        pub(super) number: String,
        pub(super) title: String,
        pub(super) currency: String,
        pub(super) fixed_total_minor: Option<i64>,
    }
}

/// What a list of documents is narrowed to.
pub(super) struct Filter<'a> {
    pub(super) type_key: Option<&'a str>,
    pub(super) state: Option<&'a str>,
    pub(super) today: Date,
    pub(super) sought: Option<&'a Sought>,
    pub(super) before: (Time, Id),
    pub(super) count: i64,
}

/// What is read of every published document that has the words, before the cursor. Every document has its type: a left
/// join keeps SQLite from beginning with the types and sorting all documents of each.
macro_rules! published {
    () => {
        "select d.document_id, d.type_key, t.title, d.year, d.slug, d.published_at, d.valid_until,
                r.outcome, r.total_minor, d.asks,
                case when d.asks = 'acknowledge' then
                  (select count(*) from action_item a
                   where {project:a} and a.document_id = d.document_id and a.state = 'decided'
                     and a.kind = 'acknowledge' and a.version = d.published_version) > 0
                else false end,
                v.number, v.title, v.currency, v.fixed_total_minor
         from document d
         left join document_type t on {provider:t} and t.type_key = d.type_key
         join document_version v
           on {project:v} and v.document_id = d.document_id and v.version = d.published_version
         left join response r
           on {project:r} and {org:r} and r.document_id = d.document_id and r.version = d.published_version
         where {project:d} and {org:d} and d.status = 'published' and d.published_at is not null
           and ($5 is null or $5 = case
             when r.outcome is not null then r.outcome
             when d.asks is null then 'informative'
             when d.asks = 'acknowledge' and exists (
               select 1 from action_item i
               where {project:i} and i.document_id = d.document_id and i.state = 'decided'
                 and i.kind = 'acknowledge' and i.version = d.published_version) then 'acknowledged'
             when d.asks = 'choose' and d.valid_until < $6 then 'expired' else 'open' end)
           and (d.published_at, d.document_id) < ($7, $8)
           and ($10 is null or (
             (select count(*) from search_term s
              where {project:s} and {org:s} and s.kind = 'published' and s.subject_id = d.document_id
                and s.term >= $10 and s.term < $11) > 0
             and (select count(*) from search_term s
                  where {project:s} and {org:s} and s.kind = 'published' and s.subject_id = d.document_id
                    and replace($12, ' ' || s.term || ' ', '') <> $12) = $13))"
    };
}

/// Published documents, newest first, of all types or one: either way an index has them in their order.
pub(super) async fn list(read: &Read<'_, Contact>, filter: &Filter<'_>) -> Result<Vec<Listed>> {
    let bounds = Bounds::of(filter.sought);
    let (at, id) = filter.before;
    let statement: &'static Statement = if filter.type_key.is_some() {
        scoped!(concat!(
            published!(),
            " and d.type_key = $4 order by d.published_at desc, d.document_id desc limit $9"
        ))
    } else {
        scoped!(concat!(
            published!(),
            " and ($4 is null or d.type_key = $4) order by d.published_at desc, d.document_id desc limit $9"
        ))
    };
    Ok(read
        .list(
            statement,
            params![
                filter.type_key,
                filter.state,
                filter.today,
                at,
                id,
                filter.count,
                bounds.from,
                bounds.to,
                bounds.others,
                bounds.others_count
            ],
        )
        .await?)
}

/// Notes that a contact opened a document.
pub(super) async fn save_opening(
    write: &Write<'_, Contact>,
    now: Time,
    opened: &Published,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into document_opening (provider_id, document_id, contact_id, client_id, project_id, opened_at,
                        last_opened_at, last_version)
                 select d.provider_id, d.document_id, $5, d.client_id, d.project_id, $6, $6, $7
                 from document d where {project:d} and {org:d} and d.document_id = $4
                 on conflict (provider_id, document_id, contact_id)
                 do update set last_opened_at = excluded.last_opened_at, last_version = excluded.last_version"
            ),
            params![opened.document_id, write.who().contact_id, now, opened.frozen.version],
        )
        .await?;
    Ok(())
}

/// Notes that a contact looked again at what it had opened.
pub(super) async fn save_look(
    write: &Write<'_, Job>,
    document_id: Id,
    contact_id: Id,
    at: Time,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update document_opening as o set last_opened_at = $6
                 where {project:o} and o.document_id = $4 and o.contact_id = $5 and o.last_opened_at < $6"
            ),
            params![document_id, contact_id, at],
        )
        .await?;
    Ok(())
}
