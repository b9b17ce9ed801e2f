//! The SQL of the audit: adding entries and listing them. Nothing changes or removes one.

use futures_util::future::try_join_all;

use super::{
    Actor, Entry, Note, Outcome, many,
    staff::{AuditActor, AuditRow},
};
use crate::{
    app::App,
    db::{Dialect, Json, Read, Statement, Write},
    error::{Error, Result},
    kit::{clock::Time, id::Id},
    params, row,
    scope::{Audience, Staff, SystemScope},
    scoped, system,
};

/// Adds an entry in the transaction of its act.
pub async fn record<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    at: Time,
    actor: &Actor,
    entry: &Entry,
) -> Result<()> {
    mark(actor, entry);
    let sequence = draw(write, 1).await?;
    add_entry(write, sequence, at, actor, entry).await?;
    add_person(write, sequence, actor).await
}

/// Adds several entries in their order. PostgreSQL is told of many by one statement; SQLite is called in place, and an
/// insert of several rows would cost it copies of the pages that it touches.
pub async fn record_all<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    notes: &[&Note],
) -> Result<()> {
    let count = i64::try_from(notes.len()).map_err(Error::internal)?;
    let first = draw(write, count).await? - count + 1;
    let numbered: Vec<(i64, &Note)> = (first..).zip(notes.iter().copied()).collect();
    let whole = match write.dialect() {
        Dialect::Postgres => numbered.len() - numbered.len() % many::ROWS,
        Dialect::Sqlite => 0,
    };
    let (many, single) = numbered.split_at(whole);
    try_join_all(
        many.chunks(many::ROWS)
            .map(|rows| many::add_entries(write, rows)),
    )
    .await?;
    let entries = single
        .iter()
        .map(|(sequence, note)| add_entry(write, *sequence, note.at, &note.actor, &note.entry));
    try_join_all(entries).await?;
    try_join_all(
        many.chunks(many::ROWS)
            .map(|rows| many::add_people(write, rows)),
    )
    .await?;
    let people = single
        .iter()
        .map(|(sequence, note)| add_person(write, *sequence, &note.actor));
    try_join_all(people).await?;
    Ok(())
}

/// Takes the next sequence numbers; the last of them.
async fn draw<A: Audience<Statement = Statement>>(write: &Write<'_, A>, count: i64) -> Result<i64> {
    Ok(write
        .one(
            scoped!(
                "update audit_head set last_sequence = last_sequence + $4 where {provider:audit_head}
                 returning last_sequence"
            ),
            params![count],
        )
        .await?)
}

async fn add_entry<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    sequence: i64,
    at: Time,
    actor: &Actor,
    entry: &Entry,
) -> Result<()> {
    let (subject_kind, subject_id) = entry.subject.unzip();
    write
        .exec(
            scoped!(
                "insert into audit_entry (provider_id, sequence, at, actor_kind, actor_id, client_id, act, outcome,
                        subject_kind, subject_id, detail, request_id)
                 values ((select h.provider_id from audit_head h where {provider:h}), $4, $5, $6, $7, $8, $9, $10, $11,
                         $12, $13, $14)"
            ),
            params![
                sequence, at, actor.kind.word(), actor.id, entry.client_id, entry.act, entry.outcome.word(), subject_kind,
                subject_id, &entry.detail, actor.request_id.as_deref()
            ],
        )
        .await?;
    Ok(())
}

async fn add_person<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    sequence: i64,
    actor: &Actor,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into audit_person (provider_id, sequence, name, address, ip, agent)
                 values ((select h.provider_id from audit_head h where {provider:h}), $4, $5, $6, $7, $8)"
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

/// Adds an entry that has no act to share a transaction with.
pub async fn record_alone<A: Audience<Statement = Statement>>(
    app: &App,
    who: &A,
    actor: &Actor,
    entry: &Entry,
) -> Result<()> {
    let write = app.db.write(who).await?;
    record(&write, app.clock.now(), actor, entry).await?;
    write.commit().await?;
    Ok(())
}

/// A refusal that has an entry of its own needs no other.
fn mark(actor: &Actor, entry: &Entry) {
    if let (Outcome::Refused, Some(asking)) = (entry.outcome, &actor.asking) {
        asking.note();
    }
}

/// Adds an entry about a provider to which whoever acts does not belong.
pub async fn record_for(
    write: &Write<'_, SystemScope>,
    provider_id: Id,
    at: Time,
    actor: &Actor,
    entry: &Entry,
) -> Result<()> {
    mark(actor, entry);
    let sequence: i64 = write
        .one(
            system!("update audit_head set last_sequence = last_sequence + 1 where provider_id = $1 returning last_sequence"),
            params![provider_id],
        )
        .await?;
    let (subject_kind, subject_id) = entry.subject.unzip();
    write
        .exec(
            system!(
                "insert into audit_entry (provider_id, sequence, at, actor_kind, actor_id, client_id, act, outcome,
                        subject_kind, subject_id, detail, request_id)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
            ),
            params![
                provider_id,
                sequence,
                at,
                actor.kind.word(),
                actor.id,
                entry.client_id,
                entry.act,
                entry.outcome.word(),
                subject_kind,
                subject_id,
                &entry.detail,
                actor.request_id.as_deref()
            ],
        )
        .await?;
    write
        .exec(
            system!(
                "insert into audit_person (provider_id, sequence, name, address, ip, agent) values ($1, $2, $3, $4, $5, $6)"
            ),
            params![
                provider_id,
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

row! {
    /// An entry with its personal side.
    pub struct Line {
        pub sequence: i64,
        pub at: Time,
        pub actor_kind: String,
        pub actor_id: Option<Id>,
        pub actor_name: Option<String>,
        pub act: String,
        pub outcome: String,
        pub subject_kind: Option<String>,
        pub subject_id: Option<Id>,
        pub client_id: Option<Id>,
        pub detail: Json,
        pub ip: Option<String>,
        pub agent: Option<String>,
        pub request_id: Option<String>,
    }
}

impl From<Line> for AuditRow {
    fn from(line: Line) -> Self {
        Self {
            sequence: line.sequence,
            at: line.at,
            actor: AuditActor {
                kind: line.actor_kind,
                id: line.actor_id,
                name: line.actor_name,
            },
            act: line.act,
            outcome: line.outcome,
            subject_kind: line.subject_kind,
            subject_id: line.subject_id,
            client_id: line.client_id,
            detail: line.detail,
            ip: line.ip,
            agent: line.agent,
            request_id: line.request_id,
        }
    }
}

/// The client of a document that staff see.
pub(super) async fn find_client_of_document(
    read: &Read<'_, Staff>,
    document_id: Id,
) -> Result<Option<Id>> {
    Ok(read
        .find(
            scoped!(
                "select d.client_id from document d where {project:d} and {org:d} and d.document_id = $4"
            ),
            params![document_id],
        )
        .await?)
}

/// What is read of every entry before a place in the audit.
macro_rules! lines_before {
    () => {
        "select e.sequence, e.at, e.actor_kind, e.actor_id,
                coalesce(p.name, (select s.name from staff s where {provider:s} and s.staff_id = e.actor_id),
                    (select k.name from contact k where {provider:k} and k.contact_id = e.actor_id), p.address),
                e.act, e.outcome, e.subject_kind, e.subject_id, e.client_id, e.detail, p.ip, p.agent, e.request_id
         from audit_entry e join audit_person p using (provider_id, sequence)
         where {provider:e} and e.sequence < $4"
    };
}

/// Entries before a place in the audit, newest first: each way to narrow the list has an index in its order.
pub(super) async fn list(
    read: &Read<'_, Staff>,
    act: Option<&str>,
    client_id: Option<Id>,
    before: Option<i64>,
    count: i64,
) -> Result<Vec<Line>> {
    let statement: &'static Statement = match (act, client_id) {
        (_, Some(_)) => scoped!(concat!(
            lines_before!(),
            " and ($5 is null or e.act = $5) and e.client_id = $6 order by e.sequence desc limit $7"
        )),
        (Some(_), None) => scoped!(concat!(
            lines_before!(),
            " and e.act = $5 and ($6 is null or e.client_id = $6) order by e.sequence desc limit $7"
        )),
        (None, None) => scoped!(concat!(
            lines_before!(),
            " and ($5 is null or e.act = $5) and ($6 is null or e.client_id = $6) order by e.sequence desc limit $7"
        )),
    };
    let before = before.unwrap_or(i64::MAX);
    Ok(read
        .list(statement, params![before, act, client_id, count])
        .await?)
}
