//! The SQL of seals and proofs. Nothing changes or removes one.

use super::chain::{Hash, Link, Person, Proof, Record, Seal};
use crate::{
    db::{Json, Read, Statement, Write},
    error::Result,
    kit::{clock::Time, id::Id},
    params, row,
    scope::{Audience, Job, SystemScope},
    scoped, system,
};

row! {
    struct Row {
        provider_id: Id,
        sequence: i64,
        at: Time,
        actor_kind: String,
        actor_id: Option<Id>,
        client_id: Option<Id>,
        act: String,
        outcome: String,
        subject_kind: Option<String>,
        subject_id: Option<Id>,
        detail: Json,
        request_id: Option<String>,
        has_person: bool,
        name: Option<String>,
        address: Option<String>,
        ip: Option<String>,
        agent: Option<String>,
        salt: Option<[u8; 32]>,
        person_digest: Option<[u8; 32]>,
        chain: Option<[u8; 32]>,
    }
}

impl Row {
    fn into_link(self) -> Link {
        let proof = self.person_digest.zip(self.chain);
        let proof = proof.map(|(digest, chain)| Proof {
            salt: self.salt.map(Hash),
            person_digest: Hash(digest),
            chain: Hash(chain),
        });
        let person = self.has_person.then_some(Person {
            name: self.name,
            address: self.address,
            ip: self.ip,
            agent: self.agent,
        });
        let entry = Record {
            provider_id: self.provider_id,
            sequence: self.sequence,
            at: self.at,
            actor_kind: self.actor_kind,
            actor_id: self.actor_id,
            client_id: self.client_id,
            act: self.act,
            outcome: self.outcome,
            subject_kind: self.subject_kind,
            subject_id: self.subject_id,
            detail: self.detail,
            request_id: self.request_id,
        };
        Link {
            entry,
            person,
            proof,
        }
    }
}

/// Entries after this one, with their proofs.
pub(super) async fn links(read: &Read<'_, Job>, after: i64, count: i64) -> Result<Vec<Link>> {
    let rows: Vec<Row> = read
        .list(
            scoped!(
                "select e.provider_id, e.sequence, e.at, e.actor_kind, e.actor_id, e.client_id, e.act, e.outcome,
                        e.subject_kind, e.subject_id, e.detail, e.request_id,
                        p.sequence is not null, p.name, p.address, p.ip, p.agent,
                        x.salt, x.person_digest, x.chain
                 from audit_entry e
                 left join audit_person p on {provider:p} and p.sequence = e.sequence
                 left join audit_proof x on {provider:x} and x.sequence = e.sequence
                 where {provider:e} and e.sequence > $4 order by e.sequence limit $5"
            ),
            params![after, count],
        )
        .await?;
    Ok(rows.into_iter().map(Row::into_link).collect())
}

row! {
    struct SealRow {
        first_sequence: i64,
        last_sequence: i64,
        hash: [u8; 32],
        mac: [u8; 32],
        sealed_at: Time,
    }
}

impl SealRow {
    fn into_seal(self) -> Seal {
        Seal {
            first_sequence: self.first_sequence,
            last_sequence: self.last_sequence,
            hash: Hash(self.hash),
            mac: Hash(self.mac),
            sealed_at: self.sealed_at,
        }
    }
}

/// Seals that begin after this entry.
pub(super) async fn seals(read: &Read<'_, Job>, after: i64, count: i64) -> Result<Vec<Seal>> {
    let rows: Vec<SealRow> = read
        .list(
            scoped!(
                "select s.first_sequence, s.last_sequence, s.hash, s.mac, s.sealed_at from audit_seal s
                 where {provider:s} and s.first_sequence > $4 order by s.first_sequence limit $5"
            ),
            params![after, count],
        )
        .await?;
    Ok(rows.into_iter().map(SealRow::into_seal).collect())
}

/// The last seal.
pub(super) async fn find_last(read: &Read<'_, Job>) -> Result<Option<Seal>> {
    let row: Option<SealRow> = read
        .find(
            scoped!(
                "select s.first_sequence, s.last_sequence, s.hash, s.mac, s.sealed_at from audit_seal s
                 where {provider:s} order by s.first_sequence desc limit $4"
            ),
            params![1_i64],
        )
        .await?;
    Ok(row.map(SealRow::into_seal))
}

/// How many entries there should be; nothing where there is no such provider.
pub(super) async fn head<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
) -> Result<Option<i64>> {
    let head = scoped!("select h.last_sequence from audit_head h where {provider:h}");
    Ok(read.find(head, params![]).await?)
}

/// Adds a seal; false when another copy of the program was first.
pub(super) async fn add_seal(write: &Write<'_, Job>, seal: &Seal) -> Result<bool> {
    let added = write
        .exec(
            scoped!(
                "insert into audit_seal (provider_id, first_sequence, last_sequence, hash, mac, sealed_at)
                 select h.provider_id, $4, $5, $6, $7, $8 from audit_head h where {provider:h}
                 on conflict (provider_id, first_sequence) do nothing"
            ),
            params![
                seal.first_sequence,
                seal.last_sequence,
                &seal.hash.0,
                &seal.mac.0,
                seal.sealed_at
            ],
        )
        .await?;
    Ok(added == 1)
}

/// Adds the proof of an entry.
pub(super) async fn add_proof(write: &Write<'_, Job>, sequence: i64, proof: &Proof) -> Result<()> {
    let salt = proof.salt.as_ref().map(|salt| &salt.0[..]);
    write
        .exec(
            scoped!(
                "insert into audit_proof (provider_id, sequence, salt, person_digest, chain)
                 values ((select e.provider_id from audit_entry e where {provider:e} and e.sequence = $4), $4, $5, $6, $7)"
            ),
            params![sequence, salt, &proof.person_digest.0, &proof.chain.0],
        )
        .await?;
    Ok(())
}

/// Providers after this one, in order.
pub(super) async fn providers(
    read: &Read<'_, SystemScope>,
    after: Id,
    count: i64,
) -> Result<Vec<Id>> {
    let page = system!(
        "select h.provider_id from audit_head h where h.provider_id > $1 order by h.provider_id limit $2"
    );
    Ok(read.list(page, params![after, count]).await?)
}
