//! Several rows of the audit in one statement, for what is told to a database over a wire.

use super::Note;
use crate::{
    db::{P, Statement, Write},
    error::Result,
    scope::Audience,
    scoped,
};

/// So many at a time.
pub(super) const ROWS: usize = 8;

/// Adds so many entries, with their places.
pub(super) async fn add_entries<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    rows: &[(i64, &Note)],
) -> Result<()> {
    let params: Vec<P<'_>> = rows
        .iter()
        .flat_map(|(sequence, note)| {
            let (actor, entry) = (&note.actor, &note.entry);
            let (subject_kind, subject_id) = entry.subject.unzip();
            [
                P::from(*sequence),
                P::from(note.at),
                P::from(actor.kind.word()),
                P::from(actor.id),
                P::from(entry.client_id),
                P::from(entry.act),
                P::from(entry.outcome.word()),
                P::from(subject_kind),
                P::from(subject_id),
                P::from(&entry.detail),
                P::from(actor.request_id.as_deref()),
            ]
        })
        .collect();
    let add = scoped!(
        "insert into audit_entry (provider_id, sequence, at, actor_kind, actor_id, client_id, act, outcome,
                subject_kind, subject_id, detail, request_id) values
                    ((select h.provider_id from audit_head h where {provider:h}), $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14),
                    ((select h.provider_id from audit_head h where {provider:h}), $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25),
                    ((select h.provider_id from audit_head h where {provider:h}), $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36),
                    ((select h.provider_id from audit_head h where {provider:h}), $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47),
                    ((select h.provider_id from audit_head h where {provider:h}), $48, $49, $50, $51, $52, $53, $54, $55, $56, $57, $58),
                    ((select h.provider_id from audit_head h where {provider:h}), $59, $60, $61, $62, $63, $64, $65, $66, $67, $68, $69),
                    ((select h.provider_id from audit_head h where {provider:h}), $70, $71, $72, $73, $74, $75, $76, $77, $78, $79, $80),
                    ((select h.provider_id from audit_head h where {provider:h}), $81, $82, $83, $84, $85, $86, $87, $88, $89, $90, $91)"
    );
    write.exec(add, &params).await?;
    Ok(())
}

/// Adds what names a person in so many entries.
pub(super) async fn add_people<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    rows: &[(i64, &Note)],
) -> Result<()> {
    let params: Vec<P<'_>> = rows
        .iter()
        .flat_map(|(sequence, note)| {
            let actor = &note.actor;
            [
                P::from(*sequence),
                P::from(actor.name.as_deref()),
                P::from(actor.address.as_deref()),
                P::from(actor.ip.as_deref()),
                P::from(actor.agent.as_deref()),
            ]
        })
        .collect();
    let add = scoped!(
        "insert into audit_person (provider_id, sequence, name, address, ip, agent) values
                    ((select h.provider_id from audit_head h where {provider:h}), $4, $5, $6, $7, $8),
                    ((select h.provider_id from audit_head h where {provider:h}), $9, $10, $11, $12, $13),
                    ((select h.provider_id from audit_head h where {provider:h}), $14, $15, $16, $17, $18),
                    ((select h.provider_id from audit_head h where {provider:h}), $19, $20, $21, $22, $23),
                    ((select h.provider_id from audit_head h where {provider:h}), $24, $25, $26, $27, $28),
                    ((select h.provider_id from audit_head h where {provider:h}), $29, $30, $31, $32, $33),
                    ((select h.provider_id from audit_head h where {provider:h}), $34, $35, $36, $37, $38),
                    ((select h.provider_id from audit_head h where {provider:h}), $39, $40, $41, $42, $43)"
    );
    write.exec(add, &params).await?;
    Ok(())
}
