//! A part of an upload: taken from the connection by whoever answers, and brought to the disk by a task of its own, which
//! ends in order even when the connection, and with it the answer, is gone.

use std::{io::ErrorKind, time::Duration};

use bytes::Bytes;
use http::StatusCode;
use tokio::{
    sync::mpsc,
    time::{Instant, timeout_at},
};

use super::{Bringer, Upload, begin::expires_at, ending, find, locked, store};
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
    let provider_id = who.scope().provider_id.ok_or_else(Error::not_found)?;
    let mut arriving = match app.blobs.take(upload.blob(provider_id)).await {
        Err(error) if error.kind() == ErrorKind::WouldBlock => return Err(locked()),
        // Its last part came meanwhile, or it was given up.
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(elsewhere()),
        taken => stored(taken)?,
    };
    let lock_id = take(app, who, upload_id, head.offset).await?;
    stored(arriving.cut(head.offset).await)?;
    let (send, pieces) = mpsc::channel(2);
    let keeping = Keeping {
        app: app.clone(),
        who: who.clone(),
        by,
        lock_id,
        upload: Upload {
            offset_bytes: i64::try_from(head.offset).map_err(Error::internal)?,
            ..upload
        },
        checksum: head.checksum,
        arriving,
    };
    let kept = tokio::spawn(keeping.run(pieces));
    let passed = pass_on(app, &mut body, send).await;
    let kept = kept.await.map_err(Error::internal)??;
    passed.map(|()| kept)
}

/// Takes an upload for writing, whose bytes nobody else writes. 409 when it has come less or more far.
async fn take<A: Audience<Statement = Statement>>(
    app: &App,
    who: &A,
    upload_id: Id,
    offset: u64,
) -> Result<Id> {
    let lock_id = app.ids.id();
    let write = app.db.write(who).await?;
    let standing = store::take(&write, (upload_id, lock_id)).await?;
    // Dropped, if it is elsewhere, so that nothing is taken.
    at(standing.ok_or_else(Error::not_found)?, offset)?;
    write.commit().await?;
    Ok(lock_id)
}

/// Refuses to go on elsewhere than where an upload is.
fn at(standing: i64, offset: u64) -> Result<()> {
    if standing.unsigned_abs() == offset {
        return Ok(());
    }
    Err(elsewhere().with("offset_bytes", standing))
}

fn elsewhere() -> Error {
    Error::conflict("wrong_offset", "The upload goes on at another place.")
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
    arriving: Arriving,
}

impl<A: Audience<Statement = Statement>> Keeping<A> {
    /// The upload as it is then.
    async fn run(mut self, pieces: mpsc::Receiver<Piece>) -> Result<Upload> {
        self.keep(pieces).await.map(|()| self.upload)
    }

    async fn keep(&mut self, mut pieces: mpsc::Receiver<Piece>) -> Result<()> {
        let first = self.upload.offset_bytes.unsigned_abs();
        let mut hashing = self.checksum.as_ref().map(Checksum::begin);
        let (mut offset, mut due, mut is_whole) = (first, Instant::now() + CHECKPOINT, false);
        loop {
            match timeout_at(due, pieces.recv()).await {
                Ok(Some(Piece::Bytes(bytes))) => {
                    offset = self.add(&mut hashing, offset, &bytes).await?;
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
                self.save(sure).await?;
                due = Instant::now() + CHECKPOINT;
            }
        }
        if let (Some(checksum), Some(hashing)) = (&self.checksum, hashing)
            && !(is_whole && checksum.is_of(hashing))
        {
            stored(self.arriving.cut(first).await)?;
            return Err(if is_whole { mismatch() } else { cut_off() });
        }
        self.save(offset).await
    }

    /// Writes bytes, and says where the next go.
    async fn add(
        &mut self,
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
        stored(self.arriving.write(bytes).await)?;
        Ok(next)
    }

    /// Writes down what is on the disk; with its last byte the upload becomes a version.
    async fn save(&mut self, offset: u64) -> Result<()> {
        stored(self.arriving.sync().await)?;
        if self.upload.is_whole() {
            return Ok(());
        }
        let now = self.app.clock.now();
        self.upload.offset_bytes = i64::try_from(offset).map_err(Error::internal)?;
        self.upload.expires_at = expires_at(now);
        let is_done = self.upload.is_whole();
        let write = self.app.db.write(&self.who).await?;
        let taken = (self.upload.upload_id, self.lock_id);
        let times = (self.upload.expires_at, is_done.then_some(now));
        if !store::save_offset(&write, taken, self.upload.offset_bytes, times).await? {
            return Err(Error::not_found());
        }
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
