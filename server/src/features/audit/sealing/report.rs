//! A provider's whole audit, read page by page: to be checked, or to be written out.

use std::io::Write as Out;

pub use super::verify::Report;
use super::{
    chain::{Hash, Seal},
    store,
    verify::{Head, Line, Verifier},
};
use crate::{
    db::{Because, Db},
    error::{Error, Result},
    features::audit::{Actor, Entry, record},
    kit::{clock::Time, id::Id, keys::Keys},
    scope::Job,
};

/// Rows read at once.
const PAGE: i64 = 1_000;

/// Every provider.
///
/// # Errors
/// Those of the database.
pub async fn providers(db: &Db) -> Result<Vec<Id>> {
    let (mut all, mut after) = (Vec::new(), Id::from_bytes([0; 16]));
    let system = db.system(Because::Audit);
    let read = system.read().await?;
    loop {
        let page = store::providers(&read, after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(all);
        };
        after = *last;
        all.extend(page);
    }
}

/// Checks a provider's audit against its proofs, its seals, its counter, and the hash of a seal that was kept elsewhere.
///
/// # Errors
/// 404 without such a provider; those of the database.
pub async fn verify(db: &Db, keys: &Keys, provider_id: Id, kept: Option<Hash>) -> Result<Report> {
    let mut verifier = Verifier::new(provider_id, Some(keys), kept);
    let head = walk(db, provider_id, |line| {
        match &line {
            Line::Link(link) => verifier.link(link)?,
            Line::Seal { seal } => verifier.seal(seal),
            Line::Head(_) => {}
        }
        Ok(())
    })
    .await?;
    Ok(verifier.end(head))
}

/// Writes down that the operator writes a provider's audit out: names and addresses leave with it.
///
/// # Errors
/// 404 without such a provider; those of the database.
pub async fn note_export(db: &Db, now: Time, provider_id: Id) -> Result<()> {
    let job = Job::of(provider_id);
    let write = db.write(&job).await?;
    record(
        &write,
        now,
        &Actor::command_line(),
        &Entry::done("audit_exported"),
    )
    .await?;
    write.commit().await?;
    Ok(())
}

/// Writes a provider's audit as JSON lines that `portico audit verify --file` checks.
///
/// # Errors
/// 404 without such a provider; those of the database and of the file.
pub async fn write_export(db: &Db, provider_id: Id, mut out: impl Out) -> Result<()> {
    walk(db, provider_id, |line| {
        let text = serde_json::to_string(&line).map_err(Error::internal)?;
        writeln!(out, "{text}").map_err(Error::internal)
    })
    .await?;
    out.flush().map_err(Error::internal)
}

/// Every line, in one snapshot: the head, then entries, each seal after the last that it covers. The counter.
async fn walk(db: &Db, provider_id: Id, mut line: impl FnMut(Line) -> Result<()>) -> Result<i64> {
    let job = Job::of(provider_id);
    let read = db.read(&job).await?;
    let last_sequence = store::head(&read).await?.ok_or_else(Error::not_found)?;
    line(Line::Head(Head {
        portico_audit: 1,
        provider_id,
        last_sequence,
    }))?;
    let mut seals = all_seals(&read).await?.into_iter().peekable();
    let mut after = 0;
    loop {
        let links = store::links(&read, after, PAGE).await?;
        let Some(last) = links.last() else { break };
        after = last.entry.sequence;
        for link in links {
            while let Some(seal) = seals.next_if(|seal| seal.last_sequence < link.entry.sequence) {
                line(Line::Seal { seal })?;
            }
            line(Line::Link(Box::new(link)))?;
        }
    }
    for seal in seals {
        line(Line::Seal { seal })?;
    }
    Ok(last_sequence)
}

async fn all_seals(read: &crate::db::Read<'_, Job>) -> Result<Vec<Seal>> {
    let (mut all, mut after) = (Vec::new(), 0);
    loop {
        let page = store::seals(read, after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(all);
        };
        after = last.first_sequence;
        all.extend(page);
    }
}
