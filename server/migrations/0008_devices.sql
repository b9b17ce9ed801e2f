-- Programs and devices of a provider's.

-- Keys of programs. A key is shown once and kept as a hash; scope says what it is for: sms empties the queue of SMS.
-- level: provider
-- system: select
-- rows: few
create table api_key (
  provider_id {id} not null references provider (provider_id),
  api_key_id {id} not null,
  name text not null,
  scope text not null check (scope in ('sms')),
  key_hash {bytes} not null unique,
  created_by {id} not null,
  created_at {time} not null,
  last_used_at {time},
  revoked_at {time},
  primary key (provider_id, api_key_id),
  foreign key (provider_id, created_by) references staff (provider_id, staff_id)
){table};
