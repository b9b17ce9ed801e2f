//! The SQL of brand domains and of what is claimed to be one.

use super::model::CookieScope;
use crate::{
    db::{Read, Statement, Write},
    error::Result,
    features::provisioning::BrandAddress,
    kit::{clock::Time, id::Id},
    params, row,
    scope::{Audience, Staff},
    scoped,
};

row! {
    struct Claim {
        brand_domain_id: Id,
        host: String,
        path_prefix: String,
        origin: String,
        main_brand_domain_id: Option<Id>,
        proof: String,
        created_at: Time,
    }
}

impl From<Claim> for Domain {
    fn from(claim: Claim) -> Self {
        Self {
            brand_domain_id: claim.brand_domain_id,
            host: claim.host,
            path_prefix: claim.path_prefix,
            origin: claim.origin,
            cookie_scope: CookieScope::Host,
            main_brand_domain_id: claim.main_brand_domain_id,
            proof: Some(claim.proof),
            proven_at: None,
            created_at: claim.created_at,
        }
    }
}

row! {
    /// A brand domain, or a claim of one, which has a proof and no time.
    #[derive(Debug)]
    pub(super) struct Domain {
        pub(super) brand_domain_id: Id,
        pub(super) host: String,
        pub(super) path_prefix: String,
        pub(super) origin: String,
        pub(super) cookie_scope: CookieScope,
        pub(super) main_brand_domain_id: Option<Id>,
        pub(super) proof: Option<String>,
        pub(super) proven_at: Option<Time>,
        pub(super) created_at: Time,
    }
}

/// Every address, claims last.
pub(super) async fn list<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
) -> Result<Vec<Domain>> {
    let mut domains: Vec<Domain> = read
        .list(
            scoped!(
                "select d.brand_domain_id, d.host, d.path_prefix, d.origin, d.cookie_scope, d.main_brand_domain_id, null,
                        d.proven_at, d.created_at
                 from brand_domain d where {provider:d} order by d.created_at, d.brand_domain_id"
            ),
            params![],
        )
        .await?;
    let claims: Vec<Claim> = read
        .list(
            scoped!(
                "select c.brand_domain_id, c.host, c.path_prefix, c.origin, c.main_brand_domain_id, c.proof, c.created_at
                 from brand_domain_claim c where {provider:c} order by c.created_at, c.brand_domain_id"
            ),
            params![],
        )
        .await?;
    domains.extend(claims.into_iter().map(Domain::from));
    Ok(domains)
}

/// Adds a claim; false when this provider has the same address already.
pub(super) async fn add_claim(
    write: &Write<'_, Staff>,
    now: Time,
    brand_domain_id: Id,
    address: &BrandAddress,
    main_brand_domain_id: Option<Id>,
    proof: &str,
) -> Result<bool> {
    let added = write
        .exec(
            scoped!(
                "insert into brand_domain_claim (provider_id, brand_domain_id, host, path_prefix, origin,
                        main_brand_domain_id, proof, created_at)
                 select p.provider_id, $4, $5, $6, $7, $8, $9, $10 from provider p where {provider:p}
                 on conflict (provider_id, host, path_prefix) do nothing"
            ),
            params![
                brand_domain_id,
                &address.host,
                &address.prefix,
                &address.origin,
                main_brand_domain_id,
                proof,
                now
            ],
        )
        .await?;
    Ok(added == 1)
}

/// Takes a host for the provider. False when another provider has it.
pub(super) async fn take_host<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    host: &str,
) -> Result<bool> {
    write
        .exec(
            scoped!(
                "insert into brand_host (provider_id, host) select p.provider_id, $4 from provider p where {provider:p}
                 on conflict do nothing"
            ),
            params![host],
        )
        .await?;
    has_host(write, host).await
}

/// Whether the host is proven to be the provider's.
pub(super) async fn has_host<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    host: &str,
) -> Result<bool> {
    let found: Option<i64> = read
        .find(
            scoped!("select 1 from brand_host h where {provider:h} and h.host = $4"),
            params![host],
        )
        .await?;
    Ok(found.is_some())
}

/// Makes a claim a brand domain.
pub(super) async fn prove<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    now: Time,
    brand_domain_id: Id,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into brand_domain (provider_id, brand_domain_id, host, path_prefix, origin, cookie_scope,
                        main_brand_domain_id, proven_at, created_at)
                 select c.provider_id, c.brand_domain_id, c.host, c.path_prefix, c.origin, 'host', c.main_brand_domain_id,
                        $5, c.created_at
                 from brand_domain_claim c where {provider:c} and c.brand_domain_id = $4"
            ),
            params![brand_domain_id, now],
        )
        .await?;
    remove_claim(write, brand_domain_id).await?;
    Ok(())
}

/// Takes a claim away; false when there is none.
pub(super) async fn remove_claim<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    brand_domain_id: Id,
) -> Result<bool> {
    let removed = write
        .exec(
            scoped!(
                "delete from brand_domain_claim as c where {provider:c} and c.brand_domain_id = $4"
            ),
            params![brand_domain_id],
        )
        .await?;
    Ok(removed > 0)
}

/// Saves where a brand domain leads, and how far its cookies go.
pub(super) async fn save(
    write: &Write<'_, Staff>,
    brand_domain_id: Id,
    main_brand_domain_id: Option<Id>,
    cookie_domain: Option<&str>,
) -> Result<()> {
    let scope = if cookie_domain.is_some() {
        CookieScope::Site
    } else {
        CookieScope::Host
    };
    write
        .exec(
            scoped!(
                "update brand_domain as d set main_brand_domain_id = $5, cookie_scope = $6, cookie_domain = $7
                 where {provider:d} and d.brand_domain_id = $4"
            ),
            params![brand_domain_id, main_brand_domain_id, scope, cookie_domain],
        )
        .await?;
    Ok(())
}

/// Removes a brand domain with the sessions that were good there only, and frees its host when nothing else is on it.
pub(super) async fn remove(write: &Write<'_, Staff>, domain: &Domain) -> Result<()> {
    let (id, host) = (domain.brand_domain_id, domain.host.as_str());
    write
        .exec(
            scoped!(
                "delete from contact_session as s where {provider:s} and s.brand_domain_id = $4"
            ),
            params![id],
        )
        .await?;
    write
        .exec(
            scoped!("delete from brand_domain as d where {provider:d} and d.brand_domain_id = $4"),
            params![id],
        )
        .await?;
    let left: i64 = write
        .one(
            scoped!("select count(*) from brand_domain d where {provider:d} and d.host = $4"),
            params![host],
        )
        .await?;
    if left > 0 {
        return Ok(());
    }
    // Without its proof, cookies of other hosts go no further than these hosts.
    write
        .exec(
            scoped!(
                "update brand_domain as d set cookie_scope = 'host', cookie_domain = null
                 where {provider:d} and d.cookie_domain = $4"
            ),
            params![host],
        )
        .await?;
    write
        .exec(
            scoped!("delete from brand_host as h where {provider:h} and h.host = $4"),
            params![host],
        )
        .await?;
    Ok(())
}
