-- What staff do with documents among themselves: internal approval, who is at work on them, templates, pictures.

-- Asked for a draft as it stood at draft_revision, and answered by outcome. version: what it was published as since.
-- level: project
create table document_approval (
  provider_id {id} not null,
  document_approval_id {id} not null,
  document_id {id} not null,
  client_id {id} not null,
  project_id {id},
  draft_revision {int} not null,
  submitted_by {id} not null,
  submitted_at {time} not null,
  outcome text check (outcome in ('approved', 'rejected')),
  decided_by {id},
  decided_at {time},
  comment text,
  version {int},
  primary key (provider_id, document_approval_id),
  foreign key (provider_id, client_id, document_id) references document (provider_id, client_id, document_id),
  foreign key (provider_id, submitted_by) references staff (provider_id, staff_id),
  foreign key (provider_id, decided_by) references staff (provider_id, staff_id)
){table};
create index document_approval_by_document
  on document_approval (provider_id, document_id, submitted_at, document_approval_id);
create index document_approval_open on document_approval (provider_id, document_id) where outcome is null;

-- A page on which a draft is open. It counts for as long as it is heard of.
-- level: project
create table document_editing (
  provider_id {id} not null,
  document_id {id} not null,
  editor_id {id} not null,
  client_id {id} not null,
  project_id {id},
  staff_id {id} not null,
  since {time} not null,
  seen_at {time} not null,
  primary key (provider_id, document_id, editor_id),
  foreign key (provider_id, client_id, document_id) references document (provider_id, client_id, document_id),
  foreign key (provider_id, staff_id) references staff (provider_id, staff_id)
){table};
create index document_editing_by_sign on document_editing (provider_id, seen_at);

-- A draft kept to begin others with.
-- level: provider
-- rows: few
create table document_template (
  provider_id {id} not null references provider (provider_id),
  document_template_id {id} not null,
  type_key text not null,
  name text not null,
  title text not null,
  content {json} not null,
  org_id {id},
  created_by {id} not null,
  created_at {time} not null,
  updated_at {time} not null,
  primary key (provider_id, document_template_id),
  unique (provider_id, name),
  foreign key (provider_id, type_key) references document_type (provider_id, type_key),
  foreign key (provider_id, org_id) references org (provider_id, org_id),
  foreign key (provider_id, created_by) references staff (provider_id, staff_id)
){table};

-- A picture of a document, without what said where and by whom it was taken. sha256 is that of content, in hex.
-- level: project
create table document_image (
  provider_id {id} not null,
  document_id {id} not null,
  image_id {id} not null,
  client_id {id} not null,
  project_id {id},
  sha256 text not null,
  media_type text not null,
  width {int} not null,
  height {int} not null,
  size_bytes {int} not null,
  content {bytes} not null,
  created_by {id} not null,
  created_at {time} not null,
  primary key (provider_id, document_id, image_id),
  foreign key (provider_id, client_id, document_id) references document (provider_id, client_id, document_id),
  foreign key (provider_id, created_by) references staff (provider_id, staff_id)
){wide};
