-- Audit, idempotency, jobs and outgoing messages.

-- The last sequence number of each provider's audit; its row lock orders the entries.
-- level: provider
-- system: select, insert, update
-- rows: few
create table audit_head (
  provider_id {id} not null primary key references provider (provider_id),
  last_sequence {int} not null
){table};

-- actor_kind: contact, staff, operator, device, system, stranger. outcome: done or refused.
-- level: provider
-- system: insert
-- app: select, insert
create table audit_entry (
  provider_id {id} not null,
  sequence {int} not null,
  at {time} not null,
  actor_kind text not null,
  actor_id {id},
  client_id {id},
  act text not null,
  outcome text not null check (outcome in ('done', 'refused')),
  subject_kind text,
  subject_id {id},
  detail {json} not null,
  request_id text,
  primary key (provider_id, sequence),
  foreign key (provider_id) references audit_head (provider_id)
){table};
create index audit_entry_by_act on audit_entry (provider_id, act, sequence);
create index audit_entry_by_client on audit_entry (provider_id, client_id, sequence) where client_id is not null;

-- The personal side of an entry, kept apart so that erasure leaves the record whole.
-- level: provider
-- system: insert
-- app: select, insert
create table audit_person (
  provider_id {id} not null,
  sequence {int} not null,
  name text,
  address text,
  ip text,
  agent text,
  primary key (provider_id, sequence),
  foreign key (provider_id, sequence) references audit_entry (provider_id, sequence)
){table};

-- level: provider
create table idempotency_key (
  provider_id {id} not null,
  caller_id {id} not null,
  path text not null,
  key text not null,
  body_hash {bytes} not null,
  status {int},
  answer {json},
  created_at {time} not null,
  primary key (provider_id, caller_id, path, key)
){table};
create index idempotency_key_by_age on idempotency_key (provider_id, created_at);

-- state: waiting, running, done, dead. effect_key makes an effect happen once.
-- level: provider
-- system: select, insert, update, delete
create table job (
  provider_id {id} not null references provider (provider_id),
  job_id {id} not null,
  kind text not null,
  payload {json} not null,
  effect_key text,
  state text not null check (state in ('waiting', 'running', 'done', 'dead')),
  attempts {int} not null,
  run_at {time} not null,
  leased_until {time},
  last_error text,
  created_at {time} not null,
  finished_at {time},
  primary key (provider_id, job_id),
  unique (provider_id, effect_key)
){table};
create index job_due on job (state, run_at, job_id);

-- Housekeeping: when each sweep is due next, and which copy of the program holds it until when.
-- level: system
-- rows: few
create table sweep (
  name text not null primary key,
  due_at {time} not null,
  leased_until {time},
  last_ended_at {time},
  last_error text
){table};

-- SMS that left on each day (UTC), of all providers together; full_at is when one first had to wait.
-- level: system
-- rows: few
create table sms_day (
  day {date} not null primary key,
  sent {int} not null,
  full_at {time}
){table};

-- Outgoing mail and SMS. kept_text is what history may show: codes and tokens are never in it.
-- secret_text holds the whole message until it is sent or its life ends, then it is emptied.
-- A device of the provider's that sends its SMS leases them: leased_by is its key, leased_until when another may.
-- level: provider
-- system: select, insert, update
create table outbox_message (
  provider_id {id} not null references provider (provider_id),
  outbox_message_id {id} not null,
  contact_id {id},
  staff_id {id},
  channel text not null check (channel in ('sms', 'email')),
  recipient text not null,
  subject text,
  kept_text text not null,
  secret_text text,
  secret_html text,
  state text not null check (state in ('waiting', 'sent', 'delivered', 'failed', 'expired')),
  reason text,
  leased_by {id},
  leased_until {time},
  expires_at {time},
  created_at {time} not null,
  sent_at {time},
  primary key (provider_id, outbox_message_id)
){wide};
create index outbox_message_by_time on outbox_message (provider_id, created_at, outbox_message_id);
create index outbox_message_waiting on outbox_message (state, created_at);
