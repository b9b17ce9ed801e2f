//! What versions say, by their hash: bytes of one hash always say the same, so what many read is read from the database
//! and parsed once. Only that is kept; who may see a version is asked of the database each time.

use std::sync::{Arc, LazyLock};

use moka::sync::Cache;

use super::store;
use crate::{
    db::Read, error::Result, features::documents::version::Frozen, kit::id::Id, scope::Contact,
};

/// So many bytes of content are kept, as written; parsed they take two or three times as much.
const MOST_KEPT: u64 = 6 * 1_024 * 1_024;

#[derive(Clone)]
struct Kept {
    frozen: Arc<Frozen>,
    /// Bytes.
    written: u32,
}

static KEPT: LazyLock<Cache<String, Kept>> = LazyLock::new(|| {
    Cache::builder()
        .max_capacity(MOST_KEPT)
        .weigher(|_, kept: &Kept| kept.written)
        .build()
});

/// What a version of a document says, of which the database told this hash.
///
/// # Errors
/// Those of the database.
pub(super) async fn open(
    read: &Read<'_, Contact>,
    (document_id, version): (Id, i64),
    version_hash: &str,
) -> Result<Arc<Frozen>> {
    if let Some(kept) = KEPT.get(version_hash) {
        return Ok(kept.frozen);
    }
    let bytes = store::find_content(read, document_id, version).await?;
    let bytes = bytes.ok_or_else(|| store::lost(document_id))?;
    let frozen = Arc::new(Frozen::open(&bytes)?);
    let kept = Kept {
        frozen: Arc::clone(&frozen),
        written: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
    };
    KEPT.insert(version_hash.to_owned(), kept);
    Ok(frozen)
}
