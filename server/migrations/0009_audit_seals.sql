-- The proof of the audit: a chain over all entries of a provider, sealed at intervals.

-- chain is the SHA-256 of the chain before it and the entry's canonical bytes, which hold person_digest in place of
-- the personal side. person_digest is the SHA-256 of salt and personal side: with the salt erased it says nothing.
-- level: provider
-- app: select, insert
create table audit_proof (
  provider_id {id} not null,
  sequence {int} not null,
  salt {bytes},
  person_digest {bytes} not null,
  chain {bytes} not null,
  primary key (provider_id, sequence),
  foreign key (provider_id, sequence) references audit_entry (provider_id, sequence)
){table};

-- hash is the chain at last_sequence. mac is made with a key that is not in the database.
-- level: provider
-- app: select, insert
-- system: select
create table audit_seal (
  provider_id {id} not null,
  first_sequence {int} not null,
  last_sequence {int} not null,
  hash {bytes} not null,
  mac {bytes} not null,
  sealed_at {time} not null,
  primary key (provider_id, first_sequence),
  foreign key (provider_id, last_sequence) references audit_entry (provider_id, sequence)
){table};
create index audit_seal_by_end on audit_seal (provider_id, last_sequence);
