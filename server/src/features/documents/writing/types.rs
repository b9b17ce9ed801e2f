//! Document types: data of the provider (D1).

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    db::{FromJson, Read},
    error::{Error, Result},
    params, row,
    scope::Staff,
    scoped,
};

row! {
    /// A document type in the database.
    #[derive(Debug, Clone)]
    pub(super) struct DocumentType {
        pub(super) type_key: String,
        pub(super) title: String,
        pub(super) form: String,
        pub(super) series: String,
        pub(super) requires_approval: bool,
        pub(super) allowed_actions: FromJson<Vec<String>>,
    }
}

impl DocumentType {
    /// Whether its client may do this with it.
    pub(super) fn allows(&self, action: &str) -> bool {
        self.allowed_actions
            .0
            .iter()
            .any(|allowed| allowed == action)
    }
}

/// The type of this key.
pub(super) async fn find(read: &Read<'_, Staff>, type_key: &str) -> Result<Option<DocumentType>> {
    Ok(read
        .find(
            scoped!(
                "select t.type_key, t.title, t.form, t.series, t.requires_approval, t.allowed_actions
                 from document_type t where {provider:t} and t.type_key = $4"
            ),
            params![type_key],
        )
        .await?)
}

/// The type of an existing document.
pub(super) async fn of(read: &Read<'_, Staff>, type_key: &str) -> Result<DocumentType> {
    find(read, type_key)
        .await?
        .ok_or_else(|| Error::internal(format!("a document of no type {type_key}")))
}

/// All document types.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentTypeList {
    /// By key.
    pub items: Vec<DocumentTypeRow>,
}

/// A document type.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentTypeRow {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// `composed` or `file`.
    pub form: String,
    /// The letters its numbers begin with.
    pub series: String,
    /// Whether somebody must approve before publishing.
    pub requires_approval: bool,
    /// What clients may do with it.
    pub allowed_actions: Vec<String>,
}

/// The provider's document types.
pub async fn list_document_types(
    State(app): State<App>,
    staff: Staff,
) -> Result<Json<DocumentTypeList>> {
    let read = app.db.read(&staff).await?;
    let types: Vec<DocumentType> = read
        .list(
            scoped!(
                "select t.type_key, t.title, t.form, t.series, t.requires_approval, t.allowed_actions
                 from document_type t where {provider:t} order by t.type_key"
            ),
            params![],
        )
        .await?;
    let items = types.into_iter().map(|found| DocumentTypeRow {
        key: found.type_key,
        title: found.title,
        form: found.form,
        series: found.series,
        requires_approval: found.requires_approval,
        allowed_actions: found.allowed_actions.0,
    });
    Ok(Json(DocumentTypeList {
        items: items.collect(),
    }))
}
