//! Pictures of a document: brought by staff, told by their bytes, and rid of where and by whom they were taken.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{
    changed,
    draft::DocumentPath,
    held::Held,
    image_store::{self, Known},
    show::ImageDetail,
    store,
};
use crate::{
    app::App,
    db::{Read, Write},
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        documents::{
            content::Content, detail::Picture as Shown, image_answer::image_answer, rights::Act,
            version::Frozen,
        },
        providers::hex,
    },
    kit::{
        clock::Time,
        field::FieldErrors,
        http::{
            body::Raw,
            meta::Meta,
            params::Params,
            reply::{Created, NoContent, Plain},
        },
        id::{Id, sha256},
        picture::Picture,
    },
    scope::Staff,
};

/// The most that one picture may weigh.
const LIMIT_BYTES: usize = 5 * 1024 * 1024;

/// The most that a document may have.
const MOST: usize = 40;

/// What a picture may be sent as.
pub const IMAGE_TYPES: &[&str] = &["image/png", "image/jpeg", "image/webp"];

/// Which picture.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct ImagePath {
    /// The document.
    pub document_id: Id,
    /// The image.
    pub image_id: Id,
}

/// A picture that was kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImageSaved {
    /// The image; to stand in a block with its hash.
    pub id: Id,
    /// SHA-256 of the kept bytes in hex.
    pub sha256: String,
    /// `image/png`, `image/jpeg` or `image/webp`.
    pub media_type: &'static str,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Of the kept bytes.
    pub size_bytes: usize,
    /// Where staff get it.
    pub url: String,
}

/// Keeps a picture for a document that can be edited. What was taken where, when and by whom is removed from it.
pub async fn create_image(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<DocumentPath>,
    Raw(content): Raw<LIMIT_BYTES>,
) -> Result<Created<ImageSaved>> {
    let (now, document_id) = (app.clock.now(), path.document_id);
    let write = app.db.write(&staff).await?;
    let held = Held::lock(&write, now, document_id, Act::Edit).await?;
    let picture = Picture::read(&content)
        .ok_or_else(|| Error::refused("not_an_image", "This is no PNG, JPEG or WebP picture."))?;
    if image_store::list(&write, document_id).await?.len() >= MOST {
        let message = format!("A document holds at most {MOST} pictures.");
        return Err(Error::refused("too_many_images", message));
    }
    let (image_id, hash) = (app.ids.id(), hex(&sha256(&picture.bytes)));
    image_store::add(&write, now, document_id, (image_id, &hash), &picture).await?;
    let about = ("document_image_added", held.document.client_id);
    note(&write, &meta, now, about, document_id, image_id).await?;
    write.commit().await?;
    let url = url_of(document_id, image_id);
    let saved = ImageSaved {
        id: image_id,
        sha256: hash,
        media_type: picture.media_type,
        width: picture.width,
        height: picture.height,
        size_bytes: picture.bytes.len(),
        url: url.clone(),
    };
    Ok(Created::at(url, saved))
}

/// A picture of a document that these staff may see.
pub async fn show_image(
    State(app): State<App>,
    staff: Staff,
    Params(path): Params<ImagePath>,
) -> Result<Plain> {
    let read = app.db.read(&staff).await?;
    must_see(&read, path.document_id).await?;
    let (media_type, content) = image_store::find(&read, path.document_id, path.image_id)
        .await?
        .ok_or_else(Error::not_found)?;
    image_answer(path.image_id, &media_type, content)
}

/// Takes a picture away. One that a version holds stays: 409.
pub async fn delete_image(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<ImagePath>,
) -> Result<NoContent> {
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let document = store::lock(&write, now, path.document_id)
        .await?
        .ok_or_else(Error::not_found)?;
    for bytes in image_store::list_versions(&write, path.document_id).await? {
        if Frozen::open(&bytes)?.content.has_image(path.image_id) {
            let message = "A version that was published holds this picture.";
            return Err(Error::conflict("in_use", message));
        }
    }
    if !image_store::remove(&write, path.document_id, path.image_id).await? {
        return Err(Error::not_found());
    }
    let about = ("document_image_removed", document.client_id);
    note(&write, &meta, now, about, path.document_id, path.image_id).await?;
    write.commit().await?;
    Ok(NoContent)
}

async fn must_see(read: &Read<'_, Staff>, document_id: Id) -> Result<()> {
    let found = store::find(read, document_id).await?;
    found.map(|_| ()).ok_or_else(Error::not_found)
}

async fn note(
    write: &Write<'_, Staff>,
    meta: &Meta,
    now: Time,
    (act, client_id): (&'static str, Id),
    document_id: Id,
    image_id: Id,
) -> Result<()> {
    let entry = Entry::done(act)
        .on("document", document_id)
        .of_client(client_id)
        .detail(json!({ "image_id": image_id }));
    audit::record(write, now, &Actor::staff(write.who(), meta), &entry).await?;
    write.notify(changed(write.who(), None, document_id));
    Ok(())
}

fn url_of(document_id: Id, image_id: Id) -> String {
    format!("/api/admin/documents/{document_id}/images/{image_id}")
}

/// The pictures of a document, as staff see them.
pub(super) async fn details(read: &Read<'_, Staff>, document_id: Id) -> Result<Vec<ImageDetail>> {
    let known = image_store::list(read, document_id).await?;
    let detail = |image: Known| ImageDetail {
        id: image.image_id,
        url: url_of(document_id, image.image_id),
        media_type: image.media_type,
        width: image.width,
        height: image.height,
        size_bytes: image.size_bytes,
    };
    Ok(known.into_iter().map(detail).collect())
}

/// The pictures of a document, for a preview.
pub(super) async fn previewed(read: &Read<'_, Staff>, document_id: Id) -> Result<Vec<Shown>> {
    let known = image_store::list(read, document_id).await?;
    let shown = |image: Known| Shown {
        image_id: image.image_id,
        url: url_of(document_id, image.image_id),
        width: image.width,
        height: image.height,
    };
    Ok(known.into_iter().map(shown).collect())
}

/// What stands in content as a picture without being one of the document's.
pub(super) async fn unknown(
    read: &Read<'_, Staff>,
    document_id: Id,
    content: &Content,
) -> Result<FieldErrors> {
    let mut errors = FieldErrors::new();
    let uses: Vec<_> = content.images().collect();
    if uses.is_empty() {
        return Ok(errors);
    }
    let known = image_store::list(read, document_id).await?;
    for (place, image) in uses {
        let is_known = known
            .iter()
            .any(|known| known.image_id == image.image_id && known.sha256 == image.sha256);
        if !is_known {
            let message = "This picture is not there any more: bring it again.";
            errors.add(format!("{place}.image_id"), "unknown_image", message);
        }
    }
    Ok(errors)
}
