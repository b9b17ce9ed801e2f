//! What a job does with bytes that have arrived: it counts and hashes them, tells what they are, and lets them out of
//! quarantine (D23).

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use sha2::{Digest, Sha256};

use super::{changed, media, model::VersionState, store, stored};
use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    features::{documents::status::Status, providers::hex},
    kit::{blob::BlobRef, clock::Time, id::Id, job::Ended},
    params,
    scope::Job,
    scoped,
};

/// What was found out about bytes.
#[derive(Debug)]
struct Found {
    size_bytes: i64,
    sha256: String,
    media_type: &'static str,
}

/// Checks a version that has arrived.
///
/// # Errors
/// Those of the database and of the disk: then it is tried again, and nobody reads the version before.
pub async fn check(app: &App, who: &Job, file_id: Id, version: i64) -> Result<Ended> {
    let known = {
        let read = app.db.read(who).await?;
        store::find_version(&read, file_id, version).await?
    };
    let Some(known) = known.filter(|known| known.state == VersionState::Quarantined) else {
        return Ok(Ended::Done);
    };
    let blob = BlobRef {
        provider_id: who.provider_id,
        blob_id: known.blob_id,
    };
    let path = stored(app.blobs.find(blob).await)?;
    let looked = tokio::task::spawn_blocking(move || look(&path));
    let found = stored(looked.await.map_err(Error::internal)?)?;
    if found.size_bytes == known.size_bytes {
        stored(app.blobs.keep(blob).await)?;
    }
    let now = app.clock.now();
    let write = app.db.write(who).await?;
    if found.size_bytes == known.size_bytes {
        let_out(&write, now, (file_id, version), &found).await?;
    } else {
        refuse(&write, now, (file_id, version), "incomplete").await?;
    }
    if let Some(file) = store::find(&write, file_id).await? {
        let is_seen = file.status == Status::Published;
        let seen_by = is_seen.then_some(file.client_id);
        write.notify(changed(who.provider_id, seen_by, file_id));
    }
    write.commit().await?;
    Ok(Ended::Done)
}

/// Removes bytes that nothing names any more.
///
/// # Errors
/// Those of the disk: then it is tried again.
pub async fn remove_bytes(app: &App, who: &Job, blob_id: Id) -> Result<Ended> {
    let blob = BlobRef {
        provider_id: who.provider_id,
        blob_id,
    };
    stored(app.blobs.remove(blob).await)?;
    Ok(Ended::Done)
}

/// Reads everything once, in small pieces.
fn look(path: &Path) -> io::Result<Found> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let (mut head, mut piece, mut size_bytes) = (Vec::new(), vec![0; 64 * 1024], 0);
    loop {
        let read = file.read(&mut piece)?;
        let Some(bytes) = piece.get(..read).filter(|bytes| !bytes.is_empty()) else {
            break;
        };
        let missing = media::LOOKED_AT.saturating_sub(head.len());
        head.extend(bytes.iter().take(missing));
        hash.update(bytes);
        size_bytes += i64::try_from(read).unwrap_or(i64::MAX);
    }
    let hash: [u8; 32] = hash.finalize().into();
    Ok(Found {
        size_bytes,
        sha256: hex(&hash),
        media_type: media::media_type(&head),
    })
}

async fn let_out(
    write: &Write<'_, Job>,
    now: Time,
    (file_id, version): (Id, i64),
    found: &Found,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update file_version as v set state = 'clean', sha256 = $6, media_type = $7, checked_at = $8
                 where {project:v} and v.file_id = $4 and v.version = $5 and v.state = 'quarantined'"
            ),
            params![file_id, version, &found.sha256, found.media_type, now],
        )
        .await?;
    write
        .exec(
            scoped!(
                "update file as f set current_version = $5, updated_at = $6
                 where {project:f} and f.file_id = $4 and coalesce(f.current_version, 0) < $5"
            ),
            params![file_id, version, now],
        )
        .await?;
    Ok(())
}

async fn refuse(
    write: &Write<'_, Job>,
    now: Time,
    (file_id, version): (Id, i64),
    because: &str,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update file_version as v set state = 'refused', refused_because = $6, checked_at = $7
                 where {project:v} and v.file_id = $4 and v.version = $5 and v.state = 'quarantined'"
            ),
            params![file_id, version, because, now],
        )
        .await?;
    Ok(())
}
