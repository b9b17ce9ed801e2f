//! What was asked of the database lately: for a few seconds it is not asked again, and for some minutes it stands in while
//! the database is away.

use std::{hash::Hash, time::Duration};

use moka::sync::Cache;

/// A change made on another copy of the program is seen after this at the latest,
const FRESH: Duration = Duration::from_secs(5);
/// or, while the database is away, after this.
const LAST: Duration = Duration::from_secs(600);

/// Answers by what they are about. Nothing of a person, and no right.
pub struct Remembered<K, V> {
    fresh: Cache<K, V>,
    last: Cache<K, V>,
}

impl<K: Hash + Eq + Clone + Send + Sync + 'static, V: Clone + Send + Sync + 'static>
    Remembered<K, V>
{
    /// So many at most.
    pub fn of(most: u64) -> Self {
        let cache = |life| {
            Cache::builder()
                .max_capacity(most)
                .time_to_live(life)
                .build()
        };
        Self {
            fresh: cache(FRESH),
            last: cache(LAST),
        }
    }

    /// What was answered a moment ago.
    pub fn get(&self, key: &K) -> Option<V> {
        self.fresh.get(key)
    }

    /// What was answered last, for when there is nobody to ask. For a moment it counts as fresh.
    pub fn stand_in(&self, key: &K) -> Option<V> {
        let value = self.last.get(key)?;
        self.fresh.insert(key.clone(), value.clone());
        Some(value)
    }

    /// Remembers an answer.
    pub fn keep(&self, key: K, value: V) {
        self.fresh.insert(key.clone(), value.clone());
        self.last.insert(key, value);
    }

    /// Forgets one: it has changed, or is gone.
    pub fn forget(&self, key: &K) {
        self.fresh.invalidate(key);
        self.last.invalidate(key);
    }

    /// Forgets all.
    pub fn forget_all(&self) {
        self.fresh.invalidate_all();
        self.last.invalidate_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_longer_fresh_stands_in_and_what_is_forgotten_does_not() {
        let remembered = Remembered::of(10);
        remembered.keep(1, "one");
        assert_eq!(remembered.get(&1), Some("one"));
        remembered.fresh.invalidate(&1);
        assert_eq!(remembered.get(&1), None);
        assert_eq!(remembered.stand_in(&1), Some("one"));
        assert_eq!(remembered.get(&1), Some("one"));
        remembered.forget(&1);
        assert_eq!((remembered.get(&1), remembered.stand_in(&1)), (None, None));
    }
}
