//! Jobs that were given up, and another try at them (F7).

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use crate::{
    app::App,
    db::Because,
    error::{Error, Result},
    features::audit::{self, Actor, Entry},
    kit::{
        clock::Time,
        http::{Meta, Params},
        id::Id,
        job::{self, Dead},
        outbox,
    },
    scope::Operator,
};

/// So many are shown; all of them are counted.
const SHOWN: i64 = 200;

/// A job that was given up.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeadJobRow {
    /// Key.
    pub id: Id,
    /// Whose work it was.
    pub provider_name: String,
    /// What was to be done: `send_message`.
    pub kind: String,
    /// How often it was tried.
    pub attempts: i64,
    /// Why it was given up, without the addresses of people.
    pub reason: Option<String>,
    /// When.
    pub given_up_at: Option<Time>,
}

/// What was given up.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeadJobList {
    /// The last first, at most 200.
    pub items: Vec<DeadJobRow>,
    /// How many there are.
    pub count: i64,
}

/// What was given up, of every provider.
pub async fn list_dead_jobs(State(app): State<App>, _: Operator) -> Result<Json<DeadJobList>> {
    let row = |dead: Dead| DeadJobRow {
        id: dead.job_id,
        provider_name: dead.provider_name,
        kind: dead.kind,
        attempts: dead.attempts,
        reason: dead.last_error.as_deref().map(without_addresses),
        given_up_at: dead.finished_at,
    };
    let listed = job::list_dead(&app.db, SHOWN).await?;
    Ok(Json(DeadJobList {
        items: listed.into_iter().map(row).collect(),
        count: job::count_dead(&app.db).await?,
    }))
}

/// Which job.
#[derive(Debug, Deserialize, IntoParams)]
pub struct DeadJobPath {
    /// The job.
    pub job_id: Id,
}

/// Jobs that are tried again.
#[derive(Debug, Serialize, ToSchema)]
pub struct Retried {
    /// How many.
    pub count: usize,
}

/// Lets one be tried again from the beginning.
pub async fn create_retry(
    State(app): State<App>,
    operator: Operator,
    meta: Meta,
    Params(path): Params<DeadJobPath>,
) -> Result<Json<Retried>> {
    let actor = Actor::operator(&operator, &meta);
    match retry(&app, &actor, Some(path.job_id)).await? {
        0 => Err(Error::not_found()),
        count => Ok(Json(Retried { count })),
    }
}

/// Lets all of them be tried again.
pub async fn create_retries(
    State(app): State<App>,
    operator: Operator,
    meta: Meta,
) -> Result<Json<Retried>> {
    let actor = Actor::operator(&operator, &meta);
    let count = retry(&app, &actor, None).await?;
    Ok(Json(Retried { count }))
}

async fn retry(app: &App, actor: &Actor, job_id: Option<Id>) -> Result<usize> {
    let now = app.clock.now();
    let system = app.db.system(Because::Jobs);
    let write = system.write().await?;
    let revived = outbox::retry_in(&write, now, job_id).await?;
    for (provider_id, job_id, kind) in &revived {
        let entry = Entry::done("job_retried")
            .on("job", *job_id)
            .detail(json!({ "kind": kind }));
        audit::record_for(&write, *provider_id, now, actor, &entry).await?;
    }
    write.commit().await?;
    Ok(revived.len())
}

/// A gateway names the recipient in its refusals; whoever runs the installation need not know it.
fn without_addresses(reason: &str) -> String {
    let is_address = |word: &str| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        word.contains('@') || digits >= 7
    };
    let words = reason.split(' ');
    let shown = words.map(|word| if is_address(word) { "…" } else { word });
    shown.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_names_nobody() {
        let reason = "550 5.1.1 <mara@acme.example>: no such user";
        assert_eq!(without_addresses(reason), "550 5.1.1 … no such user");
        let reason = "21211: +4915112345601 is no number";
        assert_eq!(without_addresses(reason), "21211: … is no number");
        assert_eq!(without_addresses("timed out"), "timed out");
    }
}
