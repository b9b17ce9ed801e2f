-- What projects are made of: where they stand, phases, milestones and their moves, key contacts, next actions.

-- A project as staff keep it and its client follows it. sort_name is its name as it sorts, words the beginnings by which
-- it is found, each after a blank; both are folded by the program, and until a project of before is changed they hold
-- what the database can fold. revision counts what was saved of its lists as a whole. health_reason is one sentence.
alter table project add column sort_name text not null default '';
alter table project add column status text not null default 'active' check (status in ('planned', 'active', 'on_hold', 'completed', 'cancelled'));
alter table project add column health text not null default 'green' check (health in ('green', 'amber', 'red'));
alter table project add column health_reason text;
alter table project add column start_date {date};
alter table project add column due_date {date};
alter table project add column harvest_project_id text;
alter table project add column revision {int} not null default 1;
alter table project add column updated_at {time};
alter table project add column words text not null default '';
update project set sort_name = lower(name), words = ' ' || lower(name) || ' ' || lower(code), updated_at = created_at;
create index project_by_name on project (provider_id, sort_name, project_id);
create index project_by_status on project (provider_id, status, sort_name, project_id);
create index project_of_client on project (provider_id, client_id, sort_name, project_id);

-- The newest published documents of a project.
create index document_published_of_project on document (provider_id, project_id, published_at, document_id)
  where status = 'published';
create index action_item_open_of_project on action_item (provider_id, project_id, action_item_id)
  where state = 'open';

-- level: project
create table phase (
  provider_id {id} not null,
  project_id {id} not null,
  phase_id {id} not null,
  client_id {id} not null,
  position {int} not null,
  name text not null,
  state text not null check (state in ('planned', 'active', 'done')),
  percent {int} not null check (percent between 0 and 100),
  start_date {date},
  end_date {date},
  primary key (provider_id, project_id, phase_id),
  foreign key (provider_id, client_id, project_id) references project (provider_id, client_id, project_id)
){table};
create index phase_by_position on phase (provider_id, project_id, position, phase_id);

-- moved_from_date, moved_at and moved_reason repeat the last move, so that whoever reads the project reads no history.
-- level: project
create table milestone (
  provider_id {id} not null,
  project_id {id} not null,
  milestone_id {id} not null,
  client_id {id} not null,
  phase_id {id},
  name text not null,
  baseline_date {date} not null,
  forecast_date {date} not null,
  reached_at {time},
  moved_from_date {date},
  moved_at {time},
  moved_reason text,
  created_at {time} not null,
  primary key (provider_id, project_id, milestone_id),
  foreign key (provider_id, client_id, project_id) references project (provider_id, client_id, project_id),
  foreign key (provider_id, project_id, phase_id) references phase (provider_id, project_id, phase_id)
){table};
create index milestone_of_phase on milestone (provider_id, project_id, phase_id);

-- A forecast that was moved, for good: slips are never silent (J3).
-- level: project
-- app: select, insert
create table milestone_move (
  provider_id {id} not null,
  project_id {id} not null,
  milestone_id {id} not null,
  milestone_move_id {id} not null,
  client_id {id} not null,
  from_date {date} not null,
  to_date {date} not null,
  reason text not null,
  moved_by {id} not null,
  moved_at {time} not null,
  primary key (provider_id, project_id, milestone_id, milestone_move_id),
  foreign key (provider_id, client_id, project_id) references project (provider_id, client_id, project_id),
  foreign key (provider_id, project_id, milestone_id) references milestone (provider_id, project_id, milestone_id),
  foreign key (provider_id, moved_by) references staff (provider_id, staff_id)
){table};

-- Whom to turn to: one of the staff, or a contact, who is shown for as long as it acts for the client.
-- level: project
create table project_contact (
  provider_id {id} not null,
  project_id {id} not null,
  project_contact_id {id} not null,
  client_id {id} not null,
  position {int} not null,
  staff_id {id},
  contact_id {id},
  what_for text not null,
  primary key (provider_id, project_id, project_contact_id),
  foreign key (provider_id, client_id, project_id) references project (provider_id, client_id, project_id),
  foreign key (provider_id, staff_id) references staff (provider_id, staff_id),
  foreign key (provider_id, contact_id) references contact (provider_id, contact_id),
  check ((staff_id is null) <> (contact_id is null))
){table};

-- level: project
create table next_action (
  provider_id {id} not null,
  project_id {id} not null,
  next_action_id {id} not null,
  client_id {id} not null,
  side text not null check (side in ('client', 'provider')),
  description text not null,
  due_date {date},
  done_at {time},
  created_at {time} not null,
  primary key (provider_id, project_id, next_action_id),
  foreign key (provider_id, client_id, project_id) references project (provider_id, client_id, project_id)
){table};
