//! What somebody wants to create, as it is written in a TOML file or sent to the operator's address: a provider, its
//! owner, its brand addresses, its first clients, contacts and projects.

use serde::Deserialize;
use utoipa::ToSchema;

use super::{BrandAddress, NewClient, NewContact, NewProject, NewProvider, NewStaff};
use crate::{
    error::Result,
    features::{
        people::{
            clients::{self, ClientStatus},
            permission::{ContactRole, StaffRole},
        },
        providers::{is_colour, is_currency, is_language, is_time_zone, languages, preset::Preset},
    },
    kit::{email::Email, field::FieldErrors, text},
};

/// A provider with everything it starts with. A key that is not known is refused by name.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateProvider {
    /// Its name, as clients read it.
    #[schema(value_type = clients::Name)]
    pub name: String,
    /// Where its clients find its portal, the main address first: `www.studio.example`,
    /// `https://www.studio.example/clients`.
    #[schema(min_items = 1)]
    pub hosts: Vec<String>,
    /// Its first owner.
    pub owner: ProviderOwner,
    /// Which modules it starts with; `client-area` when left out.
    pub preset: Option<String>,
    /// A business with several staff, rather than one person.
    #[serde(default)]
    pub business: bool,
    /// BCP 47; `en` when left out.
    pub language: Option<String>,
    /// IANA name; `Europe/Berlin` when left out.
    pub time_zone: Option<String>,
    /// ISO 3166, for phone numbers; `DE` when left out.
    pub country: Option<String>,
    /// ISO 4217; `EUR` when left out.
    pub currency: Option<String>,
    /// `#rrggbb`; `#27508f` when left out.
    pub colour: Option<String>,
    /// A sentence for the sign-in page.
    #[schema(value_type = Option<text::BrandText>)]
    pub login_text: Option<String>,
    /// The foot of every page.
    #[schema(value_type = Option<text::BrandText>)]
    pub footer_text: Option<String>,
    /// Where clients turn to when they can't get in.
    #[schema(value_type = Option<text::BrandText>)]
    pub support_contact: Option<String>,
    /// Its first clients.
    #[serde(default)]
    clients: Vec<ProviderClient>,
}

/// The first owner.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderOwner {
    /// Name; the provider's when left out.
    #[schema(value_type = Option<clients::Name>)]
    pub name: Option<String>,
    /// E-mail, unique in the installation.
    #[schema(value_type = Email)]
    pub email: String,
}

/// A client to start with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ProviderClient {
    /// Its name.
    #[schema(value_type = clients::Name)]
    name: String,
    /// Where it stands; a prospect when left out.
    status: Option<ClientStatus>,
    /// Its own language, if it has one.
    #[schema(value_type = Option<crate::features::providers::Language>)]
    language: Option<String>,
    /// Its own currency, if it has one.
    #[schema(pattern = "^[A-Z]{3}$")]
    currency: Option<String>,
    /// Who signs in for it.
    #[serde(default)]
    contacts: Vec<ProviderContact>,
    /// What is done for it.
    #[serde(default)]
    projects: Vec<ProviderProject>,
}

/// A contact to start with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ProviderContact {
    /// Its name.
    #[schema(value_type = clients::Name)]
    name: String,
    /// E-mail. One of e-mail and phone is needed.
    #[schema(value_type = Option<Email>)]
    email: Option<String>,
    /// Phone, as written in the provider's country or with its own prefix.
    #[schema(value_type = Option<crate::kit::phone::Phone>)]
    phone: Option<String>,
    /// Its role.
    role: ContactRole,
    /// Its own language, if it has one.
    #[schema(value_type = Option<crate::features::providers::Language>)]
    language: Option<String>,
}

/// A project to start with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ProviderProject {
    /// Its code, unique at the provider.
    code: String,
    /// Its name.
    name: String,
}

impl CreateProvider {
    /// One with nothing but a name and an owner.
    pub fn of(name: String, owner_email: String) -> Self {
        Self {
            name,
            hosts: Vec::new(),
            owner: ProviderOwner {
                name: None,
                email: owner_email,
            },
            preset: None,
            business: false,
            language: None,
            time_zone: None,
            country: None,
            currency: None,
            colour: None,
            login_text: None,
            footer_text: None,
            support_contact: None,
            clients: Vec::new(),
        }
    }

    /// The clients in it.
    pub fn clients(&self) -> Vec<NewClient> {
        self.clients.iter().map(NewClient::from).collect()
    }

    /// The provider, with the usual for what was left out. `password_hash`: its owner's, who is invited without one.
    ///
    /// # Errors
    /// 422 with every field that is not acceptable, by its own name.
    pub fn provider(&self, password_hash: Option<String>) -> Result<NewProvider> {
        let mut errors = FieldErrors::new();
        let preset = self.check(&mut errors);
        let mut said = |field, typed: &Option<String>| {
            errors.keep(text::lines(field, typed.as_deref(), text::BRAND_TEXT))
        };
        let login_text = said("login_text", &self.login_text);
        let footer_text = said("footer_text", &self.footer_text);
        let support_contact = said("support_contact", &self.support_contact);
        let preset = errors.or(preset.unwrap_or(Preset::ClientArea))?;
        let or = |value: &Option<String>, usual: &str| {
            let given = value.as_deref().map(str::trim);
            given
                .filter(|given| !given.is_empty())
                .unwrap_or(usual)
                .to_owned()
        };
        Ok(NewProvider {
            name: self.name.trim().to_owned(),
            is_business: self.business,
            preset,
            language: or(&self.language, "en"),
            time_zone: or(&self.time_zone, "Europe/Berlin"),
            country: or(&self.country, "DE").to_uppercase(),
            currency: or(&self.currency, "EUR"),
            brand_colour: or(&self.colour, "#27508f"),
            login_text,
            footer_text,
            support_contact,
            brand_addresses: self.hosts.iter().map(|host| address(host)).collect(),
            owner: NewStaff {
                name: or(&self.owner.name, self.name.trim()),
                email: self.owner.email.clone(),
                role: StaffRole::Owner,
                password_hash,
            },
        })
    }

    fn check(&self, errors: &mut FieldErrors) -> Option<Preset> {
        if let Err(faults) = clients::name("name", &self.name) {
            errors.0.extend(faults.0);
        }
        let owner_name = self.owner.name.as_deref().unwrap_or(&self.name);
        if let Err(faults) = clients::name("owner.name", owner_name)
            && self.owner.name.is_some()
        {
            errors.0.extend(faults.0);
        }
        let is_address = |host: &String| BrandAddress::parse(&address(host)).is_ok();
        if self.hosts.is_empty() || !self.hosts.iter().all(is_address) {
            let words =
                "Give addresses such as www.studio.example or https://www.studio.example/clients.";
            errors.add("hosts", "invalid", words);
        }
        if Email::parse(&self.owner.email).is_none() {
            errors.add("owner.email", "invalid", "Give an e-mail address.");
        }
        let word = self.preset.as_deref().unwrap_or("client-area");
        let preset = Preset::from_word(word);
        if preset.is_none() {
            let allowed = Preset::ALL.map(Preset::as_str).join(", ");
            let words = format!("{word} is none; allowed are {allowed}.");
            errors.add("preset", "unknown", words);
        }
        let wrong = |value: &Option<String>, is_good: fn(&str) -> bool| {
            let given = value.as_deref().map(str::trim);
            given.is_some_and(|given| !given.is_empty() && !is_good(given))
        };
        if wrong(&self.language, is_language) {
            errors.add("language", "unknown", languages());
        }
        if wrong(&self.time_zone, is_time_zone) {
            let words = "Give an IANA time zone such as Europe/Berlin.";
            errors.add("time_zone", "unknown", words);
        }
        if wrong(&self.country, is_country) {
            let words = "Give two letters of ISO 3166 such as DE.";
            errors.add("country", "unknown", words);
        }
        if wrong(&self.currency, is_currency) {
            let words = "Give an ISO 4217 code such as EUR.";
            errors.add("currency", "unknown", words);
        }
        if wrong(&self.colour, is_colour) {
            errors.add("colour", "invalid", "Give a colour such as #4f46e5.");
        }
        preset
    }
}

/// A bare host is meant with https.
fn address(host: &str) -> String {
    let host = host.trim();
    if host.contains("://") {
        host.to_owned()
    } else {
        format!("https://{host}")
    }
}

fn is_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|letter| letter.is_ascii_alphabetic())
}

impl From<&ProviderClient> for NewClient {
    fn from(client: &ProviderClient) -> Self {
        let contact = |contact: &ProviderContact| NewContact {
            name: contact.name.clone(),
            email: contact.email.clone(),
            phone: contact.phone.clone(),
            role: contact.role,
            language: contact.language.clone(),
        };
        let project = |project: &ProviderProject| NewProject {
            code: project.code.clone(),
            name: project.name.clone(),
        };
        Self {
            name: client.name.clone(),
            status: client.status.unwrap_or(ClientStatus::Prospect),
            language: client.language.clone(),
            currency: client.currency.clone(),
            contacts: client.contacts.iter().map(contact).collect(),
            projects: client.projects.iter().map(project).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"
        name = "Studio"
        hosts = ["www.studio.example"]
        [owner]
        email = "olga@studio.example"
        [[clients]]
        name = "Acme"
        status = "active"
        [[clients.contacts]]
        name = "Ada"
        email = "ada@acme.example"
        role = "executive"
        [[clients.projects]]
        code = "P-1"
        name = "Kitchen"
    "#;

    #[test]
    fn a_file_holds_clients_with_their_people_and_projects() {
        let file: CreateProvider = toml::from_str(WHOLE).unwrap();
        let clients = file.clients();
        assert_eq!(clients.len(), 1);
        assert_eq!(clients[0].status, ClientStatus::Active);
        assert_eq!(clients[0].contacts[0].role, ContactRole::Executive);
        assert_eq!(clients[0].projects[0].code, "P-1");
    }

    #[test]
    fn an_unknown_key_is_named() {
        let typed = WHOLE.replace("status", "state");
        let error = toml::from_str::<CreateProvider>(&typed).unwrap_err();
        assert!(error.to_string().contains("state"), "{error}");
    }

    #[test]
    fn what_is_left_out_is_the_usual_and_every_fault_is_named() {
        let mut wanted = CreateProvider::of("Studio".into(), "olga@studio.example".into());
        wanted.hosts = vec![" www.studio.example ".into()];
        let new = wanted.provider(None).unwrap();
        assert_eq!(new.brand_addresses, ["https://www.studio.example"]);
        assert_eq!(
            (new.owner.name.as_str(), new.currency.as_str()),
            ("Studio", "EUR")
        );
        wanted.hosts = vec!["http://studio.example".into()];
        wanted.owner.email = "nobody".into();
        wanted.preset = Some("florist".into());
        wanted.colour = Some("red".into());
        wanted.country = Some("Germany".into());
        wanted.login_text = Some("x".repeat(1_001));
        wanted.footer_text = Some("Hours\u{1b}[2J".into());
        let error = wanted.provider(None).unwrap_err();
        let crate::error::Error::Invalid { fields, .. } = error else {
            panic!("{error}");
        };
        let named: Vec<_> = fields.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(
            named,
            [
                "hosts",
                "owner.email",
                "preset",
                "country",
                "colour",
                "login_text",
                "footer_text"
            ]
        );
    }
}
