//! `portico staff create`: a staff account, whose password is shown once.

use clap::{Args, Subcommand};

use super::{Outcome, account, say};
use crate::{
    config::Config,
    features::{people::permission::StaffRole, provisioning, second_factor},
};

/// What can be done with staff accounts.
#[derive(Debug, Subcommand)]
pub(super) enum Act {
    /// Creates one.
    Create(Create),
    /// Takes the second factor of one away who lost phone and recovery codes, and ends its sessions.
    ResetSecondFactor(Reset),
}

#[derive(Debug, Args)]
pub(super) struct Reset {
    /// E-mail of the account.
    #[arg(long)]
    email: String,
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
    let wanted = match act {
        Act::Create(wanted) => wanted,
        Act::ResetSecondFactor(reset) => return reset_second_factor(reset, config).await,
    };
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

async fn reset_second_factor(wanted: &Reset, config: &Config) -> Outcome {
    let desk = account::Desk::open(config).await?;
    let email = wanted.email.trim().to_lowercase();
    if !second_factor::reset_staff(&desk.db, desk.now(), &email).await? {
        return Err(format!("--email: no staff account has {email}").into());
    }
    say("Reset. The next sign-in asks to set one up, where one is required.");
    Ok(())
}
