//! Document types: data of the provider (D1).

use std::collections::BTreeSet;

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    db::{FromJson, Read},
    error::{Error, Result},
    features::documents::detail::Asks,
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
        pub(super) allowed_blocks: FromJson<Vec<String>>,
        pub(super) retention_days: Option<i64>,
        pub(super) watermark: bool,
        pub(super) built_in: bool,
        pub(super) switched_on: bool,
        pub(super) in_use: bool,
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

    /// What its documents ask of their client.
    pub(super) fn asks(&self) -> Option<Asks> {
        [Asks::Choose, Asks::Acknowledge]
            .into_iter()
            .find(|asks| self.allows(asks.as_str()))
    }
}

/// One type, or all of them by their keys.
pub(super) async fn list(
    read: &Read<'_, Staff>,
    type_key: Option<&str>,
) -> Result<Vec<DocumentType>> {
    Ok(read
        .list(
            scoped!(
                "select t.type_key, t.title, t.form, t.series, t.requires_approval, t.allowed_actions, t.allowed_blocks,
                        t.retention_days, t.watermark, t.built_in, t.switched_on,
                        exists (select 1 from document d where {project:d} and {org:d} and d.type_key = t.type_key)
                 from document_type t where {provider:t} and ($4 is null or t.type_key = $4) order by t.type_key"
            ),
            params![type_key],
        )
        .await?)
}

/// The type of this key.
pub(super) async fn find(read: &Read<'_, Staff>, type_key: &str) -> Result<Option<DocumentType>> {
    Ok(list(read, Some(type_key)).await?.pop())
}

/// The type of an existing document.
pub(super) async fn of(read: &Read<'_, Staff>, type_key: &str) -> Result<DocumentType> {
    find(read, type_key)
        .await?
        .ok_or_else(|| Error::internal(format!("a document of no type {type_key}")))
}

/// The keys of the types whose clients choose, and by that agree to a price.
pub async fn priced_choices(read: &Read<'_, Staff>) -> Result<BTreeSet<String>> {
    let types = list(read, None).await?.into_iter();
    Ok(types
        .filter(|one| one.asks() == Some(Asks::Choose) && one.admission().admits_prices())
        .map(|one| one.type_key)
        .collect())
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
    /// What clients may do with it: `choose`, `acknowledge`, `sign`, `pay`.
    pub allowed_actions: Vec<String>,
    /// The kinds of block that its documents may hold.
    pub allowed_blocks: Vec<String>,
    /// How long its documents are kept; empty for as long as their client.
    pub retention_days: Option<i64>,
    /// Whether what is downloaded bears the name of who did.
    pub watermark: bool,
    /// Whether every provider has it. It can be changed and switched off, not removed.
    pub built_in: bool,
    /// Whether new documents of it can be begun.
    pub switched_on: bool,
    /// Whether there are documents of it.
    pub in_use: bool,
}

impl From<DocumentType> for DocumentTypeRow {
    fn from(found: DocumentType) -> Self {
        Self {
            key: found.type_key,
            title: found.title,
            form: found.form,
            series: found.series,
            requires_approval: found.requires_approval,
            allowed_actions: found.allowed_actions.0,
            allowed_blocks: found.allowed_blocks.0,
            retention_days: found.retention_days,
            watermark: found.watermark,
            built_in: found.built_in,
            switched_on: found.switched_on,
            in_use: found.in_use,
        }
    }
}

/// The provider's document types.
pub async fn list_document_types(
    State(app): State<App>,
    staff: Staff,
) -> Result<Json<DocumentTypeList>> {
    let read = app.db.read(&staff).await?;
    let types = list(&read, None).await?;
    Ok(Json(DocumentTypeList {
        items: types.into_iter().map(DocumentTypeRow::from).collect(),
    }))
}
