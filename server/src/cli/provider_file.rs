//! A provider in one TOML file: itself, its owner, its brand addresses, its first clients, contacts and projects.

use std::path::Path;

use serde::Deserialize;

use super::Outcome;
use crate::features::{
    people::{clients::ClientStatus, permission::ContactRole},
    provisioning::{NewClient, NewContact, NewProject},
};

/// The whole file. A key that is not known is refused by name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProviderFile {
    pub(super) name: String,
    pub(super) hosts: Vec<String>,
    pub(super) owner: Owner,
    pub(super) preset: Option<String>,
    #[serde(default)]
    pub(super) business: bool,
    pub(super) language: Option<String>,
    pub(super) time_zone: Option<String>,
    pub(super) country: Option<String>,
    pub(super) currency: Option<String>,
    pub(super) colour: Option<String>,
    pub(super) login_text: Option<String>,
    pub(super) footer_text: Option<String>,
    pub(super) support_contact: Option<String>,
    #[serde(default)]
    clients: Vec<Client>,
}

/// The first owner.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Owner {
    pub(super) name: Option<String>,
    pub(super) email: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Client {
    name: String,
    status: Option<ClientStatus>,
    language: Option<String>,
    currency: Option<String>,
    #[serde(default)]
    contacts: Vec<Contact>,
    #[serde(default)]
    projects: Vec<Project>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contact {
    name: String,
    email: Option<String>,
    phone: Option<String>,
    role: ContactRole,
    language: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Project {
    code: String,
    name: String,
}

impl ProviderFile {
    /// Reads a file.
    pub(super) fn read(path: &Path) -> Outcome<Self> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("--file: {}: {error}", path.display()))?;
        toml::from_str(&text).map_err(|error| format!("--file: {}: {error}", path.display()).into())
    }

    /// One with nothing but a name and an owner.
    pub(super) fn of(name: String, owner_email: String) -> Self {
        Self {
            name,
            hosts: Vec::new(),
            owner: Owner {
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
    pub(super) fn clients(&self) -> Vec<NewClient> {
        self.clients.iter().map(NewClient::from).collect()
    }
}

impl From<&Client> for NewClient {
    fn from(client: &Client) -> Self {
        let contact = |contact: &Contact| NewContact {
            name: contact.name.clone(),
            email: contact.email.clone(),
            phone: contact.phone.clone(),
            role: contact.role,
            language: contact.language.clone(),
        };
        let project = |project: &Project| NewProject {
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
        let file: ProviderFile = toml::from_str(WHOLE).unwrap();
        let clients = file.clients();
        assert_eq!(clients.len(), 1);
        assert_eq!(clients[0].status, ClientStatus::Active);
        assert_eq!(clients[0].contacts[0].role, ContactRole::Executive);
        assert_eq!(clients[0].projects[0].code, "P-1");
    }

    #[test]
    fn an_unknown_key_is_named() {
        let typed = WHOLE.replace("status", "state");
        let error = toml::from_str::<ProviderFile>(&typed).unwrap_err();
        assert!(error.to_string().contains("state"), "{error}");
    }
}
