-- What the reference servers keep: the product's facts, with a key on each table, the one index that a read asks for, and nothing else.

create table session (
  token_hash {bytes} not null primary key,
  provider_id {id} not null,
  client_id {id} not null,
  contact_id {id} not null,
  role text not null,
  expires_at {time} not null
){table};

create table document (
  document_id {id} not null primary key,
  provider_id {id} not null,
  client_id {id} not null,
  year {int} not null,
  slug text not null,
  status text not null,
  type_key text not null,
  number text not null,
  title text not null,
  version {int} not null,
  published_at {time} not null,
  unique (provider_id, client_id, year, slug)
){table};

create table document_version (
  document_id {id} not null,
  version {int} not null,
  content text not null,
  version_hash text not null,
  primary key (document_id, version)
){wide};

-- What is set for the provider, and what its documents are called.
create table setting (
  provider_id {id} not null primary key,
  time_zone text not null,
  regulated {int} not null
){table};

create table document_type (
  provider_id {id} not null,
  type_key text not null,
  title text not null,
  primary key (provider_id, type_key)
){table};

-- When each contact opened a document, and when it looked last.
create table document_opening (
  document_id {id} not null,
  contact_id {id} not null,
  opened_at {time} not null,
  last_opened_at {time} not null,
  primary key (document_id, contact_id)
){table};

create table payment_method (
  provider_id {id} not null,
  position {int} not null,
  payment_method_id {id} not null,
  section text not null,
  name text not null,
  fields text not null,
  primary key (provider_id, position)
){table};

create table response (
  document_id {id} not null primary key,
  outcome text not null,
  created_at {time} not null
){table};

create table action_item (
  action_item_id {id} not null primary key,
  provider_id {id} not null,
  client_id {id} not null,
  document_id {id} not null,
  kind text not null,
  version_hash text not null,
  state text not null,
  closed_at {time}
){table};
create index action_item_open on action_item (document_id, action_item_id) where state = 'open';

create table decision (
  decision_id {id} not null primary key,
  provider_id {id} not null,
  client_id {id} not null,
  action_item_id {id} not null unique,
  contact_id {id} not null,
  outcome text not null,
  version_hash text not null,
  decided_at {time} not null
){table};

create table audit_head (
  provider_id {id} not null primary key,
  last_sequence {int} not null
){table};

create table audit_entry (
  provider_id {id} not null,
  sequence {int} not null,
  at {time} not null,
  actor_id {id} not null,
  client_id {id} not null,
  act text not null,
  subject_id {id} not null,
  detail text not null,
  ip text not null,
  agent text not null,
  primary key (provider_id, sequence)
){table};

create table idempotency_key (
  contact_id {id} not null,
  key text not null,
  body_hash {bytes} not null,
  answer text not null,
  created_at {time} not null,
  primary key (contact_id, key)
){table};
