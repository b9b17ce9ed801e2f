-- What waits for a client, and the immutable record of what the client did about it (A1-A3).

-- level: project
create table action_item (
  provider_id {id} not null,
  action_item_id {id} not null,
  client_id {id} not null,
  project_id {id},
  kind text not null,
  title text not null,
  document_id {id},
  version {int},
  version_hash text not null,
  permission text not null,
  due_at {time},
  state text not null check (state in ('open', 'decided', 'withdrawn', 'expired')),
  created_at {time} not null,
  closed_at {time},
  reminders_sent {int},
  last_reminded_at {time},
  next_reminder_at {time},
  primary key (provider_id, action_item_id),
  unique (provider_id, client_id, action_item_id),
  foreign key (provider_id, client_id) references client (provider_id, client_id),
  foreign key (provider_id, client_id, document_id) references document (provider_id, client_id, document_id)
){table};
create index action_item_by_document on action_item (provider_id, document_id, created_at, action_item_id);

-- The lists are of what is open. An index of nothing else stays small, and what is decided only leaves it.
create index action_item_open on action_item (provider_id, created_at, action_item_id) where state = 'open';
create index action_item_open_by_client on action_item (provider_id, client_id, created_at, action_item_id)
  where state = 'open';
create index action_item_open_by_kind on action_item (provider_id, kind, created_at, action_item_id)
  where state = 'open';
create index action_item_due on action_item (provider_id, due_at, action_item_id)
  where state = 'open' and due_at is not null;
create index action_item_due_by_client on action_item (provider_id, client_id, due_at, action_item_id)
  where state = 'open' and due_at is not null;
create index action_item_due_by_kind on action_item (provider_id, kind, due_at, action_item_id)
  where state = 'open' and due_at is not null;
create index action_item_by_reminder on action_item (provider_id, next_reminder_at, action_item_id)
  where state = 'open' and next_reminder_at is not null;

-- Whom an item is addressed to. Without a row it is everybody of the client who may answer it (A2).
-- level: project
create table action_item_contact (
  provider_id {id} not null,
  action_item_id {id} not null,
  contact_id {id} not null,
  client_id {id} not null,
  project_id {id},
  primary key (provider_id, action_item_id, contact_id),
  foreign key (provider_id, client_id, action_item_id) references action_item (provider_id, client_id, action_item_id),
  foreign key (provider_id, client_id, contact_id) references membership (provider_id, client_id, contact_id)
){table};

-- level: project
-- app: select, insert
create table decision (
  provider_id {id} not null,
  decision_id {id} not null,
  action_item_id {id} not null,
  client_id {id} not null,
  project_id {id},
  kind text not null,
  title text not null,
  contact_id {id} not null,
  on_behalf_of_contact_id {id},
  outcome text not null,
  comment text,
  version_hash text not null,
  batch_id {id},
  ip text,
  agent text,
  strength text not null,
  decided_at {time} not null,
  primary key (provider_id, decision_id),
  unique (provider_id, action_item_id),
  unique (provider_id, client_id, decision_id),
  foreign key (provider_id, client_id, action_item_id) references action_item (provider_id, client_id, action_item_id),
  foreign key (provider_id, contact_id) references contact (provider_id, contact_id)
){table};
create index decision_by_time on decision (provider_id, client_id, decided_at, decision_id);
create index decision_by_kind on decision (provider_id, client_id, kind, decided_at, decision_id);
create index decision_by_outcome on decision (provider_id, client_id, outcome, decided_at, decision_id);

-- What was chosen on a document: the priced selection as the RFC 8785 bytes shown to the client.
-- level: project
-- app: select, insert
create table response (
  provider_id {id} not null,
  response_id {id} not null,
  decision_id {id} not null,
  document_id {id} not null,
  version {int} not null,
  client_id {id} not null,
  project_id {id},
  org_id {id},
  contact_id {id} not null,
  outcome text not null check (outcome in ('accepted', 'declined')),
  payment text check (payment in ('deposit', 'full')),
  payment_method_id {id},
  purchase_order text,
  comment text,
  total_minor {int} not null,
  currency text not null,
  created_at {time} not null,
  selection {json} not null,
  calculation {json} not null,
  primary key (provider_id, response_id),
  unique (provider_id, decision_id),
  foreign key (provider_id, client_id, decision_id) references decision (provider_id, client_id, decision_id),
  foreign key (provider_id, document_id, version) references document_version (provider_id, document_id, version),
  foreign key (provider_id, contact_id) references contact (provider_id, contact_id),
  foreign key (provider_id, payment_method_id) references payment_method (provider_id, payment_method_id)
){wide};
create index response_by_time on response (provider_id, created_at, response_id);
create index response_by_document on response (provider_id, document_id, created_at);
create index response_by_payment_method on response (provider_id, payment_method_id);

-- The provider's inbox: one row per thing staff should look at. read_at is for the whole team.
-- level: client
create table inbox_entry (
  provider_id {id} not null,
  inbox_entry_id {id} not null,
  client_id {id} not null,
  kind text not null,
  document_id {id},
  response_id {id},
  contact_id {id},
  org_id {id},
  created_at {time} not null,
  read_at {time},
  read_by {id},
  primary key (provider_id, inbox_entry_id),
  foreign key (provider_id, client_id) references client (provider_id, client_id)
){table};
create index inbox_entry_by_time on inbox_entry (provider_id, created_at, inbox_entry_id);
create index inbox_entry_unread on inbox_entry (provider_id, created_at, inbox_entry_id) where read_at is null;
