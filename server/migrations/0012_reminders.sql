-- When clients are reminded of what waits for them (A2).

-- Without a row the ladder of the program counts. days_after and days_before_due are JSON lists of days: after it was
-- asked, and before the day by which an answer is wanted.
-- level: provider
-- rows: few
create table reminder_setting (
  provider_id {id} not null references provider (provider_id),
  reminds {bool} not null,
  days_after {json} not null,
  days_before_due {json} not null,
  updated_at {time} not null,
  primary key (provider_id)
){table};
