//! What happened to documents, of a span, as far as these staff see it. Which of them are quotes, their types say.

use crate::{db::Read, error::Result, kit::clock::Time, params, row, scope::Staff, scoped};

row! {
    /// Something happened to a document.
    #[derive(Debug)]
    pub(super) struct Happened {
        pub(super) at: Time,
        pub(super) type_key: String,
    }
}

row! {
    /// A document was answered.
    #[derive(Debug)]
    pub(super) struct Answered {
        pub(super) created_at: Time,
        pub(super) outcome: String,
        pub(super) total_minor: i64,
        pub(super) currency: String,
        /// When its first version was published.
        pub(super) published_at: Time,
        /// What the client had accepted of it before.
        pub(super) before_minor: Option<i64>,
        pub(super) type_key: String,
    }
}

/// First versions that were published.
pub(super) async fn list_sent(
    read: &Read<'_, Staff>,
    (from, to): (Time, Time),
) -> Result<Vec<Happened>> {
    Ok(read
        .list(
            scoped!(
                "select v.published_at, d.type_key from document_version v
                 join document d on {project:d} and {org:d} and d.document_id = v.document_id
                 where {project:v} and v.version = 1 and v.published_at >= $4 and v.published_at < $5"
            ),
            params![from, to],
        )
        .await?)
}

/// First openings by anybody of the client.
pub(super) async fn list_opened(
    read: &Read<'_, Staff>,
    (from, to): (Time, Time),
) -> Result<Vec<Happened>> {
    Ok(read
        .list(
            scoped!(
                "select min(o.opened_at), d.type_key from document_opening o
                 join document d on {project:d} and {org:d} and d.document_id = o.document_id
                 where {project:o} and o.opened_at >= $4 and o.opened_at < $5
                   and not exists (select 1 from document_opening e
                       where {project:e} and e.document_id = o.document_id and e.opened_at < $4)
                 group by o.document_id, d.type_key"
            ),
            params![from, to],
        )
        .await?)
}

/// Answers.
pub(super) async fn list_answered(
    read: &Read<'_, Staff>,
    (from, to): (Time, Time),
) -> Result<Vec<Answered>> {
    Ok(read
        .list(
            scoped!(
                "select r.created_at, r.outcome, r.total_minor, r.currency, v.published_at,
                        (select e.total_minor from response e
                         where {project:e} and {org:e} and e.document_id = r.document_id and e.outcome = 'accepted'
                           and e.created_at < r.created_at
                         order by e.created_at desc limit 1),
                        d.type_key
                 from response r
                 join document d on {project:d} and {org:d} and d.document_id = r.document_id
                 join document_version v on {project:v} and v.document_id = r.document_id and v.version = 1
                 where {project:r} and {org:r} and r.created_at >= $4 and r.created_at < $5"
            ),
            params![from, to],
        )
        .await?)
}
