-- Composed documents, their versions, numbers, delivery links and payment methods.

-- Document types are data (D1). allowed_actions is a JSON list: choose, acknowledge, sign, pay; allowed_blocks one of
-- the kinds of block that its documents may hold. What a provider does not use is switched off.
-- level: provider
-- system: insert
-- rows: few
create table document_type (
  provider_id {id} not null references provider (provider_id),
  type_key text not null,
  title text not null,
  form text not null check (form in ('composed', 'file')),
  series text not null,
  requires_approval {bool} not null,
  allowed_actions {json} not null,
  allowed_blocks {json} not null,
  retention_days {int},
  watermark {bool} not null,
  built_in {bool} not null,
  switched_on {bool} not null,
  created_at {time} not null,
  primary key (provider_id, type_key)
){table};

-- level: provider
-- rows: few
create table number_series (
  provider_id {id} not null references provider (provider_id),
  series text not null,
  year {int} not null,
  last_number {int} not null,
  primary key (provider_id, series, year)
){table};

-- number, year and slug are empty until the document is issued (D2). draft is the content staff edit;
-- draft_revision counts its saves. draft_currency, draft_total_minor (the total that nothing can change) and
-- draft_valid_until say of the draft what lists show: they read no draft, which stands last for that reason.
-- published_version names the version clients see, asks what that version asks of them.
-- revision_opened_at: since when an accepted document is being revised (D15).
-- level: project
create table document (
  provider_id {id} not null,
  document_id {id} not null,
  client_id {id} not null,
  project_id {id},
  org_id {id},
  type_key text not null,
  status text not null check (status in ('draft', 'pending', 'approved', 'rejected', 'published', 'withdrawn')),
  title text not null,
  number text,
  year {int},
  slug text,
  draft_revision {int} not null,
  draft_currency text not null,
  draft_total_minor {int},
  draft_valid_until {date},
  published_version {int},
  asks text check (asks in ('choose', 'acknowledge')),
  valid_until {date},
  author_staff_id {id} not null,
  draft_saved_by {id},
  draft_saved_at {time},
  revision_opened_at {time},
  revision_opened_by {id},
  revision_reason text,
  created_at {time} not null,
  updated_at {time} not null,
  published_at {time},
  withdrawn_at {time},
  draft {json} not null,
  primary key (provider_id, document_id),
  unique (provider_id, client_id, document_id),
  unique (provider_id, year, slug),
  unique (provider_id, number),
  foreign key (provider_id, client_id) references client (provider_id, client_id),
  foreign key (provider_id, client_id, project_id) references project (provider_id, client_id, project_id),
  foreign key (provider_id, org_id) references org (provider_id, org_id),
  foreign key (provider_id, type_key) references document_type (provider_id, type_key),
  foreign key (provider_id, author_staff_id) references staff (provider_id, staff_id),
  foreign key (provider_id, draft_saved_by) references staff (provider_id, staff_id),
  foreign key (provider_id, revision_opened_by) references staff (provider_id, staff_id)
){wide};
create index document_by_change on document (provider_id, updated_at, document_id);
create index document_by_type on document (provider_id, type_key);
create index document_by_status on document (provider_id, status, updated_at, document_id);
create index document_published on document (provider_id, client_id, published_at, document_id)
  where status = 'published';
create index document_published_by_type on document (provider_id, client_id, type_key, published_at, document_id)
  where status = 'published';
create index document_of_client on document (provider_id, client_id, updated_at, document_id);

-- A published version: the RFC 8785 bytes that the client saw and their SHA-256. Never changed. number, title, currency
-- and the totals (of the least that may be chosen; that nothing can change) say what lists show of those bytes.
-- level: project
-- app: select, insert
create table document_version (
  provider_id {id} not null,
  document_id {id} not null,
  version {int} not null,
  client_id {id} not null,
  project_id {id},
  version_hash text not null,
  published_at {time} not null,
  published_by {id} not null,
  number text not null,
  title text not null,
  currency text not null,
  total_minor_from {int},
  fixed_total_minor {int},
  content {bytes} not null,
  primary key (provider_id, document_id, version),
  foreign key (provider_id, client_id, document_id) references document (provider_id, client_id, document_id),
  foreign key (provider_id, published_by) references staff (provider_id, staff_id)
){wide};
create index document_version_by_time on document_version (provider_id, published_at, document_id);

-- First time a contact opened a document: the inbox shows it, and a withdrawn one answers 410 only to those.
-- level: project
create table document_opening (
  provider_id {id} not null,
  document_id {id} not null,
  contact_id {id} not null,
  client_id {id} not null,
  project_id {id},
  opened_at {time} not null,
  last_opened_at {time} not null,
  last_version {int} not null,
  primary key (provider_id, document_id, contact_id),
  foreign key (provider_id, client_id, document_id) references document (provider_id, client_id, document_id),
  foreign key (provider_id, contact_id) references contact (provider_id, contact_id)
){table};

create index document_opening_by_time on document_opening (provider_id, opened_at, document_id);

-- level: project
-- system: select, update
create table delivery_link (
  provider_id {id} not null,
  delivery_link_id {id} not null,
  document_id {id} not null,
  client_id {id} not null,
  project_id {id},
  contact_id {id} not null,
  channel text not null check (channel in ('sms', 'email', 'copy')),
  token_hash {bytes} not null unique,
  created_by {id} not null,
  created_at {time} not null,
  opened_at {time},
  revoked_at {time},
  primary key (provider_id, delivery_link_id),
  foreign key (provider_id, client_id, document_id) references document (provider_id, client_id, document_id),
  foreign key (provider_id, contact_id) references contact (provider_id, contact_id)
){table};
create index delivery_link_by_document on delivery_link (provider_id, document_id, created_at);

-- fields is a JSON list of { label, value }. details holds what the QR standard needs.
-- level: provider
-- rows: few
create table payment_method (
  provider_id {id} not null references provider (provider_id),
  payment_method_id {id} not null,
  section text not null check (section in ('crypto', 'cash_prepaid', 'transfer')),
  name text not null,
  instructions text not null,
  fields {json} not null,
  currency text,
  qr {json},
  position {int} not null,
  switched_on {bool} not null,
  created_at {time} not null,
  updated_at {time} not null,
  primary key (provider_id, payment_method_id)
){table};
create index payment_method_by_position on payment_method (provider_id, position, payment_method_id);
