//! `portico provider create`: a provider with its brand domain and its owner, whose password is shown once.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Outcome, account, provider_file, say};
use crate::{
    config::Config,
    features::{
        audit::Actor,
        provisioning::{self, CreateProvider},
    },
};

/// What can be done with providers.
#[derive(Debug, Subcommand)]
pub(super) enum Act {
    /// Creates one, with its brand domain, document types and owner.
    Create(Box<Create>),
}

#[derive(Debug, Args)]
pub(super) struct Create {
    /// A TOML file with the provider, its owner, and its first clients, contacts and projects. Options go over it.
    #[arg(long)]
    file: Option<PathBuf>,
    /// Its name, as clients read it.
    #[arg(long, required_unless_present = "file")]
    name: Option<String>,
    /// Where its clients find its portal: `www.studio.example`, `https://www.studio.example/clients`. May be repeated.
    #[arg(long = "host", required_unless_present = "file")]
    hosts: Vec<String>,
    /// E-mail of its owner.
    #[arg(long, required_unless_present = "file")]
    owner_email: Option<String>,
    /// Name of its owner; the provider's when left out.
    #[arg(long)]
    owner_name: Option<String>,
    /// client-area, professional-services, project-delivery, account-management or regulated; client-area when left out.
    #[arg(long)]
    preset: Option<String>,
    /// A business with several staff, rather than one person.
    #[arg(long)]
    business: bool,
    /// BCP 47; en when left out.
    #[arg(long)]
    language: Option<String>,
    /// IANA name; Europe/Berlin when left out.
    #[arg(long)]
    time_zone: Option<String>,
    /// ISO 3166, for phone numbers; DE when left out.
    #[arg(long)]
    country: Option<String>,
    /// ISO 4217; EUR when left out.
    #[arg(long)]
    currency: Option<String>,
    /// `#rrggbb`; #27508f when left out.
    #[arg(long)]
    colour: Option<String>,
}

pub(super) async fn run(act: &Act, config: &Config) -> Outcome {
    let Act::Create(typed) = act;
    let file = typed.file.as_deref().map(provider_file::read).transpose()?;
    let clients = file.as_ref().map_or_else(Vec::new, CreateProvider::clients);
    let wanted = typed.over(file)?;
    let desk = account::Desk::open(config).await?;
    let (password, hash) = desk.password()?;
    let new = wanted.provider(Some(hash)).map_err(account::said)?;
    let (ids, who) = (&desk.ids, Actor::command_line());
    let made = provisioning::provision_with(&desk.db, ids, desk.now(), &who, &new, &clients)
        .await
        .map_err(account::said)?;
    say(format!("Provider    {}", made.provider_id));
    say(format!("Portal      {}", new.brand_addresses.join(", ")));
    say(format!("Staff       {}", config.staff_site()?.origin));
    if !clients.is_empty() {
        say(format!("Clients     {}", clients.len()));
    }
    say(format!("Owner       {}", new.owner.email));
    say(format!("Password    {password}   (shown only here)"));
    Ok(())
}

impl Create {
    /// What the file says, with the options that were typed over it.
    fn over(&self, file: Option<CreateProvider>) -> Outcome<CreateProvider> {
        let mut wanted = match file {
            Some(file) => file,
            None => CreateProvider::of(
                self.name.clone().ok_or("--name is missing")?,
                self.owner_email.clone().ok_or("--owner-email is missing")?,
            ),
        };
        let put = |target: &mut Option<String>, typed: &Option<String>| {
            if typed.is_some() {
                target.clone_from(typed);
            }
        };
        put(&mut wanted.preset, &self.preset);
        put(&mut wanted.language, &self.language);
        put(&mut wanted.time_zone, &self.time_zone);
        put(&mut wanted.country, &self.country);
        put(&mut wanted.currency, &self.currency);
        put(&mut wanted.colour, &self.colour);
        put(&mut wanted.owner.name, &self.owner_name);
        wanted.business |= self.business;
        if let Some(name) = &self.name {
            wanted.name.clone_from(name);
        }
        if let Some(email) = &self.owner_email {
            wanted.owner.email.clone_from(email);
        }
        if !self.hosts.is_empty() {
            wanted.hosts.clone_from(&self.hosts);
        }
        Ok(wanted)
    }
}
