-- Files: what each is called and its versions (D20, D21), and uploads that are on their way (D22).

-- What all files of a provider weigh, those on their way by the length that was announced.
-- level: provider
-- rows: few
create table file_usage (
  provider_id {id} not null references provider (provider_id),
  used_bytes {int} not null,
  primary key (provider_id)
){table};

-- side: who brought it. folder is a path without slashes at its ends, empty for the top; sort_name the name as it sorts,
-- words the beginnings by which it is found, each after a blank. current_version is the newest that was found clean.
-- Clients see published files; what they brought themselves is published from the start.
-- level: project
create table file (
  provider_id {id} not null,
  file_id {id} not null,
  client_id {id} not null,
  project_id {id},
  side text not null check (side in ('client', 'provider')),
  status text not null check (status in ('draft', 'pending', 'approved', 'rejected', 'published', 'withdrawn')),
  current_version {int},
  last_version {int} not null,
  created_at {time} not null,
  updated_at {time} not null,
  published_at {time},
  withdrawn_at {time},
  folder text not null,
  name text not null,
  sort_name text not null,
  words text not null,
  primary key (provider_id, file_id),
  unique (provider_id, client_id, file_id),
  foreign key (provider_id, client_id) references client (provider_id, client_id),
  foreign key (provider_id, client_id, project_id) references project (provider_id, client_id, project_id)
){table};
create index file_by_name on file (provider_id, sort_name, file_id);
create index file_of_client on file (provider_id, client_id, sort_name, file_id);
create index file_by_folder on file (provider_id, client_id, folder, project_id, status);
create index file_of_project on file (provider_id, project_id, sort_name, file_id);

-- A version's bytes are those of blob_id; a restored version has the bytes of the one it restores. Until it was checked
-- it is in quarantine; sha256 (hex) and media_type are of its bytes, and not there before.
-- level: project
create table file_version (
  provider_id {id} not null,
  file_id {id} not null,
  version {int} not null,
  client_id {id} not null,
  project_id {id},
  blob_id {id} not null,
  size_bytes {int} not null,
  state text not null check (state in ('quarantined', 'clean', 'refused')),
  sha256 text,
  media_type text,
  refused_because text,
  staff_id {id},
  contact_id {id},
  restored_from {int},
  created_at {time} not null,
  checked_at {time},
  note text,
  primary key (provider_id, file_id, version),
  foreign key (provider_id, client_id, file_id) references file (provider_id, client_id, file_id),
  foreign key (provider_id, staff_id) references staff (provider_id, staff_id),
  foreign key (provider_id, contact_id) references contact (provider_id, contact_id)
){table};

-- An upload becomes a version of file_id, which it makes where is_new. Its bytes are those of the blob of its own id.
-- offset_bytes of them are on the disk. lock_id: who took it for writing last; nobody else says how far it has come. It
-- stays a while after its last byte, so that whoever lost the last answer hears that everything is there.
-- level: project
create table upload (
  provider_id {id} not null,
  upload_id {id} not null,
  client_id {id} not null,
  project_id {id},
  file_id {id} not null,
  is_new {bool} not null,
  staff_id {id},
  contact_id {id},
  length_bytes {int} not null,
  offset_bytes {int} not null,
  lock_id {id},
  created_at {time} not null,
  expires_at {time} not null,
  finished_at {time},
  folder text not null,
  name text not null,
  note text,
  primary key (provider_id, upload_id),
  foreign key (provider_id, client_id) references client (provider_id, client_id),
  foreign key (provider_id, client_id, project_id) references project (provider_id, client_id, project_id),
  foreign key (provider_id, staff_id) references staff (provider_id, staff_id),
  foreign key (provider_id, contact_id) references contact (provider_id, contact_id),
  check ((staff_id is null) <> (contact_id is null))
){table};
create index upload_by_expiry on upload (provider_id, expires_at, upload_id);
