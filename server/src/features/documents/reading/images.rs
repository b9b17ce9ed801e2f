//! Pictures for contacts: those of the version they are shown, and of the one they accepted.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    DocumentAddress, open_published,
    store::{self, Published},
};
use crate::{
    app::App,
    db::Read,
    error::{Error, Result},
    features::{
        documents::{detail::Picture, image_answer::image_answer, version::Frozen},
        responses,
        sessions::Reader,
    },
    kit::{
        http::{meta::Meta, params::Params, reply::Plain},
        id::Id,
    },
    params,
    scope::Contact,
    scoped,
};

/// The address of a picture.
#[derive(Debug, Clone, Deserialize, IntoParams)]
pub struct ImageAddress {
    /// The year its document was issued in.
    pub year: i32,
    /// Its document's name within the year.
    pub slug: String,
    /// The image.
    pub image_id: Id,
}

/// A picture of a published document; also for whoever holds a delivery link that shows it.
pub async fn show_image(
    State(app): State<App>,
    reader: Reader,
    meta: Meta,
    Params(path): Params<ImageAddress>,
) -> Result<Plain> {
    let contact = reader.of_document(path.year, &path.slug)?;
    let address = DocumentAddress {
        year: path.year,
        slug: path.slug.clone(),
    };
    let (read, found) = open_published(&app, contact, &meta, &address).await?;
    if !is_shown(&read, &found, path.image_id).await? {
        return Err(Error::not_found());
    }
    let kept: Option<(String, Vec<u8>)> = read
        .find(
            scoped!(
                "select i.media_type, i.content from document_image i
                 where {project:i} and i.document_id = $4 and i.image_id = $5"
            ),
            params![found.document_id, path.image_id],
        )
        .await?;
    let (media_type, content) = kept.ok_or_else(Error::not_found)?;
    image_answer(path.image_id, &media_type, content)
}

/// Whether a picture stands in what this reader may read.
async fn is_shown(read: &Read<'_, Contact>, found: &Published, image_id: Id) -> Result<bool> {
    if found.frozen.content.has_image(image_id) {
        return Ok(true);
    }
    let Some(accepted) = responses::find_accepted(read, found.document_id, None).await? else {
        return Ok(false);
    };
    let bytes = store::find_content(read, found.document_id, accepted.version).await?;
    match bytes {
        Some(bytes) => Ok(Frozen::open(&bytes)?.content.has_image(image_id)),
        None => Ok(false),
    }
}

/// The pictures of a document that can be shown, with where this contact gets them: below the portal's own address.
pub(super) async fn pictures(read: &Read<'_, Contact>, found: &Published) -> Result<Vec<Picture>> {
    if found.frozen.content.images().next().is_none() {
        return Ok(Vec::new());
    }
    let known: Vec<(Id, i64, i64)> = read
        .list(
            scoped!(
                "select i.image_id, i.width, i.height from document_image i
                 where {project:i} and i.document_id = $4 order by i.created_at, i.image_id"
            ),
            params![found.document_id],
        )
        .await?;
    let (year, slug) = (found.year, &found.slug);
    let shown = |(image_id, width, height)| Picture {
        image_id,
        url: format!("api/client/documents/{year}/{slug}/images/{image_id}"),
        width,
        height,
    };
    Ok(known.into_iter().map(shown).collect())
}
