//! Creating a provider: itself, its brand domains, its built-in document types and its owner, in one
//! transaction (P43). The operator sees what it typed then and nothing later.

mod clients;
mod store;
mod types;
mod wanted;

pub use clients::{NewClient, NewContact, NewProject};
pub use wanted::{CreateProvider, ProviderOwner};

use serde_json::json;
use types::BUILT_IN_TYPES;

use crate::{
    db::{Because, Db},
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        people::permission::StaffRole,
        providers::{colour::Colour, preset::Preset},
        staff_accounts,
    },
    kit::{
        clock::Time,
        email::Email,
        field::FieldErrors,
        http::host,
        id::{Id, Ids},
        job,
    },
};

/// A provider to be.
#[derive(Debug, Clone)]
pub struct NewProvider {
    /// Its name, as clients read it.
    pub name: String,
    /// A business with orgs, rather than one person.
    pub is_business: bool,
    /// Which modules it starts with.
    pub preset: Preset,
    /// BCP 47 language.
    pub language: String,
    /// IANA time zone.
    pub time_zone: String,
    /// ISO 3166 country, for phone numbers.
    pub country: String,
    /// ISO 4217 currency.
    pub currency: String,
    /// `#rrggbb`.
    pub brand_colour: String,
    /// A sentence for the sign-in page.
    pub login_text: Option<String>,
    /// The foot of every page.
    pub footer_text: Option<String>,
    /// Where clients turn to when they can't get in.
    pub support_contact: Option<String>,
    /// Origins of its brand domains, the main one first: `https://www.studio.example`, or with a path prefix.
    pub brand_addresses: Vec<String>,
    /// Its first owner.
    pub owner: NewStaff,
}

/// A staff account to be.
#[derive(Debug, Clone)]
pub struct NewStaff {
    /// Name.
    pub name: String,
    /// E-mail, unique in the installation.
    pub email: String,
    /// What it may do.
    pub role: StaffRole,
    /// PHC string of its password; none for whoever is invited by mail to choose one.
    pub password_hash: Option<String>,
}

/// What was made.
#[derive(Debug, Clone)]
pub struct Provisioned {
    /// The provider.
    pub provider_id: Id,
    /// Its owner.
    pub owner_id: Id,
    /// Its brand domains, in the order given.
    pub brand_domain_ids: Vec<Id>,
}

/// A brand domain, read from its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrandAddress {
    /// Folded host.
    pub host: String,
    /// Empty, or `/clients`.
    pub prefix: String,
    /// Scheme, host and port.
    pub origin: String,
}

impl BrandAddress {
    /// Reads `https://host[:port][/prefix]`; plain `http` only for `localhost` and `*.localhost` (P4).
    ///
    /// # Errors
    /// What is allowed, for the field `brand_addresses`.
    pub fn parse(address: &str) -> Result<Self, FieldErrors> {
        let refuse = || {
            FieldErrors::one(
                "brand_addresses",
                "invalid",
                "Give an address such as https://www.studio.example or https://www.studio.example/clients; http only for localhost.",
            )
        };
        let (scheme, rest) = address.split_once("://").ok_or_else(refuse)?;
        let (authority, path) = rest
            .split_once('/')
            .map_or((rest, ""), |(host, path)| (host, path));
        let path = path.trim_end_matches('/');
        let host = host::fold(authority).map_err(|_| refuse())?;
        let local = host == "localhost" || host.ends_with(".localhost");
        let path_is_plain = path.split('/').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        });
        if !(scheme == "https" || scheme == "http" && local) || !(path.is_empty() || path_is_plain)
        {
            return Err(refuse());
        }
        let prefix = if path.is_empty() {
            String::new()
        } else {
            format!("/{path}")
        };
        Ok(Self {
            host,
            prefix,
            origin: format!("{scheme}://{}", authority.to_lowercase()),
        })
    }
}

/// Creates a provider with all that it needs to be signed in to.
///
/// # Errors
/// 422 for a field that is not acceptable, 409 when a host or the owner's e-mail is taken.
pub async fn provision(
    db: &Db,
    ids: &dyn Ids,
    now: Time,
    new: &NewProvider,
) -> Result<Provisioned> {
    provision_with(db, ids, now, &Actor::command_line(), new, &[]).await
}

/// The same with its first clients, their contacts and projects, all or nothing. An owner without a password gets an
/// invitation.
///
/// # Errors
/// As `provision`, and 422 for a field of a client.
pub async fn provision_with(
    db: &Db,
    ids: &dyn Ids,
    now: Time,
    actor: &Actor,
    new: &NewProvider,
    clients: &[NewClient],
) -> Result<Provisioned> {
    let addresses = new
        .brand_addresses
        .iter()
        .map(|address| BrandAddress::parse(address))
        .collect::<Result<Vec<_>, _>>()?;
    check(new)?;
    let provider_id = ids.id();
    let write = db.system(Because::Provision).write().await?;
    store::add_provider(&write, provider_id, now, new).await?;
    let mut brand_domain_ids = Vec::new();
    for address in &addresses {
        if !store::claim_host(&write, provider_id, &address.host).await? {
            return Err(Error::conflict(
                "host_taken",
                format!("{} already leads to another portal.", address.host),
            ));
        }
        let brand_domain_id = ids.id();
        store::add_brand_domain(&write, provider_id, brand_domain_id, now, address).await?;
        brand_domain_ids.push(brand_domain_id);
    }
    store::start_audit(&write, provider_id).await?;
    for built_in in BUILT_IN_TYPES {
        store::add_document_type(&write, provider_id, now, built_in).await?;
    }
    let owner_id = ids.id();
    add_account(&write, provider_id, owner_id, now, &new.owner).await?;
    let entry = Entry::done("provider_created")
        .on("provider", provider_id)
        .detail(json!({ "name": new.name, "preset": new.preset.as_str() }));
    audit::record_for(&write, provider_id, now, actor, &entry).await?;
    let at = (provider_id, new.country.as_str());
    clients::add(&write, ids, now, actor, at, clients).await?;
    if new.owner.password_hash.is_none() {
        let inviter = actor.name.as_deref().unwrap_or("Portico");
        let invitation = staff_accounts::invitation_job(owner_id, inviter);
        job::enqueue_for(&write, provider_id, ids.id(), now, &invitation).await?;
    }
    write.commit().await?;
    Ok(Provisioned {
        provider_id,
        owner_id,
        brand_domain_ids,
    })
}

/// Adds a staff account to a provider, as the operator.
///
/// # Errors
/// 422 for the e-mail, 409 when it is taken anywhere in the installation.
pub async fn add_staff(
    db: &Db,
    ids: &dyn Ids,
    now: Time,
    provider_id: Id,
    new: &NewStaff,
) -> Result<Id> {
    let staff_id = ids.id();
    let write = db.system(Because::Provision).write().await?;
    add_account(&write, provider_id, staff_id, now, new).await?;
    let entry = Entry::done("staff_created")
        .on("staff", staff_id)
        .detail(json!({ "role": new.role }));
    audit::record_for(&write, provider_id, now, &Actor::command_line(), &entry).await?;
    write.commit().await?;
    Ok(staff_id)
}

/// Registers another public address for a brand domain, found by its host and prefix: the demo's port changes.
///
/// # Errors
/// 422 for the address, 404 when no brand has its host and prefix.
pub async fn register_origin(db: &Db, address: &str) -> Result<()> {
    let address = BrandAddress::parse(address)?;
    let write = db.system(Because::Provision).write().await?;
    if !store::save_origin(&write, &address).await? {
        return Err(Error::not_found());
    }
    write.commit().await?;
    Ok(())
}

/// The provider whose brand answers at a host.
///
/// # Errors
/// Those of the database.
pub async fn find_by_host(db: &Db, host: &str) -> Result<Option<Id>> {
    let read = db.system(Because::Provision).read().await?;
    store::find_by_host(&read, host).await
}

async fn add_account(
    write: &store::SystemWrite<'_>,
    provider_id: Id,
    staff_id: Id,
    now: Time,
    new: &NewStaff,
) -> Result<()> {
    let email = Email::parse(&new.email)
        .ok_or_else(|| Error::invalid("email", "invalid", "Give an e-mail address."))?;
    if store::email_is_taken(write, email.as_str()).await? {
        return Err(Error::conflict(
            "email_taken",
            "Another staff account of this installation has this e-mail.",
        ));
    }
    store::add_staff(write, provider_id, staff_id, now, email.as_str(), new).await
}

fn check(new: &NewProvider) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::new();
    if new.name.trim().is_empty() {
        errors.add("name", "required", "Give the provider a name.");
    }
    if Colour::parse(&new.brand_colour).is_none() {
        errors.add("brand_colour", "invalid", "Give a colour such as #4f46e5.");
    }
    if jiff::tz::TimeZone::get(&new.time_zone).is_err() {
        errors.add(
            "time_zone",
            "unknown",
            "Give an IANA time zone such as Europe/Berlin.",
        );
    }
    if iso_currency::Currency::from_code(&new.currency).is_none() {
        errors.add("currency", "unknown", "Give an ISO 4217 code such as EUR.");
    }
    errors.or(())
}

#[cfg(test)]
mod starting_tests;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gives_host_prefix_and_origin() {
        let parse = |text| {
            BrandAddress::parse(text)
                .map(|a| (a.host, a.prefix, a.origin))
                .ok()
        };
        let parts = |h: &str, p: &str, o: &str| Some((h.to_owned(), p.to_owned(), o.to_owned()));
        assert_eq!(
            parse("https://WWW.Studio.example"),
            parts("www.studio.example", "", "https://www.studio.example")
        );
        assert_eq!(
            parse("https://studio.example/clients/"),
            parts("studio.example", "/clients", "https://studio.example")
        );
        assert_eq!(
            parse("http://a.localhost:3060"),
            parts("a.localhost", "", "http://a.localhost:3060")
        );
        for bad in [
            "studio.example",
            "http://studio.example",
            "ftp://localhost",
            "https://",
            "https://a b",
            "https://a.example/x//y",
            "https://a.example/ü",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
