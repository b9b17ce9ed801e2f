-- Providers, the hosts their portals answer at, and their brand.

-- level: provider
-- system: select, insert, update
-- rows: few
create table provider (
  provider_id {id} not null primary key,
  name text not null,
  kind text not null check (kind in ('person', 'business')),
  preset text not null,
  language text not null,
  time_zone text not null,
  country text not null,
  currency text not null,
  sender_name text not null,
  support_contact text,
  login_text text,
  footer_text text,
  brand_colour text not null,
  sign_in_by_sms {bool} not null,
  sign_in_by_email {bool} not null,
  offers_deposit {bool} not null,
  offers_full {bool} not null,
  four_eyes {bool} not null,
  created_at {time} not null,
  updated_at {time} not null
){table};

-- One host belongs to one provider, however many prefixes are registered under it (P3).
-- level: provider
-- system: select, insert
-- rows: few
create table brand_host (
  provider_id {id} not null references provider (provider_id),
  host text not null unique,
  primary key (provider_id, host)
){table};

-- cookie_domain: the bare domain, proven too, that cookies of scope site carry.
-- level: provider
-- system: select, insert, update, delete
-- rows: few
create table brand_domain (
  provider_id {id} not null references provider (provider_id),
  brand_domain_id {id} not null,
  host text not null,
  path_prefix text not null,
  origin text not null,
  cookie_scope text not null check (cookie_scope in ('host', 'site')),
  cookie_domain text,
  main_brand_domain_id {id},
  proven_at {time},
  created_at {time} not null,
  primary key (provider_id, brand_domain_id),
  unique (host, path_prefix),
  foreign key (provider_id, host) references brand_host (provider_id, host),
  foreign key (provider_id, cookie_domain) references brand_host (provider_id, host),
  foreign key (provider_id, main_brand_domain_id) references brand_domain (provider_id, brand_domain_id)
){table};

-- Logos and favicon. kind: logo_light, logo_dark, favicon.
-- level: provider
-- system: select, insert
-- rows: few
create table brand_asset (
  provider_id {id} not null references provider (provider_id),
  kind text not null check (kind in ('logo_light', 'logo_dark', 'favicon')),
  media_type text not null,
  content {bytes} not null,
  sha256 text not null,
  updated_at {time} not null,
  primary key (provider_id, kind)
){table};

-- A row per switch that differs from the preset.
-- level: provider
-- system: select
-- rows: few
create table provider_module (
  provider_id {id} not null references provider (provider_id),
  module_key text not null,
  switched_on {bool} not null,
  changed_at {time} not null,
  primary key (provider_id, module_key)
){table};

-- level: provider
-- rows: few
create table org (
  provider_id {id} not null references provider (provider_id),
  org_id {id} not null,
  name text not null,
  created_at {time} not null,
  primary key (provider_id, org_id)
){table};
