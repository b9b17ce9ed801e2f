//! `portico session list` and `portico session revoke`: who is signed in at a portal, and ending it.

use clap::{Args, Subcommand};

use super::{Outcome, account, say};
use crate::{
    config::Config,
    features::{provisioning, sessions},
    kit::id::Id,
};

/// What can be done with sessions.
#[derive(Debug, Subcommand)]
pub(super) enum Act {
    /// Lists the sessions of a portal's contacts and staff.
    List(Portal),
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
    let host = match act {
        Act::List(Portal { host }) | Act::Revoke(Revoke { host, .. }) => host,
    };
    let provider_id = provisioning::find_by_host(&desk.db, &host.to_lowercase())
        .await?
        .ok_or_else(|| format!("--host: no portal answers at {host}"))?;
    match act {
        Act::List(_) => {
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
        }
        Act::Revoke(Revoke { id, .. }) => {
            let id: Id = id.parse().map_err(|_| format!("--id: {id} is no key"))?;
            let ended = sessions::revoke_of_provider(&desk.db, desk.now(), provider_id, id).await?;
            if !ended {
                return Err(format!("--id: no session {id} is open here").into());
            }
            say("Ended.");
        }
    }
    Ok(())
}
