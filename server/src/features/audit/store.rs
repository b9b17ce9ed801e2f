//! Writing audit entries.

use super::{Actor, Entry};
use crate::{
    db::{Statement, Write},
    error::Result,
    kit::clock::Time,
    params,
    scope::Audience,
    scoped,
};

/// Adds an entry in the transaction of its act.
pub async fn record<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    at: Time,
    actor: &Actor,
    entry: &Entry,
) -> Result<()> {
    let sequence: i64 = write
        .one(scoped!("update audit_head set last_sequence = last_sequence + 1 where {provider:audit_head} returning last_sequence"), params![])
        .await?;
    let (subject_kind, subject_id) = entry.subject.unzip();
    write
        .exec(
            scoped!(
                "insert into audit_entry (provider_id, sequence, at, actor_kind, actor_id, client_id, act, outcome,
                        subject_kind, subject_id, detail, request_id)
                 select h.provider_id, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14 from audit_head h where {provider:h}"
            ),
            params![
                sequence, at, actor.kind.word(), actor.id, entry.client_id, entry.act, entry.outcome.word(), subject_kind,
                subject_id, &entry.detail, actor.request_id.as_deref()
            ],
        )
        .await?;
    write
        .exec(
            scoped!(
                "insert into audit_person (provider_id, sequence, name, address, ip, agent)
                 select h.provider_id, $4, $5, $6, $7, $8 from audit_head h where {provider:h}"
            ),
            params![
                sequence,
                actor.name.as_deref(),
                actor.address.as_deref(),
                actor.ip.as_deref(),
                actor.agent.as_deref()
            ],
        )
        .await?;
    Ok(())
}
