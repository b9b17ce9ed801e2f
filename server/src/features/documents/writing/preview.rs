//! What the client will see, made from the draft by the code that makes the client's own answers.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    draft::DocumentPath,
    images, show,
    store::{self, Document},
    types,
};
use crate::{
    app::App,
    db::Read,
    error::{Error, Result},
    features::{
        documents::{
            detail::{Circumstances, ClientRef, DocumentDetail},
            figures::Figures,
            naming,
            pricing::{self, Calculation},
            selection::SelectedOption,
            settings::Settings,
            version::{Frozen, Maker, Party},
        },
        payment_methods,
    },
    kit::{
        field::FieldError,
        http::{body::Body, params::Params},
        id::Id,
    },
    scope::Staff,
};

/// What is being chosen in a preview.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreatePreviewCalculation {
    /// The options chosen so far.
    pub options: Vec<SelectedOption>,
}

/// What a draft costs for a choice, as far as it can be priced.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewCalculation {
    /// Empty while something has no price, or the sum is not one that can be published.
    pub calculation: Option<Calculation>,
    /// Why there is none.
    pub problems: Vec<FieldError>,
}

/// The draft as its client would see it, by an executive's eyes.
pub async fn show_preview(
    State(app): State<App>,
    staff: Staff,
    Params(path): Params<DocumentPath>,
) -> Result<Json<DocumentDetail>> {
    let now = app.clock.now();
    let read = app.db.read(&staff).await?;
    let (document, settings, frozen) = load(&read, path.document_id).await?;
    let year = match document.year {
        Some(year) => year,
        None => i32::from(settings.today(now)?.year()),
    };
    let slug = document
        .slug
        .unwrap_or_else(|| naming::plain(&document.title));
    let payment_methods = payment_methods::choices(&read, &frozen.content).await?;
    let kind = types::of(&read, &document.type_key).await?;
    let pictures = images::previewed(&read, path.document_id).await?;
    let about = Circumstances {
        document_id: path.document_id,
        year,
        slug,
        version_hash: frozen.seal()?.hash,
        published_at: None,
        valid_until: frozen.content.valid_until,
        expired: settings.is_expired(frozen.content.valid_until, now)?,
        type_title: kind.title.clone(),
        asks: kind.asks(),
        action_item_id: None,
        acknowledged: None,
        accepted_before: None,
        pictures,
        permitted: true,
        figures: Figures::Shown,
        payment_methods,
        response: None,
    };
    Ok(Json(DocumentDetail::new(&frozen, about)))
}

/// Prices a selection on the draft. A draft that can't be priced yet is no error.
pub async fn create_preview_calculation(
    State(app): State<App>,
    staff: Staff,
    Params(path): Params<DocumentPath>,
    body: Body<CreatePreviewCalculation>,
) -> Result<Json<PreviewCalculation>> {
    let read = app.db.read(&staff).await?;
    let (_, _, frozen) = load(&read, path.document_id).await?;
    let priced = pricing::calculate(&frozen.content, &body.value.options);
    Ok(Json(match priced {
        Ok(calculation) => PreviewCalculation {
            calculation: Some(calculation),
            problems: Vec::new(),
        },
        Err(errors) => PreviewCalculation {
            calculation: None,
            problems: errors.0,
        },
    }))
}

async fn load(read: &Read<'_, Staff>, document_id: Id) -> Result<(Document, Settings, Frozen)> {
    let document = store::find(read, document_id)
        .await?
        .ok_or_else(Error::not_found)?;
    let settings = Settings::load(read).await?;
    let client = show::client_of(read, &document).await?;
    let frozen = freeze(&document, &settings, client, document.number.clone());
    Ok((document, settings, frozen))
}

/// The draft as the version that publishing would make of it.
pub(super) fn freeze(
    document: &Document,
    settings: &Settings,
    client: ClientRef,
    number: Option<String>,
) -> Frozen {
    Frozen {
        number,
        title: document.title.clone(),
        type_key: document.type_key.clone(),
        version: document.published_version.unwrap_or(0) + 1,
        client: Party {
            id: client.id,
            name: client.name,
        },
        provider: Maker {
            name: settings.name.clone(),
        },
        content: settings.allowed(document.draft.0.clone()),
    }
}
