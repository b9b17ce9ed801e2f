//! The types to narrow the list of documents to: those of which something is published for the client.

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{app::App, db::Read, error::Result, params, row, scope::Contact, scoped};

row! {
    /// A type of which something is published.
    struct Found {
        type_key: String,
        title: String,
    }
}

/// The types that this client has documents of.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ClientDocumentTypeList)]
pub struct DocumentTypeList {
    /// By their names.
    pub items: Vec<DocumentTypeRow>,
}

/// A type that this client has documents of.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ClientDocumentTypeRow)]
pub struct DocumentTypeRow {
    /// Its key, as the list of documents takes it.
    pub key: String,
    /// What it is called.
    pub title: String,
}

/// The types of the documents published for this client, by their names.
pub async fn list_document_types(
    State(app): State<App>,
    contact: Contact,
) -> Result<Json<DocumentTypeList>> {
    contact.must_meet(contact.needs.reading, app.clock.now())?;
    let read = app.db.read(&contact).await?;
    let items = list(&read)
        .await?
        .into_iter()
        .map(|found| DocumentTypeRow {
            key: found.type_key,
            title: found.title,
        })
        .collect();
    Ok(Json(DocumentTypeList { items }))
}

/// A provider has few types: the newest document of each is one step in the index that has them by type, however many
/// lie behind it. With `exists` PostgreSQL may read all of them at once instead.
async fn list(read: &Read<'_, Contact>) -> Result<Vec<Found>> {
    Ok(read
        .list(
            scoped!(
                "select t.type_key, t.title from document_type t
                 where {provider:t} and (
                   select d.document_id from document d
                   where {project:d} and {org:d} and d.status = 'published' and d.published_at is not null
                     and d.type_key = t.type_key
                   order by d.published_at desc, d.document_id desc limit 1) is not null
                 order by t.title, t.type_key"
            ),
            params![],
        )
        .await?)
}
