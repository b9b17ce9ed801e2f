//! How much of something one may hold at once, in this copy of the program: so many each, whoever they are.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

/// What is held, by whom. Each may hold the same number.
#[derive(Debug)]
pub struct Shares<K> {
    each: usize,
    held: Mutex<HashMap<K, usize>>,
}

/// One that is held, until it is dropped.
#[derive(Debug)]
pub struct Share<K: Eq + Hash> {
    all: Arc<Shares<K>>,
    whose: K,
}

impl<K: Eq + Hash + Clone> Shares<K> {
    /// Nobody holds anything yet.
    pub fn of(each: usize) -> Self {
        Self {
            each,
            held: Mutex::default(),
        }
    }

    /// One more; none when this one has its share.
    pub fn take(self: &Arc<Self>, whose: K) -> Option<Share<K>> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let count = held.entry(whose.clone()).or_default();
        if *count >= self.each {
            return None;
        }
        *count += 1;
        Some(Share {
            all: Arc::clone(self),
            whose,
        })
    }
}

impl<K: Eq + Hash> Drop for Share<K> {
    fn drop(&mut self) {
        let mut held = self.all.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = held.get_mut(&self.whose) {
            *count -= 1;
            if *count == 0 {
                held.remove(&self.whose);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_share_and_what_was_held_is_free_again() {
        let all = Arc::new(Shares::of(4));
        let mut held: Vec<Option<Share<u8>>> = (0..5).map(|_| all.take(1)).collect();
        assert!(held[..4].iter().all(Option::is_some) && held[4].is_none());
        assert!(all.take(2).is_some());
        held[0] = None;
        held[1] = all.take(1);
        assert!(held[1].is_some() && all.take(1).is_some());
        drop(held);
        assert!(all.held.lock().unwrap().is_empty());
    }
}
