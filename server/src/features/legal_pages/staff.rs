//! What owners and admins write on these pages.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{model::LegalKind, store};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        people,
        providers::LANGUAGES,
    },
    kit::{
        clock::Time,
        http::{body::Body, meta::Meta, params::Params},
        text,
    },
    scope::Staff,
};

/// Letters that a text may have.
const LIMIT: usize = 50_000;

crate::text_kind! {
    /// What stands on a page, Markdown. An empty one takes it away.
    pub LegalMarkdown, 0..=LIMIT, Some(text::LINES)
}

/// Which text.
#[derive(Debug, Deserialize, IntoParams)]
pub struct LegalTextPath {
    /// The page.
    pub page: LegalKind,
    /// A language of the portal.
    pub language: String,
}

/// Every text there is.
#[derive(Debug, Serialize, ToSchema)]
pub struct LegalTextList {
    /// By kind and language.
    pub items: Vec<LegalTextRow>,
}

/// A text.
#[derive(Debug, Serialize, ToSchema)]
pub struct LegalTextRow {
    /// Which page it stands on.
    pub kind: LegalKind,
    /// Its language.
    pub language: String,
    /// Markdown; empty when there is none.
    pub markdown: String,
    /// When it was last changed.
    pub updated_at: Time,
}

/// A text to put on a page.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveLegalText {
    /// Markdown; an empty one takes the text away.
    #[schema(value_type = LegalMarkdown)]
    pub markdown: String,
}

/// Every text.
pub async fn list_legal_texts(State(app): State<App>, staff: Staff) -> Result<Json<LegalTextList>> {
    let read = app.db.read(&staff).await?;
    let items = store::list(&read)
        .await?
        .into_iter()
        .map(|text| LegalTextRow {
            kind: text.kind,
            language: text.language,
            markdown: text.markdown,
            updated_at: text.updated_at,
        });
    Ok(Json(LegalTextList {
        items: items.collect(),
    }))
}

/// Saves the text of a page in one language.
pub async fn save_legal_text(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<LegalTextPath>,
    body: Body<SaveLegalText>,
) -> Result<Json<LegalTextRow>> {
    people::must_administer(&staff)?;
    let kind = path.page;
    let language = LANGUAGES
        .into_iter()
        .find(|known| *known == path.language)
        .ok_or_else(Error::not_found)?;
    let markdown = text::lines("markdown", Some(&body.value.markdown), LIMIT)?;
    let markdown = markdown.as_deref().unwrap_or_default();
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    if markdown.is_empty() {
        store::remove(&write, kind, language).await?;
    } else {
        store::save(&write, now, kind, language, markdown).await?;
    }
    let entry = Entry::done("legal_text_saved")
        .on("provider", staff.provider_id)
        .detail(json!({ "kind": kind, "language": language, "is_empty": markdown.is_empty() }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.commit().await?;
    Ok(Json(LegalTextRow {
        kind,
        language: language.to_owned(),
        markdown: markdown.to_owned(),
        updated_at: now,
    }))
}
