//! How many requests of one key wait at once, in this copy of the program.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use crate::kit::id::Id;

/// Requests of one key that may wait at once.
const MOST: usize = 4;

/// The requests that wait, by key.
#[derive(Debug, Default)]
pub struct Waits(Mutex<HashMap<Id, usize>>);

/// A request that waits, until it is dropped.
#[derive(Debug)]
pub(super) struct Waiting {
    all: Arc<Waits>,
    api_key_id: Id,
}

impl Waits {
    /// One more that waits; none when this key has its share.
    pub(super) fn begin(self: &Arc<Self>, api_key_id: Id) -> Option<Waiting> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(api_key_id).or_default();
        if *count == MOST {
            return None;
        }
        *count += 1;
        Some(Waiting {
            all: Arc::clone(self),
            api_key_id,
        })
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let mut counts = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.api_key_id) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.api_key_id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::id::TestIds;

    #[test]
    fn a_key_has_four_places_and_each_is_free_again() {
        let all = Arc::new(Waits::default());
        let (key, other) = (TestIds::nth(1), TestIds::nth(2));
        let mut held: Vec<Option<Waiting>> = (0..5).map(|_| all.begin(key)).collect();
        assert!(held[..4].iter().all(Option::is_some) && held[4].is_none());
        assert!(all.begin(other).is_some());
        held[0] = None;
        held[1] = all.begin(key);
        assert!(held[1].is_some() && all.begin(key).is_some());
        drop(held);
        assert!(all.0.lock().unwrap().is_empty());
    }
}
