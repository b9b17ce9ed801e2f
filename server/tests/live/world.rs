//! What the programs are started on: a provider with clients, people who are signed in, and much that waits for them.
//! Seeded through the library with the real clock, for the programs have no other.

use std::{
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::{body::Body, extract::Request};
use futures_util::future::join_all;
use http::header;
use http_body_util::BodyExt as _;
use portico::{
    app::App,
    config::Config,
    db::{Dialect, Location},
    features::{
        operators,
        people::permission::StaffRole,
        providers::preset::Preset,
        provisioning::{NewProvider, NewStaff, add_staff, provision},
    },
    kit::{
        clock::{Clock as _, SystemClock},
        http::door::Door,
        id::{Id, Random},
        keys::Keys,
        outbox::Gateways,
    },
    scope::INSTALLATION,
    testing::{TestDatabase, backstage, dialect},
};
use serde_json::{Value, json};

use super::client::Person;

/// The server's key, as the programs are told it.
pub const KEY: &str = "0707070707070707070707070707070707070707070707070707070707070707";
/// Where staff sign in.
pub const STAFF_ORIGIN: &str = "https://staff.example";

/// Where contacts sign in.
pub const HOST: &str = "north.example";
const CLIENTS: usize = 4;
const EXECUTIVES: usize = 4;

/// Something that a client is asked.
#[derive(Debug, Clone)]
pub struct Item {
    pub id: String,
    pub version_hash: String,
    /// The address of the document below `/api/client/documents/`.
    pub document: String,
    /// Staff's name for it; a contact is not told.
    pub document_id: String,
}

impl Item {
    /// The body that acknowledges it.
    pub fn acknowledgement(&self) -> Value {
        json!({ "items": [{ "action_item_id": self.id, "outcome": "acknowledged", "version_hash": self.version_hash }] })
    }

    /// The body that accepts it.
    pub fn acceptance(&self) -> Value {
        json!({ "version_hash": self.version_hash, "options": [], "outcome": "accepted", "comment": "Yes" })
    }
}

/// A contact who is signed in.
#[derive(Debug, Clone)]
pub struct Contact {
    pub id: String,
    pub membership_id: String,
    pub session_id: String,
    pub phone: String,
    pub person: Person,
}

/// A client, its executives, and what it is asked.
pub struct Side {
    pub client_id: String,
    pub contacts: Vec<Contact>,
    /// Plans to be acknowledged.
    plans: Mutex<Vec<Item>>,
    /// Quotes to be answered.
    quotes: Mutex<Vec<Item>>,
}

impl Side {
    /// A plan that nobody was given before.
    pub fn take_plan(&self) -> Option<Item> {
        self.plans.lock().unwrap().pop()
    }

    /// A quote that nobody was given before.
    pub fn take_quote(&self) -> Option<Item> {
        self.quotes.lock().unwrap().pop()
    }
}

/// The whole.
pub struct World {
    pub database: TestDatabase,
    /// Its owner.
    pub owner: Person,
    /// Others of its staff.
    pub member: Person,
    pub member_id: String,
    pub sides: Vec<Side>,
    folder: tempfile::TempDir,
    keys: AtomicU64,
}

/// The program's parts in this process, as long as the seeding lasts.
struct Seeding {
    app: App,
    door: Door,
    owner: Person,
    brand_domain_id: Id,
    provider_id: Id,
}

impl World {
    /// Each of the 4 clients is asked to acknowledge so many plans and to answer so many quotes.
    pub async fn new(plans: usize, quotes: usize) -> Self {
        Self::on(TestDatabase::new().await, plans, quotes).await
    }

    /// The same on a database that is there.
    pub async fn on(database: TestDatabase, plans: usize, quotes: usize) -> Self {
        let seeding = Seeding::new(&database).await;
        let mut sides = Vec::new();
        for place in 0..CLIENTS {
            sides.push(seeding.add_side(place, plans, quotes).await);
        }
        let (member, member_id) = seeding.add_member().await;
        let world = Self {
            owner: seeding.owner.clone(),
            member,
            member_id,
            sides,
            folder: tempfile::tempdir().unwrap(),
            keys: AtomicU64::new(0),
            database,
        };
        world.refill().await;
        world
    }

    /// From now on the clients are asked what the database says that they are asked.
    pub async fn refill(&self) {
        let open = self.rows(
            "select a.client_id, a.kind, a.action_item_id, a.version_hash, d.year, d.slug, a.document_id
             from action_item a join document d using (provider_id, document_id)
             where a.state = 'open' order by a.action_item_id",
        );
        let open = open.await;
        for side in &self.sides {
            let of_kind = |is_plan: bool| {
                let rows = open.iter().filter(|row| row[0] == side.client_id);
                let rows = rows.filter(|row| (row[1] == "acknowledge") == is_plan);
                rows.map(|row| Item {
                    id: row[2].clone(),
                    version_hash: row[3].clone(),
                    document: format!("{}/{}", row[4], row[5]),
                    document_id: row[6].clone(),
                })
                .collect()
            };
            *side.plans.lock().unwrap() = of_kind(true);
            *side.quotes.lock().unwrap() = of_kind(false);
        }
    }

    /// Where the programs are started and write their logs.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// An idempotency key that was not there before.
    pub fn key(&self) -> String {
        format!("live-{}", self.keys.fetch_add(1, Ordering::Relaxed))
    }

    /// Everybody who is signed in, with the place of the client.
    pub fn contacts(&self) -> impl Iterator<Item = (usize, &Contact)> {
        let sides = self.sides.iter().enumerate();
        sides.flat_map(|(place, side)| side.contacts.iter().map(move |one| (place, one)))
    }

    /// An operator of the installation, signed in.
    pub async fn add_operator(&self) -> Person {
        let app = open_app(&self.database).await;
        let (ids, now) = (app.ids.as_ref(), app.clock.now());
        let who = ("Ines", "ines@portico.example");
        let made = operators::create(&app.db, ids, now, who, "none").await;
        staff_person(&app, INSTALLATION, made.unwrap()).await
    }

    /// So many sessions more of each of these memberships.
    pub async fn add_sessions(&self, memberships: &[String], each: usize) -> Vec<Person> {
        let app = open_app(&self.database).await;
        let at = "select provider_id, brand_domain_id from brand_domain";
        let at: Vec<Id> = self.rows(at).await[0]
            .iter()
            .map(|id| id.parse().unwrap())
            .collect();
        let mut people = Vec::new();
        for membership in memberships.iter().flat_map(|one| vec![one; each]) {
            let of = membership.parse().unwrap();
            let minted = backstage::mint_contact_session(&app, at[0], at[1], of).await;
            people.push(contact_person(&minted.unwrap().1));
        }
        people
    }

    /// Asks the database itself, past every wall, with the same text for both: each value as text, ids as they are on
    /// the wire, nothing as an empty text.
    pub async fn rows(&self, statement: &str) -> Vec<Vec<String>> {
        match self.database.config().location {
            Location::Sqlite { path } => sqlite_rows(&path, statement),
            Location::Postgres { .. } => {
                let answer = self.database.superuser().await;
                let answer = answer.simple_query(statement).await.unwrap();
                let rows = answer.iter().filter_map(|message| match message {
                    tokio_postgres::SimpleQueryMessage::Row(row) => Some(row),
                    _ => None,
                });
                let text =
                    |row: &tokio_postgres::SimpleQueryRow, at| row.get(at).unwrap_or("").to_owned();
                rows.map(|row| (0..row.len()).map(|at| text(row, at)).collect())
                    .collect()
            }
        }
    }

    /// The one number that a statement answers.
    pub async fn count(&self, statement: &str) -> i64 {
        let rows = self.rows(statement).await;
        rows[0][0].parse().unwrap()
    }

    /// An id as a statement writes it.
    pub fn id(&self, id: &str) -> String {
        match dialect() {
            Dialect::Sqlite => format!("x'{}'", id.replace('-', "")),
            Dialect::Postgres => format!("'{id}'"),
        }
    }
}

fn sqlite_rows(path: &Path, statement: &str) -> Vec<Vec<String>> {
    use rusqlite::types::ValueRef;
    let connection = rusqlite::Connection::open(path).unwrap();
    connection
        .busy_timeout(std::time::Duration::from_secs(10))
        .unwrap();
    let mut statement = connection.prepare(statement).unwrap();
    let columns = statement.column_count();
    let text = |value: ValueRef<'_>| match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => uuid::Uuid::from_slice(bytes)
            .map_or_else(|_| format!("{bytes:02x?}"), |id| id.to_string()),
    };
    let rows = statement
        .query_map([], |row| {
            (0..columns)
                .map(|at| Ok(text(row.get_ref(at)?)))
                .collect::<Result<Vec<_>, _>>()
        })
        .unwrap();
    rows.map(Result::unwrap).collect()
}

impl Seeding {
    async fn new(database: &TestDatabase) -> Self {
        let app = open_app(database).await;
        let new = NewProvider {
            name: "North".into(),
            is_business: true,
            preset: Preset::ClientArea,
            language: "en".into(),
            time_zone: "Europe/Berlin".into(),
            country: "DE".into(),
            currency: "EUR".into(),
            brand_colour: "#3355aa".into(),
            login_text: None,
            footer_text: None,
            support_contact: None,
            brand_addresses: vec![format!("https://{HOST}")],
            owner: NewStaff {
                name: "Olga".into(),
                email: "olga@north.example".into(),
                role: StaffRole::Owner,
                password_hash: Some("none".into()),
            },
        };
        let made = provision(&app.db, app.ids.as_ref(), app.clock.now(), &new)
            .await
            .unwrap();
        let owner = staff_person(&app, made.provider_id, made.owner_id).await;
        Self {
            door: app.door().unwrap(),
            app,
            owner,
            brand_domain_id: made.brand_domain_ids[0],
            provider_id: made.provider_id,
        }
    }

    async fn add_member(&self) -> (Person, String) {
        let new = NewStaff {
            name: "Mara".into(),
            email: "mara@north.example".into(),
            role: StaffRole::Member,
            password_hash: Some("none".into()),
        };
        let (app, now) = (&self.app, SystemClock.now());
        let added = add_staff(&app.db, app.ids.as_ref(), now, self.provider_id, &new);
        let staff_id = added.await.unwrap();
        let person = staff_person(app, self.provider_id, staff_id).await;
        (person, staff_id.to_string())
    }

    /// A request that must succeed; its answer.
    async fn must(&self, person: &Person, method: &str, path: &str, body: Value) -> Value {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &person.host)
            .header(header::COOKIE, person.cookie.as_deref().unwrap());
        let request = match body {
            Value::Null => request.body(Body::empty()),
            body => request
                .header(header::CONTENT_TYPE, "application/json")
                .body(Body::from(body.to_string())),
        };
        let peer = ([127, 0, 0, 1], 4711).into();
        let answer = self.door.answer(request.unwrap(), Some(peer)).await;
        let (head, body) = answer.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes);
        assert!(head.status.is_success(), "{method} {path}: {text}");
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    async fn as_owner(&self, method: &str, path: &str, body: Value) -> Value {
        self.must(&self.owner, method, path, body).await
    }

    async fn add_side(&self, place: usize, plans: usize, quotes: usize) -> Side {
        let client = json!({ "name": format!("Client {place}") });
        let client = self.as_owner("POST", "/api/admin/clients", client).await;
        let client_id = text(&client, "id");
        let on = json!({ "portal_enabled": true, "status": "active" });
        let path = format!("/api/admin/clients/{client_id}");
        self.as_owner("PATCH", &path, on).await;
        let mut contacts = Vec::new();
        for number in 0..EXECUTIVES {
            let number = place * EXECUTIVES + number;
            contacts.push(self.add_contact(&client_id, number).await);
        }
        let documents = (0..plans).map(|number| ("plan", number));
        let documents = documents.chain((0..quotes).map(|number| ("quote", number)));
        let documents: Vec<_> = documents.collect();
        for some in documents.chunks(16) {
            let some = some.iter().map(|(kind, number)| {
                let title = format!("{kind} {place} {number}");
                self.publish(&client_id, kind, title)
            });
            join_all(some).await;
        }
        Side {
            client_id,
            contacts,
            plans: Mutex::default(),
            quotes: Mutex::default(),
        }
    }

    async fn add_contact(&self, client_id: &str, number: usize) -> Contact {
        let phone = format!("+49151{:08}", 12_300_000 + number);
        let contact = json!({
            "client_id": client_id, "name": format!("Contact {number}"), "role": "executive", "phone": phone,
            "email": format!("contact-{number}@client.example")
        });
        let made = self.as_owner("POST", "/api/admin/contacts", contact).await;
        let membership_id = text(&made, "membership_id");
        let minted = backstage::mint_contact_session(
            &self.app,
            self.provider_id,
            self.brand_domain_id,
            membership_id.parse().unwrap(),
        );
        let (session_id, token) = minted.await.unwrap();
        Contact {
            id: text(&made, "id"),
            membership_id,
            session_id: session_id.to_string(),
            phone,
            person: contact_person(&token),
        }
    }

    async fn publish(&self, client_id: &str, kind: &str, title: String) {
        let draft = draft(client_id, kind, &title);
        let draft = self.as_owner("POST", "/api/admin/documents", draft).await;
        let path = format!("/api/admin/documents/{}/publication", text(&draft, "id"));
        self.as_owner("POST", &path, json!({})).await;
    }
}

fn contact_person(token: &str) -> Person {
    Person {
        host: HOST.into(),
        cookie: Some(format!("__Host-portico={token}")),
    }
}

/// The program's parts in this process.
async fn open_app(database: &TestDatabase) -> App {
    let clock = Arc::new(SystemClock);
    let mut config = Config::default();
    config.staff.origin = Some(STAFF_ORIGIN.into());
    App::new(
        config,
        database.open().await,
        clock.clone(),
        Arc::new(Random::new(clock)),
        Keys::new([7; 32]),
        Gateways::default(),
    )
}

/// Somebody of the staff, signed in; or an operator, whose provider is the installation.
async fn staff_person(app: &App, provider_id: Id, staff_id: Id) -> Person {
    let token = backstage::mint_staff_session(app, provider_id, staff_id).await;
    Person {
        host: "staff.example".into(),
        cookie: Some(format!("__Host-portico-staff={}", token.unwrap())),
    }
}

/// A document as it is begun: a plan to be acknowledged, or a quote to be answered.
pub fn draft(client_id: &str, kind: &str, title: &str) -> Value {
    json!({
        "client_id": client_id, "type": kind, "title": title,
        "content": {
            "currency": "EUR", "payment": { "asks": false, "offers": [] },
            "blocks": [{ "type": "rich_text", "id": "t", "markdown": "Read me" }]
        }
    })
}

/// A member of an answer, as text.
pub fn text(value: &Value, member: &str) -> String {
    let found = value[member].as_str();
    found
        .unwrap_or_else(|| panic!("no {member} in {value}"))
        .to_owned()
}
