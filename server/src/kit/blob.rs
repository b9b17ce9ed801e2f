//! Bytes of files, beside the database: a local folder. What is told to be there is on the disk.
//!
//! Each provider has a folder, in it `incoming` and `kept`; names are ids, never what people typed. Bytes arrive in
//! `incoming`, in parts; whoever checked them moves them to `kept`, from where alone they are given out.

use std::io::{Error, ErrorKind, Result, SeekFrom};
use std::path::{Path, PathBuf};

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;
use tokio::fs::{self, File};
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use tokio::task::spawn_blocking;

use super::id::Id;

/// So much is read at once, and kept in memory, of what is given out.
const CHUNK_BYTES: usize = 64 * 1024;

/// Whose bytes, and which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlobRef {
    /// The provider whose folder they are in.
    pub provider_id: Id,
    /// Their name.
    pub blob_id: Id,
}

/// A folder of bytes.
#[derive(Debug, Clone)]
pub struct Blobs {
    folder: PathBuf,
}

/// Bytes that arrive. As long as it lives nobody else writes them, in this program or another; with a program that is
/// killed it ends too.
#[derive(Debug)]
pub struct Arriving {
    file: File,
}

impl Blobs {
    /// Those below this folder, which is made when something is to be kept.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    fn incoming(&self, blob: BlobRef) -> PathBuf {
        self.path(blob, "incoming")
    }

    fn kept(&self, blob: BlobRef) -> PathBuf {
        self.path(blob, "kept")
    }

    fn path(&self, blob: BlobRef, part: &str) -> PathBuf {
        let of_provider = self.folder.join(blob.provider_id.to_string());
        of_provider.join(part).join(blob.blob_id.to_string())
    }

    /// Makes room for bytes: an empty file that outlives a loss of power.
    ///
    /// # Errors
    /// Those of the disk.
    pub async fn create(&self, blob: BlobRef) -> Result<()> {
        let path = self.incoming(blob);
        make_folder_of(&path).await?;
        let file = File::create_new(&path).await?;
        file.sync_all().await?;
        sync_folder_of(&path).await
    }

    /// Takes bytes for writing.
    ///
    /// # Errors
    /// Those of the disk; `WouldBlock` when somebody else writes them, `NotFound` when nothing was made of this name, or
    /// it was kept.
    pub async fn take(&self, blob: BlobRef) -> Result<Arriving> {
        let path = self.incoming(blob);
        let opened = spawn_blocking(move || {
            let file = std::fs::OpenOptions::new().write(true).open(path)?;
            file.try_lock()?;
            Ok::<_, Error>(file)
        });
        let file = opened.await.map_err(Error::other)??;
        Ok(Arriving {
            file: File::from_std(file),
        })
    }

    /// Moves what has arrived to where it is given out from. Done twice it is done once.
    ///
    /// # Errors
    /// Those of the disk; `NotFound` when it is in neither place.
    pub async fn keep(&self, blob: BlobRef) -> Result<()> {
        let (from, to) = (self.incoming(blob), self.kept(blob));
        make_folder_of(&to).await?;
        match fs::rename(&from, &to).await {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                fs::metadata(&to).await?;
            }
            moved => moved?,
        }
        sync_folder_of(&to).await?;
        sync_folder_of(&from).await
    }

    /// Where bytes that are to be checked lie, whether or not they were moved already. For reading alone.
    ///
    /// # Errors
    /// `NotFound` when they are in neither place.
    pub async fn find(&self, blob: BlobRef) -> Result<PathBuf> {
        let incoming = self.incoming(blob);
        if fs::try_exists(&incoming).await? {
            return Ok(incoming);
        }
        let kept = self.kept(blob);
        fs::metadata(&kept).await?;
        Ok(kept)
    }

    /// The kept bytes from `start` on, `length` of them, read as they are taken.
    ///
    /// # Errors
    /// Those of the disk, before the first of them.
    pub async fn read(&self, blob: BlobRef, start: u64, length: u64) -> Result<Body> {
        let mut file = File::open(self.kept(blob)).await?;
        if file.metadata().await?.len() < start.saturating_add(length) {
            return Err(Error::new(ErrorKind::UnexpectedEof, "bytes are missing"));
        }
        file.seek(SeekFrom::Start(start)).await?;
        let pieces = stream::try_unfold((file, length), |(mut file, left)| async move {
            if left == 0 {
                return Ok(None);
            }
            let most = usize::try_from(left).map_or(CHUNK_BYTES, |left| left.min(CHUNK_BYTES));
            let mut piece = vec![0; most];
            let read = file.read(&mut piece).await?;
            if read == 0 {
                return Err(Error::new(ErrorKind::UnexpectedEof, "bytes are missing"));
            }
            piece.truncate(read);
            let left = left - u64::try_from(read).unwrap_or(left);
            Ok(Some((Bytes::from(piece), (file, left))))
        });
        Ok(Body::from_stream(pieces))
    }

    /// Removes bytes, wherever they are. Done twice it is done once.
    ///
    /// # Errors
    /// Those of the disk.
    pub async fn remove(&self, blob: BlobRef) -> Result<()> {
        for path in [self.incoming(blob), self.kept(blob)] {
            match fs::remove_file(&path).await {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                removed => {
                    removed?;
                    sync_folder_of(&path).await?;
                }
            }
        }
        Ok(())
    }
}

impl Arriving {
    /// Adds bytes. They are not sure to last until `sync`.
    ///
    /// # Errors
    /// Those of the disk.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).await
    }

    /// Ends once everything that was written is on the disk.
    ///
    /// # Errors
    /// Those of the disk.
    pub async fn sync(&mut self) -> Result<()> {
        self.file.flush().await?;
        self.file.sync_data().await
    }

    /// Goes on behind the first `offset` bytes; what lies behind them is cut off.
    ///
    /// # Errors
    /// Those of the disk; `UnexpectedEof` when fewer bytes are there.
    pub async fn cut(&mut self, offset: u64) -> Result<()> {
        self.file.flush().await?;
        if self.file.metadata().await?.len() < offset {
            return Err(Error::new(ErrorKind::UnexpectedEof, "bytes are missing"));
        }
        self.file.set_len(offset).await?;
        self.file.seek(SeekFrom::Start(offset)).await?;
        Ok(())
    }
}

/// The folder of a file, with all above it; each that is new is written down in the one above it.
async fn make_folder_of(path: &Path) -> Result<()> {
    let Some(folder) = path.parent() else {
        return Ok(());
    };
    if fs::try_exists(folder).await? {
        return Ok(());
    }
    fs::create_dir_all(folder).await?;
    for made in folder.ancestors().take(3) {
        sync_folder_of(made).await?;
    }
    Ok(())
}

/// A name that was added or taken away lasts once its folder is on the disk.
async fn sync_folder_of(path: &Path) -> Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => {
            File::open(folder).await?.sync_all().await
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    fn folder() -> (tempfile::TempDir, Blobs, BlobRef) {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::at(folder.path().join("files"));
        let [provider_id, blob_id] = [1, 2].map(|byte| Id::from_bytes([byte; 16]));
        let blob = BlobRef {
            provider_id,
            blob_id,
        };
        (folder, blobs, blob)
    }

    async fn append(blobs: &Blobs, blob: BlobRef, offset: u64) -> Result<Arriving> {
        let mut arriving = blobs.take(blob).await?;
        arriving.cut(offset).await.map(|()| arriving)
    }

    async fn text(blobs: &Blobs, blob: BlobRef, start: u64, length: u64) -> Vec<u8> {
        let body = blobs.read(blob, start, length).await.unwrap();
        body.collect().await.unwrap().to_bytes().to_vec()
    }

    #[tokio::test]
    async fn bytes_arrive_in_parts_and_only_what_was_told_counts() {
        let (_folder, blobs, blob) = folder();
        blobs.create(blob).await.unwrap();
        assert!(blobs.create(blob).await.is_err(), "a name is given once");
        let mut arriving = append(&blobs, blob, 0).await.unwrap();
        arriving.write(b"hello and more").await.unwrap();
        arriving.sync().await.unwrap();
        let busy = blobs.take(blob).await.unwrap_err();
        assert_eq!(busy.kind(), ErrorKind::WouldBlock);
        drop(arriving);
        let mut arriving = append(&blobs, blob, 5).await.unwrap();
        arriving.write(b" you").await.unwrap();
        arriving.cut(6).await.unwrap();
        arriving.write(b"world").await.unwrap();
        arriving.sync().await.unwrap();
        drop(arriving);
        assert!(append(&blobs, blob, 12).await.is_err());
        assert!(blobs.read(blob, 0, 1).await.is_err(), "not kept yet");
        for _ in 0..2 {
            blobs.keep(blob).await.unwrap();
        }
        assert_eq!(text(&blobs, blob, 0, 11).await, b"hello world");
        assert_eq!(text(&blobs, blob, 6, 3).await, b"wor");
        assert_eq!(text(&blobs, blob, 11, 0).await, b"");
        assert!(blobs.read(blob, 6, 6).await.is_err());
        for _ in 0..2 {
            blobs.remove(blob).await.unwrap();
        }
        assert!(blobs.find(blob).await.is_err() && blobs.keep(blob).await.is_err());
    }

    #[tokio::test]
    async fn what_is_given_out_is_longer_than_one_piece() {
        let (_folder, blobs, blob) = folder();
        let bytes: Vec<u8> = (0..200_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        blobs.create(blob).await.unwrap();
        let mut arriving = append(&blobs, blob, 0).await.unwrap();
        arriving.write(&bytes).await.unwrap();
        arriving.sync().await.unwrap();
        blobs.keep(blob).await.unwrap();
        assert_eq!(text(&blobs, blob, 1, 199_998).await, &bytes[1..199_999]);
    }
}
