//! Proving that a claimed domain is the provider's: by DNS, or by the operator's word.

use serde_json::json;

use super::{model::ProofRecord, store};
use crate::{
    app::App,
    db::{Because, Db, Read, Statement, Write, system},
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        provisioning::BrandAddress,
    },
    kit::{clock::Time, dns, id::Id},
    params, row,
    scope::{Audience, Job},
};

/// Asks DNS for the record of a claim.
///
/// # Errors
/// 409 when it is not there, 503 when no server answers.
pub(super) async fn look_for(app: &App, record: &ProofRecord) -> Result<()> {
    let texts = dns::texts_of(&record.name, app.config.dns.server)
        .await
        .map_err(|error| {
            tracing::warn!(%error, "no DNS server answered");
            Error::unavailable("dns_unavailable", 30)
        })?;
    if record.stands_in(&texts) {
        Ok(())
    } else {
        Err(Error::conflict(
            "proof_missing",
            format!(
                "There is no TXT record at {} with this text yet.",
                record.name
            ),
        ))
    }
}

/// Makes a claim a brand domain.
///
/// # Errors
/// 409 when the host is proven to be another provider's.
pub(super) async fn accept<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    now: Time,
    brand_domain_id: Id,
    host: &str,
) -> Result<()> {
    if !store::take_host(write, host).await? {
        return Err(Error::conflict(
            "host_taken",
            format!("{host} leads to another portal."),
        ));
    }
    store::prove(write, now, brand_domain_id).await
}

row! {
    /// A claim, as the operator sees it.
    #[derive(Debug)]
    pub struct Claimed {
        /// Whose it is.
        pub provider_id: Id,
        /// Its name.
        pub provider_name: String,
        /// The claim.
        pub brand_domain_id: Id,
        /// The host.
        pub host: String,
        /// Empty, or `/clients`.
        pub path_prefix: String,
        /// Its public origin.
        pub origin: String,
        /// Since when it waits.
        pub created_at: Time,
    }
}

/// Every claim that nobody proved yet.
///
/// # Errors
/// Those of the database.
pub async fn list_claims(db: &Db) -> Result<Vec<Claimed>> {
    let read: Read<'_, _> = db.system(Because::Provision).read().await?;
    Ok(read
        .list(
            system!(
                "select c.provider_id, p.name, c.brand_domain_id, c.host, c.path_prefix, c.origin, c.created_at
                 from brand_domain_claim c join provider p on p.provider_id = c.provider_id
                 order by c.host, c.path_prefix, c.provider_id"
            ),
            params![],
        )
        .await?)
}

/// Takes the operator's word for a claim.
///
/// # Errors
/// 404 when nobody claims the address, 409 when several do and none is named, or the host is another provider's.
pub async fn prove_by_operator(
    db: &Db,
    now: Time,
    address: &BrandAddress,
    provider_id: Option<Id>,
) -> Result<Claimed> {
    let mut claims = list_claims(db).await?;
    claims.retain(|claim| {
        claim.host == address.host
            && claim.path_prefix == address.prefix
            && provider_id.is_none_or(|id| claim.provider_id == id)
    });
    if claims.len() > 1 {
        return Err(Error::conflict(
            "several_claims",
            "Several providers claim this address: name one by --provider.",
        ));
    }
    let claim = claims.pop().ok_or_else(Error::not_found)?;
    confirm(db, now, &Actor::command_line(), &claim).await?;
    Ok(claim)
}

/// The same for a claim of the list, by its key.
///
/// # Errors
/// 404 when nobody claims it any more, 409 when the host is another provider's.
pub async fn confirm_claim(
    db: &Db,
    now: Time,
    actor: &Actor,
    brand_domain_id: Id,
) -> Result<Claimed> {
    let claims = list_claims(db).await?;
    let claim = claims
        .into_iter()
        .find(|claim| claim.brand_domain_id == brand_domain_id)
        .ok_or_else(Error::not_found)?;
    confirm(db, now, actor, &claim).await?;
    Ok(claim)
}

async fn confirm(db: &Db, now: Time, actor: &Actor, claim: &Claimed) -> Result<()> {
    let job = Job::of(claim.provider_id);
    let write = db.write(&job).await?;
    let done = accept(&write, now, claim.brand_domain_id, &claim.host).await;
    let entry = match &done {
        Err(Error::Conflict { code, .. }) => {
            Entry::refused("brand_domain_proven").detail(json!({ "reason": code }))
        }
        _ => Entry::done("brand_domain_proven")
            .detail(json!({ "origin": claim.origin, "by": "operator" })),
    };
    let entry = entry.on("brand_domain", claim.brand_domain_id);
    audit::record(&write, now, actor, &entry).await?;
    write.commit().await?;
    done
}
