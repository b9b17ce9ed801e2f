//! `portico jobs`: what was given up, and another try at it.

use clap::Subcommand;

use super::{Outcome, database_config, say};
use crate::config::Config;
use crate::db::Db;
use crate::kit::clock::{Clock as _, SystemClock};
use crate::kit::id::Id;
use crate::kit::{job, outbox};

/// So many are listed.
const LISTED: i64 = 200;

#[derive(Debug, Subcommand)]
pub(super) enum Act {
    /// Lists the jobs that were given up, with the reason.
    List,
    /// Tries a job again that was given up; without an id all of them.
    Retry {
        /// The job, as listed.
        id: Option<Id>,
    },
}

pub(super) async fn run(act: &Act, config: &Config) -> Outcome {
    let db = Db::open(database_config(config)?).await?;
    match act {
        Act::List => list(&db).await,
        Act::Retry { id } => {
            let revived = outbox::retry(&db, SystemClock.now(), *id).await?;
            if let (0, Some(id)) = (revived, id) {
                return Err(format!("{id}: no job of this id was given up").into());
            }
            say(format!("{revived} to be tried again by the running server"));
            Ok(())
        }
    }
}

async fn list(db: &Db) -> Outcome {
    let dead = job::list_dead(db, LISTED).await?;
    if dead.is_empty() {
        say("no job was given up");
    }
    for job in dead {
        let when = job.finished_at.map_or(String::new(), |at| at.to_string());
        say(format!(
            "{}  {when}  {}  {} tried {} times: {}",
            job.job_id,
            job.provider_name,
            job.kind,
            job.attempts,
            job.last_error.as_deref().unwrap_or("no reason given")
        ));
    }
    Ok(())
}
