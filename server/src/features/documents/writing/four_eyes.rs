//! What a provider asks of all of its documents: whether somebody else has to approve what one wrote (D3).

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    app::App,
    error::Result,
    features::{
        audit::{self, Actor, Entry},
        documents::settings::Settings,
        people::must_administer,
    },
    kit::http::{body::Body, meta::Meta},
    params,
    scope::Staff,
    scoped,
};

/// What counts for all documents.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentSettings {
    /// Whether a draft is approved by another than those who wrote or submitted it.
    pub four_eyes: bool,
}

/// What changes; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeDocumentSettings {
    /// Whether a draft is approved by another than those who wrote or submitted it.
    #[serde(default)]
    pub four_eyes: Option<bool>,
}

/// What counts for all documents, for all staff: whoever writes one learns whether somebody else must approve it.
pub async fn show_document_settings(
    State(app): State<App>,
    staff: Staff,
) -> Result<Json<DocumentSettings>> {
    let read = app.db.read(&staff).await?;
    let four_eyes = Settings::load(&read).await?.four_eyes;
    Ok(Json(DocumentSettings { four_eyes }))
}

/// Changes what counts for all documents.
pub async fn change_document_settings(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    body: Body<ChangeDocumentSettings>,
) -> Result<Json<DocumentSettings>> {
    must_administer(&staff)?;
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let before = Settings::load(&write).await?.four_eyes;
    let four_eyes = body.value.four_eyes.unwrap_or(before);
    write
        .exec(
            scoped!(
                "update provider set four_eyes = $4, updated_at = $5 where {provider:provider}"
            ),
            params![four_eyes, now],
        )
        .await?;
    let entry = Entry::done("document_settings_changed").detail(json!({ "four_eyes": four_eyes }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.commit().await?;
    Ok(Json(DocumentSettings { four_eyes }))
}
