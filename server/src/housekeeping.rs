//! Housekeeping: what is swept, how often, in one table; and the loop that does it, once across all copies of the
//! program.
//!
//! A new sweep is a line in [`SWEEPS`] and a function of its feature, `sweep(app, who) -> Result<u64>`, which changes
//! at most [`BATCH`] rows of one provider in a transaction of its own and says how many. It is called again while the
//! batches are full, so that no transaction is long, and must bear being done twice.

use std::{future::Future, pin::Pin, time::Duration};

use crate::{
    app::App,
    db::Because,
    error::Result,
    features::{
        audit::sealing, decisions, documents::writing, files::uploads, passwords, reminders,
        sessions, sign_in, staff_sign_in,
    },
    kit::{
        id::Id,
        idempotency, job, limit, outbox,
        sweep::{self, BATCH, Held},
    },
    params,
    scope::Job,
    system,
};

/// How long the loop sleeps between two looks.
const PAUSE: Duration = Duration::from_secs(15);
/// After a fault a sweep is tried again this soon.
const AFTER_FAULT: Duration = Duration::from_secs(60);

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);
const SIX_HOURS: Duration = Duration::from_secs(6 * 3_600);

/// How many rows a batch changed.
type Swept<'a> = Pin<Box<dyn Future<Output = Result<u64>> + Send + 'a>>;

/// One kind of sweep.
struct Sweep {
    name: &'static str,
    every: Duration,
    reach: Reach,
}

/// How far a batch reaches.
enum Reach {
    /// One provider; done for each of them.
    Provider(for<'a> fn(&'a App, &'a Job) -> Swept<'a>),
    /// Every provider at once.
    Installation(for<'a> fn(&'a App) -> Swept<'a>),
}

/// The table.
const SWEEPS: &[Sweep] = &[
    Sweep {
        name: "audit_seals",
        every: PAUSE,
        reach: Reach::Provider(|app, who| Box::pin(sealing::seal(app, who))),
    },
    Sweep {
        name: "sign_ins",
        every: HOUR,
        reach: Reach::Provider(|app, who| Box::pin(sign_in::sweep(app, who))),
    },
    Sweep {
        name: "contact_sessions",
        every: SIX_HOURS,
        reach: Reach::Provider(|app, who| Box::pin(sessions::sweep(app, who))),
    },
    Sweep {
        name: "document_editing",
        every: HOUR,
        reach: Reach::Provider(|app, who| Box::pin(writing::sweep(app, who))),
    },
    Sweep {
        name: "staff_sessions",
        every: SIX_HOURS,
        reach: Reach::Provider(|app, who| Box::pin(staff_sign_in::sweep(app, who))),
    },
    Sweep {
        name: "password_resets",
        every: SIX_HOURS,
        reach: Reach::Provider(|app, who| Box::pin(passwords::sweep(app, who))),
    },
    Sweep {
        name: "limits",
        every: HOUR,
        reach: Reach::Provider(|app, who| Box::pin(limit::sweep(&app.db, who, app.clock.now()))),
    },
    Sweep {
        name: "staff_limits",
        every: HOUR,
        reach: Reach::Installation(|app| Box::pin(limit::staff::sweep(&app.db, app.clock.now()))),
    },
    Sweep {
        name: "idempotency_keys",
        every: HOUR,
        reach: Reach::Provider(|app, who| {
            Box::pin(idempotency::sweep(&app.db, who, app.clock.now()))
        }),
    },
    Sweep {
        name: "action_items",
        every: MINUTE,
        reach: Reach::Provider(|app, who| Box::pin(decisions::expire_due(app, who))),
    },
    Sweep {
        name: "reminders",
        every: MINUTE,
        reach: Reach::Provider(|app, who| Box::pin(reminders::remind_due(app, who))),
    },
    Sweep {
        name: "uploads",
        every: HOUR,
        reach: Reach::Provider(|app, who| Box::pin(uploads::sweep(app, who))),
    },
    Sweep {
        name: "messages",
        every: MINUTE,
        reach: Reach::Provider(|app, who| Box::pin(outbox::sweep(&app.db, who, app.clock.now()))),
    },
    Sweep {
        name: "jobs",
        every: HOUR,
        reach: Reach::Installation(|app| Box::pin(job::sweep(&app.db, app.clock.now()))),
    },
];

/// Sweeps what is due until the program stops.
pub async fn run(app: App) {
    loop {
        if let Err(error) = run_due(&app).await {
            tracing::error!(%error, "housekeeping can't be done; trying again soon");
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = app.shutdown.requested() => return,
        }
    }
}

/// Sweeps what is due now; the names of what was swept by this copy.
///
/// # Errors
/// Those of the database, when it can't be told what is due. A fault of one sweep stops no other.
pub async fn run_due(app: &App) -> Result<Vec<&'static str>> {
    let names: Vec<&str> = SWEEPS.iter().map(|sweep| sweep.name).collect();
    let mut done = Vec::new();
    for name in sweep::list_due(&app.db, &names, app.clock.now()).await? {
        let Some(kind) = SWEEPS.iter().find(|sweep| sweep.name == name) else {
            continue;
        };
        let Some(held) = sweep::take(&app.db, name, app.clock.now()).await? else {
            continue;
        };
        if let Some((held, fault)) = sweep_all(app, kind, held).await? {
            let now = app.clock.now();
            let pause = fault.as_ref().map_or(kind.every, |_| AFTER_FAULT);
            sweep::finish(&app.db, &held, now, now.plus(pause), fault.as_deref()).await?;
            done.push(name);
        }
    }
    Ok(done)
}

/// Does one sweep for everybody. None when its lease was lost or the program is to stop: it is taken up again later.
async fn sweep_all(
    app: &App,
    kind: &Sweep,
    mut held: Held,
) -> Result<Option<(Held, Option<String>)>> {
    let whose: Vec<Option<Job>> = match kind.reach {
        Reach::Installation(_) => vec![None],
        Reach::Provider(_) => list_providers(app)
            .await?
            .into_iter()
            .map(|id| Some(Job::of(id)))
            .collect(),
    };
    let mut fault = None;
    for who in &whose {
        loop {
            match sweep::keep(&app.db, held, app.clock.now()).await? {
                Some(kept) if !app.shutdown.is_requested() => held = kept,
                _ => return Ok(None),
            }
            let swept = match (&kind.reach, who) {
                (Reach::Provider(batch), Some(who)) => batch(app, who).await,
                (Reach::Installation(batch), _) => batch(app).await,
                (Reach::Provider(_), None) => Ok(0),
            };
            match swept {
                Ok(rows) if rows >= BATCH.unsigned_abs() => {}
                Ok(_) => break,
                Err(error) => {
                    tracing::error!(%error, sweep = kind.name, "a sweep failed");
                    fault = Some(error.to_string());
                    break;
                }
            }
        }
    }
    Ok(Some((held, fault)))
}

async fn list_providers(app: &App) -> Result<Vec<Id>> {
    let system = app.db.system(Because::Housekeeping);
    let providers = system
        .read()
        .await?
        .list(
            system!("select provider_id from provider order by provider_id"),
            params![],
        )
        .await?;
    Ok(providers)
}

#[cfg(test)]
mod tests;
