//! Checking a chain: link by link and seal by seal, from the database or from the lines of an export.

use std::io::BufRead;

use serde::{Deserialize, Serialize};

use super::chain::{self, Hash, Link, Person, Seal};
use crate::{
    error::Result,
    kit::{id::Id, keys::Keys},
};

/// What the key of seals is derived for.
pub(super) const KEY: &str = "audit seals";

/// The first line of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    /// The form of what follows.
    pub(super) portico_audit: u32,
    pub(super) provider_id: Id,
    /// How many entries the audit had.
    pub(super) last_sequence: i64,
}

/// A line of an export: each seal follows the last entry that it covers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Line {
    /// An entry.
    Link(Box<Link>),
    /// A seal.
    Seal { seal: Seal },
    /// The beginning.
    Head(Head),
}

/// What was found of one provider's audit.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Whose audit it is.
    pub provider_id: Id,
    /// Entries that were there.
    pub entries: i64,
    /// The last entry that a seal covers; 0 without one.
    pub sealed_to: i64,
    /// The hash of the last seal: kept elsewhere, it proves everything before it.
    pub last_hash: Option<Hash>,
    /// Whether the seals themselves were checked, which takes the server's key.
    pub seals_checked: bool,
    /// Whether a seal carries the hash that was kept elsewhere; missing when none was given.
    pub carries_kept: Option<bool>,
    /// Entries whose personal side was erased.
    pub erased: i64,
    /// What is wrong, in words; empty when the audit is whole.
    pub faults: Vec<String>,
}

/// Looks at one thing after the other, in order.
pub(super) struct Verifier<'k> {
    keys: Option<&'k Keys>,
    kept: Option<Hash>,
    report: Report,
    next: i64,
    chain: Hash,
    /// The first entry without a proof.
    unproven: Option<i64>,
    /// The last entry with one.
    proven: i64,
}

impl<'k> Verifier<'k> {
    /// `kept`: the hash of a seal that was kept elsewhere.
    pub(super) fn new(provider_id: Id, keys: Option<&'k Keys>, kept: Option<Hash>) -> Self {
        Self {
            keys,
            kept,
            report: Report {
                provider_id,
                entries: 0,
                sealed_to: 0,
                last_hash: None,
                seals_checked: keys.is_some(),
                carries_kept: kept.map(|_| false),
                erased: 0,
                faults: Vec::new(),
            },
            next: 1,
            chain: chain::START,
            unproven: None,
            proven: 0,
        }
    }

    fn fault(&mut self, what: impl Into<String>) {
        self.report.faults.push(what.into());
    }

    /// The entries up to this one must have been there.
    fn reach(&mut self, sequence: i64) {
        let (from, to) = (self.next, sequence - 1);
        if from == to {
            self.fault(format!("entry {from} is missing"));
        } else if from < to {
            self.fault(format!("entries {from} to {to} are missing"));
        }
        self.next = self.next.max(sequence);
    }

    pub(super) fn link(&mut self, link: &Link) -> Result<()> {
        let sequence = link.entry.sequence;
        if link.entry.provider_id != self.report.provider_id {
            self.fault(format!("entry {sequence} is another provider's"));
        }
        if sequence < self.next {
            self.fault(format!("entry {sequence} stands in the wrong place"));
            return Ok(());
        }
        self.reach(sequence);
        self.next = sequence + 1;
        self.report.entries += 1;
        let Some(proof) = &link.proof else {
            self.unproven.get_or_insert(sequence);
            return Ok(());
        };
        if let Some(unproven) = self.unproven.take() {
            self.fault(format!("entry {unproven} has lost its proof"));
        }
        self.proven = sequence;
        let person = link.person.clone().unwrap_or_default();
        match &proof.salt {
            Some(salt) if person.digest(salt)? != proof.person_digest => {
                self.fault(format!("the personal side of entry {sequence} was changed"));
            }
            Some(_) => {}
            None if person == Person::default() => self.report.erased += 1,
            None => self.fault(format!(
                "the personal side of entry {sequence} was erased and written anew"
            )),
        }
        if chain::link(&self.chain, &link.entry, &proof.person_digest)? != proof.chain {
            self.fault(format!("entry {sequence} was changed or moved"));
        }
        // From here on with what is written, so that one fault is told once.
        self.chain = proof.chain;
        Ok(())
    }

    pub(super) fn seal(&mut self, seal: &Seal) {
        let (first, last) = (seal.first_sequence, seal.last_sequence);
        if first != self.report.sealed_to + 1 || last < first {
            let before = self.report.sealed_to;
            self.fault(format!(
                "the seal of entries {first} to {last} does not follow that of {before}"
            ));
        }
        self.reach(last + 1);
        if let Some(unproven) = self.unproven.take() {
            self.fault(format!("entry {unproven} has lost its proof"));
        }
        if self.chain != seal.hash {
            self.fault(format!(
                "the seal of entries {first} to {last} is for another chain"
            ));
        }
        if let Some(keys) = self.keys
            && !keys
                .all_for_purpose(KEY)
                .any(|key| seal.mac(&key, self.report.provider_id) == seal.mac)
        {
            self.fault(format!(
                "the seal of entries {first} to {last} is not of this server's key"
            ));
        }
        if self.kept == Some(seal.hash) {
            self.report.carries_kept = Some(true);
        }
        self.chain = seal.hash;
        self.report.sealed_to = last;
        self.report.last_hash = Some(seal.hash);
    }

    /// The number that the counter says.
    pub(super) fn end(mut self, last_sequence: i64) -> Report {
        if self.next > last_sequence + 1 {
            let found = self.next - 1;
            self.fault(format!(
                "the counter stands at {last_sequence}, before entry {found}"
            ));
        }
        self.reach(last_sequence + 1);
        if self.proven > self.report.sealed_to {
            self.fault(unsealed(self.report.sealed_to + 1, self.proven));
        }
        self.report
    }
}

/// What is wrong where entries have proofs that no seal covers. A seal and its proofs are one transaction, so that a
/// seal was taken away.
pub(super) fn unsealed(first: i64, last: i64) -> String {
    if first == last {
        format!("entry {first} is proven but not sealed")
    } else {
        format!("entries {first} to {last} are proven but not sealed")
    }
}

/// Checks the lines of an export. Without keys, its seals are taken at their word: give the hash of one that was kept.
///
/// # Errors
/// In words, with the line that is none of an export's.
pub fn verify_file(
    file: impl BufRead,
    keys: Option<&Keys>,
    kept: Option<Hash>,
) -> Result<Report, String> {
    let mut begun: Option<(Verifier<'_>, i64)> = None;
    for (line, number) in file.lines().zip(1_usize..) {
        let bad = |what: &str| format!("line {number}: {what}");
        let line = line.map_err(|error| bad(&error.to_string()))?;
        let read: serde_json::Result<Line> = serde_json::from_str(&line);
        let line = read.map_err(|_| bad("not a line of an audit export"))?;
        match (line, begun.as_mut()) {
            (Line::Head(head), None) if head.portico_audit == 1 => {
                let verifier = Verifier::new(head.provider_id, keys, kept);
                begun = Some((verifier, head.last_sequence));
            }
            (Line::Link(link), Some((verifier, _))) => {
                verifier
                    .link(&link)
                    .map_err(|error| bad(&error.to_string()))?;
            }
            (Line::Seal { seal }, Some((verifier, _))) => verifier.seal(&seal),
            _ => return Err(bad("an export begins with one line that says what it is")),
        }
    }
    let (verifier, last_sequence) = begun.ok_or("the file is empty")?;
    Ok(verifier.end(last_sequence))
}
