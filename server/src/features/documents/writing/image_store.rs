//! Pictures of documents in the database.

use crate::{
    db::{Read, Write},
    error::Result,
    kit::{clock::Time, id::Id, picture::Picture},
    params, row,
    scope::Staff,
    scoped,
};

row! {
    /// A picture without its bytes.
    pub(super) struct Known {
        pub(super) image_id: Id,
        pub(super) sha256: String,
        pub(super) media_type: String,
        pub(super) width: i64,
        pub(super) height: i64,
        pub(super) size_bytes: i64,
    }
}

/// Those of a document, first ones first.
pub(super) async fn list(read: &Read<'_, Staff>, document_id: Id) -> Result<Vec<Known>> {
    Ok(read
        .list(
            scoped!(
                "select i.image_id, i.sha256, i.media_type, i.width, i.height, i.size_bytes from document_image i
                 where {project:i} and i.document_id = $4 order by i.created_at, i.image_id"
            ),
            params![document_id],
        )
        .await?)
}

/// Adds one.
pub(super) async fn add(
    write: &Write<'_, Staff>,
    now: Time,
    document_id: Id,
    (image_id, sha256): (Id, &str),
    picture: &Picture,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into document_image (provider_id, document_id, image_id, client_id, project_id, sha256, media_type,
                        width, height, size_bytes, content, created_by, created_at)
                 select d.provider_id, d.document_id, $5, d.client_id, d.project_id, $6, $7, $8, $9, $10, $11, $12, $13
                 from document d where {project:d} and {org:d} and d.document_id = $4"
            ),
            params![
                document_id,
                image_id,
                sha256,
                picture.media_type,
                i64::from(picture.width),
                i64::from(picture.height),
                i64::try_from(picture.bytes.len()).unwrap_or(i64::MAX),
                &picture.bytes,
                write.who().staff_id,
                now
            ],
        )
        .await?;
    Ok(())
}

/// Media type and bytes of one.
pub(super) async fn find(
    read: &Read<'_, Staff>,
    document_id: Id,
    image_id: Id,
) -> Result<Option<(String, Vec<u8>)>> {
    Ok(read
        .find(
            scoped!(
                "select i.media_type, i.content from document_image i
                 where {project:i} and i.document_id = $4 and i.image_id = $5"
            ),
            params![document_id, image_id],
        )
        .await?)
}

/// Removes one; whether it was there.
pub(super) async fn remove(
    write: &Write<'_, Staff>,
    document_id: Id,
    image_id: Id,
) -> Result<bool> {
    let removed = write
        .exec(
            scoped!(
                "delete from document_image
                 where {project:document_image} and document_id = $4 and image_id = $5"
            ),
            params![document_id, image_id],
        )
        .await?;
    Ok(removed == 1)
}

/// Gives a document the pictures of another, under the same ids.
pub(super) async fn copy(write: &Write<'_, Staff>, document_id: Id, source_id: Id) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into document_image (provider_id, document_id, image_id, client_id, project_id, sha256, media_type,
                        width, height, size_bytes, content, created_by, created_at)
                 select d.provider_id, d.document_id, i.image_id, d.client_id, d.project_id, i.sha256, i.media_type,
                        i.width, i.height, i.size_bytes, i.content, i.created_by, i.created_at
                 from document d
                 join document_image i on {project:i} and i.document_id = $5
                 where {project:d} and {org:d} and d.document_id = $4"
            ),
            params![document_id, source_id],
        )
        .await?;
    Ok(())
}

/// The bytes of every version of a document.
pub(super) async fn list_versions(read: &Read<'_, Staff>, document_id: Id) -> Result<Vec<Vec<u8>>> {
    Ok(read
        .list(
            scoped!(
                "select v.content from document_version v where {project:v} and v.document_id = $4 order by v.version"
            ),
            params![document_id],
        )
        .await?)
}
