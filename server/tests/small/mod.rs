//! A schema of five tables, two providers with their people, and the store functions that the tests of the data
//! layer use.

use portico::{
    db::{Db, Error, Read, Write, params, schema::Schema, scoped},
    kit::id::{Id, TestIds},
    scope::{Audience, Contact, Job, Needs, Reach, Staff, Strength},
    testing::TestDatabase,
};

const SCHEMA: &str = "
-- level: provider
-- system: select, insert
create table provider (
  provider_id {id} not null primary key,
  name text not null
){table};

-- level: client
create table client (
  provider_id {id} not null references provider (provider_id),
  client_id {id} not null,
  name text not null,
  primary key (provider_id, client_id)
){table};

-- level: client
create table client_staff (
  provider_id {id} not null,
  client_id {id} not null,
  staff_id {id} not null,
  primary key (provider_id, client_id, staff_id),
  foreign key (provider_id, client_id) references client (provider_id, client_id)
){table};

-- level: client
create table membership_project (
  provider_id {id} not null,
  client_id {id} not null,
  membership_id {id} not null,
  project_id {id} not null,
  primary key (provider_id, membership_id, project_id),
  foreign key (provider_id, client_id) references client (provider_id, client_id)
){table};

-- level: provider
create table org_member (
  provider_id {id} not null references provider (provider_id),
  org_id {id} not null,
  staff_id {id} not null,
  primary key (provider_id, org_id, staff_id)
){table};

-- level: project
create table note (
  provider_id {id} not null,
  note_id {id} not null,
  client_id {id} not null,
  project_id {id},
  org_id {id},
  title text not null,
  written_at {time},
  due_on {date},
  done {bool},
  detail {json},
  content {bytes},
  size_bytes {int},
  primary key (provider_id, note_id),
  foreign key (provider_id, client_id) references client (provider_id, client_id)
){table};
";

/// The nth id.
pub fn id(n: u64) -> Id {
    TestIds::nth(n)
}

/// The small schema.
pub fn schema() -> Schema {
    Schema::from_files(&[("0001_small.sql", SCHEMA)]).unwrap()
}

/// The same with more files.
pub fn later(files: &[(&str, &str)]) -> Schema {
    let mut all = vec![("0001_small.sql", SCHEMA)];
    all.extend(files);
    Schema::from_files(&all).unwrap()
}

/// A provider's whole background.
pub fn job(provider: u64) -> Job {
    Job::of(id(provider))
}

/// Staff of a provider.
pub fn staff(provider: u64, role: &str, sees_all_clients: bool) -> Staff {
    let role = role.to_owned();
    Staff {
        provider_id: id(provider),
        staff_id: id(provider + 50),
        session_id: id(90),
        role,
        sees_all_clients,
        fresh_until: None,
    }
}

/// A contact of a provider's client.
pub fn contact(provider: u64, client: u64, narrowed: bool) -> Contact {
    Contact {
        provider_id: id(provider),
        client_id: id(client),
        membership_id: id(client + 60),
        contact_id: id(client + 70),
        session_id: id(91),
        strength: Strength::Code,
        fresh_until: None,
        has_second_factor: false,
        needs: Needs::default(),
        is_program: false,
        reach: if narrowed {
            Reach::Projects
        } else {
            Reach::Client
        },
        permissions: Vec::new(),
    }
}

/// Providers 1 and 2; clients 11 and 12 of the first, 21 of the second.
pub async fn database() -> (TestDatabase, Db) {
    let database = TestDatabase::with_schema(schema()).await;
    let db = database.open().await;
    for (provider, clients) in [(1, &[11, 12][..]), (2, &[21])] {
        let system = db
            .system(portico::db::Because::Provision)
            .write()
            .await
            .unwrap();
        let add = portico::system!("insert into provider (provider_id, name) values ($1, $2)");
        assert_eq!(
            system
                .exec(add, params![id(provider), "Studio"])
                .await
                .unwrap(),
            1
        );
        system.commit().await.unwrap();
        let job = job(provider);
        let write = db.write(&job).await.unwrap();
        for client in clients {
            let add = scoped!(
                "insert into client (provider_id, client_id, name)
                 select p.provider_id, $4, $5 from provider p where {provider:p}"
            );
            assert_eq!(
                write.exec(add, params![id(*client), "Acme"]).await.unwrap(),
                1
            );
        }
        write.commit().await.unwrap();
    }
    (database, db)
}

/// Adds a note to a client; how many rows that made.
pub async fn add_note<A>(
    write: &Write<'_, A>,
    client: u64,
    note: u64,
    project: Option<u64>,
    org: Option<u64>,
) -> Result<u64, Error>
where
    A: Audience<Statement = portico::db::Statement>,
{
    let add = scoped!(
        "insert into note (provider_id, note_id, client_id, project_id, org_id, title)
         select c.provider_id, $4, c.client_id, $6, $7, 'Note' from client c where {client:c} and c.client_id = $5"
    );
    write
        .exec(
            add,
            params![id(note), id(client), project.map(id), org.map(id)],
        )
        .await
}

/// The notes that an audience sees.
pub async fn notes<A>(read: &Read<'_, A>) -> Result<Vec<Id>, Error>
where
    A: Audience<Statement = portico::db::Statement>,
{
    read.list(
        scoped!("select n.note_id from note n where {project:n} and {org:n} order by n.note_id"),
        params![],
    )
    .await
}

/// What an audience sees, in a snapshot of its own.
pub async fn seen<A>(db: &Db, who: &A) -> Vec<Id>
where
    A: Audience<Statement = portico::db::Statement>,
{
    notes(&db.read(who).await.unwrap()).await.unwrap()
}
