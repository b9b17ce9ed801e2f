//! Two providers of two clients each, everything of theirs marked by a canary of its own.

use portico::{
    features::{
        operators,
        people::permission::StaffRole,
        providers::preset::Preset,
        provisioning::{NewProvider, NewStaff, add_staff, provision},
    },
    kit::id::Id,
    scope::INSTALLATION,
    testing::{Answer, START, TestApp, backstage},
};
use serde_json::{Value, json};

use super::{
    call::{BEARER, Call, Ids, text_at},
    quote, rightful,
};

/// Where staff sign in.
pub const STAFF_HOST: &str = "staff.example";
/// The cookie of staff there.
pub const STAFF_COOKIE: &str = "__Host-portico-staff";
/// The cookie of contacts at every brand.
pub const COOKIE: &str = "__Host-portico";
/// The roles of contacts.
pub const CONTACT_ROLES: [&str; 5] = ["executive", "manager", "billing", "viewer", "guest"];
/// The name of every org: no client may ever read it.
pub const ORG: &str = "canary-of-an-org";

/// Somebody signed in.
#[derive(Debug, Clone)]
pub struct Session {
    /// The role; `limited` is a lead who sees the first client only.
    pub role: &'static str,
    /// Whether it is staff's.
    pub is_staff: bool,
    /// Where it is good.
    pub host: String,
    /// Its cookie's name.
    pub cookie: &'static str,
    /// Its cookie's value.
    pub token: String,
    /// What is its own and nobody else's: `session_id`, `membership_id`, `contact_id`.
    pub own: Ids,
}

/// A client with everything about it.
pub struct Side {
    /// `north-a`.
    pub name: &'static str,
    /// The provider and its place.
    pub provider: usize,
    /// What is its.
    pub ids: Ids,
    /// Its contacts, one of each role. The manager sees the first project only.
    pub contacts: Vec<Session>,
}

/// A provider.
pub struct Provider {
    pub name: &'static str,
    pub provider_id: Id,
    pub brand_domain_id: Id,
    second_brand_domain_id: Id,
    pub host: String,
    /// A second brand of the same provider.
    pub second_host: String,
    /// Owner, admin, lead, member, and a lead limited to the first client. The member is of the org.
    pub staff: Vec<Session>,
    /// A program with a key of scope `sms`.
    pub device: Session,
    staff_ids: Vec<(&'static str, Id)>,
}

impl Provider {
    /// The staff account of a role.
    pub fn staff_id(&self, role: &str) -> Id {
        self.staff_ids
            .iter()
            .find(|(own, _)| *own == role)
            .unwrap()
            .1
    }
}

pub struct World {
    pub test: TestApp,
    pub providers: Vec<Provider>,
    pub sides: Vec<Side>,
    /// Whoever runs the installation.
    pub operator: Session,
}

impl World {
    pub async fn new() -> Self {
        Self::with(&[
            ("north", &["north-a", "north-b"]),
            ("south", &["south-a", "south-b"]),
        ])
        .await
    }

    /// Only the one side: for what is allowed.
    pub async fn small() -> Self {
        Self::with(&[("north", &["north-a", "north-b"])]).await
    }

    async fn with(plan: &[(&'static str, &[&'static str])]) -> Self {
        let test = TestApp::new().await;
        let operator = operator(&test).await;
        let mut world = Self {
            operator,
            test,
            providers: Vec::new(),
            sides: Vec::new(),
        };
        for (index, (name, sides)) in plan.iter().enumerate() {
            let provider = world.add_provider(name).await;
            world.providers.push(provider);
            for side in *sides {
                let side = world.add_side(index, side).await;
                world.sides.push(side);
            }
        }
        world
    }

    pub fn side(&self, name: &str) -> &Side {
        self.sides.iter().find(|side| side.name == name).unwrap()
    }

    /// Every session, with the place of the side it is at home in.
    pub fn sessions(&self) -> Vec<(usize, &Session)> {
        let contacts =
            self.sides.iter().enumerate().flat_map(|(place, side)| {
                side.contacts.iter().map(move |session| (place, session))
            });
        let staff = self
            .providers
            .iter()
            .enumerate()
            .flat_map(|(index, provider)| {
                let home = self.sides.iter().position(|side| side.provider == index);
                provider
                    .staff
                    .iter()
                    .map(move |session| (home.unwrap(), session))
            });
        contacts.chain(staff).collect()
    }

    /// What is a session's own.
    pub fn own(&self, home: usize, session: &Session) -> Ids {
        let mut ids = self.sides[home].ids.clone();
        ids.extend(session.own.clone());
        ids
    }

    pub async fn call(
        &self,
        session: Option<&Session>,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Answer {
        let session = session.unwrap();
        self.call_at(
            &session.host,
            Some((session.cookie, &session.token)),
            method,
            path,
            body,
        )
        .await
    }

    pub async fn call_at(
        &self,
        host: &str,
        cookie: Option<(&str, &str)>,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Answer {
        let body = body.map(|body| ("application/json", body.to_string().into_bytes()));
        let call = Call {
            host,
            cookie,
            method,
            path,
            body,
        };
        call.send(&self.test).await
    }

    /// A request that must succeed; its answer.
    pub async fn must(&self, session: &Session, method: &str, path: &str, body: Value) -> Value {
        let body = (!body.is_null()).then_some(body);
        let answer = self.call(Some(session), method, path, body.as_ref()).await;
        assert!(
            answer.status.is_success(),
            "{} {method} {path}: {} {}",
            session.role,
            answer.code(),
            answer.text()
        );
        answer.json()
    }

    async fn add_provider(&self, name: &'static str) -> Provider {
        let app = &self.test.app;
        let (host, second_host) = (format!("{name}.example"), format!("second-{name}.example"));
        let staff = |role: StaffRole, who: &str| NewStaff {
            name: format!("canary-{name} {who}"),
            email: format!("{who}@{name}.example"),
            role,
            password_hash: Some("none".into()),
        };
        let new = NewProvider {
            name: format!("canary-{name} provider"),
            is_business: true,
            preset: Preset::ClientArea,
            language: "en".into(),
            time_zone: "Europe/Berlin".into(),
            country: "DE".into(),
            currency: "EUR".into(),
            brand_colour: "#3355aa".into(),
            login_text: Some(format!("canary-{name} login")),
            footer_text: None,
            support_contact: None,
            brand_addresses: vec![format!("https://{host}"), format!("https://{second_host}")],
            owner: staff(StaffRole::Owner, "owner"),
        };
        let made = provision(&app.db, app.ids.as_ref(), START, &new)
            .await
            .unwrap();
        let provider_id = made.provider_id;
        let mut staff_ids = vec![("owner", made.owner_id)];
        for (who, role) in [
            ("admin", StaffRole::Admin),
            ("lead", StaffRole::Lead),
            ("member", StaffRole::Member),
            ("limited", StaffRole::Lead),
        ] {
            let new = staff(role, who);
            let id = add_staff(&app.db, app.ids.as_ref(), START, provider_id, &new).await;
            staff_ids.push((who, id.unwrap()));
        }
        let mut sessions = Vec::new();
        for (role, staff_id) in &staff_ids {
            let token = backstage::mint_staff_session(app, provider_id, *staff_id).await;
            sessions.push(Session {
                role,
                is_staff: true,
                host: STAFF_HOST.into(),
                cookie: STAFF_COOKIE,
                token: token.unwrap(),
                own: Ids::new(),
            });
        }
        let body = json!({ "name": format!("canary-{name} device"), "scope": "sms" });
        let key = self
            .must(&sessions[0], "POST", "/api/admin/api-keys", body)
            .await;
        let device = Session {
            role: "device",
            is_staff: true,
            host: STAFF_HOST.into(),
            cookie: BEARER,
            token: text_at(&key, "key"),
            own: Ids::from([("api_key_id", text_at(&key, "id"))]),
        };
        Provider {
            device,
            name,
            provider_id,
            brand_domain_id: made.brand_domain_ids[0],
            second_brand_domain_id: made.brand_domain_ids[1],
            host,
            second_host,
            staff: sessions,
            staff_ids,
        }
    }

    async fn add_side(&self, place: usize, name: &'static str) -> Side {
        let provider = &self.providers[place];
        let owner = &provider.staff[0];
        let canary = format!("canary-{name}");
        let client = json!({ "name": format!("{canary} client") });
        let client_id = text_at(
            &self.must(owner, "POST", "/api/admin/clients", client).await,
            "id",
        );
        let on = json!({ "portal_enabled": true, "status": "active" });
        self.must(
            owner,
            "PATCH",
            &format!("/api/admin/clients/{client_id}"),
            on,
        )
        .await;
        let method_id = self.payment_method(place).await;
        let type_key = format!("of_{}", provider.name);
        if !self.sides.iter().any(|side| side.provider == place) {
            self.document_type(provider, &type_key).await;
        }
        let mut side = Side {
            name,
            provider: place,
            ids: Ids::from([
                ("client_id", client_id.clone()),
                ("payment_method_id", method_id),
                ("type_key", type_key),
                ("editor_id", self.test.app.ids.id().to_string()),
                ("api_key_id", provider.device.own["api_key_id"].clone()),
                ("message_id", self.test.app.ids.id().to_string()),
                ("job_id", self.test.app.ids.id().to_string()),
                ("claim_id", self.test.app.ids.id().to_string()),
                ("option_id", "small".into()),
                ("staff_id", provider.staff_id("lead").to_string()),
                ("brand_domain_id", provider.brand_domain_id.to_string()),
                (
                    "second_brand_domain_id",
                    provider.second_brand_domain_id.to_string(),
                ),
                ("kind", "logo_light".into()),
                ("page", "imprint".into()),
                ("language", "de".into()),
                ("year", "2026".into()),
                ("staff_id", provider.staff_id("member").to_string()),
            ]),
            contacts: Vec::new(),
        };
        let (app, provider_id) = (&self.test.app, provider.provider_id);
        let client: Id = client_id.parse().unwrap();
        for key in ["project_id", "project_two_id"] {
            let id =
                backstage::add_project(app, provider_id, client, &format!("{canary}-{key}")).await;
            let id = id.unwrap().to_string();
            let filled = self.fill_project(&side, &id).await;
            if key == "project_id" {
                side.ids.extend(filled);
            }
            side.ids.insert(key, id);
        }
        for role in CONTACT_ROLES {
            let session = self.add_contact(&side, role).await;
            side.contacts.push(session);
        }
        for key in ["contact_id", "membership_id"] {
            let value = side.contacts[0].own[key].clone();
            side.ids.insert(key, value);
        }
        if name.ends_with("-a") {
            backstage::limit_staff(app, provider_id, provider.staff_id("limited"), &[client])
                .await
                .unwrap();
        }
        self.add_documents(&mut side).await;
        self.add_files(&mut side).await;
        side
    }

    /// Gives a project a phase, a moved milestone and a next action; what stands for them.
    pub async fn fill_project(&self, side: &Side, project_id: &str) -> Ids {
        let owner = &self.providers[side.provider].staff[0];
        let canary = format!("canary-{} of {project_id}", side.name);
        let path = format!("/api/admin/projects/{project_id}");
        let phase = json!({ "revision": 1, "phases": [{ "name": canary, "state": "active", "percent": 10 }] });
        let phases = format!("{path}/phases");
        let project = self.must(owner, "PUT", &phases, phase).await;
        let milestone = json!({ "name": canary, "baseline_date": "2026-12-01",
                                "phase_id": project["phases"][0]["id"] });
        let milestones = format!("{path}/milestones");
        let milestone = self.must(owner, "POST", &milestones, milestone).await;
        let moves = format!("{milestones}/{}/moves", text_at(&milestone, "id"));
        let moved = json!({ "forecast_date": "2026-12-08", "reason": canary });
        self.must(owner, "POST", &moves, moved).await;
        let action = json!({ "side": "client", "description": canary });
        let actions = format!("{path}/next-actions");
        let action = self.must(owner, "POST", &actions, action).await;
        Ids::from([
            ("project_revision", text_at(&project, "revision")),
            ("phase_id", text_at(&project["phases"][0], "id")),
            ("milestone_id", text_at(&milestone, "id")),
            ("next_action_id", text_at(&action, "id")),
        ])
    }

    /// A document type of a provider's own.
    pub async fn document_type(&self, provider: &Provider, key: &str) {
        let body = json!({
            "key": key, "title": format!("canary-{} type", provider.name), "series": "T", "requires_approval": false,
            "allowed_actions": ["acknowledge"], "allowed_blocks": ["heading", "rich_text"]
        });
        let owner = &provider.staff[0];
        self.must(owner, "POST", "/api/admin/document-types", body)
            .await;
    }

    /// The one payment method of a provider.
    async fn payment_method(&self, place: usize) -> String {
        let provider = &self.providers[place];
        if let Some(side) = self.sides.iter().find(|side| side.provider == place) {
            return side.ids["payment_method_id"].clone();
        }
        let method = json!({
            "section": "transfer", "name": format!("canary-{} bank", provider.name), "instructions": "Pay",
            "fields": [{ "label": "Account", "value": format!("canary-{}", provider.name) }]
        });
        let made = self
            .must(
                &provider.staff[0],
                "POST",
                "/api/admin/payment-methods",
                method,
            )
            .await;
        text_at(&made, "id")
    }

    /// A contact with a session.
    pub async fn add_contact(&self, side: &Side, role: &'static str) -> Session {
        let provider = &self.providers[side.provider];
        let number = self
            .test
            .app
            .ids
            .id()
            .as_bytes()
            .iter()
            .fold(0_u64, |sum, byte| {
                (sum * 251 + u64::from(*byte)) % 10_000_000
            });
        let (phone, email) = (
            format!("+49151{number:08}"),
            format!("c{number}@{}.example", side.name),
        );
        let contact = json!({
            "client_id": side.ids["client_id"], "name": format!("canary-{} {role}", side.name), "role": role,
            "phone": phone, "email": email
        });
        let made = self
            .must(&provider.staff[0], "POST", "/api/admin/contacts", contact)
            .await;
        let membership_id = text_at(&made, "membership_id");
        if role == "manager" {
            let project = side.ids["project_id"].parse().unwrap();
            let membership = membership_id.parse().unwrap();
            let app = &self.test.app;
            backstage::narrow_membership(app, provider.provider_id, membership, project)
                .await
                .unwrap();
        }
        let mut session = Session {
            role,
            is_staff: false,
            host: provider.host.clone(),
            cookie: COOKIE,
            token: String::new(),
            own: Ids::from([
                ("contact_id", text_at(&made, "id")),
                ("membership_id", membership_id),
                ("phone", phone),
                ("email", email),
            ]),
        };
        self.sign_in_again(side, &mut session).await;
        session
    }

    /// A new session for the same contact.
    pub async fn sign_in_again(&self, side: &Side, session: &mut Session) {
        let provider = &self.providers[side.provider];
        let membership = session.own["membership_id"].parse().unwrap();
        let (app, id) = (&self.test.app, provider.provider_id);
        let minted =
            backstage::mint_contact_session(app, id, provider.brand_domain_id, membership).await;
        let (session_id, token) = minted.unwrap();
        session.own.insert("session_id", session_id.to_string());
        session.token = token;
    }

    /// One open, one accepted, one of another project, one of none, a draft, a withdrawn one, and one of an org.
    async fn add_documents(&self, side: &mut Side) {
        let owner = &self.providers[side.provider].staff[0];
        let executive = side.contacts[0].clone();
        let project = side.ids["project_id"].clone();
        let other_project = side.ids["project_two_id"].clone();
        let (open, image_id) = self.publish_with_image(side, &project).await;
        side.ids.insert("image_id", image_id);
        side.ids.insert("document_id", text_at(&open, "id"));
        side.ids.insert("slug", text_at(&open, "slug"));
        side.ids
            .insert("version_hash", text_at(&open, "version_hash"));
        for (kind, project) in [
            ("two", Some(&other_project)),
            ("free", None),
            ("done", Some(&project)),
        ] {
            let document = self.publish(side, kind, project).await;
            let keys = match kind {
                "two" => ["two_id", "two_slug", "two_hash"],
                "free" => ["free_id", "free_slug", "free_hash"],
                _ => ["done_id", "done_slug", "done_hash"],
            };
            for (key, member) in keys.into_iter().zip(["id", "slug", "version_hash"]) {
                side.ids.insert(key, text_at(&document, member));
            }
        }
        let answer = quote::response(
            &side.ids["done_hash"],
            &side.ids["payment_method_id"],
            side.name,
        );
        let path = format!(
            "/api/client/documents/2026/{}/response",
            side.ids["done_slug"]
        );
        let answered = self.must(&executive, "POST", &path, answer).await;
        side.ids
            .insert("decision_id", text_at(&answered, "decision_id"));
        let draft = self.draft(side, "draft", Some(&project)).await;
        side.ids.insert("draft_id", text_at(&draft, "id"));
        side.ids
            .insert("draft_revision", text_at(&draft, "draft_revision"));
        let template_id = self.template(side).await;
        side.ids.insert("document_template_id", template_id);
        let withdrawn = self.publish(side, "withdrawn", Some(&project)).await;
        let path = format!(
            "/api/admin/documents/{}/withdrawal",
            text_at(&withdrawn, "id")
        );
        self.must(owner, "POST", &path, json!({})).await;
        side.ids.insert("withdrawn_id", text_at(&withdrawn, "id"));
        side.ids
            .insert("withdrawn_slug", text_at(&withdrawn, "slug"));
        self.add_org_document(side).await;
        self.add_traces(side, &executive).await;
    }

    async fn add_org_document(&self, side: &mut Side) {
        let provider = &self.providers[side.provider];
        let project = side.ids["project_id"].clone();
        let document = self.draft(side, "for-org", Some(&project)).await;
        let document_id = text_at(&document, "id");
        let (id, member) = (document_id.parse().unwrap(), provider.staff_id("member"));
        let app = &self.test.app;
        let org_id = backstage::give_to_org(app, provider.provider_id, ORG, member, id).await;
        side.ids.insert("org_id", org_id.unwrap().to_string());
        let path = format!("/api/admin/documents/{document_id}/publication");
        self.must(&provider.staff[0], "POST", &path, json!({}))
            .await;
        side.ids.insert("for_org_id", document_id);
    }

    /// What arises from the documents: a delivery link, what waits, what staff find in the inbox.
    async fn add_traces(&self, side: &mut Side, executive: &Session) {
        let owner = &self.providers[side.provider].staff[0];
        let path = format!("/api/admin/documents/{}/delivery", side.ids["document_id"]);
        let body = json!({ "contact_id": side.ids["contact_id"], "channel": "copy" });
        let link = self.must(owner, "POST", &path, body).await;
        side.ids.insert("delivery_link_id", text_at(&link, "id"));
        let (_, token) = link["url"].as_str().unwrap().split_once("#d=").unwrap();
        side.ids.insert("delivery_token", token.to_owned());
        let waiting = self
            .must(
                executive,
                "GET",
                "/api/client/action-items?limit=100",
                Value::Null,
            )
            .await;
        let items = waiting["items"].as_array().unwrap();
        for (key, slug) in [("action_item_id", "slug"), ("two_item_id", "two_slug")] {
            let slug = &side.ids[slug];
            let item = items
                .iter()
                .find(|item| item["document"]["slug"] == **slug)
                .unwrap();
            side.ids.insert(key, text_at(item, "id"));
        }
        let inbox = self
            .must(owner, "GET", "/api/admin/inbox?limit=100", Value::Null)
            .await;
        let entries = inbox["items"].as_array().unwrap();
        let entry = entries
            .iter()
            .find(|entry| entry["document"]["id"] == *side.ids["done_id"]);
        side.ids
            .insert("inbox_entry_id", text_at(entry.unwrap(), "id"));
    }

    /// A quote that is still a draft.
    pub async fn draft(&self, side: &Side, kind: &str, project_id: Option<&String>) -> Value {
        let owner = &self.providers[side.provider].staff[0];
        let canary = format!("canary-{}-{kind}", side.name);
        let body = json!({
            "client_id": side.ids["client_id"], "type": "quote", "title": canary, "project_id": project_id,
            "content": quote::content(&canary)
        });
        self.must(owner, "POST", "/api/admin/documents", body).await
    }

    /// A quote that its client accepted.
    pub async fn accept(&self, side: &Side, kind: &str, project_id: Option<&String>) -> Value {
        let document = self.publish(side, kind, project_id).await;
        let answer = quote::response(
            &text_at(&document, "version_hash"),
            &side.ids["payment_method_id"],
            side.name,
        );
        let path = format!(
            "/api/client/documents/2026/{}/response",
            text_at(&document, "slug")
        );
        let executive = side.contacts.iter().find(|one| one.role == "executive");
        self.must(executive.unwrap(), "POST", &path, answer).await;
        document
    }

    /// A published quote with a picture, and the picture.
    async fn publish_with_image(&self, side: &Side, project_id: &String) -> (Value, String) {
        let owner = &self.providers[side.provider].staff[0];
        let draft = self.draft(side, "one", Some(project_id)).await;
        let id = text_at(&draft, "id");
        let image = self.image(side, &id).await;
        let mut content = quote::content(&text_at(&draft, "title"));
        let block = json!({ "type": "images", "id": "pictures", "layout": "grid", "images": [
            { "image_id": image["id"], "sha256": image["sha256"], "alt": text_at(&draft, "title") }] });
        content["blocks"].as_array_mut().unwrap().push(block);
        let body = json!({ "draft_revision": 1, "title": draft["title"], "content": content });
        let path = format!("/api/admin/documents/{id}/draft");
        self.must(owner, "PUT", &path, body).await;
        let path = format!("/api/admin/documents/{id}/publication");
        let published = self.must(owner, "POST", &path, json!({})).await;
        (published, text_at(&image, "id"))
    }

    /// The one template of a provider, made of a draft of its first side.
    async fn template(&self, side: &Side) -> String {
        let first = self.sides.iter().find(|one| one.provider == side.provider);
        if let Some(first) = first {
            return first.ids["document_template_id"].clone();
        }
        let owner = &self.providers[side.provider].staff[0];
        let name = format!("canary-{} template", side.name);
        let body = json!({ "document_id": side.ids["draft_id"], "name": name });
        let made = self
            .must(owner, "POST", "/api/admin/document-templates", body)
            .await;
        text_at(&made, "id")
    }

    /// A picture for a document of a side.
    pub async fn image(&self, side: &Side, document_id: &str) -> Value {
        let owner = &self.providers[side.provider].staff[0];
        let call = Call {
            host: &owner.host,
            cookie: Some((owner.cookie, owner.token.as_str())),
            method: "POST",
            path: &format!("/api/admin/documents/{document_id}/images"),
            body: Some(("image/png", rightful::LOGO.to_vec())),
        };
        let answer = call.send(&self.test).await;
        assert_eq!(answer.status.as_u16(), 201, "{}", answer.text());
        answer.json()
    }

    /// A published quote.
    pub async fn publish(&self, side: &Side, kind: &str, project_id: Option<&String>) -> Value {
        let owner = &self.providers[side.provider].staff[0];
        let draft = self.draft(side, kind, project_id).await;
        let path = format!("/api/admin/documents/{}/publication", text_at(&draft, "id"));
        self.must(owner, "POST", &path, json!({})).await
    }
}

/// An operator, signed in with its second factor.
async fn operator(test: &TestApp) -> Session {
    let app = &test.app;
    let who = ("Ines", "ines@portico.example");
    let made = operators::create(&app.db, app.ids.as_ref(), START, who, "none").await;
    let token = backstage::mint_staff_session(app, INSTALLATION, made.unwrap()).await;
    Session {
        role: "operator",
        is_staff: true,
        host: STAFF_HOST.into(),
        cookie: STAFF_COOKIE,
        token: token.unwrap(),
        own: Ids::new(),
    }
}
