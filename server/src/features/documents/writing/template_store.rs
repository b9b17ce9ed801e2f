//! Templates in the database. One that was made of an org's work is that org's.

use crate::{
    db::{FromJson, Json, Read, Write},
    error::Result,
    features::documents::content::Content,
    kit::{clock::Time, id::Id},
    params, row,
    scope::Staff,
    scoped,
};

row! {
    /// A template.
    pub(super) struct Template {
        pub(super) document_template_id: Id,
        pub(super) name: String,
        pub(super) type_key: String,
        pub(super) title: String,
        pub(super) content: FromJson<Content>,
        pub(super) created_by: Id,
        pub(super) updated_at: Time,
    }
}

/// A template to be.
pub(super) struct NewTemplate<'a> {
    pub(super) document_template_id: Id,
    pub(super) document_id: Id,
    pub(super) name: &'a str,
    pub(super) content: &'a Json,
}

/// Those of a type, or all, by name.
pub(super) async fn list(read: &Read<'_, Staff>, type_key: Option<&str>) -> Result<Vec<Template>> {
    Ok(read
        .list(
            scoped!(
                "select t.document_template_id, t.name, t.type_key, t.title, t.content, t.created_by, t.updated_at
                 from document_template t
                 where {provider:t} and {org:t} and ($4 is null or t.type_key = $4) order by t.name"
            ),
            params![type_key],
        )
        .await?)
}

/// One of them.
pub(super) async fn find(read: &Read<'_, Staff>, id: Id) -> Result<Option<Template>> {
    Ok(read
        .find(
            scoped!(
                "select t.document_template_id, t.name, t.type_key, t.title, t.content, t.created_by, t.updated_at
                 from document_template t where {provider:t} and {org:t} and t.document_template_id = $4"
            ),
            params![id],
        )
        .await?)
}

/// Keeps a document's draft; false when the name is taken.
pub(super) async fn add(
    write: &Write<'_, Staff>,
    now: Time,
    new: &NewTemplate<'_>,
) -> Result<bool> {
    let added = write
        .exec(
            scoped!(
                "insert into document_template (provider_id, document_template_id, type_key, name, title, content, org_id,
                        created_by, created_at, updated_at)
                 select d.provider_id, $5, d.type_key, $6, d.title, $7, d.org_id, $8, $9, $9
                 from document d where {project:d} and {org:d} and d.document_id = $4
                 on conflict (provider_id, name) do nothing"
            ),
            params![
                new.document_id,
                new.document_template_id,
                new.name,
                new.content,
                write.who().staff_id,
                now
            ],
        )
        .await?;
    Ok(added == 1)
}

/// Whether another template has a name, whoever may see that one.
pub(super) async fn is_taken(read: &Read<'_, Staff>, name: &str, but: Id) -> Result<bool> {
    Ok(read
        .one(
            scoped!(
                "select exists (select 1 from document_template t
                                where {provider:t} and t.name = $4 and t.document_template_id <> $5)"
            ),
            params![name, but],
        )
        .await?)
}

/// Gives one another name.
pub(super) async fn rename(write: &Write<'_, Staff>, now: Time, id: Id, name: &str) -> Result<()> {
    write
        .exec(
            scoped!(
                "update document_template set name = $5, updated_at = $6
                 where {provider:document_template} and {org:document_template} and document_template_id = $4"
            ),
            params![id, name, now],
        )
        .await?;
    Ok(())
}

/// Removes one.
pub(super) async fn remove(write: &Write<'_, Staff>, id: Id) -> Result<()> {
    write
        .exec(
            scoped!(
                "delete from document_template
                 where {provider:document_template} and {org:document_template} and document_template_id = $4"
            ),
            params![id],
        )
        .await?;
    Ok(())
}
