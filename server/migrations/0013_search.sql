-- The words by which things are found, the same on both databases.

-- document: as staff know it, with its draft's title. published: as its client does. asked: an action item, and what was
-- said when it was decided. contact: the subject is a membership, for a contact is found at the clients it acts for.
-- level: project
-- system: insert
create table search_term (
  provider_id {id} not null references provider (provider_id),
  kind text not null check (kind in ('document', 'published', 'asked', 'client', 'contact')),
  subject_id {id} not null,
  term text not null,
  client_id {id} not null,
  project_id {id},
  org_id {id},
  primary key (provider_id, kind, subject_id, term),
  foreign key (provider_id, client_id) references client (provider_id, client_id)
){table};
create index search_term_by_term on search_term (provider_id, kind, term, subject_id);
