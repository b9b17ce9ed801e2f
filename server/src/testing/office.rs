//! People for tests, always the same: a provider with its owner Ada, its client Meyer with Ben who may choose and Vera
//! who may only read, and another client with Nora. Their sessions are made in the database, not by signing in.

use http::Method;
use serde_json::Value;

use super::{
    START, TestApp,
    app::{Answer, Visitor},
};
use crate::{
    app::App,
    db::Json,
    features::{
        decisions::expire_due,
        people::permission::StaffRole,
        providers::preset::Preset,
        provisioning::{NewProvider, NewStaff, Provisioned, provision},
    },
    kit::id::Id,
    params,
    scope::{Contact, Job, Needs, Reach, Staff, Strength},
    scoped,
};

/// The staff host of every test.
pub const STAFF_HOST: &str = "staff.example";

/// An application with people in it.
pub struct Office {
    /// The application.
    pub test: TestApp,
    /// The provider, at `https://studio.example`.
    pub studio: Provisioned,
    /// The host of its portal.
    pub host: String,
    /// Its owner.
    pub ada: Staff,
    /// The client that documents are written for.
    pub meyer_id: Id,
    /// An executive of that client, by phone and mail.
    pub ben: Contact,
    /// A viewer of that client.
    pub vera: Contact,
    /// An executive of another client of the same provider.
    pub nora: Contact,
}

impl Office {
    /// The usual people.
    ///
    /// # Panics
    /// When the database refuses them.
    pub async fn new() -> Self {
        Self::at(TestApp::new().await, "studio.example").await
    }

    /// A further provider with people of the same names, at another host of the same application.
    ///
    /// # Panics
    /// When the database refuses them.
    pub async fn at(test: TestApp, host: &str) -> Self {
        let app = test.app.clone();
        let studio = provision(&app.db, app.ids.as_ref(), START, &provider(host))
            .await
            .expect("a sound provider");
        let ada = add_staff_session(&app, &studio).await;
        let meyer_id = add_client(&app, &ada, "Meyer").await;
        let other_id = add_client(&app, &ada, "Novak").await;
        let ben = add_contact(
            &app,
            &ada,
            &studio,
            meyer_id,
            ("Ben", "executive", "+4915112345678"),
        )
        .await;
        let vera = add_contact(
            &app,
            &ada,
            &studio,
            meyer_id,
            ("Vera", "viewer", "+4915112345679"),
        )
        .await;
        let nora = add_contact(
            &app,
            &ada,
            &studio,
            other_id,
            ("Nora", "executive", "+4915112345680"),
        )
        .await;
        Self {
            test,
            studio,
            host: host.to_owned(),
            ada,
            meyer_id,
            ben,
            vera,
            nora,
        }
    }

    /// The parts.
    pub fn app(&self) -> &App {
        &self.test.app
    }

    /// Does what the program does in the background about questions that nobody answered in time; how many those were.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn expire_due(&self) -> u64 {
        let job = Job::of(self.studio.provider_id);
        expire_due(&self.test.app, &job)
            .await
            .expect("the database answers")
    }

    /// A request as Ada, on the staff host.
    pub async fn ada(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let name = "__Host-portico-staff";
        let token = self.ada.session_id.to_string();
        self.test
            .visitor()
            .with_cookie(name, &token)
            .send(method, STAFF_HOST, path, body)
            .await
    }

    /// A browser that is signed in as a contact.
    pub fn browser(&self, contact: &Contact) -> Visitor<'_> {
        self.test
            .visitor()
            .with_cookie("__Host-portico", &contact.session_id.to_string())
    }

    /// `GET` as a contact.
    pub async fn read(&self, contact: &Contact, path: &str) -> Answer {
        self.browser(contact).get(&self.host, path).await
    }

    /// `POST` as a contact, with an idempotency key.
    pub async fn send(&self, contact: &Contact, path: &str, key: &str, body: &Value) -> Answer {
        self.browser(contact)
            .with_header("idempotency-key", key)
            .post(&self.host, path, body)
            .await
    }
}

fn provider(host: &str) -> NewProvider {
    NewProvider {
        name: "Studio Ada".into(),
        is_business: false,
        preset: Preset::ClientArea,
        language: "en".into(),
        time_zone: "Europe/Berlin".into(),
        country: "DE".into(),
        currency: "EUR".into(),
        brand_colour: "#3355aa".into(),
        login_text: None,
        footer_text: None,
        support_contact: None,
        brand_addresses: vec![format!("https://{host}")],
        owner: NewStaff {
            name: "Ada".into(),
            email: format!("ada@{host}"),
            role: StaffRole::Owner,
            password_hash: Some("none".into()),
        },
    }
}

/// The token of a session made here is its id.
async fn add_staff_session(app: &App, studio: &Provisioned) -> Staff {
    let session_id = app.ids.id();
    let staff = Staff {
        provider_id: studio.provider_id,
        staff_id: studio.owner_id,
        session_id,
        role: "owner".into(),
        sees_all_clients: true,
        fresh_until: None,
    };
    let write = app.db.write(&staff).await.expect("the database answers");
    let add = scoped!(
        "insert into staff_session (provider_id, staff_session_id, staff_id, token_hash, strength, created_at,
                last_seen_at)
         select s.provider_id, $4, s.staff_id, $5, 'two_factor', $6, $6 from staff s where {provider:s} and s.staff_id = $3"
    );
    let token_hash = crate::kit::id::sha256(session_id.to_string().as_bytes());
    write
        .exec(add, params![session_id, &token_hash, START])
        .await
        .expect("a session");
    write.commit().await.expect("it lasts");
    staff
}

/// A client whose portal is on.
pub async fn add_client(app: &App, staff: &Staff, name: &str) -> Id {
    let client_id = app.ids.id();
    let write = app.db.write(staff).await.expect("the database answers");
    let add = scoped!(
        "insert into client (provider_id, client_id, name, sort_name, status, portal_enabled, created_at, updated_at)
         select p.provider_id, $4, $5, $6, 'prospect', $7, $8, $8 from provider p where {provider:p}"
    );
    write
        .exec(
            add,
            params![client_id, name, &name.to_lowercase(), true, START],
        )
        .await
        .expect("a client");
    write.commit().await.expect("it lasts");
    client_id
}

/// A contact of a client with a session: name, role, phone.
pub async fn add_contact(
    app: &App,
    staff: &Staff,
    studio: &Provisioned,
    client_id: Id,
    (name, role, phone): (&str, &str, &str),
) -> Contact {
    let (contact_id, membership_id, session_id) = (app.ids.id(), app.ids.id(), app.ids.id());
    let (email, nothing) = (
        format!("{}@client.example", name.to_lowercase()),
        Json::Array(Vec::new()),
    );
    let write = app.db.write(staff).await.expect("the database answers");
    let add = scoped!(
        "insert into contact (provider_id, contact_id, name, email, phone, state, created_at, updated_at)
         select p.provider_id, $4, $5, $6, $7, 'active', $8, $8 from provider p where {provider:p}"
    );
    write
        .exec(add, params![contact_id, name, &email, phone, START])
        .await
        .expect("a contact");
    let add = scoped!(
        "insert into membership (provider_id, membership_id, client_id, contact_id, role, added_permissions,
                removed_permissions, narrowed, created_at)
         select c.provider_id, $4, c.client_id, $5, $6, $7, $7, $8, $9 from client c
         where {client:c} and c.client_id = $10"
    );
    let values = params![
        membership_id,
        contact_id,
        role,
        &nothing,
        false,
        START,
        client_id
    ];
    write.exec(add, values).await.expect("a membership");
    let add = scoped!(
        "insert into contact_session (provider_id, contact_session_id, contact_id, membership_id, brand_domain_id,
                token_hash, strength, created_at, last_seen_at)
         select m.provider_id, $4, m.contact_id, m.membership_id, $5, $6, 'code', $7, $7
         from membership m where {client:m} and m.membership_id = $8"
    );
    let token_hash = crate::kit::id::sha256(session_id.to_string().as_bytes());
    let brand_domain_id = studio
        .brand_domain_ids
        .first()
        .copied()
        .expect("a brand domain");
    let values = params![
        session_id,
        brand_domain_id,
        &token_hash,
        START,
        membership_id
    ];
    write.exec(add, values).await.expect("a session");
    write.commit().await.expect("it lasts");
    Contact {
        provider_id: studio.provider_id,
        client_id,
        membership_id,
        contact_id,
        session_id,
        strength: Strength::Code,
        fresh_until: None,
        has_second_factor: false,
        needs: Needs::default(),
        is_program: false,
        reach: match role {
            "guest" => Reach::Marked,
            _ => Reach::Client,
        },
        permissions: Vec::new(),
    }
}
