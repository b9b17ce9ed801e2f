//! `portico provider create`: a provider with its brand domain and its owner, whose password is shown once.

use clap::{Args, Subcommand};

use super::{Outcome, account, say};
use crate::{
    config::Config,
    features::{
        people::permission::StaffRole,
        providers::preset::Preset,
        provisioning::{self, NewProvider},
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
    /// Its name, as clients read it.
    #[arg(long)]
    name: String,
    /// Where its clients find its portal: `www.studio.example`, `https://www.studio.example/clients`. May be repeated.
    #[arg(long = "host", required = true)]
    hosts: Vec<String>,
    /// E-mail of its owner.
    #[arg(long)]
    owner_email: String,
    /// Name of its owner; the provider's when left out.
    #[arg(long)]
    owner_name: Option<String>,
    /// client-area, professional-services, project-delivery, account-management or regulated.
    #[arg(long, default_value = "client-area")]
    preset: String,
    /// A business with several staff, rather than one person.
    #[arg(long)]
    business: bool,
    /// BCP 47.
    #[arg(long, default_value = "en")]
    language: String,
    /// IANA name.
    #[arg(long, default_value = "Europe/Berlin")]
    time_zone: String,
    /// ISO 3166, for phone numbers.
    #[arg(long, default_value = "DE")]
    country: String,
    /// ISO 4217.
    #[arg(long, default_value = "EUR")]
    currency: String,
    /// `#rrggbb`.
    #[arg(long, default_value = "#27508f")]
    colour: String,
}

pub(super) async fn run(act: &Act, config: &Config) -> Outcome {
    let Act::Create(wanted) = act;
    let preset = Preset::from_word(&wanted.preset).ok_or_else(|| {
        format!(
            "--preset: {} is none; allowed are {}",
            wanted.preset,
            presets()
        )
    })?;
    let desk = account::Desk::open(config).await?;
    let owner_name = wanted.owner_name.as_deref().unwrap_or(&wanted.name);
    let (owner, password) = desk.account(owner_name, &wanted.owner_email, StaffRole::Owner)?;
    let addresses: Vec<String> = wanted.hosts.iter().map(|host| address(host)).collect();
    let new = NewProvider {
        name: wanted.name.clone(),
        is_business: wanted.business,
        preset,
        language: wanted.language.clone(),
        time_zone: wanted.time_zone.clone(),
        country: wanted.country.to_uppercase(),
        currency: wanted.currency.clone(),
        brand_colour: wanted.colour.clone(),
        login_text: None,
        footer_text: None,
        support_contact: None,
        brand_addresses: addresses.clone(),
        owner,
    };
    let made = provisioning::provision(&desk.db, &desk.ids, desk.now(), &new)
        .await
        .map_err(account::said)?;
    say(format!("Provider    {}", made.provider_id));
    say(format!("Portal      {}", addresses.join(", ")));
    say(format!("Staff       {}", config.staff_site()?.origin));
    say(format!("Owner       {}", wanted.owner_email));
    say(format!("Password    {password}   (shown only here)"));
    Ok(())
}

/// A bare host is meant with https.
fn address(host: &str) -> String {
    if host.contains("://") {
        host.to_owned()
    } else {
        format!("https://{host}")
    }
}

fn presets() -> String {
    Preset::ALL.map(Preset::as_str).join(", ")
}
