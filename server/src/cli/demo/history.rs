//! Makes a brand's history, by doing it: each step at its time, by whoever did it, through the product's own addresses.

use std::{collections::HashMap, sync::Arc, time::Duration};

use serde_json::{Value, json};

use super::{
    access,
    browser::Browser,
    code::code_in,
    dated::dated,
    projects::Keeper,
    public::Public,
    script::{Act, Project, ProjectAct, Quote, Script},
};
use crate::{
    app::App,
    cli::Outcome,
    features::{
        provisioning::{self, NewProvider, NewStaff},
        sign_in_settings::offer_to_staff,
        staff_sign_in::password,
    },
    jobs,
    kit::{
        clock::{Clock as _, TestClock, Time},
        http::door::Door,
        id::Random,
        outbox::Gateways,
    },
};

const DAY: Duration = Duration::from_secs(24 * 3600);
const HOUR: Duration = Duration::from_secs(3600);
/// Between two things that happen at one time.
const MOMENT: Duration = Duration::from_secs(40);

/// A brand while its history is made.
struct Past<'a> {
    app: App,
    door: Door,
    clock: Arc<TestClock>,
    script: &'a Script,
    /// The first start's midnight, UTC.
    today: Time,
    public: Public,
    clients: HashMap<&'a str, String>,
    /// Contact → id.
    contacts: HashMap<&'a str, String>,
    methods: HashMap<String, String>,
    /// Title → what staff see of the quote.
    quotes: HashMap<&'a str, Value>,
    /// Code → what staff see of the project.
    projects: HashMap<&'a str, Value>,
}

/// What happens, one after the other.
enum Happening<'a> {
    Project(&'a Project, &'a ProjectAct),
    Quote(&'a Quote, &'a Act),
}

/// Makes it all; the page of the quote that waits.
pub(super) async fn make(
    app: &App,
    gateways: Gateways,
    script: &Script,
    public: Public,
) -> Outcome<String> {
    let now = app.clock.now();
    let today = now.minus(Duration::from_micros(
        now.micros().unsigned_abs() % 86_400_000_000,
    ));
    let clock = Arc::new(TestClock::at(today.minus(90 * DAY)));
    let ids = Arc::new(Random::new(clock.clone()));
    let past = App::new(
        app.config.clone(),
        app.db.clone(),
        clock.clone(),
        ids,
        app.keys.clone(),
        gateways,
    );
    let mut past = Past {
        door: past.door()?,
        app: past,
        clock,
        script,
        today,
        public,
        clients: HashMap::new(),
        contacts: HashMap::new(),
        methods: HashMap::new(),
        quotes: HashMap::new(),
        projects: HashMap::new(),
    };
    past.provision().await?;
    past.add_payment_methods().await?;
    past.add_people().await?;
    past.tell().await?;
    past.set_statuses().await?;
    past.app.shutdown.request();
    let waiting = past
        .quotes
        .get(script.waiting_quote.as_str())
        .ok_or("the waiting quote was not written")?;
    page_of(waiting)
}

impl<'a> Past<'a> {
    async fn provision(&self) -> Outcome {
        let provider = &self.script.provider;
        let (owner, others) = self
            .script
            .staff
            .split_first()
            .ok_or("a brand needs an owner")?;
        let new = NewProvider {
            name: provider.name.clone(),
            is_business: provider.is_business,
            preset: self.script.preset()?,
            language: "en".into(),
            time_zone: provider.time_zone.clone(),
            country: "DE".into(),
            currency: "EUR".into(),
            brand_colour: provider.brand_colour.clone(),
            login_text: Some(provider.login_text.clone()),
            footer_text: Some(provider.footer_text.clone()),
            support_contact: Some(provider.support_contact.clone()),
            brand_addresses: vec![self.script.url(self.public)],
            owner: self.account(owner)?,
        };
        let (db, ids) = (&self.app.db, self.app.ids.as_ref());
        let made = provisioning::provision(db, ids, self.clock.now(), &new).await?;
        let provider_id = made.provider_id;
        offer_to_staff(&self.app, provider_id).await?;
        for staff in others {
            self.clock.advance(MOMENT);
            let (now, account) = (self.clock.now(), self.account(staff)?);
            let id = provisioning::add_staff(db, ids, now, provider_id, &account).await?;
            access::set_up(&self.app, provider_id, id, staff).await?;
        }
        Ok(())
    }

    fn account(&self, staff: &super::script::StaffMember) -> Outcome<NewStaff> {
        let mut salt = [0; 16];
        salt.copy_from_slice(&self.app.ids.bytes()[..16]);
        Ok(NewStaff {
            name: staff.name.clone(),
            email: staff.email.clone(),
            role: staff.role,
            password_hash: Some(password::hash(&staff.password, &salt)?),
        })
    }

    async fn add_payment_methods(&mut self) -> Outcome {
        self.clock.advance(HOUR);
        let mut methods = HashMap::new();
        let owner = self.staff(&self.script.staff[0].name).await?;
        for method in &self.script.payment_methods {
            self.clock.advance(MOMENT);
            let made = owner.post("/api/admin/payment-methods", method).await?;
            methods.insert(text(&made, "name")?, text(&made, "id")?);
        }
        self.methods = methods;
        Ok(())
    }

    async fn add_people(&mut self) -> Outcome {
        let mut clients: Vec<_> = self.script.clients.iter().collect();
        clients.sort_by_key(|client| std::cmp::Reverse(client.since_days));
        for client in clients {
            self.go_to(client.since_days, 8);
            let owner = self.staff(&self.script.staff[0].name).await?;
            let body = json!({ "name": client.name, "status": "prospect" });
            let made = owner.post("/api/admin/clients", &body).await?;
            let client_id = text(&made, "id")?;
            let mut contacts = Vec::new();
            for contact in &client.contacts {
                self.clock.advance(MOMENT);
                let body = json!({
                    "client_id": client_id,
                    "name": contact.name,
                    "email": contact.email,
                    "phone": contact.phone,
                    "role": contact.role,
                });
                let made = owner.post("/api/admin/contacts", &body).await?;
                contacts.push((contact.name.as_str(), text(&made, "id")?));
            }
            self.contacts.extend(contacts);
            self.clients.insert(&client.name, client_id);
        }
        Ok(())
    }

    /// Every step of every project and quote, in the order of time.
    async fn tell(&mut self) -> Outcome {
        let mut steps = Vec::new();
        for project in &self.script.projects {
            for step in &project.steps {
                let happens = Happening::Project(project, &step.act);
                steps.push((step.days_ago, step.hour, happens));
            }
        }
        for quote in &self.script.quotes {
            for step in &quote.steps {
                let happens = Happening::Quote(quote, &step.act);
                steps.push((step.days_ago, step.hour, happens));
            }
        }
        steps.sort_by_key(|(days_ago, hour, _)| (std::cmp::Reverse(*days_ago), *hour));
        for (days_ago, hour, happens) in steps {
            self.go_to(days_ago, hour);
            let (what, done) = match happens {
                Happening::Project(project, act) => (&project.name, self.keep(project, act).await),
                Happening::Quote(quote, act) => (&quote.title, self.act(quote, act).await),
            };
            done.map_err(|error| format!("{what}: {error}"))?;
        }
        Ok(())
    }

    /// One of the staff does something with a project, and whoever is told of it hears of it.
    async fn keep(&mut self, project: &'a Project, act: &ProjectAct) -> Outcome {
        let browser = match act {
            ProjectAct::File {
                contact: Some(contact),
                ..
            } => self.contact(contact).await?,
            _ => self.staff(&project.keeper).await?,
        };
        let keeper = Keeper {
            browser,
            today: self.today,
            known: self.projects.get(project.code.as_str()),
            client_id: &self.clients[project.client.as_str()],
        };
        let kept = keeper.act(project, act).await?;
        self.projects.insert(&project.code, kept);
        self.send_messages().await
    }

    async fn act(&mut self, quote: &'a Quote, act: &Act) -> Outcome {
        match act {
            Act::Write => {
                let author = self.staff(&quote.author).await?;
                let project = quote.project.as_deref();
                let body = json!({
                    "client_id": self.clients[quote.client.as_str()],
                    "project_id": project.map(|code| &self.projects[code]["id"]),
                    "type": "quote",
                    "title": quote.title,
                    "content": dated(&quote.content, self.today)?,
                });
                let made = author.post("/api/admin/documents", &body).await?;
                self.quotes.insert(&quote.title, made);
                Ok(())
            }
            Act::Publish => self.by_staff(quote, "publication", &json!({})).await,
            Act::Withdraw => self.by_staff(quote, "withdrawal", &json!({})).await,
            Act::Deliver { contact, channel } => {
                let body =
                    json!({ "contact_id": self.contacts[contact.as_str()], "channel": channel });
                let path = format!("{}/delivery", self.address(quote)?);
                self.staff(&quote.author).await?.post(&path, &body).await?;
                self.send_messages().await
            }
            Act::Open { contact } => self.by_contact(quote, contact, None).await,
            Act::Accept {
                contact,
                answer,
                method,
            } => {
                let mut answer = answer.clone();
                answer["payment_method_id"] =
                    json!(method.as_ref().map(|name| &self.methods[name]));
                self.by_contact(quote, contact, Some(answer)).await
            }
            Act::Decline { contact, comment } => {
                let answer = json!({ "outcome": "declined", "options": [], "comment": comment });
                self.by_contact(quote, contact, Some(answer)).await
            }
        }
    }

    async fn by_staff(&mut self, quote: &'a Quote, noun: &str, body: &Value) -> Outcome {
        let path = format!("{}/{noun}", self.address(quote)?);
        let shown = self.staff(&quote.author).await?.post(&path, body).await?;
        self.quotes.insert(&quote.title, shown);
        Ok(())
    }

    /// A contact signs in, reads the quote and perhaps answers it.
    async fn by_contact(&self, quote: &Quote, contact: &str, answer: Option<Value>) -> Outcome {
        let browser = self.contact(contact).await?;
        let path = format!(
            "/api/client{}",
            page_of(&self.quotes[quote.title.as_str()])?
        );
        let shown = browser.get(&path).await?;
        if let Some(mut answer) = answer {
            self.clock.advance(5 * MOMENT);
            answer["version_hash"] = shown["version_hash"].clone();
            let key = self.app.ids.id().to_string();
            browser
                .send(
                    http::Method::POST,
                    &format!("{path}/response"),
                    Some(&answer),
                    Some(&key),
                )
                .await?;
            self.send_messages().await?;
        }
        self.clock.advance(MOMENT);
        browser
            .send(http::Method::DELETE, "/api/client/session", None, None)
            .await?;
        Ok(())
    }

    /// One of the staff, signed in.
    async fn staff(&self, name: &str) -> Outcome<Browser<'_>> {
        let account = self
            .script
            .staff
            .iter()
            .find(|staff| staff.name == name)
            .ok_or("nobody on the staff has this name")?;
        let browser = Browser::new(&self.door, &self.public.origin("localhost"), false);
        let body = json!({ "email": account.email, "password": account.password });
        browser.post("/api/admin/session", &body).await?;
        self.clock.advance(MOMENT);
        Ok(browser)
    }

    /// A contact, signed in with a code from the outbox.
    async fn contact(&self, name: &str) -> Outcome<Browser<'_>> {
        let contacts = self
            .script
            .clients
            .iter()
            .flat_map(|client| &client.contacts);
        let contact = contacts
            .into_iter()
            .find(|contact| contact.name == name)
            .ok_or("no contact has this name")?;
        let by_phone = self.script.signs_in_by == "phone";
        let (field, address) = if by_phone {
            ("phone", &contact.phone)
        } else {
            ("email", &contact.email)
        };
        let browser = Browser::new(&self.door, &self.script.url(self.public), by_phone);
        let mut body = json!({});
        body[field] = json!(address);
        browser.post("/api/client/sign-in", &body).await?;
        self.send_messages().await?;
        self.clock.advance(MOMENT);
        let kept = self
            .app
            .gateways
            .local
            .as_ref()
            .and_then(|local| local.last());
        let letter = kept.ok_or("no code was sent")?;
        let code = code_in(&letter.text).ok_or("the message has no code")?;
        browser
            .post("/api/client/sign-in/verification", &json!({ "code": code }))
            .await?;
        self.clock.advance(MOMENT);
        Ok(browser)
    }

    /// Customers become so with their first accepted quote; the script says who no longer is one.
    async fn set_statuses(&self) -> Outcome {
        for client in self
            .script
            .clients
            .iter()
            .filter(|client| client.status == "inactive")
        {
            let owner = self.staff(&self.script.staff[0].name).await?;
            let path = format!("/api/admin/clients/{}", self.clients[client.name.as_str()]);
            owner
                .send(
                    http::Method::PATCH,
                    &path,
                    Some(&json!({ "status": "inactive" })),
                    None,
                )
                .await?;
        }
        Ok(())
    }

    async fn send_messages(&self) -> Outcome {
        while jobs::run_due(&self.app).await? > 0 {}
        Ok(())
    }

    /// Goes to that hour, or on from now if it is past.
    fn go_to(&self, days_ago: u64, hour: u64) {
        let days = u32::try_from(days_ago).unwrap_or(u32::MAX);
        let hours = u32::try_from(hour).unwrap_or(0);
        let wanted = self.today.minus(days * DAY).plus(hours * HOUR);
        self.clock.set(wanted.max(self.clock.now().plus(MOMENT)));
    }

    fn address(&self, quote: &Quote) -> Outcome<String> {
        let known = self
            .quotes
            .get(quote.title.as_str())
            .ok_or("it was not written yet")?;
        Ok(format!("/api/admin/documents/{}", text(known, "id")?))
    }
}

/// `/documents/2026/slug`
fn page_of(quote: &Value) -> Outcome<String> {
    let year = quote["year"].as_i64().ok_or("it was not published")?;
    Ok(format!("/documents/{year}/{}", text(quote, "slug")?))
}

pub(super) fn text(value: &Value, member: &str) -> Outcome<String> {
    let found = value[member]
        .as_str()
        .ok_or_else(|| format!("no {member} in {value}"))?;
    Ok(found.to_owned())
}
