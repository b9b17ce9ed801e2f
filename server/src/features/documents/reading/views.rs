//! Views that are written down after their answer (T10): a contact that opens a document again, one that looks at a
//! project, and whoever reads by a delivery link. They wait at most half a second, are written together, and take the way of every entry of the audit;
//! a program that is killed loses that half second of views and nothing else. What is not a mere read never comes here:
//! the first look at a version is written with its opening before the answer, and so is every look where the provider
//! is regulated.

use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures_util::future::try_join_all;
use tokio::{sync::Notify, time::sleep};

use super::store;
use crate::{
    app::App,
    error::Result,
    features::audit::{self, Note},
    kit::{clock::Time, event::Event, id::Id},
    scope::Job,
};

/// So long views wait for others.
const PAUSE: Duration = Duration::from_millis(500);
/// So many are written in one transaction, and do not wait for more.
const GROUP: usize = 256;
/// So many may wait; the next one is written before its answer.
const MOST: usize = 8_192;

/// A view to be written down.
#[derive(Debug)]
pub(super) struct View {
    /// The provider whose audit it goes to.
    pub(super) provider_id: Id,
    /// The document and the contact whose opening it is, if it is one's.
    pub(super) opening: Option<(Id, Id)>,
    /// The entry.
    pub(super) note: Note,
}

/// The views of this process that wait.
#[derive(Debug, Default)]
pub struct Views {
    waiting: Mutex<Vec<View>>,
    bell: Notify,
}

impl Views {
    /// Lets a view wait for others. Gives it back when too many wait already.
    pub(super) fn add(&self, view: View) -> std::result::Result<(), Box<View>> {
        let mut waiting = self.lock();
        if waiting.len() >= MOST {
            return Err(Box::new(view));
        }
        waiting.push(view);
        if waiting.len() == 1 || waiting.len() == GROUP {
            self.bell.notify_one();
        }
        Ok(())
    }

    /// The same of a look at something that is no document.
    pub fn add_note(&self, provider_id: Id, note: Note) -> std::result::Result<(), Box<Note>> {
        let view = View {
            provider_id,
            opening: None,
            note,
        };
        self.add(view).map_err(|view| Box::new(view.note))
    }

    fn is_group(&self) -> bool {
        self.lock().len() >= GROUP
    }

    fn take(&self) -> Vec<View> {
        mem::take(&mut self.lock())
    }

    /// Puts views back that could not be written, before those that came since.
    fn put_back(&self, mut views: Vec<View>) {
        let mut waiting = self.lock();
        views.append(&mut waiting);
        *waiting = views;
    }

    fn lock(&self) -> MutexGuard<'_, Vec<View>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes views down as they come, until the program stops. What comes while it stops is left to [`write_views`].
pub async fn keep_views(app: App) {
    loop {
        tokio::select! {
            () = app.shutdown.requested() => return,
            () = app.views.bell.notified() => {}
        }
        if !app.views.is_group() {
            tokio::select! {
                () = app.shutdown.requested() => return,
                () = app.views.bell.notified() => {}
                () = sleep(PAUSE) => {}
            }
        }
        if let Err(error) = write_views(&app).await {
            tracing::error!(%error, "views can't be written down; trying again soon");
            sleep(PAUSE).await;
            app.views.bell.notify_one();
        }
    }
}

/// Writes down what waits, each provider's in transactions of its own. What can't be written waits on.
///
/// # Errors
/// Those of the database.
pub async fn write_views(app: &App) -> Result<()> {
    let mut of_providers: BTreeMap<Id, Vec<View>> = BTreeMap::new();
    for view in app.views.take() {
        let views = of_providers.entry(view.provider_id).or_default();
        views.push(view);
    }
    let mut failed = Ok(());
    for (provider_id, mut views) in of_providers {
        while !views.is_empty() && failed.is_ok() {
            let rest = views.split_off(views.len().min(GROUP));
            failed = write(app, provider_id, &views).await;
            if failed.is_ok() {
                views = rest;
            } else {
                views.extend(rest);
            }
        }
        if !views.is_empty() {
            app.views.put_back(views);
        }
    }
    failed
}

/// One transaction: the openings as of the latest look at each, the entries in their order, and an event for each
/// document.
async fn write(app: &App, provider_id: Id, views: &[View]) -> Result<()> {
    let mut latest: BTreeMap<(Id, Id), Time> = BTreeMap::new();
    for view in views {
        if let Some(opening) = view.opening {
            latest.insert(opening, view.note.at);
        }
    }
    let job = Job::of(provider_id);
    let write = app.db.write(&job).await?;
    let looks = latest.iter().map(|((document_id, contact_id), at)| {
        store::save_look(&write, *document_id, *contact_id, *at)
    });
    try_join_all(looks).await?;
    let notes: Vec<&Note> = views.iter().map(|view| &view.note).collect();
    audit::record_all(&write, &notes).await?;
    let documents: BTreeSet<Id> = latest.keys().map(|(document_id, _)| *document_id).collect();
    for id in documents {
        write.notify(Event {
            provider_id,
            client_id: None,
            kind: "document".to_owned(),
            id,
        });
    }
    write.commit().await?;
    Ok(())
}
