//! Every kind of job of the product, in one table, and the loop that does them.
//!
//! The loop looks for due jobs when something was enqueued (the database's own events tell it) and
//! otherwise every few seconds; several copies of the program may run it at once.

use std::time::Duration;

use crate::{
    app::App,
    error::{Error, Result},
    features::{search, staff_accounts},
    kit::{
        id::Id,
        job::{self, Ended, Leased},
        outbox,
    },
    scope::Job,
};

/// How long the loop sleeps when nothing is due.
const IDLE: Duration = Duration::from_millis(500);

/// Jobs taken at once.
const BATCH: i64 = 16;

/// So long jobs under way may go on when the program is to stop.
const GRACE: Duration = Duration::from_secs(5);

/// Does jobs until the program stops. What is under way then has a few seconds; what is cut off is due again at once,
/// for another copy or the next start.
pub async fn run(app: App) {
    while !app.shutdown.is_requested() {
        let pause = match run_due(&app).await {
            Ok(0) => IDLE,
            Ok(_) => Duration::ZERO,
            Err(error) => {
                tracing::error!(%error, "jobs can't be read; trying again soon");
                Duration::from_secs(2)
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = app.shutdown.requested() => return,
        }
    }
}

async fn grace(app: &App) {
    app.shutdown.requested().await;
    tokio::time::sleep(GRACE).await;
}

/// Does what is due now, several jobs at once, and says how many jobs that were.
///
/// # Errors
/// Those of the database.
pub async fn run_due(app: &App) -> Result<usize> {
    run_due_with(app, job::LEASE / 3).await
}

/// The same with a sign of life every `beat`, by which this process keeps its leases of what takes long.
///
/// # Errors
/// Those of the database.
pub async fn run_due_with(app: &App, beat: Duration) -> Result<usize> {
    let jobs = job::lease(&app.db, app.clock.now(), BATCH).await?;
    let work = futures_util::future::join_all(jobs.iter().map(|job| attempt(app, job)));
    // Whichever ends first; the others are dropped with what they hold before anything else is written.
    let ended = tokio::select! {
        ended = work => Some(ended),
        lost = signs_of_life(app, beat, &jobs) => return Err(lost),
        () = grace(app) => None,
    };
    match ended {
        Some(ended) => ended.into_iter().collect::<Result<Vec<()>>>()?,
        None => {
            job::give_back(&app.db, app.clock.now(), &jobs).await?;
            Vec::new()
        }
    };
    Ok(jobs.len())
}

/// Keeps the leases, beside the work and not in its place: it may hold what this waits for. Ends with an error only.
async fn signs_of_life(app: &App, beat: Duration, jobs: &[Leased]) -> Error {
    loop {
        tokio::time::sleep(beat).await;
        if let Err(error) = job::keep(&app.db, app.clock.now(), jobs).await {
            return error;
        }
    }
}

/// One attempt at one job, and what became of it.
async fn attempt(app: &App, job: &Leased) -> Result<()> {
    let ended = match perform(app, job).await {
        Ok(Ended::Retry { reason, .. }) if job.is_last() => Ended::Dead { reason },
        Ok(ended) => ended,
        Err(error) if job.is_last() => Ended::Dead {
            reason: error.to_string(),
        },
        Err(error) => Ended::Retry {
            at: retry_at(app, job),
            reason: error.to_string(),
        },
    };
    // The reason stands in the job's row: a mail server names the recipient in its refusals.
    if let Ended::Retry { .. } | Ended::Dead { .. } = &ended {
        tracing::warn!(
            job_id = %job.job_id,
            kind = job.kind,
            attempts = job.attempts,
            "a job did not succeed"
        );
    }
    job::finish(&app.db, app.clock.now(), job, &ended).await
}

/// The table.
async fn perform(app: &App, job: &Leased) -> Result<Ended> {
    let who = Job::of(job.provider_id);
    match job.kind.as_str() {
        "send_message" => {
            let attempt = outbox::Attempt {
                message_id: id_in(job, "outbox_message_id")?,
                retry_at: retry_at(app, job),
                is_last: job.is_last(),
            };
            let clock = app.clock.as_ref();
            outbox::deliver(&app.db, clock, &app.gateways, &who, &attempt).await
        }
        "invite_staff" => {
            let inviter = job.payload["inviter"].as_str().unwrap_or("Portico");
            staff_accounts::send_invitation(app, &who, id_in(job, "staff_id")?, inviter).await
        }
        "index_client" => {
            search::index_client(app, &who, id_in(job, "client_id")?).await?;
            Ok(Ended::Done)
        }
        "index_contact" => {
            search::index_contact(app, &who, id_in(job, "contact_id")?).await?;
            Ok(Ended::Done)
        }
        kind => Ok(Ended::Dead {
            reason: format!("no handler for jobs of kind {kind}"),
        }),
    }
}

fn retry_at(app: &App, job: &Leased) -> crate::kit::clock::Time {
    app.clock
        .now()
        .plus(job::pause(job.attempts, app.ids.bytes()[0]))
}

fn id_in(job: &Leased, name: &str) -> Result<Id> {
    job.payload
        .get(name)
        .and_then(|id| id.as_str())
        .and_then(|id| id.parse().ok())
        .ok_or_else(|| Error::internal(format!("job {} has no {name}", job.job_id)))
}

#[cfg(test)]
mod tests;
