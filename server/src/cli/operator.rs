//! `portico operator`: the accounts of whoever runs the installation.

use clap::{Args, Subcommand};

use super::{Outcome, account, say};
use crate::{
    config::Config,
    features::{operators, second_factor},
};

/// What can be done with operators' accounts.
#[derive(Debug, Subcommand)]
pub(super) enum Act {
    /// Creates one, whose password is shown once. Its first sign-in sets up an authenticator app.
    Create(Create),
    /// Lists them.
    List,
    /// Takes the second factor of one away who lost phone and recovery codes, and ends its sessions.
    ResetSecondFactor(Whose),
    /// Removes one, and ends its sessions.
    Remove(Whose),
}

#[derive(Debug, Args)]
pub(super) struct Create {
    /// Its e-mail, unique in the installation.
    #[arg(long)]
    email: String,
    /// Name of the person; its e-mail when left out.
    #[arg(long)]
    name: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Whose {
    /// E-mail of the account.
    #[arg(long)]
    email: String,
}

pub(super) async fn run(act: &Act, config: &Config) -> Outcome {
    let desk = account::Desk::open(config).await?;
    match act {
        Act::Create(wanted) => {
            let (password, hash) = desk.password()?;
            let who = (
                wanted.name.as_deref().unwrap_or(&wanted.email),
                wanted.email.as_str(),
            );
            operators::create(&desk.db, &desk.ids, desk.now(), who, &hash)
                .await
                .map_err(account::said)?;
            say(format!("Sign-in     {}", config.staff_site()?.origin));
            say(format!("E-mail      {}", wanted.email));
            say(format!("Password    {password}   (shown only here)"));
        }
        Act::List => {
            for operator in operators::list(&desk.db).await? {
                say(format!(
                    "{}  {:16}  since {}  {}",
                    operator.email,
                    if operator.totp_confirmed_at.is_some() {
                        "has an app"
                    } else {
                        "no second factor"
                    },
                    operator.created_at,
                    operator.name,
                ));
            }
        }
        Act::ResetSecondFactor(Whose { email }) => {
            let email = email.trim().to_lowercase();
            if !second_factor::reset_operator(&desk.db, desk.now(), &email).await? {
                return Err(format!("--email: no operator has {email}").into());
            }
            say("Reset. The next sign-in asks to set one up.");
        }
        Act::Remove(Whose { email }) => {
            let email = email.trim().to_lowercase();
            if !operators::remove(&desk.db, desk.now(), &email).await? {
                return Err(format!("--email: no operator has {email}").into());
            }
            say("Removed.");
        }
    }
    Ok(())
}
