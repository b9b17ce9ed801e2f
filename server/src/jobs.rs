//! Every kind of job of the product, in one table, and how one is done.
//!
//! Each lane has a loop and places of its own (`lane`); several copies of the program may do jobs at once.

use std::time::Duration;

use futures_util::future::join_all;

use crate::{
    app::App,
    error::{Error, Result},
    features::{files, search, staff_accounts},
    kit::{
        id::Id,
        job::{self, Ended, Lane, Leased},
        outbox,
    },
    scope::Job,
};

mod gateway;
mod lane;

use gateway::Heard;

/// So long jobs under way may go on when the program is to stop.
const GRACE: Duration = Duration::from_secs(5);

/// How often a job says that it is still under way.
const BEAT: Duration = Duration::from_secs(20);

/// A job that this process does.
struct Work {
    job: Leased,
    /// It is to tell whether the gateway is back, after that was away.
    is_trial: bool,
    /// It was not due yet, so that this counts as no attempt.
    is_early: bool,
}

impl Work {
    fn due(job: Leased) -> Self {
        Self {
            job,
            is_trial: false,
            is_early: false,
        }
    }

    /// Whether nothing more is tried after this attempt.
    fn is_last(&self) -> bool {
        self.job.is_last() && !self.is_early
    }
}

/// Does jobs until the program stops. What is under way then has a few seconds; what is cut off is due again at once,
/// for another copy or the next start.
pub async fn run(app: App) {
    join_all(Lane::ALL.map(|lane| lane::run(&app, lane))).await;
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
    run_due_with(app, BEAT).await
}

/// The same with a sign of life every `beat`, by which this process keeps its leases of what takes long.
///
/// # Errors
/// Those of the database.
pub async fn run_due_with(app: &App, beat: Duration) -> Result<usize> {
    let mut works = Vec::new();
    for lane in Lane::ALL {
        let jobs = job::lease(&app.db, app.clock.now(), lane, lane::PLACES).await?;
        works.extend(jobs.into_iter().map(Work::due));
    }
    let done = join_all(works.into_iter().map(|work| perform(app, work, beat))).await;
    Ok(done.into_iter().collect::<Result<Vec<Heard>>>()?.len())
}

/// Does one job, as long as its lease can be kept and the program does not stop; what was heard of its gateway.
async fn perform(app: &App, work: Work, beat: Duration) -> Result<Heard> {
    // Whichever ends first; the others are dropped with what they hold before anything else is written.
    let heard = tokio::select! {
        heard = attempt(app, &work) => Some(heard),
        lost = signs_of_life(app, beat, &work.job) => Some(Err(lost)),
        () = grace(app) => None,
    };
    if let Some(heard) = heard {
        return heard;
    }
    job::give_back(&app.db, app.clock.now(), &work.job).await?;
    Ok(Heard::Nothing)
}

/// Keeps the lease, beside the work and not in its place: it may hold what this waits for. Ends with an error only.
async fn signs_of_life(app: &App, beat: Duration, job: &Leased) -> Error {
    loop {
        tokio::time::sleep(beat).await;
        if let Err(error) = job::keep(&app.db, app.clock.now(), job).await {
            return error;
        }
    }
}

/// One attempt at one job, and what became of it.
async fn attempt(app: &App, work: &Work) -> Result<Heard> {
    let job = &work.job;
    let ended = match handle(app, work).await {
        Ok(ended) => ended,
        Err(error) => Ended::Retry {
            at: retry_at(app, job),
            reason: error.to_string(),
        },
    };
    let heard = Heard::of(&ended);
    let ended = match ended {
        Ended::Retry { reason, .. } | Ended::Away { reason, .. } if work.is_last() => {
            Ended::Dead { reason }
        }
        Ended::Retry { reason, .. } | Ended::Away { reason, .. } if work.is_early => Ended::Later {
            at: job.run_at,
            reason: Some(reason),
        },
        ended => ended,
    };
    // The reason stands in the job's row: a mail server names the recipient in its refusals.
    if let Ended::Retry { .. } | Ended::Away { .. } | Ended::Dead { .. } = &ended {
        tracing::warn!(
            job_id = %job.job_id,
            kind = job.kind,
            attempts = job.attempts,
            "a job did not succeed"
        );
    }
    job::finish(&app.db, app.clock.now(), job, &ended).await?;
    Ok(heard)
}

/// The table.
async fn handle(app: &App, work: &Work) -> Result<Ended> {
    let job = &work.job;
    let who = Job::of(job.provider_id);
    match job.kind.as_str() {
        "send_message" => {
            let attempt = outbox::Attempt {
                message_id: id_in(job, "outbox_message_id")?,
                retry_at: retry_at(app, job),
                is_last: work.is_last(),
                is_trial: work.is_trial,
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
        "check_file" => {
            let version = job.payload["version"].as_i64().unwrap_or_default();
            files::check(app, &who, id_in(job, "file_id")?, version).await
        }
        "remove_file_bytes" => files::remove_bytes(app, &who, id_in(job, "blob_id")?).await,
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
