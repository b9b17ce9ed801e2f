//! The people of a test: one provider with its brand, its owner, a client and the client's contacts.
//!
//! Studio (`https://studio.example`) works for Acme. Ada is Acme's executive, Vic only views. Olga owns Studio.

use super::{TestApp, Visitor, add_brand_domain, add_provider, app::Answer};
use crate::{
    config::Config,
    db::{params, scoped},
    features::staff_sign_in::password,
    kit::id::Id,
    scope::Job,
};

/// Where Studio's clients find its portal.
pub const STUDIO: &str = "studio.example";
/// The staff host.
pub const STAFF: &str = "staff.example";
/// Ada's phone.
pub const ADA_PHONE: &str = "+4915112345601";
/// Ada's mailbox.
pub const ADA_EMAIL: &str = "ada@acme.example";
/// Vic's mailbox.
pub const VIC_EMAIL: &str = "vic@acme.example";
/// Olga's mailbox.
pub const OLGA_EMAIL: &str = "olga@studio.example";
/// Olga's password.
pub const OLGA_PASSWORD: &str = "a long enough password";

/// The keys of the people and things that are always there.
#[derive(Debug, Clone, Copy)]
pub struct Cast {
    /// Studio.
    pub provider_id: Id,
    /// Studio's brand domain.
    pub brand_domain_id: Id,
    /// Olga.
    pub owner_id: Id,
    /// Acme.
    pub client_id: Id,
    /// Ada.
    pub ada_id: Id,
    /// Ada's membership of Acme.
    pub ada_membership_id: Id,
    /// Vic.
    pub vic_id: Id,
}

impl TestApp {
    /// An application with the cast in it.
    ///
    /// # Panics
    /// When the database refuses somebody.
    pub async fn with_cast() -> (Self, Cast) {
        Self::with_cast_and(Config::default()).await
    }

    /// The same with a configuration of the test's own.
    ///
    /// # Panics
    /// As `with_cast`.
    pub async fn with_cast_and(config: Config) -> (Self, Cast) {
        let test = Self::with(config).await;
        let cast = test.add_cast().await;
        (test, cast)
    }

    /// Lets the cast in.
    ///
    /// # Panics
    /// When the database refuses somebody.
    pub async fn add_cast(&self) -> Cast {
        let test = self;
        let provider_id = add_provider(&test.app.db, test.app.ids.as_ref()).await;
        let brand_domain_id =
            add_brand_domain(&test.app.db, test.app.ids.as_ref(), provider_id, STUDIO, "").await;
        let owner_id = test
            .add_staff(provider_id, "Olga", OLGA_EMAIL, "owner")
            .await;
        let client_id = test.add_client(provider_id, "Acme").await;
        let (ada_id, ada_membership_id) = test
            .add_contact(
                provider_id,
                client_id,
                "Ada",
                Some(ADA_EMAIL),
                Some(ADA_PHONE),
                "executive",
            )
            .await;
        let (vic_id, _) = test
            .add_contact(
                provider_id,
                client_id,
                "Vic",
                Some(VIC_EMAIL),
                None,
                "viewer",
            )
            .await;
        Cast {
            provider_id,
            brand_domain_id,
            owner_id,
            client_id,
            ada_id,
            ada_membership_id,
            vic_id,
        }
    }

    /// A staff account with Olga's password.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn add_staff(&self, provider_id: Id, name: &str, email: &str, role: &str) -> Id {
        let staff_id = self.app.ids.id();
        let hash = password::hash(OLGA_PASSWORD, &[1; 16]).expect("the password can be hashed");
        let (job, now) = (Job::of(provider_id), self.app.clock.now());
        let write = self.app.db.write(&job).await.expect("the database answers");
        let add = scoped!(
            "insert into staff (provider_id, staff_id, name, email, role, password_hash, sees_all_clients, language, created_at)
             select p.provider_id, $4, $5, $6, $7, $8, $9, 'en', $10 from provider p where {provider:p}"
        );
        write
            .exec(add, params![staff_id, name, email, role, &hash, true, now])
            .await
            .expect("the account is new");
        write.commit().await.expect("the account lasts");
        staff_id
    }

    /// A client whose portal is on.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn add_client(&self, provider_id: Id, name: &str) -> Id {
        let client_id = self.app.ids.id();
        let (job, now) = (Job::of(provider_id), self.app.clock.now());
        let write = self.app.db.write(&job).await.expect("the database answers");
        let add = scoped!(
            "insert into client (provider_id, client_id, name, sort_name, status, portal_enabled, created_at, updated_at)
             select p.provider_id, $4, $5, $6, 'active', $7, $8, $8 from provider p where {provider:p}"
        );
        write
            .exec(
                add,
                params![client_id, name, &name.to_lowercase(), true, now],
            )
            .await
            .expect("the client is new");
        write.commit().await.expect("the client lasts");
        client_id
    }

    /// An invited contact with a membership: both keys.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn add_contact(
        &self,
        provider_id: Id,
        client_id: Id,
        name: &str,
        email: Option<&str>,
        phone: Option<&str>,
        role: &str,
    ) -> (Id, Id) {
        let contact_id = self.app.ids.id();
        let (job, now) = (Job::of(provider_id), self.app.clock.now());
        let write = self.app.db.write(&job).await.expect("the database answers");
        let add = scoped!(
            "insert into contact (provider_id, contact_id, name, email, phone, state, created_at, updated_at)
             select p.provider_id, $4, $5, $6, $7, 'invited', $8, $8 from provider p where {provider:p}"
        );
        write
            .exec(add, params![contact_id, name, email, phone, now])
            .await
            .expect("the contact is new");
        write.commit().await.expect("the contact lasts");
        (
            contact_id,
            self.add_membership(provider_id, client_id, contact_id, role)
                .await,
        )
    }

    /// Lets a contact act for one more client.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn add_membership(
        &self,
        provider_id: Id,
        client_id: Id,
        contact_id: Id,
        role: &str,
    ) -> Id {
        let membership_id = self.app.ids.id();
        let (job, now) = (Job::of(provider_id), self.app.clock.now());
        let write = self.app.db.write(&job).await.expect("the database answers");
        let add = scoped!(
            "insert into membership (provider_id, membership_id, client_id, contact_id, role, added_permissions,
                    removed_permissions, narrowed, created_at)
             select k.provider_id, $4, k.client_id, $6, $7, $8, $8, $9, $10 from client k where {client:k} and k.client_id = $5"
        );
        let none = serde_json::json!([]);
        let values = params![
            membership_id,
            client_id,
            contact_id,
            role,
            &none,
            false,
            now
        ];
        write
            .exec(add, values)
            .await
            .expect("the membership is new");
        write.commit().await.expect("the membership lasts");
        membership_id
    }

    /// The whole text of the last message to an address, as it would be sent.
    ///
    /// # Panics
    /// When there is none.
    pub async fn last_message(&self, provider_id: Id, recipient: &str) -> String {
        let job = Job::of(provider_id);
        let read = self.app.db.read(&job).await.expect("the database answers");
        let last = scoped!(
            "select m.secret_text from outbox_message m where {provider:m} and m.recipient = $4
             order by m.created_at desc, m.outbox_message_id desc limit 1"
        );
        read.one(last, params![recipient])
            .await
            .expect("a message waits")
    }

    /// A browser in which a contact has signed in at Studio, by e-mail.
    ///
    /// # Panics
    /// When sign-in refuses it.
    pub async fn signed_in(&self, cast: &Cast, email: &str) -> Visitor<'_> {
        let visitor = self.visitor();
        let asked = visitor
            .post(
                STUDIO,
                "/api/client/sign-in",
                &serde_json::json!({ "email": email }),
            )
            .await;
        assert_eq!(asked.code(), 202, "{}", asked.text());
        let code = code_in(&self.last_message(cast.provider_id, email).await);
        let verified = verify(&visitor, &code).await;
        assert_eq!(verified.code(), 200, "{}", verified.text());
        visitor
    }

    /// A browser in which Ada has signed in.
    pub async fn as_ada(&self, cast: &Cast) -> Visitor<'_> {
        self.signed_in(cast, ADA_EMAIL).await
    }

    /// A browser in which a staff member has signed in.
    ///
    /// # Panics
    /// When sign-in refuses it.
    pub async fn staff_signed_in(&self, email: &str) -> Visitor<'_> {
        let visitor = self.visitor();
        let body = serde_json::json!({ "email": email, "password": OLGA_PASSWORD });
        let answer = visitor.post(STAFF, "/api/admin/session", &body).await;
        assert_eq!(answer.code(), 200, "{}", answer.text());
        visitor
    }

    /// A browser in which Olga has signed in.
    pub async fn as_olga(&self) -> Visitor<'_> {
        self.staff_signed_in(OLGA_EMAIL).await
    }
}

/// Sends a code from the browser that asked for it.
pub async fn verify(visitor: &Visitor<'_>, code: &str) -> Answer {
    visitor
        .post(
            STUDIO,
            "/api/client/sign-in/verification",
            &serde_json::json!({ "code": code }),
        )
        .await
}

/// The first six digits in a row of a message.
///
/// # Panics
/// When there are none.
pub fn code_in(message: &str) -> String {
    let mut runs = message.split(|c: char| !c.is_ascii_digit());
    runs.find(|run| run.len() == 6)
        .expect("a message with a code")
        .to_owned()
}

/// The token of the sign-in link of a message.
///
/// # Panics
/// When there is none.
pub fn token_in(message: &str) -> String {
    let (_, rest) = message.split_once("/s#").expect("a message with a link");
    rest.split_whitespace().next().expect("a token").to_owned()
}
