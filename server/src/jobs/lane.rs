//! The loop of one lane: it looks for due jobs every moment, and does several at once. A gateway that hangs fills the
//! places of its own lane and no others. While it is away, its messages wait, and one at a time tries whether it is
//! back; when it is, all that had failed leave at once.

use std::time::Duration;

use tokio::{
    task::JoinSet,
    time::{Instant, sleep_until},
};

use super::{
    BEAT, Work,
    gateway::{Gateway, Heard},
    perform,
};
use crate::{
    app::App,
    error::Result,
    kit::job::{self, Lane},
};

/// Jobs of a lane at once.
pub(super) const PLACES: i64 = 16;

/// So long the loop waits for something to be due.
const IDLE: Duration = Duration::from_millis(500);
/// So long it waits when the database is away.
const AFTER_FAULT: Duration = Duration::from_secs(2);

/// Does the jobs of a lane until the program stops, and then waits for those that are under way.
pub(super) async fn run(app: &App, lane: Lane) {
    let places = usize::try_from(PLACES).unwrap_or(usize::MAX);
    let mut gateway = Gateway::new(Instant::now());
    // Each a task of its own: it may have its turn at the database just when this loop waits for one.
    let mut under_way = JoinSet::new();
    let mut next_look = Instant::now();
    while !app.shutdown.is_requested() {
        tokio::select! {
            () = sleep_until(next_look) => {
                let free = places.saturating_sub(under_way.len());
                next_look = Instant::now() + IDLE;
                match take(app, lane, &mut gateway, free).await {
                    Ok(works) => {
                        for work in works {
                            under_way.spawn(attend(app.clone(), work));
                        }
                    }
                    Err(error) => {
                        tracing::error!(%error, "jobs can't be read; trying again soon");
                        next_look = Instant::now() + AFTER_FAULT;
                    }
                }
            }
            Some(ended) = under_way.join_next(), if !under_way.is_empty() => {
                match ended {
                    Ok((heard, was_trial)) => note(app, lane, &mut gateway, heard, was_trial).await,
                    Err(error) => tracing::error!(%error, "a job ended badly"),
                }
                // What it left behind may be due; but many are taken at once rather than each by itself.
                if under_way.len() <= places / 2 {
                    next_look = Instant::now();
                }
            }
            () = app.shutdown.requested() => {}
        }
    }
    while let Some(ended) = under_way.join_next().await {
        if let Ok((Err(error), _)) = ended {
            tracing::error!(%error, "what became of a job could not be written; it is done again");
        }
    }
}

async fn attend(app: App, work: Work) -> (Result<Heard>, bool) {
    let is_trial = work.is_trial;
    (perform(&app, work, BEAT).await, is_trial)
}

/// Leases what is to be done now, as far as there is room.
async fn take(app: &App, lane: Lane, gateway: &mut Gateway, free: usize) -> Result<Vec<Work>> {
    let (db, now) = (&app.db, app.clock.now());
    let count = i64::try_from(free).unwrap_or(PLACES);
    if free == 0 {
        return Ok(Vec::new());
    }
    if !gateway.is_away() {
        let jobs = job::lease(db, now, lane, count).await?;
        return Ok(jobs.into_iter().map(Work::due).collect());
    }
    if !gateway.begin_trial(Instant::now()) {
        return Ok(Vec::new());
    }
    let due = job::lease(db, now, lane, 1).await?.into_iter().next();
    let is_early = due.is_none();
    let job = match due {
        Some(job) => Some(job),
        None => job::lease_early(db, now, lane).await?,
    };
    let work = job.map(|job| Work {
        job,
        is_trial: true,
        is_early,
    });
    Ok(work.into_iter().collect())
}

/// Takes in how a job ended.
async fn note(app: &App, lane: Lane, gateway: &mut Gateway, heard: Result<Heard>, was_trial: bool) {
    let heard = match heard {
        Ok(heard) => heard,
        Err(error) => {
            tracing::error!(%error, "what became of a job could not be written; it is done again");
            return;
        }
    };
    let was_away = gateway.is_away();
    let is_back = gateway.hear(Instant::now(), heard, was_trial);
    if gateway.is_away() && !was_away {
        tracing::warn!(
            ?lane,
            "a gateway is away: its messages wait until it is back"
        );
    }
    if is_back {
        match job::wake(&app.db, app.clock.now(), lane).await {
            Ok(woken) => tracing::info!(?lane, woken, "a gateway is back"),
            Err(error) => tracing::error!(%error, "what waits for a gateway was not woken"),
        }
    }
}
