//! `portico domain`: the operator's word for domains that staff added, where no TXT record can be written.

use clap::Subcommand;

use super::{Outcome, account, say};
use crate::{
    config::Config,
    features::{
        brand_domains::{self, Claimed},
        provisioning::BrandAddress,
    },
    kit::id::Id,
};

/// What can be done with domains.
#[derive(Debug, Subcommand)]
pub(super) enum Act {
    /// Lists the addresses that nobody proved yet.
    Claims,
    /// Takes your word that an address belongs to the provider who added it; it is served from then on.
    Prove {
        /// As it was added: `https://www.studio.example/clients`.
        address: String,
        /// The provider's id, when several added the same address.
        #[arg(long)]
        provider: Option<Id>,
    },
}

pub(super) async fn run(act: &Act, config: &Config) -> Outcome {
    let desk = account::Desk::open(config).await?;
    match act {
        Act::Claims => {
            let claims = brand_domains::list_claims(&desk.db).await;
            for claim in claims.map_err(account::said)? {
                say(line(&claim));
            }
        }
        Act::Prove { address, provider } => {
            let address = BrandAddress::parse(address).map_err(
                |_| "give the address as it was added, such as https://www.studio.example",
            )?;
            let proven =
                brand_domains::prove_by_operator(&desk.db, desk.now(), &address, *provider)
                    .await
                    .map_err(account::said)?;
            say(format!("Proven      {}", line(&proven)));
        }
    }
    Ok(())
}

fn line(claim: &Claimed) -> String {
    format!(
        "{}{}  {}  {}",
        claim.origin, claim.path_prefix, claim.provider_id, claim.provider_name
    )
}
