-- What belongs to a brand beside its looks: addresses that are not proven yet, and the texts that law asks for.

-- An address that staff added and nobody has proven: it is not served, and keeps nobody else from adding it too. Once
-- proven it becomes a brand domain of the same id. Any provider may claim any host; only proof takes it.
-- level: provider
-- system: select, delete
-- rows: few
create table brand_domain_claim (
  provider_id {id} not null references provider (provider_id),
  brand_domain_id {id} not null,
  host text not null,
  path_prefix text not null,
  origin text not null,
  main_brand_domain_id {id},
  proof text not null,
  created_at {time} not null,
  primary key (provider_id, brand_domain_id),
  unique (provider_id, host, path_prefix),
  foreign key (provider_id, main_brand_domain_id) references brand_domain (provider_id, brand_domain_id)
){table};
create index brand_domain_claim_by_host on brand_domain_claim (host);

-- A provider's own texts of its public pages. kind: privacy, imprint.
-- level: provider
-- rows: few
create table legal_text (
  provider_id {id} not null references provider (provider_id),
  kind text not null check (kind in ('privacy', 'imprint')),
  language text not null,
  markdown text not null,
  updated_at {time} not null,
  primary key (provider_id, kind, language)
){table};
