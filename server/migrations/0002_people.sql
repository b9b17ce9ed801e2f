-- Staff, clients, contacts, memberships and their sessions.

-- role: operator only of the installation, which is no provider of anybody's.
-- level: provider
-- system: select, insert, update
-- rows: few
create table staff (
  provider_id {id} not null references provider (provider_id),
  staff_id {id} not null,
  name text not null,
  email text not null unique,
  role text not null check (role in ('owner', 'admin', 'lead', 'member', 'operator')),
  password_hash text not null,
  sees_all_clients {bool} not null,
  language text not null,
  created_at {time} not null,
  switched_off_at {time},
  primary key (provider_id, staff_id)
){table};

-- level: provider
-- rows: few
create table org_member (
  provider_id {id} not null,
  org_id {id} not null,
  staff_id {id} not null,
  primary key (provider_id, org_id, staff_id),
  foreign key (provider_id, org_id) references org (provider_id, org_id),
  foreign key (provider_id, staff_id) references staff (provider_id, staff_id)
){table};
create index org_member_by_staff on org_member (provider_id, staff_id, org_id);

-- acting_org_id: for whom its owner acts, once that was chosen (org_chosen_at).
-- level: own
-- system: select, insert, update
create table staff_session (
  provider_id {id} not null,
  staff_session_id {id} not null,
  staff_id {id} not null,
  token_hash {bytes} not null unique,
  strength text not null,
  ip text,
  agent text,
  created_at {time} not null,
  last_seen_at {time} not null,
  fresh_at {time},
  revoked_at {time},
  acting_org_id {id},
  org_chosen_at {time},
  primary key (provider_id, staff_session_id),
  foreign key (provider_id, acting_org_id) references org (provider_id, org_id),
  foreign key (provider_id, staff_id) references staff (provider_id, staff_id)
){table};
create index staff_session_by_staff on staff_session (provider_id, staff_id, created_at);
create index staff_session_by_last_seen on staff_session (provider_id, staff_id, last_seen_at);

-- level: client
-- system: select, insert
create table client (
  provider_id {id} not null references provider (provider_id),
  client_id {id} not null,
  name text not null,
  sort_name text not null,
  status text not null check (status in ('prospect', 'active', 'inactive')),
  portal_enabled {bool} not null,
  language text,
  currency text,
  second_factor text check (second_factor in ('off', 'offered', 'forced')),
  networks {json},
  created_at {time} not null,
  updated_at {time} not null,
  primary key (provider_id, client_id)
){table};
create index client_by_name on client (provider_id, sort_name, client_id);

-- Which clients limited staff see.
-- level: client
create table client_staff (
  provider_id {id} not null,
  client_id {id} not null,
  staff_id {id} not null,
  primary key (provider_id, client_id, staff_id),
  foreign key (provider_id, client_id) references client (provider_id, client_id),
  foreign key (provider_id, staff_id) references staff (provider_id, staff_id)
){table};
create index client_staff_by_staff on client_staff (provider_id, staff_id, client_id);

-- Projects arrive whole with their own module; memberships and documents already point at them.
-- level: project
-- system: insert
create table project (
  provider_id {id} not null,
  client_id {id} not null,
  project_id {id} not null,
  code text not null,
  name text not null,
  created_at {time} not null,
  primary key (provider_id, project_id),
  unique (provider_id, client_id, project_id),
  unique (provider_id, code),
  foreign key (provider_id, client_id) references client (provider_id, client_id)
){table};

-- state: invited until the first sign-in. E-mail is folded, phone is E.164.
-- level: provider
-- system: select, insert, update
create table contact (
  provider_id {id} not null references provider (provider_id),
  contact_id {id} not null,
  name text not null,
  email text,
  phone text,
  state text not null check (state in ('invited', 'active', 'off')),
  language text,
  time_zone text,
  created_at {time} not null,
  updated_at {time} not null,
  invited_at {time},
  first_signed_in_at {time},
  primary key (provider_id, contact_id),
  unique (provider_id, email),
  unique (provider_id, phone),
  check (email is not null or phone is not null)
){table};

-- added_permissions and removed_permissions are JSON lists of permission words. Switched off: its contact no longer
-- acts for this client, and goes on for its others.
-- level: client
-- system: select, insert
create table membership (
  provider_id {id} not null,
  membership_id {id} not null,
  client_id {id} not null,
  contact_id {id} not null,
  role text not null check (role in ('executive', 'manager', 'billing', 'viewer', 'guest')),
  added_permissions {json} not null,
  removed_permissions {json} not null,
  narrowed {bool} not null,
  created_at {time} not null,
  switched_off_at {time},
  primary key (provider_id, membership_id),
  unique (provider_id, client_id, contact_id),
  foreign key (provider_id, client_id) references client (provider_id, client_id),
  foreign key (provider_id, contact_id) references contact (provider_id, contact_id)
){table};
create index membership_by_contact on membership (provider_id, contact_id, created_at);
create index membership_by_client on membership (provider_id, client_id, membership_id);

-- level: client
create table membership_project (
  provider_id {id} not null,
  membership_id {id} not null,
  client_id {id} not null,
  project_id {id} not null,
  primary key (provider_id, membership_id, project_id),
  foreign key (provider_id, membership_id) references membership (provider_id, membership_id),
  foreign key (provider_id, client_id, project_id) references project (provider_id, client_id, project_id)
){table};

-- A session belongs to one provider and one brand domain and acts for one membership (one client) at a time.
-- strength: link, code, two_factor. way: how it was signed in to, sms, email or password. fresh_at: when its owner last
-- gave a code. program: the name of the program it was made for; none is a browser's. delivery_link_id: the link by which it reads one
-- document, and is good for nothing else.
-- level: provider
-- system: select, insert, update
create table contact_session (
  provider_id {id} not null,
  contact_session_id {id} not null,
  contact_id {id} not null,
  membership_id {id} not null,
  brand_domain_id {id} not null,
  delivery_link_id {id},
  token_hash {bytes} not null unique,
  strength text not null check (strength in ('link', 'code', 'two_factor')),
  way text check (way in ('sms', 'email', 'password')),
  program text,
  ip text,
  agent text,
  created_at {time} not null,
  last_seen_at {time} not null,
  fresh_at {time},
  revoked_at {time},
  primary key (provider_id, contact_session_id),
  foreign key (provider_id, contact_id) references contact (provider_id, contact_id),
  foreign key (provider_id, membership_id) references membership (provider_id, membership_id),
  foreign key (provider_id, brand_domain_id) references brand_domain (provider_id, brand_domain_id)
){table};
create index contact_session_by_contact on contact_session (provider_id, contact_id, created_at);
create index contact_session_by_brand_domain on contact_session (provider_id, brand_domain_id);
create index contact_session_by_membership on contact_session (provider_id, membership_id);

-- One row per asked-for sign-in. contact_id is empty for an unknown address: the row is written all the same.
-- level: provider
-- system: select, insert, update, delete
create table sign_in (
  provider_id {id} not null references provider (provider_id),
  sign_in_id {id} not null,
  brand_domain_id {id} not null,
  contact_id {id},
  channel text not null check (channel in ('sms', 'email')),
  address text not null,
  cookie_hash {bytes} not null unique,
  code_hmac {bytes} not null,
  token_hash {bytes} not null unique,
  return_to text,
  created_at {time} not null,
  expires_at {time} not null,
  voided_at {time},
  spent_at {time},
  primary key (provider_id, sign_in_id),
  foreign key (provider_id, contact_id) references contact (provider_id, contact_id)
){table};
create index sign_in_by_address on sign_in (provider_id, address, created_at);
create index sign_in_by_age on sign_in (provider_id, created_at);

-- Sliding-window limits: the subject row is locked first, then its events are counted.
-- level: provider
-- system: select, insert, update, delete
create table limit_subject (
  provider_id {id} not null references provider (provider_id),
  kind text not null,
  subject text not null,
  touched_at {time} not null,
  primary key (provider_id, kind, subject)
){table};

-- level: provider
-- system: select, insert, delete
create table limit_event (
  provider_id {id} not null,
  kind text not null,
  subject text not null,
  limit_event_id {id} not null,
  at {time} not null,
  weight {int} not null,
  primary key (provider_id, kind, subject, at, limit_event_id),
  foreign key (provider_id, kind, subject) references limit_subject (provider_id, kind, subject) on delete cascade
){table};

-- The same for what is limited before it is known whose it is: signing in on the staff host, which all providers share.
-- level: system
create table staff_limit_subject (
  kind text not null,
  subject text not null,
  touched_at {time} not null,
  primary key (kind, subject)
){table};

-- level: system
create table staff_limit_event (
  kind text not null,
  subject text not null,
  limit_event_id {id} not null,
  at {time} not null,
  primary key (kind, subject, at, limit_event_id),
  foreign key (kind, subject) references staff_limit_subject (kind, subject) on delete cascade
){table};
