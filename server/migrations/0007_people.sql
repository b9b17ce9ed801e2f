-- What a client sets for itself or has set for it. Without a row, or where a column is empty, the provider's counts.
-- approvals is a JSON list of { kind, contact_ids }, thresholds of { currency, amount_minor, needs },
-- notification_defaults of { event, email, sms }.
-- level: client
create table client_setting (
  provider_id {id} not null,
  client_id {id} not null,
  time_zone text,
  colour text,
  primary_contact_id {id},
  approvals {json} not null,
  thresholds {json} not null,
  notification_defaults {json} not null,
  updated_at {time} not null,
  primary key (provider_id, client_id),
  foreign key (provider_id, client_id) references client (provider_id, client_id),
  foreign key (provider_id, primary_contact_id) references contact (provider_id, contact_id)
){table};

-- level: client
create table client_logo (
  provider_id {id} not null,
  client_id {id} not null,
  media_type text not null,
  content {bytes} not null,
  sha256 text not null,
  updated_at {time} not null,
  primary key (provider_id, client_id),
  foreign key (provider_id, client_id) references client (provider_id, client_id)
){wide};

-- The link that sets the password of a new staff account, by its hash. A new one voids the old.
-- level: provider
-- system: select
create table staff_invitation (
  provider_id {id} not null,
  staff_invitation_id {id} not null,
  staff_id {id} not null,
  token_hash {bytes} not null unique,
  created_at {time} not null,
  expires_at {time} not null,
  spent_at {time},
  primary key (provider_id, staff_invitation_id),
  foreign key (provider_id, staff_id) references staff (provider_id, staff_id)
){table};
create index staff_invitation_by_staff on staff_invitation (provider_id, staff_id, spent_at);

-- How far each contact has come.
create index delivery_link_by_contact on delivery_link (provider_id, client_id, contact_id, created_at);
create index response_by_contact on response (provider_id, client_id, contact_id, created_at);
