//! Sealing, as a sweep of housekeeping. Should two copies of the program do it at once, the key of `audit_seal` lets
//! one win.

use super::{
    chain::{self, Hash, Link, Proof, Seal},
    store,
};
use crate::{
    app::App,
    error::{Error, Result},
    kit::sweep::BATCH,
    scope::Job,
};

/// Entries under one seal at most; their proofs are one transaction.
const LARGEST: i64 = 250;

/// Seals a provider's entries that no seal covers yet, up to a batch of a sweep; how many those were.
///
/// # Errors
/// Those of the database; where an entry is missing, or the seal of one that has a proof, nothing is sealed.
pub async fn seal(app: &App, who: &Job) -> Result<u64> {
    let mut sealed = 0;
    loop {
        let count = seal_some(app, who).await?;
        sealed += count;
        // What is written meanwhile waits for the next sweep: under load each few entries would have a seal of their own.
        if count < LARGEST.unsigned_abs() || sealed >= BATCH.unsigned_abs() {
            return Ok(sealed);
        }
    }
}

/// Puts one more seal on a provider's audit; how many entries it covers.
async fn seal_some(app: &App, who: &Job) -> Result<u64> {
    let provider_id = who.provider_id;
    let read = app.db.read(who).await?;
    let last = store::find_last(&read).await?;
    let (sealed_to, mut chain) =
        last.map_or((0, chain::START), |seal| (seal.last_sequence, seal.hash));
    let links = store::links(&read, sealed_to, LARGEST).await?;
    drop(read);
    if let Some(proven) = links.iter().rfind(|link| link.proof.is_some()) {
        // Its seal was taken away: another would cover that up.
        let fault = super::verify::unsealed(sealed_to + 1, proven.entry.sequence);
        return Err(Error::internal(format!(
            "provider {provider_id}: audit {fault}; run `portico audit verify`"
        )));
    }
    let mut proofs = Vec::with_capacity(links.len());
    for (link, sequence) in links.iter().zip(sealed_to + 1..) {
        if link.entry.sequence != sequence {
            // Sealing over a gap would make it look whole.
            return Err(Error::internal(format!(
                "provider {provider_id}: audit entry {sequence} is missing; run `portico audit verify`"
            )));
        }
        let proof = prove(app, &chain, link)?;
        chain = proof.chain;
        proofs.push((sequence, proof));
    }
    let Some((last_sequence, _)) = proofs.last() else {
        return Ok(0);
    };
    let mut seal = Seal {
        first_sequence: sealed_to + 1,
        last_sequence: *last_sequence,
        hash: chain,
        mac: chain,
        sealed_at: app.clock.now(),
    };
    seal.mac = seal.mac(&app.keys.for_purpose(super::verify::KEY), provider_id);
    let write = app.db.write(who).await?;
    if !store::add_seal(&write, &seal).await? {
        // Another copy of the program was first.
        return Ok(0);
    }
    for (sequence, proof) in &proofs {
        store::add_proof(&write, *sequence, proof).await?;
    }
    write.commit().await?;
    // Out of reach of whoever has the database alone.
    tracing::info!(%provider_id, last_sequence, hash = %seal.hash, "audit sealed");
    Ok(proofs.len() as u64)
}

fn prove(app: &App, before: &Hash, link: &Link) -> Result<Proof> {
    let salt = Hash(app.ids.bytes());
    let person = link.person.clone().unwrap_or_default();
    let person_digest = person.digest(&salt)?;
    Ok(Proof {
        salt: Some(salt),
        person_digest,
        chain: chain::link(before, &link.entry, &person_digest)?,
    })
}
