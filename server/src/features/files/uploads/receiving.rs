//! A part of an upload: taken from the connection by whoever answers, and brought to the disk by a task of its own, which
//! ends in order even when the connection, and with it the answer, is gone.

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use tokio::{
    sync::mpsc,
    time::{Instant, timeout_at},
};

use super::{Bringer, LOCK, Upload, begin::expires_at, ending, find, locked, store};
use crate::{
    app::App,
    db::Statement,
    error::{Error, Result},
    features::files::stored,
    kit::{
        blob::Arriving,
        http::{
            body::Streamed,
            tus::{Checksum, Hashing, PartHead},
        },
        id::Id,
    },
    scope::Audience,
};

/// So many bytes, or so long, may be lost with the program: what came before is on the disk and known of.
const CHECKPOINT_BYTES: u64 = 8 * 1024 * 1024;
const CHECKPOINT: Duration = Duration::from_secs(5);

/// What comes from the connection.
enum Piece {
    Bytes(Bytes),
    /// The part arrived whole.
    End,
}

/// Takes a part of an upload; how far the upload has come with it.
pub(super) async fn receive<A: Audience<Statement = Statement> + Clone + 'static>(
    app: &App,
    who: &A,
    by: Bringer,
    upload_id: Id,
    head: PartHead,
    mut body: Streamed,
) -> Result<Upload> {
    let upload = {
        let read = app.db.read(who).await?;
        find(&read, upload_id, by.side()).await?
    };
    upload.must_be_of(&by)?;
    upload.must_live(app.clock.now())?;
    if upload.is_whole() {
        // Everything is there, and may have been moved from where it arrived.
        return at(upload.length_bytes, head.offset).map(|()| upload);
    }
    let lock_id = take(app, who, upload_id, head.offset).await?;
    let (send, pieces) = mpsc::channel(2);
    let keeping = Keeping {
        app: app.clone(),
        who: who.clone(),
        by,
        lock_id,
        upload,
        checksum: head.checksum,
    };
    let kept = tokio::spawn(keeping.run(pieces));
    let passed = pass_on(app, &mut body, send).await;
    let kept = kept.await.map_err(Error::internal)??;
    passed.map(|()| kept)
}

/// Takes an upload for writing. 423 when somebody has it, 409 when it has come less or more far.
async fn take<A: Audience<Statement = Statement>>(
    app: &App,
    who: &A,
    upload_id: Id,
    offset: u64,
) -> Result<Id> {
    let (now, lock_id) = (app.clock.now(), app.ids.id());
    let write = app.db.write(who).await?;
    let standing = store::lock(&write, upload_id, lock_id, (now, now.plus(LOCK))).await?;
    let standing = standing.ok_or_else(locked)?;
    // Dropped, if it is elsewhere, so that nothing is taken.
    at(standing, offset)?;
    write.commit().await?;
    Ok(lock_id)
}

/// Refuses to go on elsewhere than where an upload is.
fn at(standing: i64, offset: u64) -> Result<()> {
    if standing.unsigned_abs() == offset {
        return Ok(());
    }
    let detail = "The upload goes on at another place.";
    Err(Error::conflict("wrong_offset", detail).with("offset_bytes", standing))
}

/// Hands on what arrives, until the end of it, or until whoever keeps it has had enough.
async fn pass_on(app: &App, body: &mut Streamed, to: mpsc::Sender<Piece>) -> Result<()> {
    loop {
        let next = tokio::select! {
            next = body.next() => next?,
            () = app.shutdown.requested() => return Err(Error::unavailable("not_ready", 5)),
        };
        let is_end = next.is_none();
        let piece = next.map_or(Piece::End, Piece::Bytes);
        if to.send(piece).await.is_err() || is_end {
            return Ok(());
        }
    }
}

/// Brings a part to the disk.
struct Keeping<A> {
    app: App,
    who: A,
    by: Bringer,
    lock_id: Id,
    upload: Upload,
    checksum: Option<Checksum>,
}

impl<A: Audience<Statement = Statement>> Keeping<A> {
    /// The upload as it is then.
    async fn run(mut self, pieces: mpsc::Receiver<Piece>) -> Result<Upload> {
        let kept = self.keep(pieces).await;
        if kept.is_err() {
            let write = self.app.db.write(&self.who).await?;
            store::unlock(&write, self.lock(), None).await?;
            write.commit().await?;
        }
        kept.map(|()| self.upload)
    }

    fn lock(&self) -> (Id, Id) {
        (self.upload.upload_id, self.lock_id)
    }

    async fn keep(&mut self, mut pieces: mpsc::Receiver<Piece>) -> Result<()> {
        let provider_id = self.who.scope().provider_id.ok_or_else(Error::not_found)?;
        let blob = self.upload.blob(provider_id);
        let first = self.upload.offset_bytes.unsigned_abs();
        let mut arriving = stored(self.app.blobs.append(blob, first).await)?;
        let mut hashing = self.checksum.as_ref().map(Checksum::begin);
        let (mut offset, mut due, mut is_whole) = (first, Instant::now() + CHECKPOINT, false);
        loop {
            match timeout_at(due, pieces.recv()).await {
                Ok(Some(Piece::Bytes(bytes))) => {
                    offset = self
                        .add(&mut arriving, &mut hashing, offset, &bytes)
                        .await?;
                }
                Ok(Some(Piece::End)) => {
                    is_whole = true;
                    break;
                }
                Ok(None) => break,
                Err(_) => {}
            }
            let known = self.upload.offset_bytes.unsigned_abs();
            // Of a part with a checksum nothing counts before all of it is there.
            let is_much = hashing.is_none() && offset - known >= CHECKPOINT_BYTES;
            if is_much || Instant::now() >= due {
                let sure = if hashing.is_none() { offset } else { first };
                self.save(&mut arriving, sure).await?;
                due = Instant::now() + CHECKPOINT;
            }
        }
        if let (Some(checksum), Some(hashing)) = (&self.checksum, hashing)
            && !(is_whole && checksum.is_of(hashing))
        {
            stored(arriving.cut(first).await)?;
            return Err(if is_whole { mismatch() } else { cut_off() });
        }
        self.finish(&mut arriving, offset).await
    }

    /// Writes bytes, and says where the next go.
    async fn add(
        &self,
        arriving: &mut Arriving,
        hashing: &mut Option<Hashing>,
        offset: u64,
        bytes: &[u8],
    ) -> Result<u64> {
        let next = offset + u64::try_from(bytes.len()).map_err(Error::internal)?;
        if next > self.upload.length_bytes.unsigned_abs() {
            return Err(Error::request(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                "More bytes came than were announced.",
            ));
        }
        if let Some(hashing) = hashing {
            hashing.add(bytes);
        }
        stored(arriving.write(bytes).await)?;
        Ok(next)
    }

    /// Writes down what is on the disk, and keeps the lock.
    async fn save(&mut self, arriving: &mut Arriving, offset: u64) -> Result<()> {
        stored(arriving.sync().await)?;
        self.upload.offset_bytes = i64::try_from(offset).map_err(Error::internal)?;
        let now = self.app.clock.now();
        let write = self.app.db.write(&self.who).await?;
        let times = (now.plus(LOCK), expires_at(now));
        if !store::save_offset(&write, self.lock(), self.upload.offset_bytes, times).await? {
            return Err(locked());
        }
        write.commit().await?;
        self.upload.expires_at = times.1;
        Ok(())
    }

    /// The same for the end of the part; with the last byte the upload becomes a version.
    async fn finish(&mut self, arriving: &mut Arriving, offset: u64) -> Result<()> {
        stored(arriving.sync().await)?;
        let now = self.app.clock.now();
        let was_whole = self.upload.is_whole();
        self.upload.offset_bytes = i64::try_from(offset).map_err(Error::internal)?;
        self.upload.expires_at = expires_at(now);
        let is_done = self.upload.is_whole() && !was_whole;
        let write = self.app.db.write(&self.who).await?;
        let times = (now, self.upload.expires_at);
        if !store::save_offset(&write, self.lock(), self.upload.offset_bytes, times).await? {
            return Err(locked());
        }
        store::unlock(&write, self.lock(), is_done.then_some(now)).await?;
        if is_done {
            ending::end(&self.app, &write, now, &self.by, &self.upload).await?;
        }
        write.commit().await?;
        Ok(())
    }
}

/// 460, as the protocol has it.
fn mismatch() -> Error {
    Error::request(
        StatusCode::from_u16(460).unwrap_or(StatusCode::BAD_REQUEST),
        "checksum_mismatch",
        "The bytes are not those of the checksum: send them again.",
    )
}

fn cut_off() -> Error {
    Error::request(
        StatusCode::REQUEST_TIMEOUT,
        "body_incomplete",
        "The body did not arrive whole in time.",
    )
}
