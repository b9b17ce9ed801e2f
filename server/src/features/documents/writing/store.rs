//! Documents in the database, as staff see them.

use crate::{
    db::{Date, FromJson, Read, Write},
    error::Result,
    features::documents::{
        content::Content,
        detail::Asks,
        status::Status,
        summary::Summary,
        version::{Frozen, Sealed},
    },
    kit::{clock::Time, id::Id},
    params, row,
    scope::Staff,
    scoped,
};

row! {
    /// A document as staff work on it.
    #[derive(Debug, Clone)]
    pub(super) struct Document {
        pub(super) document_id: Id,
        pub(super) client_id: Id,
        pub(super) type_key: String,
        pub(super) status: String,
        pub(super) title: String,
        pub(super) number: Option<String>,
        pub(super) year: Option<i32>,
        pub(super) slug: Option<String>,
        pub(super) draft: FromJson<Content>,
        pub(super) draft_revision: i64,
        pub(super) published_version: Option<i64>,
        pub(super) valid_until: Option<Date>,
        pub(super) created_at: Time,
        pub(super) updated_at: Time,
        pub(super) withdrawn_at: Option<Time>,
        pub(super) author_staff_id: Id,
        pub(super) asks: Option<Asks>,
        pub(super) draft_saved_by: Option<Id>,
        pub(super) draft_saved_at: Option<Time>,
        pub(super) revision_opened_at: Option<Time>,
        pub(super) revision_opened_by: Option<Id>,
        pub(super) revision_reason: Option<String>,
    }
}

/// A document that these staff may see.
pub(super) async fn find(read: &Read<'_, Staff>, document_id: Id) -> Result<Option<Document>> {
    Ok(read
        .find(
            scoped!(
                "select d.document_id, d.client_id, d.type_key, d.status, d.title, d.number, d.year, d.slug, d.draft,
                        d.draft_revision, d.published_version, d.valid_until, d.created_at, d.updated_at,
                        d.withdrawn_at, d.author_staff_id, d.asks, d.draft_saved_by, d.draft_saved_at,
                        d.revision_opened_at, d.revision_opened_by, d.revision_reason
                 from document d where {project:d} and {org:d} and d.document_id = $4"
            ),
            params![document_id],
        )
        .await?)
}

/// The same, held against everybody else until the transaction ends.
pub(super) async fn lock(
    write: &Write<'_, Staff>,
    now: Time,
    document_id: Id,
) -> Result<Option<Document>> {
    Ok(write
        .find(
            scoped!(
                "update document set updated_at = $5
                 where {project:document} and {org:document} and document_id = $4
                 returning document_id, client_id, type_key, status, title, number, year, slug, draft, draft_revision,
                           published_version, valid_until, created_at, updated_at, withdrawn_at, author_staff_id, asks,
                           draft_saved_by, draft_saved_at, revision_opened_at, revision_opened_by, revision_reason"
            ),
            params![document_id, now],
        )
        .await?)
}

/// Whether a project belongs to a client.
pub(super) async fn has_project(
    read: &Read<'_, Staff>,
    client_id: Id,
    project_id: Id,
) -> Result<bool> {
    let found: Option<i64> = read
        .find(
            scoped!("select 1 from project j where {project:j} and j.client_id = $4 and j.project_id = $5"),
            params![client_id, project_id],
        )
        .await?;
    Ok(found.is_some())
}

/// Removes a document that was never issued, with what belongs to it.
pub(super) async fn remove(write: &Write<'_, Staff>, document_id: Id) -> Result<()> {
    for belongings in [
        scoped!(
            "delete from document_approval where {project:document_approval} and document_id = $4"
        ),
        scoped!(
            "delete from document_editing where {project:document_editing} and document_id = $4"
        ),
        scoped!("delete from document_image where {project:document_image} and document_id = $4"),
        scoped!(
            "delete from document where {project:document} and {org:document} and document_id = $4
             and number is null"
        ),
    ] {
        write.exec(belongings, params![document_id]).await?;
    }
    Ok(())
}

/// Puts a copy where its source is: in its org, and for the same client in its project.
pub(super) async fn keep_place(
    write: &Write<'_, Staff>,
    document_id: Id,
    source_id: Id,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update document set
                   org_id = coalesce((select s.org_id from document s
                                      where {project:s} and {org:s} and s.document_id = $5), org_id),
                   project_id = (select s.project_id from document s
                                 where {project:s} and {org:s} and s.document_id = $5
                                   and s.client_id = document.client_id)
                 where {project:document} and {org:document} and document_id = $4"
            ),
            params![document_id, source_id],
        )
        .await?;
    Ok(())
}

/// Draws the next number of a series and year. The row is held until the transaction ends, so that nobody draws the
/// one after it before this one is certain.
pub(super) async fn draw_number(write: &Write<'_, Staff>, series: &str, year: i32) -> Result<i64> {
    Ok(write
        .one(
            scoped!(
                "insert into number_series (provider_id, series, year, last_number)
                 select p.provider_id, $4, $5, 1 from provider p where {provider:p}
                 on conflict (provider_id, series, year) do update set last_number = number_series.last_number + 1
                 returning last_number"
            ),
            params![series, year],
        )
        .await?)
}

/// What a document is called from now on.
pub(super) struct Issued<'a> {
    pub(super) number: &'a str,
    pub(super) year: i32,
    pub(super) slug: &'a str,
}

/// Shows a version to the client.
pub(super) async fn save_published(
    write: &Write<'_, Staff>,
    now: Time,
    document_id: Id,
    version: i64,
    issued: &Issued<'_>,
    (valid_until, asks): (Option<Date>, Option<Asks>),
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update document set status = 'published', published_version = $5, number = $6, year = $7, slug = $8,
                        valid_until = $9, published_at = $10, updated_at = $10, asks = $11,
                        revision_opened_at = null, revision_opened_by = null, revision_reason = null
                 where {project:document} and {org:document} and document_id = $4"
            ),
            params![
                document_id,
                version,
                issued.number,
                issued.year,
                issued.slug,
                valid_until,
                now,
                asks.map(Asks::as_str)
            ],
        )
        .await?;
    Ok(())
}

/// Writes a version down for good.
pub(super) async fn add_version(
    write: &Write<'_, Staff>,
    now: Time,
    document_id: Id,
    frozen: &Frozen,
    sealed: &Sealed,
) -> Result<()> {
    let summary = Summary::of(&frozen.content);
    write
        .exec(
            scoped!(
                "insert into document_version (provider_id, document_id, version, client_id, project_id, content,
                        version_hash, published_at, published_by, number, title, currency, total_minor_from,
                        fixed_total_minor)
                 select d.provider_id, d.document_id, $5, d.client_id, d.project_id, $6, $7, $8, $9, $10, $11, $12, $13, $14
                 from document d where {project:d} and {org:d} and d.document_id = $4"
            ),
            params![
                document_id,
                frozen.version,
                &sealed.bytes,
                &sealed.hash,
                now,
                write.who().staff_id,
                frozen.number.as_deref(),
                &frozen.title,
                summary.currency,
                summary.total_minor_from,
                summary.fixed_total_minor
            ],
        )
        .await?;
    Ok(())
}

/// Moves a document to another status.
pub(super) async fn save_status(
    write: &Write<'_, Staff>,
    now: Time,
    document_id: Id,
    status: Status,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update document set status = $5, updated_at = $6
                 where {project:document} and {org:document} and document_id = $4"
            ),
            params![document_id, status.as_str(), now],
        )
        .await?;
    Ok(())
}

/// Takes a document back.
pub(super) async fn save_withdrawn(
    write: &Write<'_, Staff>,
    now: Time,
    document_id: Id,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update document set status = 'withdrawn', withdrawn_at = $5, updated_at = $5
                 where {project:document} and {org:document} and document_id = $4"
            ),
            params![document_id, now],
        )
        .await?;
    Ok(())
}

/// A version: its bytes, their hash and when it was published.
pub(super) async fn find_version(
    read: &Read<'_, Staff>,
    document_id: Id,
    version: i64,
) -> Result<Option<(Vec<u8>, String, Time)>> {
    Ok(read
        .find(
            scoped!(
                "select v.content, v.version_hash, v.published_at from document_version v
                 where {project:v} and v.document_id = $4 and v.version = $5"
            ),
            params![document_id, version],
        )
        .await?)
}

/// Name and currency of a client.
pub(super) async fn find_client(
    read: &Read<'_, Staff>,
    client_id: Id,
) -> Result<Option<(String, Option<String>)>> {
    Ok(read
        .find(
            scoped!(
                "select c.name, c.currency from client c where {client:c} and c.client_id = $4"
            ),
            params![client_id],
        )
        .await?)
}

/// The name of a staff member.
pub(super) async fn find_author(read: &Read<'_, Staff>, staff_id: Id) -> Result<Option<String>> {
    Ok(read
        .find(
            scoped!("select s.name from staff s where {provider:s} and s.staff_id = $4"),
            params![staff_id],
        )
        .await?)
}

/// Who opened a document, first ones first.
pub(super) async fn list_openings(
    read: &Read<'_, Staff>,
    document_id: Id,
) -> Result<Vec<(Id, String, Time)>> {
    Ok(read
        .list(
            scoped!(
                "select o.contact_id, c.name, o.opened_at from document_opening o
                 join contact c using (provider_id, contact_id)
                 where {project:o} and o.document_id = $4 order by o.opened_at, o.contact_id"
            ),
            params![document_id],
        )
        .await?)
}
