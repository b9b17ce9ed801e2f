//! `portico session`: who is signed in at a portal, ending it, and helping a contact in.

use clap::{Args, Subcommand};

use super::{Outcome, account, say, server_keys};
use crate::{
    config::Config,
    features::{providers::domain::BrandDomains, provisioning, second_factor, sessions, sign_in},
    kit::{
        http::{
            host,
            site::{Brand, BrandTable as _, choose},
        },
        id::Id,
    },
};

/// What can be done with sessions.
#[derive(Debug, Subcommand)]
pub(super) enum Act {
    /// Makes a link and a code that sign a contact in once, within ten minutes, and prints them. Nothing is sent.
    Create(Person),
    /// Lists the sessions of a portal's contacts and staff.
    List(Portal),
    /// Takes the second factor of a contact away who lost phone and recovery codes, ends its sessions and tells it.
    ResetSecondFactor(Person),
    /// Ends one at once.
    Revoke(Revoke),
}

#[derive(Debug, Args)]
pub(super) struct Portal {
    /// A host of the provider's portal.
    #[arg(long)]
    host: String,
}

#[derive(Debug, Args)]
pub(super) struct Person {
    /// A host of the provider's portal, with the path it is under, if it is under one: `www.studio.example/clients`.
    #[arg(long)]
    host: String,
    /// E-mail of the contact, or its phone as `+4915112345678`.
    #[arg(long)]
    contact: String,
}

#[derive(Debug, Args)]
pub(super) struct Revoke {
    /// A host of the provider's portal.
    #[arg(long)]
    host: String,
    /// Key of the session, from the list.
    #[arg(long)]
    id: String,
}

pub(super) async fn run(act: &Act, config: &Config) -> Outcome {
    let desk = account::Desk::open(config).await?;
    match act {
        Act::Create(person) => create(&desk, config, person).await,
        Act::List(Portal { host }) => list(&desk, host).await,
        Act::ResetSecondFactor(person) => reset(&desk, person).await,
        Act::Revoke(wanted) => revoke(&desk, wanted).await,
    }
}

async fn create(desk: &account::Desk, config: &Config, person: &Person) -> Outcome {
    let brand = brand_at(desk, &person.host).await?;
    let keys = server_keys(config, &desk.ids)?;
    let made = sign_in::sign_in_by_hand(
        &desk.db,
        &desk.ids,
        &keys,
        desk.now(),
        &brand,
        &person.contact,
    )
    .await?
    .ok_or_else(|| nobody(person))?;
    say(format!("Contact     {}", made.name));
    say(format!("Link        {}", made.link));
    say(format!(
        "Code        {}   (both once, until {})",
        made.code, made.expires_at
    ));
    Ok(())
}

async fn list(desk: &account::Desk, host: &str) -> Outcome {
    let provider_id = provider_at(desk, host).await?;
    for session in sessions::list_of_provider(&desk.db, provider_id).await? {
        say(format!(
            "{}  {:7}  {:10}  {}  {:15}  {}",
            session.session_id,
            if session.is_staff() {
                "staff"
            } else {
                "contact"
            },
            session.strength.as_str(),
            session.last_seen_at,
            session.ip.as_deref().unwrap_or("-"),
            session.name,
        ));
    }
    Ok(())
}

async fn reset(desk: &account::Desk, person: &Person) -> Outcome {
    let brand = brand_at(desk, &person.host).await?;
    let contact_id = sign_in::find_contact(&desk.db, brand.provider_id, &person.contact)
        .await?
        .ok_or_else(|| nobody(person))?;
    let (provider_id, now) = (brand.provider_id, desk.now());
    if !second_factor::reset_contact(&desk.db, &desk.ids, now, provider_id, contact_id).await? {
        return Err(format!("--contact: {} has no second factor", person.contact).into());
    }
    say("Reset. The next sign-in asks to set one up, where one is required.");
    Ok(())
}

async fn revoke(desk: &account::Desk, wanted: &Revoke) -> Outcome {
    let provider_id = provider_at(desk, &wanted.host).await?;
    let id = &wanted.id;
    let key: Id = id.parse().map_err(|_| format!("--id: {id} is no key"))?;
    let ended = sessions::revoke_of_provider(&desk.db, desk.now(), provider_id, key).await?;
    if !ended {
        return Err(format!("--id: no session {id} is open here").into());
    }
    say("Ended.");
    Ok(())
}

async fn provider_at(desk: &account::Desk, host: &str) -> Outcome<Id> {
    Ok(provisioning::find_by_host(&desk.db, &host.to_lowercase())
        .await?
        .ok_or_else(|| format!("--host: no portal answers at {host}"))?)
}

/// The brand at a host, or at a host and path.
async fn brand_at(desk: &account::Desk, typed: &str) -> Outcome<Brand> {
    let unknown = || format!("--host: no portal answers at {typed}");
    let bare = typed.split_once("://").map_or(typed, |(_, rest)| rest);
    let (authority, path) = bare.split_once('/').unwrap_or((bare, ""));
    let host = host::fold(authority).map_err(|_| unknown())?;
    let path = format!("/{}", path.trim_end_matches('/'));
    let brands = BrandDomains::new(desk.db.clone());
    let brands = brands.find(&host).await?.ok_or_else(unknown)?;
    let brand = choose(&brands, &path)
        .or_else(|| brands.first())
        .ok_or_else(unknown)?;
    match &brand.main_address {
        Some(main) => Err(format!("--host: {typed} only leads to {main}; give that").into()),
        None => Ok(Brand::clone(brand)),
    }
}

fn nobody(person: &Person) -> String {
    format!(
        "--contact: nobody who may sign in there has {}",
        person.contact
    )
}
