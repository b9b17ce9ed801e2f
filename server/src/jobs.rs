//! Every kind of job of the product, in one table, and the loop that does them.
//!
//! The loop looks for due jobs when something was enqueued (the database's own events tell it) and
//! otherwise every few seconds; several copies of the program may run it at once.

use std::time::Duration;

use crate::{
    app::App,
    error::{Error, Result},
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

/// Does jobs until the program stops; what is under way then is finished or falls back when its lease ends.
pub async fn run(app: App) {
    loop {
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

/// Does what is due now and says how many jobs that were.
///
/// # Errors
/// Those of the database.
pub async fn run_due(app: &App) -> Result<usize> {
    let jobs = job::lease(&app.db, app.clock.now(), BATCH).await?;
    for job in &jobs {
        let ended = match perform(app, job).await {
            Ok(Ended::Retry { reason, .. }) if job.attempts >= job::MAX_ATTEMPTS => {
                Ended::Dead { reason }
            }
            Ok(ended) => ended,
            Err(error) if job.attempts >= job::MAX_ATTEMPTS => Ended::Dead {
                reason: error.to_string(),
            },
            Err(error) => Ended::Retry {
                at: retry_at(app, job),
                reason: error.to_string(),
            },
        };
        if let Ended::Retry { reason, .. } | Ended::Dead { reason } = &ended {
            tracing::warn!(
                kind = job.kind,
                attempts = job.attempts,
                reason,
                "a job did not succeed"
            );
        }
        job::finish(&app.db, app.clock.now(), job, &ended).await?;
    }
    Ok(jobs.len())
}

/// The table.
async fn perform(app: &App, job: &Leased) -> Result<Ended> {
    let who = Job::of(job.provider_id);
    match job.kind.as_str() {
        "send_message" => {
            let message_id = id_in(job, "outbox_message_id")?;
            outbox::deliver(
                &app.db,
                app.clock.as_ref(),
                &app.gateways,
                &who,
                message_id,
                retry_at(app, job),
            )
            .await
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
