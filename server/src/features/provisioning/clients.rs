//! What a provider may start with: its first clients, their contacts and projects (P43).

use std::collections::BTreeMap;

use serde_json::json;

use super::store::{self, SystemWrite};
use crate::{
    error::Result,
    features::{
        audit::{self, Actor, Entry},
        people::{
            clients::{self, ClientStatus},
            permission::ContactRole,
        },
        providers::language,
        search,
    },
    kit::{
        clock::Time,
        email::Email,
        field::FieldErrors,
        id::{Id, Ids},
        phone::Phone,
        text,
    },
};

/// A client to be. Its portal is off until its first contact is invited.
#[derive(Debug, Clone)]
pub struct NewClient {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub status: ClientStatus,
    /// Its own language, if it has one.
    pub language: Option<String>,
    /// Its own currency, if it has one.
    pub currency: Option<String>,
    /// Who signs in for it. Somebody named at several clients, by the same name and e-mail or phone, is one person.
    pub contacts: Vec<NewContact>,
    /// What is done for it.
    pub projects: Vec<NewProject>,
}

/// A contact to be.
#[derive(Debug, Clone)]
pub struct NewContact {
    /// Its name.
    pub name: String,
    /// E-mail. One of e-mail and phone is needed.
    pub email: Option<String>,
    /// Phone, as written in the provider's country or with its own prefix.
    pub phone: Option<String>,
    /// Its role.
    pub role: ContactRole,
    /// Its own language, if it has one.
    pub language: Option<String>,
}

/// A project to be.
#[derive(Debug, Clone)]
pub struct NewProject {
    /// Its code, unique at the provider.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A contact with its addresses as they are stored.
struct Reachable<'a> {
    contact: &'a NewContact,
    email: Option<String>,
    phone: Option<String>,
}

/// The longest code of a project, in letters.
const LONGEST_CODE: usize = 80;

const SOMEBODY_ELSE: &str = "A contact of another client has one of these addresses, though not the same name and addresses. Name the same person the same at each client.";

impl Reachable<'_> {
    /// Name, e-mail and phone.
    fn found_by(&self) -> (&str, Option<&str>, Option<&str>) {
        let name = self.contact.name.trim();
        (name, self.email.as_deref(), self.phone.as_deref())
    }

    /// Whether they share an address.
    fn meets(&self, other: &Reachable<'_>) -> bool {
        let same = |own: &Option<String>, others: &Option<String>| own.is_some() && own == others;
        same(&self.email, &other.email) || same(&self.phone, &other.phone)
    }

    /// Whether the other says nothing that is not said here: then they are one person.
    fn is(&self, other: &Reachable<'_>) -> bool {
        let says =
            |own: &Option<String>, others: &Option<String>| others.is_none() || own == others;
        self.contact.name.trim() == other.contact.name.trim()
            && says(&self.email, &other.email)
            && says(&self.phone, &other.phone)
    }
}

/// Reads everything before anything is written: every fault with its place in the file.
///
/// # Errors
/// 422 with each field, such as `clients[0].contacts[1].email`.
fn check<'a>(clients: &'a [NewClient], country: &str) -> Result<Vec<Vec<Reachable<'a>>>> {
    let mut errors = FieldErrors::new();
    let mut codes = std::collections::BTreeSet::new();
    let mut read = Vec::new();
    for (place, client) in clients.iter().enumerate() {
        let at = format!("clients[{place}]");
        if let Err(faults) = clients::name("name", &client.name) {
            errors.0.extend(faults.under(&at).0);
        }
        let currency = client.currency.as_deref();
        if currency.is_some_and(|code| iso_currency::Currency::from_code(code).is_none()) {
            errors.add(
                format!("{at}.currency"),
                "unknown",
                "Give an ISO 4217 code such as EUR.",
            );
        }
        if let Some(Err(faults)) = client.language.as_deref().map(language) {
            errors.0.extend(faults.under(&at).0);
        }
        for (place, project) in client.projects.iter().enumerate() {
            let at = format!("{at}.projects[{place}]");
            let code = text::line(&project.code, 1..=LONGEST_CODE);
            if !code.is_some_and(|code| codes.insert(code)) {
                let allowed = format!(
                    "Give each project a code of its own, of at most {LONGEST_CODE} letters."
                );
                errors.add(format!("{at}.code"), "invalid", allowed);
            }
            if let Err(faults) = clients::name("name", &project.name) {
                errors.0.extend(faults.under(&at).0);
            }
        }
        let mut own: Vec<Reachable<'_>> = Vec::new();
        for (place, contact) in client.contacts.iter().enumerate() {
            let at = format!("{at}.contacts[{place}]");
            match reachable(contact, country) {
                Ok(person) if own.iter().any(|one| one.meets(&person)) => {
                    errors.add(
                        at,
                        "invalid",
                        "This client has a contact with this address.",
                    );
                }
                Ok(person)
                    if read
                        .iter()
                        .flatten()
                        .any(|one: &Reachable<'_>| one.meets(&person) && !one.is(&person)) =>
                {
                    errors.add(at, "invalid", SOMEBODY_ELSE);
                }
                Ok(person) => own.push(person),
                Err(faults) => errors.0.extend(faults.under(&at).0),
            }
        }
        read.push(own);
    }
    Ok(errors.or(read)?)
}

fn reachable<'a>(contact: &'a NewContact, country: &str) -> Result<Reachable<'a>, FieldErrors> {
    let mut errors = FieldErrors::new();
    if let Err(faults) = clients::name("name", &contact.name) {
        errors.0.extend(faults.0);
    }
    let email = contact.email.as_deref().map(Email::parse);
    if matches!(email, Some(None)) {
        errors.add("email", "invalid", "Give an e-mail address.");
    }
    let phone = contact
        .phone
        .as_deref()
        .map(|typed| Phone::parse(typed, country));
    if matches!(phone, Some(None)) {
        errors.add(
            "phone",
            "invalid",
            "Give a phone number with its country code.",
        );
    }
    if let Some(Err(faults)) = contact.language.as_deref().map(language) {
        errors.0.extend(faults.0);
    }
    if email.is_none() && phone.is_none() {
        errors.add(
            "email",
            "required",
            "Give an e-mail address or a phone number.",
        );
    }
    errors.or(Reachable {
        contact,
        email: email.flatten().map(|email| email.as_str().to_owned()),
        phone: phone.flatten().map(|phone| phone.as_str().to_owned()),
    })
}

/// Adds the clients of a new provider, in its transaction.
///
/// # Errors
/// 422 with each field.
pub(super) async fn add(
    write: &SystemWrite<'_>,
    ids: &dyn Ids,
    now: Time,
    actor: &Actor,
    (provider_id, country): (Id, &str),
    clients: &[NewClient],
) -> Result<()> {
    let read = check(clients, country)?;
    let mut known = BTreeMap::new();
    for (client, people) in clients.iter().zip(read) {
        let client_id = ids.id();
        store::add_client(write, provider_id, client_id, now, client).await?;
        search::note_new_client(write, (provider_id, client_id), client.name.trim()).await?;
        let entry = Entry::done("client_created")
            .on("client", client_id)
            .of_client(client_id)
            .detail(json!({ "name": client.name }));
        audit::record_for(write, provider_id, now, actor, &entry).await?;
        for project in &client.projects {
            let project_id = ids.id();
            store::add_project(write, provider_id, client_id, project_id, now, project).await?;
            let entry = Entry::done("project_created")
                .on("project", project_id)
                .of_client(client_id)
                .detail(json!({ "code": project.code.trim() }));
            audit::record_for(write, provider_id, now, actor, &entry).await?;
        }
        for person in people {
            let addresses = [&person.email, &person.phone];
            let addresses = addresses.into_iter().flatten().cloned();
            let found = addresses.clone().find_map(|address| known.get(&address));
            let contact_id = match found {
                Some(contact_id) => *contact_id,
                None => {
                    let contact_id = ids.id();
                    let row = (
                        person.contact,
                        person.email.as_deref(),
                        person.phone.as_deref(),
                    );
                    store::add_contact(write, provider_id, contact_id, now, row).await?;
                    contact_id
                }
            };
            known.extend(addresses.map(|address| (address, contact_id)));
            let place = (client_id, contact_id, person.contact.role);
            let membership_id = ids.id();
            store::add_membership(write, provider_id, membership_id, now, place).await?;
            let keys = (provider_id, client_id, membership_id);
            search::note_new_contact(write, keys, person.found_by(), &client.name).await?;
            let entry = Entry::done("contact_created")
                .on("contact", contact_id)
                .of_client(client_id)
                .detail(json!({ "client_id": client_id, "role": person.contact.role }));
            audit::record_for(write, provider_id, now, actor, &entry).await?;
        }
    }
    Ok(())
}
