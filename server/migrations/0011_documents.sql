-- What staff do with documents among themselves: internal approval.

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
