//! `portico staff create`: a staff account, whose password is shown once.

use clap::{Args, Subcommand};

use super::{Outcome, account, say};
use crate::{
    config::Config,
    features::{people::permission::StaffRole, provisioning},
};

/// What can be done with staff accounts.
#[derive(Debug, Subcommand)]
pub(super) enum Act {
    /// Creates one.
    Create(Create),
}

#[derive(Debug, Args)]
pub(super) struct Create {
    /// A host of the provider's portal.
    #[arg(long)]
    host: String,
    /// Name of the person.
    #[arg(long)]
    name: String,
    /// Its e-mail, unique in the installation.
    #[arg(long)]
    email: String,
    /// owner, admin, lead or member.
    #[arg(long)]
    role: String,
}

pub(super) async fn run(act: &Act, config: &Config) -> Outcome {
    let Act::Create(wanted) = act;
    let role = StaffRole::from_word(&wanted.role).ok_or_else(|| {
        format!(
            "--role: {} is none; allowed are owner, admin, lead, member",
            wanted.role
        )
    })?;
    let desk = account::Desk::open(config).await?;
    let provider_id = provisioning::find_by_host(&desk.db, &wanted.host.to_lowercase())
        .await?
        .ok_or_else(|| format!("--host: no portal answers at {}", wanted.host))?;
    let (new, password) = desk.account(&wanted.name, &wanted.email, role)?;
    let made = provisioning::add_staff(&desk.db, &desk.ids, desk.now(), provider_id, &new).await;
    made.map_err(account::said)?;
    say(format!("Staff       {}", config.staff_site()?.origin));
    say(format!("E-mail      {}", wanted.email));
    say(format!("Password    {password}   (shown only here)"));
    Ok(())
}
