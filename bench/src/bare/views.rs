//! Views that are written down after their answer, as the product's are: they wait half a second at most for others, and
//! are written together.

use std::{
    mem,
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread,
    time::Duration,
};

use anyhow::Result;

use super::{Caller, writes::Writer};

const PAUSE: Duration = Duration::from_millis(500);
const GROUP: usize = 256;

/// Somebody's look at a document.
pub(super) struct View {
    pub(super) caller: Caller,
    pub(super) document: Vec<u8>,
    pub(super) at: i64,
    pub(super) ip: String,
    pub(super) agent: String,
}

/// The views that wait.
#[derive(Default)]
pub(super) struct Views {
    waiting: Mutex<Vec<View>>,
    bell: Condvar,
}

impl Views {
    /// Starts the thread that hands them to the writer.
    pub(super) fn start(writer: Writer) -> Result<Arc<Self>> {
        let views = Arc::new(Self::default());
        let own = Arc::clone(&views);
        thread::Builder::new()
            .name("bare-views".into())
            .spawn(move || own.pass_on(&writer))?;
        Ok(views)
    }

    pub(super) fn add(&self, view: View) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push(view);
        if waiting.len() == GROUP {
            self.bell.notify_one();
        }
    }

    fn pass_on(&self, writer: &Writer) {
        loop {
            let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            let (mut waiting, _) = self
                .bell
                .wait_timeout_while(waiting, PAUSE, |waiting| waiting.len() < GROUP)
                .unwrap_or_else(PoisonError::into_inner);
            let views = mem::take(&mut *waiting);
            drop(waiting);
            if !views.is_empty() && !writer.write_views(views) {
                return;
            }
        }
    }
}
