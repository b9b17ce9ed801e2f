-- How people sign in beside the code: second factors, passwords, and what a provider asks for.

-- What a provider set; without a row its preset decides. second_factor: off, offered, forced; second_factor_by_role is
-- a JSON object of a contact's role to one of these words. Lifetimes are in seconds.
-- level: provider
-- system: select, insert, update
-- rows: few
create table sign_in_setting (
  provider_id {id} not null primary key references provider (provider_id),
  second_factor text check (second_factor in ('off', 'offered', 'forced')),
  second_factor_by_role {json} not null,
  staff_second_factor text check (staff_second_factor in ('off', 'offered', 'forced')),
  sign_in_by_password {bool} not null,
  read_by_delivery_link {bool} not null,
  needs {json} not null,
  contact_idle_s {int},
  contact_absolute_s {int},
  staff_idle_s {int},
  staff_absolute_s {int},
  updated_at {time} not null
){table};

-- The second factor of a contact or a staff member. totp_sealed is encrypted; it is in force once totp_confirmed_at is
-- set. totp_step is the last time step whose code was used: an older or equal one is a replay. by_message_at: asks for a
-- code at the contact's other address.
-- level: provider
-- system: select
create table second_factor (
  provider_id {id} not null references provider (provider_id),
  second_factor_id {id} not null,
  contact_id {id},
  staff_id {id},
  totp_sealed {bytes},
  totp_confirmed_at {time},
  totp_step {int},
  by_message_at {time},
  created_at {time} not null,
  primary key (provider_id, second_factor_id),
  unique (provider_id, contact_id),
  unique (provider_id, staff_id),
  check (contact_id is null or staff_id is null),
  check (contact_id is not null or staff_id is not null),
  foreign key (provider_id, contact_id) references contact (provider_id, contact_id),
  foreign key (provider_id, staff_id) references staff (provider_id, staff_id)
){table};

-- Each is used once.
-- level: provider
create table recovery_code (
  provider_id {id} not null,
  second_factor_id {id} not null,
  code_hmac {bytes} not null,
  created_at {time} not null,
  spent_at {time},
  primary key (provider_id, second_factor_id, code_hmac),
  foreign key (provider_id, second_factor_id) references second_factor (provider_id, second_factor_id)
){table};

-- The code that was sent last to somebody who is signed in; a new one replaces it.
-- level: provider
create table factor_message (
  provider_id {id} not null,
  contact_session_id {id} not null,
  channel text not null check (channel in ('sms', 'email')),
  code_hmac {bytes} not null,
  created_at {time} not null,
  expires_at {time} not null,
  spent_at {time},
  primary key (provider_id, contact_session_id),
  foreign key (provider_id, contact_session_id) references contact_session (provider_id, contact_session_id) on delete cascade
){table};

-- level: provider
create table contact_password (
  provider_id {id} not null,
  contact_id {id} not null,
  password_hash text not null,
  set_at {time} not null,
  primary key (provider_id, contact_id),
  foreign key (provider_id, contact_id) references contact (provider_id, contact_id)
){table};

-- A link that sets a new password, sent to a contact or a staff member.
-- level: provider
-- system: select
create table password_reset (
  provider_id {id} not null references provider (provider_id),
  password_reset_id {id} not null,
  contact_id {id},
  staff_id {id},
  token_hash {bytes} not null unique,
  created_at {time} not null,
  expires_at {time} not null,
  spent_at {time},
  primary key (provider_id, password_reset_id),
  check (contact_id is null or staff_id is null),
  foreign key (provider_id, contact_id) references contact (provider_id, contact_id),
  foreign key (provider_id, staff_id) references staff (provider_id, staff_id)
){table};
create index password_reset_by_contact on password_reset (provider_id, contact_id, created_at);
create index password_reset_by_staff on password_reset (provider_id, staff_id, created_at);

-- The refresh tokens of a program's session: one is good, the spent ones are remembered, since one that comes again was
-- stolen and ends the session.
-- level: provider
create table refresh_token (
  provider_id {id} not null,
  refresh_token_id {id} not null,
  contact_session_id {id} not null,
  token_hash {bytes} not null unique,
  created_at {time} not null,
  spent_at {time},
  primary key (provider_id, refresh_token_id),
  foreign key (provider_id, contact_session_id) references contact_session (provider_id, contact_session_id) on delete cascade
){table};
create index refresh_token_by_session on refresh_token (provider_id, contact_session_id, created_at);
