//! Sign-in pages that are remembered for a few seconds: the same for everybody but for their nonce.

use std::sync::Arc;

use crate::kit::{id::Id, remembered::Remembered};

/// A page, cut where its nonce stands.
type Pieces = Arc<[String]>;

/// The sign-in pages of brand domains. What is on them is public: nothing of a session or a right is ever kept.
pub struct KeptPages(Remembered<Id, Pieces>);

impl Default for KeptPages {
    fn default() -> Self {
        Self(Remembered::of(1_000))
    }
}

impl KeptPages {
    /// The page of a brand domain with a nonce of its own.
    pub(super) fn with_nonce(&self, brand_domain_id: Id, nonce: &str) -> Option<String> {
        let pieces = self.0.get(&brand_domain_id)?;
        Some(pieces.join(nonce))
    }

    /// The page that was written last, while the database is away.
    pub(super) fn last_with_nonce(&self, brand_domain_id: Id, nonce: &str) -> Option<String> {
        let pieces = self.0.stand_in(&brand_domain_id)?;
        Some(pieces.join(nonce))
    }

    /// Remembers a page that was written with this nonce.
    pub(super) fn keep(&self, brand_domain_id: Id, page: &str, nonce: &str) {
        let pieces = page.split(nonce).map(str::to_owned).collect();
        self.0.keep(brand_domain_id, pieces);
    }

    /// Forgets every page: what stands on one was changed.
    pub fn forget_all(&self) {
        self.0.forget_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::id::{Ids as _, TestIds};

    #[test]
    fn a_page_is_kept_with_another_nonce_until_it_is_forgotten() {
        let (kept, ids) = (KeptPages::default(), TestIds::default());
        let (own, other) = (ids.id(), ids.id());
        kept.keep(own, "<style nonce=\"n1\"></style>n1 and n2", "n1");
        assert_eq!(
            kept.with_nonce(own, "n7").unwrap(),
            "<style nonce=\"n7\"></style>n7 and n2"
        );
        assert_eq!(kept.with_nonce(other, "n7"), None);
        kept.forget_all();
        assert_eq!(kept.with_nonce(own, "n7"), None);
    }
}
